# What t-strings make. Source: Lib/string/templatelib.py.


def _types():
    template = t"{0}"
    return type(template), type(template.interpolations[0])


Template, Interpolation = _types()


def convert(obj, /, conversion):
    if conversion is None:
        return obj
    if conversion == "r":
        return repr(obj)
    if conversion == "s":
        return str(obj)
    if conversion == "a":
        return ascii(obj)
    raise ValueError(f"invalid conversion specifier: {conversion}")

"""Constants, Template and Formatter."""

__all__ = [
    "Formatter", "Template", "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
    "octdigits", "printable", "punctuation", "whitespace",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace
_missing = object()


def capwords(s, sep=None):
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """`$name` and `${name}` replaced by values."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        # Yields plain texts as `(None, text)` and places as `(name, text as written)`; `(False, at)` where wrong.
        text, mark, at, plain = self.template, self.delimiter, 0, 0
        first, rest = ascii_letters + "_", ascii_letters + "_" + digits
        while True:
            at = text.find(mark, plain)
            if at < 0:
                yield None, text[plain:]
                return
            yield None, text[plain:at]
            after = at + len(mark)
            if text.startswith(mark, after):
                yield None, mark
                plain = after + len(mark)
                continue
            braced = text[after:after + 1] == "{"
            start = end = after + braced
            if text[start:start + 1] and text[start] in first:
                while end < len(text) and text[end] in rest:
                    end += 1
            if end == start or (braced and text[end:end + 1] != "}"):
                yield False, at
                yield None, mark
                plain = after
                continue
            plain = end + braced
            yield text[start:end], text[at:plain]

    def _substitute(self, mapping, safe):
        out = []
        for name, text in self._parts():
            if name is None:
                out.append(text)
            elif name is False:
                if not safe:
                    lines = self.template[:text].splitlines(keepends=True)
                    line = max(len(lines), 1)
                    column = text - len("".join(lines[:-1])) + 1 if lines else 1
                    raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")
            elif safe:
                try:
                    out.append(str(mapping[name]))
                except KeyError:
                    out.append(text)
            else:
                out.append(str(mapping[name]))
        return "".join(out)

    def substitute(self, mapping=_missing, /, **kws):
        return self._substitute(_merged(mapping, kws), False)

    def safe_substitute(self, mapping=_missing, /, **kws):
        return self._substitute(_merged(mapping, kws), True)

    def is_valid(self):
        return all(name is not False for name, _ in self._parts())

    def get_identifiers(self):
        return list(dict.fromkeys([name for name, _ in self._parts() if name]))


def _merged(mapping, kws):
    if mapping is _missing:
        return kws
    if kws:
        from collections import ChainMap
        return ChainMap(kws, mapping)
    return mapping


class Formatter:
    """`str.format` with parts that can be replaced."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            first = name.split(".", 1)[0].split("[", 1)[0]
            if first == "":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto) + name
                auto += 1
            elif first.isdigit():
                if auto:
                    raise ValueError("cannot switch from automatic field numbering to manual field specification")
                auto = False
            obj, key = self.get_field(name, args, kwargs)
            used.add(key)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            out.append(self.format_field(obj, spec))
        return "".join(out), auto

    def parse(self, text):
        literal, i = "", 0
        while i < len(text):
            c = text[i]
            if c in "{}" and text[i + 1:i + 2] == c:
                literal += c
                i += 2
            elif c == "}":
                raise ValueError("Single '}' encountered in format string")
            elif c != "{":
                literal += c
                i += 1
            else:
                depth, end = 1, i + 1
                while end < len(text) and depth:
                    depth += {"{": 1, "}": -1}.get(text[end], 0)
                    end += 1
                if depth:
                    raise ValueError("expected '}' before end of string")
                name, _, spec = text[i + 1:end - 1].partition(":")
                name, bang, conversion = name.partition("!")
                yield literal, name, spec, conversion if bang else None
                literal, i = "", end
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        parts = field_name.replace("[", ".[").split(".")
        first = int(parts[0]) if parts[0].isdigit() else parts[0]
        obj = self.get_value(first, args, kwargs)
        for part in parts[1:]:
            if part.startswith("["):
                key = part[1:-1]
                obj = obj[int(key) if key.isdigit() else key]
            else:
                obj = getattr(obj, part)
        return obj, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion in ("s", "r", "a"):
            return {"s": str, "r": repr, "a": ascii}[conversion](value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

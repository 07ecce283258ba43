"""Building, walking and writing nested data, as a JSON writer does."""


def build(depth, width):
    if depth == 0:
        return depth
    return {"name": "node%d" % depth, "items": [build(depth - 1, width) for _ in range(width)], "leaf": depth == 1}


def dump(value, out):
    if isinstance(value, dict):
        out.append("{")
        first = True
        for key, item in value.items():
            if not first:
                out.append(", ")
            first = False
            out.append('"' + key + '": ')
            dump(item, out)
        out.append("}")
    elif isinstance(value, list):
        out.append("[")
        for i, item in enumerate(value):
            if i:
                out.append(", ")
            dump(item, out)
        out.append("]")
    elif isinstance(value, bool):
        out.append("true" if value else "false")
    elif isinstance(value, str):
        out.append('"' + value + '"')
    else:
        out.append(str(value))


out = []
dump(build(6, 5), out)
text = "".join(out)
print(len(text), text.count("node"), text[:60])

"""Structures printed over several lines. Source followed: `Lib/pprint.py` (where lines break)."""

__all__ = ["PrettyPrinter", "isreadable", "isrecursive", "pformat", "pp", "pprint", "saferepr"]

import sys


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def saferepr(object):
    return PrettyPrinter()._repr(object, set(), 1)


def isreadable(object):
    return True


def isrecursive(object):
    return "<Recursion on" in saferepr(object)


class _Key:
    # Sorts values of any types.
    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent, self._width, self._depth, self._stream = indent, width, depth, stream
        self._compact, self._sort, self._underscore = bool(compact), sort_dicts, underscore_numbers

    def pprint(self, object):
        (self._stream or sys.stdout).write(self.pformat(object) + "\n")

    def pformat(self, object):
        out = []
        self._format(object, out, 0, 0, set(), 0)
        return "".join(out)

    def _format(self, obj, out, indent, allowance, context, level):
        key = id(obj)
        if key in context:
            out.append(f"<Recursion on {type(obj).__name__} with id={key}>")
            return
        text = self._repr(obj, context, level)
        if len(text) <= self._width - indent - allowance:
            out.append(text)
            return
        printer = self._printer(obj)
        if printer is None:
            out.append(text)
            return
        context.add(key)
        printer(obj, out, indent, allowance, context, level + 1)
        context.discard(key)

    def _printer(self, obj):
        method = type(obj).__repr__
        for kind, printer in ((dict, self._dict), (list, self._list), (tuple, self._tuple), (set, self._set),
                              (frozenset, self._set), (str, self._str)):
            if isinstance(obj, kind):
                if type(obj) is kind or method is kind.__repr__:
                    return printer
                if kind is dict and type(obj).__name__ in ("OrderedDict", "Counter", "defaultdict"):
                    return self._named_dict
                return None
        if type(obj).__name__ == "deque":
            return self._deque
        if type(obj).__name__ == "SimpleNamespace":
            return self._namespace
        if hasattr(type(obj), "__dataclass_fields__") and getattr(method, "__wrapped__", None) is not None:
            return self._dataclass
        return None

    def _items(self, items, out, indent, allowance, context, level):
        indent += self._indent
        if self._indent > 1:
            out.append((self._indent - 1) * " ")
        between = ",\n" + " " * indent
        left = width = self._width - indent + 1
        delimiter, items = "", list(items)
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                width -= allowance
                left -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                need = len(text) + 2
                if left < need:
                    left = width
                    if delimiter:
                        delimiter = between
                if left >= need:
                    left -= need
                    out.append(delimiter)
                    delimiter = ", "
                    out.append(text)
                    continue
            out.append(delimiter)
            delimiter = between
            self._format(item, out, indent, allowance if last else 1, context, level)

    def _pairs(self, items, out, indent, allowance, context, level):
        between = ",\n" + " " * indent
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            text = self._repr(key, context, level)
            out.append(text + ": ")
            self._format(value, out, indent + len(text) + 2, allowance if last else 1, context, level)
            if not last:
                out.append(between)

    def _attributes(self, items, out, indent, allowance, context, level):
        between = ",\n" + " " * indent
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            out.append(key + "=")
            if id(value) in context:
                out.append("...")
            else:
                self._format(value, out, indent + len(key) + 1, allowance if last else 1, context, level)
            if not last:
                out.append(between)

    def _sorted_items(self, obj):
        items = list(obj.items())
        return sorted(items, key=lambda item: (_Key(item[0]), _Key(item[1]))) if self._sort else items

    def _dict(self, obj, out, indent, allowance, context, level):
        out.append("{" + (self._indent - 1) * " ")
        self._pairs(self._sorted_items(obj), out, indent + self._indent, allowance + 1, context, level)
        out.append("}")

    def _named_dict(self, obj, out, indent, allowance, context, level):
        name = type(obj).__name__
        if name == "OrderedDict":
            out.append(name + "([")
            items = [(k, v) for k, v in obj.items()]
            self._items(items, out, indent + len(name) + 1, allowance + 2, context, level)
            out.append("])")
            return
        if name == "defaultdict":
            factory = self._repr(obj.default_factory, context, level)
            indent += len(name) + 1
            out.append(f"{name}({factory},\n{' ' * indent}")
            self._dict(obj, out, indent, allowance + 1, context, level)
            out.append(")")
            return
        out.append(name + "({" + (self._indent - 1) * " ")
        self._pairs(obj.most_common(), out, indent + len(name) + 1 + self._indent, allowance + 2, context, level)
        out.append("})")

    def _list(self, obj, out, indent, allowance, context, level):
        out.append("[")
        self._items(obj, out, indent, allowance + 1, context, level)
        out.append("]")

    def _tuple(self, obj, out, indent, allowance, context, level):
        out.append("(")
        end = ",)" if len(obj) == 1 else ")"
        self._items(obj, out, indent, allowance + len(end), context, level)
        out.append(end)

    def _set(self, obj, out, indent, allowance, context, level):
        if type(obj) is set:
            start, end = "{", "}"
        else:
            start, end = type(obj).__name__ + "({", "})"
            indent += len(type(obj).__name__) + 1
        out.append(start)
        self._items(sorted(obj, key=_Key), out, indent, allowance + len(end), context, level)
        out.append(end)

    def _deque(self, obj, out, indent, allowance, context, level):
        out.append("deque(")
        indent += 6
        out.append("[")
        if obj.maxlen is None:
            self._items(obj, out, indent, allowance + 2, context, level)
            out.append("])")
        else:
            self._items(obj, out, indent, 2, context, level)
            out.append(f"],\n{' ' * indent}maxlen={self._repr(obj.maxlen, context, level)})")

    def _namespace(self, obj, out, indent, allowance, context, level):
        name = "namespace" if type(obj).__module__ == "types" else type(obj).__name__
        indent += len(name) + 1
        out.append(name + "(")
        self._attributes(obj.__dict__.items(), out, indent, allowance, context, level)
        out.append(")")

    def _dataclass(self, obj, out, indent, allowance, context, level):
        name = type(obj).__name__
        indent += len(name) + 1
        items = [(f.name, getattr(obj, f.name)) for f in obj.__dataclass_fields__.values()
                 if f.repr and str(f._field_type) == "_FIELD"]
        out.append(name + "(")
        self._attributes(items, out, indent, allowance, context, level)
        out.append(")")

    def _str(self, obj, out, indent, allowance, context, level):
        if not obj:
            out.append(repr(obj))
            return
        if level == 1:
            indent += 1
            allowance += 1
        chunks, lines, most = [], obj.splitlines(True), self._width - indent
        for i, line in enumerate(lines):
            text = repr(line)
            limit = most - allowance if i == len(lines) - 1 else most
            if len(text) <= limit:
                chunks.append(text)
                continue
            parts, at = [], 0
            while at < len(line):
                end = at
                while end < len(line) and not line[end].isspace():
                    end += 1
                while end < len(line) and line[end].isspace():
                    end += 1
                parts.append(line[at:end])
                at = end
            current = ""
            for j, part in enumerate(parts):
                candidate = current + part
                room = most - allowance if j == len(parts) - 1 and i == len(lines) - 1 else most
                if len(repr(candidate)) > room:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            out.append(chunks[0])
            return
        text = ("\n" + " " * indent).join(chunks)
        out.append(f"({text})" if level == 1 else text)

    def _repr(self, obj, context, level):
        kind = type(obj)
        if kind is int and self._underscore:
            return f"{obj:_d}"
        if kind not in (dict, list, tuple):
            return repr(obj)
        if not obj:
            return repr(obj)
        if self._depth and level >= self._depth:
            return {dict: "{...}", list: "[...]", tuple: "(...,)" if len(obj) == 1 else "(...)"}[kind]
        key = id(obj)
        if key in context:
            return f"<Recursion on {kind.__name__} with id={key}>"
        context.add(key)
        level += 1
        if kind is dict:
            text = ", ".join([f"{self._repr(k, context, level)}: {self._repr(v, context, level)}"
                              for k, v in self._sorted_items(obj)])
            text = "{" + text + "}"
        else:
            text = ", ".join([self._repr(item, context, level) for item in obj])
            if kind is list:
                text = f"[{text}]"
            else:
                text = f"({text},)" if len(obj) == 1 else f"({text})"
        context.discard(key)
        return text

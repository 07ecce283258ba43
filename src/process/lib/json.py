"""JSON, as Lib/json of CPython 3.14 writes and reads it."""

__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]
__path__ = []

_NONE = object()
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}
_BACK = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SPACE = " \t\n\r"


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


# ---- writing ----

def _quote(text, ascii_only):
    parts = []
    for char in text:
        if char in _SHORT:
            parts.append(_SHORT[char])
        elif char < " " or (ascii_only and char > "~"):
            n = ord(char)
            if n > 0xFFFF:
                n -= 0x10000
                parts.append(f"\\u{0xd800 | n >> 10:04x}\\u{0xdc00 | n & 0x3ff:04x}")
            else:
                parts.append(f"\\u{n:04x}")
        else:
            parts.append(char)
    return '"' + "".join(parts) + '"'


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        return "".join(self.iterencode(o))

    def iterencode(self, o, _one_shot=False):
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        parts = []
        self._write(o, parts.append, indent, "\n", set())
        return parts

    def _float(self, x):
        if x == x and x not in (float("inf"), float("-inf")):
            return float.__repr__(x)
        if not self.allow_nan:
            raise ValueError(f"Out of range float values are not JSON compliant: {x!r}")
        return "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"

    def _write(self, o, put, indent, line, open_ids):
        if isinstance(o, str):
            put(_quote(o, self.ensure_ascii))
        elif o is None:
            put("null")
        elif o is True:
            put("true")
        elif o is False:
            put("false")
        elif isinstance(o, int):
            put(int.__repr__(o))
        elif isinstance(o, float):
            put(self._float(o))
        elif isinstance(o, (list, tuple, dict)):
            if self.check_circular:
                if id(o) in open_ids:
                    raise ValueError("Circular reference detected")
                open_ids.add(id(o))
            if isinstance(o, dict):
                self._write_dict(o, put, indent, line, open_ids)
            else:
                self._write_list(o, put, indent, line, open_ids)
            open_ids.discard(id(o))
        else:
            if id(o) in open_ids:
                raise ValueError("Circular reference detected")
            open_ids.add(id(o))
            try:
                made = self.default(o)
            except Exception as exc:
                exc.add_note(f"when serializing {type(o).__name__} object")
                raise
            self._write(made, put, indent, line, open_ids)
            open_ids.discard(id(o))

    def _write_list(self, items, put, indent, line, open_ids):
        if not items:
            put("[]")
            return
        inner = line + indent if indent is not None else ""
        first = True
        put("[")
        for n, item in enumerate(items):
            put(inner if first else self.item_separator + inner)
            first = False
            try:
                self._write(item, put, indent, inner, open_ids)
            except Exception as exc:
                exc.add_note(f"when serializing {type(items).__name__} item {n}")
                raise
        put(line + "]" if indent is not None else "]")

    def _write_dict(self, items, put, indent, line, open_ids):
        if not items:
            put("{}")
            return
        inner = line + indent if indent is not None else ""
        first = True
        put("{")
        for key, value in sorted(items.items()) if self.sort_keys else items.items():
            if isinstance(key, str):
                pass
            elif isinstance(key, float):
                key = self._float(key)
            elif key is True:
                key = "true"
            elif key is False:
                key = "false"
            elif key is None:
                key = "null"
            elif isinstance(key, int):
                key = int.__repr__(key)
            elif self.skipkeys:
                continue
            else:
                raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")
            put(inner if first else self.item_separator + inner)
            first = False
            put(_quote(key, self.ensure_ascii) + self.key_separator)
            try:
                self._write(value, put, indent, inner, open_ids)
            except Exception as exc:
                exc.add_note(f"when serializing {type(items).__name__} item {key!r}")
                raise
        put(line + "}" if indent is not None else "}")


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan,
        indent=indent, separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))


# ---- reading ----

class _Reader:
    def __init__(self, text, decoder):
        self.text = text
        self.decoder = decoder

    def skip(self, at):
        text = self.text
        while at < len(text) and text[at] in _SPACE:
            at += 1
        return at

    def fail(self, message, at):
        raise JSONDecodeError(message, self.text, at)

    def value(self, at):
        text, decoder = self.text, self.decoder
        char = text[at:at + 1]
        if char == '"':
            return self.string(at + 1)
        if char == "{":
            return self.object(at + 1)
        if char == "[":
            return self.array(at + 1)
        if char == "n" and text[at:at + 4] == "null":
            return None, at + 4
        if char == "t" and text[at:at + 4] == "true":
            return True, at + 4
        if char == "f" and text[at:at + 5] == "false":
            return False, at + 5
        if char == "-" or "0" <= char <= "9":
            found = self.number(at)
            if found is not None:
                return found
        for word in ("NaN", "Infinity", "-Infinity"):
            if text.startswith(word, at):
                return decoder.parse_constant(word), at + len(word)
        self.fail("Expecting value", at)

    def digits(self, at):
        text = self.text
        while at < len(text) and "0" <= text[at] <= "9":
            at += 1
        return at

    def number(self, begin):
        text = self.text
        at = begin + (text[begin] == "-")
        whole = self.digits(at)
        if whole == at:
            return None
        if text[at] == "0":
            whole = at + 1
        end, is_float = whole, False
        if text[end:end + 1] == ".":
            fraction = self.digits(end + 1)
            if fraction > end + 1:
                end, is_float = fraction, True
        if text[end:end + 1] in ("e", "E"):
            at = end + 1 + (text[end + 1:end + 2] in ("+", "-"))
            exponent = self.digits(at)
            if exponent > at:
                end, is_float = exponent, True
        literal = text[begin:end]
        return (self.decoder.parse_float if is_float else self.decoder.parse_int)(literal), end

    def string(self, at):
        text, strict = self.text, self.decoder.strict
        begin, parts = at - 1, []
        while True:
            end = at
            while end < len(text) and text[end] not in '"\\' and (text[end] >= " "):
                end += 1
            parts.append(text[at:end])
            if end >= len(text):
                self.fail("Unterminated string starting at", begin)
            char = text[end]
            if char == '"':
                return "".join(parts), end + 1
            if char != "\\":
                if strict:
                    self.fail("Invalid control character at", end)
                parts.append(char)
                at = end + 1
                continue
            escape = text[end + 1:end + 2]
            if not escape:
                self.fail("Unterminated string starting at", begin)
            if escape != "u":
                if escape not in _BACK:
                    self.fail("Invalid \\escape", end)
                parts.append(_BACK[escape])
                at = end + 2
                continue
            n, at = self.hex4(end + 2)
            if 0xD800 <= n <= 0xDBFF and text.startswith("\\u", at):
                low, after = self.hex4(at + 2)
                if 0xDC00 <= low <= 0xDFFF:
                    n, at = 0x10000 + ((n - 0xD800) << 10 | low - 0xDC00), after
            parts.append(chr(n))

    def hex4(self, at):
        digits = self.text[at:at + 4]
        if len(digits) != 4 or not all(char in "0123456789abcdefABCDEF" for char in digits):
            self.fail("Invalid \\uXXXX escape", at - 1)
        return int(digits, 16), at + 4

    def array(self, at):
        text, items = self.text, []
        at = self.skip(at)
        if text[at:at + 1] == "]":
            return items, at + 1
        while True:
            item, at = self.value(at)
            items.append(item)
            at = self.skip(at)
            char = text[at:at + 1]
            if char == "]":
                return items, at + 1
            if char != ",":
                self.fail("Expecting ',' delimiter", at)
            comma = at
            at = self.skip(at + 1)
            if text[at:at + 1] == "]":
                self.fail("Illegal trailing comma before end of array", comma)

    def object(self, at):
        text, pairs = self.text, []
        at = self.skip(at)
        if text[at:at + 1] == "}":
            return self.made(pairs), at + 1
        if text[at:at + 1] != '"':
            self.fail("Expecting property name enclosed in double quotes", at)
        while True:
            key, at = self.string(at + 1)
            at = self.skip(at)
            if text[at:at + 1] != ":":
                self.fail("Expecting ':' delimiter", at)
            value, at = self.value(self.skip(at + 1))
            pairs.append((key, value))
            at = self.skip(at)
            char = text[at:at + 1]
            if char == "}":
                return self.made(pairs), at + 1
            if char != ",":
                self.fail("Expecting ',' delimiter", at)
            comma = at
            at = self.skip(at + 1)
            if text[at:at + 1] != '"':
                if text[at:at + 1] == "}":
                    self.fail("Illegal trailing comma before end of object", comma)
                self.fail("Expecting property name enclosed in double quotes", at)

    def made(self, pairs):
        decoder = self.decoder
        if decoder.object_pairs_hook is not None:
            return decoder.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if decoder.object_hook is None else decoder.object_hook(made)


_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        reader = _Reader(s, self)
        value, end = reader.value(reader.skip(0))
        end = reader.skip(end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        return _Reader(s, self).value(idx)


def detect_encoding(b):
    """Which of the UTF encodings the bytes are in, by their mark or by where the zeros are."""
    for mark, encoding in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if b.startswith(mark):
            return encoding
    if len(b) >= 4:
        if not b[0]:
            return "utf-16-be" if b[1] else "utf-32-be"
        if not b[1]:
            return "utf-16-le" if b[2] or b[3] else "utf-32-le"
    elif len(b) == 2:
        if not b[0]:
            return "utf-16-be"
        if not b[1]:
            return "utf-16-le"
    return "utf-8"


def loads(s, *, cls=None, **kw):
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode(detect_encoding(s))
    else:
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)

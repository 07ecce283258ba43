"""TOML 1.0, read. Source followed: Lib/tomllib/_parser.py."""

__all__ = ["loads", "load", "TOMLDecodeError"]

import re

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0b[01](?:_?[01])*|0o[0-7](?:_?[0-7])*|"
                     r"[+-]?(?:0|[1-9](?:_?[0-9])*)(?P<f>(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)")
_DATETIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d:\d\d(?:\.\d{1,6})?)\d*([Zz]|[+-]\d\d:\d\d)?)?")
_TIME = re.compile(r"\d\d:\d\d:\d\d(?:\.\d{1,6})?")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class TOMLDecodeError(ValueError):
    def __init__(self, msg, doc="", pos=0, *args):
        if pos >= len(doc):
            where = "end of document"
        else:
            line = doc.count("\n", 0, pos) + 1
            column = pos + 1 if line == 1 else pos - doc.rindex("\n", 0, pos)
            where = f"line {line}, column {column}"
        ValueError.__init__(self, f"{msg} (at {where})", *args)
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos + 1 if self.lineno == 1 else pos - doc.rindex("\n", 0, pos)


class _Reader:
    def __init__(self, text, parse_float):
        self.text, self.at, self.parse_float = text, 0, parse_float
        self.root, self.closed, self.tables = {}, set(), set()

    def error(self, msg, at=None):
        return TOMLDecodeError(msg, self.text, self.at if at is None else at)

    def peek(self):
        return self.text[self.at:self.at + 1]

    def blank(self, lines=False):
        while True:
            char = self.peek()
            if char and char in (" \t\n" if lines else " \t"):
                self.at += 1
            elif char == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                return

    def document(self):
        current, path = self.root, ()
        while True:
            self.blank(True)
            char = self.peek()
            if not char:
                return self.root
            if char == "[":
                current, path = self.header()
            elif char in "\"'" or _BARE.match(char):
                self.pair(current, path)
            else:
                raise self.error("Invalid statement")
            self.blank()
            if self.peek() not in ("", "\n"):
                raise self.error("Expected newline or end of document after a statement")

    def header(self):
        many = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 2 if many else 1
        self.blank()
        keys = self.key()
        if not self.text.startswith("]]" if many else "]", self.at):
            raise self.error(f"Expected ']{']' if many else ''}' at the end of {'an array' if many else 'a table'} declaration")
        end = self.at
        self.at += 2 if many else 1
        table = self.root
        for n, key in enumerate(keys[:-1], 1):
            if keys[:n] in self.closed:
                raise self.error(f"Cannot declare {keys} twice", start)
            table = table.setdefault(key, {})
            if isinstance(table, list):
                table = table[-1]
            if not isinstance(table, dict):
                raise self.error("Cannot overwrite a value")
        if many:
            rows = table.setdefault(keys[-1], [])
            if not isinstance(rows, list) or keys in self.closed:
                raise self.error("Cannot overwrite a value")
            rows.append({})
            self.tables = {known for known in self.tables if known[:len(keys)] != keys}
            return rows[-1], keys
        if keys in self.tables or keys in self.closed or not isinstance(table.get(keys[-1], {}), dict):
            raise self.error(f"Cannot declare {keys} twice", end)
        self.tables.add(keys)
        return table.setdefault(keys[-1], {}), keys

    def pair(self, table, path):
        keys = self.key()
        if self.peek() != "=":
            raise self.error("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.blank()
        for n, key in enumerate(keys[:-1], 1):
            if path + keys[:n] in self.closed:
                raise self.error("Cannot mutate immutable namespace")
            table = table.setdefault(key, {})
            self.tables.add(path + keys[:n])
            if not isinstance(table, dict):
                raise self.error("Cannot overwrite a value")
        value = self.value()
        if keys[-1] in table:
            raise self.error("Cannot overwrite a value")
        if isinstance(value, (dict, list)):
            self.closed.add(path + keys)
        table[keys[-1]] = value

    def key(self):
        keys = []
        while True:
            char = self.peek()
            match = _BARE.match(self.text, self.at)
            if match:
                keys.append(match.group())
                self.at = match.end()
            elif char and char in "\"'":
                keys.append(self.string(char))
            else:
                raise self.error("Invalid initial character for a key part")
            self.blank()
            if self.peek() != ".":
                return tuple(keys)
            self.at += 1
            self.blank()

    def value(self):
        char, text = self.peek(), self.text
        if char and char in "\"'":
            return self.long_string(char) if text.startswith(char * 3, self.at) else self.string(char)
        for word, value in ("true", True), ("false", False):
            if text.startswith(word, self.at):
                self.at += len(word)
                return value
        if char == "[":
            return self.array()
        if char == "{":
            return self.inline()
        return self.date_or_number()

    def date_or_number(self):
        import datetime
        match = _DATETIME.match(self.text, self.at)
        if match:
            self.at = match.end()
            day, clock, zone = match.groups()
            try:
                if clock is None:
                    return datetime.date.fromisoformat(day)
                return datetime.datetime.fromisoformat(f"{day}T{clock}{(zone or '').upper()}")
            except ValueError:
                raise self.error("Invalid date or datetime", match.start()) from None
        match = _TIME.match(self.text, self.at)
        if match:
            self.at = match.end()
            return datetime.time.fromisoformat(match.group())
        match = _NUMBER.match(self.text, self.at)
        if match:
            self.at = match.end()
            if match["f"]:
                return self.parse_float(match.group())
            return int(match.group(), 0)
        for word in "inf", "nan", "+inf", "-inf", "+nan", "-nan":
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return self.parse_float(word)
        raise self.error("Invalid value")

    def array(self):
        self.at += 1
        items = []
        while True:
            self.blank(True)
            if self.peek() == "]":
                self.at += 1
                return items
            items.append(self.value())
            self.blank(True)
            if self.peek() == ",":
                self.at += 1
            elif self.peek() != "]":
                raise self.error("Unclosed array")

    def inline(self):
        self.at += 1
        reader = _Reader(self.text, self.parse_float)
        self.blank()
        if self.peek() == "}":
            self.at += 1
            return {}
        while True:
            reader.at = self.at
            reader.pair(reader.root, ())
            self.at = reader.at
            self.blank()
            char = self.peek()
            self.at += 1
            if char == "}":
                return reader.root
            if char != ",":
                raise self.error("Unclosed inline table", self.at - 1)
            self.blank()

    def string(self, quote):
        self.at += 1
        made = []
        while True:
            char = self.peek()
            if not char:
                raise self.error("Unterminated string" if quote == '"' else 'Expected "\'"')
            if char == "\n":
                raise self.error(f"Illegal character {char!r}")
            self.at += 1
            if char == quote:
                return "".join(made)
            made.append(self.escape() if char == "\\" and quote == '"' else char)

    def escape(self, long=False):
        char = self.peek()
        self.at += 1
        if char in _ESCAPES and char:
            return _ESCAPES[char]
        if char and char in "uU":
            size = 4 if char == "u" else 8
            digits = self.text[self.at:self.at + size]
            self.at += size
            if len(digits) != size or not set(digits) <= set("0123456789abcdefABCDEF"):
                raise self.error("Invalid hex value", self.at - size)
            return chr(int(digits, 16))
        if long and char and char in " \t\n":
            if not self.text[self.at - 1:].lstrip(" \t").startswith("\n"):
                raise self.error("Unescaped '\\' in a string", self.at - 2)
            while self.peek() and self.peek() in " \t\n":
                self.at += 1
            return ""
        raise self.error("Unescaped '\\' in a string", self.at - 2)

    def long_string(self, quote):
        self.at += 3
        if self.peek() == "\n":
            self.at += 1
        made = []
        while True:
            if self.text.startswith(quote * 3, self.at):
                self.at += 3
                while self.peek() == quote and len(made) < 1 << 30 and self.text.startswith(quote, self.at):
                    made.append(quote)
                    self.at += 1
                return "".join(made)
            char = self.peek()
            if not char:
                raise self.error("Unterminated string")
            self.at += 1
            made.append(self.escape(True) if char == "\\" and quote == '"' else char)


def load(fp, /, *, parse_float=float):
    b = fp.read()
    try:
        s = b.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(s, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    if not isinstance(s, str):
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'")
    return _Reader(s.replace("\r\n", "\n"), parse_float).document()

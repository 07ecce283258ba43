"""Of `ast`, what reads literals: the tree of a program is not to be had."""

__all__ = ["literal_eval"]

_FORBIDDEN = "malformed node or string"


class _Reader:
    """Reads one literal from the source, as `ast.literal_eval` allows it: by its own small grammar."""

    def __init__(self, text):
        import re
        self.text, self.at = text, 0
        self.blank = re.compile(r"(?:[ \t\f\n\r]|#[^\n]*)*")
        self.number = re.compile(r"0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|"
                                 r"(?:\d(?:_?\d)*)?\.?(?:\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?")
        self.string = re.compile(r"""([rRbBuU]{0,2})('{3}(?s:\\.|.)*?'{3}|"{3}(?s:\\.|.)*?"{3}|'(?:\\(?s:.)|[^'\\\n])*'"""
                                 r"""|"(?:\\(?s:.)|[^"\\\n])*")""")
        self.name = re.compile(r"[^\W\d]\w*")

    def skip(self):
        self.at = self.blank.match(self.text, self.at).end()
        return self.text[self.at:self.at + 1]

    def value(self):
        char = self.skip()
        if char in "+-" and char:
            return self.sum()
        found = self.atom(char)
        if self.skip() in ("+", "-") and isinstance(found, (int, float)) and not isinstance(found, bool):
            return self.rest_of_sum(found)
        return found

    def sum(self):
        return self.rest_of_sum(self.signed())

    def signed(self):
        sign = self.skip()
        if sign in "+-" and sign:
            self.at += 1
            value = self.signed()
            return -value if sign == "-" else +value
        value = self.atom(sign)
        if type(value) not in (int, float, complex):
            raise ValueError
        return value

    def rest_of_sum(self, left):
        sign = self.skip()
        if sign not in ("+", "-"):
            return left
        self.at += 1
        self.skip()
        right = self.atom(self.text[self.at:self.at + 1])
        if type(left) not in (int, float) or type(right) is not complex:
            raise ValueError
        return left + right if sign == "+" else left - right

    def atom(self, char):
        if char in "([{" and char:
            return self.container(char)
        match = self.string.match(self.text, self.at)
        if match:
            return self.strings()
        if char.isdigit() or char == ".":
            match = self.number.match(self.text, self.at)
            word = match.group()
            if self.text.startswith("...", self.at):
                self.at += 3
                return ...
            self.at = match.end()
            return _number(word)
        match = self.name.match(self.text, self.at)
        if match is None:
            raise SyntaxError("invalid syntax")
        word = match.group()
        self.at = match.end()
        if word in ("None", "True", "False"):
            return {"None": None, "True": True, "False": False}[word]
        if word == "set" and self.text.startswith("()", self.at):
            self.at += 2
            return set()
        raise ValueError

    def strings(self):
        parts = []
        while match := self.string.match(self.text, self.at):
            parts.append(eval(match.group()))
            self.at = match.end()
            self.skip()
        return parts[0][:0].join(parts)

    def container(self, char):
        self.at += 1
        close, items, pairs, commas = {"(": ")", "[": "]", "{": "}"}[char], [], [], 0
        while self.skip() != close:
            items.append(self.value())
            if self.skip() == ":" and char == "{":
                self.at += 1
                pairs.append((items.pop(), self.value()))
            if self.skip() == ",":
                self.at += 1
                commas += 1
            elif self.skip() != close:
                raise SyntaxError("invalid syntax") if self.skip() else SyntaxError(f"'{char}' was never closed")
        self.at += 1
        if char == "[":
            return items
        if char == "(":
            return items[0] if len(items) == 1 and not commas else tuple(items)
        return dict(pairs) if pairs or not items else set(items)


def _number(word):
    plain = word.replace("_", "")
    if plain[-1] in "jJ" and plain[:2] not in ("0x", "0X"):
        return complex(0, float(plain[:-1]))
    if plain[:2].lower() in ("0x", "0o", "0b"):
        return int(plain, 0)
    if plain.isdigit():
        if plain[0] == "0" and plain.strip("0"):
            raise SyntaxError("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
                              "integers")
        return int(plain)
    return float(plain)


def literal_eval(node_or_string):
    if not isinstance(node_or_string, str):
        raise ValueError(f"{_FORBIDDEN}: {node_or_string!r}")
    text = node_or_string.lstrip(" \t")
    reader = _Reader(text)
    try:
        values = [reader.value()]
        comma = False
        while reader.skip() == ",":
            reader.at += 1
            comma = True
            if reader.skip():
                values.append(reader.value())
        if reader.skip():
            raise ValueError
    except ValueError:
        compile(text, "<unknown>", "eval")
        raise ValueError(f"{_FORBIDDEN} on line 1: <ast node>") from None
    except SyntaxError as error:
        compile(text, "<unknown>", "eval")
        raise error
    return tuple(values) if comma else values[0]

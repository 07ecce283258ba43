"""Parses the patterns and replacement templates of `re`. Source: Lib/re/_parser.py of CPython 3.14."""

IGNORECASE, MULTILINE, DOTALL, UNICODE, VERBOSE, ASCII = 2, 8, 16, 32, 64, 256
_FLAGS = {"i": IGNORECASE, "L": 4, "m": MULTILINE, "s": DOTALL, "x": VERBOSE, "a": ASCII, "u": UNICODE}
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
_MAX = 4294967295


class PatternError(Exception):
    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


PatternError.__module__ = "re"


def _digit(char):
    return char.isdecimal()


def _space(char):
    return char.isspace()


def _word(char):
    return char == "_" or char.isalnum()


def _category(letter, ascii_only):
    test = {"d": _digit, "s": _space, "w": _word}[letter.lower()]
    if ascii_only:
        full = test
        test = lambda char: char < "\x80" and full(char)
    return (lambda char: not test(char)) if letter.isupper() else test


class _Parser:
    def __init__(self, text, flags, is_text):
        self.text, self.at, self.is_text = text, 0, is_text
        self.flags = flags | (UNICODE if is_text and not flags & ASCII else 0)
        self.n_groups, self.names, self.open = 0, {}, set()
        self.widths = {}

    def fail(self, message, at=None):
        raise PatternError(message, self.text, self.at if at is None else at)

    def peek(self, n=1):
        return self.text[self.at:self.at + n]

    def take(self, what):
        if self.text.startswith(what, self.at):
            self.at += len(what)
            return True
        return False

    def ways(self, flags):
        """Alternatives up to a closing parenthesis or the end."""
        ways = [self.items(flags)]
        while self.take("|"):
            ways.append(self.items(self.flags if flags is None else flags))
        return ways[0] if len(ways) == 1 else [("any_of", ways)]

    def items(self, flags):
        items = []
        while self.at < len(self.text) and self.peek() not in "|)":
            current = self.flags if flags is None else flags
            if current & VERBOSE:
                if self.peek().isspace():
                    self.at += 1
                    continue
                if self.peek() == "#":
                    end = self.text.find("\n", self.at)
                    self.at = len(self.text) if end < 0 else end + 1
                    continue
            begin = self.at
            item = self.item(current)
            if item is not None:
                items.append(self.repeated(item, begin, current))
        return items

    def item(self, flags):
        char = self.peek()
        begin = self.at
        self.at += 1
        if char == ".":
            return ("set", (lambda c: True) if flags & DOTALL else (lambda c: c != "\n"))
        if char == "^":
            return ("place", _line_begin if flags & MULTILINE else (lambda state, at: at == 0))
        if char == "$":
            return ("place", _line_end if flags & MULTILINE else _end)
        if char == "[":
            return self.char_class(flags, begin)
        if char == "(":
            return self.parenthesis(flags, begin)
        if char == "\\":
            return self.escape(flags, begin)
        if char in "*+?":
            self.fail("nothing to repeat", begin)
        return self.literal(char, flags)

    def literal(self, char, flags):
        if flags & IGNORECASE and char.lower() != char.upper():
            low, up = char.lower(), char.upper()
            return ("set", lambda c: c == char or c.lower() == low or c.upper() == up)
        return ("set", lambda c: c == char)

    def repeated(self, item, begin, flags):
        while True:
            at = self.at
            low, high = 1, 1
            char = self.peek()
            if char and char in "*+?":
                low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[char]
                self.at += 1
            elif char == "{":
                bounds = self.bounds()
                if bounds is None:
                    return item
                low, high = bounds
            else:
                return item
            if item[0] == "place":
                self.fail("nothing to repeat", at)
            if item[0] == "repeat":
                self.fail("multiple repeat", at)
            kind = "lazy" if self.take("?") else "possessive" if self.take("+") else "greedy"
            body = item[2] if item[0] == "group" and item[1] is None else [item]
            item = ("repeat", low, high, kind, body)

    def bounds(self):
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at + 1:end].partition(",")
        if end < 0 or not (low + high).isdigit() or not (low or comma):
            return None
        if (low and not low.isdigit()) or (high and not high.isdigit()):
            return None
        begin = self.at
        self.at = end + 1
        least = int(low) if low else 0
        most = (int(high) if high else None) if comma else least
        if most is not None and most < least:
            self.fail("min repeat greater than max repeat", begin + 1)
        return least, most

    def parenthesis(self, flags, begin):
        number, name = None, None
        if not self.take("?"):
            return self.capture(flags, begin, None)
        if self.take("P"):
            if self.take("<"):
                return self.capture(flags, begin, self.name(">"))
            if self.take("="):
                at = self.at
                name = self.name(")")
                if name not in self.names:
                    self.fail(f"unknown group name {name!r}", at)
                return self.reference(self.names[name], flags, at)
            self.fail("unknown extension ?P" + self.peek(), begin + 1)
        if self.take(":"):
            return ("group", None, self.inside(flags, begin))
        if self.take("#"):
            end = self.text.find(")", self.at)
            if end < 0:
                self.fail("missing ), unterminated comment", begin)
            self.at = end + 1
            return None
        if self.take(">"):
            return ("atomic", self.inside(flags, begin))
        for mark, ahead, wanted in (("=", True, True), ("!", True, False), ("<=", False, True), ("<!", False, False)):
            if self.take(mark):
                body = self.inside(flags, begin)
                width = None
                if not ahead:
                    low, high = self.width(body)
                    if low != high:
                        raise PatternError("look-behind requires fixed-width pattern")
                    width = low
                return ("look", ahead, wanted, body, width)
        if self.take("("):
            return self.conditional(flags, begin)
        return self.inline_flags(flags, begin)

    def capture(self, flags, begin, name):
        self.n_groups += 1
        number = self.n_groups
        if name is not None:
            if name in self.names:
                self.fail(f"redefinition of group name {name!r} as group {number}; was group {self.names[name]}",
                          self.at - len(name) - 1)
            self.names[name] = number
        self.open.add(number)
        body = self.inside(flags, begin)
        self.open.discard(number)
        self.widths[number] = self.width(body)
        return ("group", number, body)

    def inside(self, flags, begin):
        body = self.ways(flags)
        if not self.take(")"):
            self.fail("missing ), unterminated subpattern", begin)
        return body

    def name(self, closing):
        end = self.text.find(closing, self.at)
        if end < 0:
            self.fail(f"missing {closing}, unterminated name")
        name = self.text[self.at:end]
        if not name:
            self.fail("missing group name")
        if not name.isidentifier():
            self.fail(f"bad character in group name {name!r}")
        self.at = end + 1
        return name

    def conditional(self, flags, begin):
        at = self.at
        end = self.text.find(")", at)
        name = self.text[at:end]
        if name.isdecimal():
            number = int(name)
        elif name in self.names:
            number = self.names[name]
        else:
            self.fail(f"unknown group name {name!r}", at)
        self.at = end + 1
        yes, no = self.items(flags), []
        if self.take("|"):
            no = self.items(flags)
        if not self.take(")"):
            self.fail("missing ), unterminated subpattern", begin)
        return ("either", number, yes, no)

    def inline_flags(self, flags, begin):
        on, off, minus = 0, 0, False
        while True:
            char = self.peek()
            self.at += 1
            if char == "-" and not minus:
                minus = True
            elif char and char in _FLAGS:
                if minus:
                    off |= _FLAGS[char]
                else:
                    on |= _FLAGS[char]
            elif char == ")" and on and not minus:
                if begin != 0:
                    self.fail("global flags not at the start of the expression", begin)
                self.flags |= on
                return None
            elif char == ":" and (on or off):
                return ("group", None, self.inside((flags | on) & ~off, begin))
            else:
                if not char:
                    self.fail("unexpected end of pattern", len(self.text))
                self.fail("unknown extension ?" + char, begin + 1)

    def reference(self, number, flags, at):
        if number > self.n_groups:
            self.fail(f"invalid group reference {number}", at)
        if number in self.open:
            self.fail("cannot refer to an open group", at)
        return ("back", number, bool(flags & IGNORECASE))

    def escape(self, flags, begin):
        char = self.peek()
        if not char:
            self.fail("bad escape (end of pattern)", begin)
        if char in "dDsSwW":
            self.at += 1
            return ("set", _category(char, flags & ASCII or not self.is_text))
        if char in "bBAZz":
            self.at += 1
            word = (lambda c: c < "\x80" and _word(c)) if flags & ASCII or not self.is_text else _word
            test = {"b": lambda state, at: _edge(word, state, at), "B": lambda state, at: not _edge(word, state, at),
                    "A": lambda state, at: at == 0}.get(char, lambda state, at: at == len(state.text))
            return ("place", test)
        if char in "123456789":
            digits = char + (self.text[self.at + 1:self.at + 2] if self.text[self.at + 1:self.at + 2].isdecimal() else "")
            self.at += len(digits)
            return self.reference(int(digits), flags, begin + 1)
        return self.literal(self.escaped(begin), flags)

    def escaped(self, begin):
        """One character after a backslash."""
        char = self.peek()
        self.at += 1
        for letter, width in (("x", 2), ("u", 4), ("U", 8)):
            if char == letter:
                digits = self.peek(width)
                if len(digits) != width or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
                    self.fail(f"incomplete escape \\{char}{digits}", begin)
                self.at += width
                return chr(int(digits, 16))
        if char == "0":
            digits = "0"
            while len(digits) < 3 and self.peek() and self.peek() in "01234567":
                digits += self.peek()
                self.at += 1
            return chr(int(digits, 8))
        if char in _ESCAPES and char != "b":
            return _ESCAPES[char]
        if char.isalpha() and char < "\x80":
            self.fail(f"bad escape \\{char}", begin)
        return char

    def char_class(self, flags, begin):
        negated = self.take("^")
        tests, singles = [], set()
        first = True
        while True:
            if self.at >= len(self.text):
                self.fail("unterminated character set", begin)
            if self.peek() == "]" and not first:
                self.at += 1
                break
            first = False
            at = self.at
            low = self.class_item(flags)
            if self.peek() == "-" and self.text[self.at + 1:self.at + 2] not in ("]", ""):
                self.at += 1
                high = self.class_item(flags)
                if callable(low) or callable(high):
                    self.fail(f"bad character range {self.text[at:self.at]}", at)
                if high < low:
                    self.fail(f"bad character range {self.text[at:self.at]}", at)
                tests.append(lambda c, low=low, high=high: low <= c <= high)
            elif callable(low):
                tests.append(low)
            else:
                singles.add(low)
        return ("set", _member(singles, tests, negated, flags & IGNORECASE))

    def class_item(self, flags):
        begin = self.at
        char = self.peek()
        self.at += 1
        if char != "\\":
            return char
        letter = self.peek()
        if letter and letter in "dDsSwW":
            self.at += 1
            return _category(letter, flags & ASCII or not self.is_text)
        if letter == "b":
            self.at += 1
            return "\b"
        if not letter:
            self.fail("unterminated character set", begin)
        return self.escaped(begin)

    def width(self, nodes):
        """Least and most characters; the most is _MAX when there is no bound."""
        low = high = 0
        for node in nodes:
            a, b = self.node_width(node)
            low, high = low + a, min(high + b, _MAX)
        return low, high

    def node_width(self, node):
        kind = node[0]
        if kind == "set":
            return 1, 1
        if kind in ("place", "look"):
            return 0, 0
        if kind == "any_of":
            widths = [self.width(way) for way in node[1]]
            return min(a for a, _ in widths), max(b for _, b in widths)
        if kind == "group":
            return self.width(node[2])
        if kind == "atomic":
            return self.width(node[1])
        if kind == "back":
            return self.widths[node[1]]
        if kind == "either":
            a, b = self.width(node[2]), self.width(node[3])
            return min(a[0], b[0]), max(a[1], b[1])
        a, b = self.width(node[4])
        return a * node[1], _MAX if node[2] is None and b else min(b * (node[2] or 0), _MAX)


def _member(singles, tests, negated, fold):
    if fold:
        inner = _member(singles, tests, False, False)
        found = lambda c: inner(c) or inner(c.lower()) or inner(c.upper())
    elif not tests:
        return (lambda c: c not in singles) if negated else (lambda c: c in singles)
    else:
        def found(c):
            if c in singles:
                return True
            for test in tests:
                if test(c):
                    return True
            return False
    return (lambda c: not found(c)) if negated else found


def _line_begin(state, at):
    return at == 0 or state.text[at - 1] == "\n"


def _line_end(state, at):
    return at == state.end or state.text[at] == "\n"


def _end(state, at):
    return at == state.end or (at == state.end - 1 and state.text[at] == "\n")


def _edge(word, state, at):
    return (at > 0 and word(state.text[at - 1])) != (at < state.end and word(state.text[at]))


def parse(text, flags, is_text):
    """Nodes, number of groups, names of groups, flags."""
    parser = _Parser(text, flags, is_text)
    nodes = parser.ways(None)
    if parser.at < len(text):
        parser.fail("unbalanced parenthesis")
    return nodes, parser.n_groups, parser.names, parser.flags


def template(text, pattern):
    """The texts and the numbers of groups that a replacement is made of."""
    parts, made, at = [], "", 0
    while at < len(text):
        char = text[at]
        at += 1
        if char != "\\":
            made += char
            continue
        char = text[at:at + 1]
        begin = at - 1
        at += 1
        if char == "g":
            end = text.find(">", at)
            if text[at:at + 1] != "<":
                raise PatternError("missing <", text, at)
            if end < 0:
                raise PatternError("missing >, unterminated name", text, at + 1)
            name = text[at + 1:end]
            if not name:
                raise PatternError("missing group name", text, at + 1)
            if name.isdecimal():
                number = int(name)
            elif name in pattern.groupindex:
                number = pattern.groupindex[name]
            elif name.isidentifier():
                raise IndexError(f"unknown group name {name!r}")
            else:
                raise PatternError(f"bad character in group name {name!r}", text, at + 1)
            at = end + 1
        elif char == "0":
            made += "\0"
            continue
        elif char.isdecimal():
            digits = char
            if text[at:at + 1].isdecimal():
                digits += text[at]
                at += 1
            number = int(digits)
        elif char in _ESCAPES:
            made += _ESCAPES[char]
            continue
        elif char.isalpha() and char < "\x80":
            raise PatternError(f"bad escape \\{char}", text, begin)
        else:
            made += "\\" + char
            continue
        if number > pattern.groups:
            raise PatternError(f"invalid group reference {number}", text, begin + 1)
        if made:
            parts.append(made)
            made = ""
        parts.append(number)
    if made or not parts:
        parts.append(made)
    return parts

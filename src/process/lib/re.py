"""Regular expressions over the machine's matcher (`_re`). Source followed: Lib/re/__init__.py, Modules/_sre/sre.c."""

import _re
from enum import IntFlag as _IntFlag

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
           "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
           "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError"]
_ENDLESS = 1 << 62
_MAX_CACHE = 512
_cache = {}


class RegexFlag(_IntFlag):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128

    def __repr__(self):
        value = self.value
        parts = [f"re.{name}" for bit, name in _FLAG_NAMES if value & bit]
        rest = value & ~510
        if rest:
            parts.append(hex(rest))
        return "|".join(parts) if parts else "re.NOFLAG"

    __str__ = object.__str__


_FLAG_NAMES = ((256, "ASCII"), (2, "IGNORECASE"), (4, "LOCALE"), (32, "UNICODE"), (8, "MULTILINE"), (16, "DOTALL"),
               (64, "VERBOSE"), (128, "DEBUG"))
NOFLAG, DEBUG = RegexFlag.NOFLAG, RegexFlag.DEBUG
A = ASCII = RegexFlag.ASCII
I = IGNORECASE = RegexFlag.IGNORECASE
L = LOCALE = RegexFlag.LOCALE
U = UNICODE = RegexFlag.UNICODE
M = MULTILINE = RegexFlag.MULTILINE
S = DOTALL = RegexFlag.DOTALL
X = VERBOSE = RegexFlag.VERBOSE


class Scanner:
    """A tokeniser: a lexicon of patterns, each with what makes the token. Source: `Scanner` of Lib/re/__init__.py."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = [(compile(phrase, flags), action) for phrase, action in lexicon]
        self.match = None

    def scan(self, string):
        result, at = [], 0
        while at < len(string):
            for pattern, action in self.lexicon:
                self.match = pattern.match(string, at)
                if self.match is not None:
                    break
            else:
                break
            end = self.match.end()
            if end == at:
                break
            if callable(action):
                action = action(self, self.match.group())
            if action is not None:
                result.append(action)
            at = end
        return result, string[at:]


class PatternError(Exception):
    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            msg = f"{msg} at position {pos}"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


error = PatternError


class Pattern:
    __module__ = "re"
    __slots__ = "pattern", "flags", "groups", "_program", "_names", "_bytes", "__weakref__"

    def __init__(self, pattern, flags, groups, program, names):
        self.pattern, self.flags, self.groups, self._program = pattern, flags, groups, program
        self._names = dict(names)
        self._bytes = not isinstance(pattern, str)

    @property
    def groupindex(self):
        return type(type.__dict__)(self._names)

    def _check(self, string):
        if isinstance(string, str):
            if self._bytes:
                raise TypeError("cannot use a bytes pattern on a string-like object")
        elif not isinstance(string, (bytes, bytearray)):
            raise TypeError(f"expected string or bytes-like object, got '{type(string).__name__}'")
        elif not self._bytes:
            raise TypeError("cannot use a string pattern on a bytes-like object")
        else:
            return bytes(string)
        return string

    def _find(self, string, pos, endpos, mode):
        text = self._check(string)
        found = _re.find(self._program, text, 0 if pos < 0 else pos, 0 if endpos < 0 else min(endpos, _ENDLESS), mode)
        return Match(self, string, found[0], pos, endpos) if found else None

    def match(self, string, pos=0, endpos=_ENDLESS):
        return self._find(string, pos, endpos, 0)

    def fullmatch(self, string, pos=0, endpos=_ENDLESS):
        return self._find(string, pos, endpos, 1)

    def search(self, string, pos=0, endpos=_ENDLESS):
        return self._find(string, pos, endpos, 2)

    def _scan(self, string, pos=0, endpos=_ENDLESS, limit=_ENDLESS):
        return _re.scan(self._program, self._check(string), 0 if pos < 0 else pos, 0 if endpos < 0 else endpos, limit)

    def finditer(self, string, pos=0, endpos=_ENDLESS):
        return _matches(self, string, self._scan(string, pos, endpos), pos, endpos)

    def findall(self, string, pos=0, endpos=_ENDLESS):
        found, groups = self._scan(string, pos, endpos), self.groups
        if groups == 0:
            return [string[span[0]:span[1]] for span in found]
        if groups == 1:
            return [string[span[2]:span[3]] if span[2] >= 0 else string[:0] for span in found]
        places = range(2, 2 * groups + 2, 2)
        return [tuple([string[span[at]:span[at + 1]] if span[at] >= 0 else string[:0] for at in places])
                for span in found]

    def split(self, string, maxsplit=0):
        parts, last = [], 0
        for span in self._scan(string, limit=maxsplit if maxsplit > 0 else _ENDLESS) if maxsplit >= 0 else ():
            parts.append(string[last:span[0]])
            for at in range(2, 2 * self.groups + 2, 2):
                parts.append(string[span[at]:span[at + 1]] if span[at] >= 0 else None)
            last = span[1]
        parts.append(string[last:])
        return parts

    def subn(self, repl, string, count=0):
        found = self._scan(string, limit=count if count > 0 else _ENDLESS)
        parts, last = [], 0
        template = None if callable(repl) else _template(self, repl)
        for span in found:
            parts.append(string[last:span[0]])
            if template is None:
                text = repl(Match(self, string, span, 0, _ENDLESS))
                if text is not None:
                    parts.append(text)
            else:
                _expand(template, string, span, parts)
            last = span[1]
        parts.append(string[last:])
        return string[:0].join(parts), len(found)

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def scanner(self, string, pos=0, endpos=_ENDLESS):
        return self.finditer(string, pos, endpos)

    def __repr__(self):
        flags = self.flags if self._bytes else self.flags & ~32
        text = repr(self.pattern)[:200]
        shown = "|".join([f"re.{name}" for bit, name in sorted(_FLAG_NAMES) if flags & bit])
        return f"re.compile({text}, {shown})" if flags else f"re.compile({text})"

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.pattern, self.flags, self._bytes) == (other.pattern, other.flags, other._bytes)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return _compile, (self.pattern, self.flags)

    __class_getitem__ = classmethod(lambda cls, item: cls)


def _matches(pattern, string, found, pos, endpos):
    for span in found:
        yield Match(pattern, string, span, pos, endpos)


class Match:
    __module__ = "re"
    __slots__ = "re", "string", "pos", "_endpos", "_span"

    def __init__(self, pattern, string, span, pos, endpos):
        self.re, self.string, self._span = pattern, string, span
        self.pos, self._endpos = pos, endpos

    @property
    def endpos(self):
        return min(self._endpos, len(self.string))

    @property
    def lastindex(self):
        return self._span[-1] or None

    @property
    def lastgroup(self):
        for name, index in self.re._names.items():
            if index == self._span[-1]:
                return name
        return None

    @property
    def regs(self):
        return tuple([(self._span[at], self._span[at + 1]) for at in range(0, 2 * self.re.groups + 2, 2)])

    def _index(self, group):
        if isinstance(group, int):
            if 0 <= group <= self.re.groups:
                return 2 * group
        elif group in self.re._names:
            return 2 * self.re._names[group]
        raise IndexError("no such group")

    def _text(self, at, default=None):
        begin = self._span[at]
        return self.string[begin:self._span[at + 1]] if begin >= 0 else default

    def group(self, *groups):
        if not groups:
            return self._text(0)
        if len(groups) == 1:
            return self._text(self._index(groups[0]))
        return tuple([self._text(self._index(group)) for group in groups])

    def __getitem__(self, group):
        return self._text(self._index(group))

    def groups(self, default=None):
        return tuple([self._text(at, default) for at in range(2, 2 * self.re.groups + 2, 2)])

    def groupdict(self, default=None):
        return {name: self._text(2 * index, default) for name, index in self.re._names.items()}

    def start(self, group=0):
        return self._span[self._index(group)]

    def end(self, group=0):
        return self._span[self._index(group) + 1]

    def span(self, group=0):
        at = self._index(group)
        return self._span[at], self._span[at + 1]

    def expand(self, template):
        parts = []
        _expand(_template(self.re, template), self.string, self._span, parts)
        return self.string[:0].join(parts)

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    __class_getitem__ = classmethod(lambda cls, item: cls)


def _expand(template, string, span, parts):
    for part in template:
        if isinstance(part, int):
            at = 2 * part
            if span[at] >= 0:
                parts.append(string[span[at]:span[at + 1]])
        else:
            parts.append(part)


_SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
_DIGITS, _OCTAL = "0123456789", "01234567"


def _template(pattern, repl):
    """A replacement taken apart: texts, and numbers of groups."""
    source = repl if isinstance(repl, str) else bytes(repl).decode("latin-1")
    if "\\" not in source:
        return [repl] if source else []
    parts, at, n = [], 0, len(source)

    def group(index, place):
        if index > pattern.groups:
            raise PatternError(f"invalid group reference {index}", repl, place)
        parts.append(index)

    while at < n:
        slash = source.find("\\", at)
        if slash < 0:
            parts.append(source[at:])
            break
        if slash > at:
            parts.append(source[at:slash])
        at = slash + 1
        char = source[at:at + 1]
        at += 1
        if char == "":
            raise PatternError("bad escape (end of pattern)", repl, slash)
        if char == "g":
            if source[at:at + 1] != "<":
                raise PatternError("missing <", repl, at)
            end = source.find(">", at)
            name, place = source[at + 1:end if end >= 0 else n], at + 1
            if end < 0:
                raise PatternError("missing >, unterminated name" if name else "missing group name", repl, place)
            if not name:
                raise PatternError("missing group name", repl, place)
            at = end + 1
            if name.isascii() and name.isdigit():
                group(int(name), place)
            elif not name.isidentifier():
                raise PatternError(f"bad character in group name {name!r}", repl, place)
            elif name not in pattern._names:
                raise IndexError(f"unknown group name {name!r}")
            else:
                parts.append(pattern._names[name])
        elif char == "0" or char in _OCTAL and source[at:at + 1] and source[at:at + 1] in _OCTAL and \
                source[at + 1:at + 2] and source[at + 1:at + 2] in _OCTAL:
            digits = char
            while len(digits) < 3 and source[at:at + 1] and source[at] in _OCTAL:
                digits += source[at]
                at += 1
            if int(digits, 8) > 0o377:
                raise PatternError(f"octal escape value \\{digits} outside of range 0-0o377", repl, slash)
            parts.append(chr(int(digits, 8)))
        elif char in _DIGITS:
            if source[at:at + 1] and source[at] in _DIGITS:
                char += source[at]
                at += 1
            group(int(char), slash + 1)
        elif char in _SIMPLE:
            parts.append(_SIMPLE[char])
        elif char.isascii() and char.isalpha():
            raise PatternError(f"bad escape \\{char}", repl, slash)
        else:
            parts.append("\\" + char)
    if not isinstance(repl, str):
        parts = [part.encode("latin-1") if isinstance(part, str) else part for part in parts]
    return parts


def _compile(pattern, flags=0):
    if flags:
        flags = int(flags)
    key = type(pattern), pattern, flags
    try:
        return _cache[key]
    except (KeyError, TypeError):
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError("first argument must be string or compiled pattern")
    if isinstance(pattern, str):
        if flags & 4:
            raise ValueError("cannot use LOCALE flag with a str pattern")
        if flags & 288 == 288:
            raise ValueError("ASCII and UNICODE flags are incompatible")
    elif flags & 32:
        raise ValueError("cannot use UNICODE flag with a bytes pattern")
    made = _re.compile(pattern if isinstance(pattern, str) else bytes(pattern), flags)
    if len(made) == 2:
        raise PatternError(made[0], pattern, made[1])
    program, flags, groups, names = made
    compiled = Pattern(pattern, flags, groups, program, names)
    if len(_cache) >= _MAX_CACHE:
        del _cache[next(iter(_cache))]
    _cache[key] = compiled
    return compiled


def compile(pattern, flags=0):
    return _compile(pattern, flags)


def match(pattern, string, flags=0):
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return _compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return _compile(pattern, flags).finditer(string)


def sub(pattern, repl, string, count=0, flags=0):
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return _compile(pattern, flags).split(string, maxsplit)


def purge():
    _cache.clear()


_SPECIAL = {code: "\\" + chr(code) for code in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return bytes(pattern).decode("latin-1").translate(_SPECIAL).encode("latin-1")


__import__("_lib").in_c("re", Pattern, Match)

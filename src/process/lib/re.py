"""Regular expressions with Python's syntax. Source of the rules: Lib/re/_parser.py and Modules/_sre of CPython 3.14.

A pattern is parsed into nested tuples and those are made into functions that match from a place on and call what comes
after them; a match is the first way through. Loops over single characters do not recurse.
"""

import enum as _enum
import functools as _functools

from _repattern import PatternError, parse as _parse

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
           "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
           "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError"]

error = PatternError


class RegexFlag(_enum.IntFlag):
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
        names = [f"re.{name}" for name in ("ASCII", "IGNORECASE", "LOCALE", "UNICODE", "MULTILINE", "DOTALL", "VERBOSE")
                 if self & RegexFlag[name]]
        return "|".join(names) or "re.NOFLAG"

    __str__ = object.__str__


globals().update(RegexFlag.__members__)


class _State:
    __slots__ = ("text", "end", "groups", "counts", "last")

    def __init__(self, text, end, n_groups, n_loops):
        self.text, self.end, self.last = text, end, None
        self.groups = [None] * n_groups
        self.counts = [None] * n_loops


def _is_word(char, ascii_only=False):
    return char == "_" or (char.isalnum() and (not ascii_only or char < "\x80"))


class _Compiler:
    """Makes functions (state, place) -> end of the match or -1 of a parsed pattern."""

    def __init__(self):
        self.n_loops = 0

    def sequence(self, nodes, then):
        for node in reversed(nodes):
            then = getattr(self, node[0])(node, then)
        return then

    def set(self, node, then):
        test = node[1]

        def match(state, at):
            return then(state, at + 1) if at < state.end and test(state.text[at]) else -1
        return match

    def any_of(self, node, then):
        ways = [self.sequence(way, then) for way in node[1]]

        def match(state, at):
            for way in ways:
                end = way(state, at)
                if end >= 0:
                    return end
            return -1
        return match

    def group(self, node, then):
        number = node[1]
        if number is None:
            return self.sequence(node[2], then)

        def close(state, at):
            groups, last = state.groups, state.last
            old = groups[number]
            groups[number] = (old[2], at, old[2])
            state.last = number
            end = then(state, at)
            if end < 0:
                groups[number], state.last = old, last
            return end
        body = self.sequence(node[2], close)

        def match(state, at):
            groups = state.groups
            old = groups[number]
            groups[number] = (old[0], old[1], at) if old else (-1, -1, at)
            end = body(state, at)
            if end < 0:
                groups[number] = old
            return end
        return match

    def repeat(self, node, then):
        _, low, high, kind, body = node
        if kind == "possessive":
            return self.atomic(("atomic", [("repeat", low, high, "greedy", body)]), then)
        if len(body) == 1 and body[0][0] == "set":
            return self.repeat_set(body[0][1], low, high, kind == "greedy", then)
        loop = self.n_loops
        self.n_loops += 1
        greedy = kind == "greedy"

        def again(state, at):
            counts = state.counts
            n, began = frame = counts[loop]
            if n >= low and not greedy:
                end = leave(state, at, frame)
                if end >= 0:
                    return end
            if n < low or ((high is None or n < high) and at != began):
                counts[loop] = (n + 1, at)
                end = inner(state, at)
                if end >= 0:
                    return end
                counts[loop] = frame
            return leave(state, at, frame) if n >= low and greedy else -1

        def leave(state, at, frame):
            end = then(state, at)
            if end < 0:
                state.counts[loop] = frame
            return end

        def match(state, at):
            old = state.counts[loop]
            state.counts[loop] = (0, -1)
            end = again(state, at)
            if end < 0:
                state.counts[loop] = old
            return end
        inner = self.sequence(body, again)
        return match

    def repeat_set(self, test, low, high, greedy, then):
        def match(state, at):
            text = state.text
            most = state.end if high is None else min(state.end, at + high)
            if greedy:
                to = at
                while to < most and test(text[to]):
                    to += 1
                while to >= at + low:
                    end = then(state, to)
                    if end >= 0:
                        return end
                    to -= 1
                return -1
            to = at
            while True:
                if to >= at + low:
                    end = then(state, to)
                    if end >= 0:
                        return end
                if to >= most or not test(text[to]):
                    return -1
                to += 1
        return match

    def atomic(self, node, then):
        body = self.sequence(node[1], lambda state, at: at)

        def match(state, at):
            groups = state.groups[:]
            end = body(state, at)
            if end >= 0:
                end = then(state, end)
            if end < 0:
                state.groups[:] = groups
            return end
        return match

    def look(self, node, then):
        _, ahead, wanted, body, width = node
        body = self.sequence(body, (lambda state, at: at))

        def match(state, at):
            groups = state.groups[:]
            begin = at if ahead else at - width
            found = begin >= 0 and body(state, begin) >= 0
            if found != wanted or not wanted:
                state.groups[:] = groups
            if found != wanted:
                return -1
            end = then(state, at)
            if end < 0:
                state.groups[:] = groups
            return end
        return match

    def back(self, node, then):
        _, number, fold = node

        def match(state, at):
            span = state.groups[number]
            if span is None or span[1] < 0:
                return -1
            part = state.text[span[0]:span[1]]
            found = state.text[at:at + len(part)]
            if found == part or (fold and found.lower() == part.lower()):
                return then(state, at + len(part))
            return -1
        return match

    def either(self, node, then):
        _, number, yes, no = node
        yes, no = self.sequence(yes, then), self.sequence(no, then)

        def match(state, at):
            span = state.groups[number]
            return (yes if span is not None and span[1] >= 0 else no)(state, at)
        return match

    def place(self, node, then):
        test = node[1]
        return lambda state, at: then(state, at) if test(state, at) else -1


class Pattern:
    def __init__(self, pattern, flags):
        self.pattern = pattern
        self._kind = type(pattern)
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        nodes, self.groups, self.groupindex, self._flags = _parse(text, int(flags), isinstance(pattern, str))
        self.flags = int(self._flags)
        compiler = _Compiler()
        self._match = compiler.sequence(nodes, lambda state, at: at)
        self._fullmatch = compiler.sequence(nodes, lambda state, at: at if at == state.end else -1)
        self._n_loops = compiler.n_loops

    def _text(self, string):
        if isinstance(string, str):
            if self._kind is not str:
                raise TypeError("cannot use a bytes pattern on a string-like object")
            return string
        if isinstance(string, (bytes, bytearray)):
            if self._kind is str:
                raise TypeError("cannot use a string pattern on a bytes-like object")
            return bytes(string).decode("latin-1")
        raise TypeError(f"expected string or bytes-like object, got '{type(string).__name__}'")

    def _try(self, match, string, text, at, end, pos):
        state = _State(text, end, self.groups + 1, self._n_loops)
        to = match(state, at)
        if to < 0:
            return None
        state.groups[0] = (at, to)
        return Match(self, string, state.groups, state.last, pos, end)

    def _search(self, string, text, at, end, pos):
        while at <= end:
            found = self._try(self._match, string, text, at, end, pos)
            if found is not None:
                return found
            at += 1
        return None

    def match(self, string, pos=0, endpos=None):
        text, pos, end = self._bounds(string, pos, endpos)
        return self._try(self._match, string, text, pos, end, pos)

    def fullmatch(self, string, pos=0, endpos=None):
        text, pos, end = self._bounds(string, pos, endpos)
        return self._try(self._fullmatch, string, text, pos, end, pos)

    def search(self, string, pos=0, endpos=None):
        text, pos, end = self._bounds(string, pos, endpos)
        return self._search(string, text, pos, end, pos)

    def _bounds(self, string, pos, endpos):
        text = self._text(string)
        return text, max(pos, 0), len(text) if endpos is None else max(0, min(endpos, len(text)))

    def finditer(self, string, pos=0, endpos=None):
        text, pos, end = self._bounds(string, pos, endpos)
        return self._found(string, text, pos, end)

    def _found(self, string, text, at, end):
        pos, after_nothing = at, False
        while at <= end:
            # After a match of nothing comes something longer at the same place, or what begins later.
            found = self._longer(string, text, at, end, pos) if after_nothing else None
            if found is None:
                found = self._search(string, text, at + after_nothing, end, pos)
            if found is None:
                return
            yield found
            begin, at = found.span()
            after_nothing = begin == at

    def _longer(self, string, text, at, end, pos):
        compiler = _Compiler()
        nodes = _parse(self.pattern if self._kind is str else self.pattern.decode("latin-1"), self.flags,
                       self._kind is str)[0]
        match = compiler.sequence(nodes, lambda state, to: to if to > at else -1)
        state = _State(text, end, self.groups + 1, compiler.n_loops)
        to = match(state, at)
        if to < 0:
            return None
        state.groups[0] = (at, to)
        return Match(self, string, state.groups, state.last, pos, end)

    def findall(self, string, pos=0, endpos=None):
        empty = string[:0]
        if self.groups == 0:
            return [found.group() for found in self.finditer(string, pos, endpos)]
        if self.groups == 1:
            return [found.groups(empty)[0] for found in self.finditer(string, pos, endpos)]
        return [found.groups(empty) for found in self.finditer(string, pos, endpos)]

    def split(self, string, maxsplit=0):
        parts, at = [], 0
        for found in self.finditer(string):
            if maxsplit and len(parts) // (self.groups + 1) >= maxsplit:
                break
            begin, end = found.span()
            parts.append(string[at:begin])
            parts.extend(found.groups())
            at = end
        parts.append(string[at:])
        return parts

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        if not callable(repl):
            parts = _template(repl, self)
            repl = (lambda found: parts[0]) if len(parts) == 1 else (lambda found: _filled(parts, found))
        made, at, n = [], 0, 0
        for found in self.finditer(string):
            if count and n >= count:
                break
            begin, end = found.span()
            made.append(string[at:begin])
            made.append(repl(found))
            at, n = end, n + 1
        made.append(string[at:])
        return string[:0].join(made), n

    def __repr__(self):
        flags = RegexFlag(self.flags & ~(32 if self._kind is str else 0))
        pattern = repr(self.pattern)
        pattern = pattern if len(pattern) <= 200 else pattern[:200]
        return f"re.compile({pattern}, {flags!r})" if flags else f"re.compile({pattern})"

    def __eq__(self, other):
        return isinstance(other, Pattern) and (self.pattern, self.flags) == (other.pattern, other.flags)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __reduce__(self):
        return compile, (self.pattern, self.flags)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class Match:
    def __init__(self, pattern, string, groups, last, pos, endpos):
        self.re, self.string, self.pos, self.endpos, self.lastindex = pattern, string, pos, endpos, last
        self._groups = [(-1, -1) if span is None else span[:2] for span in groups]

    @property
    def lastgroup(self):
        for name, number in self.re.groupindex.items():
            if number == self.lastindex:
                return name
        return None

    @property
    def regs(self):
        return tuple(self._groups)

    def _number(self, group):
        if isinstance(group, str):
            group = self.re.groupindex.get(group, -1)
        if not isinstance(group, int) or not 0 <= group < len(self._groups):
            raise IndexError("no such group")
        return group

    def span(self, group=0, /):
        return self._groups[self._number(group)]

    def start(self, group=0, /):
        return self.span(group)[0]

    def end(self, group=0, /):
        return self.span(group)[1]

    def _get(self, number, default=None):
        begin, end = self._groups[number]
        return default if begin < 0 else self.string[begin:end]

    def group(self, *groups):
        if len(groups) <= 1:
            return self._get(self._number(groups[0]) if groups else 0)
        return tuple([self._get(self._number(group)) for group in groups])

    def __getitem__(self, group):
        return self._get(self._number(group))

    def groups(self, default=None):
        return tuple([self._get(n, default) for n in range(1, len(self._groups))])

    def groupdict(self, default=None):
        return {name: self._get(n, default) for name, n in self.re.groupindex.items()}

    def expand(self, template):
        return _filled(_template(template, self.re), self)

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


for _class in (Pattern, Match):
    _class.__module__ = "re"


@_functools.lru_cache(256)
def _template(template, pattern):
    """Texts and group numbers in turn."""
    from _repattern import template as parse
    if isinstance(template, str):
        return parse(template, pattern)
    return [part.encode("latin-1") if isinstance(part, str) else part
            for part in parse(template.decode("latin-1"), pattern)]


def _filled(parts, found):
    empty = found.string[:0]
    return empty.join([part if not isinstance(part, int) else found._get(part, empty) for part in parts])


@_functools.lru_cache(512)
def _compiled(kind, pattern, flags):
    return Pattern(pattern, flags)


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    return _compiled(type(pattern), pattern, int(flags))


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def purge():
    _compiled.cache_clear()
    _template.cache_clear()


def escape(pattern):
    if isinstance(pattern, bytes):
        return escape(pattern.decode("latin-1")).encode("latin-1")
    return "".join(["\\" + char if char in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f" else char for char in pattern])

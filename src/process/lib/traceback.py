"""Exceptions as text; the process formats them as it does uncaught ones. Source followed: Lib/traceback.py."""

import _lib
import sys

_missing = object()


class FrameSummary:
    def __init__(self, filename, lineno, name, *, line=None, **other):
        self.filename, self.lineno, self.name, self.line = filename, lineno, name, line or ""

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, at):
        return (self.filename, self.lineno, self.name, self.line)[at]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other)

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    @classmethod
    def from_list(cls, frames):
        return cls(one if isinstance(one, FrameSummary) else FrameSummary(*one[:3], line=one[3]) for one in frames)

    def format(self, **kwargs):
        return [self.format_frame_summary(frame) for frame in self]

    def format_frame_summary(self, frame, **kwargs):
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        return f"{text}    {frame.line}\n" if frame.line else text


def _limited(items, limit):
    if limit is None:
        return items
    return items[:limit] if limit >= 0 else items[limit:]


def extract_tb(tb, limit=None):
    entries = _limited(_lib.host("traceback_entries", tb), limit)
    return StackSummary(FrameSummary(file, line, name, line=text) for file, line, name, text in entries)


def format_tb(tb, limit=None):
    lines, parts = _lib.host("format_tb", tb).splitlines(True), []
    for line in lines:
        if line.startswith('  File "') or line.startswith("  [Previous"):
            parts.append(line)
        else:
            parts[-1] += line
    return _limited(parts, limit)


def print_tb(tb, limit=None, file=None):
    _out("".join(format_tb(tb, limit)), file)


def extract_stack(f=None, limit=None):
    import linecache
    entries, depth = [], 0
    while (place := sys._caller(depth)) is not None:
        file, line, name, _ = place
        if not file.endswith("/traceback.py"):
            entries.insert(0, FrameSummary(file, line, name, line=linecache.getline(file, line).strip()))
        depth += 1
    return StackSummary(entries if limit is None else entries[-limit:])


def format_stack(f=None, limit=None):
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    _out("".join(format_stack(f, limit)), file)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _out("".join(format_list(extracted_list)), file)


def _out(text, file):
    (sys.stderr if file is None else file).write(text)


def _exception(exc, value):
    if value is _missing:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc
    return value


def format_exception_only(exc, /, value=_missing, *, show_group=False):
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    return _lib.host("format_exception_only", exc).splitlines(True)


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    if not chain or limit is not None or tb is None:
        tb = exc.__traceback__ if tb is _missing else tb
        head = ["Traceback (most recent call last):\n"] if tb is not None else []
        return head + (format_tb(tb, limit) if tb is not None else []) + format_exception_only(exc)
    parts = []
    for line in _lib.host("format_exception", exc).splitlines(True):
        if parts and line.startswith("    ") and parts[-1].startswith('  File "'):
            parts[-1] += line
        else:
            parts.append(line)
    return parts


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    _out("".join(format_exception(exc, value, tb, limit, chain)), file)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    _out(format_exc(limit, chain), file)


def print_last(limit=None, file=None, chain=True):
    raise ValueError("no last exception")


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, capture_locals=False, **other):
        self._exc, self._limit = exc_value, limit
        self.exc_type, self.exc_type_str = exc_type, exc_type.__qualname__ if exc_type else None
        self.stack = extract_tb(exc_traceback, limit)
        self._str = str(exc_value)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format(self, *, chain=True, **other):
        yield from format_exception(self._exc, limit=self._limit, chain=chain)

    def format_exception_only(self, **other):
        yield from format_exception_only(self._exc)

    def print(self, *, file=None, chain=True):
        _out("".join(self.format(chain=chain)), file)

    def __str__(self):
        return self._str


def clear_frames(tb):
    pass

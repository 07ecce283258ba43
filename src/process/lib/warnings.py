"""Warnings, shown on stderr. Source followed: Lib/_py_warnings.py."""

import sys

filters = [("default", None, DeprecationWarning, "__main__", 0), ("ignore", None, DeprecationWarning, None, 0),
           ("ignore", None, PendingDeprecationWarning, None, 0), ("ignore", None, ImportWarning, None, 0),
           ("ignore", None, ResourceWarning, None, 0)]
defaultaction = "default"
onceregistry = {}
_seen = {}
_ACTIONS = "default", "error", "ignore", "always", "all", "module", "once"


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    import linecache
    line = linecache.getline(filename, lineno) if line is None else line
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return f"{text}  {line.strip()}\n" if line and line.strip() else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


_plain_show = showwarning


def _insert(item, append):
    if item in filters:
        if append:
            return
        filters.remove(item)
    filters.insert(len(filters) if append else 0, item)
    _seen.clear()


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if message:
        import re
        message = re.compile(message, re.I)
    if module:
        import re
        module = re.compile(module)
    _insert((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    _insert((action, None, category, None, lineno), append)


def resetwarnings():
    filters[:] = []
    _seen.clear()


def _matches(pattern, text):
    return pattern is None or (pattern == text if isinstance(pattern, str) else pattern.match(text) is not None)


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    place = sys._caller(max(1, stacklevel))
    if place is None:
        return warn_explicit(message, category, "<sys>", 0, "sys")
    warn_explicit(message, category, place[0], place[1], place[3].get("__name__", "<string>"))


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    if module is None:
        module = filename[:-3] if filename.endswith(".py") else filename or "<unknown>"
    if isinstance(message, Warning):
        text, category = str(message), type(message)
    else:
        text, message = message, category(message)
    for action, pattern, kind, where, at in filters:
        if (_matches(pattern, text) and issubclass(category, kind) and _matches(where, module)
                and (at == 0 or at == lineno)):
            break
    else:
        action = defaultaction
    if action == "ignore":
        return
    if action == "error":
        raise message
    key = None
    if action == "default":
        key = module, text, category, lineno
    elif action == "module":
        key = module, text, category, 0
    elif action == "once":
        key = text, category
    if key is not None:
        if key in _seen:
            return
        _seen[key] = 1
    _showwarnmsg(WarningMessage(message, category, filename, lineno, None, None, source))


def _showwarnmsg(shown):
    if _recorders:
        _recorders[-1].append(shown)
    else:
        showwarning(shown.message, shown.category, shown.filename, shown.lineno, shown.file, shown.line)


_recorders = []


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record, self._filter, self._entered = record, (action, category, lineno, append), False

    def __enter__(self):
        global showwarning
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._saved = filters[:], showwarning, _recorders[:]
        _seen.clear()
        log = None
        if self._record:
            log = []
            _recorders.append(log)
        else:
            _recorders[:] = _recorders if showwarning is _plain_show else []
        if self._filter[0] is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *details):
        global showwarning
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        filters[:], showwarning, _recorders[:] = self._saved
        _seen.clear()


class deprecated:
    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        message, category, level = self.message, self.category, self.stacklevel
        arg.__deprecated__ = message
        if category is None:
            return arg
        if isinstance(arg, type):
            init = arg.__init__

            def __init__(self, *args, **kwargs):
                if type(self) is arg:
                    warn(message, category, stacklevel=level + 1)
                return init(self, *args, **kwargs)
            arg.__init__ = __init__
            return arg
        import functools

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category, stacklevel=level + 1)
            return arg(*args, **kwargs)
        wrapper.__deprecated__ = message
        return wrapper

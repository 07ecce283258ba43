"""Handles, and which loop runs in which thread. Source: `Lib/asyncio/events.py`."""

import sys
from _thread import get_ident, _main_ident
from contextvars import _current, Context, copy_context

__all__ = (
    "AbstractEventLoop", "Handle", "TimerHandle", "get_event_loop", "set_event_loop", "new_event_loop",
    "get_running_loop", "_set_running_loop", "_get_running_loop",
)

_running = {}
_set = {}
_policy = None  # of asyncio.policies, once the program has set one


def _function_source(func):
    while hasattr(func, "__wrapped__"):
        func = func.__wrapped__
    if isinstance(func, functools.partial):
        return _function_source(func.func)
    code = getattr(func, "__code__", None) or getattr(getattr(func, "__func__", None), "__code__", None)
    if code is None or func.__qualname__.startswith("Task."):
        return None
    return code.co_filename, code.co_firstlineno


def _format_callback(func, args=(), debug=False):
    suffix = ""
    if isinstance(func, functools.partial):
        inner = func.func
        return _format_callback(inner, func.args, debug).split(" at ")[0] + _format_args(args, debug)
    name = getattr(func, "__qualname__", None) or getattr(func, "__name__", None) or repr(func)
    return name + _format_args(args, debug) + suffix


def _format_args(args, debug):
    return "(" + ", ".join(map(repr, args)) + ")" if debug else "()"


def _format_callback_source(func, args=(), debug=False):
    text = _format_callback(func, args, debug)
    source = _function_source(func)
    return text + (f" at {source[0]}:{source[1]}" if source else "")


class Handle:
    """A callback to run soon."""

    __slots__ = ("_callback", "_args", "_cancelled", "_loop", "_repr", "_context")

    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._cancelled = False
        self._loop = loop
        self._context = copy_context() if context is None else context

    def _repr_info(self):
        info = [type(self).__name__]
        if self._cancelled:
            info.append("cancelled")
        if self._callback is not None:
            info.append(_format_callback_source(self._callback, self._args, self._loop.get_debug()))
        return info

    def __repr__(self):
        return f"<{' '.join(self._repr_info())}>"

    def get_context(self):
        return self._context

    def cancel(self):
        if not self._cancelled:
            self._cancelled = True
            if self._loop.get_debug():
                self._repr = repr(self)
            self._callback = self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._failed(exc)

    def _failed(self, exc):
        text = _format_callback_source(self._callback, self._args, self._loop.get_debug())
        self._loop.call_exception_handler(
            {"message": f"Exception in callback {text}", "exception": exc, "handle": self})


class TimerHandle(Handle):
    """A callback to run at a time. Only the time is compared: equal times keep the heap's order."""

    __slots__ = ("_when", "_scheduled")

    def __init__(self, when, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._cancelled = False
        self._loop = loop
        self._context = copy_context() if context is None else context
        self._when = when
        self._scheduled = False

    def _repr_info(self):
        info = super()._repr_info()
        info.insert(2 if self._cancelled else 1, f"when={self._when}")
        return info

    def __lt__(self, other):
        return self._when < other._when

    def __le__(self, other):
        return self._when <= other._when

    def __gt__(self, other):
        return self._when > other._when

    def __ge__(self, other):
        return self._when >= other._when

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return hash(self._when)

    def cancel(self):
        if not self._cancelled:
            self._loop._timer_handle_cancelled(self)
        super().cancel()

    def when(self):
        return self._when


class AbstractEventLoop:
    """What event loops have in common."""


def get_running_loop():
    loop = _running.get(get_ident())
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def _get_running_loop():
    return _running.get(get_ident())


def _set_running_loop(loop):
    if loop is None:
        _running.pop(get_ident(), None)
    else:
        _running[get_ident()] = loop


def get_event_loop():
    ident = get_ident()
    loop = _running.get(ident) or _set.get(ident)
    if loop is None and _policy is not None:
        return _policy.get_event_loop()
    if loop is None and ident not in _set and ident == _main_ident() and sys.version_info < (3, 14):
        if sys.version_info >= (3, 12):
            import warnings
            warnings.warn("There is no current event loop", DeprecationWarning, stacklevel=2)
        loop = _set[ident] = new_event_loop()
    if loop is None:
        import threading
        raise RuntimeError(f"There is no current event loop in thread {threading.current_thread().name!r}.")
    return loop


def set_event_loop(loop):
    if loop is not None and not isinstance(loop, AbstractEventLoop):
        raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
    if _policy is not None:
        return _policy.set_event_loop(loop)
    _set[get_ident()] = loop


def new_event_loop():
    if _policy is not None:
        return _policy.new_event_loop()
    from asyncio.base_events import EventLoop
    return EventLoop()


import functools

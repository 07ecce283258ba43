"""Functions called when the process ends, the last registered first. Source followed: Modules/atexitmodule.c."""

import _thread

_calls = []


def register(func, /, *args, **kwargs):
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _calls.append((func, args, kwargs))
    return func


def unregister(func, /):
    _calls[:] = [call for call in _calls if call[0] != func]


def _clear():
    _calls.clear()


def _ncallbacks():
    return len(_calls)


def _run_exitfuncs():
    while _calls:
        func, args, kwargs = _calls.pop()
        try:
            func(*args, **kwargs)
        except BaseException as exc:
            if not isinstance(exc, SystemExit):
                _thread._print_exception(f"Exception ignored in atexit callback {func!r}:\n", exc)

"""Finalizers, what happens after a fork, and the end of a process. Source followed: Lib/multiprocessing/util.py."""

import atexit
import sys
import _kernel
import _thread

__all__ = ["Finalize", "register_after_fork", "get_logger", "log_to_stderr", "is_exiting", "sub_debug", "debug", "info"]

_afterfork = []
_finalizer_registry = {}
_exiting = False
_n_finalizers = 0


def sub_debug(msg, *args):
    pass


debug = info = _debug = sub_warning = sub_debug


def is_exiting():
    return _exiting


def register_after_fork(obj, func):
    _afterfork.append((obj, func))


def _run_after_forkers():
    for obj, func in list(_afterfork):
        func(obj)


class Finalize:
    """A callback for the end of the process, once; higher priorities first."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        global _n_finalizers
        self._callback = callback
        self._args = args
        self._kwargs = kwargs or {}
        _n_finalizers += 1
        self._key = (exitpriority, _n_finalizers)
        self._pid = _kernel.getpid()
        _finalizer_registry[self._key] = self

    def __call__(self, wr=None):
        if _finalizer_registry.pop(self._key, None) is not None and self._pid == _kernel.getpid():
            return self._callback(*self._args, **self._kwargs)

    def cancel(self):
        _finalizer_registry.pop(self._key, None)

    def still_active(self):
        return self._key in _finalizer_registry


def _run_finalizers(minpriority=None):
    def due():
        return [k for k in _finalizer_registry
                if k[0] is not None and (minpriority is None or k[0] >= minpriority)]
    keys = sorted(due(), reverse=True)
    for key in keys:
        finalizer = _finalizer_registry.get(key)
        if finalizer is not None:
            try:
                finalizer()
            except Exception as exc:
                _thread._print_exception("", exc)
    if minpriority is None:
        _finalizer_registry.clear()


def _exit_function():
    """Ends daemons, waits for the other children."""
    global _exiting
    from multiprocessing import process
    if not _exiting:
        _exiting = True
        _run_finalizers(0)
        if process.current_process() is not None:
            for p in process.active_children():
                if p.daemon:
                    p._popen.terminate()
            for p in process.active_children():
                p.join()
        _run_finalizers()


atexit.register(_exit_function)


def get_logger():
    import logging
    return logging.getLogger("multiprocessing")


def log_to_stderr(level=None):
    return get_logger()


def _flush_std_streams():
    for stream in sys.stdout, sys.stderr:
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass

"""Names of signals and handlers; how they are called is `_threads`'s."""

import _kernel
import _thread
from _threads import alarm, deliver as _deliver, getitimer, handles as _handles, pause, setitimer
from enum import IntEnum

_numbers = {
    "SIGHUP": 1, "SIGINT": 2, "SIGQUIT": 3, "SIGILL": 4, "SIGTRAP": 5, "SIGABRT": 6, "SIGBUS": 7, "SIGFPE": 8,
    "SIGKILL": 9, "SIGUSR1": 10, "SIGSEGV": 11, "SIGUSR2": 12, "SIGPIPE": 13, "SIGALRM": 14, "SIGTERM": 15,
    "SIGCHLD": 17, "SIGCONT": 18, "SIGSTOP": 19, "SIGTSTP": 20, "SIGWINCH": 28, "SIGIO": 29, "SIGSYS": 31,
}
_texts = {1: "Hangup", 2: "Interrupt", 9: "Killed", 11: "Segmentation fault", 15: "Terminated"}
Signals = IntEnum("Signals", _numbers)
Handlers = IntEnum("Handlers", {"SIG_DFL": 0, "SIG_IGN": 1})
globals().update({s.name: s for s in Signals})
globals().update({s.name: s for s in Handlers})
NSIG = 65


def default_int_handler(signum, frame, /):
    raise KeyboardInterrupt


_handlers = {2: default_int_handler}


def _after_fork():
    for signum, handler in _handlers.items():
        if handler is not default_int_handler:
            _handles(signum, 1 if callable(handler) else 2 if handler == SIG_IGN else 0)


def signal(signalnum, handler, /):
    if _thread.get_ident() != _thread._main_ident():
        raise ValueError("signal only works in main thread of the main interpreter")
    if not callable(handler) and handler not in (SIG_DFL, SIG_IGN):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    if not 1 <= signalnum < NSIG:
        raise ValueError("signal number out of range")
    if signalnum in (SIGKILL, SIGSTOP):
        raise OSError(22, "Invalid argument")
    old = getsignal(signalnum)
    _handlers[int(signalnum)] = handler
    _handles(int(signalnum), 1 if callable(handler) else 2 if handler == SIG_IGN else 0)
    return old


def getsignal(signalnum, /):
    return _handlers.get(int(signalnum), SIG_DFL)


def raise_signal(signalnum, /):
    _deliver(signalnum)


def strsignal(signalnum, /):
    return _texts.get(int(signalnum))


def valid_signals():
    return set(Signals)


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    return -1


def siginterrupt(signalnum, flag, /):
    pass


def sigwait(sigset, /):
    raise NotImplementedError("signal.sigwait is not available here")


ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2


def _set_up():
    import os
    os.register_at_fork(after_in_child=_after_fork)


_set_up()

"""Names of signals and handlers. A handler is called of what its own process's main thread sends; signals from elsewhere end a
process, whatever handlers it has, and none comes by itself.
"""

import _kernel
import _thread
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
    return old


def getsignal(signalnum, /):
    return _handlers.get(int(signalnum), SIG_DFL)


def raise_signal(signalnum, /):
    handler = getsignal(signalnum)
    if callable(handler):
        handler(int(signalnum), None)
    elif handler == SIG_DFL and signalnum not in (SIGCHLD, SIGWINCH, SIGCONT):
        _kernel.kill(_kernel.getpid(), signalnum)


def strsignal(signalnum, /):
    return _texts.get(int(signalnum))


def valid_signals():
    return set(Signals)


def set_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    return -1


def siginterrupt(signalnum, flag, /):
    pass


def _missing(name):
    def function(*args):
        raise NotImplementedError(f"signal.{name} is not available here: no signal comes by itself")
    function.__name__ = name
    return function


alarm, setitimer, getitimer, pause, sigwait = map(_missing, ("alarm", "setitimer", "getitimer", "pause", "sigwait"))
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2

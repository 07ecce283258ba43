"""What hardly a program asks of `_thread`: older names, and interrupting the main thread.

An interrupt is taken at once by the main thread itself; another thread's cannot reach it.
"""

import _thread
from threading import ExceptHookArgs as _ExceptHookArgs, excepthook as _excepthook, local as _local, stack_size

_hidden = ("_ExceptHookArgs", "_excepthook", "_local")
allocate, start_new, exit_thread = _thread.allocate_lock, _thread.start_new_thread, _thread.exit


def interrupt_main(signum=2, /):
    import signal
    if not 1 <= signum < signal.NSIG:
        raise ValueError("signal number out of range")
    handler = signal.getsignal(signum)
    if callable(handler):
        if _thread.get_ident() != _thread._main_ident():
            raise NotImplementedError("a thread cannot interrupt the main thread here")
        handler(signum, None)


def daemon_threads_allowed():
    return True

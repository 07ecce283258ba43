"""What hardly a program asks of `_thread` and `signal`: older names, interrupting the main thread, alarms, signals of others.

CPython runs handlers in the main thread. Here the main thread runs those of what it sends itself; others run in a thread that
stands for it, and what they raise is raised in the main thread, wherever that is (`process/interrupt.rs`).

A process that has handlers and relatives listens: a file of its number holds the numbers of a semaphore and of shared memory, in
which one byte for each signal says what becomes of it (0 the default, 1 a handler, 2 nothing) and one what has come.
"""

import _kernel
import _lib
import _thread
import os
import sys
import threading
import time
from threading import ExceptHookArgs as _ExceptHookArgs, excepthook as _excepthook, local as _local, stack_size

_hidden = ("_ExceptHookArgs", "_excepthook", "_local")
allocate, start_new, exit_thread = _thread.allocate_lock, _thread.start_new_thread, _thread.exit


def daemon_threads_allowed():
    return True


def interrupt_main(signum=2, /):
    import signal
    if not 1 <= signum < signal.NSIG:
        raise ValueError("signal number out of range")
    if callable(signal.getsignal(signum)):
        deliver(signum)


# Signals

_raised = []  # keeps them until the main thread has them
_paused = []
_FOLDER = "/run/signals/"


def deliver(signum):
    """A signal has come."""
    import signal
    handler = signal.getsignal(signum)
    main = threading.main_thread()
    if not callable(handler):
        if handler == signal.SIG_DFL and signum not in (signal.SIGCHLD, signal.SIGWINCH, signal.SIGCONT):
            _kernel.kill(_kernel.getpid(), signum)
        return
    me = _thread.get_ident()
    if me == main.ident:
        handler(int(signum), None)
    else:
        before = threading._active.get(me)
        threading._active[me] = main
        try:
            handler(int(signum), None)
        except BaseException as exc:
            _raised.append(exc)
            _lib.host("interrupt", main.ident, exc)
            return
        finally:
            if before is None:
                threading._active.pop(me, None)
            else:
                threading._active[me] = before
    while _paused:
        _paused.pop().release()


def pause():
    lock = _thread.allocate_lock()
    lock.acquire()
    _paused.append(lock)
    lock.acquire()


_timer, _due, _interval = 0, None, 0.0


def getitimer(which=0, /):
    return (0.0 if _due is None else max(_due - time.monotonic(), 0.0)), _interval


def setitimer(which, seconds, interval=0.0, /):
    global _timer, _due, _interval
    before = getitimer()
    _timer += 1
    _due, _interval = (time.monotonic() + seconds, interval) if seconds else (None, 0.0)
    if seconds:
        _thread.start_new_thread(_tick, (_timer, seconds, interval))
    return before


def alarm(seconds, /):
    left = setitimer(0, seconds)[0]
    return -int(-left // 1)


def _tick(timer, seconds, interval):
    global _due
    while True:
        time.sleep(seconds)
        if timer != _timer:
            return
        _due = time.monotonic() + interval if interval else None
        deliver(14)
        if not interval:
            return
        seconds = interval


# Between processes

_own = None  # this process's number, semaphore and memory


def handles(signum, kind):
    """A handler was set (1), a signal is ignored (2) or not handled any more (0)."""
    if "multiprocessing.process" in sys.modules or _kernel.getppid() != 1:
        _listen()
        _kernel.shm_write(_own[2], signum, bytes([kind]))


def _listen():
    global _own
    pid = _kernel.getpid()
    if _own is not None and _own[0] == pid:
        return
    _own = pid, _kernel.sem_new(0, 1_000_000, "semaphore"), _kernel.shm_new(128)
    try:
        os.makedirs(_FOLDER)
    except FileExistsError:
        pass
    fd = os.open(f"{_FOLDER}{pid}", os.O_CREAT | os.O_RDWR | os.O_TRUNC)
    os.write(fd, b"%d %d" % _own[1:])
    os.close(fd)
    _thread.start_new_thread(_hear, (_own[1], _own[2]))


def _hear(semaphore, memory):
    while True:
        _kernel.sem_acquire(semaphore)
        come = _kernel.shm_read(memory, 64, 64)
        for signum in range(1, 64):
            if come[signum]:
                _kernel.shm_write(memory, 64 + signum, b"\0")
                deliver(signum)


def send(pid, signum):
    """`kill(2)`: to a process that listens, or the end of one that does not."""
    if signum not in (0, 9, 19):
        try:
            fd = os.open(f"{_FOLDER}{pid}", os.O_RDONLY)
        except OSError:
            pass
        else:
            semaphore, memory = map(int, os.read(fd, 40).split())
            os.close(fd)
            _kernel.kill(pid, 0)
            kind = _kernel.shm_read(memory, signum, 1)[0]
            if kind == 1:
                _kernel.shm_write(memory, 64 + signum, b"\1")
                _kernel.sem_release(semaphore)
            if kind:
                return
    _kernel.kill(pid, signum)

"""Waiting for files: `select` and `poll`. Source: `Modules/selectmodule.c`."""

import _kernel
from selectors import _fileobj_to_fd

error = OSError
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP = 1, 2, 4, 8, 16


def select(rlist, wlist, xlist, timeout=None, /):
    if timeout is not None and timeout < 0:
        raise ValueError("timeout must be non-negative")
    reads, writes = [(_fileobj_to_fd(f), f) for f in rlist], [(_fileobj_to_fd(f), f) for f in wlist]
    readable, writable = _kernel.poll([fd for fd, _ in reads], [fd for fd, _ in writes], timeout)
    return [f for fd, f in reads if fd in readable], [f for fd, f in writes if fd in writable], []


class poll:
    def __init__(self):
        self._events = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        self._events[_fileobj_to_fd(fd)] = eventmask

    modify = register

    def unregister(self, fd, /):
        del self._events[_fileobj_to_fd(fd)]

    def poll(self, timeout=None, /):
        seconds = None if timeout is None or timeout < 0 else timeout / 1000
        readable, writable = _kernel.poll(
            [fd for fd, mask in self._events.items() if mask & POLLIN],
            [fd for fd, mask in self._events.items() if mask & POLLOUT], seconds)
        found = [(fd, (POLLIN if fd in readable else 0) | (POLLOUT if fd in writable else 0)) for fd in self._events]
        return [(fd, mask) for fd, mask in found if mask]

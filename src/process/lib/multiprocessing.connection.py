"""Connections of two ends that carry objects, listeners and clients, waiting for several at once.

Source followed: Lib/multiprocessing/connection.py of CPython 3.14: four bytes of length, the message; what is short goes in
one write.
"""

import time
import _kernel
from multiprocessing import reduction, util
from multiprocessing.context import BufferTooShort, AuthenticationError, assert_spawning

__all__ = ["Client", "Listener", "Pipe", "wait"]


class _ConnectionBase:
    _handle = None

    def __init__(self, handle, readable=True, writable=True):
        handle = handle.__index__()
        if handle < 0:
            raise ValueError("invalid handle")
        if not readable and not writable:
            raise ValueError("at least one of `readable` and `writable` must be True")
        self._handle = handle
        self._readable = readable
        self._writable = writable

    def _check(self, reads=False, writes=False):
        if self._handle is None:
            raise OSError("handle is closed")
        if reads and not self._readable:
            raise OSError("connection is write-only")
        if writes and not self._writable:
            raise OSError("connection is read-only")

    @property
    def closed(self):
        return self._handle is None

    @property
    def readable(self):
        return self._readable

    @property
    def writable(self):
        return self._writable

    def fileno(self):
        self._check()
        return self._handle

    def close(self):
        if self._handle is not None:
            handle, self._handle = self._handle, None
            _kernel.close(handle)

    def send_bytes(self, buf, offset=0, size=None):
        self._check(writes=True)
        n = len(buf)
        if offset < 0:
            raise ValueError("offset is negative")
        if n < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = n - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > n:
            raise ValueError("buffer length < offset + size")
        self._send_bytes(bytes(buf[offset:offset + size]))

    def send(self, obj):
        self._check(writes=True)
        self._send_bytes(reduction.dumps(obj))

    def _send_bytes(self, buf):
        n = len(buf)
        header = n.to_bytes(4, "big")
        if n > 16384:
            _kernel.write(self._handle, header)
            _kernel.write(self._handle, buf)
        else:
            _kernel.write(self._handle, header + buf)

    def _recv(self, size):
        data = _kernel.read(self._handle, size) if size else b""
        if len(data) == size:
            return data
        parts = []
        left = size
        while left:
            if not data:
                if left == size:
                    raise EOFError
                raise OSError("got end of file during message")
            parts.append(data)
            left -= len(data)
            if left:
                data = _kernel.read(self._handle, left)
        return b"".join(parts)

    def recv_bytes(self, maxlength=None):
        self._check(reads=True)
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        size = int.from_bytes(self._recv(4), "big")
        if maxlength is not None and size > maxlength:
            self._readable = False
            self.close()
            raise OSError("bad message length")
        return self._recv(size)

    def recv_bytes_into(self, buf, offset=0):
        data = self.recv_bytes()
        if len(data) > len(buf) - offset:
            raise BufferTooShort(data)
        buf[offset:offset + len(data)] = data
        return len(data)

    def recv(self):
        return reduction.ForkingPickler.loads(self.recv_bytes())

    def poll(self, timeout=0.0):
        self._check(reads=True)
        return bool(wait([self], timeout))

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __reduce__(self):
        return type(self), (reduction.DupFd(self._handle), self._readable, self._writable)


class Connection(_ConnectionBase):
    pass


def Pipe(duplex=True):
    if duplex:
        a, b = _kernel.socketpair()
        return Connection(a), Connection(b)
    r, w = _kernel.pipe()
    return Connection(r, writable=False), Connection(w, readable=False)


def wait(object_list, timeout=None):
    object_list = list(object_list)
    by_fd = {obj if isinstance(obj, int) else obj.fileno(): obj for obj in object_list}
    if timeout is not None and timeout < 0:
        timeout = 0
    if not by_fd:
        if timeout:
            time.sleep(timeout)
        return []
    ready, _ = _kernel.poll(list(by_fd), [], timeout)
    return [by_fd[fd] for fd in ready]


class Listener:
    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        host, port = address if isinstance(address, tuple) else ("localhost", 0)
        self._fd = _kernel.listen(host, port)
        self._authkey = authkey
        self.last_accepted = None

    def accept(self):
        if self._fd is None:
            raise OSError("listener is closed")
        fd, self.last_accepted = _kernel.accept(self._fd)
        c = Connection(fd)
        if self._authkey is not None:
            if c.recv_bytes() != bytes(self._authkey):
                c.send_bytes(b"#FAILURE#")
                c.close()
                raise AuthenticationError("digest received was wrong")
            c.send_bytes(b"#WELCOME#")
        return c

    def close(self):
        if self._fd is not None:
            fd, self._fd = self._fd, None
            _kernel.close(fd)

    @property
    def address(self):
        return _kernel.sockname(self._fd)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def Client(address, family=None, authkey=None):
    c = Connection(_kernel.connect(*address))
    if authkey is not None:
        c.send_bytes(bytes(authkey))
        if c.recv_bytes() != b"#WELCOME#":
            c.close()
            raise AuthenticationError("digest sent was rejected")
    return c

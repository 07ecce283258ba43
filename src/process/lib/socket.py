"""Sockets on one computer: TCP over the world's kernel, UDP among the threads of one process. Source: `Lib/socket.py`.

A socket that neither listens nor is connected has no descriptor yet. Names resolve to the loopback address; nobody else is
there to connect to.
"""

import io
import _kernel
import time as _time
from enum import IntEnum, IntFlag

AddressFamily = IntEnum("AddressFamily", {"AF_UNSPEC": 0, "AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10})
SocketKind = IntEnum("SocketKind", {"SOCK_STREAM": 1, "SOCK_DGRAM": 2, "SOCK_RAW": 3})
MsgFlag = IntFlag("MsgFlag", {"MSG_OOB": 1, "MSG_PEEK": 2, "MSG_DONTWAIT": 64, "MSG_WAITALL": 256, "MSG_NOSIGNAL": 16384})
AddressInfo = IntFlag("AddressInfo", {"AI_PASSIVE": 1, "AI_CANONNAME": 2, "AI_NUMERICHOST": 4})
for _kind in AddressFamily, SocketKind, MsgFlag, AddressInfo:
    globals().update(_kind.__members__)
SOL_SOCKET, SO_REUSEADDR, SO_KEEPALIVE, SO_BROADCAST, SO_RCVBUF, SO_SNDBUF, SO_REUSEPORT, SO_ERROR, SO_LINGER = 1, 2, 9, 6, 8, 7, 15, 4, 13
IPPROTO_IP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, TCP_NODELAY, SOMAXCONN, IPV6_V6ONLY = 0, 6, 17, 41, 1, 4096, 26
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
INADDR_ANY, INADDR_LOOPBACK = 0, 0x7f000001
NI_NUMERICHOST, NI_NUMERICSERV = 1, 2
EAI_NONAME = -2
has_ipv6 = False
error, timeout = OSError, TimeoutError
_default_timeout = None
_GLOBAL_DEFAULT_TIMEOUT = object()
_datagram_sockets = {}


class herror(OSError):
    pass


class gaierror(OSError):
    pass


def _resolve(host):
    if host in ("", "0.0.0.0", "::"):
        return "0.0.0.0"
    if host in ("localhost", "127.0.0.1", "::1", gethostname(), "<broadcast>"):
        return "127.0.0.1"
    parts = host.split(".")
    if len(parts) == 4 and all(part.isdigit() and int(part) < 256 for part in parts):
        return host
    raise gaierror(EAI_NONAME, "Name or service not known")


class socket:
    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._family = AF_INET if family == -1 else AddressFamily(family)
        self._type = SOCK_STREAM if type == -1 else SocketKind(type)
        self.proto = 0 if proto == -1 else proto
        self._fd = fileno
        self._closed = False
        self._listens = False
        self._timeout = _default_timeout
        self._bound = self._peer = None
        self._ahead = b""
        self._options = {}
        self._files = 0

    family = property(lambda self: self._family)
    type = property(lambda self: self._type)
    timeout = property(lambda self: self._timeout)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        text = f"<{type(self).__module__}.{type(self).__qualname__}{' [closed]' if self._closed else ''} fd={self.fileno()}"
        text += f", family={int(self._family)}, type={int(self._type)}, proto={self.proto}"
        if not self._closed:
            for name, get in (("laddr", self.getsockname), ("raddr", self.getpeername)):
                try:
                    text += f", {name}={get()}"
                except OSError:
                    pass
        return text + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    def fileno(self):
        return -1 if self._closed else 3 if self._fd is None else self._fd

    def _check(self, connected=False):
        if self._closed:
            raise OSError(9, "Bad file descriptor")
        if connected and self._fd is None:
            raise OSError(107, "Transport endpoint is not connected")

    # Time-outs

    def settimeout(self, value):
        if value is not None:
            value = float(value)
            if value < 0:
                raise ValueError("Timeout value out of range")
        self._timeout = value

    def gettimeout(self):
        return self._timeout

    def setblocking(self, flag):
        self._timeout = None if flag else 0.0

    def getblocking(self):
        return self._timeout != 0.0

    def _wait(self, reads):
        if self._timeout is None:
            return
        ready = _kernel.poll([self._fd] if reads else [], [] if reads else [self._fd], self._timeout)
        if not any(ready):
            if self._timeout == 0.0:
                raise BlockingIOError(11, "Resource temporarily unavailable")
            raise TimeoutError("timed out")

    # Addresses

    def bind(self, address):
        self._check()
        host, port = _address(address)
        host = _resolve(host)
        if self._bound is not None:
            raise OSError(22, "Invalid argument")
        if self._type == SOCK_DGRAM:
            self._open_datagrams(port)
        else:
            self._fd = _kernel.listen(host, port)
            port = _kernel.sockname(self._fd)[1]
        self._bound = host, self._bound[1] if self._type == SOCK_DGRAM else port

    def listen(self, backlog=128):
        self._check()
        if self._type == SOCK_DGRAM:
            raise OSError(95, "Operation not supported")
        if self._fd is None:
            self.bind(("", 0))
        self._listens = True

    def accept(self):
        self._check()
        if not self._listens:
            raise OSError(22, "Invalid argument")
        self._wait(True)
        fd, address = _kernel.accept(self._fd)
        return socket(self._family, self._type, self.proto, fileno=fd), address

    def connect(self, address):
        self._check()
        host, port = _address(address, "connect")
        host = _resolve(host)
        if self._type == SOCK_DGRAM:
            self._peer = "127.0.0.1" if host == "0.0.0.0" else host, port
            if self._fd is None:
                self._open_datagrams(0)
            return
        if self._fd is not None and not self._listens and self._bound is None:
            raise OSError(106, "Transport endpoint is already connected")
        self._fd = _kernel.connect(host, port)
        self._bound = None

    def connect_ex(self, address):
        try:
            self.connect(address)
        except OSError as exc:
            return exc.errno
        return 0

    def getsockname(self):
        self._check()
        if self._bound is not None:
            return self._bound
        return ("0.0.0.0", 0) if self._fd is None else _kernel.sockname(self._fd)

    def getpeername(self):
        self._check()
        if self._peer is not None:
            return self._peer
        if self._fd is None or self._listens or self._type == SOCK_DGRAM:
            raise OSError(107, "Transport endpoint is not connected")
        return _kernel.peername(self._fd)

    def setsockopt(self, level, optname, value, optlen=None, /):
        self._check()
        self._options[level, optname] = value

    def getsockopt(self, level, optname, buflen=0, /):
        return int(self._type) if optname == 3 else int(self._options.get((level, optname), 0))

    # Data

    def recv(self, bufsize, flags=0, /):
        if self._type == SOCK_DGRAM:
            return self.recvfrom(bufsize)[0]
        self._check(connected=True)
        if bufsize < 0:
            raise ValueError("negative buffersize in recv")
        if not self._ahead:
            self._wait(True)
            data = _kernel.read(self._fd, bufsize)
        else:
            data, self._ahead = self._ahead[:bufsize], self._ahead[bufsize:]
        if flags & 2:
            self._ahead = data + self._ahead
        return data

    def recv_into(self, buffer, nbytes=0, flags=0):
        data = self.recv(nbytes or len(buffer), flags)
        buffer[:len(data)] = data
        return len(data)

    def send(self, data, flags=0, /):
        if self._type == SOCK_DGRAM:
            return self.sendto(data, self._peer)
        data = _bytes(data)
        self._check(connected=True)
        if self._timeout is None:
            _kernel.write(self._fd, data)
            return len(data)
        self._wait(False)
        return _kernel.write_nb(self._fd, data)

    def sendall(self, data, flags=0, /):
        data = _bytes(data)
        if self._timeout is None or self._type == SOCK_DGRAM:
            self.send(data)
            return
        while data:
            data = data[self.send(data):]

    def sendfile(self, file, offset=0, count=None):
        file.seek(offset)
        data = file.read() if count is None else file.read(count)
        self.sendall(data)
        return len(data)

    def _open_datagrams(self, port):
        if port == 0:
            port = next(n for n in range(40000, 65536) if n not in _datagram_sockets)
        elif port in _datagram_sockets:
            raise OSError(98, "Address already in use")
        self._fd, self._inbox = _kernel.socketpair()
        self._bound = "0.0.0.0", port
        _datagram_sockets[port] = self

    def sendto(self, data, *rest):
        self._check()
        data, address = _bytes(data), rest[-1]
        if address is None:
            raise OSError(89, "Destination address required")
        if self._fd is None:
            self._open_datagrams(0)
        host, port = _address(address, "sendto")
        _resolve(host)
        there = _datagram_sockets.get(port)
        if there is not None and (there._peer is None or there._peer[1] == self._bound[1]):
            _kernel.write(there._inbox, len(data).to_bytes(4, "big") + self._bound[1].to_bytes(4, "big") + data)
        return len(data)

    def recvfrom(self, bufsize, flags=0, /):
        if self._type != SOCK_DGRAM:
            return self.recv(bufsize, flags), None
        self._check()
        if self._fd is None:
            self._open_datagrams(0)
        self._wait(True)
        head = _kernel.read(self._fd, 8)
        n = int.from_bytes(head[:4], "big")
        data = _kernel.read(self._fd, n) if n else b""
        return data[:bufsize], ("127.0.0.1", int.from_bytes(head[4:], "big"))

    # The end

    def shutdown(self, how, /):
        self._check(connected=True)
        if how != SHUT_RD:
            _kernel.shutdown(self._fd)

    def close(self):
        if self._closed:
            return
        self._closed = True
        if not self._files:
            self._close_fd()

    def _close_fd(self):
        fd, self._fd = self._fd, None
        if fd is not None:
            _kernel.close(fd)
        if self._type == SOCK_DGRAM and self._bound and _datagram_sockets.get(self._bound[1]) is self:
            del _datagram_sockets[self._bound[1]]
            _kernel.close(self._inbox)

    def detach(self):
        fd, self._fd, self._closed = self._fd, None, True
        return fd

    def dup(self):
        return socket(self._family, self._type, self.proto, fileno=_kernel.dup(self._fd))

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        self._files += 1
        return _File(self, mode, encoding or "utf-8", buffering)


SocketType = socket


class _File:
    """What `makefile` gives: reads whole lines, writes at `flush` (text and buffered) or at once (`buffering=0`)."""

    def __init__(self, sock, mode, encoding, buffering):
        self._sock, self.mode, self.encoding = sock, mode, encoding
        self._text = "b" not in mode
        self._read, self._written = b"", b""
        self._at_once, self._lines = buffering == 0, buffering == 1
        self.closed = False

    def readable(self):
        return "r" in self.mode or "w" not in self.mode

    def writable(self):
        return "w" in self.mode

    def fileno(self):
        return self._sock.fileno()

    def _more(self):
        if self._sock._fd is None:
            raise ValueError("I/O operation on closed file.")
        self._sock._wait(True)
        data = _kernel.read(self._sock._fd, 8192)
        self._read += data
        return bool(data)

    def _give(self, n):
        data, self._read = self._read[:n], self._read[n:]
        return data.decode(self.encoding).replace("\r\n", "\n") if self._text else data

    def readline(self, limit=-1):
        while b"\n" not in self._read and not 0 <= limit <= len(self._read) and self._more():
            pass
        end = self._read.find(b"\n") + 1 or len(self._read)
        return self._give(end if limit is None or limit < 0 else min(end, limit))

    def read(self, n=-1):
        while (n is None or n < 0 or len(self._read) < n) and self._more():
            pass
        return self._give(len(self._read) if n is None or n < 0 else n)

    def readlines(self):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, data):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        raw = data.encode(self.encoding) if self._text else bytes(data)
        self._written += raw
        if self._at_once or self._lines and b"\n" in raw:
            self.flush()
        return len(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        data, self._written = self._written, b""
        if data:
            _kernel.write(self._sock._fd, data)

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.closed = True
                self._sock._files -= 1
                if self._sock._closed and not self._sock._files:
                    self._sock._close_fd()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def _bytes(data):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return bytes(data)


def _address(address, what="bind"):
    if not isinstance(address, tuple):
        raise TypeError(f"{what}(): AF_INET address must be tuple, not {type(address).__name__}")
    host, port = address[:2]
    if not 0 <= port <= 65535:
        raise OverflowError(f"{what}(): port must be 0-65535.")
    return host, port


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    sock = socket(AF_INET, SOCK_STREAM)
    if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
        sock.settimeout(timeout)
    try:
        sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    sock = socket(family, SOCK_STREAM)
    sock.bind(address)
    sock.listen()
    return sock


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    a, b = _kernel.socketpair()
    a, b = socket(AF_UNIX, type, proto, a), socket(AF_UNIX, type, proto, b)
    a._bound = b._bound = a._peer = b._peer = ""
    return a, b


def fromfd(fd, family, type, proto=0):
    return socket(family, type, proto, _kernel.dup(fd))


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(timeout):
    global _default_timeout
    _default_timeout = timeout


def gethostname():
    return "pylanes"


def getfqdn(name=""):
    return name or gethostname()


def gethostbyname(host):
    host = _resolve(host)
    return host


def gethostbyaddr(host):
    return "localhost", [], [_resolve(host)]


def getservbyname(name, protocol=None):
    try:
        return {"http": 80, "https": 443, "ssh": 22, "ftp": 21, "smtp": 25, "domain": 53, "telnet": 23}[name]
    except KeyError:
        raise OSError("service/proto not found") from None


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    host = "127.0.0.1" if host is None else _resolve(host)
    port = int(port or 0)
    kinds = [(SOCK_STREAM, 6), (SOCK_DGRAM, 17)]
    return [(AF_INET, kind, number, "", (host, port)) for kind, number in kinds if type in (0, kind)]


def inet_aton(text):
    return bytes(map(int, _resolve(text).split(".")))


def inet_ntoa(data):
    return ".".join(map(str, data))


def inet_pton(family, text):
    return inet_aton(text)


def inet_ntop(family, data):
    return inet_ntoa(data)


def htons(n):
    return int.from_bytes(n.to_bytes(2, "little"), "big")


def htonl(n):
    return int.from_bytes(n.to_bytes(4, "little"), "big")


ntohs, ntohl = htons, htonl

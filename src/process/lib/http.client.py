"""Clients of HTTP on one computer. Source followed: Lib/http/client.py of CPython 3.14."""

import socket
from http import HTTPStatus

__all__ = ["HTTPConnection", "HTTPException", "HTTPResponse"]

HTTP_PORT, HTTPS_PORT = 80, 443
responses = {int(status): status.phrase for status in HTTPStatus}
globals().update(HTTPStatus.__members__)


class _Headers:
    """Headers in order, found by their names in any case; what an email.message.Message is used for."""

    def __init__(self):
        self._items = []

    def read(self, file):
        while True:
            line = file.readline().decode("iso-8859-1").rstrip("\r\n")
            if not line:
                return self
            name, _, value = line.partition(":")
            self._items.append((name, value.strip()))

    def get(self, name, default=None):
        for key, value in self._items:
            if key.lower() == name.lower():
                return value
        return default

    def get_all(self, name, default=None):
        return [value for key, value in self._items if key.lower() == name.lower()] or default

    def __getitem__(self, name):
        return self.get(name)

    def __contains__(self, name):
        return self.get(name) is not None

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._items)

    def keys(self):
        return [key for key, _ in self._items]

    def values(self):
        return [value for _, value in self._items]

    def items(self):
        return list(self._items)

    def get_content_type(self):
        return (self.get("content-type") or "text/plain").partition(";")[0].strip().lower()

    def __str__(self):
        return "".join(f"{key}: {value}\n" for key, value in self._items) + "\n"


class HTTPException(Exception):
    pass


class BadStatusLine(HTTPException):
    pass


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    pass


class CannotSendRequest(HTTPException):
    pass


class ResponseNotReady(HTTPException):
    pass


class HTTPResponse:
    def __init__(self, sock, method):
        self._file = sock.makefile("rb")
        line = self._file.readline().decode("iso-8859-1")
        if not line:
            raise RemoteDisconnected("Remote end closed connection without response")
        version, _, rest = line.rstrip("\r\n").partition(" ")
        code, _, self.reason = rest.partition(" ")
        if not version.startswith("HTTP/"):
            raise BadStatusLine(line)
        self.status = self.code = int(code)
        self.version = 11 if version == "HTTP/1.1" else 10
        self.headers = self.msg = _Headers().read(self._file)
        length = self.headers.get("content-length")
        self.length = 0 if method == "HEAD" or self.status in (204, 304) else None if length is None else int(length)
        self.will_close = self.version == 10 or self.headers.get("connection", "").lower() == "close"
        self.closed = False
        self.url = None

    def read(self, amt=None):
        if self.closed:
            return b""
        n = -1 if amt is None or amt < 0 else amt
        if self.length is not None:
            n = self.length if n < 0 else min(n, self.length)
        data = self._file.read(n) if n else b""
        if self.length is not None:
            self.length -= len(data)
        if self.length == 0 or n < 0:
            self.close()
        return data

    def readline(self, limit=-1):
        line = self._file.readline(limit)
        if self.length is not None:
            self.length -= len(line)
        return line

    def __iter__(self):
        while line := self.readline():
            yield line

    def getheader(self, name, default=None):
        return self.headers.get(name, default)

    def getheaders(self):
        return self.headers.items()

    def info(self):
        return self.headers

    def geturl(self):
        return self.url

    def getcode(self):
        return self.status

    def isclosed(self):
        return self.closed

    def close(self):
        if not self.closed:
            self.closed = True
            self._file.close()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class HTTPConnection:
    _http_vsn_str = "HTTP/1.1"
    default_port = HTTP_PORT

    def __init__(self, host, port=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, blocksize=16384):
        name, found, number = host.partition(":")
        self.host, self.port = name, port or (int(number) if found else self.default_port)
        self.timeout = timeout
        self.sock = None
        self._request = self._response = None

    def connect(self):
        self.sock = socket.create_connection((self.host, self.port), self.timeout)

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        if self._request is not None:
            raise CannotSendRequest("Request-sent")
        if self._response is not None and self._response.will_close:
            self.close()
        if self.sock is None:
            self.connect()
        names = {name.lower() for name in headers}
        lines = [f"{method} {url or '/'} {self._http_vsn_str}"]
        if "host" not in names:
            lines.append(f"Host: {self.host}" + ("" if self.port == self.default_port else f":{self.port}"))
        if "accept-encoding" not in names:
            lines.append("Accept-Encoding: identity")
        if isinstance(body, str):
            body = body.encode("iso-8859-1")
        if "content-length" not in names and (body is not None or method in ("POST", "PUT", "PATCH")):
            lines.append(f"Content-Length: {len(body or b'')}")
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.sock.sendall("\r\n".join([*lines, "", ""]).encode("iso-8859-1") + (body or b""))
        self._request = method

    def getresponse(self):
        if self._request is None:
            raise ResponseNotReady("Idle")
        try:
            response = HTTPResponse(self.sock, self._request)
        except ConnectionError:
            self.close()
            raise
        self._request, self._response = None, response
        if response.will_close:
            self.close()
        return response

    def close(self):
        sock, self.sock, self._request = self.sock, None, None
        if sock is not None:
            sock.close()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

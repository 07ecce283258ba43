"""`urlopen` on the simulated internet, and of servers in the program itself: those of this computer's name."""

from _net import Answer
from urllib.error import HTTPError, URLError


class Request:
    def __init__(self, url, data=None, headers=None, method=None):
        self.full_url, self.data, self.headers = url, data, dict(headers or {})
        self.method = method

    def get_method(self):
        return self.method or ("GET" if self.data is None else "POST")

    def add_header(self, key, value):
        self.headers[key.capitalize()] = value


class _Response:
    def __init__(self, answer):
        self.url, self.status, self.reason, self.headers = answer.url, answer.status, answer.reason, answer.headers
        self.code, self._rest = answer.status, answer.body

    def read(self, n=-1):
        data = self._rest if n is None or n < 0 else self._rest[:n]
        self._rest = self._rest[len(data):]
        return data

    def readline(self):
        return self.read(self._rest.find(b"\n") + 1 or len(self._rest))

    def __iter__(self):
        while line := self.readline():
            yield line

    def geturl(self):
        return self.url

    def getcode(self):
        return self.status

    def info(self):
        return self.headers

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


def urlopen(url, data=None, timeout=None, **ignored):
    request = url if isinstance(url, Request) else Request(url, data)
    if data is not None:
        request.data = data
    host = request.full_url.partition("://")[2].partition("/")[0]
    if host.partition(":")[0] in ("localhost", "127.0.0.1", "0.0.0.0"):
        return _urlopen_here(request, host, timeout)
    answer = Answer(request.get_method(), request.full_url, request.data)
    if not answer.wait(timeout):
        raise URLError(TimeoutError("timed out"))
    if answer.status >= 400:
        raise HTTPError(answer.url, answer.status, answer.reason, answer.headers, None)
    return _Response(answer)


def _urlopen_here(request, host, timeout):
    from http.client import HTTPConnection
    path = "/" + request.full_url.partition("://")[2].partition("/")[2].partition("#")[0]
    headers = {"User-Agent": "Python-urllib/3.14", "Connection": "close", **request.headers}
    if request.data is not None:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    connection = HTTPConnection(host, **({} if timeout is None else {"timeout": timeout}))
    try:
        connection.request(request.get_method(), path, request.data, headers)
        response = connection.getresponse()
    except OSError as exc:
        raise URLError(exc) from exc
    response.url = request.full_url
    connection.close()
    if response.status >= 400:
        raise HTTPError(request.full_url, response.status, response.reason, response.headers, response)
    return response

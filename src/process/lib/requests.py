"""A stand-in for the requests library on the simulated internet: what programs about concurrency use of it."""

from _net import Answer, split

__version__ = "2.32.0"


class RequestException(IOError):
    def __init__(self, *args, request=None, response=None):
        super().__init__(*args)
        self.request, self.response = request, response


class HTTPError(RequestException):
    pass


class ConnectionError(RequestException):
    pass


class Timeout(RequestException):
    pass


class ConnectTimeout(ConnectionError, Timeout):
    pass


class ReadTimeout(Timeout):
    pass


class JSONDecodeError(RequestException, ValueError):
    pass


class exceptions:
    RequestException, HTTPError, ConnectionError, Timeout = RequestException, HTTPError, ConnectionError, Timeout
    ConnectTimeout, ReadTimeout, JSONDecodeError = ConnectTimeout, ReadTimeout, JSONDecodeError


class codes:
    ok = 200
    not_found = 404


class _Elapsed:
    def __init__(self, seconds):
        self._seconds = seconds

    def total_seconds(self):
        return self._seconds


class Response:
    def __init__(self, answer):
        self.status_code, self.reason, self.url = answer.status, answer.reason, answer.url
        self.headers, self.content, self.encoding = answer.headers, answer.body, "utf-8"
        self.elapsed = _Elapsed(answer.seconds)
        self.history = []

    def __repr__(self):
        return f"<Response [{self.status_code}]>"

    def __bool__(self):
        return self.ok

    @property
    def ok(self):
        return self.status_code < 400

    @property
    def text(self):
        return self.content.decode("utf-8", "replace")

    def json(self):
        import json
        return json.loads(self.text)

    def raise_for_status(self):
        if self.status_code >= 400:
            kind = "Client" if self.status_code < 500 else "Server"
            raise HTTPError(f"{self.status_code} {kind} Error: {self.reason} for url: {self.url}", response=self)

    def iter_content(self, chunk_size=1):
        for at in range(0, len(self.content), chunk_size):
            yield self.content[at:at + chunk_size]

    def iter_lines(self, chunk_size=512, decode_unicode=False, delimiter=None):
        for line in self.content.splitlines() if delimiter is None else self.content.split(delimiter):
            yield line.decode("utf-8", "replace") if decode_unicode else line

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


def _with_params(url, params):
    if not params:
        return url
    items = params.items() if hasattr(params, "items") else params
    return url + ("&" if "?" in url else "?") + "&".join(f"{k}={v}" for k, v in items)


def _body(data, json):
    if json is not None:
        import json as module
        return module.dumps(json)
    if isinstance(data, dict):
        return "&".join(f"{k}={v}" for k, v in data.items())
    return data


def request(method, url, *, params=None, data=None, json=None, headers=None, timeout=None, **ignored):
    answer = Answer(method.upper(), _with_params(url, params), _body(data, json))
    if isinstance(timeout, tuple):
        timeout = timeout[1]
    if not answer.wait(timeout):
        host = split(url)[1]
        raise ReadTimeout(f"HTTPSConnectionPool(host={host!r}, port=443): Read timed out. (read timeout={timeout})")
    return Response(answer)


def get(url, params=None, **kwargs):
    return request("GET", url, params=params, **kwargs)


def post(url, data=None, json=None, **kwargs):
    return request("POST", url, data=data, json=json, **kwargs)


def put(url, data=None, **kwargs):
    return request("PUT", url, data=data, **kwargs)


def patch(url, data=None, **kwargs):
    return request("PATCH", url, data=data, **kwargs)


def delete(url, **kwargs):
    return request("DELETE", url, **kwargs)


def head(url, **kwargs):
    return request("HEAD", url, **kwargs)


class Session:
    def __init__(self):
        self.headers, self.params, self.cookies = {}, {}, {}
        self.request, self.get, self.post = request, get, post
        self.put, self.patch, self.delete, self.head = put, patch, delete, head

    def mount(self, prefix, adapter):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


session = Session

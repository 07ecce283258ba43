"""A stand-in for the aiohttp client on the simulated internet."""

import asyncio
from _net import Answer
from requests import _body, _with_params


class ClientError(Exception):
    pass


class ClientConnectionError(ClientError):
    pass


class ClientConnectorError(ClientConnectionError):
    pass


class ServerTimeoutError(ClientConnectionError, asyncio.TimeoutError):
    pass


class ClientResponseError(ClientError):
    def __init__(self, request_info, history=(), *, status=0, message="", headers=None):
        super().__init__(f"{status}, message={message!r}, url={request_info!r}")
        self.status, self.message = status, message


class ClientTimeout:
    def __init__(self, total=300, connect=None, sock_read=None, sock_connect=None):
        self.total = total


class TCPConnector:
    def __init__(self, *, limit=100, **ignored):
        self.limit = limit


class ClientResponse:
    def __init__(self, answer):
        self.status, self.reason, self.url, self.headers = answer.status, answer.reason, answer.url, answer.headers
        self._body = answer.body
        self._stream, self.charset = None, "utf-8"
        self.content_type = self.headers["Content-Type"].partition(";")[0]

    @property
    def ok(self):
        return self.status < 400

    async def read(self):
        return self._body

    async def text(self, encoding="utf-8"):
        return self._body.decode(encoding, "replace")

    async def json(self, **ignored):
        import json
        return json.loads(self._body.decode())

    def raise_for_status(self):
        if not self.ok:
            raise ClientResponseError(self.url, status=self.status, message=self.reason)

    @property
    def content(self):
        if self._stream is None:
            self._stream = asyncio.StreamReader()
            self._stream.feed_data(self._body)
            self._stream.feed_eof()
            self._stream.iter_chunked, self._stream.iter_any = self._chunks, self._chunks
        return self._stream

    async def _chunks(self, n=65536):
        while chunk := await self.content.read(n):
            yield chunk

    def release(self):
        pass

    close = release

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        pass


class _Request:
    """Awaited, or entered with `async with`."""

    def __init__(self, coro):
        self._coro = coro

    def __await__(self):
        return self._coro.__await__()

    async def __aenter__(self):
        return await self._coro

    async def __aexit__(self, *exc):
        pass


class ClientSession:
    def __init__(self, base_url="", *, timeout=None, connector=None, headers=None, raise_for_status=False, **ignored):
        self._base, self._timeout = base_url.rstrip("/"), timeout or ClientTimeout()
        self._raise = raise_for_status
        self._room = asyncio.Semaphore(connector.limit if connector and connector.limit else 100)
        self.closed = False

    def request(self, method, url, *, params=None, data=None, json=None, timeout=None,
                raise_for_status=None, **ignored):
        if self._base and "://" not in url:
            url = self._base + "/" + url.lstrip("/")
        return _Request(self._do(method, _with_params(url, params), _body(data, json), timeout or self._timeout,
                                 self._raise if raise_for_status is None else raise_for_status))

    async def _do(self, method, url, data, timeout, raises):
        if self.closed:
            raise RuntimeError("Session is closed")
        total = getattr(timeout, "total", timeout)
        async with asyncio.timeout(total), self._room:
            answer = Answer(method, url, data)
            await answer.arrive()
        response = ClientResponse(answer)
        if raises:
            response.raise_for_status()
        return response

    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)

    def post(self, url, **kwargs):
        return self.request("POST", url, **kwargs)

    def put(self, url, **kwargs):
        return self.request("PUT", url, **kwargs)

    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)

    def head(self, url, **kwargs):
        return self.request("HEAD", url, **kwargs)

    def patch(self, url, **kwargs):
        return self.request("PATCH", url, **kwargs)

    def options(self, url, **kwargs):
        return self.request("OPTIONS", url, **kwargs)

    async def close(self):
        self.closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        await self.close()

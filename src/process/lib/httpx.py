"""A stand-in for the httpx library on the simulated internet."""

import requests as _requests
from _net import Answer
from requests import _body, _with_params


class HTTPError(Exception):
    pass


class RequestError(HTTPError):
    pass


class TimeoutException(RequestError):
    pass


class ReadTimeout(TimeoutException):
    pass


class ConnectError(RequestError):
    pass


class HTTPStatusError(HTTPError):
    def __init__(self, message, *, request=None, response=None):
        super().__init__(message)
        self.request, self.response = request, response


class Response(_requests.Response):
    def __repr__(self):
        return f"<Response [{self.status_code} {self.reason}]>"

    @property
    def reason_phrase(self):
        return self.reason

    @property
    def is_success(self):
        return 200 <= self.status_code < 300

    def raise_for_status(self):
        if not self.is_success:
            kind = "Client" if self.status_code < 500 else "Server"
            raise HTTPStatusError(
                f"{kind} error '{self.status_code} {self.reason}' for url '{self.url}'", response=self)
        return self


class _Base:
    def __init__(self, *, base_url="", timeout=5.0, headers=None, params=None, limits=None, follow_redirects=False, **ignored):
        self._base, self._timeout, self.headers = base_url.rstrip("/"), timeout, dict(headers or {})
        self.is_closed = False

    def _ask(self, method, url, params=None, data=None, json=None, content=None):
        if self._base and "://" not in url:
            url = self._base + "/" + url.lstrip("/")
        return Answer(method, _with_params(url, params), _body(content if data is None else data, json))


def _methods(make):
    return {name: make(name.upper()) for name in ("get", "post", "put", "patch", "delete", "head", "options")}


class Client(_Base):
    def request(self, method, url, *, timeout=None, headers=None, **kwargs):
        answer = self._ask(method, url, **kwargs)
        if not answer.wait(self._timeout if timeout is None else timeout):
            raise ReadTimeout("The read operation timed out")
        return Response(answer)

    def close(self):
        self.is_closed = True

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


class AsyncClient(_Base):
    async def request(self, method, url, *, timeout=None, headers=None, **kwargs):
        import asyncio
        answer = self._ask(method, url, **kwargs)
        timeout = self._timeout if timeout is None else timeout
        try:
            async with asyncio.timeout(timeout):
                await answer.arrive()
        except TimeoutError:
            raise ReadTimeout("") from None
        return Response(answer)

    async def aclose(self):
        self.is_closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        await self.aclose()


def _sync(method):
    def call(self, url, **kwargs):
        return self.request(method, url, **kwargs)
    return call


def _plain(method):
    def call(url, *, timeout=5.0, **kwargs):
        return Client(timeout=timeout).request(method, url, **kwargs)
    return call


for _name, _call in _methods(_sync).items():
    setattr(Client, _name, _call)
    setattr(AsyncClient, _name, _call)
globals().update(_methods(_plain))


class Timeout(float):
    pass


class Limits:
    def __init__(self, **limits):
        pass

"""The simulated internet: what hosts answer and how long that takes.

Latency is seeded: each host has its distance (20 to 59 ms); what a request takes besides what it asks for is, by the run's
setting, that distance (fixed), 0.85 to 1.15 times it with a 95th percentile of 1.08 (normal), or by the quantiles below (heavy
tail: median 1, 95th percentile 3.5, mean 1.6). Blocking callers wait without the GIL.
"""

import _kernel
import _random

_state = None
_REASONS = {
    200: "OK", 201: "CREATED", 204: "NO CONTENT", 301: "MOVED PERMANENTLY", 302: "FOUND", 304: "NOT MODIFIED",
    400: "BAD REQUEST", 401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT FOUND", 405: "METHOD NOT ALLOWED", 418: "I'M A TEAPOT",
    429: "TOO MANY REQUESTS", 500: "INTERNAL SERVER ERROR", 502: "BAD GATEWAY", 503: "SERVICE UNAVAILABLE",
    504: "GATEWAY TIMEOUT",
}
_BYTES_PER_SECOND = 12_500_000
# The heavy tail: parts of a million, and up to how many thousandths of the distance these take.
_TAIL = ((0, 700), (100_000, 800), (250_000, 880), (500_000, 1_000), (750_000, 1_350), (900_000, 2_200), (950_000, 3_500),
         (990_000, 9_000), (999_000, 25_000), (1_000_000, 60_000))


def _uniform():
    global _state
    if _state is None:
        _state = _random.entropy() & 0xFFFFFFFFFFFFFFFF
    _state = (_state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return (_state >> 11) / 9007199254740992


def _normal(host):
    distance = 0.02 + sum(host.encode()) % 40 / 1000
    return distance * (0.85 + 0.1 * (_uniform() + _uniform() + _uniform()))


def _fixed(host):
    return (20 + sum(host.encode()) % 40) / 1000


def _heavy_tail(host):
    _uniform()
    at = (_state >> 11) * 1_000_000 >> 53
    for (low, short), (high, long) in zip(_TAIL, _TAIL[1:]):
        if at <= high:
            nanos = (20 + sum(host.encode()) % 40) * (short * 1_000 + (long - short) * 1_000 * (at - low) // (high - low))
            return nanos / 1_000_000_000


_latency = {"fixed": _fixed, "normal": _normal, "heavy-tail": _heavy_tail}[_kernel.latency()]


def split(url):
    """scheme, host, path, query of a URL."""
    scheme, found, rest = url.partition("://")
    if not found or not rest:
        raise ValueError(f"unknown url type: {url!r}")
    host, slash, path = rest.partition("/")
    path, _, query = (slash + path).partition("#")[0].partition("?")
    return scheme, host, path or "/", query


class Headers(dict):
    """Found by their names in any case."""

    def _own(self, name):
        for own in self.keys():
            if own.lower() == name.lower():
                return own
        return name

    def __getitem__(self, name):
        return dict.__getitem__(self, self._own(name))

    def __contains__(self, name):
        return dict.__contains__(self, self._own(name))

    def get(self, name, default=None):
        return dict.get(self, self._own(name), default)


class Answer:
    """Status, reason, headers, body, and the seconds until it is there."""

    def __init__(self, method, url, data=None):
        scheme, host, path, query = split(url)
        self.url = url
        self.status, self.body, kind, extra = _serve(method, host, path, query, data)
        self.reason = _REASONS.get(self.status, "UNKNOWN")
        self.headers = Headers({
            "Date": "Thu, 01 Jan 2026 00:00:00 GMT", "Content-Type": kind, "Content-Length": str(len(self.body)),
            "Connection": "keep-alive", "Server": "simulated"})
        self.seconds = _latency(host) + extra + len(self.body) / _BYTES_PER_SECOND

    def wait(self, timeout=None):
        """Blocks the thread; False when the time-out comes first."""
        fd = _kernel.fetch(self.seconds, len(self.body))
        try:
            return _kernel.fetched(fd, timeout)
        finally:
            _kernel.close(fd)

    async def arrive(self):
        """Parks the task meanwhile."""
        from asyncio import get_running_loop
        loop = get_running_loop()
        fd, there = _kernel.fetch(self.seconds, len(self.body)), loop.create_future()
        loop.add_reader(fd, lambda: there.done() or there.set_result(None))
        try:
            await there
        finally:
            loop.remove_reader(fd)
            _kernel.close(fd)


def _serve(method, host, path, query, data):
    parts = path.strip("/").split("/")
    name = parts[0]
    html = "text/html; charset=utf-8"
    if name == "delay" and len(parts) > 1:
        seconds = max(0.0, min(_number(parts[1]), 60.0))
        return 200, _echo(method, host, path, query, data), "application/json", seconds
    if name == "bytes" and len(parts) > 1:
        n = max(0, min(int(_number(parts[1])), 10_000_000))
        return 200, (bytes(range(256)) * (n // 256 + 1))[:n], "application/octet-stream", 0
    if name == "status" and len(parts) > 1:
        return int(_number(parts[1])), b"", html, 0
    if name in ("get", "post", "put", "delete", "patch", "anything", "json", "headers", "ip", "uuid"):
        return 200, _echo(method, host, path, query, data), "application/json", 0
    if host.startswith(("api.", "jsonplaceholder.")) or name == "api":
        return 200, _resource(method, f"https://{host}{path}", [part for part in parts if part], data), "application/json", 0
    title = host.split(":")[0]
    lines = "".join(f"<p>Paragraph {n + 1} of {title}{path}: simulated text of no meaning.</p>\n" for n in range(3 + len(path) % 9))
    return 200, f"<!doctype html>\n<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n{lines}</body>\n</html>\n".encode(), html, 0


def _resource(method, url, parts, data):
    """What an interface of JSON answers: the thing of a number or name, the first ten of a kind, or what was sent."""
    if method in ("POST", "PUT", "PATCH") and data:
        text = data if isinstance(data, str) else bytes(data).decode("utf-8", "replace")
        if text.lstrip().startswith("{") and text.rstrip().endswith("}"):
            inner = text.strip()[1:-1].strip()
            return f'{{{inner}{", " if inner else ""}"id": 101}}'.encode()
    last = parts[-1] if parts else "root"
    if last.isdigit():
        return _thing(url, parts[-2] if len(parts) > 1 else "things", int(last)).encode()
    if last.endswith("s"):
        return ("[" + ", ".join(_thing(f"{url}/{n}", last, n) for n in range(1, 11)) + "]").encode()
    return _thing(url, last, 1 + sum(url.encode()) % 100).encode()


def _thing(url, kind, n):
    name = _quoted(f"{kind} {n}")
    return (f'{{"userId": {(n + 9) // 10}, "id": {n}, "title": {name}, "name": {name}, "username": {name}, '
            f'"email": "user{n}@example.com", "body": "simulated text of no meaning", "completed": '
            f'{"true" if n % 2 == 0 else "false"}, "url": {_quoted(url)}}}')


def _number(text):
    try:
        return float(text)
    except ValueError:
        return 0.0


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _echo(method, host, path, query, data):
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    args = ", ".join(f"{_quoted(k)}: {_quoted(v)}" for k, _, v in pairs)
    data = "" if data is None else data if isinstance(data, str) else bytes(data).decode("utf-8", "replace")
    url = f"https://{host}{path}" + ("?" + query if query else "")
    return (f'{{"args": {{{args}}}, "data": {_quoted(data)}, "method": "{method}", '
            f'"origin": "192.0.2.1", "url": {_quoted(url)}}}').encode()

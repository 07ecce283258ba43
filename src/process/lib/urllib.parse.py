"""Taking URLs apart and putting them together."""

from collections import namedtuple

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
ParseResult = namedtuple("ParseResult", "scheme netloc path params query fragment")


def quote(string, safe="/", encoding=None, errors=None):
    data = string.encode() if isinstance(string, str) else string
    return "".join(chr(b) if chr(b) in _SAFE or chr(b) in safe else f"%{b:02X}" for b in data)


def quote_plus(string, safe="", encoding=None, errors=None):
    return quote(string, safe + " ").replace(" ", "+")


def unquote(string, encoding="utf-8", errors="replace"):
    first, *parts = string.split("%")
    out = bytearray(first.encode())
    for part in parts:
        try:
            out.append(int(part[:2], 16))
            out += part[2:].encode()
        except ValueError:
            out += b"%" + part.encode()
    return out.decode(encoding, errors)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False, safe="", **ignored):
    items = query.items() if hasattr(query, "items") else query
    return "&".join(f"{quote_plus(str(k), safe)}={quote_plus(str(v), safe)}" for k, v in items)


def urlparse(url, scheme="", allow_fragments=True):
    url, _, fragment = url.partition("#")
    url, _, query = url.partition("?")
    found, colon, rest = url.partition(":")
    if colon and found.isalpha():
        scheme, url = found.lower(), rest
    netloc = ""
    if url.startswith("//"):
        netloc, slash, path = url[2:].partition("/")
        url = slash + path
    return ParseResult(scheme, netloc, url, "", query, fragment)


urlsplit = urlparse


def urljoin(base, url, allow_fragments=True):
    if "://" in url:
        return url
    parts = urlparse(base)
    root = f"{parts.scheme}://{parts.netloc}"
    return root + url if url.startswith("/") else root + parts.path.rpartition("/")[0] + "/" + url


def parse_qsl(qs, **ignored):
    return [(unquote_plus(k), unquote_plus(v)) for k, _, v in (pair.partition("=") for pair in qs.split("&") if pair) if v]


def parse_qs(qs, **ignored):
    found = {}
    for name, value in parse_qsl(qs):
        found.setdefault(name, []).append(value)
    return found

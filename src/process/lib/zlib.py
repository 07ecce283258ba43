"""Compression. Source followed: Modules/zlibmodule.c. The bytes differ from zlib's own; streams are compressed at their end."""

import _zlib

MAX_WBITS, DEFLATED, DEF_MEM_LEVEL, DEF_BUF_SIZE = 15, 8, 8, 16384
Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED = 0, 1, 2, 3, 4
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH = 0, 1, 2, 3, 4
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = "1.3.1"
_ALL = 1 << 62


class error(Exception):
    pass


error.__module__ = "zlib"


def _bytes(data):
    if isinstance(data, (bytes, bytearray)):
        return data
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'") from None


def crc32(data, value=0, /):
    return _zlib.crc32(_bytes(data), value)


def adler32(data, value=1, /):
    return _zlib.adler32(_bytes(data), value)


def compress(data, /, level=-1, wbits=MAX_WBITS):
    data = _bytes(data)
    if not -1 <= level <= 9:
        raise error("Bad compression level")
    body = _zlib.deflate(data, wbits < 0 or wbits > 15, 6 if level < 0 else level)
    if wbits > 15:
        extra = b"\2" if level == 9 else b"\4" if level == 1 else b"\0"
        return b"\x1f\x8b\x08\0\0\0\0\0" + extra + b"\xff" + body + crc32(data).to_bytes(4, "little") + (
            len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return body


def _gzip_header(data):
    """Where the compressed data begins; 0 when the header is cut."""
    if data[:2] != b"\x1f\x8b"[:len(data)]:
        raise error("Error -3 while decompressing data: incorrect header check")
    if len(data) < 10:
        return 0
    flags, at = data[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(data[at:at + 2], "little")
    for bit in 8, 16:
        if flags & bit:
            at = data.find(b"\0", at) + 1
            if not at:
                return 0
    return at + (flags & 2)


def _inflate(data, wbits, limit=_ALL):
    """Bytes, how many were read, whether the end was there."""
    gzip = wbits > 31 and data[:1] == b"\x1f" or 16 <= wbits <= 31
    at = _gzip_header(data) if gzip else 0
    if gzip and not at:
        return b"", 0, False
    found = _zlib.inflate(data[at:] if at else data, gzip or wbits < 0, limit)
    if isinstance(found, str):
        raise error("Error -3 while decompressing data: " + found)
    out, used, ended = found
    used += at
    if gzip and ended:
        tail = data[used:used + 8]
        used += len(tail)
        ended = len(tail) == 8
        if ended and tail != crc32(out).to_bytes(4, "little") + (len(out) & 0xFFFFFFFF).to_bytes(4, "little"):
            raise error("Error -3 while decompressing data: incorrect data check")
    return out, used, ended


def decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE):
    out, _, ended = _inflate(_bytes(data), wbits)
    if not ended:
        raise error("Error -5 while decompressing data: incomplete or truncated stream")
    return out


class Compress:
    def __init__(self, level, wbits):
        self._how, self._parts = (level, wbits), []

    def compress(self, data, /):
        self._parts.append(bytes(_bytes(data)))
        return b""

    def flush(self, mode=Z_FINISH, /):
        if mode != Z_FINISH:
            return b""
        parts, self._parts = self._parts, []
        return compress(b"".join(parts), *self._how)

    def copy(self):
        other = Compress(*self._how)
        other._parts = self._parts[:]
        return other


class Decompress:
    eof = False
    unused_data = unconsumed_tail = b""

    def __init__(self, wbits):
        self._wbits, self._data, self._given = wbits, b"", 0

    def decompress(self, data, /, max_length=0):
        data = bytes(_bytes(data))
        if max_length < 0:
            raise ValueError("max_length must be non-negative")
        if self.eof:
            self.unused_data += data
            return b""
        whole = self._data + data[len(self.unconsumed_tail):]
        out, used, ended = _inflate(whole, self._wbits, self._given + max_length if max_length else _ALL)
        new, self._given, self._data = out[self._given:], len(out), whole
        self.unconsumed_tail = b""
        if ended:
            self.eof, self.unused_data, self._data = True, whole[used:], b""
        elif max_length and len(new) == max_length:
            self.unconsumed_tail = whole[used:] or whole[-1:]
        return new

    def flush(self, length=DEF_BUF_SIZE, /):
        return b"" if self.eof else self.decompress(self.unconsumed_tail)

    def copy(self):
        other = Decompress(self._wbits)
        other.__dict__.update(self.__dict__)
        return other


def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=0, zdict=None):
    return Compress(level, wbits)


def decompressobj(wbits=MAX_WBITS, zdict=b""):
    return Decompress(wbits)

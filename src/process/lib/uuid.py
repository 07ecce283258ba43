"""Universally unique identifiers. Source followed: Lib/uuid.py, RFC 9562. Chance comes from the run's seed."""

import os
import time
from enum import Enum

RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = (
    "reserved for NCS compatibility", "specified in RFC 4122", "reserved for Microsoft compatibility",
    "reserved for future definition")
_last = _last_ms = _node = None


class SafeUUID(Enum):
    safe = 0
    unsafe = -1
    unknown = None


class UUID:
    __slots__ = "int", "is_safe", "__weakref__"

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=SafeUUID.unknown):
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        if hex is not None:
            hex = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
            if len(hex) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            int = _int(hex, 16)
        if bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError("bytes_le is not a 16-char string")
            bytes = bytes_le[3::-1] + bytes_le[5:3:-1] + bytes_le[7:5:-1] + bytes_le[8:]
        if bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            int = _int.from_bytes(bytes)
        if fields is not None:
            if len(fields) != 6:
                raise ValueError("fields is not a 6-tuple")
            int = 0
            for n, (value, size) in enumerate(zip(fields, (32, 16, 16, 8, 8, 48)), 1):
                if not 0 <= value < 1 << size:
                    raise ValueError(f"field {n} out of range (need a {size}-bit value)")
                int = int << size | value
        if not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 8:
                raise ValueError("illegal version number")
            int = int & ~(0xC000 << 48) & ~(0xF000 << 64) | 0x8000 << 48 | version << 76
        object.__setattr__(self, "int", int)
        object.__setattr__(self, "is_safe", is_safe)

    def __setattr__(self, name, value):
        raise TypeError("UUID objects are immutable")

    def __reduce__(self):
        return UUID, (None, None, None, None, self.int)

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __str__(self):
        hex = self.hex
        return f"{hex[:8]}-{hex[8:12]}-{hex[12:16]}-{hex[16:20]}-{hex[20:]}"

    hex = property(lambda self: "%032x" % self.int)
    bytes = property(lambda self: self.int.to_bytes(16))
    urn = property(lambda self: "urn:uuid:" + str(self))
    time_low = property(lambda self: self.int >> 96)
    time_mid = property(lambda self: self.int >> 80 & 0xFFFF)
    time_hi_version = property(lambda self: self.int >> 64 & 0xFFFF)
    clock_seq_hi_variant = property(lambda self: self.int >> 56 & 0xFF)
    clock_seq_low = property(lambda self: self.int >> 48 & 0xFF)
    clock_seq = property(lambda self: self.int >> 48 & 0x3FFF)
    node = property(lambda self: self.int & 0xFFFFFFFFFFFF)

    @property
    def bytes_le(self):
        data = self.bytes
        return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]

    @property
    def fields(self):
        return (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant, self.clock_seq_low, self.node)

    @property
    def time(self):
        if self.version == 7:
            return self.int >> 80
        if self.version == 6:
            return self.int >> 96 << 28 | (self.int >> 80 & 0xFFFF) << 12 | self.int >> 64 & 0xFFF
        return (self.time_hi_version & 0x0FFF) << 48 | self.time_mid << 32 | self.time_low

    @property
    def variant(self):
        top = self.int >> 61 & 7
        return RESERVED_NCS if top < 4 else RFC_4122 if top < 6 else RESERVED_MICROSOFT if top == 6 else RESERVED_FUTURE

    @property
    def version(self):
        if self.variant == RFC_4122:
            return self.int >> 76 & 15


_int = int


def getnode():
    global _node
    if _node is None:
        _node = _int.from_bytes(os.urandom(6)) | 1 << 40
    return _node


def _ticks():
    """100 ns since 1582, never the same."""
    global _last
    now = time.time_ns() // 100 + 0x01B21DD213814000
    _last = now if _last is None or now > _last else _last + 1
    return _last


def uuid1(node=None, clock_seq=None):
    now = _ticks()
    if clock_seq is None:
        clock_seq = _int.from_bytes(os.urandom(2)) & 0x3FFF
    return UUID(fields=(now & 0xFFFFFFFF, now >> 32 & 0xFFFF, now >> 48 & 0x0FFF, clock_seq >> 8 & 0x3F, clock_seq & 0xFF,
                        getnode() if node is None else node), version=1)


def _named(hash, namespace, name, version):
    if isinstance(name, str):
        name = name.encode()
    return UUID(bytes=hash(namespace.bytes + name).digest()[:16], version=version)


def uuid3(namespace, name):
    from hashlib import md5
    return _named(md5, namespace, name, 3)


def uuid4():
    return UUID(bytes=os.urandom(16), version=4)


def uuid5(namespace, name):
    from hashlib import sha1
    return _named(sha1, namespace, name, 5)


def uuid6(node=None, clock_seq=None):
    now = _ticks()
    if clock_seq is None:
        clock_seq = _int.from_bytes(os.urandom(2)) & 0x3FFF
    return UUID(int=now >> 12 << 80 | (now & 0xFFF) << 64 | clock_seq << 48 | (getnode() if node is None else node), version=6)


def uuid7():
    global _last_ms
    now = time.time_ns() // 1000000
    if _last_ms is None or now > _last_ms[0]:
        _last_ms = now, _int.from_bytes(os.urandom(6)) & (1 << 41) - 1
    else:
        _last_ms = _last_ms[0], _last_ms[1] + 1
    now, count = _last_ms
    return UUID(int=now << 80 | (count >> 30 & 0xFFF) << 64 | (count & (1 << 30) - 1) << 32 | _int.from_bytes(os.urandom(4)), version=7)


def uuid8(a=None, b=None, c=None):
    a, b, c = (_int.from_bytes(os.urandom(8)) if part is None else part for part in (a, b, c))
    return UUID(int=(a & (1 << 48) - 1) << 80 | (b & 0xFFF) << 64 | c & (1 << 62) - 1, version=8)


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
NIL = UUID("00000000-0000-0000-0000-000000000000")
MAX = UUID("ffffffff-ffff-ffff-ffff-ffffffffffff")

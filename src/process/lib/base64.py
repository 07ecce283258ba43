"""Bytes as text and back. Source followed: Lib/base64.py."""

import binascii

_URL, _PLAIN = b"-_", b"+/"
_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    raise TypeError(f"argument should be a bytes-like object or ASCII string, not {type(s).__name__!r}")


def b64encode(s, altchars=None):
    made = binascii.b2a_base64(s, newline=False)
    return made.translate(bytes.maketrans(_PLAIN, bytes(altchars))) if altchars is not None else made


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        s = s.translate(bytes.maketrans(_bytes(altchars), _PLAIN))
    return binascii.a2b_base64(s, strict_mode=validate)


standard_b64encode, standard_b64decode = b64encode, b64decode


def urlsafe_b64encode(s):
    return b64encode(s, _URL)


def urlsafe_b64decode(s):
    return b64decode(s, _URL)


def b32encode(s):
    s = bytes(s)
    left = len(s) % 5
    padded = s + bytes(5 - left if left else 0)
    made = bytearray()
    for at in range(0, len(padded), 5):
        n = int.from_bytes(padded[at:at + 5], "big")
        made.extend(_B32[n >> shift & 31] for shift in range(35, -1, -5))
    pad = {0: 0, 1: 6, 2: 4, 3: 3, 4: 1}[left]
    return bytes(made[:len(made) - pad]) + b"=" * pad


def b32decode(s, casefold=False, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    s = s.upper() if casefold else s
    digits = s.rstrip(b"=")
    n = 0
    for char in digits:
        value = _B32.find(char)
        if value < 0:
            raise binascii.Error("Non-base32 digit found")
        n = n << 5 | value
    bits = 5 * len(digits)
    if len(s) - len(digits) not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    return (n >> bits % 8).to_bytes(bits // 8, "big")


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    s = s.upper() if casefold else s
    if any(char not in b"0123456789ABCDEF" for char in s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


def encodebytes(s):
    return b"".join(binascii.b2a_base64(s[at:at + 57]) for at in range(0, len(s), 57))


def decodebytes(s):
    return binascii.a2b_base64(s)

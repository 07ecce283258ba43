"""Bytes as digits and back. Source followed: Modules/binascii.c."""

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}
_crcs = []


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


def _data(data):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return bytes(data)


def _text(data):
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return data.encode()
    return bytes(data)


def b2a_base64(data, /, *, newline=True):
    data = _data(data)
    made, pad = bytearray(), -len(data) % 3
    data += bytes(pad)
    for at in range(0, len(data), 3):
        n = data[at] << 16 | data[at + 1] << 8 | data[at + 2]
        made += bytes((_ALPHABET[n >> 18], _ALPHABET[n >> 12 & 63], _ALPHABET[n >> 6 & 63], _ALPHABET[n & 63]))
    if pad:
        made[-pad:] = b"=" * pad
    return bytes(made) + (b"\n" if newline else b"")


def a2b_base64(data, /, *, strict_mode=False):
    data, made, n, count, pads = _text(data), bytearray(), 0, 0, 0
    for at, char in enumerate(data):
        if char == 61:
            if strict_mode and at == 0:
                raise Error("Leading padding not allowed")
            pads += 1
            if count >= 2 and count + pads >= 4:
                if strict_mode and at + 1 < len(data):
                    raise Error("Excess data after padding")
                break
            continue
        value = _VALUES.get(char)
        if value is None:
            if strict_mode:
                raise Error("Only base64 data is allowed")
            continue
        if pads and strict_mode:
            raise Error("Discontinuous padding not allowed")
        pads = 0
        n = n << 6 | value
        count += 1
        if count == 4:
            made += n.to_bytes(3, "big")
            n = count = 0
    else:
        if count == 1:
            raise Error(f"Invalid base64-encoded string: number of data characters ({len(made) // 3 * 4 + 1}) "
                        "cannot be 1 more than a multiple of 4")
        if count:
            raise Error("Incorrect padding")
    if count == 2:
        made.append(n >> 4)
    elif count == 3:
        made += (n >> 2).to_bytes(2, "big")
    return bytes(made)


def hexlify(data, sep=None, bytes_per_sep=1):
    data = _data(data)
    return (data.hex() if sep is None else data.hex(sep, bytes_per_sep)).encode()


b2a_hex = hexlify


def unhexlify(hexstr, /):
    text = _text(hexstr)
    if len(text) % 2:
        raise Error("Odd-length string")
    try:
        if any(char in b" \t\n\r\f\v" for char in text):
            raise ValueError
        return bytes.fromhex(text.decode("latin-1"))
    except ValueError:
        raise Error("Non-hexadecimal digit found") from None


a2b_hex = unhexlify


def crc32(data, value=0, /):
    if not _crcs:
        for n in range(256):
            for _ in range(8):
                n = n >> 1 ^ 0xedb88320 if n & 1 else n >> 1
            _crcs.append(n)
    value ^= 0xffffffff
    for byte in _data(data):
        value = _crcs[(value ^ byte) & 255] ^ value >> 8
    return value ^ 0xffffffff

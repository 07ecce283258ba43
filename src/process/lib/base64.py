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


def _encoded85(b, alphabet, pad, folded="", spaces=False):
    """Groups of four bytes as five digits of base 85."""
    b = bytes(b)
    short = -len(b) % 4
    out = []
    for i in range(0, len(b), 4):
        word = int.from_bytes((b[i:i + 4] + b"\0" * 3)[:4], "big")
        if folded and not word and i + 4 <= len(b):
            out.append(folded)
            continue
        if spaces and word == 0x20202020:
            out.append("y")
            continue
        digits = []
        for _ in range(5):
            word, digit = divmod(word, 85)
            digits.append(alphabet[digit])
        out.append("".join(digits[::-1]))
    if short and not pad and out:
        if out[-1] == folded:
            out[-1] = alphabet[0] * 5
        out[-1] = out[-1][:-short]
    return "".join(out).encode()


_A85 = "".join(map(chr, range(33, 118)))
_B85 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def _decoded85(text, alphabet, what):
    short = -len(text) % 5
    text += alphabet[84] * short
    out = bytearray()
    for i in range(0, len(text), 5):
        word = 0
        for n, char in enumerate(text[i:i + 5]):
            digit = alphabet.find(char)
            if digit < 0:
                raise ValueError(f"bad {what} character at position {i + n}")
            word = word * 85 + digit
        if word > 0xffffffff:
            raise ValueError(f"{what} overflow in hunk starting at byte {i}")
        out += word.to_bytes(4, "big")
    return bytes(out[:len(out) - short])


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    result = _encoded85(b, _A85, pad, "z", foldspaces)
    if adobe:
        result = b"<~" + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        result = b"\n".join([result[i:i + wrapcol] for i in range(0, len(result), wrapcol)])
    return result + b"~>" if adobe else result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    text = _bytes(b).decode("latin-1")
    if adobe:
        if not text.endswith("~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        text = text[2:-2] if text.startswith("<~") else text[:-2]
    text = "".join([char for char in text if ord(char) not in ignorechars]).replace("z", "!!!!!")
    if foldspaces:
        text = text.replace("y", "+<VdL")
    return _decoded85(text, _A85, "Ascii85")


def b85encode(b, pad=False):
    return _encoded85(b, _B85, pad)


def b85decode(b):
    return _decoded85(_bytes(b).decode("latin-1"), _B85, "base85")


def z85encode(s):
    return _encoded85(s, _Z85, False)


def z85decode(s):
    return _decoded85(_bytes(s).decode("latin-1"), _Z85, "z85")


_B32HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def b32hexencode(s):
    return b32encode(s).translate(bytes.maketrans(_B32, _B32HEX))


def b32hexdecode(s, casefold=False):
    return b32decode(_bytes(s).translate(bytes.maketrans(_B32HEX, _B32)), casefold)


def encode(input, output):
    while data := input.read(57):
        output.write(encodebytes(data))


def decode(input, output):
    while line := input.readline():
        output.write(decodebytes(line))

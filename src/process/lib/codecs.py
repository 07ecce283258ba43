"""Encodings by name. Source followed: Lib/codecs.py."""

__all__ = [
    "CodecInfo", "BOM_BE", "BOM_LE", "BOM_UTF16", "BOM_UTF16_BE", "BOM_UTF16_LE", "BOM_UTF8", "decode", "encode", "getdecoder",
    "getencoder", "getincrementaldecoder", "getincrementalencoder", "getreader", "getwriter", "iterdecode", "iterencode",
    "lookup", "open",
]

import builtins

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16 = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
_ROT = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                     "NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm")
_NAMES = {"utf8": "utf-8", "u8": "utf-8", "latin1": "iso8859-1", "latin_1": "iso8859-1", "latin-1": "iso8859-1",
          "iso-8859-1": "iso8859-1", "us-ascii": "ascii", "utf16": "utf-16", "utf32": "utf-32", "utf_8": "utf-8"}


def _rot13(text, errors="strict"):
    return text.translate(_ROT), len(text)


def _bytes_codec(module, name):
    def run(data, errors="strict"):
        return getattr(__import__(module), name)(data), len(data)
    return run


_OTHER = {
    "rot13": (_rot13, _rot13), "rot_13": (_rot13, _rot13), "rot-13": (_rot13, _rot13),
    "hex": (_bytes_codec("binascii", "hexlify"), _bytes_codec("binascii", "unhexlify")),
    "base64": (_bytes_codec("base64", "encodebytes"), _bytes_codec("base64", "decodebytes")),
    "zlib": (_bytes_codec("zlib", "compress"), _bytes_codec("zlib", "decompress")),
}
for _name in "hex", "base64", "zlib":
    _OTHER[_name + "_codec"] = _OTHER[_name]


class CodecInfo(tuple):
    def __new__(cls, encode, decode, name):
        self = tuple.__new__(cls, (encode, decode, None, None))
        self.encode, self.decode, self.name = encode, decode, name
        return self

    def __repr__(self):
        return f"<codecs.CodecInfo object for encoding {self.name} at {id(self):#x}>"


def lookup(encoding, /):
    name = encoding.lower()
    if name in _OTHER:
        return CodecInfo(*_OTHER[name], name)
    "".encode(encoding)

    def encode(text, errors="strict"):
        return text.encode(encoding, errors), len(text)

    def decode(data, errors="strict"):
        return bytes(data).decode(encoding, errors), len(data)
    return CodecInfo(encode, decode, _NAMES.get(name, name))


def encode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).decode(obj, errors)[0]


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


class _Incremental:
    def __init__(self, encoding, errors):
        self.encoding, self.errors, self.left = encoding, errors, b""

    def reset(self):
        self.left = b""


class _Encoder(_Incremental):
    def encode(self, text, final=False):
        return text.encode(self.encoding, self.errors)


class _Decoder(_Incremental):
    def decode(self, data, final=False):
        data = self.left + bytes(data)
        try:
            text, self.left = data.decode(self.encoding, self.errors), b""
        except UnicodeDecodeError as error:
            if final or len(data) - error.start > 3 or "unexpected end" not in error.reason:
                raise
            text, self.left = data[:error.start].decode(self.encoding, self.errors), data[error.start:]
        return text


def getincrementalencoder(encoding):
    return lambda errors="strict": _Encoder(encoding, errors)


def getincrementaldecoder(encoding):
    return lambda errors="strict": _Decoder(encoding, errors)


def iterencode(iterator, encoding, errors="strict", **kwargs):
    for text in iterator:
        yield text.encode(encoding, errors)


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = _Decoder(encoding, errors)
    for data in iterator:
        text = decoder.decode(data)
        if text:
            yield text
    text = decoder.decode(b"", True)
    if text:
        yield text


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    return builtins.open(filename, mode.replace("b", ""), encoding=encoding, errors=errors)


def getreader(encoding):
    import io
    return lambda stream, errors="strict": io.TextIOWrapper(stream, encoding, errors)


getwriter = getreader

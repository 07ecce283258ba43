"""Values as packed bytes. Source followed: Modules/_struct.c."""

from math import copysign, frexp, isinf, isnan, ldexp


class error(Exception):
    pass


error.__module__ = "struct"
_NATIVE = {"x": 1, "c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "n": 8,
           "N": 8, "P": 8, "e": 2, "f": 4, "d": 8, "s": 1, "p": 1}
_STANDARD = dict(_NATIVE, l=4, L=4)
_FLOATS = {"e": (5, 10), "f": (8, 23), "d": (11, 52)}
_parsed = {}


def _parse(format):
    """Order, whole size, and `(kind, count, size, offset)` of each field; counts of one are spread but for s, p and x."""
    if format in _parsed:
        return _parsed[format]
    if isinstance(format, (bytes, bytearray)):
        text = bytes(format).decode("ascii")
    elif isinstance(format, str):
        text = format
    else:
        raise TypeError(f"Struct() argument 1 must be a str or bytes object, not {type(format).__name__}")
    order, aligned, sizes = "little", True, _NATIVE
    if text[:1] in ("@", "=", "<", ">", "!") and text:
        aligned = text[0] == "@"
        sizes = _NATIVE if aligned else _STANDARD
        order = "big" if text[0] in ">!" else "little"
        text = text[1:]
    at, fields, digits = 0, [], ""
    for char in text:
        if char.isspace() and not digits:
            continue
        if char.isdigit():
            digits += char
            continue
        if char not in sizes or not aligned and char in "nNP":
            raise error("bad char in struct format")
        count, digits = int(digits or 1), ""
        size = sizes[char]
        if aligned:
            at += -at % size
        if char in "spx":
            if char != "x":
                fields.append((char, count, count, at))
            at += count
        else:
            for _ in range(count):
                fields.append((char, 1, size, at))
                at += size
    if digits:
        raise error("repeat count given without format specifier")
    _parsed[format] = order, at, fields
    return _parsed[format]


def _float_bits(value, kind):
    exponents, digits = _FLOATS[kind]
    top, bias = (1 << exponents) - 1, (1 << exponents - 1) - 1
    sign = (copysign(1.0, value) < 0) << exponents + digits
    if isnan(value):
        return sign | top << digits | 1 << digits - 1
    if isinf(value):
        return sign | top << digits
    if value == 0:
        return sign
    fraction, exponent = frexp(abs(value))
    exponent = max(exponent - 1 + bias, 0)
    scaled = ldexp(abs(value), digits - (max(exponent, 1) - bias))
    bits = int(scaled)
    rest = scaled - bits
    if rest > 0.5 or rest == 0.5 and bits & 1:
        bits += 1
    bits += (exponent - 1 << digits) if exponent else 0
    if bits >= top << digits:
        raise OverflowError("float too large to pack with %s format" % kind)
    return sign | bits


def _float_of(bits, kind):
    exponents, digits = _FLOATS[kind]
    top, bias = (1 << exponents) - 1, (1 << exponents - 1) - 1
    sign = -1.0 if bits >> exponents + digits else 1.0
    exponent, fraction = bits >> digits & top, bits & (1 << digits) - 1
    if exponent == top:
        return copysign(float("nan"), sign) if fraction else sign * float("inf")
    if exponent:
        fraction |= 1 << digits
    return sign * ldexp(float(fraction), max(exponent, 1) - bias - digits)


def _one(kind, size, value, order):
    if kind == "?":
        return b"\1" if value else b"\0"
    if kind == "c":
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            raise error("char format requires a bytes object of length 1")
        return bytes(value)
    if kind in _FLOATS:
        if not isinstance(value, (int, float)) and not hasattr(value, "__float__"):
            raise error("required argument is not a float")
        return _float_bits(float(value), kind).to_bytes(size, order)
    if not hasattr(value, "__index__"):
        raise error("required argument is not an integer")
    value = value.__index__()
    signed = kind in "bhilqn"
    low, high = (-(1 << 8 * size - 1), (1 << 8 * size - 1) - 1) if signed else (0, (1 << 8 * size) - 1)
    if not low <= value <= high:
        raise error(f"'{kind}' format requires {low} <= number <= {high}")
    return value.to_bytes(size, order, signed=signed)


def calcsize(format, /):
    return _parse(format)[1]


def pack(format, /, *values):
    order, whole, fields = _parse(format)
    if len(values) != len(fields):
        raise error(f"pack expected {len(fields)} items for packing (got {len(values)})")
    out = bytearray(whole)
    for (kind, count, size, at), value in zip(fields, values):
        if kind in "sp":
            if not isinstance(value, (bytes, bytearray)):
                raise error(f"argument for '{kind}' must be a bytes object")
            if kind == "p":
                value = bytes([min(len(value), size - 1, 255)]) + bytes(value[:size - 1]) if size else b""
            data = bytes(value[:size])
            out[at:at + len(data)] = data
        else:
            out[at:at + size] = _one(kind, size, value, order)
    return bytes(out)


def _values(parsed, data, offset):
    order, _, fields = parsed
    found = []
    for kind, count, size, at in fields:
        part = bytes(data[offset + at:offset + at + size])
        if kind == "s" or kind == "c":
            found.append(part)
        elif kind == "p":
            found.append(part[1:1 + part[0]] if part else b"")
        elif kind == "?":
            found.append(part != b"\0")
        else:
            number = int.from_bytes(part, order, signed=kind in "bhilqn")
            found.append(_float_of(number, kind) if kind in _FLOATS else number)
    return tuple(found)


def unpack(format, buffer, /):
    parsed = _parse(format)
    if len(buffer) != parsed[1]:
        raise error(f"unpack requires a buffer of {parsed[1]} bytes")
    return _values(parsed, buffer, 0)


def unpack_from(format, /, buffer, offset=0):
    parsed = _parse(format)
    offset = _offset("unpack_from", buffer, offset, parsed[1], "unpacking")
    return _values(parsed, buffer, offset)


def _offset(name, buffer, offset, size, what):
    at = offset
    if at < 0:
        if at + size > 0:
            raise error(f"not enough data to unpack {size} bytes" if what == "unpacking" else
                        f"no space to pack {size} bytes at offset {offset}")
        at += len(buffer)
        if at < 0:
            raise error(f"offset {offset} out of range for {len(buffer)}-byte buffer")
    if len(buffer) - at < size:
        raise error(f"{name} requires a buffer of at least {size + at} bytes for {what} {size} bytes at offset {at} "
                    f"(actual buffer size is {len(buffer)})")
    return at


def pack_into(format, buffer, offset, /, *values):
    data = pack(format, *values)
    at = _offset("pack_into", buffer, offset, len(data), "packing")
    buffer[at:at + len(data)] = data


def iter_unpack(format, buffer, /):
    parsed = _parse(format)
    size = parsed[1]
    if not size:
        raise error("cannot iteratively unpack with a struct of length 0")
    if len(buffer) % size:
        raise error(f"iterative unpacking requires a buffer of a multiple of {size} bytes")
    return iter([_values(parsed, buffer, at) for at in range(0, len(buffer), size)])


class Struct:
    __module__ = "_struct"

    def __init__(self, format):
        self.size = calcsize(format)
        self.format = format if isinstance(format, str) else bytes(format).decode("ascii")

    def pack(self, *values):
        return pack(self.format, *values)

    def unpack(self, buffer, /):
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        return unpack_from(self.format, buffer, offset)

    def pack_into(self, buffer, offset, /, *values):
        pack_into(self.format, buffer, offset, *values)

    def iter_unpack(self, buffer, /):
        return iter_unpack(self.format, buffer)

    def __repr__(self):
        return f"Struct({self.format!r})"


__import__("_lib").in_c("_struct", Struct)

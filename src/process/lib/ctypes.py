"""The simple types that `multiprocessing` shares, with value semantics; no foreign functions."""


class _Simple:
    _size = 4
    _signed = True
    _default = 0

    def __init__(self, value=None):
        self._bytes = self._pack(self._default if value is None else value)

    @classmethod
    def _pack(cls, value):
        if not isinstance(value, int):
            index = getattr(value, "__index__", None)
            if index is None:
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            value = index()
        return (value & ((1 << 8 * cls._size) - 1)).to_bytes(cls._size, "little")

    @classmethod
    def _unpack(cls, data):
        return int.from_bytes(data, "little", signed=cls._signed)

    def _load(self):
        return self._bytes

    def _store(self, data):
        self._bytes = data

    @property
    def value(self):
        return self._unpack(self._load())

    @value.setter
    def value(self, value):
        self._store(self._pack(value))

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"

    @classmethod
    def __class_getitem__(cls, item):
        return cls


def _ints(names):
    for name, size, signed in names:
        globals()[name] = type(name, (_Simple,), {"_size": size, "_signed": signed, "__module__": "ctypes"})


_ints([
    ("c_byte", 1, True), ("c_ubyte", 1, False), ("c_short", 2, True), ("c_ushort", 2, False), ("c_int", 4, True),
    ("c_uint", 4, False), ("c_long", 8, True), ("c_ulong", 8, False),
])
c_longlong = c_int64 = c_ssize_t = c_long
c_ulonglong = c_uint64 = c_size_t = c_ulong
c_int8, c_uint8, c_int16, c_uint16, c_int32, c_uint32 = c_byte, c_ubyte, c_short, c_ushort, c_int, c_uint


class c_bool(_Simple):
    _size = 1

    @classmethod
    def _pack(cls, value):
        return b"\1" if value else b"\0"

    @classmethod
    def _unpack(cls, data):
        return data != b"\0"


class c_double(_Simple):
    _size = 8
    _default = 0.0

    @classmethod
    def _pack(cls, value):
        if not isinstance(value, (int, float)) and not hasattr(value, "__float__"):
            raise TypeError(f"must be real number, not {type(value).__name__}")
        import _pickle
        return _pickle.dump(float(value), 2, [], [], (None, None))[3:11]

    @classmethod
    def _unpack(cls, data):
        import _pickle
        return _pickle.resume(_pickle.start(b"G" + data + b"."), None)[1]


class c_float(c_double):
    @classmethod
    def _pack(cls, value):
        import math
        if math.isfinite(value):
            mantissa, exponent = math.frexp(value)
            value = math.ldexp(round(math.ldexp(mantissa, 24)), exponent - 24)
        return super()._pack(value)


class c_char(_Simple):
    _size = 1
    _default = b"\0"

    @classmethod
    def _pack(cls, value):
        if isinstance(value, int) and 0 <= value < 256:
            return bytes([value])
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            raise TypeError("one character bytes, bytearray, or an integer in range(256) expected")
        return bytes(value)

    @classmethod
    def _unpack(cls, data):
        return bytes(data)


class c_wchar(_Simple):
    _default = "\0"

    @classmethod
    def _pack(cls, value):
        if not isinstance(value, str) or len(value) != 1:
            raise TypeError("one character unicode string expected")
        return ord(value).to_bytes(4, "little")

    @classmethod
    def _unpack(cls, data):
        return chr(int.from_bytes(data, "little"))


class _Field:
    def __init__(self, kind, offset):
        self._kind, self.offset, self.size = kind, offset, kind._size

    def __get__(self, obj, cls=None):
        return self if obj is None else self._kind._unpack(obj._read(self.offset, self.size))

    def __set__(self, obj, value):
        obj._write(self.offset, self._kind._pack(value))


class Structure:
    """Simple values one after the other, each at a multiple of its size."""

    _size = 0
    _fields_ = ()

    def __init_subclass__(cls):
        fields = cls.__dict__.get("_fields_", ())
        offset, most = cls._size, 1
        for name, kind in fields:
            offset = -(-offset // kind._size) * kind._size
            setattr(cls, name, _Field(kind, offset))
            offset, most = offset + kind._size, max(most, kind._size)
        cls._names = [*getattr(cls, "_names", ()), *(name for name, _ in fields)]
        cls._size = -(-offset // most) * most

    def __init__(self, *args, **kwds):
        self._bytes = bytes(self._size)
        self._set(args, kwds)

    def _set(self, args, kwds):
        if len(args) > len(self._names):
            raise TypeError("too many initializers")
        for name, value in [*zip(self._names, args), *kwds.items()]:
            setattr(self, name, value)

    def _read(self, offset, size):
        return self._bytes[offset:offset + size]

    def _write(self, offset, data):
        self._bytes = self._bytes[:offset] + data + self._bytes[offset + len(data):]

    @classmethod
    def _pack(cls, value):
        if not isinstance(value, Structure):
            value = cls(*value)
        return value._read(0, cls._size)


def sizeof(obj):
    return obj._size

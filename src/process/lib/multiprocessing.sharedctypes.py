"""Values and arrays in shared memory. Source followed: Lib/multiprocessing/sharedctypes.py of CPython 3.14."""

import ctypes
import _kernel
from multiprocessing import context

__all__ = ["RawValue", "RawArray", "Value", "Array", "copy", "synchronized"]

typecode_to_type = {
    "c": ctypes.c_char, "u": ctypes.c_wchar, "b": ctypes.c_byte, "B": ctypes.c_ubyte, "h": ctypes.c_short,
    "H": ctypes.c_ushort, "i": ctypes.c_int, "I": ctypes.c_uint, "l": ctypes.c_long, "L": ctypes.c_ulong,
    "q": ctypes.c_longlong, "Q": ctypes.c_ulonglong, "f": ctypes.c_float, "d": ctypes.c_double,
}


def _type_of(typecode_or_type):
    return typecode_to_type.get(typecode_or_type, typecode_or_type)


_value_types = {}
_array_types = {}


def _value_type(type_):
    if type_ not in _value_types:
        def load(self):
            return _kernel.shm_read(self._shm, 0, self._size)

        def store(self, data):
            _kernel.shm_write(self._shm, 0, data)

        def reduce(self):
            return _attach, (type_, self._shm, None)
        _value_types[type_] = type(type_.__name__, (type_,), {
            "_load": load, "_store": store, "__reduce__": reduce, "__module__": type_.__module__})
    return _value_types[type_]


_views = {}


def _view(type_, shm, at):
    """A structure in shared memory."""
    if type_ not in _views:
        def read(self, offset, size):
            return _kernel.shm_read(self._shm, self._place + offset, size)

        def write(self, offset, data):
            _kernel.shm_write(self._shm, self._place + offset, data)

        def reduce(self):
            return _view, (type_, self._shm, self._place)
        _views[type_] = type(type_.__name__, (type_,), {
            "_read": read, "_write": write, "__reduce__": reduce, "__module__": type_.__module__})
    view = object.__new__(_views[type_])
    view._shm, view._place = shm, at
    return view


def _attach(type_, shm, length):
    if length is None:
        value = object.__new__(_value_type(type_))
        value._shm = shm
        return value
    return _array_type(type_, length)(type_, shm, length)


def _array_type(type_, length):
    key = type_, length
    if key not in _array_types:
        _array_types[key] = type(f"{type_.__name__}_Array_{length}", (_Text if type_ is ctypes.c_char else _Array,), {
            "__module__": __name__})
    return _array_types[key]


class _Array:
    def __init__(self, type_, shm, length):
        self._type_ = type_
        self._shm = shm
        self._length_ = length

    def __reduce__(self):
        return _attach, (self._type_, self._shm, self._length_)

    def __len__(self):
        return self._length_

    def _at(self, i):
        if not hasattr(i, "__index__"):
            raise TypeError("indices must be integers")
        i = i.__index__()
        if i < 0:
            i += self._length_
        if not 0 <= i < self._length_:
            raise IndexError("invalid index")
        return i * self._type_._size

    def __getitem__(self, i):
        t = self._type_
        if isinstance(i, slice):
            start, stop, step = i.indices(self._length_)
            if issubclass(t, ctypes.Structure):
                return [_view(t, self._shm, k * t._size) for k in range(start, stop, step)]
            data = _kernel.shm_read(self._shm, 0, self._length_ * t._size)
            return [t._unpack(data[k * t._size:(k + 1) * t._size]) for k in range(start, stop, step)]
        if issubclass(t, ctypes.Structure):
            return _view(t, self._shm, self._at(i))
        return t._unpack(_kernel.shm_read(self._shm, self._at(i), t._size))

    def __setitem__(self, i, value):
        t = self._type_
        if isinstance(i, slice):
            places = range(*i.indices(self._length_))
            value = list(value)
            if len(value) != len(places):
                raise ValueError("Can only assign sequence of same size")
            for k, item in zip(places, value):
                _kernel.shm_write(self._shm, k * t._size, t._pack(item))
        else:
            _kernel.shm_write(self._shm, self._at(i), t._pack(value))


class _Text(_Array):
    def __getitem__(self, i):
        item = _Array.__getitem__(self, i)
        return b"".join(item) if isinstance(i, slice) else item

    def __setitem__(self, i, value):
        if isinstance(i, slice):
            value = [bytes([c]) for c in value]
        _Array.__setitem__(self, i, value)

    @property
    def raw(self):
        return _kernel.shm_read(self._shm, 0, self._length_)

    @raw.setter
    def raw(self, data):
        if len(data) > self._length_:
            raise ValueError("byte string too long")
        _kernel.shm_write(self._shm, 0, bytes(data))

    @property
    def value(self):
        return self.raw.split(b"\0")[0]

    @value.setter
    def value(self, data):
        if not isinstance(data, bytes):
            raise TypeError(f"bytes expected instead of {type(data).__name__} instance")
        self.raw = data if len(data) >= self._length_ else data + b"\0"


def RawValue(typecode_or_type, *args):
    t = _type_of(typecode_or_type)
    if not hasattr(t, "_size"):
        raise TypeError("this type has no size")
    if issubclass(t, ctypes.Structure):
        view = _view(t, _kernel.shm_new(t._size), 0)
        view._set(args, {})
        return view
    value = _attach(t, _kernel.shm_new(t._size), None)
    value.value = args[0] if args else t._default
    return value


def RawArray(typecode_or_type, size_or_initializer):
    t = _type_of(typecode_or_type)
    if isinstance(size_or_initializer, int):
        items, n = None, size_or_initializer
        if n < 0:
            raise ValueError("Array length must be non-negative")
    else:
        items = list(size_or_initializer)
        n = len(items)
    array = _attach(t, _kernel.shm_new(max(n, 1) * t._size), n)
    if items:
        _kernel.shm_write(array._shm, 0, b"".join([t._pack(item) for item in items]))
    return array


def Value(typecode_or_type, *args, lock=True, ctx=None):
    return _with_lock(RawValue(typecode_or_type, *args), lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    return _with_lock(RawArray(typecode_or_type, size_or_initializer), lock, ctx)


def _with_lock(obj, lock, ctx):
    if lock is False:
        return obj
    if lock in (True, None):
        lock = (ctx or context._default_context.get_context()).RLock()
    if not hasattr(lock, "acquire"):
        raise AttributeError("%r has no method 'acquire'" % lock)
    return synchronized(obj, lock, ctx=ctx)


def copy(obj):
    if isinstance(obj, _Array):
        new = RawArray(obj._type_, obj._length_)
        new[:] = obj[:]
        return new
    if isinstance(obj, ctypes.Structure):
        return RawValue(type(obj).__mro__[1], *[getattr(obj, name) for name in obj._names])
    return RawValue(type(obj).__mro__[1], obj.value)


def synchronized(obj, lock=None, ctx=None):
    if isinstance(obj, _Text):
        cls = SynchronizedString
    elif isinstance(obj, _Array):
        cls = SynchronizedArray
    elif isinstance(obj, ctypes.Structure):
        cls = _synchronized_structure(type(obj).__mro__[1])
    else:
        cls = Synchronized
    return cls(obj, lock, ctx)


class SynchronizedBase:
    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or (ctx or context._default_context.get_context()).RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __reduce__(self):
        context.assert_spawning(self)
        return synchronized, (self._obj, self._lock)

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return "<%s wrapper for %s>" % (type(self).__name__, self._obj)


_structure_wrappers = {}


def _synchronized_structure(type_):
    if type_ not in _structure_wrappers:
        fields = {name: _locked(name) for name in type_._names}
        _structure_wrappers[type_] = type("Synchronized" + type_.__name__, (SynchronizedBase,), {
            **fields, "__module__": __name__})
    return _structure_wrappers[type_]


def _locked(name):
    def get(self):
        with self._lock:
            return getattr(self._obj, name)

    def set(self, value):
        with self._lock:
            setattr(self._obj, name, value)
    return property(get, set)


class Synchronized(SynchronizedBase):
    value = _locked("value")


class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, i):
        with self._lock:
            return self._obj[i]

    def __setitem__(self, i, value):
        with self._lock:
            self._obj[i] = value

    def __getslice__(self, start, stop):
        return self[start:stop]


class SynchronizedString(SynchronizedArray):
    value = _locked("value")
    raw = _locked("raw")

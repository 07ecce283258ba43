"""Weak references and what is built of them. Source followed: Lib/weakref.py, Lib/_weakrefset.py. Dead entries go when looked at."""

import _weak
import atexit
from _weakref import CallableProxyType, ProxyType, ProxyTypes, ReferenceType, getweakrefcount, proxy, ref
from collections.abc import MutableMapping, MutableSet


class KeyedRef(ref):
    __slots__ = "key",

    def __new__(cls, ob, callback, key):
        self = ref.__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        ref.__init__(self, ob, callback)


class WeakMethod(ref):
    __slots__ = "_func", "_type"

    def __new__(cls, meth, callback=None):
        try:
            ob, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        self = ref.__new__(cls, ob, callback)
        self._func, self._type = ref(func), type(meth)
        return self

    def __call__(self):
        ob, func = ref.__call__(self), self._func()
        return None if ob is None or func is None else self._type(func, ob)

    def __eq__(self, other):
        return isinstance(other, WeakMethod) and self() == other()

    __hash__ = ref.__hash__


class WeakValueDictionary(MutableMapping):
    def __init__(self, other=(), /, **kw):
        self.data = {}
        self.update(other, **kw)

    def _live(self):
        _weak.look()
        for key, wr in list(self.data.items()):
            if _weak.target(wr._slot) is None:
                self.data.pop(key, None)
        return self.data

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, None, key)

    def __delitem__(self, key):
        self._live()
        del self.data[key]

    def __len__(self):
        return len(self._live())

    def __contains__(self, key):
        return key in self.data and self.data[key]() is not None

    def __iter__(self):
        return iter(list(self._live()))

    keys = __iter__

    def values(self):
        return iter([value for wr in self._live().values() if (value := wr()) is not None])

    def items(self):
        return iter([(key, value) for key, wr in self._live().items() if (value := wr()) is not None])

    def get(self, key, default=None):
        value = self.data[key]() if key in self.data else None
        return default if value is None else value

    def pop(self, key, *default):
        value = self.get(key)
        self.data.pop(key, None)
        if value is None:
            if default:
                return default[0]
            raise KeyError(key)
        return value

    def popitem(self):
        while True:
            key, wr = self.data.popitem()
            if (value := wr()) is not None:
                return key, value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value

    def copy(self):
        return type(self)(list(self.items()))

    __copy__ = copy

    def itervaluerefs(self):
        yield from list(self.data.values())

    def valuerefs(self):
        return list(self.data.values())

    def __or__(self, other):
        new = self.copy()
        new.update(other)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


class WeakKeyDictionary(MutableMapping):
    def __init__(self, dict=None):
        self.data = {}
        if dict is not None:
            self.update(dict)

    def _live(self):
        _weak.look()
        for wr in list(self.data):
            if _weak.target(wr._slot) is None:
                _drop(self.data, wr)
        return self.data

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        wr = ref(key)
        hash(wr)
        self.data[wr] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __len__(self):
        return len(self._live())

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __iter__(self):
        return iter([key for wr in self._live() if (key := wr()) is not None])

    keys = __iter__

    def items(self):
        return iter([(key, value) for wr, value in list(self._live().items()) if (key := wr()) is not None])

    def values(self):
        return iter(list(self._live().values()))

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def pop(self, key, *default):
        return self.data.pop(ref(key), *default)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key), default)

    def copy(self):
        new = type(self)()
        for key, value in self.items():
            new[key] = value
        return new

    __copy__ = copy

    def keyrefs(self):
        return list(self.data)

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


def _drop(data, wr):
    data.pop(wr, None)


class WeakSet(MutableSet):
    def __init__(self, data=None):
        self.data = {}
        if data is not None:
            self.update(data)

    _live = WeakKeyDictionary._live

    def __iter__(self):
        return iter([item for wr in self._live() if (item := wr()) is not None])

    def __len__(self):
        return len(self._live())

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def add(self, item):
        wr = ref(item)
        hash(wr)
        self.data[wr] = None

    def discard(self, item):
        self.data.pop(ref(item), None)

    def remove(self, item):
        if item not in self:
            raise KeyError(ref(item))
        self.discard(item)

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self)

    def update(self, other):
        for item in other:
            self.add(item)

    __ior__ = lambda self, other: self.update(other) or self

    def union(self, other):
        return type(self)([*self, *other])

    def difference(self, other):
        other = list(other)
        return type(self)([item for item in self if item not in other])

    def intersection(self, other):
        return type(self)([item for item in other if item in self])

    def _made(self, other):
        return other if isinstance(other, (set, frozenset)) else set(other)

    def difference_update(self, other):
        for item in list(other):
            self.discard(item)

    def intersection_update(self, other):
        other = self._made(other)
        for item in list(self):
            if item not in other:
                self.discard(item)

    def symmetric_difference_update(self, other):
        for item in list(other):
            self.discard(item) if item in self else self.add(item)

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    def issuperset(self, other):
        return all(item in self for item in other)

    def issubset(self, other):
        return all(item in other for item in self)

    def __repr__(self):
        return "{" + ", ".join(map(repr, self)) + "}" if self.data else "set()"


class finalize:
    """Calls a function when an object is lost, or at the end of the program, once."""

    __slots__ = ()
    _registry = {}
    _hooked = False

    class _Info:
        __slots__ = "weakref", "func", "args", "kwargs", "atexit"

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._hooked:
            atexit.register(self._exitfunc)
            finalize._hooked = True
        info = self._Info()
        info.weakref, info.func, info.args, info.kwargs, info.atexit = ref(obj, self), func, args, kwargs, True
        self._registry[self] = info

    def __call__(self, _=None):
        info = self._registry.pop(self, None)
        if info:
            return info.func(*info.args, **info.kwargs)

    def detach(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is not None and self._registry.pop(self, None):
            return obj, info.func, info.args, info.kwargs

    def peek(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is not None:
            return obj, info.func, info.args, info.kwargs

    @property
    def alive(self):
        if self in self._registry:
            _weak.look()
        return self in self._registry

    @property
    def atexit(self):
        info = self._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = self._registry.get(self)
        if info:
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is None:
            return f"<{type(self).__name__} object at {id(self):#x}; dead>"
        return f"<{type(self).__name__} object at {id(self):#x}; for {type(obj).__name__!r} at {id(obj):#x}>"

    @classmethod
    def _exitfunc(cls):
        while pending := [f for f, info in cls._registry.items() if info.atexit]:
            pending[-1]()


def getweakrefs(object, /):
    return []

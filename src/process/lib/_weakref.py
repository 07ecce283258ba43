"""Weak references. Source followed: Objects/weakrefobject.c. The collector tells of a loss by `_lost`."""

import _weak


class ReferenceType:
    __module__, __qualname__ = "weakref", "ReferenceType"
    __slots__ = "_slot", "__callback__", "_hash", "__weakref__"

    def __new__(cls, ob, callback=None, /, *args, **kwargs):
        self = object.__new__(cls)
        self._slot = _weak.slot(ob, None if callback is None else self)
        self.__callback__ = callback
        self._hash = None
        return self

    def __init__(self, ob, callback=None, /):
        pass

    def __call__(self):
        _weak.look()
        return _weak.target(self._slot)

    def _lost(self):
        callback, self.__callback__ = self.__callback__, None
        if callback is not None:
            callback(self)

    def __hash__(self):
        if self._hash is None:
            ob = self()
            if ob is None:
                raise TypeError("weak object has gone away")
            self._hash = hash(ob)
        return self._hash

    def __eq__(self, other):
        if not isinstance(other, ReferenceType):
            return NotImplemented
        mine, theirs = _weak.target(self._slot), _weak.target(other._slot)
        if mine is None or theirs is None:
            return self is other
        return mine == theirs

    def __repr__(self):
        ob = self()
        if ob is None:
            return f"<weakref at {id(self):#x}; dead>"
        name = getattr(ob, "__name__", None)
        named = f" ({name})" if isinstance(name, str) else ""
        return f"<weakref at {id(self):#x}; to '{type(ob).__name__}' at {id(ob):#x}{named}>"

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)


ref = ReferenceType


def getweakrefcount(object, /):
    return _weak.count(object)


class ProxyType:
    __module__, __qualname__ = "weakref", "ProxyType"
    __slots__ = "_ref", "__weakref__"

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __repr__(self):
        ob = _ref_of(self)()
        return f"<weakproxy at {id(self):#x}; to '{type(ob).__name__}' at {id(ob):#x}>"

    def __str__(self):
        return str(_target(self))

    def __bool__(self):
        return bool(_target(self))

    __hash__ = None


_get = object.__getattribute__


def _ref_of(proxy):
    return _get(proxy, "_ref")


def _target(proxy):
    ob = _ref_of(proxy)()
    if ob is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return ob


def _forward(name):
    def method(self, *args):
        args = [_target(arg) if type(arg) in ProxyTypes else arg for arg in args]
        return getattr(type(_target(self)), name)(_target(self), *args)
    return method


for _name in ("add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow and rand or ror xor rxor neg pos abs "
              "invert len getitem setitem delitem contains iter next eq ne lt le gt ge int float index enter exit").split():
    setattr(ProxyType, f"__{_name}__", _forward(f"__{_name}__"))


class CallableProxyType(ProxyType):
    __module__, __qualname__ = "weakref", "CallableProxyType"
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def proxy(object, callback=None, /):
    made = _new(CallableProxyType if callable(object) else ProxyType)
    _set(made, "_ref", ref(object, callback and (lambda _: callback(made))))
    return made


_new, _set = object.__new__, object.__setattr__

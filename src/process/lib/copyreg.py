"""How objects are taken apart for pickle and copy. Sources: Lib/copyreg.py, Objects/typeobject.c of CPython 3.14."""

import _pickle

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _slotnames(cls):
    names = []
    for c in cls.__mro__:
        slots = c.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name.startswith("__") and not name.endswith("__"):
                stripped = c.__name__.lstrip("_")
                name = f"_{stripped}{name}" if stripped else name
            if name not in ("__dict__", "__weakref__"):
                names.append(name)
    return names


def _getstate(obj):
    state = getattr(obj, "__dict__", None) or None
    slots = {name: getattr(obj, name) for name in _slotnames(type(obj)) if hasattr(obj, name)}
    return (state, slots) if slots else state


_singletons = {None: (type(None), ()), NotImplemented: "NotImplemented", ...: "Ellipsis"}
_parts = {
    complex: lambda x: (x.real, x.imag),
    range: lambda x: (x.start, x.stop, x.step),
    slice: lambda x: (x.start, x.stop, x.step),
    bytearray: lambda x: (bytes(x),),
}


def _reduce_builtin(obj):
    cls = type(obj)
    if cls in _parts:
        return cls, _parts[cls](obj)
    name = cls.__name__
    if obj is None or obj is NotImplemented or obj is ...:
        return _singletons[obj]
    if name in ("method", "builtin_function_or_method", "method-wrapper"):
        owner = getattr(obj, "__self__", None)
        if owner is not None and type(owner).__name__ != "module":
            return getattr, (owner, obj.__name__)
        return obj.__qualname__
    if name in ("method_descriptor", "wrapper_descriptor"):
        owner = getattr(obj, "__objclass__", None)
        return (getattr, (owner, obj.__name__)) if owner else obj.__qualname__
    if name.endswith("iterator") and name != "callable_iterator":
        return iter, (list(obj),)
    if name in ("map", "filter", "zip", "enumerate", "reversed"):
        raise TypeError(f"cannot pickle '{name}' object")
    if name == "mappingproxy" or cls.__module__ in ("builtins", "types"):
        raise TypeError(f"cannot pickle '{name}' object")
    raise TypeError(f"cannot pickle '{cls.__module__}.{cls.__qualname__}' object")


def _reduce_ex(obj, protocol):
    """object.__reduce_ex__; a class's own __reduce__ goes before."""
    own = type(obj).__reduce__
    return _reduce(obj) if own is object.__reduce__ else own(obj)


def _reduce(obj):
    """What protocol 2 and later make of an object."""
    cls = type(obj)
    kind = _pickle.kind(obj)
    if kind == 2:
        state = getattr(obj, "__dict__", None)
        return (cls, obj.args, state) if state else (cls, obj.args)
    if kind and (own := _payload_reducers.get(_base(cls))):
        return own(obj)
    if kind == 3 and cls is not object:
        return _reduce_builtin(obj)
    func = __newobj__
    if hasattr(cls, "__getnewargs_ex__"):
        args, kwargs = obj.__getnewargs_ex__()
        func, args = (__newobj_ex__, (cls, args, kwargs)) if kwargs else (func, (cls, *args))
    elif hasattr(cls, "__getnewargs__"):
        args = (cls, *obj.__getnewargs__())
    elif kind == 1 and not isinstance(obj, (list, dict)):
        args = (cls, _plain(obj))
    else:
        args = (cls,)
    return (func, args, obj.__getstate__(), [*list.__iter__(obj)] if isinstance(obj, list) else None,
            [*dict.items(obj)] if isinstance(obj, dict) else None)


def _base(cls):
    for base in cls.__mro__:
        if base.__name__ in ("deque", "defaultdict", "Counter", "OrderedDict"):
            return base.__name__


def _state(obj):
    return getattr(obj, "__dict__", None) or None


_payload_reducers = {
    "deque": lambda d: (type(d), ((), d.maxlen) if d.maxlen is not None else (), _state(d), [*d]),
    "defaultdict": lambda d: (type(d), (d.default_factory,), None, None, [*d.items()]),
    "Counter": lambda d: (type(d), (dict(d),)),
    "OrderedDict": lambda d: (type(d), (), _state(d), None, [*d.items()]),
}


def _plain(obj):
    for base in str, int, float, bytes, tuple, set, frozenset, bytearray, complex:
        if isinstance(obj, base):
            return [*obj] if base in (set, frozenset, tuple) else base(obj)

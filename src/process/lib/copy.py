"""Shallow and deep copies. Source followed: `Lib/copy.py` (what is shared, what is asked of an object)."""

from _collections import deque

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error


def _f():
    pass


_ATOMIC = frozenset((int, float, bool, complex, str, bytes, type(None), type(...), type(NotImplemented), type, range, slice,
                     type(len), type(_f), property))


def copy(x):
    cls = type(x)
    if cls in _ATOMIC or isinstance(x, type):
        return x
    if cls in (tuple, frozenset):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    return _rebuild(x, None, None)


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _ATOMIC:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        known = memo.get(key, _nil)
        if known is not _nil:
            return known
    if cls is list:
        made = memo[key] = []
        for item in x:
            made.append(deepcopy(item, memo))
    elif cls is dict:
        made = memo[key] = {}
        for k, v in x.items():
            made[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is tuple:
        made = [deepcopy(item, memo) for item in x]
        known = memo.get(key, _nil)
        if known is not _nil:
            return known
        for old, new in zip(x, made):
            if old is not new:
                made = tuple(made)
                break
        else:
            made = x
    elif issubclass(cls, type):
        made = x
    else:
        method = getattr(x, "__deepcopy__", None)
        if method is not None:
            made = method(memo)
        else:
            made = _deep_builtin(x, cls, memo)
            if made is None:
                made = _rebuild(x, memo, key)
    if made is not x:
        memo[key] = made
        memo.setdefault(id(memo), []).append(x)
    return made


def _deep_builtin(x, cls, memo):
    if cls is set:
        return {deepcopy(item, memo) for item in x}
    if cls is deque:
        made = memo[id(x)] = deque((), x.maxlen)
        made.extend([deepcopy(item, memo) for item in x])
        return made
    if cls is frozenset:
        return frozenset([deepcopy(item, memo) for item in x])
    if cls is bytearray:
        return x.copy()
    if cls.__name__ == "method":
        return cls(x.__func__, deepcopy(x.__self__, memo))
    return None


_CONTAINERS = (list, dict, set, tuple, frozenset, str, bytes, bytearray, int, float)
_UNCOPIABLE = ("generator", "coroutine", "async_generator", "lock", "RLock", "module", "frame", "traceback")


def _rebuild(x, memo, key):
    # By `__reduce_ex__` where the class has one of its own, else by the attributes, slots and builtin contents.
    cls = type(x)
    if cls.__name__ in _UNCOPIABLE or cls.__name__.endswith("_iterator"):
        name = f"{cls.__module__}.{cls.__qualname__}" if cls.__module__ != "builtins" else cls.__qualname__
        raise TypeError(f"cannot pickle {name!r} object")
    for base in cls.__mro__[:-1]:
        if base.__module__ == "builtins" and not issubclass(base, BaseException):
            continue
        if "__reduce_ex__" in base.__dict__:
            return _reconstruct(x, x.__reduce_ex__(4), memo, key)
        if "__reduce__" in base.__dict__:
            return _reconstruct(x, x.__reduce__(), memo, key)
    if issubclass(cls, BaseException):
        args = x.args if memo is None else deepcopy(x.args, memo)
        made = cls.__new__(cls, *args)
        made.args = args
    else:
        made = _new_like(x, cls, memo)
    if memo is not None:
        memo[key] = made
    _fill(x, made, memo)
    state = x.__getstate__() if _own(cls, "__getstate__") else _state(x)
    if memo is not None:
        state = deepcopy(state, memo)
    _set_state(made, state)
    return made


def _own(cls, name):
    return any(name in base.__dict__ for base in cls.__mro__[:-1])


def _new_like(x, cls, memo):
    method = getattr(cls, "__getnewargs__", None)
    if method is not None:
        args = method(x)
        return cls.__new__(cls, *(args if memo is None else deepcopy(args, memo)))
    for base in (tuple, frozenset, str, bytes, int, float):
        if issubclass(cls, base):
            plain = base(x) if base in (tuple, frozenset) else base.__add__(x, base()) if base in (str, bytes) else x + 0
            return base.__new__(cls, plain if memo is None else deepcopy(plain, memo))
    return cls.__new__(cls)


def _fill(x, made, memo):
    deep = (lambda v: v) if memo is None else (lambda v: deepcopy(v, memo))
    if isinstance(x, dict):
        for k, v in x.items():
            made[deep(k)] = deep(v)
    elif isinstance(x, list):
        for item in x:
            made.append(deep(item))
    elif isinstance(x, set):
        for item in x:
            made.add(deep(item))


def _state(x):
    state = dict(x.__dict__) if hasattr(x, "__dict__") else None
    slots = {}
    for base in type(x).__mro__:
        names = base.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ("__dict__", "__weakref__"):
                if name.startswith("__") and not name.endswith("__"):
                    name = f"_{base.__name__.lstrip('_')}{name}"
                if hasattr(x, name):
                    slots[name] = getattr(x, name)
    return (state, slots) if slots else state


def _set_state(made, state):
    if state is None:
        return
    if hasattr(made, "__setstate__"):
        made.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        made.__dict__.update(state)
    for name, value in (slots or {}).items():
        object.__setattr__(made, name, value)


def _reconstruct(x, reduced, memo, key):
    if isinstance(reduced, str):
        return x
    func, args, state, listitems, dictitems = (*reduced, None, None, None)[:5]
    deep = memo is not None
    made = func(*([deepcopy(arg, memo) for arg in args] if deep else args))
    if deep:
        memo[key] = made
    if state is not None:
        _set_state(made, deepcopy(state, memo) if deep else state)
    for item in listitems or ():
        made.append(deepcopy(item, memo) if deep else item)
    for k, v in dictitems or ():
        made[deepcopy(k, memo) if deep else k] = deepcopy(v, memo) if deep else v
    return made


def replace(obj, /, **changes):
    method = getattr(type(obj), "__replace__", None)
    if method is None:
        raise TypeError(f"replace() does not support {type(obj).__name__} objects")
    return method(obj, **changes)

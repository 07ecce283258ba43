"""Objects to bytes and back. Plain data and the byte codes are `_pickle`'s, what must run Python is here.

Source followed: Lib/pickle.py of CPython 3.14; protocols 2 to 5.
"""

import sys
import _pickle
import copyreg

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads"]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5 if sys.version_info >= (3, 14) else 4
_newobj = copyreg.__newobj__, copyreg.__newobj_ex__


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


PickleError.__module__ = PicklingError.__module__ = UnpicklingError.__module__ = "_pickle"


def _global(obj, name=None):
    new = sys.version_info >= (3, 14)
    if name is None:
        name = getattr(obj, "__qualname__", None) or obj.__name__
    path = name.split(".")
    if "<locals>" in path:
        if new:
            raise PicklingError(f"Can't pickle local object {obj!r}")
        verb = "get" if sys.version_info >= (3, 13) else "pickle"
        raise AttributeError(f"Can't {verb} local object {name!r}")
    module_name = getattr(obj, "__module__", None)
    if module_name is None:
        module_name = "builtins" if hasattr(sys.modules["builtins"], path[0]) else "__main__"
    try:
        __import__(module_name)
        module = sys.modules[module_name]
    except (ImportError, ValueError, KeyError) as exc:
        raise PicklingError(f"Can't pickle {obj!r}: " + (
            str(exc) if new else f"import of module {module_name!r} failed")) from None
    found = module
    try:
        for part in path:
            found = getattr(found, part)
    except AttributeError:
        why = f"it's not found as {module_name}.{name}" if new else f"attribute lookup {name} on {module_name} failed"
        raise PicklingError(f"Can't pickle {obj!r}: {why}") from None
    if found is not obj and found != obj:
        raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
    return [module_name, name]


def _find_class(module, name):
    __import__(module)
    obj = module = sys.modules[module]
    for part in name.split("."):
        try:
            obj = getattr(obj, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {module!r}") from None
    return obj


def _items(iterator):
    return None if iterator is None else [*iterator]


def _build(obj, state):
    setstate = getattr(obj, "__setstate__", None)
    if setstate is not None:
        setstate(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        try:
            obj.__dict__.update(state)
        except AttributeError:
            for name, value in state.items():
                setattr(obj, name, value)
    if slots:
        for name, value in slots.items():
            setattr(obj, name, value)


class Pickler:
    dispatch_table = None

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        self._file = file
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        elif protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError("pickle protocol must be <= %d" % HIGHEST_PROTOCOL)
        self._protocol = protocol

    def clear_memo(self):
        pass

    def dump(self, obj):
        self._file.write(self._dumps(obj))

    def _dumps(self, obj):
        known, reductions = [], []
        while True:
            result = _pickle.dump(obj, self._protocol, known, reductions, _newobj)
            if type(result) is bytes:
                return result
            for part in result:
                reduction = self._reduce(part)
                known.append(part)
                reductions.append(reduction)

    def _reduce(self, obj):
        if obj is ... or obj is NotImplemented:
            return ["builtins", repr(obj)]
        cls = type(obj)
        override = getattr(self, "reducer_override", None)
        if override is not None and (reduction := override(obj)) is not NotImplemented:
            pass
        elif reducer := (self.dispatch_table or copyreg.dispatch_table).get(cls):
            reduction = reducer(obj)
        elif isinstance(obj, type):
            if obj in (type(None), type(NotImplemented), type(...)):
                return type, ({type(None): None, type(NotImplemented): NotImplemented}.get(obj, ...),)
            return _global(obj)
        elif cls.__name__ == "function":
            return _global(obj)
        else:
            reduction = obj.__reduce_ex__(self._protocol)
        if isinstance(reduction, str):
            return _global(obj, reduction)
        if not isinstance(reduction, tuple):
            raise PicklingError(f"__reduce__ must return a string or tuple, not {type(reduction).__name__}")
        if not 2 <= len(reduction) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
        if not callable(reduction[0]):
            raise PicklingError(f"first item of the tuple returned by __reduce__ must be callable, not "
                                f"{type(reduction[0]).__name__}")
        if not isinstance(reduction[1], tuple):
            raise PicklingError(f"second item of the tuple returned by __reduce__ must be a tuple, not "
                                f"{type(reduction[1]).__name__}")
        func, args, state, items, pairs, setter = reduction + (None,) * (6 - len(reduction))
        if pairs is not None:
            pairs = [part for pair in pairs for part in pair]
        return func, args, state, _items(items), pairs, setter


class Unpickler:
    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._file = file

    def find_class(self, module, name):
        return _find_class(module, name)

    def load(self):
        data = self._file.read()
        obj, used = _loads(data, self.find_class)
        if used < len(data):
            self._file.seek(used - len(data), 1)
        return obj


def _loads(data, find_class):
    state = _pickle.start(data)
    answer = None
    while True:
        kind, a, b = _pickle.resume(state, answer)
        if kind == 0:
            return a, b
        if kind == 1:
            answer = find_class(a, b)
        elif kind == 2:
            answer = a(*b)
        elif kind == 3:
            answer = a.__new__(a, *b)
        elif kind == 4:
            answer = a.__new__(a, *b[0], **b[1])
        elif kind == 5:
            _build(a, b)
        elif kind == 6:
            if hasattr(a, "extend"):
                a.extend(b)
            else:
                for item in b:
                    a.append(item)
        elif kind == 7:
            for i in range(0, len(b), 2):
                a[b[i]] = b[i + 1]
        elif kind == 8:
            for item in b:
                a.add(item)
        elif kind == 9:
            raise UnpicklingError(a)
        else:
            raise EOFError("Ran out of input")


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    return Pickler(None, protocol)._dumps(obj)


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return _loads(data, _find_class)[0]


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol).dump(obj)


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return Unpickler(file).load()

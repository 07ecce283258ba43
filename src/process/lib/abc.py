"""Abstract base classes. Source followed: `Lib/_py_abc.py`."""

__all__ = [
    "ABC", "ABCMeta", "abstractclassmethod", "abstractmethod", "abstractproperty", "abstractstaticmethod",
    "get_cache_token", "update_abstractmethods",
]

_token = [0]


def abstractmethod(funcobj):
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    __isabstractmethod__ = True


def get_cache_token():
    return _token[0]


def _abstract_names(cls, namespace):
    names = [name for name, value in namespace.items() if getattr(value, "__isabstractmethod__", False)]
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False) and name not in names:
                names.append(name)
    return frozenset(names)


def update_abstractmethods(cls):
    if hasattr(cls, "__abstractmethods__"):
        cls.__abstractmethods__ = _abstract_names(cls, dict(cls.__dict__))
    return cls


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, namespace)
        cls._abc_registry = []
        cls._abc_cache = {}
        cls._abc_version = 0
        return cls

    def register(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_registry.append(subclass)
        _token[0] += 1
        return subclass

    def __instancecheck__(cls, instance):
        subclass = type(instance)
        if cls in subclass.__mro__:
            return True
        if cls.__subclasscheck__(subclass):
            return True
        other = getattr(instance, "__class__", subclass)
        return other is not subclass and isinstance(other, type) and cls.__subclasscheck__(other)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if cls._abc_version != _token[0]:
            cls._abc_cache = {}
            cls._abc_version = _token[0]
        known = cls._abc_cache.get(subclass)
        if known is None:
            known = cls._abc_cache[subclass] = _is_subclass(cls, subclass)
        return known


def _is_subclass(cls, subclass):
    ok = cls.__subclasshook__(subclass)
    if ok is not NotImplemented:
        return ok
    if cls in subclass.__mro__:
        return True
    for registered in cls._abc_registry:
        if issubclass(subclass, registered):
            return True
    for below in cls.__subclasses__():
        if issubclass(subclass, below):
            return True
    return False


class ABC(metaclass=ABCMeta):
    __slots__ = ()

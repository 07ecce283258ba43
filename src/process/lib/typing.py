"""Names for annotations. Source followed: `Lib/typing.py` (which forms exist, what they print)."""

import collections
import collections.abc
import sys
from abc import ABCMeta, abstractmethod
from types import GenericAlias, UnionType as Union_

__all__ = [
    "AbstractSet", "Annotated", "Any", "AnyStr", "AsyncContextManager", "AsyncGenerator", "AsyncIterable", "AsyncIterator",
    "Awaitable", "BinaryIO", "Callable", "ChainMap", "ClassVar", "Collection", "Concatenate", "Container",
    "ContextManager", "Coroutine", "Counter", "DefaultDict", "Deque", "Dict", "Final", "ForwardRef", "FrozenSet",
    "Generator", "Generic", "Hashable", "IO", "ItemsView", "Iterable", "Iterator", "KeysView", "List", "Literal",
    "LiteralString", "Mapping", "MappingView", "Match", "MutableMapping", "MutableSequence", "MutableSet", "NamedTuple",
    "Never", "NewType", "NoDefault", "NoReturn", "NotRequired", "Optional", "OrderedDict", "ParamSpec", "ParamSpecArgs",
    "ParamSpecKwargs", "Pattern", "Protocol", "ReadOnly", "Required", "Reversible", "Self", "Sequence", "Set", "Sized",
    "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound",
    "TYPE_CHECKING", "Text", "TextIO", "Tuple", "Type", "TypeAlias", "TypeAliasType", "TypeGuard", "TypeIs", "TypeVar",
    "TypeVarTuple", "TypedDict", "Union", "Unpack", "ValuesView", "assert_never", "assert_type", "cast",
    "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin", "get_overloads", "get_protocol_members",
    "get_type_hints", "is_protocol", "is_typeddict", "no_type_check", "overload", "override", "reveal_type",
    "runtime_checkable",
]

TYPE_CHECKING = False


def _params[T, **P, *Ts]():
    return T, P, Ts


type _Alias = int
TypeVar, ParamSpec, TypeVarTuple = [type(p) for p in _params()]
TypeAliasType = type(_Alias)
ParamSpecArgs = ParamSpecKwargs = object


def _shown(obj):
    if obj is ...:
        return "..."
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if isinstance(obj, (list, tuple)):
        return f"[{', '.join(map(_shown, obj))}]"
    return repr(obj)


def _parameters(args):
    found = []
    for arg in args:
        if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            inner = (arg,)
        elif isinstance(arg, (list, tuple)):
            inner = _parameters(arg)
        else:
            inner = () if isinstance(arg, type) and not isinstance(arg, GenericAlias) else getattr(arg, "__parameters__", ())
        for param in inner:
            if param not in found:
                found.append(param)
    return tuple(found)


def _substitute(arg, table):
    if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
        return table.get(arg, arg)
    params = () if isinstance(arg, type) and not isinstance(arg, GenericAlias) else getattr(arg, "__parameters__", ())
    if isinstance(params, tuple) and params and hasattr(arg, "__getitem__"):
        return arg[tuple([table.get(param, param) for param in params])]
    return arg


def _checked(arg):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


class _Ored:
    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ForwardRef(_Ored):
    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


class _Form(_Ored):
    # A name that stands for itself: `Any`-like or to be subscripted by `_make`.
    def __init__(self, name, make=None):
        self._name = self.__name__ = self.__qualname__ = name
        self._make = make
        self.__module__ = "typing"

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, params):
        if self._make is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._make(self, params)


class _Alias(_Ored):
    # `List[int]`, `Optional[T]`, `Generic[T]`, `MyClass[int]`.
    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = args
        self._name = name
        self.__module__ = getattr(origin, "__module__", "typing") if name is None else "typing"

    @property
    def __parameters__(self):
        return _parameters(self.__args__)

    def __getitem__(self, params):
        mine = self.__parameters__
        if not mine:
            raise TypeError(f"{self} is not a generic class")
        params = params if isinstance(params, tuple) else (params,)
        _count(self, params, mine)
        table = dict(zip(mine, map(_checked, params)))
        args = tuple([_substitute(arg, table) for arg in self.__args__])
        if self.__origin__ is Union:
            return Union[args]
        return type(self)(self.__origin__, args, self._name)

    def __mro_entries__(self, bases):
        if self.__origin__ is Generic:
            for base in bases:
                if base is not self and isinstance(base, _Alias) and base.__origin__ is not Generic:
                    return ()
            if Protocol in bases:
                return ()
            return (Generic,)
        if not isinstance(self.__origin__, type):
            raise TypeError(f"Cannot subclass {self!r}")
        plain = self.__origin__
        entries = [] if plain in bases else [plain]
        if self._name and Generic not in bases and not issubclass(plain, Generic):
            following = bases[bases.index(self) + 1:]
            if not any(isinstance(b, _Alias) or isinstance(b, type) and issubclass(b, Generic) for b in following):
                entries.append(Generic)
        return tuple(entries)

    def __call__(self, *args, **kwargs):
        if not callable(self.__origin__) or isinstance(self.__origin__, _Form):
            raise TypeError(f"Cannot instantiate {self!r}")
        if self._name and getattr(globals().get(self._name), "__origin__", None) is self.__origin__:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except (AttributeError, TypeError):
            pass
        return made

    def __getattr__(self, name):
        if name[:2] == "__" or "__origin__" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ is other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __instancecheck__(self, obj):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    __subclasscheck__ = __instancecheck__

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _shown(self.__origin__)
        return f"{name}[{', '.join(map(_shown, self.__args__)) or '()'}]"


class _UnionAlias(_Alias):
    def __repr__(self):
        return " | ".join(["None" if arg is type(None) else _shown(arg) for arg in self.__args__])

    def __eq__(self, other):
        return isinstance(other, (_UnionAlias, Union_)) and set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __instancecheck__(self, obj):
        return any(isinstance(obj, arg) for arg in self.__args__)


class _Builtin(_Form):
    # `List`, `Dict` …: the class of builtins or collections that it stands for.
    def __init__(self, name, origin, count=None):
        _Form.__init__(self, name)
        self.__origin__ = origin
        self._count = count

    def __getitem__(self, params):
        params = tuple(map(_checked, params if isinstance(params, tuple) else (params,)))
        if self._count not in (None, len(params)):
            many = "many" if len(params) > self._count else "few"
            raise TypeError(f"Too {many} arguments for {self}; actual {len(params)}, expected {self._count}")
        if self._name in ("ContextManager", "AsyncContextManager"):
            params += (Union[bool, None],)
        return _Alias(self.__origin__, params, self._name)

    def __call__(self, *args, **kwds):
        raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __getattr__(self, name):
        if name[:2] == "__" or "__origin__" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__origin__, name)


def _count(what, params, expected):
    if any(isinstance(param, TypeVarTuple) for param in expected):
        return
    if len(params) != len(expected):
        if len(params) < len(expected) and all(p.has_default() for p in expected[len(params):]):
            return
        many = "many" if len(params) > len(expected) else "few"
        raise TypeError(f"Too {many} arguments for {what}; "
                        f"actual {len(params)}, expected {len(expected)}")


def _make_union(form, params):
    if params == ():
        raise TypeError("Cannot take a Union of no types.")
    flat = []
    for param in params if isinstance(params, tuple) else (params,):
        param = _checked(param)
        for item in param.__args__ if isinstance(param, (_UnionAlias, Union_)) else (param,):
            item = type(None) if item is None else item
            if item not in flat:
                flat.append(item)
    if len(flat) == 1:
        return flat[0]
    if all(isinstance(item, (type, GenericAlias)) for item in flat):
        result = flat[0]
        for item in flat[1:]:
            result = result | item
        return result
    return _UnionAlias(Union, tuple(flat))


class _LiteralAlias(_Alias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"


def _make_literal(form, params):
    flat = []
    for param in params if isinstance(params, tuple) else (params,):
        for item in param.__args__ if isinstance(param, _LiteralAlias) else (param,):
            if not any(item == known and type(item) is type(known) for known in flat):
                flat.append(item)
    return _LiteralAlias(form, tuple(flat), "Literal")


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, args, name=None):
        _Alias.__init__(self, origin, (origin,), "Annotated")
        self.__metadata__ = args

    def __repr__(self):
        return f"typing.Annotated[{_shown(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"


def _make_annotated(form, params):
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    return _AnnotatedAlias(_checked(params[0]), params[1:])


def _make_one(form, param):
    if isinstance(param, tuple):
        raise TypeError(f"{form} accepts only single type.")
    return _Alias(form, (_checked(param),), form._name)


def _make_callable(form, params):
    if not isinstance(params, tuple) or len(params) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    args, result = params
    args = tuple(map(_checked, args)) if isinstance(args, list) else (args,)
    return _CallableAlias(collections.abc.Callable, (*args, _checked(result)), "Callable")


class _CallableAlias(_Alias):
    def __repr__(self):
        *args, result = self.__args__
        if len(args) == 1 and (args[0] is ... or isinstance(args[0], ParamSpec)):
            return f"typing.Callable[{_shown(args[0])}, {_shown(result)}]"
        return f"typing.Callable[[{', '.join(map(_shown, args))}], {_shown(result)}]"


class _CallableForm(_Builtin):
    def __getitem__(self, params):
        return _make_callable(self, params)


class _UnionForm(_Form):
    def __instancecheck__(self, obj):
        return isinstance(obj, (_UnionAlias, Union_))

    def __repr__(self):
        return "<class 'typing.Union'>"


class _AnyMeta(type):
    def __instancecheck__(cls, obj):
        if cls is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(cls):
        return "typing.Any" if cls is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


class _NoDefault:
    def __repr__(self):
        return "typing.NoDefault"


NoDefault = _NoDefault()
Union = _UnionForm("Union", _make_union)


def _make_optional(form, param):
    if isinstance(param, tuple):
        raise TypeError(f"{form} requires a single type. Got {param!r}.")
    return Union[param, None]


Optional = _Form("Optional", _make_optional)
Literal = _Form("Literal", _make_literal)
Annotated = _Form("Annotated", _make_annotated)
ClassVar, Final, Required, NotRequired, ReadOnly, TypeGuard, TypeIs, Unpack = [
    _Form(name, _make_one)
    for name in ("ClassVar", "Final", "Required", "NotRequired", "ReadOnly", "TypeGuard", "TypeIs", "Unpack")]
NoReturn, Never, Self, LiteralString, TypeAlias = [
    _Form(name) for name in ("NoReturn", "Never", "Self", "LiteralString", "TypeAlias")]
Concatenate = _Form("Concatenate", lambda form, params: _Alias(form, params, "Concatenate"))
Callable = _CallableForm("Callable", collections.abc.Callable)
List, Dict, Set, FrozenSet, Tuple, Type = [
    _Builtin(name, origin, count) for name, origin, count in (
        ("List", list, 1), ("Dict", dict, 2), ("Set", set, 1), ("FrozenSet", frozenset, 1), ("Tuple", tuple, None),
        ("Type", type, 1))]
DefaultDict = _Builtin("DefaultDict", collections.defaultdict, 2)
OrderedDict = _Builtin("OrderedDict", collections.OrderedDict, 2)
Counter = _Builtin("Counter", collections.Counter, 1)
ChainMap = _Builtin("ChainMap", collections.ChainMap, 2)
Deque = _Builtin("Deque", collections.deque, 1)
AbstractSet = _Builtin("AbstractSet", collections.abc.Set, 1)
for _name, _n in (("Iterable", 1), ("Iterator", 1), ("Reversible", 1), ("Container", 1), ("Collection", 1),
                  ("Sequence", 1), ("MutableSequence", 1), ("Mapping", 2), ("MutableMapping", 2), ("MutableSet", 1),
                  ("MappingView", 1), ("KeysView", 1), ("ItemsView", 2), ("ValuesView", 1), ("Awaitable", 1),
                  ("AsyncIterable", 1), ("AsyncIterator", 1), ("Coroutine", 3), ("Generator", None),
                  ("AsyncGenerator", None), ("Hashable", 0), ("Sized", 0)):
    globals()[_name] = _Builtin(_name, getattr(collections.abc, _name), _n)
Text = str


def _lazy(name, module, attribute):
    form = _Builtin(name, object, 1)
    try:
        form.__origin__ = getattr(__import__(module), attribute)
    except (ImportError, AttributeError):
        pass
    return form


ContextManager = _lazy("ContextManager", "contextlib", "AbstractContextManager")
AsyncContextManager = _lazy("AsyncContextManager", "contextlib", "AbstractAsyncContextManager")


class Generic:
    """Base of generic classes."""

    __slots__ = ()

    def __class_getitem__(cls, params):
        params = tuple(map(_checked, params if isinstance(params, tuple) else (params,)))
        if cls in (Generic, Protocol):
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all(isinstance(param, (TypeVar, ParamSpec, TypeVarTuple, _Alias)) for param in params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter "
                                "specification variables.")
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _Alias(cls, params, cls.__name__)
        mine = getattr(cls, "__parameters__", ())
        if not mine:
            raise TypeError(f"{cls} is not a generic class")
        if len(mine) == 1 and isinstance(mine[0], ParamSpec) and len(params) > 1:
            params = (list(params),)
        _count(cls, params, mine)
        return _Alias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__", ())
        if "__orig_bases__" in cls.__dict__ and Generic in bases:
            raise TypeError("Cannot inherit from plain Generic")
        params = None
        for base in bases:
            if isinstance(base, _Alias) and base.__origin__ in (Generic, Protocol):
                if params is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                params = base.__parameters__
        cls.__parameters__ = _parameters(bases) if params is None else params


_PROTOCOL_EXCLUDED = frozenset((
    "_is_protocol", "_is_runtime_protocol", "__parameters__", "__orig_bases__", "__orig_class__", "__abstractmethods__",
    "__annotations__", "__annotate__", "__annotate_func__", "__dict__", "__doc__", "__init__", "__module__", "__new__",
    "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__", "__match_args__", "__static_attributes__",
    "__firstlineno__", "__qualname__", "_abc_registry", "_abc_cache", "_abc_version", "__init_subclass__",
    "__protocol_attrs__", "__type_params__", "__non_callable_proto_members__"))


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic") and base.__module__ == "typing":
            continue
        for name in (*base.__dict__, *base.__annotations__):
            if name not in _PROTOCOL_EXCLUDED and not name.startswith("_abc_"):
                names.add(name)
    return names


def _has_member(obj, name):
    try:
        return getattr(obj, name) is not None or not callable(getattr(type(obj), name, None))
    except AttributeError:
        return False


class _ProtocolMeta(ABCMeta):
    def __call__(cls, *args, **kwargs):
        if cls.__dict__.get("_is_protocol"):
            raise TypeError(f"Protocols cannot be instantiated") if cls is Protocol else TypeError(
                f"Protocols cannot be instantiated")
        return super().__call__(*args, **kwargs)

    def __instancecheck__(cls, instance):
        if not cls.__dict__.get("_is_protocol"):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if cls in type(instance).__mro__ or any(isinstance(instance, sub) for sub in cls._registered()):
            return True
        return all(_has_member(instance, name) for name in _protocol_members(cls))

    def _registered(cls):
        return [sub for sub in cls.__dict__.get("_abc_registry", ()) if isinstance(sub, type)]

    def __subclasscheck__(cls, other):
        if not cls.__dict__.get("_is_protocol") or cls is other:
            return super().__subclasscheck__(other)
        if not getattr(cls, "_is_runtime_protocol", False):
            if cls in other.__mro__:
                return True
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if cls in other.__mro__:
            return True
        members = _protocol_members(cls)
        data = sorted(name for name in members if not callable(getattr(cls, name, None)))
        if data:
            raise TypeError("Protocols with non-method members don't support issubclass(). "
                            f"Non-method members: {str(data)[1:-1]}.")
        return all(any(base.__dict__.get(name) is not None for base in other.__mro__) for name in members)


Protocol = None


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of protocols: classes by structure."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "_is_protocol" not in cls.__dict__:
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if cls._is_protocol:
            for base in cls.__bases__:
                if not (base in (object, Generic) or base.__module__ == "collections.abc"
                        or base.__dict__.get("_is_protocol")):
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")


def runtime_checkable(cls):
    if not (isinstance(cls, type) and cls.__dict__.get("_is_protocol")):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def is_protocol(tp):
    return isinstance(tp, type) and bool(tp.__dict__.get("_is_protocol")) and tp is not Protocol


def get_protocol_members(tp):
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(_protocol_members(tp))


for _name, _method, _result in (
    ("SupportsInt", "__int__", int), ("SupportsFloat", "__float__", float), ("SupportsComplex", "__complex__", complex),
    ("SupportsBytes", "__bytes__", bytes), ("SupportsIndex", "__index__", int), ("SupportsAbs", "__abs__", None),
    ("SupportsRound", "__round__", None),
):
    def _abstract(self, *args):
        pass
    globals()[_name] = runtime_checkable(_ProtocolMeta(
        _name, (Protocol,), {"__module__": "typing", "__slots__": (), _method: abstractmethod(_abstract)}))


class NewType(_Ored):
    """A name for a type that checkers tell apart."""

    def __init__(self, name, tp):
        self.__qualname__ = self.__name__ = name
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`{self.__name__} = NewType({self.__name__!r}, {bases[0].__name__})`")

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"


def _annotations_in(namespace):
    # The annotations of a class body that is not a class yet.
    if "__annotations__" in namespace:
        return dict(namespace["__annotations__"])
    return dict(type("namespace", (), dict(namespace)).__annotations__)


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        if any(base is not _NamedTuple and base is not Generic for base in bases):
            raise TypeError("can only inherit from a NamedTuple type and Generic")
        types = _annotations_in(ns)
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(ns[name])
            elif defaults:
                names = [n for n in types if n in ns]
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field"
                                f"{'s' if len(names) > 1 else ''} {', '.join(names)}")
        made = collections.namedtuple(typename, types, defaults=defaults, module=ns["__module__"])
        for key, value in ns.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make",
                       "_replace", "_asdict"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__module__", "__qualname__", "__annotate_func__", "__annotations__", "__orig_bases__",
                           "__classcell__", "__firstlineno__", *types):
                setattr(made, key, value)
        made.__qualname__ = ns.get("__qualname__", typename)
        made.__annotations__ = types
        made.__orig_bases__ = ns.get("__orig_bases__", (NamedTuple,))
        if Generic in bases:
            made.__class_getitem__ = classmethod(GenericAlias)
        return made


class _NamedTuple(metaclass=type):
    pass


class _NamedTupleFactory:
    def __call__(self, typename, fields=(), /, **kwargs):
        fields = list(fields) or list(kwargs.items())
        made = collections.namedtuple(typename, [name for name, _ in fields], module="__main__")
        made.__annotations__ = dict(fields)
        made.__orig_bases__ = (NamedTuple,)
        return made

    def __mro_entries__(self, bases):
        return (_NamedTupleBase,)

    def __repr__(self):
        return "<function NamedTuple>"


_NamedTupleBase = type.__new__(_NamedTupleMeta, "NamedTuple", (), {"__module__": "typing"})
_NamedTuple = _NamedTupleBase
NamedTuple = _NamedTupleFactory()


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True, closed=None, extra_items=None):
        made = type.__new__(_TypedDictMeta, name, (dict,), {k: v for k, v in ns.items() if k != "__orig_bases__"})
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", set())
            optional |= base.__dict__.get("__optional_keys__", set())
        for key, kind in _annotations_in(ns).items():
            annotations[key] = kind
            origin = getattr(kind, "__origin__", None)
            wanted = total if origin not in (Required, NotRequired) else origin is Required
            (required if wanted else optional).add(key)
            (optional if wanted else required).discard(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        made.__orig_bases__ = ns.get("__orig_bases__", (TypedDict,))
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, obj):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


class _TypedDictFactory:
    def __call__(self, typename, fields=(), /, *, total=True):
        return _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": "__main__"}, total=total)

    def __mro_entries__(self, bases):
        return (_TypedDictBase,)

    def __repr__(self):
        return "<function TypedDict>"


_TypedDictBase = type.__new__(_TypedDictMeta, "TypedDict", (dict,), {"__module__": "typing"})
TypedDict = _TypedDictFactory()


def is_typeddict(tp):
    return isinstance(type(tp), type) and type(tp) is _TypedDictMeta and tp is not _TypedDictBase


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    text = repr(arg)
    raise AssertionError(f"Expected code to be unreachable, but got: {text if len(text) <= 100 else text[:100] + '...'}")


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed.")


def overload(func):
    f = getattr(func, "__func__", func)
    _overloads.setdefault((f.__module__, f.__qualname__), []).append(func)
    return _overload_dummy


def get_overloads(func):
    f = getattr(func, "__func__", func)
    return list(_overloads.get((f.__module__, f.__qualname__), ()))


def clear_overloads():
    _overloads.clear()


def _flagged(name):
    def decorator(obj):
        try:
            setattr(obj, name, True)
        except (AttributeError, TypeError):
            pass
        return obj
    decorator.__name__ = decorator.__qualname__ = name.strip("_")
    return decorator


final, override, no_type_check = _flagged("__final__"), _flagged("__override__"), _flagged("__no_type_check__")


def dataclass_transform(**options):
    def decorator(obj):
        obj.__dataclass_transform__ = options
        return obj
    return decorator


def _evaluate(value, globalns, localns):
    if value is None:
        return type(None)
    if isinstance(value, ForwardRef):
        value = value.__forward_arg__
    if isinstance(value, str):
        return _evaluate(eval(value, globalns, localns), globalns, localns)
    if isinstance(value, _Alias) and any(isinstance(arg, ForwardRef) for arg in value.__args__):
        args = tuple([_evaluate(arg, globalns, localns) for arg in value.__args__])
        return Union[args] if value.__origin__ is Union else type(value)(value.__origin__, args, value._name)
    return value


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            names = globalns
            if names is None:
                module = sys.modules.get(base.__module__)
                names = module.__dict__ if module is not None else {}
            for name, value in base.__annotations__.items() if base.__module__ != "builtins" else ():
                hints[name] = _evaluate(value, names, localns or dict(base.__dict__))
    else:
        names = globalns if globalns is not None else getattr(obj, "__globals__", None)
        if names is None:
            names = getattr(obj, "__dict__", {})
        for name, value in dict(getattr(obj, "__annotations__", None) or {}).items():
            hints[name] = _evaluate(value, names, localns or names)
    if include_extras:
        return hints
    return {name: _stripped(value) for name, value in hints.items()}


def _stripped(value):
    """Without `Annotated`, `Required`, `NotRequired` and `ReadOnly`, at any depth."""
    if isinstance(value, _AnnotatedAlias):
        return _stripped(value.__origin__)
    if isinstance(value, _Alias):
        if value._name in ("Required", "NotRequired", "ReadOnly"):
            return _stripped(value.__args__[0])
        args = tuple(map(_stripped, value.__args__))
        if args == value.__args__:
            return value
        return Union[args] if value.__origin__ is Union else type(value)(value.__origin__, args, value._name)
    return value


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_UnionAlias, Union_)):
        return Union
    if tp is Generic:
        return Generic
    if isinstance(tp, (_Alias, GenericAlias, _Builtin)) or type(tp).__name__ == "_CallableAlias":
        return tp.__origin__
    return None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_Alias, GenericAlias, Union_)) or type(tp).__name__ == "_CallableAlias":
        args = tp.__args__
        if getattr(tp, "__origin__", None) is collections.abc.Callable and args and args[0] is not ...:
            return (list(args[:-1]), args[-1])
        return args
    return ()


AnyStr = TypeVar("AnyStr", bytes, str)


class IO(Generic):
    __class_getitem__ = classmethod(GenericAlias)


class TextIO(IO):
    pass


class BinaryIO(IO):
    pass


Pattern, Match = _Builtin("Pattern", object, 1), _Builtin("Match", object, 1)
IO.__module__ = TextIO.__module__ = BinaryIO.__module__ = "typing"


__import__("_lib").in_c("typing", TypeVar, ParamSpec, TypeVarTuple, TypeAliasType)

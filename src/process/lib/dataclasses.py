"""Classes of fields. Source followed: `Lib/dataclasses.py` (which methods are made when, and what is refused)."""

__all__ = [
    "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "asdict", "astuple", "dataclass", "field", "fields",
    "is_dataclass", "make_dataclass", "replace",
]

import sys
from types import GenericAlias


class FrozenInstanceError(AttributeError):
    pass


class _Sentinel:
    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
_FIELD = _Sentinel("_FIELD")
_FIELD_CLASSVAR = _Sentinel("_FIELD_CLASSVAR")
_FIELD_INITVAR = _Sentinel("_FIELD_INITVAR")
_EMPTY = type(type.__dict__)({})


class InitVar:
    """A parameter of `__init__` that only `__post_init__` gets."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type_) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


type_ = type


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "doc", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY if metadata is None else type_(type_.__dict__)(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    def __repr__(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
                f"compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},doc={self.doc!r},"
                f"_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        method = getattr(type_(self.default), "__set_name__", None)
        if method:
            method(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING, doc=None):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


class _Params:
    def __init__(self, **options):
        self.__dict__.update(options)

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{k}={v!r}' for k, v in self.__dict__.items()])})"


def _is_named(annotation, *names):
    # Whether an annotation written as text means one of these names of typing or dataclasses.
    head = annotation.split("[", 1)[0].strip()
    return head.rpartition(".")[2] in names


def _is_classvar(annotation):
    if isinstance(annotation, str):
        return _is_named(annotation, "ClassVar")
    typing = sys.modules.get("typing")
    if typing is None:
        return False
    return annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar


def _is_initvar(annotation):
    if isinstance(annotation, str):
        return _is_named(annotation, "InitVar")
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    if isinstance(annotation, str):
        return _is_named(annotation, "KW_ONLY")
    return annotation is KW_ONLY


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        found = default
    else:
        if name in cls.__dict__.get("__slots__", ()):
            default = MISSING
        found = field(default=default)
    found.name = name
    found.type = annotation
    found._field_type = _FIELD
    if _is_classvar(annotation):
        found._field_type = _FIELD_CLASSVAR
    elif _is_initvar(annotation):
        found._field_type = _FIELD_INITVAR
    if found._field_type is not _FIELD and found.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if found._field_type is _FIELD_CLASSVAR:
        if found.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif found.kw_only is MISSING:
        found.kw_only = kw_only
    if found._field_type is _FIELD and found.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(found.default)} for field {name} is not allowed: use default_factory")
    return found


class _Maker:
    # Collects the source of methods and compiles them all at once.
    def __init__(self, cls):
        self.cls = cls
        self.lines = []
        self.globals = {"MISSING": MISSING, "_FACTORY": _FACTORY, "FrozenInstanceError": FrozenInstanceError, "cls": cls,
                        "_set": object.__setattr__, "_repr": repr, "__name__": cls.__module__}
        self.made = []

    def add(self, name, params, body, refuse=None, decorate=None):
        self.made.append((name, refuse, decorate))
        self.lines.append(f"def {name}({params}):")
        self.lines.extend(["    " + line for line in body])

    def finish(self):
        if not self.made:
            return
        namespace = {}
        exec("\n".join(self.lines), self.globals, namespace)
        for name, refuse, decorate in self.made:
            function = namespace[name]
            function.__qualname__ = f"{self.cls.__qualname__}.{name}"
            if decorate is not None:
                function = decorate(function)
            if name in self.cls.__dict__ and not (name == "__hash__"):
                if refuse:
                    raise TypeError(refuse)
                continue
            setattr(self.cls, name, function)


def _init_body(maker, fields, std, kw_only, frozen, has_post, self_name, slots):
    seen = None
    for f in std:
        if f.init:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen = f
            elif seen:
                raise TypeError(f"non-default argument {f.name!r} follows default argument {seen.name!r}")
    body = []

    def assign(name, value):
        if frozen:
            return f"_set({self_name}, {name!r}, {value})"
        return f"{self_name}.{name} = {value}"
    for f in fields:
        default = f"_dflt_{f.name}"
        if f.default_factory is not MISSING:
            maker.globals[default] = f.default_factory
            value = f"{default}() if {f.name} is _FACTORY else {f.name}" if f.init else f"{default}()"
        elif f.init:
            if f.default is not MISSING:
                maker.globals[default] = f.default
            value = f.name
        elif slots and f.default is not MISSING:
            maker.globals[default] = f.default
            value = default
        else:
            continue
        if f._field_type is not _FIELD_INITVAR:
            body.append(assign(f.name, value))
    if has_post:
        args = ", ".join([f.name for f in fields if f._field_type is _FIELD_INITVAR])
        body.append(f"{self_name}.__post_init__({args})")

    def param(f):
        if f.default is MISSING and f.default_factory is MISSING:
            return f.name
        if f.default is not MISSING:
            return f"{f.name}=_dflt_{f.name}"
        return f"{f.name}=_FACTORY"
    params = [self_name, *[param(f) for f in std if f.init]]
    named = [param(f) for f in kw_only if f.init]
    if named:
        params += ["*", *named]
    maker.add("__init__", ", ".join(params), body or ["pass"])


def _add_order(maker, name, names):
    for method, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
        mine = "".join([f"self.{n}," for n in names])
        theirs = "".join([f"other.{n}," for n in names])
        maker.add(method, "self, other", [
            "if other.__class__ is self.__class__:",
            f"    return ({mine}) {sign} ({theirs})",
            "return NotImplemented",
        ], f"Cannot overwrite attribute {method} in class {name} Consider using functools.total_ordering")


_active = set()


def _safe_repr(function):
    def __repr__(self):
        key = id(self)
        if key in _active:
            return "..."
        _active.add(key)
        try:
            return function(self)
        finally:
            _active.discard(key)
    __repr__.__qualname__ = function.__qualname__
    __repr__.__wrapped__ = function
    return __repr__


def _hash_error(cls):
    raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")


def _set_hash(maker, cls, own_hash, unsafe_hash, eq, frozen, fields):
    wanted = unsafe_hash or (eq and frozen and not own_hash)
    if wanted:
        if unsafe_hash and own_hash:
            _hash_error(cls)
        names = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]
        maker.add("__hash__", "self", [f"return hash(({''.join([f'self.{n},' for n in names])}))"])
    elif eq and not frozen and not own_hash:
        cls.__hash__ = None


def _collect(cls, kw_only):
    fields, any_frozen, all_frozen, has_bases = {}, False, None, False
    for base in cls.__mro__[-1:0:-1]:
        inherited = base.__dict__.get("__dataclass_fields__")
        if inherited is not None:
            has_bases = True
            fields.update(inherited)
            if base.__dict__["__dataclass_params__"].frozen:
                any_frozen = True
                all_frozen = all_frozen is not False
            else:
                all_frozen = False
    own, seen = [], False
    for name, annotation in cls.__annotations__.items():
        if _is_kw_only(annotation):
            if seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen = kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, kw_only))
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    annotations = cls.__annotations__
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return fields, has_bases, any_frozen, all_frozen


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields, has_bases, any_frozen, all_frozen = _collect(cls, kw_only)
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen is False and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    cls.__dataclass_fields__ = fields
    cls.__dataclass_params__ = _Params(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
        kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)
    own_hash = cls.__dict__.get("__hash__", MISSING)
    own_hash = not (own_hash is MISSING or (own_hash is None and "__eq__" in cls.__dict__))
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    initable = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std = [f for f in initable if f.init and not f.kw_only]
    keyword = [f for f in initable if f.init and f.kw_only]
    real = [f for f in fields.values() if f._field_type is _FIELD]
    maker = _Maker(cls)
    if init:
        self_name = "__dataclass_self__" if "self" in fields else "self"
        _init_body(maker, initable, std, keyword, frozen, hasattr(cls, "__post_init__"), self_name, slots)
    if repr:
        shown = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in real if f.repr])
        maker.add("__repr__", "self", [f'return f"{{self.__class__.__qualname__}}({shown})"'], decorate=_safe_repr)
    compared = [f.name for f in real if f.compare]
    if eq:
        terms = " and ".join([f"self.{n}==other.{n}" for n in compared]) or "True"
        maker.add("__eq__", "self, other", ["if self is other:", "    return True",
                                            "if other.__class__ is self.__class__:", f"    return {terms}",
                                            "return NotImplemented"])
    if order:
        _add_order(maker, cls.__name__, compared)
    if frozen:
        names = tuple([f.name for f in real])
        for method, params, verb in (("__setattr__", "self, name, value", "assign to"),
                                     ("__delattr__", "self, name", "delete")):
            given = "name, value" if "value" in params else "name"
            maker.add(method, params, [
                f"if type(self) is cls or name in {names!r}:",
                f"    raise FrozenInstanceError(f'cannot {verb} field {{name!r}}')",
                f"super(cls, self).{method}({given})",
            ], f"Cannot overwrite attribute {method} in class {cls.__name__}")
    _set_hash(maker, cls, own_hash, unsafe_hash, eq, frozen, real)
    maker.finish()
    if "__replace__" not in cls.__dict__:
        cls.__replace__ = _replace
    if not cls.__doc__:
        cls.__doc__ = cls.__name__ + _signature(std, keyword)
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in std])
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, frozen, real)
        maker.globals["cls"] = cls
    return cls


def _signature(std, keyword):
    def shown(f):
        kind = f.type
        kind = kind if isinstance(kind, str) else kind.__name__ if type(kind) is type else repr(kind)
        text = f"{f.name}: {kind}" if not isinstance(f.type, str) else f"{f.name}: {f.type!r}"
        if f.default is not MISSING:
            text += f" = {f.default!r}"
        elif f.default_factory is not MISSING:
            text += " = <factory>"
        return text
    parts = [shown(f) for f in std]
    if keyword:
        parts += ["*", *[shown(f) for f in keyword]]
    return f"({', '.join(parts)})"


def _with_slots(cls, frozen, real):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = tuple([f.name for f in real])
    inherited = [n for base in cls.__mro__[1:-1] for n in base.__dict__.get("__slots__", ())]
    namespace["__slots__"] = tuple([n for n in names if n not in inherited])
    for name in names:
        namespace.pop(name, None)
    for name in ("__dict__", "__weakref__"):
        namespace.pop(name, None)
    qualname = cls.__qualname__
    annotations = cls.__annotations__
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    new.__qualname__ = qualname
    new.__annotations__ = annotations
    _repair(cls, new)
    if frozen:
        if "__getstate__" not in namespace:
            new.__getstate__ = _getstate
        if "__setstate__" not in namespace:
            new.__setstate__ = _setstate
    return new


def _repair(old, new):
    # Methods that use `super()` or `__class__` refer to the class that is replaced.
    for value in list(new.__dict__.values()):
        value = getattr(value, "__func__", value)
        for function in (value, getattr(value, "fget", None), getattr(value, "fset", None)):
            code = getattr(function, "__code__", None)
            for cell in (getattr(function, "__closure__", None) or ()) if code is not None else ():
                try:
                    if cell.cell_contents is old:
                        cell.cell_contents = new
                except ValueError:
                    pass


def _getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _inner(obj, lambda pairs: dict_factory(pairs))


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _inner(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def _inner(obj, make):
    kind = type(obj)
    if kind in (int, str, float, bool, type(None), bytes, complex):
        return obj
    if hasattr(kind, "__dataclass_fields__"):
        return make([(f.name, _inner(getattr(obj, f.name), make)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return kind(*[_inner(item, make) for item in obj])
    if isinstance(obj, (list, tuple)):
        return kind([_inner(item, make) for item in obj])
    if isinstance(obj, dict):
        if hasattr(kind, "default_factory"):
            result = kind(obj.default_factory)
            for key, value in obj.items():
                result[_inner(key, make)] = _inner(value, make)
            return result
        return kind([(_inner(key, make), _inner(value, make)) for key, value in obj.items()])
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, decorator=dataclass, **options):
    import keyword
    namespace = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, namespace[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
    kind = type(bases[0]) if bases else type
    namespace["__module__"] = module or "types"
    cls = kind(cls_name, tuple(bases), namespace)
    cls.__annotations__ = annotations
    return decorator(cls, **options)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in self.__dataclass_fields__.values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)

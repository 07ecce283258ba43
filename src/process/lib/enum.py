"""Enumerations. Source followed: `Lib/enum.py` (which names become members, `_missing_`, flag arithmetic)."""

__all__ = [
    "CONFORM", "CONTINUOUS", "EJECT", "Enum", "EnumCheck", "EnumMeta", "EnumType", "Flag", "FlagBoundary", "IntEnum",
    "IntFlag", "KEEP", "NAMED_FLAGS", "ReprEnum", "STRICT", "StrEnum", "UNIQUE", "auto", "global_enum", "member",
    "nonmember", "pickle_by_enum_name", "property", "show_flag_values", "unique", "verify",
]

from builtins import property as _property


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


_unset = object()


class auto:
    """The next value, as `_generate_next_value_` says."""

    def __init__(self, value=_unset):
        self.value = value

    def __repr__(self):
        return f"auto({'' if self.value is _unset else repr(self.value)})"


class property(_property):
    """An attribute of members whose name may be a member's too."""

    def __set_name__(self, owner, name):
        self.name = name
        self.clsname = owner.__name__

    def __get__(self, instance, owner=None):
        if instance is None:
            found = owner.__dict__.get("_member_map_", {}).get(getattr(self, "name", None))
            if found is None:
                raise AttributeError(f"{owner!r} has no attribute {self.name!r}")
            return found
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")


def _is_descriptor(obj):
    cls = type(obj)
    return hasattr(cls, "__get__") or hasattr(cls, "__set__") or hasattr(cls, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


_SUNDERS = ("_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
            "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_")


class EnumDict(dict):
    """The namespace of an enumeration's body: notes which names are members."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._generate = None

    def _is_private(self, name):
        return self._cls_name is not None and name.startswith(f"_{self._cls_name.lstrip('_')}__") and name[-1:] != "_"

    def __setitem__(self, key, value):
        if self._is_private(key):
            pass
        elif _is_sunder(key):
            if key not in _SUNDERS:
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._member_names:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate = getattr(value, "__func__", value)
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore or isinstance(value, nonmember):
            if isinstance(value, nonmember):
                value = value.value
        elif isinstance(value, member) or not _is_descriptor(value):
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            self._member_names[key] = None
            value = self._resolve(key, value)
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolve(self, key, value):
        if isinstance(value, auto):
            if value.value is _unset:
                value.value = self._generate(key, 1, len(self._member_names) - 1, self._last_values[:])
            return value.value
        if isinstance(value, tuple) and any(isinstance(item, auto) for item in value):
            return tuple([self._resolve(key, item) for item in value])
        return value

    @_property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, **more):
        for key in members.keys() if hasattr(members, "keys") else ():
            self[key] = members[key]
        if not hasattr(members, "keys"):
            for key, value in members:
                self[key] = value
        for key, value in more.items():
            self[key] = value


class EnumType(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_extendable(cls, bases)
        namespace = EnumDict(cls)
        _, first_enum = _mixins(cls, bases)
        if first_enum is not None:
            namespace._generate = getattr(first_enum, "_generate_next_value_", None)
        return namespace

    @staticmethod
    def _check_extendable(cls_name, bases):
        for base in bases:
            for parent in base.__mro__:
                if isinstance(parent, EnumType) and parent._member_names_:
                    raise TypeError(f"<enum {cls_name!r}> cannot extend {parent!r}")

    def __new__(metacls, cls_name, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if not isinstance(classdict, EnumDict):
            plain, classdict = classdict, metacls.__prepare__(cls_name, bases)
            for key, value in plain.items():
                classdict[key] = value
        names = list(classdict._member_names)
        values = [classdict[name] for name in names]
        namespace = {key: value for key, value in classdict.items() if key not in classdict._member_names}
        for name in classdict._ignore:
            namespace.pop(name, None)
        namespace.pop("_ignore_", None)
        order = namespace.pop("_order_", None)
        if "mro" in names:
            raise ValueError("invalid enum member name(s) 'mro'")
        if "_generate_next_value_" in namespace:
            namespace["_generate_next_value_"] = staticmethod(classdict._generate)
        data_type, first_enum = _mixins(cls_name, bases)
        new_member, user_new, use_args = _find_new(namespace, data_type, first_enum)
        namespace.update(_member_names_=[], _member_map_={}, _value2member_map_={}, _unhashable_values_=[],
                         _member_type_=data_type, _use_args_=use_args, _new_member_=new_member)
        if user_new is not None:
            namespace["__new_member__"] = user_new
            namespace.pop("__new__", None)
        inherited = getattr(first_enum, "_boundary_", None)
        namespace["_boundary_"] = boundary or inherited
        namespace["_flag_mask_"] = 0
        namespace["_all_bits_"] = 0
        namespace["_singles_mask_"] = 0
        cls = super().__new__(metacls, cls_name, bases, namespace, **kwds)
        if data_type is not object and first_enum is not None:
            _pick_methods(cls, namespace, data_type, first_enum)
        is_flag = any(base.__name__ == "Flag" for base in cls.__mro__)
        for name, value in zip(names, values):
            _add_member(cls, name, value, is_flag)
        if order is not None:
            order = order.replace(",", " ").split()
            if [n for n in order if n in cls._member_map_] != cls._member_names_:
                raise TypeError(f"member order does not match _order_:\n  {cls._member_names_!r}\n  {order!r}")
        cls._init_done_ = True
        return cls

    def __init__(cls, *args, **kwds):
        pass

    def __call__(cls, value=_unset, names=_unset, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        if not cls._member_map_ and names is _unset and type is None and value is not _unset:
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a new, empty, enum")
        if cls._member_map_ or names is _unset and type is None:
            if names is not _unset:
                value = (value, names, *values)
            if value is _unset:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            return Enum.__new__(cls, value)
        if names is _unset:
            names = ()
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            pairs, last = [], []
            for count, name in enumerate(names):
                value = classdict._generate(name, start, count, last[:])
                last.append(value)
                pairs.append((name, value))
            names = pairs
        for item in names:
            key, value = (item, names[item]) if isinstance(item, str) else item
            classdict[key] = value
        classdict["__module__"] = module or "__main__"
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        if _lookup(cls, value) is not None:
            return True
        if issubclass(cls, Flag) and isinstance(value, int):
            try:
                cls._missing_(value)
                return True
            except ValueError:
                return False
        return False

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __dir__(cls):
        return sorted({"__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__", "__iter__", "__len__",
                       "__members__", "__module__", "__name__", "__qualname__", *cls._member_names_})

    @_property
    def __members__(cls):
        return type(type.__dict__)(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}) and "_init_done_" in cls.__dict__:
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        super().__delattr__(name)


EnumMeta = EnumType
Flag = Enum = ReprEnum = None


def _mixins(class_name, bases):
    # The data type that members are made of, and the enumeration inherited from.
    if not bases or Enum is None:
        return object, None
    first_enum = bases[-1]
    if not isinstance(first_enum, EnumType):
        raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
    found = []
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object:
                    found.append(base._member_type_)
                    break
            elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                found.append(candidate or base)
                break
            else:
                candidate = candidate or base
    found = list(dict.fromkeys(found))
    if len(found) > 1:
        raise TypeError(f"too many data types for {class_name!r}: {set(found)!r}")
    return (found[0] if found else object), first_enum


def _find_new(namespace, data_type, first_enum):
    new = namespace.get("__new__")
    if isinstance(new, staticmethod):
        new = new.__func__
    if first_enum is None:
        return object.__new__, None, False
    if new is not None:
        return new, new, True
    if first_enum is not None:
        inherited = getattr(first_enum, "__new_member__", None)
        if inherited is not None:
            return inherited, None, True
    return data_type.__new__, None, data_type is not object


def _pick_methods(cls, namespace, data_type, first_enum):
    # A member's text: from the enumeration, or for ReprEnum from the data type.
    if ReprEnum is not None and ReprEnum in cls.__bases__:
        if "__format__" not in namespace:
            cls.__format__ = data_type.__format__
        if "__str__" not in namespace:
            cls.__str__ = _text if issubclass(data_type, str) else data_type.__repr__
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name in namespace:
            continue
        owner = _owner(cls, name)
        if owner is data_type or (owner is not None and data_type is not object and owner in data_type.__mro__
                                  and owner is not object and not isinstance(owner, EnumType)):
            if name == "__repr__" and "__dataclass_fields__" in data_type.__dict__:
                cls.__repr__ = _dataclass_repr
            elif name == "__repr__" or not owner.__module__ == "__main__":
                method = getattr(first_enum, name, None)
                if method is not None and not (name != "__repr__" and issubclass(cls, ReprEnum)):
                    if owner.__module__ == "builtins":
                        type.__setattr__(cls, name, method)


def _text(self):
    return self[:]


def _dataclass_repr(self):
    shown = ", ".join([f"{k}={v!r}" for k, v in self.__dict__.items() if k in self.__dataclass_fields__])
    return f"<{type(self).__name__}.{self._name_}: {shown}>"


def _owner(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base
    return None


def _lookup(cls, value):
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for made, known in cls._unhashable_values_:
            if known == value:
                return made
    return None


def _add_member(cls, name, value, is_flag):
    args = value if isinstance(value, tuple) else (value,)
    data_type = cls._member_type_
    if data_type is tuple:
        args = (args,)
    if not cls._use_args_:
        made = cls._new_member_(cls)
    else:
        made = cls._new_member_(cls, *args)
    if "_value_" not in made.__dict__:
        if data_type is object:
            made._value_ = value
        else:
            try:
                made._value_ = data_type(*args)
            except Exception as exc:
                new_exc = TypeError("_value_ not set in __new__, unable to create it")
                new_exc.__cause__ = exc
                raise new_exc
    value = made._value_
    made._name_ = name
    made.__objclass__ = cls
    made._sort_order_ = len(cls._member_names_)
    if "__init__" in _owner(cls, "__init__").__dict__ and _owner(cls, "__init__") is not object:
        made.__init__(*args)
        value = made._value_
    known = _lookup(cls, value)
    if known is not None:
        made = known
    else:
        if is_flag and isinstance(value, int):
            single = value and value & (value - 1) == 0
            if single:
                cls._member_names_.append(name)
                cls._singles_mask_ |= value
            if value >= 0:
                cls._flag_mask_ |= value
            cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        else:
            cls._member_names_.append(name)
        try:
            cls._value2member_map_.setdefault(value, made)
        except TypeError:
            cls._unhashable_values_.append((made, value))
    cls._member_map_[name] = made
    inherited = None
    for base in cls.__mro__[1:]:
        if isinstance(base.__dict__.get(name), property):
            inherited = base.__dict__[name]
    if inherited is None:
        type.__setattr__(cls, name, made)


class Enum(metaclass=EnumType):
    """A class whose members are constants."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:
            found = _lookup(cls, value)
        if found is not None:
            return found
        if not cls._member_map_ and not issubclass(cls, Flag or ()):
            raise TypeError(f"{cls!r} has no members defined")
        context = None
        try:
            result = cls._missing_(value)
        except Exception as exc:
            context, result = exc, None
        if isinstance(result, cls) or isinstance(result, int) and getattr(cls, "_boundary_", None) is EJECT:
            return result
        if result is None and context is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if context is None:
            context = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member")
        if not isinstance(context, ValueError):
            context.__context__ = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        raise context

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return sorted(last_values, reverse=True)[0] + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def _add_alias_(self, name):
        type(self)._member_map_[name] = self
        type.__setattr__(type(self), name, self)

    def _add_value_alias_(self, value):
        type(self)._value2member_map_.setdefault(value, self)

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return type(self), (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __dir__(self):
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value",
                       *[n for c in type(self).__mro__ for n in c.__dict__ if n[0] != "_" and n not in self._member_map_]})

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class ReprEnum(Enum):
    """Only the repr is the enumeration's; the text is the data type's."""


class IntEnum(int, ReprEnum):
    """Members are ints too."""


class StrEnum(str, ReprEnum):
    """Members are strings too."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class EnumCheck(StrEnum):
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class FlagBoundary(StrEnum):
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _bits(value):
    while value:
        bit = value & -value
        yield bit
        value ^= bit


class Flag(Enum, boundary=STRICT):
    """Members that can be combined by `|`, `&`, `^` and `~`."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 2 ** max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, everything = cls._flag_mask_, cls._all_bits_
        negative = value if value < 0 else None
        if not ~everything <= value <= everything or value & (everything ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {_bin(value, width)}\n"
                                 f"  allowed {_bin(mask, width)}")
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value = max(everything + 1, 2 ** value.bit_length()) + value
        if value < 0:
            value = everything + 1 + value if cls._boundary_ in (EJECT, KEEP) else value & mask
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        made = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        made._value_ = value
        names = [m._name_ for m in cls._iter_member_(value)]
        rest = value & ~cls._singles_mask_
        made._name_ = "|".join(names) or None
        if names and rest:
            made._name_ += f"|{cls._numeric_repr_(rest)}"
        return cls._value2member_map_.setdefault(value, made)

    @classmethod
    def _iter_member_(cls, value):
        found = [cls._value2member_map_.get(bit) for bit in _bits(value & cls._flag_mask_)]
        return iter(sorted([made for made in found if made is not None], key=lambda made: made._sort_order_))

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                            f"{type(self).__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        name = type(self).__name__
        if self._name_ is None:
            return f"<{name}: {self._numeric_repr_(self._value_)}>"
        return f"<{name}.{self._name_}: {self._numeric_repr_(self._value_)}>"

    def __str__(self):
        name = type(self).__name__
        if self._name_ is None:
            return f"{name}({self._value_!r})"
        return f"{name}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, type(self)):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def __or__(self, other):
        other = self._get_value(other)
        return other if other is NotImplemented else type(self)(self._value_ | other)

    def __and__(self, other):
        other = self._get_value(other)
        return other if other is NotImplemented else type(self)(self._value_ & other)

    def __xor__(self, other):
        other = self._get_value(other)
        return other if other is NotImplemented else type(self)(self._value_ ^ other)

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return type(self)(~self._value_)
        return type(self)(self._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


def _bin(value, width):
    text = bin(value if value >= 0 else value + (1 << width))[2:].rjust(width, "0")
    return f"0b{0 if value >= 0 else 1} {text}"


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints too."""

    __or__ = __ror__ = Flag.__or__
    __and__ = __rand__ = Flag.__and__
    __xor__ = __rxor__ = Flag.__xor__
    __invert__ = Flag.__invert__
    __contains__ = Flag.__contains__
    __bool__ = Flag.__bool__


def unique(enumeration):
    duplicates = [(name, made.name) for name, made in enumeration.__members__.items() if name != made.name]
    if duplicates:
        details = ", ".join([f"{alias} -> {name}" for alias, name in duplicates])
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


class verify:
    """Checks an enumeration: UNIQUE, CONTINUOUS, NAMED_FLAGS."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        values = [made.value for made in enumeration]
        for check in self.checks:
            if check is UNIQUE:
                duplicates = [(n, m.name) for n, m in enumeration.__members__.items() if n != m.name]
                if duplicates:
                    details = ", ".join([f"{alias} -> {name}" for alias, name in duplicates])
                    raise ValueError(f"aliases found in {enumeration!r}: {details}")
            elif check is CONTINUOUS and len(set(values)) > 1:
                low, high = min(values), max(values)
                if issubclass(enumeration, Flag):
                    wanted = [2 ** i for i in range(low.bit_length(), high.bit_length())]
                else:
                    wanted = range(low + 1, high)
                missing = [str(value) for value in wanted if value not in values]
                if missing:
                    kind = "flag" if issubclass(enumeration, Flag) else "enum"
                    raise ValueError(f"invalid {kind} {enumeration.__name__!r}: missing values {', '.join(missing)}")
            elif check is NAMED_FLAGS:
                _check_named(enumeration, values)
        return enumeration


def _check_named(enumeration, values):
    """Aliases of several flags may only have flags with names."""
    names, missing = [], 0
    for name, alias in enumeration._member_map_.items():
        if name in enumeration._member_names_ or alias.value < 0:
            continue
        lost = [value for value in _bits(alias.value) if value not in values]
        if lost:
            names.append(name)
            for value in lost:
                missing |= value
    if not names:
        return
    if len(names) == 1:
        alias = f"alias {names[0]} is missing"
    else:
        alias = f"aliases {', '.join(names[:-1])} and {names[-1]} are missing"
    value = f"value {missing:#x}" if missing & missing - 1 == 0 else f"combined values of {missing:#x}"
    raise ValueError(f"invalid Flag {enumeration.__name__!r}: {alias} {value} "
                     "[use enum.show_flag_values(value) for details]")


def show_flag_values(value):
    return list(_bits(int(value)))


def global_enum(cls, update_str=False):
    import sys
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def pickle_by_enum_name(self, proto):
    return getattr, (type(self), self._name_)

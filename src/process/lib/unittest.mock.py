"""Objects that stand for others and remember how they were used. Source followed: Lib/unittest/mock.py."""

__all__ = [
    "Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "AsyncMock", "ThreadingMock",
    "FILTER_DIR", "NonCallableMock", "NonCallableMagicMock", "mock_open", "PropertyMock", "seal",
]

import contextlib
import functools
import inspect
import sys

FILTER_DIR = True


class _SentinelObject:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"sentinel.{self.name}"

    def __reduce__(self):
        return f"sentinel.{self.name}"


class _Sentinel:
    def __init__(self):
        self._sentinels = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError
        return self._sentinels.setdefault(name, _SentinelObject(name))


sentinel = _Sentinel()
DEFAULT = sentinel.DEFAULT
_missing, _deleted = sentinel.MISSING, sentinel.DELETED


class _ANY:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _ANY()


class _Call(tuple):
    """A call: name, arguments by position, by name. Equal to tuples that leave some of it out."""

    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        args, kwargs = (), {}
        if len(value) == 3:
            name, args, kwargs = value
        elif len(value) == 2:
            first, second = value
            if isinstance(first, str):
                name = first
                args, kwargs = (second, {}) if isinstance(second, tuple) else ((), second)
            else:
                args, kwargs = first, second
        elif len(value) == 1:
            value, = value
            if isinstance(value, str):
                name = value
            elif isinstance(value, tuple):
                args = value
            else:
                kwargs = value
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name, self._mock_parent, self._mock_from_kall = name, parent, from_kall

    def __eq__(self, other):
        try:
            len_other = len(other)
        except TypeError:
            return NotImplemented
        self_name, self_args, self_kwargs = ("", *self) if len(self) == 2 else self
        if getattr(self, "_mock_parent", None) and getattr(other, "_mock_parent", None) and (
                self._mock_parent != other._mock_parent):
            return False
        other_name, other_args, other_kwargs = "", (), {}
        if len_other == 3:
            other_name, other_args, other_kwargs = other
        elif len_other == 1:
            value, = other
            if isinstance(value, tuple):
                other_args = value
            elif isinstance(value, str):
                other_name = value
            else:
                other_kwargs = value
        elif len_other == 2:
            first, second = other
            if isinstance(first, str):
                other_name = first
                other_args, other_kwargs = (second, {}) if isinstance(second, tuple) else ((), second)
            else:
                other_args, other_kwargs = first, second
        elif len_other:
            return False
        if self_name and other_name != self_name:
            return False
        return (other_args, other_kwargs) == (self_args, self_kwargs)

    __ne__ = object.__ne__
    __hash__ = None

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(("", args, kwargs), name="()")
        name = self._mock_name + "()"
        return _Call((self._mock_name, args, kwargs), name=name, parent=self)

    def __getattr__(self, attr):
        if attr.startswith("__") and attr.endswith("__"):
            raise AttributeError(attr)
        name = attr if self._mock_name is None else f"{self._mock_name}.{attr}"
        return _Call(name=name, parent=self, from_kall=False)

    args = property(lambda self: self[0] if len(self) == 2 else self[1])
    kwargs = property(lambda self: self[1] if len(self) == 2 else self[2])

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return f"call.{name}" if not name.startswith("call") else name
        name, args, kwargs = ("call", *self) if len(self) == 2 else self
        if len(self) == 3:
            name = "call" if not name else f"call.{name}" if not name.startswith("()") else "call" + name
        return _format_call(name, args, kwargs)


call = _Call(from_kall=False)


def _format_call(name, args, kwargs):
    parts = [repr(arg) for arg in args] + [f"{key}={value!r}" for key, value in kwargs.items()]
    return f"{name}({', '.join(parts)})"


class _CallList(list):
    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        n = len(value)
        return any(self[i:i + n] == value for i in range(len(self) - n + 1))

    def __repr__(self):
        import pprint
        return pprint.pformat(list(self))


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


_OWN = {"return_value", "side_effect", "called", "call_count", "call_args", "call_args_list", "method_calls", "mock_calls",
        "await_count", "await_args", "await_args_list", "name"}


class NonCallableMock:
    def __new__(cls, *args, **kw):
        # Each mock has a class of its own, so that special methods can be set on it.
        spec = kw.get("spec_set") or kw.get("spec") or (args[0] if args else None)
        made = type(cls.__name__, (cls,), {"__doc__": cls.__doc__})
        if spec is not None and not isinstance(spec, (list, tuple)) and issubclass(cls, NonCallableMock):
            pass
        return object.__new__(made)

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="",
                 _new_parent=None, _eat_self=None, unsafe=False, **kwargs):
        d = self.__dict__
        d["_mock_parent"], d["_mock_name"], d["_mock_new_name"] = parent, name, _new_name
        d["_mock_new_parent"] = _new_parent if _new_parent is not None else parent
        d["_mock_sealed"], d["_mock_unsafe"] = False, unsafe
        d["_mock_children"] = {}
        d["_mock_wraps"] = wraps
        d["_mock_return_value"], d["_mock_side_effect"] = DEFAULT, None
        spec = spec_set if spec_set is not None else spec
        d["_spec_set"] = spec_set is not None
        d["_mock_methods"], d["_spec_class"] = None, None
        if spec is not None:
            self._mock_add_spec(spec)
        self._reset()
        if kwargs:
            self.configure_mock(**kwargs)

    def _mock_add_spec(self, spec):
        d = self.__dict__
        if isinstance(spec, (list, tuple)):
            d["_mock_methods"] = list(spec)
            return
        d["_mock_methods"] = dir(spec)
        for base in (spec if isinstance(spec, type) else type(spec)).__mro__:
            for name in getattr(base, "__annotations__", ()):
                if name not in d["_mock_methods"]:
                    d["_mock_methods"].append(name)
        d["_spec_class"] = spec if isinstance(spec, type) else type(spec)

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec)
        self.__dict__["_spec_set"] = spec_set

    def _reset(self):
        d = self.__dict__
        d["called"], d["call_count"], d["call_args"] = False, 0, None
        d["call_args_list"], d["method_calls"], d["mock_calls"] = _CallList(), _CallList(), _CallList()

    def reset_mock(self, *, return_value=False, side_effect=False):
        self._reset()
        if return_value:
            self.__dict__["_mock_return_value"] = DEFAULT
        if side_effect:
            self.__dict__["_mock_side_effect"] = None
        for child in self._mock_children.values():
            if isinstance(child, NonCallableMock):
                child.reset_mock(return_value=return_value, side_effect=side_effect)
        ret = self._mock_return_value
        if isinstance(ret, NonCallableMock) and ret is not self:
            ret.reset_mock()

    def configure_mock(self, /, **kwargs):
        for arg, value in sorted(kwargs.items(), key=lambda entry: entry[0].count(".")):
            *path, final = arg.split(".")
            obj = self
            for name in path:
                obj = getattr(obj, name)
            setattr(obj, final, value)

    def attach_mock(self, mock, attribute):
        mock.__dict__["_mock_parent"] = mock.__dict__["_mock_new_parent"] = None
        mock.__dict__["_mock_name"], mock.__dict__["_mock_new_name"] = "", None
        setattr(self, attribute, mock)

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    @property
    def return_value(self):
        ret = self._mock_return_value
        if ret is DEFAULT and self._mock_wraps is None:
            ret = self._get_child_mock(_new_parent=self, _new_name="()")
            self.__dict__["_mock_return_value"] = ret
        return ret

    @return_value.setter
    def return_value(self, value):
        self.__dict__["_mock_return_value"] = value
        self._adopt(value, None, "()")

    @property
    def side_effect(self):
        return self._mock_side_effect

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not callable(value) and not _is_exception(value) and not hasattr(value, "__next__"):
            value = iter(value)
        self.__dict__["_mock_side_effect"] = value

    def _adopt(self, value, name, new_name):
        """Makes another mock a part of this one, if it has neither a name nor a parent yet."""
        if not isinstance(value, NonCallableMock):
            return False
        if value._mock_name or value._mock_new_name or value._mock_parent is not None or value._mock_new_parent is not None:
            return False
        at = self
        while at is not None:
            if at is value:
                return False
            at = at._mock_new_parent
        d = value.__dict__
        d["_mock_new_parent"], d["_mock_new_name"] = self, new_name
        if name:
            d["_mock_parent"], d["_mock_name"] = self, name
        return True

    def _get_child_mock(self, /, **kw):
        if self._mock_sealed:
            name = kw.get("name") or kw.get("_new_name")
            attribute = f".{name}" if "name" in kw else "()"
            raise AttributeError(self._extract_mock_name() + attribute)
        base = next(c for c in type(self).__mro__ if c.__module__ == __name__ and "_child_class" in c.__dict__)
        kind = base._child_class
        if callable(kind) and not isinstance(kind, type):
            kind = kind()
        name = kw.get("_new_name")
        if issubclass(kind, MagicMock) and self._spec_class is not None and name and inspect.iscoroutinefunction(
                getattr(self._spec_class, name, None)):
            kind = AsyncMock
        return kind(**kw)

    def __getattr__(self, name):
        if name in ("_mock_methods", "_mock_children"):
            raise AttributeError(name)
        d = self.__dict__
        methods = d["_mock_methods"]
        if methods is not None:
            if name not in methods or name in _all_magics:
                raise AttributeError(f"Mock object has no attribute {name!r}")
        elif len(name) > 4 and name[:2] == name[-2:] == "__":
            raise AttributeError(name)
        if not d["_mock_unsafe"] and (methods is None or name not in methods) and name.startswith(
                ("assert", "assret", "asert", "aseert", "assrt")):
            raise AttributeError(f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an "
                                 "attribute.")
        child = d["_mock_children"].get(name)
        if child is _deleted:
            raise AttributeError(name)
        if child is None:
            wraps = getattr(d["_mock_wraps"], name) if d["_mock_wraps"] is not None else None
            child = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
            d["_mock_children"][name] = child
        return child

    def __setattr__(self, name, value):
        if name in ("return_value", "side_effect"):
            return object.__setattr__(self, name, value)
        d = self.__dict__
        if name in d and name in _OWN:
            d[name] = value
            return
        if d.get("_spec_set") and d["_mock_methods"] is not None and name not in d["_mock_methods"] and name not in d:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in _all_magics:
            if d["_mock_methods"] is not None and name not in d["_mock_methods"]:
                raise AttributeError(f"Mock object has no attribute '{name}'")
            if isinstance(value, NonCallableMock):
                self._adopt(value, None, name)
                setattr(type(self), name, _forwarded(name))
            else:
                setattr(type(self), name, value if not inspect.isfunction(value) else
                        lambda *args, **kw: value(*args, **kw))
            d["_mock_children"][name] = value
            return
        if name == "__class__":
            d["_spec_class"] = value
            return
        if self._adopt(value, name, name):
            d["_mock_children"][name] = value
        elif d["_mock_sealed"] and not hasattr(self, name):
            raise AttributeError(f"Cannot set {self._extract_mock_name()}.{name}")
        elif isinstance(value, PropertyMock):
            setattr(type(self), name, value)
            return
        d["_mock_children"].pop(name, None) if not isinstance(value, NonCallableMock) else None
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        obj = self._mock_children.get(name, _missing)
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif obj is _deleted:
            raise AttributeError(name)
        self._mock_children[name] = _deleted

    def __dir__(self):
        own = [name for name in dir(type(self)) if not name.startswith("_")]
        extra = self._mock_methods or []
        return sorted({*own, *extra, *[n for n in self.__dict__ if not n.startswith("_")],
                       *[n for n, child in self._mock_children.items() if child is not _deleted]})

    def _extract_mock_name(self):
        parts = [self._mock_new_name] if self._mock_new_name else []
        parent, last, seen = self._mock_new_parent, self, {id(self)}
        dot = "." if parts and parts[0] != "()" else ""
        if parts == ["()"]:
            dot = ""
        names = [name + "" for name in parts]
        while parent is not None:
            last = parent
            names.append((parent._mock_new_name or "") + dot)
            dot = "" if parent._mock_new_name == "()" else "."
            if id(parent) in seen:
                break
            seen.add(id(parent))
            parent = parent._mock_new_parent
        names.reverse()
        first = last._mock_name or "mock"
        if len(names) > 1 and names[1] not in ("()", "()."):
            first += "."
        names = names or [""]
        if last is self:
            return first if not names[0] else names[0]
        names[0] = first
        return "".join(names)

    def __repr__(self):
        name = self._extract_mock_name()
        shown = f" name={name!r}" if name not in ("mock", "mock.") else ""
        spec = ""
        if self._spec_class is not None:
            spec = f" {'spec_set' if self._spec_set else 'spec'}={self._spec_class.__name__!r}"
        return f"<{type(self).__name__}{shown}{spec} id='{id(self)}'>"

    # ---- what was called ----

    def _format_mock_call_signature(self, args, kwargs):
        return _format_call(self._mock_name or "mock", args, kwargs)

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to not have been called. Called {self.call_count} "
                                 f"times.{self._calls_repr()}")

    def assert_called(self):
        if self.call_count == 0:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been called.")

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been called once. Called {self.call_count} "
                                 f"times.{self._calls_repr()}")

    def _calls_repr(self):
        return f"\nCalls: {self.mock_calls!r}." if self.mock_calls else ""

    def assert_called_with(self, /, *args, **kwargs):
        if self.call_args is None:
            expected = self._format_mock_call_signature(args, kwargs)
            raise AssertionError(f"expected call not found.\nExpected: {expected}\n  Actual: not called.")
        if self.call_args != _Call((args, kwargs), two=True):
            expected = self._format_mock_call_signature(args, kwargs)
            actual = self._format_mock_call_signature(*self.call_args)
            raise AssertionError(f"expected call not found.\nExpected: {expected}\n  Actual: {actual}")

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to be called once. Called {self.call_count} times."
                                 f"{self._calls_repr()}")
        return self.assert_called_with(*args, **kwargs)

    def assert_has_calls(self, calls, any_order=False):
        expected = list(calls)
        if not any_order:
            if expected not in self.mock_calls:
                raise AssertionError(f"Calls not found.\nExpected: {_CallList(calls)!r}\n  Actual: {self.mock_calls!r}")
            return
        left = list(self.mock_calls)
        missing = []
        for kall in expected:
            try:
                left.remove(kall)
            except ValueError:
                missing.append(kall)
        if missing:
            raise AssertionError(f"{self._mock_name or 'mock'!r} does not contain all of {tuple(missing)!r} in its call list, "
                                 f"found {self.mock_calls!r} instead")

    def assert_any_call(self, /, *args, **kwargs):
        if _Call((args, kwargs), two=True) not in list(self.call_args_list):
            raise AssertionError(f"{self._format_mock_call_signature(args, kwargs)} call not found")


class CallableMixin:
    def __call__(self, /, *args, **kwargs):
        self._record(args, kwargs)
        return self._execute(args, kwargs)

    def _record(self, args, kwargs):
        d = self.__dict__
        d["called"] = True
        d["call_count"] += 1
        made = _Call((args, kwargs), two=True)
        d["call_args"] = made
        d["call_args_list"].append(made)
        d["mock_calls"].append(_Call(("", args, kwargs)))
        do_method_calls, name = self._mock_parent is not None, self._mock_name
        calls_name = self._mock_new_name
        called = calls_name == "()"
        parent = self._mock_new_parent
        while parent is not None:
            if do_method_calls:
                parent.method_calls.append(_Call((name, args, kwargs)))
                do_method_calls = parent._mock_parent is not None
                if do_method_calls:
                    name = f"{parent._mock_name}.{name}"
            parent.mock_calls.append(_Call((calls_name, args, kwargs)))
            if parent._mock_new_name:
                dot = "" if called else "."
                called = parent._mock_new_name == "()"
                calls_name = parent._mock_new_name + dot + calls_name
            parent = parent._mock_new_parent

    def _execute(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not callable(effect):
                result = next(effect)
                if _is_exception(result):
                    raise result
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """Remembers how it was used."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None, parent=None,
                 _spec_state=None, _new_name="", _new_parent=None, **kwargs):
        NonCallableMock.__init__(self, spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent)
        self.__dict__["_mock_return_value"] = return_value
        if return_value is not DEFAULT:
            self._adopt(return_value, None, "()")
        self.side_effect = side_effect
        if kwargs:
            self.configure_mock(**kwargs)


NonCallableMock._child_class = Mock
Mock._child_class = Mock
ThreadingMock = Mock

_numerics = ("add sub mul matmul truediv floordiv mod lshift rshift and xor or pow divmod")
_magics = {f"__{name}__" for name in (
    "lt gt le ge eq ne hash str repr getitem setitem delitem len contains iter enter exit call int float complex bool index "
    "trunc floor ceil round neg pos abs invert reversed missing format fspath next aenter aexit aiter anext "
    + _numerics + " " + " ".join(["i" + n for n in _numerics.split()] + ["r" + n for n in _numerics.split()])).split()}
_all_magics = _magics
_RETURNS = {"__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented,
            "__int__": 1, "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j, "__float__": 1.0,
            "__bool__": True, "__index__": 1}
_ASYNC = {"__aenter__", "__aexit__", "__anext__"}


def _forwarded(name):
    def method(self, /, *args, **kw):
        return self._mock_children[name](*args, **kw)
    method.__name__ = name
    return method


def _magic(obj, name):
    """A special method of a MagicMock: a mock of its own is made when it is first used."""
    children = obj._mock_children
    if children.get(name) is _deleted or obj._mock_methods is not None and name not in obj._mock_methods:
        raise AttributeError(name)
    made = children.get(name)
    if made is not None:
        return made
    kind = AsyncMock if name in _ASYNC else MagicMock
    made = children[name] = kind(name=name, _new_name=name, _new_parent=obj)

    def given(default):
        return default if made._mock_return_value is DEFAULT else made._mock_return_value

    effects = {
        "__iter__": lambda: iter(given([])), "__aiter__": lambda: _aiter(given([])), "__str__": lambda: object.__str__(obj),
        "__eq__": lambda other: given(True if obj is other else NotImplemented),
        "__ne__": lambda other: given(False if obj is other else NotImplemented),
    }
    if name in _RETURNS:
        made.return_value = _RETURNS[name]
    elif name in effects:
        made.side_effect = effects[name]
    elif name == "__aexit__":
        made.return_value = False
    elif name == "__hash__":
        made.return_value = object.__hash__(obj)
    return made


async def _aiter(items):
    for item in items:
        yield item


_proxied = _magics - {"__call__", "__repr__", "__missing__", "__reversed__", "__format__", "__next__", "__fspath__"} - {
    f"__r{n}__" for n in _numerics.split()}


class _MagicMixin:
    def __getattribute__(self, name):
        if name in _proxied and name not in type(self).__dict__:
            return _magic(self, name)
        return object.__getattribute__(self, name)


def _special(name):
    def method(self, /, *args, **kw):
        return _magic(self, name)(*args, **kw)
    return method


for _name in _proxied:
    setattr(_MagicMixin, _name, _special(_name))


class NonCallableMagicMock(_MagicMixin, NonCallableMock):
    pass


class MagicMock(_MagicMixin, Mock):
    """A Mock with special methods."""


NonCallableMagicMock._child_class = MagicMock
MagicMock._child_class = MagicMock


class AsyncMock(_MagicMixin, Mock):
    """A mock that is a coroutine function."""

    def _reset(self):
        Mock._reset(self)
        d = self.__dict__
        d["await_count"], d["await_args"], d["await_args_list"] = 0, None, _CallList()
        d["_is_coroutine_mark"] = True

    async def __call__(self, /, *args, **kwargs):
        self._record(args, kwargs)
        d = self.__dict__

        def awaited():
            made = _Call((args, kwargs), two=True)
            d["await_count"] += 1
            d["await_args"] = made
            d["await_args_list"].append(made)

        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not callable(effect):
                try:
                    result = next(effect)
                except StopIteration:
                    raise StopAsyncIteration from None
                if _is_exception(result):
                    raise result
            elif inspect.iscoroutinefunction(effect):
                result = await effect(*args, **kwargs)
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                awaited()
                return result
        if self._mock_return_value is DEFAULT and self._mock_wraps is not None:
            result = self._mock_wraps(*args, **kwargs)
            if inspect.isawaitable(result):
                result = await result
            awaited()
            return result
        awaited()
        return self.return_value

    def _awaited(self, n=None):
        return f"Awaited {self.await_count} times."

    def assert_awaited(self):
        if self.await_count == 0:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to have been awaited.")

    def assert_awaited_once(self):
        if self.await_count != 1:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to have been awaited once. {self._awaited()}")

    def assert_awaited_with(self, /, *args, **kwargs):
        if self.await_args is None:
            expected = self._format_mock_call_signature(args, kwargs)
            raise AssertionError(f"Expected await: {expected}\nNot awaited")
        if self.await_args != _Call((args, kwargs), two=True):
            expected = self._format_mock_call_signature(args, kwargs)
            actual = self._format_mock_call_signature(*self.await_args)
            raise AssertionError(f"expected await not found.\nExpected: {expected}\n  Actual: {actual}")

    def assert_awaited_once_with(self, /, *args, **kwargs):
        if self.await_count != 1:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to have been awaited once. {self._awaited()}")
        return self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        if _Call((args, kwargs), two=True) not in list(self.await_args_list):
            raise AssertionError(f"{self._format_mock_call_signature(args, kwargs)} await not found")

    def assert_not_awaited(self):
        if self.await_count:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to not have been awaited. {self._awaited()}")


AsyncMock._child_class = AsyncMock


class PropertyMock(Mock):
    """For properties: getting calls it without arguments, setting with the value."""

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


PropertyMock._child_class = MagicMock


def seal(mock):
    mock.__dict__["_mock_sealed"] = True
    for child in list(mock._mock_children.values()):
        if isinstance(child, NonCallableMock) and child._mock_new_parent is mock:
            seal(child)


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, **kwargs):
    if inspect.iscoroutinefunction(spec):
        kind = AsyncMock
    elif inspect.isroutine(spec) or isinstance(spec, type) and not instance or callable(spec):
        kind = MagicMock
    else:
        kind = NonCallableMagicMock
    name = _name or getattr(spec, "__name__", None)
    if inspect.isroutine(spec):
        mock = kind(name=name, **kwargs)
    else:
        mock = kind(spec, name=name, **kwargs)
    if inspect.isfunction(spec) or inspect.ismethod(spec):
        signature = inspect.signature(spec)
        record = mock._record

        def checked(args, kwargs):
            signature.bind(*args, **kwargs)
            record(args, kwargs)
        mock.__dict__["_record"] = checked
    elif isinstance(spec, type) and not instance:
        mock.return_value = create_autospec(spec, instance=True, _name="()")
    return mock


class _patch:
    def __init__(self, getter, attribute, new, spec, create, new_callable, kwargs):
        self.getter, self.attribute, self.new, self.spec = getter, attribute, new, spec
        self.create, self.new_callable, self.kwargs, self.additional = create, new_callable, kwargs, []

    def copy(self):
        made = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.new_callable, self.kwargs)
        made.additional = [p.copy() for p in self.additional]
        return made

    def __call__(self, func):
        if isinstance(func, type):
            for name in dir(func):
                if name.startswith(patch.TEST_PREFIX) and callable(getattr(func, name)):
                    setattr(func, name, self.copy()(getattr(func, name)))
            return func
        if hasattr(func, "patchings"):
            func.patchings.append(self)
            return func

        @contextlib.contextmanager
        def patched_args(args, keywargs):
            extra = []
            with contextlib.ExitStack() as stack:
                for patching in patched.patchings:
                    arg = stack.enter_context(patching)
                    if patching.new is DEFAULT:
                        extra.append(arg)
                yield (*args, *extra), keywargs

        if inspect.iscoroutinefunction(func):
            @functools.wraps(func)
            async def patched(*args, **keywargs):
                with patched_args(args, keywargs) as (newargs, newkeywargs):
                    return await func(*newargs, **newkeywargs)
        else:
            @functools.wraps(func)
            def patched(*args, **keywargs):
                with patched_args(args, keywargs) as (newargs, newkeywargs):
                    return func(*newargs, **newkeywargs)
        patched.patchings = [self]
        return patched

    def __enter__(self):
        self.target = target = self.getter()
        name = self.attribute
        local = name in getattr(target, "__dict__", {})
        original = target.__dict__[name] if local else getattr(target, name, DEFAULT)
        if original is DEFAULT and not self.create:
            import builtins
            if not (hasattr(target, "__name__") and name in vars(builtins) and inspect.ismodule(target)):
                raise AttributeError(f"{target} does not have the attribute {name!r}")
        self.temp_original, self.is_local = original, local
        new = self.new
        if new is DEFAULT:
            kwargs = dict(self.kwargs)
            if self.spec is not None:
                kwargs["spec"] = original if self.spec is True else self.spec
            kind = self.new_callable
            if kind is None:
                kind = AsyncMock if inspect.iscoroutinefunction(original) else MagicMock
            new = kind(**kwargs, **({"name": name} if isinstance(kind, type) and issubclass(kind, NonCallableMock) else {}))
        setattr(target, name, new)
        return new

    def __exit__(self, *exc_info):
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            if not self.create and (not hasattr(self.target, self.attribute)):
                setattr(self.target, self.attribute, self.temp_original)
        return False

    def start(self):
        result = self.__enter__()
        _active.append(self)
        return result

    def stop(self):
        if self not in _active:
            return None
        _active.remove(self)
        return self.__exit__(None, None, None)


_active = []


def _get_target(target):
    try:
        target, attribute = target.rsplit(".", 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}")

    def get():
        parts = target.split(".")
        found = __import__(parts[0])
        for n, part in enumerate(parts[1:], 2):
            if not hasattr(found, part):
                __import__(".".join(parts[:n]))
            found = getattr(found, part)
        return found
    return get, attribute


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    getter, attribute = _get_target(target)
    return _patch(getter, attribute, new, spec or spec_set or autospec, create, new_callable, kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None,
                  **kwargs):
    if isinstance(target, str):
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _patch(lambda: target, attribute, new, spec or spec_set or autospec, create, new_callable, kwargs)


class _patch_dict:
    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict, self.values, self.clear = in_dict, dict(values), clear
        self.values.update(kwargs)

    def __call__(self, f):
        @functools.wraps(f)
        def inner(*args, **kw):
            with self:
                return f(*args, **kw)
        return inner

    def __enter__(self):
        if isinstance(self.in_dict, str):
            getter, attribute = _get_target(self.in_dict)
            self.in_dict = getattr(getter(), attribute)
        self._original = dict(self.in_dict)
        if self.clear:
            self.in_dict.clear()
        self.in_dict.update(self.values)
        return self.in_dict

    def __exit__(self, *args):
        self.in_dict.clear()
        self.in_dict.update(self._original)
        return False

    def start(self):
        result = self.__enter__()
        _active.append(self)
        return result

    def stop(self):
        if self in _active:
            _active.remove(self)
            return self.__exit__(None, None, None)


def _patch_multiple(target, **kwargs):
    get = (lambda: target) if not isinstance(target, str) else lambda: sys.modules[target]
    stack = contextlib.ExitStack()

    @contextlib.contextmanager
    def all_of_them():
        with contextlib.ExitStack() as stack:
            made = {}
            for name, new in kwargs.items():
                value = stack.enter_context(_patch(get, name, new, None, False, None, {}))
                if new is DEFAULT:
                    made[name] = value
            yield made
    return all_of_them()


patch.object, patch.dict, patch.multiple, patch.TEST_PREFIX = _patch_object, _patch_dict, _patch_multiple, "test"


def _stopall():
    for patching in reversed(_active[:]):
        patching.stop()


patch.stopall = _stopall


def mock_open(mock=None, read_data=""):
    import io
    mock = MagicMock(name="open", spec=None) if mock is None else mock
    handle = MagicMock()
    handle.__enter__.return_value = handle
    handle.write.return_value = None

    def opened(*args, **kwargs):
        data = io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)
        handle.read.side_effect, handle.readline.side_effect = data.read, data.readline
        handle.readlines.side_effect = data.readlines
        handle.__iter__.side_effect = lambda: iter(data)
        return DEFAULT

    mock.side_effect, mock.return_value = opened, handle
    return mock

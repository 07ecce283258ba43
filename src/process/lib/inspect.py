"""What is what: predicates, signatures, little more."""

__all__ = [
    "BoundArguments", "CORO_CLOSED", "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "GEN_CLOSED", "GEN_CREATED",
    "GEN_RUNNING", "GEN_SUSPENDED", "Parameter", "Signature", "cleandoc", "currentframe", "getattr_static", "getdoc",
    "getasyncgenstate", "getcoroutinestate", "getfullargspec", "getgeneratorstate", "getmembers", "getmodule", "getmro", "getsource", "isabstract", "isasyncgen",
    "isasyncgenfunction", "isawaitable", "isbuiltin", "isclass", "iscode", "iscoroutine", "iscoroutinefunction",
    "isdatadescriptor", "isfunction", "isgenerator", "isgeneratorfunction", "ismethod", "ismodule", "isroutine",
    "markcoroutinefunction", "signature", "unwrap",
]

import types
from collections import OrderedDict, namedtuple

_COROUTINE, _GENERATOR, _ASYNC_GENERATOR, _VARARGS, _VARKW = 128, 32, 512, 4, 8
GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    # What the machine has in Python of builtin classes is none.
    return isinstance(object, types.FunctionType) and not object.__code__.co_filename.startswith("<prelude/")


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or isinstance(object, types.MethodDescriptorType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    return isinstance(object, types.CoroutineType) or hasattr(type(object), "__await__")


def _flag(obj, flag):
    while True:
        if ismethod(obj):
            obj = obj.__func__
        elif type(obj).__name__ == "partial" and hasattr(obj, "func"):
            obj = obj.func
        else:
            break
    return isfunction(obj) and bool(obj.__code__.co_flags & flag)


def iscoroutinefunction(obj):
    return _flag(obj, _COROUTINE) or getattr(obj, "_is_coroutine_mark", False) is True


def markcoroutinefunction(func):
    getattr(func, "__func__", func)._is_coroutine_mark = True
    return func


def isgeneratorfunction(obj):
    return _flag(obj, _GENERATOR)


def isasyncgenfunction(obj):
    return _flag(obj, _ASYNC_GENERATOR)


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", None))


def isdatadescriptor(object):
    return not (isclass(object) or ismethod(object) or isfunction(object)) and (
        hasattr(type(object), "__set__") or hasattr(type(object), "__delete__"))


def getmro(cls):
    return cls.__mro__


def getmembers(object, predicate=None):
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda pair: pair[0])


def getattr_static(obj, attr, *default):
    for place in (getattr(obj, "__dict__", {}), *[base.__dict__ for base in type(obj).__mro__]):
        if attr in place:
            return place[attr]
    if default:
        return default[0]
    raise AttributeError(attr)


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip(), *[line[margin:] for line in lines[1:]]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getsource(object):
    raise OSError("could not get source code")


def getmodule(object):
    import sys
    return sys.modules.get(getattr(object, "__module__", None))


def currentframe():
    return None


def _state(obj, short, long):
    if getattr(obj, short + "_running"):
        return long + "_RUNNING"
    if getattr(obj, short + "_suspended"):
        return long + "_SUSPENDED"
    return long + ("_CLOSED" if getattr(obj, short + "_frame") is None else "_CREATED")


def getgeneratorstate(generator):
    return _state(generator, "gi", "GEN")


def getcoroutinestate(coroutine):
    return _state(coroutine, "cr", "CORO")


def getasyncgenstate(agen):
    return _state(agen, "ag", "AGEN")


def unwrap(func, *, stop=None):
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
    return func


class _empty:
    pass


class _Kind(int):
    def __new__(cls, value, name, text):
        self = int.__new__(cls, value)
        self.name, self.description = name, text
        return self

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"

    def __str__(self):
        return self.name


class Parameter:
    POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY", "positional-only")
    POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
    VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL", "variadic positional")
    KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY", "keyword-only")
    VAR_KEYWORD = _Kind(4, "VAR_KEYWORD", "variadic keyword")
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, **changes):
        given = {"name": self.name, "kind": self.kind, "default": self.default, "annotation": self.annotation, **changes}
        return Parameter(given.pop("name"), given.pop("kind"), **given)

    def __str__(self):
        text = {2: "*", 4: "**"}.get(int(self.kind), "") + self.name
        if self.annotation is not _empty:
            text += f": {formatannotation(self.annotation)}"
        if self.default is not _empty:
            text += f" = {self.default!r}" if self.annotation is not _empty else f"={self.default!r}"
        return text

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        return isinstance(other, Parameter) and (self.name, self.kind, self.default, self.annotation) == (
            other.name, other.kind, other.default, other.annotation)

    def __hash__(self):
        return hash((self.name, self.kind))


def formatannotation(annotation):
    if isinstance(annotation, type) and type(annotation) is not types.GenericAlias:
        if annotation.__module__ in ("builtins", "__main__") and annotation.__module__ == "builtins":
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation).replace("typing.", "")


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    @property
    def args(self):
        values = []
        for name, param in self.signature.parameters.items():
            if param.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY) or name not in self.arguments:
                break
            if param.kind == Parameter.VAR_POSITIONAL:
                values.extend(self.arguments[name])
            else:
                values.append(self.arguments[name])
        return tuple(values)

    @property
    def kwargs(self):
        values = {}
        positional = True
        for name, param in self.signature.parameters.items():
            if param.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY):
                positional = False
            if name not in self.arguments:
                positional = False
                continue
            if positional:
                continue
            if param.kind == Parameter.VAR_KEYWORD:
                values.update(self.arguments[name])
            else:
                values[name] = self.arguments[name]
        return values

    def apply_defaults(self):
        filled = {}
        for name, param in self.signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif param.default is not _empty:
                filled[name] = param.default
            elif param.kind == Parameter.VAR_POSITIONAL:
                filled[name] = ()
            elif param.kind == Parameter.VAR_KEYWORD:
                filled[name] = {}
        self.arguments = filled

    def __repr__(self):
        return f"<BoundArguments ({', '.join([f'{k}={v!r}' for k, v in self.arguments.items()])})>"


class Signature:
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = types.MappingProxyType({param.name: param for param in parameters or ()})
        self.return_annotation = return_annotation

    def replace(self, *, parameters=None, return_annotation=None):
        return Signature(self.parameters.values() if parameters is None else parameters,
                         return_annotation=self.return_annotation if return_annotation is None else return_annotation)

    def __eq__(self, other):
        return isinstance(other, Signature) and list(self.parameters.values()) == list(other.parameters.values()) \
            and self.return_annotation == other.return_annotation

    def __str__(self):
        parts, posonly, star = [], False, True
        for param in self.parameters.values():
            kind = int(param.kind)
            if kind == 0:
                posonly = True
            elif posonly:
                parts.append("/")
                posonly = False
            if kind == 2:
                star = False
            elif kind == 3 and star:
                parts.append("*")
                star = False
            parts.append(str(param))
        if posonly:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if self.return_annotation is not _empty:
            text += f" -> {formatannotation(self.return_annotation)}"
        return text

    def __repr__(self):
        return f"<Signature {self}>"

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        bound, args, kwargs, rest = {}, list(args), dict(kwargs), None
        for name, param in self.parameters.items():
            if param.kind == Parameter.VAR_POSITIONAL:
                if args:
                    bound[name] = tuple(args)
                args = []
            elif param.kind == Parameter.VAR_KEYWORD:
                rest = name
            elif args and param.kind != Parameter.KEYWORD_ONLY:
                if name in kwargs and param.kind != Parameter.POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                bound[name] = args.pop(0)
            elif name in kwargs and param.kind != Parameter.POSITIONAL_ONLY:
                bound[name] = kwargs.pop(name)
            elif param.default is _empty and not partial:
                raise TypeError(f"missing a required argument: {name!r}")
        if args:
            raise TypeError("too many positional arguments")
        if kwargs:
            if rest is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            bound[rest] = kwargs
        return BoundArguments(self, bound)


def signature(obj, *, follow_wrapped=True, **options):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        sig = signature(obj.__func__)
        return sig.replace(parameters=list(sig.parameters.values())[1:])
    if follow_wrapped and hasattr(obj, "__wrapped__"):
        return signature(unwrap(obj))
    if hasattr(obj, "__signature__"):
        return obj.__signature__
    if type(obj).__name__ == "partial":
        return _of_partial(obj)
    if isinstance(obj, type):
        for name in ("__init__", "__new__"):
            method = getattr(obj, name)
            if isfunction(method):
                sig = signature(method)
                return sig.replace(parameters=list(sig.parameters.values())[1:], return_annotation=_empty)
        return Signature()
    if not isfunction(obj):
        call = getattr(type(obj), "__call__", None)
        if isfunction(call):
            sig = signature(call)
            return sig.replace(parameters=list(sig.parameters.values())[1:])
        raise ValueError(f"no signature found for builtin {obj!r}")
    return _of_function(obj)


def _of_function(func):
    code, annotations = func.__code__, func.__annotations__
    names = code.co_varnames
    n, n_posonly, n_keyword = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    defaults, keywords = func.__defaults__ or (), func.__kwdefaults__ or {}
    params = []

    def add(name, kind, default=_empty):
        params.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))
    for i, name in enumerate(names[:n]):
        kind = Parameter.POSITIONAL_ONLY if i < n_posonly else Parameter.POSITIONAL_OR_KEYWORD
        at = i - (n - len(defaults))
        add(name, kind, defaults[at] if at >= 0 else _empty)
    after = n + n_keyword
    if code.co_flags & _VARARGS:
        add(names[after], Parameter.VAR_POSITIONAL)
        after += 1
    for name in names[n:n + n_keyword]:
        add(name, Parameter.KEYWORD_ONLY, keywords.get(name, _empty))
    if code.co_flags & _VARKW:
        add(names[after], Parameter.VAR_KEYWORD)
    return Signature(params, return_annotation=annotations.get("return", _empty))


def _of_partial(obj):
    sig = signature(obj.func)
    params, left = [], len(obj.args)
    for param in sig.parameters.values():
        if left and int(param.kind) < 2:
            left -= 1
            continue
        if param.name in obj.keywords:
            param = param.replace(kind=Parameter.KEYWORD_ONLY, default=obj.keywords[param.name])
        elif params and params[-1].kind == Parameter.KEYWORD_ONLY and int(param.kind) == 1:
            param = param.replace(kind=Parameter.KEYWORD_ONLY)
        params.append(param)
    return sig.replace(parameters=params)


FullArgSpec = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")


def getfullargspec(func):
    params = signature(func).parameters.values()
    named = [p for p in params if int(p.kind) < 2]
    varargs = next((p.name for p in params if p.kind == Parameter.VAR_POSITIONAL), None)
    varkw = next((p.name for p in params if p.kind == Parameter.VAR_KEYWORD), None)
    keyword = [p for p in params if p.kind == Parameter.KEYWORD_ONLY]
    defaults = tuple(p.default for p in named if p.default is not _empty) or None
    return FullArgSpec([p.name for p in named], varargs, varkw, defaults, [p.name for p in keyword],
                       {p.name: p.default for p in keyword if p.default is not _empty} or None,
                       dict(getattr(func, "__annotations__", {})))

"""What is what: predicates, signatures, little more."""

__all__ = [
    "AGEN_CLOSED", "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "BoundArguments", "CORO_CLOSED",
    "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "GEN_CLOSED", "GEN_CREATED",
    "GEN_RUNNING", "GEN_SUSPENDED", "Parameter", "Signature", "cleandoc", "currentframe", "getattr_static", "getdoc",
    "getfullargspec", "getgeneratorstate", "getmembers", "getmodule", "getmro", "getsource", "isabstract", "isasyncgen",
    "isasyncgenfunction", "isawaitable", "isbuiltin", "isclass", "iscode", "iscoroutine", "iscoroutinefunction",
    "isdatadescriptor", "isfunction", "isgenerator", "isgeneratorfunction", "ismethod", "ismodule", "isroutine",
    "markcoroutinefunction", "signature", "unwrap", "FrameInfo", "Traceback", "classify_class_attrs", "get_annotations",
    "getasyncgenstate", "getblock", "getcallargs", "getclosurevars", "getcomments", "getcoroutinestate", "getfile",
    "getframeinfo", "getouterframes", "getsourcefile", "getsourcelines", "isframe", "isgetsetdescriptor",
    "ismemberdescriptor", "ismethoddescriptor", "ismethodwrapper", "istraceback", "stack",
]

import types
from collections import OrderedDict, namedtuple

_COROUTINE, _GENERATOR, _ASYNC_GENERATOR, _VARARGS, _VARKW = 128, 32, 512, 4, 8
GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED = "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "AGEN_CLOSED"
CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType) and not object.__code__.co_filename.startswith("<prelude/")


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def isframe(object):
    return isinstance(object, types.FrameType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not isdatadescriptor(object)


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


def getmembers_static(object, predicate=None):
    found = [(name, getattr_static(object, name)) for name in dir(object)]
    return sorted([pair for pair in found if predicate is None or predicate(pair[1])], key=lambda pair: pair[0])


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


def getfile(object):
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        import sys
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        raise TypeError(f"{object!r} is a built-in class")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if isframe(object):
        object = object.f_code
    if hasattr(object, "co_filename"):
        return object.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got "
                    f"{type(object).__name__}")


def getsourcefile(object):
    return getfile(object)


def getblock(lines):
    """The lines of the definition that starts with the first: up to what is not indented more."""
    margin = len(lines[0]) - len(lines[0].lstrip())
    depth, body, end, quote = 0, False, 0, None
    for n, line in enumerate(lines):
        text = line.strip()
        if body and depth == 0 and quote is None and text and not text.startswith("#"):
            if len(line) - len(line.lstrip()) <= margin:
                break
        inside = quote is not None or depth > 0
        depth, quote = _brackets(line, depth, quote)
        if text and (inside or not text.startswith("#")):
            end = n + 1
        if depth == 0 and quote is None and not body and not text.startswith("@") and text:
            body = True
            code = text.split("#")[0].rstrip()
            if not code.endswith(":") and text.startswith(("def ", "class ", "async def ")):
                break
            if "lambda" in text and not text.startswith(("def ", "class ", "async def ")):
                break
    return lines[:end]


def _brackets(line, depth, quote):
    """How many brackets are open after a line, and which triple quote."""
    at = 0
    while at < len(line):
        if quote:
            if line[at] == "\\":
                at += 1
            elif line.startswith(quote, at):
                at += len(quote) - 1
                quote = None
        elif line[at] in "\"'":
            quote = line[at] * 3 if line.startswith(line[at] * 3, at) else line[at]
            at += len(quote) - 1
        elif line[at] == "#":
            break
        else:
            depth += (line[at] in "([{") - (line[at] in ")]}")
        at += 1
    return depth, quote if quote and len(quote) == 3 else None


def findsource(object):
    import linecache
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        if "__firstlineno__" not in object.__dict__:
            raise OSError("source code not available")
        return lines, object.__firstlineno__ - 1
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    return lines, (object.f_lineno if isframe(object) else object.co_firstlineno) - 1


def getsourcelines(object):
    lines, lnum = findsource(unwrap(object))
    if ismodule(object):
        return lines, 0
    return getblock(lines[lnum:]), lnum + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])


def getcomments(object):
    return None


def getmodule(object):
    import sys
    return sys.modules.get(getattr(object, "__module__", None))


def currentframe():
    import sys
    return sys._getframe(1)


FrameInfo = namedtuple("FrameInfo", "frame filename lineno function code_context index")
Traceback = namedtuple("Traceback", "filename lineno function code_context index")


def getframeinfo(frame, context=1):
    import linecache
    if istraceback(frame):
        lineno, frame = frame.tb_lineno, frame.tb_frame
    else:
        lineno = frame.f_lineno
    filename = frame.f_code.co_filename
    line = linecache.getline(filename, lineno)
    return Traceback(filename, lineno, frame.f_code.co_name, [line] if line else None, 0 if line else None)


def getouterframes(frame, context=1):
    found = []
    while frame:
        found.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return found


def stack(context=1):
    import sys
    return getouterframes(sys._getframe(1), context)


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getcoroutinestate(coroutine):
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getasyncgenstate(agen):
    if agen.ag_running:
        return AGEN_RUNNING
    if agen.ag_suspended:
        return AGEN_SUSPENDED
    return AGEN_CLOSED if agen.ag_frame is None else AGEN_CREATED


def getcallargs(func, /, *positional, **named):
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    arguments = dict(bound.arguments)
    if ismethod(func):
        arguments = {next(iter(signature(func.__func__).parameters)): func.__self__, **arguments}
    return arguments


ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getclosurevars(func):
    import builtins
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    found, standard, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            found[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            standard[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, found, standard, unbound)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=1):
    made = dict(getattr(obj, "__annotations__", None) or {})
    if eval_str:
        if globals is None:
            globals = getattr(obj, "__globals__", None)
        if globals is None:
            import sys
            globals = vars(sys.modules.get(getattr(obj, "__module__", None), types))
        made = {name: eval(kind, globals, locals) if isinstance(kind, str) else kind for name, kind in made.items()}
    return made


Attribute = namedtuple("Attribute", "name kind defining_class object")


def classify_class_attrs(cls):
    found = []
    for name in sorted(dir(cls)):
        for base in cls.__mro__:
            if name in base.__dict__:
                obj = base.__dict__[name]
                kind = ("static method" if isinstance(obj, (staticmethod, types.BuiltinMethodType)) else
                        "class method" if isinstance(obj, (classmethod, types.ClassMethodDescriptorType)) else
                        "property" if isinstance(obj, property) else "method" if isroutine(obj) else "data")
                found.append(Attribute(name, kind, base, obj))
                break
    return found


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
                       _returned_first(getattr(func, "__annotations__", {})))


def _returned_first(annotations):
    first = {"return": annotations["return"]} if "return" in annotations else {}
    return {**first, **annotations}

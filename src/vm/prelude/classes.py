# Classes of the prelude: run last, since making a class needs the rest.


class AsyncGenStep:
    # What `__anext__`, `asend`, `athrow` and `aclose` of an async generator give to be awaited.
    def __init__(self, gen, mode, value):
        self.gen = gen
        self.mode = mode
        self.value = value
        self.state = 0
        hook = _vm.asyncgen_first(gen)
        if hook is not None:
            hook(gen)

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return self.send(None)

    def send(self, value):
        if self.state == 2:
            raise RuntimeError("cannot reuse already awaited __anext__()/asend()")
        gen = self.gen
        try:
            if self.state == 0:
                self.state = 2
                over = _vm.asyncgen_begin(gen, self.mode)
                self.state = 1
                if self.mode == 0:
                    if over:
                        self.state = 2
                        raise StopAsyncIteration
                    result = _vm.gen_send(gen, self.value)
                else:
                    if over:
                        self.state = 2
                        if self.mode == 2:
                            raise StopIteration(None)
                        raise StopAsyncIteration
                    result = _vm.gen_throw(gen, self.value)
            else:
                result = _vm.gen_send(gen, value)
        except StopIteration:
            self.state = 2
            _vm.asyncgen_close(gen)
            if self.mode == 2:
                raise StopIteration(None) from None
            raise StopAsyncIteration from None
        except (StopAsyncIteration, GeneratorExit):
            self.state = 2
            _vm.asyncgen_close(gen)
            if self.mode == 2:
                raise StopIteration(None) from None
            raise
        except BaseException:
            self.state = 2
            _vm.asyncgen_close(gen)
            raise
        return self.step(result)

    def step(self, result):
        if isinstance(result, AsyncGenValue):
            self.state = 2
            _vm.asyncgen_yielded(self.gen)
            if self.mode == 2:
                raise RuntimeError("async generator ignored GeneratorExit")
            raise StopIteration(result.value)
        return result

    def throw(self, exc, value=None, tb=None):
        if self.state == 0:
            self.state = 1
        try:
            result = _vm.gen_throw(self.gen, exc)
        except StopIteration:
            self.state = 2
            _vm.asyncgen_close(self.gen)
            if self.mode == 2:
                raise StopIteration(None) from None
            raise StopAsyncIteration from None
        except BaseException:
            self.state = 2
            _vm.asyncgen_close(self.gen)
            raise
        return self.step(result)

    def close(self):
        self.state = 2


AsyncGenStep.__name__ = AsyncGenStep.__qualname__ = "async_generator_asend"


class AsyncGenValue:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


class TextStream:
    def __init__(self, number, name):
        self.number = number
        self.name = name
        self.encoding = "utf-8"
        self.errors = "strict"
        self.closed = False
        self.mode = "w"

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % _vm.type_name(text))
        _vm.write(self.number, text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        return None

    def isatty(self):
        return False

    def fileno(self):
        return self.number

    def writable(self):
        return True

    def readable(self):
        return False


class InputStream:
    def __init__(self):
        self.name = "<stdin>"
        self.encoding = "utf-8"
        self.closed = False

    def readline(self, size=-1):
        return _vm.read_line()

    def read(self, size=-1):
        parts = []
        while True:
            line = _vm.read_line()
            if not line:
                return "".join(parts)
            parts.append(line)

    def readlines(self, hint=-1):
        return [*self]

    def __iter__(self):
        return self

    def __next__(self):
        line = _vm.read_line()
        if not line:
            raise StopIteration
        return line

    def isatty(self):
        return False

    def fileno(self):
        return 0


class Parameter:
    # A type parameter: what PEP 695's syntax makes and `typing` gives names to.
    sign = ""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False,
                 default=NotImplemented):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.__infer_variance__ = infer_variance
        self.__default__ = default
        self.__module__ = _vm.globals().get("__name__")

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__

    def __or__(self, other):
        from typing import Union
        return Union[self, other]

    def __ror__(self, other):
        from typing import Union
        return Union[other, self]

    def has_default(self):
        return self.__default__ is not NotImplemented


class TypeVar(Parameter):
    pass


class ParamSpec(Parameter):
    @property
    def args(self):
        return _vm.Shown(self.__name__ + ".args")

    @property
    def kwargs(self):
        return _vm.Shown(self.__name__ + ".kwargs")


class TypeVarTuple(Parameter):
    def __repr__(self):
        return self.__name__

    def __iter__(self):
        yield self


class TypeAliasType:
    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self.__type_params__ = type_params
        self.compute = value

    @property
    def __value__(self):
        return self.compute()

    def __repr__(self):
        return self.__name__

    def __getitem__(self, item):
        return GenericAlias(self, item)

    __or__ = Parameter.__or__
    __ror__ = Parameter.__ror__


GenericAlias = type(list[int])
for cls in (TypeVar, ParamSpec, TypeVarTuple, TypeAliasType):
    cls.__module__ = "typing"
del cls
def aiter(async_iterable, /):
    method = _vm.special(async_iterable, "__aiter__")
    if method is None:
        raise TypeError("'%s' object is not an async iterable" % _vm.type_name(async_iterable))
    result = method()
    if _vm.special(result, "__anext__") is None:
        raise TypeError("aiter() returned not an async iterator of type '%s'" % _vm.type_name(result))
    return result


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    return _vm.import_module("io")._open(file, mode, buffering, encoding, errors, newline, closefd, opener)


def anext(async_iterator, default=NotImplemented, /):
    method = _vm.special(async_iterator, "__anext__")
    if method is None:
        raise TypeError("'%s' object is not an async iterator" % _vm.type_name(async_iterator))
    return method() if default is NotImplemented else anext_default(method(), default)


async def anext_default(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default


class memoryview:
    # A window on bytes, a bytearray or an array; one byte an item.
    def __init__(self, object):
        if isinstance(object, memoryview):
            self.obj, self.places = object.obj, object.places
        elif isinstance(object, (bytes, bytearray)) or hasattr(object, "tobytes"):
            self.obj, self.places = object, range(len(object))
        else:
            raise TypeError("memoryview: a bytes-like object is required, not '%s'" % _vm.type_name(object))
        self.readonly = isinstance(self.obj, bytes)
        self.format, self.itemsize, self.ndim = getattr(object, "typecode", "B"), 1, 1
        self.released = False

    @property
    def nbytes(self):
        return len(self) * self.itemsize

    @property
    def shape(self):
        return (len(self),)

    def check(self):
        if self.released:
            raise ValueError("operation forbidden on released memoryview object")

    def __len__(self):
        self.check()
        return len(self.places)

    def __getitem__(self, key):
        self.check()
        if isinstance(key, slice):
            part = memoryview(self)
            part.places = self.places[key]
            return part
        try:
            return self.obj[self.places[key]]
        except IndexError:
            raise IndexError("index out of bounds on dimension 1") from None

    def __setitem__(self, key, value):
        self.check()
        if self.readonly:
            raise TypeError("cannot modify read-only memory")
        if not isinstance(key, slice):
            try:
                self.obj[self.places[key]] = value
            except IndexError:
                raise IndexError("index out of bounds on dimension 1") from None
            return
        places, items = self.places[key], [*value]
        if len(places) != len(items):
            raise ValueError("memoryview assignment: lvalue and rvalue have different structures")
        for place, item in zip(places, items):
            self.obj[place] = item

    def __iter__(self):
        self.check()
        for place in self.places:
            yield self.obj[place]

    def tolist(self):
        return [*self]

    def tobytes(self):
        return bytes([*self])

    __bytes__ = tobytes

    def toreadonly(self):
        view = memoryview(self)
        view.readonly = True
        return view

    def hex(self, *args):
        return self.tobytes().hex(*args)

    def cast(self, format):
        return memoryview(self)

    def release(self):
        self.released = True

    def __enter__(self):
        self.check()
        return self

    def __exit__(self, *exc):
        self.release()

    def __eq__(self, other):
        if isinstance(other, (bytes, bytearray, memoryview)):
            return self.tolist() == [*other]
        return NotImplemented

    def __hash__(self):
        if not self.readonly:
            raise ValueError("cannot hash writable memoryview object")
        return hash(self.tobytes())

    def __repr__(self):
        return "<%smemory at 0x%012x>" % ("released " if self.released else "", id(self))


memoryview.__module__ = "builtins"
TextStream.__name__ = "TextIOWrapper"
TextStream.__qualname__ = "TextIOWrapper"
TextStream.__module__ = "_io"
_vm.set_streams(TextStream(1, "<stdout>"), TextStream(2, "<stderr>"), InputStream())

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


class Stream:
    # What the standard streams have in common; they are the machine's, and nothing is buffered.
    line_buffering = write_through = False
    newlines = None
    closed = False

    @property
    def buffer(self):
        return ByteStream(self)

    def reconfigure(self, **options):
        for key in options:
            setattr(self, key, options[key])

    def close(self):
        self.closed = True

    def flush(self):
        pass

    def seekable(self):
        return False

    def isatty(self):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass


class ByteStream(Stream):
    def __init__(self, text):
        self.text, self.name = text, text.name
        self.raw = self

    def write(self, data):
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        self.text.write(data.decode("utf-8", "replace"))
        return len(data)

    def read(self, size=-1):
        return self.text.read(size).encode()

    def readline(self, size=-1):
        return self.text.readline(size).encode()

    def readlines(self, hint=-1):
        return [*self]

    def __iter__(self):
        for line in self.text:
            yield line.encode()

    def fileno(self):
        return self.text.fileno()


class TextStream(Stream):
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


class InputStream(Stream):
    def __init__(self):
        self.name, self.mode = "<stdin>", "r"
        self.encoding, self.errors = "utf-8", "strict"
        # What was read of a line and not yet given.
        self.rest = ""

    def readline(self, size=-1):
        line, self.rest = self.rest or _vm.read_line(), ""
        if 0 <= size < len(line):
            line, self.rest = line[:size], line[size:]
        return line

    def read(self, size=-1):
        parts = []
        while size:
            part = self.readline(size)
            if not part:
                break
            parts.append(part)
            if size > 0:
                size -= len(part)
        return "".join(parts)

    def readlines(self, hint=-1):
        return [*self]

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readable(self):
        return True

    def writable(self):
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


class Interpolation:
    __slots__ = __match_args__ = ("value", "expression", "conversion", "format_spec")

    def __init__(self, value, expression="", conversion=None, format_spec=""):
        self.value = value
        self.expression = expression
        self.conversion = conversion
        self.format_spec = format_spec

    def __repr__(self):
        return "Interpolation(%r, %r, %r, %r)" % (self.value, self.expression, self.conversion, self.format_spec)


class Template:
    # What a t-string makes: strings, and between each two of them an interpolation.
    __slots__ = ("strings", "interpolations")

    def __init__(self, *args):
        strings, interpolations = [""], []
        for arg in args:
            if isinstance(arg, str):
                strings[-1] += arg
            elif isinstance(arg, Interpolation):
                interpolations.append(arg)
                strings.append("")
            else:
                text = "Template.__new__ *args need to be of type 'str' or 'Interpolation', got %s"
                raise TypeError(text % _vm.type_name(arg))
        self.strings, self.interpolations = _vm.list_to_tuple(strings), _vm.list_to_tuple(interpolations)

    @property
    def values(self):
        return _vm.list_to_tuple([one.value for one in self.interpolations])

    def __iter__(self):
        for i in range(len(self.strings)):
            if self.strings[i]:
                yield self.strings[i]
            if i < len(self.interpolations):
                yield self.interpolations[i]

    def __add__(self, other):
        if not isinstance(other, Template):
            name = "string.templatelib.Template"
            raise TypeError('can only concatenate %s (not "%s") to %s' % (name, _vm.type_name(other), name))
        return Template(*self, *other)

    def __repr__(self):
        return "Template(strings=%r, interpolations=%r)" % (self.strings, self.interpolations)


Template.__module__ = Interpolation.__module__ = "string.templatelib"
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
    # A window on bytes, a bytearray or an array: `places` are offsets of bytes, or of the items of an array.
    def __init__(self, object):
        if isinstance(object, memoryview):
            self.obj, self.places, self.raw = object.obj, object.places, object.raw
            self.format, self.itemsize, self.readonly = object.format, object.itemsize, object.readonly
        elif isinstance(object, (bytes, bytearray)):
            self.obj, self.places, self.raw = object, range(len(object)), True
            self.format, self.itemsize, self.readonly = "B", 1, isinstance(object, bytes)
        elif hasattr(object, "tobytes"):
            self.obj, self.places, self.raw, self.readonly = object, range(len(object)), False, False
            self.format, self.itemsize = getattr(object, "typecode", "B"), getattr(object, "itemsize", 1)
        else:
            raise TypeError("memoryview: a bytes-like object is required, not '%s'" % _vm.type_name(object))
        self.ndim = 1
        self.released = False

    @property
    def nbytes(self):
        return len(self) * self.itemsize

    @property
    def shape(self):
        return (len(self),)

    @property
    def strides(self):
        return (self.places.step if self.raw else self.places.step * self.itemsize,)

    @property
    def contiguous(self):
        return self.strides[0] == self.itemsize or len(self) < 2

    c_contiguous = f_contiguous = contiguous

    def check(self):
        if self.released:
            raise ValueError("operation forbidden on released memoryview object")

    def item(self, place):
        if not self.raw or self.format == "B":
            return self.obj[place]
        part = self.obj[place:place + self.itemsize]
        if self.format in "fd":
            import struct
            return struct.unpack("<" + self.format, part)[0]
        if self.format == "c":
            return bytes(part)
        return int.from_bytes(part, "little", signed=self.format.islower())

    def put(self, place, value):
        try:
            if not self.raw or self.format == "B":
                self.obj[place] = value
            elif self.format in "fd":
                import struct
                self.obj[place:place + self.itemsize] = struct.pack("<" + self.format, value)
            else:
                signed = self.format.islower()
                self.obj[place:place + self.itemsize] = value.to_bytes(self.itemsize, "little", signed=signed)
        except (ValueError, OverflowError):
            raise ValueError("memoryview: invalid value for format '%s'" % self.format) from None
        except (TypeError, AttributeError):
            raise TypeError("memoryview: invalid type for format '%s'" % self.format) from None

    def place(self, key):
        try:
            return self.places[key]
        except IndexError:
            raise IndexError("index out of bounds on dimension 1") from None
        except TypeError:
            raise TypeError("memoryview: invalid slice key") from None

    def __len__(self):
        self.check()
        return len(self.places)

    def __getitem__(self, key):
        self.check()
        if isinstance(key, slice):
            part = memoryview(self)
            part.places = self.places[key]
            return part
        return self.item(self.place(key))

    def __setitem__(self, key, value):
        self.check()
        if self.readonly:
            raise TypeError("cannot modify read-only memory")
        if not isinstance(key, slice):
            return self.put(self.place(key), value)
        places = self.places[key]
        if not isinstance(value, (bytes, bytearray, memoryview)) and not hasattr(value, "tobytes"):
            raise TypeError("a bytes-like object is required, not '%s'" % _vm.type_name(value))
        items = [*value]
        if len(places) != len(items):
            raise ValueError("memoryview assignment: lvalue and rvalue have different structures")
        for place, item in zip(places, items):
            self.put(place, item)

    def __delitem__(self, key):
        raise TypeError("cannot delete memory")

    def __iter__(self):
        self.check()
        for place in self.places:
            yield self.item(place)

    def tolist(self):
        return [*self]

    def tobytes(self, order=None):
        self.check()
        if self.raw:
            return b"".join([bytes(self.obj[place:place + self.itemsize]) for place in self.places])
        places = self.places
        return self.obj[places.start:places.stop if places.stop >= 0 else None:places.step].tobytes()

    __bytes__ = tobytes

    def toreadonly(self):
        view = memoryview(self)
        view.readonly = True
        return view

    def hex(self, *args):
        return self.tobytes().hex(*args)

    def cast(self, format, shape=None):
        self.check()
        size = {"H": 2, "h": 2, "I": 4, "i": 4, "f": 4, "L": 8, "l": 8, "Q": 8, "q": 8, "d": 8}.get(format, 1)
        if not self.contiguous:
            raise TypeError("memoryview: casts are restricted to C-contiguous views")
        if self.itemsize > 1 and size > 1:
            raise TypeError("memoryview: cannot cast between two non-byte formats")
        n = self.nbytes
        if n % size:
            raise TypeError("memoryview: length is not a multiple of itemsize")
        # The bytes of an array are a copy of it.
        view = memoryview(self if self.raw else self.tobytes())
        start = view.places.start
        view.places, view.format, view.itemsize = range(start, start + n, size), format, size
        return view

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


class Quitter:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Use %s() or Ctrl-D (i.e. EOF) to exit" % self.name

    def __call__(self, code=None):
        raise SystemExit(code)


exit = Quitter("exit")
quit = Quitter("quit")
memoryview.__module__ = "builtins"
TextStream.__name__ = "TextIOWrapper"
TextStream.__qualname__ = "TextIOWrapper"
TextStream.__module__ = "_io"
for cls in (InputStream, ByteStream):
    cls.__name__ = cls.__qualname__ = "TextIOWrapper" if cls is InputStream else "BufferedWriter"
    cls.__module__ = "_io"
del cls
_vm.set_streams(TextStream(1, "<stdout>"), TextStream(2, "<stderr>"), InputStream())

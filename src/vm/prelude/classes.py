# Classes of the prelude: run last, since making a class needs the rest.


class AsyncGenStep:
    # What `__anext__`, `asend`, `athrow` and `aclose` of an async generator give to be awaited.
    def __init__(self, gen, mode, value):
        self.gen = gen
        self.mode = mode
        self.value = value
        self.state = 0

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
                self.state = 1
                if self.mode == 0:
                    if _vm.asyncgen_closed(gen):
                        self.state = 2
                        raise StopAsyncIteration
                    result = _vm.gen_send(gen, self.value)
                else:
                    if _vm.asyncgen_closed(gen):
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


TextStream.__name__ = "TextIOWrapper"
TextStream.__qualname__ = "TextIOWrapper"
TextStream.__module__ = "_io"
_vm.set_streams(TextStream(1, "<stdout>"), TextStream(2, "<stderr>"), InputStream())

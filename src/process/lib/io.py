"""Streams of text and bytes in memory. Source followed: Lib/_pyio.py, Modules/_io. There are no files."""

DEFAULT_BUFFER_SIZE = 128 * 1024
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class UnsupportedOperation(OSError, ValueError):
    pass


class BlockingIOError(BlockingIOError):
    pass


def open(file, mode="r", *args, **kwargs):
    raise FileNotFoundError(2, "No such file or directory", file)


open_code = open


class IOBase:
    closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def close(self):
        if not self.closed:
            try:
                self.flush()
            finally:
                self.closed = True

    def flush(self):
        self._check()

    def fileno(self):
        self._unsupported("fileno")

    def isatty(self):
        self._check()
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def seek(self, offset, whence=0):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None):
        self._unsupported("truncate")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1):
        if hint is None or hint <= 0:
            return list(self)
        lines, n = [], 0
        for line in self:
            lines.append(line)
            n += len(line)
            if n >= hint:
                break
        return lines

    def writelines(self, lines):
        self._check()
        for line in lines:
            self.write(line)

    def readline(self, size=-1):
        self._check()
        parts = []
        while size is None or size < 0 or len(parts) < size:
            one = self.read(1)
            if not one:
                break
            parts.append(one)
            if one == b"\n":
                break
        return b"".join(parts)


class RawIOBase(IOBase):
    pass


class BufferedIOBase(IOBase):
    pass


class TextIOBase(IOBase):
    encoding = errors = newlines = None

    def read(self, size=-1):
        self._unsupported("read")

    def write(self, text):
        self._unsupported("write")


def _size(size):
    if size is None:
        return -1
    if not hasattr(size, "__index__"):
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")
    return size.__index__()


class _Memory:
    """What StringIO and BytesIO share; `_data` is a str, or a bytearray."""

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def read(self, size=-1, /):
        self._check()
        size = _size(size)
        data, pos = self._whole(), self._pos
        end = len(data) if size < 0 else min(len(data), pos + size)
        if pos >= end:
            return self._empty
        self._pos = end
        return self._give(data[pos:end])

    def readline(self, size=-1, /):
        self._check()
        size = _size(size)
        data, pos = self._whole(), self._pos
        if pos >= len(data):
            return self._empty
        end = data.find(self._newline, pos) + 1 or len(data)
        if size >= 0:
            end = min(end, pos + size)
        self._pos = end
        return self._give(data[pos:end])

    def tell(self):
        self._check()
        return self._pos

    def truncate(self, size=None, /):
        self._check()
        size = self._pos if size is None else size
        if size < 0:
            raise ValueError(f"negative size value {size}" if self._empty else f"Negative size value {size}")
        self._data = self._whole()[:size]
        return size

    def _give(self, data):
        return data


class StringIO(_Memory, TextIOBase):
    """Written text gathers in `_parts` as long as it is only appended."""

    _empty, _newline = "", "\n"
    line_buffering = False

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is None:
            initial_value = ""
        if not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self._translate = newline
        self._data, self._parts, self._pos = "", [], 0
        if initial_value:
            self.write(initial_value)
            self._pos = 0

    def _whole(self):
        if self._parts:
            self._data += "".join(self._parts)
            self._parts = []
        return self._data

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got '{type(text).__name__}'")
        self._check()
        n = len(text)
        if self._translate != "\n":
            if self._translate is None:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            elif self._translate:
                text = text.replace("\n", self._translate)
        if not text:
            return n
        if self._parts and self._pos == self._end or self._pos == len(self._data) and not self._parts:
            self._parts.append(text)
            self._pos = self._end = self._pos + len(text)
            return n
        data, pos = self._whole(), self._pos
        if pos > len(data):
            data += "\0" * (pos - len(data))
        self._data = data[:pos] + text + data[pos + len(text):]
        self._pos = pos + len(text)
        return n

    def getvalue(self):
        self._check()
        return self._whole()

    def seek(self, pos, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence and pos:
            raise OSError("Can't do nonzero cur-relative seeks")
        if whence == 2:
            pos = len(self._whole())
        elif whence == 1:
            pos = self._pos
        self._whole()
        self._pos = pos
        return pos

    def close(self):
        self.closed = True


class BytesIO(_Memory, BufferedIOBase):
    _empty, _newline = b"", b"\n"

    def __init__(self, initial_bytes=b""):
        self._data, self._pos = bytearray(initial_bytes or b""), 0

    def _whole(self):
        return self._data

    def _give(self, data):
        return bytes(data)

    def write(self, data, /):
        self._check()
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data, pos, whole = bytes(data), self._pos, self._data
        if pos > len(whole):
            whole.extend(b"\0" * (pos - len(whole)))
        whole[pos:pos + len(data)] = data
        self._pos = pos + len(data)
        return len(data)

    def read1(self, size=-1, /):
        return self.read(size)

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def getvalue(self):
        self._check()
        return bytes(self._data)

    def getbuffer(self):
        self._check()
        return memoryview(self._data)

    def seek(self, pos, whence=0, /):
        self._check()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
        elif whence == 1:
            pos = max(0, self._pos + pos)
        elif whence == 2:
            pos = max(0, len(self._data) + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        self._pos = pos
        return pos

    def truncate(self, size=None, /):
        size = self._pos if size is None else size
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size


class TextIOWrapper(TextIOBase):
    """Text over a stream of bytes."""

    def __init__(self, buffer, encoding="utf-8", errors="strict", newline=None, line_buffering=False, write_through=False):
        self.buffer, self.encoding, self.errors = buffer, encoding or "utf-8", errors or "strict"

    def write(self, text, /):
        self.buffer.write(text.encode(self.encoding, self.errors))
        return len(text)

    def read(self, size=-1, /):
        return self.buffer.read().decode(self.encoding, self.errors)

    def readline(self, size=-1, /):
        return self.buffer.readline().decode(self.encoding, self.errors)

    def readable(self):
        return True

    writable = readable

    def flush(self):
        self.buffer.flush()

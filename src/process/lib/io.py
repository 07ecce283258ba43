"""Streams of text and bytes, in memory and in files. Source followed: Lib/_pyio.py, Modules/_io.

A file of text is read whole when it is first read from.
"""

import _kernel
import _loop
import builtins
import posix

DEFAULT_BUFFER_SIZE = 128 * 1024
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class UnsupportedOperation(OSError, ValueError):
    pass


class BlockingIOError(BlockingIOError):
    pass


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

    def _check(self):
        if self.closed:
            raise ValueError(self._closed_text)

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

    _closed_text = "I/O operation on closed file"

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

    _closed_text = "I/O operation on closed file."

    def __init__(self, initial_bytes=b""):
        if isinstance(initial_bytes, str):
            raise TypeError("a bytes-like object is required, not 'str'")
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


class FileIO(RawIOBase):
    """A descriptor."""

    def __init__(self, file, mode="r", closefd=True, opener=None):
        plus, kind = "+" in mode, mode.replace("b", "")[0]
        flags = 2 if plus else 0 if kind == "r" else 1
        flags |= {"r": 0, "w": 0o1100, "x": 0o300, "a": 0o2100}[kind]
        self._reads, self._writes, self._kind = plus or kind == "r", plus or kind != "r", kind
        self.name, self.mode, self.closefd = file, {"r": "rb", "w": "wb", "x": "xb", "a": "ab"}[kind] + "+" * plus, closefd
        self._path = None
        if isinstance(file, int):
            self._fd = int(file)
        elif opener is not None:
            self._fd = opener(file, flags)
        else:
            path = posix._full(posix._plain(file, "open"))
            if path in _written:
                _loop.collect()
            self._fd = posix._open(file, flags)
            if self._writes:
                self._path = path
                _written[path] = _written.get(path, 0) + 1
        if kind == "a":
            self._seek(0, 2)

    def readable(self):
        self._check()
        return self._reads

    def writable(self):
        self._check()
        return self._writes

    def seekable(self):
        self._check()
        try:
            self._seek(0, 1)
            return True
        except OSError:
            return False

    def fileno(self):
        self._check()
        return self._fd

    def _seek(self, offset, whence):
        return _kernel.file_seek(self._fd, offset, whence)

    def seek(self, offset, whence=0, /):
        self._check()
        return self._seek(offset, whence)

    def read(self, size=-1, /):
        self._check()
        if not self._reads:
            self._unsupported("File not open for reading")
        if size is not None and size >= 0:
            data = _kernel.read(self._fd, size)
            posix._disk(len(data))
            return data
        return self.readall()

    def readall(self):
        parts = []
        while part := self.read(1 << 20):
            parts.append(part)
        return b"".join(parts)

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def write(self, data, /):
        self._check()
        if not self._writes:
            self._unsupported("File not open for writing")
        data = data if isinstance(data, (bytes, bytearray)) else bytes(data)
        posix._disk(len(data))
        return posix_write(self._fd, data)

    def truncate(self, size=None, /):
        size = self._seek(0, 1) if size is None else size
        _kernel.file_truncate(self._fd, size)
        return size

    def close(self):
        if not self.closed:
            self.closed = True
            if self.closefd:
                _kernel.close(self._fd)
            if self._path is not None:
                left = _written.pop(self._path, 1) - 1
                if left > 0:
                    _written[self._path] = left

    def __repr__(self):
        return f"<_io.FileIO name={self.name!r} mode={self.mode!r} closefd={self.closefd}>" if not self.closed else "<_io.FileIO [closed]>"


def posix_write(fd, data):
    if fd in (1, 2):
        import _lib
        _lib.write(fd, data.decode("utf-8", "replace"))
        return len(data)
    return _kernel.write(fd, data)


# How many open files write to a path: one that was forgotten is closed before the path is opened again.
_written = {}


class _Buffered(BufferedIOBase):
    """Reads ahead into `_data`, of which `_at` bytes are consumed; gathers writes in `_out`."""

    def __init__(self, raw, buffer_size=8192):
        self.raw, self._size = raw, buffer_size
        self._data, self._at, self._out, self._n_out = b"", 0, [], 0
        self._seek_raw = getattr(raw, "_seek", raw.seek)
        _loop.watch(self)

    _wrapped = False

    def _lost(self):
        if not self._wrapped:
            try:
                self.close()
            except Exception:
                pass

    @property
    def name(self):
        return self.raw.name

    @property
    def mode(self):
        return self.raw.mode

    @property
    def closed(self):
        return self.raw.closed

    def readable(self):
        return self.raw.readable()

    def writable(self):
        return self.raw.writable()

    def seekable(self):
        return self.raw.seekable()

    def fileno(self):
        return self.raw.fileno()

    def isatty(self):
        return False

    def detach(self):
        self.flush()
        return self.raw

    def _fill(self, n):
        """At least `n` bytes ahead if there are; all with -1."""
        if not self.raw.readable():
            self._unsupported("read")
        self._check()
        self.flush()
        while n < 0 or len(self._data) - self._at < n:
            more = getattr(self.raw, "readall", self.raw.read)() if n < 0 else self.raw.read(max(self._size, n))
            self._data, self._at = self._data[self._at:] + more, 0
            if n < 0 or not more:
                break

    def read(self, size=-1, /):
        size = _size(size)
        if size < -1:
            raise ValueError("read length must be non-negative or -1")
        self._fill(size)
        end = len(self._data) if size < 0 else self._at + size
        found = self._data[self._at:end]
        self._at += len(found)
        return found

    def read1(self, size=-1, /):
        if self._at >= len(self._data):
            self._fill(1)
        return self.read(min(len(self._data) - self._at, size if size >= 0 else self._size))

    def peek(self, size=0, /):
        self._fill(1)
        return self._data[self._at:]

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def readline(self, size=-1, /):
        size = _size(size)
        self._fill(1)
        while (end := self._data.find(b"\n", self._at)) < 0:
            have = len(self._data) - self._at
            self._fill(have + 1)
            if len(self._data) - self._at == have:
                break
        end = end + 1 if end >= 0 else len(self._data)
        if size >= 0:
            end = min(end, self._at + size)
        line = self._data[self._at:end]
        self._at = end
        return line

    def write(self, data, /):
        self._check()
        if not self.raw.writable():
            self._unsupported("write")
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        self._drop_ahead()
        self._out.append(data)
        self._n_out += len(data)
        if self._n_out >= self._size:
            self.flush()
        return len(data)

    def _drop_ahead(self):
        if self._data:
            if self._at < len(self._data):
                self._seek_raw(self._at - len(self._data), 1)
            self._data, self._at = b"", 0

    def flush(self):
        self._check()
        if self._out:
            data, self._out, self._n_out = b"".join(self._out), [], 0
            self.raw.write(data)

    def tell(self):
        self._check()
        return self._seek_raw(0, 1) - (len(self._data) - self._at) + self._n_out

    def seek(self, offset, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"whence value {whence} unsupported")
        self.flush()
        self._drop_ahead()
        return self._seek_raw(offset, whence)

    def truncate(self, size=None, /):
        self.flush()
        return self.raw.truncate(self.tell() if size is None else size)

    def close(self):
        if not self.raw.closed:
            try:
                self.flush()
            finally:
                self.raw.close()

    def __repr__(self):
        return f"<_io.{type(self).__name__} name={self.name!r}>"


class BufferedReader(_Buffered):
    pass


class BufferedWriter(_Buffered):
    pass


class BufferedRandom(_Buffered):
    pass


class TextIOWrapper(TextIOBase):
    """Text over a stream of bytes. `_text` is what was read, from the byte `_base` on; `_pos` of it is consumed."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        self.buffer, self.encoding, self.errors = buffer, "UTF-8" if encoding in (None, "locale") else encoding, errors or "strict"
        "".encode(self.encoding)
        self._newline, self.line_buffering, self.write_through = newline, line_buffering, write_through
        self._text, self._pos, self._base, self._out, self._n_out = "", 0, None, [], 0
        if isinstance(buffer, _Buffered):
            buffer._wrapped = True
            _loop.watch(self)

    _wrapped, _lost = False, _Buffered._lost

    @property
    def name(self):
        return self.buffer.name

    @property
    def closed(self):
        return self.buffer.closed

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def fileno(self):
        return self.buffer.fileno()

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None):
        self.encoding, self.errors = encoding or self.encoding, errors or self.errors
        self.line_buffering = self.line_buffering if line_buffering is None else line_buffering

    def detach(self):
        self.flush()
        return self.buffer

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._check()
        if not self.buffer.writable():
            self._unsupported("not writable")
        n = len(text)
        if self._newline and self._newline != "\n":
            text = text.replace("\n", self._newline)
        if self._base is not None:
            self.seek(self.tell())
        self._out.append(text.encode(self.encoding, self.errors))
        self._n_out += n
        if self._n_out >= 8192 or self.write_through:
            self._push()
        if self.line_buffering and "\n" in text:
            self.flush()
        return n

    def _push(self):
        if self._out:
            data, self._out, self._n_out = b"".join(self._out), [], 0
            self.buffer.write(data)

    def flush(self):
        self._check()
        self._push()
        self.buffer.flush()

    def _more(self):
        """Reads what there is beyond the text that was read."""
        self._check()
        if not self.buffer.readable():
            self._unsupported("not readable")
        self._push()
        if self._base is None:
            self._base = self.buffer.tell()
        if more := self.buffer.read():
            more = more.decode(self.encoding, self.errors)
            if self._newline is None and "\r" in more:
                more = more.replace("\r\n", "\n").replace("\r", "\n")
            if self._pos and self._pos == len(self._text):
                self._base, self._text, self._pos = self.tell(), "", 0
            self._text += more

    def read(self, size=-1, /):
        size = _size(size)
        if size < 0 or self._pos + size > len(self._text):
            self._more()
        end = len(self._text) if size < 0 else self._pos + size
        found = self._text[self._pos:end]
        self._pos += len(found)
        return found

    def readline(self, size=-1, /):
        size = _size(size)
        end = self._text.find("\n", self._pos)
        if end < 0:
            self._more()
            end = self._text.find("\n", self._pos)
        elif self.closed:
            self._check()
        end = end + 1 or len(self._text)
        if size >= 0:
            end = min(end, self._pos + size)
        line = self._text[self._pos:end]
        self._pos = end
        return line

    def tell(self):
        self._check()
        if self._base is None:
            self._push()
            return self.buffer.tell()
        return self._base + len(self._text[:self._pos].encode(self.encoding, self.errors))

    def seek(self, cookie, whence=0, /):
        self._check()
        if whence == 1 and cookie:
            self._unsupported("can't do nonzero cur-relative seeks")
        if whence == 2 and cookie:
            self._unsupported("can't do nonzero end-relative seeks")
        if whence == 0 and cookie < 0:
            raise ValueError(f"negative seek position {cookie}")
        self.flush()
        if whence == 1:
            cookie, whence = self.tell(), 0
        self._text, self._pos, self._base = "", 0, None
        return self.buffer.seek(cookie, whence)

    def truncate(self, size=None, /):
        self.flush()
        return self.buffer.truncate(self.tell() if size is None else size)

    def close(self):
        if not self.buffer.closed:
            try:
                self.flush()
            finally:
                self.buffer.close()

    def __repr__(self):
        name = f" name={self.name!r}" if hasattr(self.buffer, "name") else ""
        mode = f" mode={self.mode!r}" if hasattr(self, "mode") else ""
        return f"<_io.TextIOWrapper{name}{mode} encoding={self.encoding!r}>"


def _open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if not isinstance(file, int):
        file = posix.fspath(file)
    for what, value in ("mode", mode), ("encoding", encoding), ("errors", errors), ("newline", newline):
        if not isinstance(value, str) and (value is not None or what == "mode"):
            expected = "str" if what == "mode" else "str or None"
            raise TypeError(f"open() argument '{what}' must be {expected}, not {type(value).__name__}")
    if set(mode) - set("rwxabt+") or len(mode) > len(set(mode)):
        raise ValueError(f"invalid mode: {mode!r}")
    binary = "b" in mode
    if binary and "t" in mode:
        raise ValueError("can't have text and binary mode at once")
    if sum(kind in mode for kind in "rwxa") != 1:
        raise ValueError("must have exactly one of create/read/write/append mode" if mode else
                         "Must have exactly one of create/read/write/append mode and at most one plus")
    for what, value in ("encoding", encoding), ("errors", errors), ("newline", newline):
        if binary and value is not None:
            raise ValueError(f"binary mode doesn't take {'an' if what[0] == 'e' else 'a'} {what} argument")
    if buffering == 0 and not binary:
        raise ValueError("can't have unbuffered text I/O")
    raw = FileIO(file, mode.replace("t", ""), closefd, opener)
    if buffering == 0:
        return raw
    kind = BufferedRandom if "+" in mode else BufferedReader if "r" in mode else BufferedWriter
    buffer = kind(raw, buffering if buffering > 1 else 8192)
    if binary:
        return buffer
    text = TextIOWrapper(buffer, encoding, errors, newline, buffering == 1)
    text.mode = mode
    return text


open_code = open = builtins.open

for _cls in StringIO, BytesIO, FileIO, BufferedReader, BufferedWriter, BufferedRandom, TextIOWrapper:
    _cls.__module__ = "_io"
    __import__("_lib").in_c("_io", _cls)

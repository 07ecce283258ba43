"""Files of gzip's. Source followed: Lib/gzip.py. A file is compressed when it is closed."""

import builtins
import io
import zlib

READ, WRITE = "rb", "wb"


class BadGzipFile(OSError):
    pass


def compress(data, compresslevel=9, *, mtime=0):
    packed = zlib.compress(data, compresslevel, 31)
    return packed[:4] + int(mtime or 0).to_bytes(4, "little") + packed[8:9] + b"\xff" + packed[10:]


def decompress(data):
    parts = []
    while data:
        if data[:2] != b"\x1f\x8b":
            raise BadGzipFile(f"Not a gzipped file ({bytes(data[:2])!r})")
        one = zlib.decompressobj(31)
        parts.append(one.decompress(data))
        if not one.eof:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        data = one.unused_data.lstrip(b"\0")
    return b"".join(parts)


class GzipFile(io.BytesIO):
    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        mode = mode or getattr(fileobj, "mode", "rb")
        if mode and ("t" in mode or "U" in mode):
            raise ValueError(f"Invalid mode: {mode!r}")
        mode = mode if "b" in mode else mode + "b"
        self._own = fileobj is None
        self.fileobj = builtins.open(filename, mode) if fileobj is None else fileobj
        self.name = filename or getattr(self.fileobj, "name", "")
        self.mode, self.compresslevel, self.mtime = mode, compresslevel, mtime
        io.BytesIO.__init__(self, decompress(self.fileobj.read()) if mode[0] == "r" else b"")

    def readable(self):
        return self.mode[0] == "r"

    def writable(self):
        return self.mode[0] != "r"

    def write(self, data, /):
        if self.mode[0] == "r":
            raise OSError(9, "write() on read-only GzipFile object")
        return io.BytesIO.write(self, data)

    def close(self):
        if not self.closed:
            if self.mode[0] != "r":
                self.fileobj.write(compress(self.getvalue(), self.compresslevel, mtime=self.mtime))
            if self._own:
                self.fileobj.close()
            self.closed = True


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    if "t" in mode and "b" in mode:
        raise ValueError(f"Invalid mode: {mode!r}")
    own = isinstance(filename, (str, bytes)) or hasattr(filename, "__fspath__")
    file = GzipFile(*(filename, mode.replace("t", ""), compresslevel) if own else (None, mode.replace("t", ""), compresslevel, filename))
    return io.TextIOWrapper(file, encoding, errors, newline) if "t" in mode else file

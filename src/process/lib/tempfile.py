"""Files and folders for a while. Source followed: Lib/tempfile.py."""

import io
import os
import random
import shutil

tempdir, template, TMP_MAX = None, "tmp", 10000
_random = None


def gettempdir():
    return tempdir or "/tmp"


def gettempprefix():
    return template


def _name(suffix, prefix, dir):
    global _random
    _random = _random or random.Random()
    word = "".join(_random.choices("abcdefghijklmnopqrstuvwxyz0123456789_", k=8))
    return os.path.join(os.path.abspath(dir or gettempdir()), (prefix if prefix is not None else template) + word + (suffix or ""))


def _unused(make, suffix, prefix, dir):
    while True:
        try:
            name = _name(suffix, prefix, dir)
            return make(name), name
        except FileExistsError:
            pass


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    return _unused(lambda name: os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL), suffix, prefix, dir)


def mkdtemp(suffix=None, prefix=None, dir=None):
    return _unused(os.mkdir, suffix, prefix, dir)[1]


def mktemp(suffix="", prefix=template, dir=None):
    return _name(suffix, prefix, dir)


class _TemporaryFileWrapper:
    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file, self.name, self.delete, self._on_close = file, name, delete, delete_on_close
        self._gone = False

    def __getattr__(self, name):
        return getattr(self.__dict__["file"], name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *details):
        self.file.close()
        self._remove()

    def __iter__(self):
        return iter(self.file)

    def close(self):
        self.file.close()
        if self._on_close:
            self._remove()

    def _remove(self):
        if self.delete and not self._gone:
            self._gone = True
            os.unlink(self.name)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *,
                       errors=None, delete_on_close=True):
    fd, name = mkstemp(suffix, prefix, dir)
    file = io.open(fd, mode, buffering, encoding, errors, newline)
    (file.buffer if hasattr(file, "buffer") else file).raw.name = name
    return _TemporaryFileWrapper(file, name, delete, delete_on_close)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    fd, name = mkstemp(suffix, prefix, dir)
    os.unlink(name)
    return io.open(fd, mode, buffering, encoding, errors, newline)


class SpooledTemporaryFile:
    def __init__(self, max_size=0, mode="w+b", *args, **kwargs):
        self._file, self.mode = (io.BytesIO() if "b" in mode else io.StringIO()), mode

    def __getattr__(self, name):
        return getattr(self.__dict__["_file"], name)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self._file.close()

    def __iter__(self):
        return iter(self._file)

    def rollover(self):
        pass


class TemporaryDirectory:
    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name, self._delete = mkdtemp(suffix, prefix, dir), delete

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *details):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        if os.path.exists(self.name):
            shutil.rmtree(self.name)

"""Paths as objects. Source followed: Lib/pathlib. There are POSIX paths only."""

import io
import os
from posix import fspath


class UnsupportedOperation(NotImplementedError):
    pass


class _Parents:
    def __init__(self, path):
        self._all, here = [], path
        while here.parent != here:
            here = here.parent
            self._all.append(here)
        self._name = type(path).__name__

    def __len__(self):
        return len(self._all)

    def __getitem__(self, at):
        return tuple(self._all[at]) if isinstance(at, slice) else self._all[at]

    def __repr__(self):
        return f"<{self._name}.parents>"


class PurePath:
    __slots__ = "_root", "_tail", "_text", "__weakref__"

    def __new__(cls, *args, **kwargs):
        return object.__new__(PurePosixPath if cls is PurePath else cls)

    def __init__(self, *args):
        texts = []
        for arg in args:
            if not isinstance(arg, PurePath):
                arg = fspath(arg) if isinstance(arg, str) or hasattr(arg, "__fspath__") else arg
                if not isinstance(arg, str):
                    raise TypeError("argument should be a str or an os.PathLike object where __fspath__ returns a str, "
                                    f"not {type(arg).__name__!r}")
            texts.append(str(arg))
        text = os.path.join(*texts) if texts else ""
        self._root = "" if not text.startswith("/") else "//" if text.startswith("//") and not text.startswith("///") else "/"
        self._tail = [part for part in text.split("/") if part and part != "."]
        self._text = None

    def _new(self, root, tail):
        new = object.__new__(type(self))
        new._root, new._tail, new._text = root, tail, None
        return new

    def with_segments(self, *segments):
        return type(self)(*segments)

    def __str__(self):
        if self._text is None:
            self._text = self._root + "/".join(self._tail) or "."
        return self._text

    __fspath__ = as_posix = __str__

    def __bytes__(self):
        return str(self).encode()

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self):
        return type(self), tuple(self.parts)

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(str(self))

    def __lt__(self, other):
        return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self.parts <= other.parts if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self.parts > other.parts if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self.parts >= other.parts if isinstance(other, PurePath) else NotImplemented

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def joinpath(self, *others):
        return self.with_segments(self, *others)

    @property
    def parts(self):
        return ((self._root,) if self._root else ()) + tuple(self._tail)

    drive = property(lambda self: "")
    root = property(lambda self: self._root)
    anchor = property(lambda self: self._root)
    parents = property(_Parents)

    @property
    def parent(self):
        return self._new(self._root, self._tail[:-1]) if self._tail else self

    @property
    def name(self):
        return self._tail[-1] if self._tail else ""

    @property
    def suffix(self):
        name = self.name.lstrip(".")
        dot = name.rfind(".")
        return name[dot:] if dot > 0 else ""

    @property
    def suffixes(self):
        return ["." + part for part in self.name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        return self.name[:len(self.name) - len(self.suffix)]

    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return self._new(self._root, self._tail[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and (not suffix.startswith(".") or "/" in suffix or suffix == "."):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(self.stem + suffix)

    def is_absolute(self):
        return bool(self._root)

    def relative_to(self, other, *, walk_up=False):
        other = self.with_segments(other)
        ups = 0
        for base in (other, *other.parents):
            if self.parts[:len(base.parts)] == base.parts:
                return self._new("", [".."] * ups + list(self.parts[len(base.parts):]))
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            ups += 1
        raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")

    def is_relative_to(self, other):
        other = self.with_segments(other)
        return self.parts[:len(other.parts)] == other.parts

    def as_uri(self):
        if not self._root:
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote
        return "file://" + quote(str(self))

    def match(self, path_pattern, *, case_sensitive=None):
        from fnmatch import fnmatchcase
        pattern = self.with_segments(path_pattern)
        mine, theirs = self.parts, pattern.parts
        if not theirs:
            raise ValueError("empty pattern")
        if len(theirs) > len(mine) or pattern._root and len(theirs) != len(mine):
            return False
        return all(fnmatchcase(part, pat) for part, pat in zip(mine[-len(theirs):], theirs))

    def full_match(self, pattern, *, case_sensitive=None):
        return _matches(self.parts, self.with_segments(pattern).parts)


def _matches(parts, pats):
    from fnmatch import fnmatchcase
    if not pats:
        return not parts
    if pats[0] == "**":
        return any(_matches(parts[n:], pats[1:]) for n in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pats[0]) and _matches(parts[1:], pats[1:])


class PurePosixPath(PurePath):
    __slots__ = ()


class Path(PurePath):
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls(os.path.expanduser("~"))

    def expanduser(self):
        return self.with_segments(os.path.expanduser(str(self)))

    def absolute(self):
        return self if self._root else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        path = self.with_segments(os.path.abspath(self))
        if strict:
            path.stat()
        return path

    def stat(self, *, follow_symlinks=True):
        return os.stat(self)

    lstat = stat

    def exists(self, *, follow_symlinks=True):
        return os.path.exists(self)

    def is_dir(self, *, follow_symlinks=True):
        return os.path.isdir(self)

    def is_file(self, *, follow_symlinks=True):
        return os.path.isfile(self)

    def is_symlink(self):
        return False

    is_mount = is_junction = is_socket = is_fifo = is_block_device = is_char_device = is_symlink

    def samefile(self, other):
        return os.path.samefile(self, other)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        with self.open("r", -1, encoding, errors, newline) as f:
            return f.read()

    def read_bytes(self):
        with self.open("rb") as f:
            return f.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", -1, encoding, errors, newline) as f:
            return f.write(data)

    def write_bytes(self, data):
        view = memoryview(data)
        with self.open("wb") as f:
            return f.write(view)

    def touch(self, mode=0o666, exist_ok=True):
        os.close(os.open(self, os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(self)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        os.rename(self, target)
        return self.with_segments(target)

    replace = rename

    def copy(self, target, **kwargs):
        import shutil
        (shutil.copytree if self.is_dir() else shutil.copyfile)(self, target)
        return self.with_segments(target)

    def move(self, target):
        return self.rename(target)

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode)

    def owner(self, *, follow_symlinks=True):
        return "user"

    group = owner

    def iterdir(self):
        names = os.listdir(self)
        return (self._new(self._root, self._tail + [name]) for name in names)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        parts = self.with_segments(pattern)
        if parts._root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if not parts._tail:
            raise ValueError(f"Unacceptable pattern: {str(pattern)!r}")
        return self._select(parts._tail)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        return self.glob(os.path.join("**", pattern))

    def _select(self, pats):
        from fnmatch import fnmatchcase
        pat, rest = pats[0], pats[1:]
        if pat == "**":
            if rest:
                yield from self._select(rest)
            else:
                yield self
            for entry in _entries(self):
                if entry.is_dir():
                    yield from self._new(self._root, self._tail + [entry.name])._select(pats)
                elif not rest:
                    yield self._new(self._root, self._tail + [entry.name])
        else:
            for entry in _entries(self):
                if fnmatchcase(entry.name, pat):
                    found = self._new(self._root, self._tail + [entry.name])
                    if not rest:
                        yield found
                    elif entry.is_dir():
                        yield from found._select(rest)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        for where, folders, names in os.walk(str(self), top_down, on_error):
            yield self.with_segments(where), folders, names


def _entries(path):
    try:
        return list(os.scandir(path))
    except OSError:
        return []


class PosixPath(Path, PurePosixPath):
    __slots__ = ()


class PureWindowsPath(PurePath):
    __slots__ = ()


class WindowsPath(Path):
    def __new__(cls, *args, **kwargs):
        raise UnsupportedOperation("cannot instantiate 'WindowsPath' on your system")

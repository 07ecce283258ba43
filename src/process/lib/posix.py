"""System calls about files: what CPython has in Modules/posixmodule.c. Files live in the world's memory."""

import _kernel
import _loop

O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_NONBLOCK, O_CLOEXEC = 0, 1, 2, 64, 128, 512, 1024, 2048, 524288
_cwd = "/home/user"
_EPOCH = 1767225600


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return method(path)


def _plain(path, what):
    if path is None:
        path = "."
    elif not isinstance(path, (str, bytes)):
        method = getattr(type(path), "__fspath__", None)
        if method is None:
            raise TypeError(f"{what}: path should be string, bytes or os.PathLike, not {type(path).__name__}")
        path = method(path)
    if isinstance(path, bytes):
        path = path.decode()
    if "\0" in path:
        raise ValueError("embedded null character" if what == "open" else f"{what}: embedded null character in path")
    return path


def _full(path):
    """The absolute path without dots; "" stays."""
    if not path:
        return "//"
    parts = []
    for part in (path if path[0] == "/" else _cwd + "/" + path).split("/"):
        if part == "..":
            parts and parts.pop()
        elif part and part != ".":
            parts.append(part)
    return "/" + "/".join(parts) + ("/" if path[-1] == "/" and parts else "")


def _ask(function, what, path, *more):
    path = _plain(path, what)
    if not path:
        raise FileNotFoundError(2, "No such file or directory", path)
    try:
        return function(_full(path), *more)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None


def _disk(n_bytes=0):
    """What a disk takes."""
    _loop.outside(1, 0.00003 + n_bytes / 2e9)


def _open(path, flags):
    fd = _ask(_kernel.file_open, "open", path, flags)
    _disk()
    return fd


def open(path, flags, mode=0o777, *, dir_fd=None):
    return _open(path, flags)


class stat_result(tuple):
    __module__ = "os"

    _names = "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime"

    def __getattr__(self, name):
        if name in self._names:
            return self[self._names.index(name)]
        if name in ("st_mtime_ns", "st_atime_ns", "st_ctime_ns"):
            return int(self[8] * 1_000_000_000)
        if name in ("st_blksize", "st_blocks"):
            return 4096 if name == "st_blksize" else -(-self[6] // 512)
        raise AttributeError(f"'os.stat_result' object has no attribute '{name}'")

    def __repr__(self):
        return f"os.stat_result({', '.join(f'{name}={value}' for name, value in zip(self._names, self))})"


def _stat_result(numbers):
    folder, size, changed, node = numbers
    time = _EPOCH + changed / 1000
    return stat_result((0o40755 if folder else 0o100644, node, 1, 2 if folder else 1, 1000, 1000, size, time, time, time))


def stat(path, *, dir_fd=None, follow_symlinks=True):
    return fstat(path) if isinstance(path, int) else _stat_result(_ask(_kernel.file_stat, "stat", path))


lstat = stat


def fstat(fd):
    return _stat_result(_kernel.file_stat_fd(fd))


def listdir(path="."):
    return _ask(_kernel.file_list, "listdir", path)


def mkdir(path, mode=0o777, *, dir_fd=None):
    _ask(_kernel.file_mkdir, "mkdir", path)


def rmdir(path, *, dir_fd=None):
    _ask(_kernel.file_remove, "rmdir", path, True)


def remove(path, *, dir_fd=None):
    _ask(_kernel.file_remove, "remove", path, False)


def unlink(path, *, dir_fd=None):
    _ask(_kernel.file_remove, "unlink", path, False)


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    src, dst = _plain(src, "rename"), _plain(dst, "rename")
    try:
        _kernel.file_rename(_full(src), _full(dst))
    except OSError as error:
        raise OSError(error.errno, error.strerror, src, None, dst) from None


replace = rename


def getcwd():
    return _cwd


def chdir(path):
    global _cwd
    if not stat(path)[0] & 0o40000:
        raise NotADirectoryError(20, "Not a directory", path)
    _cwd = _full(_plain(path, "chdir")).rstrip("/") or "/"


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    stat(path)


def utime(path, times=None, **kwargs):
    stat(path)


def access(path, mode, **kwargs):
    try:
        stat(path)
        return True
    except OSError:
        return False


def truncate(path, length):
    fd = _open(path, O_WRONLY)
    _kernel.file_truncate(fd, length)
    _kernel.close(fd)


def ftruncate(fd, length, /):
    _kernel.file_truncate(fd, length)


def lseek(fd, position, whence, /):
    return _kernel.file_seek(fd, position, whence)


def fsync(fd):
    _loop.outside(1, 0.002)


fdatasync = fsync


def readlink(path, *, dir_fd=None):
    stat(path)
    raise OSError(22, "Invalid argument", path)


class DirEntry:
    def __init__(self, folder, name):
        self.name, self.path = name, name if folder == "." else folder.rstrip("/") + "/" + name

    def stat(self, *, follow_symlinks=True):
        return stat(self.path)

    def is_dir(self, *, follow_symlinks=True):
        return self.stat()[0] & 0o40000 != 0

    def is_file(self, *, follow_symlinks=True):
        return not self.is_dir()

    def is_symlink(self):
        return False

    def inode(self):
        return self.stat()[1]

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class _Scan:
    def __init__(self, path):
        path = _plain(path, "scandir")
        self._left = iter([DirEntry(path if path else ".", name) for name in listdir(path)])

    def __iter__(self):
        return self._left

    def __next__(self):
        return next(self._left)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pass

    def close(self):
        pass


def scandir(path="."):
    return _Scan(path)

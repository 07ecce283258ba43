"""What of the operating system a program can see. Source followed: Lib/os.py."""

import _kernel
import _lib
import os.path as path
from posix import (
    O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_NONBLOCK, O_CLOEXEC, DirEntry, access, chdir, chmod, fspath,
    fstat, fsync, fdatasync, ftruncate, getcwd, listdir, lseek, lstat, mkdir, open, readlink, remove, rename, replace, rmdir,
    scandir, stat, stat_result, truncate, unlink, utime)
from os.path import sep, pathsep, curdir, pardir, extsep, altsep, devnull, defpath
import sys

name, linesep = "posix", "\n"
error = OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EX_OK = 0
WNOHANG = 1


class PathLike:
    __class_getitem__ = classmethod(lambda cls, item: cls)

    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "__fspath__") if cls is PathLike else NotImplemented


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


class _Environ(dict):
    def __setitem__(self, key, value):
        for one in (key, value):
            if not isinstance(one, str):
                raise TypeError(f"str expected, not {type(one).__name__}")
        super().__setitem__(key, value)

    def __repr__(self):
        return f"environ({dict.__repr__(self)})"

    def copy(self):
        return dict(self)


environ = _Environ({"HOME": "/home/user", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "USER": "user"})


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    pass


def getpid():
    return _kernel.getpid()


def getppid():
    return _kernel.getppid()


def cpu_count():
    return _kernel.cpu_count()


process_cpu_count = cpu_count


def sched_getaffinity(pid):
    return set(range(_kernel.cpu_count()))


def sched_yield():
    import time
    time.sleep(0)


def _exit(status):
    _kernel.exit(status)


def abort():
    _kernel.exit(134)


def fork():
    return _fork("")


def kill(pid, sig, /):
    if pid == _kernel.getpid() and sig:
        import signal
        return signal.raise_signal(sig)
    from _threads import send
    send(pid, int(sig))


def waitpid(pid, options, /):
    status = _kernel.waitpid(pid, 0 if options & WNOHANG else None)
    if status is None:
        return 0, 0
    return pid, -status if status < 0 else status << 8


def WIFEXITED(status):
    return status & 127 == 0


def WIFSIGNALED(status):
    return status & 127 != 0


def WEXITSTATUS(status):
    return status >> 8


def WTERMSIG(status):
    return status & 127


def waitstatus_to_exitcode(status):
    return status >> 8 if status & 127 == 0 else -(status & 127)


def pipe():
    return _kernel.pipe()


def read(fd, n, /):
    return _kernel.read(fd, n)


def write(fd, data, /):
    if fd in (1, 2):
        _lib.write(fd, bytes(data).decode("utf-8", "replace"))
        return len(data)
    return _kernel.write(fd, data)


def close(fd):
    _kernel.close(fd)


def dup(fd, /):
    return _kernel.dup(fd)


def urandom(size, /):
    if size < 0:
        raise ValueError("negative argument not allowed")
    return (_lib.entropy(size) & (1 << 8 * size) - 1).to_bytes(size, "little") if size else b""


def getlogin():
    return "user"


def getuid():
    return 1000


getgid = geteuid = getegid = getuid


def umask(mask, /):
    return 0o022


def isatty(fd, /):
    return False


def getloadavg():
    return 0.0, 0.0, 0.0


class _Fields(tuple):
    def __new__(cls, *values):
        return tuple.__new__(cls, values)

    def __getattr__(self, name):
        if name in self._fields:
            return self[self._fields.index(name)]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self))
        return f"posix.{type(self).__name__}({shown})"


class uname_result(_Fields):
    _fields = "sysname", "nodename", "release", "version", "machine"


class times_result(_Fields):
    _fields = "user", "system", "children_user", "children_system", "elapsed"


class terminal_size(_Fields):
    _fields = "columns", "lines"

    def __new__(cls, values):
        return tuple.__new__(cls, values)

    __repr__ = lambda self: f"os.terminal_size(columns={self[0]}, lines={self[1]})"


def uname():
    return uname_result("Linux", "localhost", "6.1.0", "#1 SMP", "x86_64")


def times():
    import time
    return times_result(time.process_time(), 0.0, 0.0, 0.0, time.monotonic())


def get_terminal_size(fd=1, /):
    raise OSError(25, "Inappropriate ioctl for device")


def strerror(code, /):
    import errno
    return errno._texts.get(code, f"Unknown error {code}")


def getcwdb():
    return getcwd().encode()


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        makedirs(head, exist_ok=exist_ok)
        if tail == ".":
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    rmdir(name)
    head, tail = path.split(name.rstrip("/"))
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)


def _not_permitted(src, dst=None, *args, **kwargs):
    raise PermissionError(1, "Operation not permitted", fspath(src), None, dst)


symlink = link = chown = mkfifo = _not_permitted


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    folders, files = [], []
    try:
        for entry in scandir(top):
            (folders if entry.is_dir() else files).append(entry.name)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    if topdown:
        yield top, folders, files
    for folder in folders:
        yield from walk(path.join(top, folder), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def fdopen(fd, mode="r", *args, **kwargs):
    import io
    return io.open(fd, mode, *args, **kwargs)


def get_exec_path(env=None):
    return ["/usr/bin", "/bin"]


_at_fork = [], [], []


def register_at_fork(*, before=None, after_in_parent=None, after_in_child=None):
    given = before, after_in_parent, after_in_child
    if given == (None, None, None):
        raise TypeError("At least one argument is required.")
    for calls, call in zip(_at_fork, given):
        if call is not None:
            if not callable(call):
                raise TypeError(f"'{('before', 'after_in_parent', 'after_in_child')[_at_fork.index(calls)]}' must be callable")
            calls.append(call)


def _fork(name):
    for call in reversed(_at_fork[0]):
        call()
    pid = _kernel.fork(name)
    if pid == 0 and "threading" in sys.modules:
        sys.modules["threading"]._after_fork()
    for call in _at_fork[2 if pid == 0 else 1]:
        call()
    return pid

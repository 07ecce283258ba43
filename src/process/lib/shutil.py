"""Files and folders as wholes. Source followed: Lib/shutil.py."""

import os
from posix import fspath as _text

_sizes = os.terminal_size


class Error(OSError):
    pass


class SameFileError(Error):
    pass


class SpecialFileError(OSError):
    pass


def copyfileobj(fsrc, fdst, length=0):
    while data := fsrc.read(length or 65536):
        fdst.write(data)


def copyfile(src, dst, *, follow_symlinks=True):
    if os.path.exists(dst) and os.path.samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    with open(src, "rb") as fsrc, open(dst, "wb") as fdst:
        copyfileobj(fsrc, fdst)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    os.stat(src)


copystat = copymode


def copy(src, dst, *, follow_symlinks=True):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    return copyfile(src, dst)


copy2 = copy


def ignore_patterns(*patterns):
    import fnmatch
    return lambda path, names: {name for pattern in patterns for name in fnmatch.filter(names, pattern)}


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False, dirs_exist_ok=False):
    names = os.listdir(src)
    ignored = ignore(_text(src), names) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    for name in names:
        if name not in ignored:
            one, other = os.path.join(src, name), os.path.join(dst, name)
            if os.path.isdir(one):
                copytree(one, other, symlinks, ignore, copy_function, dirs_exist_ok=dirs_exist_ok)
            else:
                copy_function(one, other)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    try:
        if not os.path.isdir(path):
            raise (NotADirectoryError(20, "Not a directory", _text(path)) if os.path.exists(path)
                   else FileNotFoundError(2, "No such file or directory", _text(path)))
        for entry in os.scandir(path):
            if entry.is_dir():
                rmtree(entry.path, ignore_errors, onerror, onexc=onexc)
            else:
                os.unlink(entry.path)
        os.rmdir(path)
    except OSError as error:
        if onexc is not None:
            onexc(os.rmdir, path, error)
        elif onerror is not None:
            onerror(os.rmdir, path, (type(error), error, error.__traceback__))
        elif not ignore_errors:
            raise


def move(src, dst, copy_function=copy2):
    real = dst
    if os.path.isdir(dst):
        real = os.path.join(dst, os.path.basename(_text(src).rstrip("/")))
        if os.path.exists(real):
            raise Error(f"Destination path '{real}' already exists")
    os.rename(src, real)
    return real


def which(cmd, mode=1, path=None):
    return None


class _Usage(tuple):
    total, used, free = (property(lambda self, n=n: self[n]) for n in range(3))

    def __repr__(self):
        return f"usage(total={self[0]}, used={self[1]}, free={self[2]})"


def disk_usage(path):
    os.stat(path)
    used = sum([os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk("/") for name in names])
    return _Usage((64 << 20, used, (64 << 20) - used))


def get_terminal_size(fallback=(80, 24)):
    sizes = [int(os.environ.get(name, "0") or 0) if os.environ.get(name, "0").isdigit() else 0 for name in ("COLUMNS", "LINES")]
    return _sizes((sizes[0] or fallback[0], sizes[1] or fallback[1]))

"""Paths with slashes. Source followed: Lib/posixpath.py."""

import posix
from posix import fspath as _text

sep, altsep, pardir, curdir, extsep, pathsep, devnull, defpath = "/", None, "..", ".", ".", ":", "/dev/null", "/bin:/usr/bin"


def join(path, *paths):
    path = _text(path)
    for part in map(_text, paths):
        if part.startswith("/") or not path:
            path = part
        elif path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def split(path):
    path = _text(path)
    cut = path.rfind("/") + 1
    head, tail = path[:cut], path[cut:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(path):
    return split(path)[1]


def dirname(path):
    return split(path)[0]


def splitext(path):
    path = _text(path)
    start = path.rfind("/") + 1
    dot = path.rfind(".")
    if dot > start and path[start:dot].strip("."):
        return path[:dot], path[dot:]
    return path, ""


def splitdrive(path):
    return "", _text(path)


def isabs(path):
    return _text(path).startswith("/")


def normpath(path):
    path = _text(path)
    if not path:
        return "."
    root = "//" if path.startswith("//") and not path.startswith("///") else "/" if path.startswith("/") else ""
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or not root and not parts or parts and parts[-1] == "..":
            parts.append(part)
        elif parts:
            parts.pop()
    return root + "/".join(parts) or "."


def abspath(path):
    return normpath(join(posix.getcwd(), path))


def realpath(path, *, strict=False):
    return abspath(path)


normcase = _text


def relpath(path, start="."):
    if not path:
        raise ValueError("no path specified")
    here = [part for part in abspath(start).split("/") if part]
    there = [part for part in abspath(path).split("/") if part]
    same = 0
    while same < min(len(here), len(there)) and here[same] == there[same]:
        same += 1
    return join(*[".."] * (len(here) - same), *there[same:]) if len(here) > same or there[same:] else "."


def splitroot(path):
    path = _text(path)
    root = "//" if path.startswith("//") and not path.startswith("///") else "/" if path.startswith("/") else ""
    return "", root, path[len(root):]


def isjunction(path):
    return False


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def lexists(path):
    return exists(path)


def commonprefix(paths):
    if not paths:
        return ""
    low, high = min(paths), max(paths)
    for at, one in enumerate(low):
        if one != high[at]:
            return low[:at]
    return low


def commonpath(paths):
    parts = [[part for part in path.split("/") if part and part != "."] for path in map(_text, paths)]
    if not parts:
        raise ValueError("commonpath() arg is an empty sequence")
    if len({isabs(path) for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    return ("/" if isabs(paths[0]) else "") + "/".join(commonprefix(parts))


def expanduser(path):
    path = _text(path)
    return "/home/user" + path[1:] if path == "~" or path.startswith("~/") else path


def expandvars(path):
    return path


def exists(path):
    try:
        posix.stat(path)
    except (OSError, ValueError):
        return False
    return True


lexists = exists


def isdir(path):
    try:
        return posix.stat(path).st_mode & 0o40000 != 0
    except (OSError, ValueError):
        return False


def isfile(path):
    try:
        return posix.stat(path).st_mode & 0o40000 == 0
    except (OSError, ValueError):
        return False


def islink(path):
    return False


def ismount(path):
    return abspath(path) == "/"


def getsize(filename):
    return posix.stat(filename).st_size


def getmtime(filename):
    return posix.stat(filename).st_mtime


getatime = getctime = getmtime


def samefile(a, b):
    return posix.stat(a).st_ino == posix.stat(b).st_ino

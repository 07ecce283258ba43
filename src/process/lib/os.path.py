"""Paths with slashes. Source followed: Lib/posixpath.py. There are no files: nothing but `/` exists."""

sep, altsep, pardir, curdir, extsep, pathsep, devnull, defpath = "/", None, "..", ".", ".", ":", "/dev/null", "/bin:/usr/bin"


def _text(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return method(path)


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
    return normpath(join("/home/user", path))


realpath = abspath
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
    return abspath(path) in ("/", "/home", "/home/user")


isdir = lexists = exists


def isfile(path):
    _text(path)
    return False


islink = ismount = isfile


def getsize(path):
    raise FileNotFoundError(2, "No such file or directory", path)


getmtime = getatime = getctime = getsize

"""Paths that match patterns of a shell. Source followed: Lib/glob.py."""

import fnmatch
import os


def has_magic(s):
    return any(char in s for char in "*?[")


def escape(pathname):
    return "".join(["[" + char + "]" if char in "*?[" else char for char in pathname])


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    root = os.fspath(root_dir) if root_dir is not None else ""
    parts = pathname.split("/")
    start = "/" if pathname.startswith("/") else ""
    yield from _walk(root, start, [part for part in parts[:-1] if part] + parts[-1:], recursive, include_hidden)


def _names(root, where):
    try:
        return os.listdir(os.path.join(root, where) or ".")
    except OSError:
        return []


def _walk(root, where, parts, recursive, hidden):
    if not parts:
        yield where
        return
    part, rest = parts[0], parts[1:]
    if part == "":
        if os.path.isdir(os.path.join(root, where)):
            yield where + "/"
    elif part == "**" and recursive:
        if rest:
            yield from _walk(root, where, rest, recursive, hidden)
        elif where:
            yield where + "/"
        for name in _names(root, where):
            below = os.path.join(where, name)
            if not hidden and name[0] == ".":
                continue
            if os.path.isdir(os.path.join(root, below)):
                if rest:
                    yield from _walk(root, below, parts, recursive, hidden)
                else:
                    yield below
                    yield from (one for one in _walk(root, below, parts, recursive, hidden) if one != below + "/")
            elif not rest:
                yield below
    elif has_magic(part):
        for name in fnmatch.filter(_names(root, where), part):
            if name[0] != "." or part[0] == "." or hidden:
                below = os.path.join(where, name)
                if not rest or os.path.isdir(os.path.join(root, below)):
                    yield from _walk(root, below, rest, recursive, hidden)
    else:
        below = os.path.join(where, part)
        if os.path.exists(os.path.join(root, below)):
            yield from _walk(root, below, rest, recursive, hidden)


def glob(pathname, **kwargs):
    return list(iglob(pathname, **kwargs))

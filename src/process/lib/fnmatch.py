"""Names that match patterns of a shell. Source followed: Lib/fnmatch.py."""

import functools
import re


def translate(pat):
    out, at, n = [], 0, len(pat)
    while at < n:
        char = pat[at]
        at += 1
        if char == "*":
            if not out or out[-1] != ".*":
                out.append(".*")
        elif char == "?":
            out.append(".")
        elif char == "[":
            end = pat.find("]", at + (pat[at:at + 1] == "!") + 1)
            if end < 0:
                out.append("\\[")
            else:
                inner = pat[at:end].replace("\\", "\\\\").replace("[", "\\[")
                out.append("[" + ("^" + inner[1:] if inner[0] == "!" else "\\" + inner if inner[0] == "^" else inner) + "]")
                at = end + 1
        else:
            out.append(re.escape(char))
    return "(?s:" + "".join(out) + r")\z"


@functools.lru_cache(1024)
def _matcher(pat):
    return re.compile(translate(pat)[:-2]).fullmatch


def fnmatchcase(name, pat):
    return _matcher(pat)(name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    match = _matcher(pat)
    return [name for name in names if match(name)]


def filterfalse(names, pat):
    match = _matcher(pat)
    return [name for name in names if not match(name)]

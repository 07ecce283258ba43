"""What computer and Python these are. Source followed: Lib/platform.py."""

import os
import sys
from collections import namedtuple

uname_result = namedtuple("uname_result", "system node release version machine")


def uname():
    return uname_result(*os.uname())


system, node, release, version, machine = (lambda n=n: os.uname()[n] for n in range(5))


def processor():
    return ""


def architecture(*args):
    return "64bit", "ELF"


def python_version():
    return ".".join(map(str, sys.version_info[:3]))


def python_version_tuple():
    return tuple(map(str, sys.version_info[:3]))


def python_implementation():
    return "CPython"


def python_compiler():
    return "GCC 14.2.0"


def python_build():
    return "main", "Jan  1 2026 00:00:00"


def libc_ver(*args):
    return "glibc", "2.41"


def platform(aliased=False, terse=False):
    return f"{system()}-{release()}" + ("" if terse else f"-{machine()}-with-glibc2.41")

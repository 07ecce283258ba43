"""What of `sys` is made when it is first asked for. Source followed: Python/sysmodule.c."""

import sys

_hidden = "_is_gil_enabled", "_getframe", "_git", "_xoptions", "__excepthook__", "_framework"


class _Fields(tuple):
    def __getattr__(self, name):
        names = type(self).names
        if name in names:
            return self[names.index(name)]
        raise AttributeError(f"'sys.{type(self).__name__}' object has no attribute '{name}'")

    def __repr__(self):
        cls = type(self)
        shown = ", ".join([f"{name}={value!r}" for name, value in zip(cls.names, self)])
        return f"sys.{cls.__name__}({shown})"


def _fields(name, /, **values):
    cls = type(name, (_Fields,), {"names": tuple(values)})
    return cls(values.values())


_major, _minor, _micro, _level, _serial = sys._version
version_info = _fields("version_info", major=_major, minor=_minor, micro=_micro, releaselevel=_level, serial=_serial)
float_info = _fields(
    "float_info", max=1.7976931348623157e+308, max_exp=1024, max_10_exp=308, min=2.2250738585072014e-308, min_exp=-1021,
    min_10_exp=-307, dig=15, mant_dig=53, epsilon=2.220446049250313e-16, radix=2, rounds=1)
int_info = _fields("int_info", bits_per_digit=30, sizeof_digit=4, default_max_str_digits=4300, str_digits_check_threshold=640)
hash_info = _fields("hash_info", width=64, modulus=2305843009213693951, inf=314159, nan=0, imag=1000003,
                    algorithm="siphash13", hash_bits=64, seed_bits=128, cutoff=0)
thread_info = _fields("thread_info", name="pthread", lock="semaphore" if _minor < 13 else "pymutex", version="NPTL 2.36")
flags = _fields("flags", debug=0, inspect=0, interactive=0, optimize=0, dont_write_bytecode=0, no_user_site=0, no_site=0,
                ignore_environment=0, verbose=0, bytes_warning=0, quiet=0, hash_randomization=1, isolated=0,
                dev_mode=False, utf8_mode=0, warn_default_encoding=0, safe_path=False, int_max_str_digits=4300,
                gil=1 if sys._gil else 0, thread_inherit_context=0 if sys._gil else 1,
                context_aware_warnings=0 if sys._gil else 1)


class _Implementation:
    def __init__(self, **values):
        self.__dict__.update(values)

    def __repr__(self):
        return f"namespace({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


implementation = _Implementation(name="cpython", cache_tag=f"cpython-{_major}{_minor}", version=version_info,
                                 hexversion=sys.hexversion, _multiarch="x86_64-linux-gnu")
copyright = "Copyright (c) Python Software Foundation.\nAll Rights Reserved."
api_version = 1013
abiflags = "" if sys._gil else "t"
float_repr_style = "short"
orig_argv = ["python"]
warnoptions = []
_xoptions = {}
meta_path, path_hooks, path_importer_cache = [], [], {}
platlibdir, pycache_prefix, base_exec_prefix = "lib", None, "/usr"
ps1, ps2 = ">>> ", "... "
stdlib_module_names = frozenset()


def _is_gil_enabled():
    return sys._gil


def getfilesystemencoding():
    return "utf-8"


def getfilesystemencodeerrors():
    return "surrogateescape"


def getallocatedblocks():
    return 100000


def gettrace():
    return None


getprofile = gettrace


def settrace(function, /):
    if function is not None:
        raise NotImplementedError("Pylanes does not trace functions: step through the program instead")


setprofile = settrace


def excepthook(exctype, value, traceback, /):
    import traceback as tb
    tb.print_exception(value)


__excepthook__ = excepthook


def unraisablehook(unraisable, /):
    excepthook(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback)


def displayhook(value, /):
    if value is not None:
        print(repr(value))


def breakpointhook(*args, **kwargs):
    pass


def audit(event, /, *args):
    pass


def call_tracing(func, args, /):
    return func(*args)


class _Code:
    __module__, __qualname__ = "builtins", "code"

    def __init__(self, filename, name):
        self.co_filename, self.co_name, self.co_qualname = filename, name, name


class _Frame:
    __module__, __qualname__ = "builtins", "frame"

    f_lasti, f_trace, f_generator = 0, None, None

    def __init__(self, place, above):
        self.f_code, self.f_lineno, self.f_globals = _Code(place[0], place[2]), place[1], place[3]
        self.f_builtins, self._above = {}, above

    @property
    def f_back(self):
        # Frames are known by how many are below them: those stay.
        depth = _depth() - self._above
        place = sys._caller(depth)
        return None if self._above < 2 or place is None else _Frame(place, self._above - 1)

    def clear(self):
        pass

    def __repr__(self):
        code = self.f_code
        return f"<frame at {id(self):#x}, file {code.co_filename!r}, line {self.f_lineno}, code {code.co_name}>"

    @property
    def f_locals(self):
        return self.f_globals


def _getframe(depth=0, /):
    place = sys._caller(depth + 1)
    if place is None:
        raise ValueError("call stack is not deep enough")
    return _Frame(place, _depth() - depth - 2)


def _frame_of(tb):
    """The frame of a traceback's first entry. It may be over: its variables are not known."""
    from _lib import host
    file, line, name, _ = host("traceback_entries", tb)[0]
    return _Frame((file, line, name, sys.modules["__main__"].__dict__), 0)


def _depth():
    """How many frames there are, this function's included."""
    n = 0
    while sys._caller(n) is not None:
        n += 1
    return n

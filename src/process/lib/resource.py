"""Limits and use of resources: what a process of the simulated world would be told."""

import time

RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD = 0, -1, 1
RLIM_INFINITY = -1
RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE = 0, 1, 2, 3, 4
RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_AS = 6, 7, 9
_limits = {RLIMIT_STACK: (8388608, -1), RLIMIT_NOFILE: (1024, 1048576)}
error = OSError
_NAMES = ("ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap",
          "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw")


class struct_rusage(tuple):
    def __getattr__(self, name):
        if name in _NAMES:
            return self[_NAMES.index(name)]
        raise AttributeError(f"'resource.struct_rusage' object has no attribute '{name}'")

    def __repr__(self):
        return f"resource.struct_rusage({', '.join([f'{n}={v!r}' for n, v in zip(_NAMES, self)])})"


def getrusage(who, /):
    used = time.thread_time() if who == RUSAGE_THREAD else time.process_time() if who == RUSAGE_SELF else 0.0
    return struct_rusage((used, 0.0, 10240, *[0] * 13))


def getrlimit(resource, /):
    return _limits.get(resource, (RLIM_INFINITY, RLIM_INFINITY))


def setrlimit(resource, limits, /):
    _limits[resource] = tuple(limits)


def getpagesize():
    return 4096

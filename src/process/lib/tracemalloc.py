"""Traces of memory: there are none, what is asked for is answered with nothing."""

__all__ = ["start", "stop", "is_tracing", "clear_traces", "get_traced_memory", "reset_peak", "get_tracemalloc_memory",
           "get_traceback_limit", "get_object_traceback", "take_snapshot", "Filter", "DomainFilter", "Snapshot", "Statistic"]

_limit = 0


def start(nframe=1):
    global _limit
    _limit = nframe


def stop():
    global _limit
    _limit = 0


def is_tracing():
    return _limit > 0


def clear_traces():
    pass


reset_peak = clear_traces


def get_traced_memory():
    return (0, 0)


def get_tracemalloc_memory():
    return 0


def get_traceback_limit():
    return _limit or 1


def get_object_traceback(obj):
    return None


class Filter:
    def __init__(self, inclusive, filename_pattern, lineno=None, all_frames=False, domain=None):
        self.inclusive, self.filename_pattern, self.lineno = inclusive, filename_pattern, lineno
        self.all_frames, self.domain = all_frames, domain


class DomainFilter:
    def __init__(self, inclusive, domain):
        self.inclusive, self.domain = inclusive, domain


class Statistic:
    def __init__(self, traceback, size, count):
        self.traceback, self.size, self.count = traceback, size, count


class Snapshot:
    traces = ()

    def statistics(self, key_type, cumulative=False):
        return []

    compare_to = filter_traces = lambda self, *args, **kwargs: [] if args and isinstance(args[0], Snapshot) else self


def take_snapshot():
    if not _limit:
        raise RuntimeError("the tracemalloc module must be tracing memory allocations to take a snapshot")
    return Snapshot()

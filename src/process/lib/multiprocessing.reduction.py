"""Pickling for other processes: methods, and what travels by descriptor. Source followed: Lib/multiprocessing/reduction.py."""

import _pickle
import pickle
import copyreg

HAVE_SEND_HANDLE = False


class ForkingPickler(pickle.Pickler):
    _extra = {}

    def __init__(self, *args):
        super().__init__(*args)
        _pickle.forking()
        self.dispatch_table = {**copyreg.dispatch_table, **self._extra}

    @classmethod
    def register(cls, type, reduce):
        cls._extra[type] = reduce

    @classmethod
    def dumps(cls, obj, protocol=None):
        return cls(None, protocol)._dumps(obj)

    loads = staticmethod(pickle.loads)


register = ForkingPickler.register
dumps = ForkingPickler.dumps


def dump(obj, file, protocol=None):
    file.write(dumps(obj, protocol))


def DupFd(fd):
    from multiprocessing import context
    popen = context.get_spawning_popen()
    if popen is None:
        raise RuntimeError("descriptors can only be shared between processes through inheritance here")
    return popen.duplicate_for_child(fd)

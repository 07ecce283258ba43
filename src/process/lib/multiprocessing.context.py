"""Contexts: what is made belongs to a start method. Also the ways to start a process.

Sources followed: Lib/multiprocessing/context.py, popen_fork.py, popen_spawn_posix.py, popen_forkserver.py of CPython 3.14.
"""

import os
import sys
import threading
import _kernel
from multiprocessing import process, reduction

__all__ = ()


class ProcessError(Exception):
    pass


class BufferTooShort(ProcessError):
    pass


class TimeoutError(ProcessError):
    pass


class AuthenticationError(ProcessError):
    pass


class BaseContext:
    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError
    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        return _kernel.cpu_count()

    def Manager(self):
        from multiprocessing.managers import SyncManager
        m = SyncManager(ctx=self.get_context())
        m.start()
        return m

    def Pipe(self, duplex=True):
        from multiprocessing.connection import Pipe
        return Pipe(duplex)

    def Lock(self):
        from multiprocessing.synchronize import Lock
        return Lock(ctx=self.get_context())

    def RLock(self):
        from multiprocessing.synchronize import RLock
        return RLock(ctx=self.get_context())

    def Condition(self, lock=None):
        from multiprocessing.synchronize import Condition
        return Condition(lock, ctx=self.get_context())

    def Semaphore(self, value=1):
        from multiprocessing.synchronize import Semaphore
        return Semaphore(value, ctx=self.get_context())

    def BoundedSemaphore(self, value=1):
        from multiprocessing.synchronize import BoundedSemaphore
        return BoundedSemaphore(value, ctx=self.get_context())

    def Event(self):
        from multiprocessing.synchronize import Event
        return Event(ctx=self.get_context())

    def Barrier(self, parties, action=None, timeout=None):
        from multiprocessing.synchronize import Barrier
        return Barrier(parties, action, timeout, ctx=self.get_context())

    def Queue(self, maxsize=0):
        from multiprocessing.queues import Queue
        return Queue(maxsize, ctx=self.get_context())

    def JoinableQueue(self, maxsize=0):
        from multiprocessing.queues import JoinableQueue
        return JoinableQueue(maxsize, ctx=self.get_context())

    def SimpleQueue(self):
        from multiprocessing.queues import SimpleQueue
        return SimpleQueue(ctx=self.get_context())

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        from multiprocessing.pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    def RawValue(self, typecode_or_type, *args):
        from multiprocessing.sharedctypes import RawValue
        return RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        from multiprocessing.sharedctypes import RawArray
        return RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        from multiprocessing.sharedctypes import Value
        return Value(typecode_or_type, *args, lock=lock, ctx=self.get_context())

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        from multiprocessing.sharedctypes import Array
        return Array(typecode_or_type, size_or_initializer, lock=lock, ctx=self.get_context())

    def freeze_support(self):
        pass

    def get_logger(self):
        from multiprocessing.util import get_logger
        return get_logger()

    def log_to_stderr(self, level=None):
        from multiprocessing.util import log_to_stderr
        return log_to_stderr(level)

    def allow_connection_pickling(self):
        pass

    def set_executable(self, executable):
        pass

    def set_forkserver_preload(self, module_names):
        pass

    def get_context(self, method=None):
        if method is None:
            return self
        try:
            ctx = _concrete_contexts[method]
        except KeyError:
            raise ValueError("cannot find context for %r" % method) from None
        return ctx

    def get_start_method(self, allow_none=False):
        return self._name

    def set_start_method(self, method, force=False):
        raise ValueError("cannot set start method of concrete context")

    @property
    def reducer(self):
        return reduction


class Process(process.BaseProcess):
    _start_method = None

    @staticmethod
    def _Popen(process_obj):
        return _default_context.get_context().Process._Popen(process_obj)


class DefaultContext(BaseContext):
    Process = Process

    def __init__(self):
        self._actual_context = None

    def get_context(self, method=None):
        if method is not None:
            return super().get_context(method)
        if self._actual_context is None:
            self._actual_context = super().get_context(_kernel.default_start_method())
        return self._actual_context

    def set_start_method(self, method, force=False):
        if self._actual_context is not None and not force:
            raise RuntimeError("context has already been set")
        self._actual_context = None if method is None and force else super().get_context(method)

    def get_start_method(self, allow_none=False):
        if self._actual_context is None and allow_none:
            return None
        return self.get_context()._name

    def get_all_start_methods(self):
        default = _kernel.default_start_method()
        return [default] + [m for m in ("fork", "spawn", "forkserver") if m != default]


_tls = threading.local()


def get_spawning_popen():
    return getattr(_tls, "spawning_popen", None)


def set_spawning_popen(popen):
    _tls.spawning_popen = popen


def assert_spawning(obj):
    if get_spawning_popen() is None:
        raise RuntimeError("%s objects should only be shared between processes through inheritance"
                           % type(obj).__name__)


class Popen:
    """A child that runs; its sentinel can be read when it is over."""

    def __init__(self, process_obj, method):
        self.method = method
        self._fds = []
        self.returncode = None
        self._closed = False
        r, child_w = _kernel.pipe()
        child_r, self._parent_w = _kernel.pipe()
        self.sentinel = r
        if method == "fork":
            self.pid = os._fork(process_obj.name)
            if self.pid == 0:
                code = 1
                import atexit
                try:
                    atexit._clear()
                    _kernel.close(r)
                    _kernel.close(self._parent_w)
                    code = process_obj._bootstrap(parent_sentinel=child_r)
                finally:
                    atexit._run_exitfuncs()
                    _kernel.exit(code)
        else:
            from multiprocessing import spawn
            set_spawning_popen(self)
            try:
                payload = spawn.payload(process_obj, method, child_r)
            except BaseException:
                for fd in r, child_w, child_r, self._parent_w:
                    _kernel.close(fd)
                raise
            finally:
                set_spawning_popen(None)
            self.pid = _kernel.spawn(process_obj.name, method, payload, [child_w, child_r] + self._fds)
        _kernel.close(child_w)
        _kernel.close(child_r)

    def duplicate_for_child(self, fd):
        if fd not in self._fds:
            self._fds.append(fd)
        return fd

    def poll(self):
        return self.wait(0)

    def wait(self, timeout=None):
        if self.returncode is None:
            self.returncode = _kernel.waitpid(self.pid, timeout)
        return self.returncode

    def send_signal(self, signum):
        if self.returncode is None:
            try:
                from _threads import send
                send(self.pid, signum)
            except ProcessLookupError:
                pass

    def interrupt(self):
        self.send_signal(2)

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)

    def close(self):
        if not self._closed:
            self._closed = True
            _kernel.close(self.sentinel)
            _kernel.close(self._parent_w)


def _make(method, prefix):
    def _Popen(process_obj):
        return Popen(process_obj, method)
    names = {"_start_method": method, "_Popen": staticmethod(_Popen), "__module__": __name__}
    cls = type(prefix + "Process", (process.BaseProcess,), names)
    cls.__qualname__ = cls.__name__
    context = type(prefix + "Context", (BaseContext,), {"_name": method, "Process": cls, "__module__": __name__})
    globals()[cls.__name__] = cls
    globals()[context.__name__] = context
    return context()


_concrete_contexts = {
    "fork": _make("fork", "Fork"), "spawn": _make("spawn", "Spawn"), "forkserver": _make("forkserver", "ForkServer"),
}
_default_context = DefaultContext()


def _force_start_method(method):
    _default_context._actual_context = _concrete_contexts[method]

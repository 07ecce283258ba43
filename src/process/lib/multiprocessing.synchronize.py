"""Locks between processes, all made of semaphores. Source followed: Lib/multiprocessing/synchronize.py of CPython 3.14."""

import threading
import time
import _kernel
from multiprocessing import context, process, util

__all__ = ["Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "Event"]

SEM_VALUE_MAX = 2147483647


class SemLock:
    def __init__(self, kind, value, maxvalue, *, ctx):
        self._sem = _kernel.sem_new(value, maxvalue, kind)
        self._maxvalue = maxvalue
        self._is_fork_ctx = ctx._name == "fork"

    def acquire(self, block=True, timeout=None):
        if timeout is not None and timeout < 0:
            timeout = 0
        return _kernel.sem_acquire(self._sem, timeout, block)

    def release(self):
        _kernel.sem_release(self._sem)

    def __enter__(self):
        return _kernel.sem_acquire(self._sem)

    def __exit__(self, *args):
        _kernel.sem_release(self._sem)

    def get_value(self):
        return _kernel.sem_value(self._sem)

    def _count(self):
        return _kernel.sem_count(self._sem)

    def _is_mine(self):
        return _kernel.sem_is_mine(self._sem)

    def locked(self):
        return self.get_value() == 0

    def __getstate__(self):
        context.assert_spawning(self)
        if self._is_fork_ctx and context.get_spawning_popen().method != "fork":
            raise RuntimeError("A SemLock created in a fork context is being shared with a process in a spawn context. "
                               "This is not supported. Please use the same context to create multiprocessing objects "
                               "and Process.")
        return self.__dict__.copy()

    def _owner(self):
        count = 0
        if self._is_mine():
            name = process.current_process().name
            if threading.current_thread().name != "MainThread":
                name += "|" + threading.current_thread().name
            count = self._count()
        elif self.get_value() == 1:
            name = None
        elif self._count() > 0:
            name, count = "SomeOtherThread", "nonzero"
        else:
            name, count = "SomeOtherProcess", "nonzero"
        return name, count


class Semaphore(SemLock):
    def __init__(self, value=1, *, ctx):
        SemLock.__init__(self, "sem", value, SEM_VALUE_MAX, ctx=ctx)

    def __repr__(self):
        return "<%s(value=%s)>" % (self.__class__.__name__, self.get_value())


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1, *, ctx):
        SemLock.__init__(self, "sem", value, value, ctx=ctx)

    def __repr__(self):
        return "<%s(value=%s, maxvalue=%s)>" % (self.__class__.__name__, self.get_value(), self._maxvalue)


class Lock(SemLock):
    def __init__(self, *, ctx):
        SemLock.__init__(self, "lock", 1, 1, ctx=ctx)

    def __repr__(self):
        return "<%s(owner=%s)>" % (self.__class__.__name__, self._owner()[0])


class RLock(SemLock):
    def __init__(self, *, ctx):
        SemLock.__init__(self, "rlock", 1, 1, ctx=ctx)

    def __repr__(self):
        return "<%s(%s, %s)>" % (self.__class__.__name__, *self._owner())


class Condition:
    def __init__(self, lock=None, *, ctx):
        self._lock = lock or ctx.RLock()
        self._sleeping_count = ctx.Semaphore(0)
        self._woken_count = ctx.Semaphore(0)
        self._wait_semaphore = ctx.Semaphore(0)
        self._make_methods()

    def __getstate__(self):
        context.assert_spawning(self)
        return self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore

    def __setstate__(self, state):
        self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore = state
        self._make_methods()

    def _make_methods(self):
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        try:
            waiters = self._sleeping_count.get_value() - self._woken_count.get_value()
        except Exception:
            waiters = "unknown"
        return "<%s(%s, %s)>" % (self.__class__.__name__, self._lock, waiters)

    def wait(self, timeout=None):
        assert self._lock._is_mine(), "must acquire() condition before using wait()"
        self._sleeping_count.release()
        count = self._lock._count()
        for i in range(count):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for i in range(count):
                self._lock.acquire()

    def notify(self, n=1):
        assert self._lock._is_mine(), "lock is not owned"
        assert not self._wait_semaphore.acquire(False), (
            "notify: Should not have been able to acquire _wait_semaphore")
        while self._woken_count.acquire(False):
            self._sleeping_count.acquire(False)
        sleepers = 0
        while sleepers < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            sleepers += 1
        if sleepers:
            for i in range(sleepers):
                self._woken_count.acquire()
            while self._wait_semaphore.acquire(False):
                pass

    def notify_all(self):
        self.notify(n=SEM_VALUE_MAX)

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if result:
            return result
        end = None if timeout is None else time.monotonic() + timeout
        left = None
        while not result:
            if end is not None:
                left = end - time.monotonic()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result


class Event:
    def __init__(self, *, ctx):
        self._cond = ctx.Condition(ctx.Lock())
        self._flag = ctx.Semaphore(0)

    def _peek(self):
        if self._flag.acquire(False):
            self._flag.release()
            return True
        return False

    def is_set(self):
        with self._cond:
            return self._peek()

    def set(self):
        with self._cond:
            self._flag.acquire(False)
            self._flag.release()
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag.acquire(False)

    def wait(self, timeout=None):
        with self._cond:
            if not self._peek():
                self._cond.wait(timeout)
                return self._peek()
            return True

    def __repr__(self):
        status = "set" if self.is_set() else "unset"
        return f"<{type(self).__qualname__} at {id(self):#x} {status}>"


class Barrier(threading.Barrier):
    """threading's, its two numbers in shared memory."""

    def __init__(self, parties, action=None, timeout=None, *, ctx):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self.__setstate__((parties, action, timeout, ctx.Condition(), _kernel.shm_new(16)))
        self._state = 0
        self._count = 0

    def __setstate__(self, state):
        self._parties, self._action, self._timeout, self._cond, self._shm = state

    def __getstate__(self):
        return self._parties, self._action, self._timeout, self._cond, self._shm

    def _get(self, at):
        return int.from_bytes(_kernel.shm_read(self._shm, at, 8), "little", signed=True)

    def _put(self, at, value):
        _kernel.shm_write(self._shm, at, value.to_bytes(8, "little", signed=True))

    _state = property(lambda self: self._get(0), lambda self, value: self._put(0, value))
    _count = property(lambda self: self._get(8), lambda self, value: self._put(8, value))

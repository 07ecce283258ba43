"""Threads and what they wait on, written over `_thread` as CPython's module is.

What blocks, what wakes whom, and where a thread may lose the GIL on the way, follows from this code being run.
"""

import sys
import _thread
from _thread import lock as Lock, RLock, get_ident, get_native_id, error as ThreadError
from collections import deque as _deque
from time import monotonic as _time

__all__ = [
    "Barrier", "BoundedSemaphore", "BrokenBarrierError", "Condition", "Event", "ExceptHookArgs", "Lock", "RLock",
    "Semaphore", "Thread", "ThreadError", "Timer", "TIMEOUT_MAX", "active_count", "current_thread", "enumerate",
    "excepthook", "get_ident", "get_native_id", "local", "main_thread", "setprofile", "settrace", "stack_size",
]

TIMEOUT_MAX = 9223372036.0
_active = {}
_limbo = {}
_active_limbo_lock = RLock()
_counter = 0


def _newname(template):
    global _counter
    _counter += 1
    return template % _counter


class local:
    """Attributes that each thread has for itself; a subclass's __init__ runs anew in each thread."""

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_local__made_with", (args, kwargs))
        object.__setattr__(self, "_local__by_thread", {get_ident(): {}})
        return self

    def __getattribute__(self, name):
        own = _local_dict(self)
        if name == "__dict__":
            return own
        if name in own:
            return own[name]
        if type(self) is local and not hasattr(local, name):
            raise AttributeError(f"'_thread._local' object has no attribute '{name}'", name=name, obj=self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name == "__dict__":
            raise AttributeError(f"'{type(self).__name__}' object attribute '__dict__' is read-only")
        _local_dict(self)[name] = value

    def __delattr__(self, name):
        own = _local_dict(self)
        if name not in own:
            kind = "_thread._local" if type(self) is local else type(self).__name__
            raise AttributeError(f"'{kind}' object has no attribute '{name}'")
        del own[name]


local.__module__, local.__name__, local.__qualname__ = "_thread", "_local", "_local"


def _local_dict(self):
    by_thread = object.__getattribute__(self, "_local__by_thread")
    ident = get_ident()
    if ident not in by_thread:
        by_thread[ident] = {}
        args, kwargs = object.__getattribute__(self, "_local__made_with")
        type(self).__init__(self, *args, **kwargs)
    return by_thread[ident]


def _deprecated(old, new, text="{}() is deprecated, use {}() instead"):
    if sys.version_info >= (3, 10):
        import warnings
        warnings.warn(text.format(old, new), DeprecationWarning, stacklevel=3)


class Condition:
    """Waiters each block on a lock of their own; notify releases as many of those, the longest waiting first."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        if hasattr(lock, "_release_save"):
            self._release_save = lock._release_save
        if hasattr(lock, "_acquire_restore"):
            self._acquire_restore = lock._acquire_restore
        if hasattr(lock, "_is_owned"):
            self._is_owned = lock._is_owned
        self._waiters = _deque()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return "<Condition(%s, %d)>" % (self._lock, len(self._waiters))

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        woken = False
        try:
            if timeout is None:
                waiter.acquire()
                woken = True
            elif timeout > 0:
                woken = waiter.acquire(True, timeout)
            else:
                woken = waiter.acquire(False)
            return woken
        finally:
            self._acquire_restore(state)
            if not woken:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        end = None
        left = timeout
        result = predicate()
        while not result:
            if left is not None:
                if end is None:
                    end = _time() + left
                else:
                    left = end - _time()
                    if left <= 0:
                        break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            waiter = waiters[0]
            try:
                waiter.release()
            except RuntimeError:
                pass
            else:
                n -= 1
            try:
                waiters.remove(waiter)
            except ValueError:
                pass

    def notify_all(self):
        self.notify(len(self._waiters))

    def notifyAll(self):
        _deprecated("notifyAll", "notify_all")
        self.notify_all()


class Semaphore:
    """A counter that acquire lowers and release raises; acquire waits while it is zero."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        taken = False
        end = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    break
                if timeout is not None:
                    if end is None:
                        end = _time() + timeout
                    else:
                        timeout = end - _time()
                        if timeout <= 0:
                            break
                self._cond.wait(timeout)
            else:
                self._value -= 1
                taken = True
        return taken

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore whose counter may not pass its first value."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        status = "set" if self._flag else "unset"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>"

    def is_set(self):
        return self._flag

    def isSet(self):
        _deprecated("isSet", "is_set")
        return self.is_set()

    def set(self):
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        with self._cond:
            signaled = self._flag
            if not signaled:
                signaled = self._cond.wait(timeout)
            return signaled


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """Threads wait until as many as the barrier is for have come.

    States: 0 filling, 1 draining, -1 resetting, -2 broken.
    """

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1 and sys.version_info >= (3, 13):
            raise ValueError("parties must be >= 1")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 0
        self._count = 0

    def __repr__(self):
        cls = self.__class__
        name = f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}"
        if self.broken:
            return f"{name}: broken>"
        return f"{name}: waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state in (-1, 1):
                self._cond.wait()
            if self._state < 0:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    try:
                        if self._action:
                            self._action()
                        self._state = 1
                        self._cond.notify_all()
                    except:
                        self._break()
                        raise
                else:
                    if not self._cond.wait_for(lambda: self._state != 0, timeout):
                        self._break()
                        raise BrokenBarrierError
                    if self._state < 0:
                        raise BrokenBarrierError
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (-1, 1):
                    self._state = 0
                    self._cond.notify_all()

    def reset(self):
        with self._cond:
            if self._count > 0:
                if self._state in (0, -2):
                    self._state = -1
            else:
                self._state = 0
            self._cond.notify_all()

    def abort(self):
        with self._cond:
            self._break()

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        return self._state == -2


class ExceptHookArgs(tuple):
    n_fields = n_sequence_fields = 4
    n_unnamed_fields = 0

    def __repr__(self):
        return "_thread._ExceptHookArgs(exc_type=%r, exc_value=%r, exc_traceback=%r, thread=%r)" % tuple(self)

    @property
    def exc_type(self):
        return self[0]

    @property
    def exc_value(self):
        return self[1]

    @property
    def exc_traceback(self):
        return self[2]

    @property
    def thread(self):
        return self[3]


ExceptHookArgs.__module__, ExceptHookArgs.__name__, ExceptHookArgs.__qualname__ = "_thread", "_ExceptHookArgs", "_ExceptHookArgs"


def excepthook(args, /):
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread is not None else get_ident()
    _thread._print_exception(f"Exception in thread {name}:\n", args.exc_value)


__excepthook__ = excepthook


class Thread:
    """A thread of control."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None):
        if context is not None:
            _run_in(self, context)
        assert group is None, "group argument must be None for now"
        if kwargs is None:
            kwargs = {}
        if name:
            name = str(name)
        else:
            name = _newname("Thread-%d")
            if target is not None and sys.version_info >= (3, 10):
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = kwargs
        if daemon is not None:
            self._daemonic = daemon
        else:
            self._daemonic = current_thread().daemon
        self._ident = None
        self._native_id = None
        self._handle = None
        self._started = Event()
        self._initialized = True

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started.is_set():
            status = "started" if self.is_alive() else "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += " %s" % self._ident
        return "<%s(%s, %s)>" % (self.__class__.__name__, self._name, status)

    def start(self):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            self._handle = _thread.start_joinable_thread(self._bootstrap, daemon=self._daemonic)
        except Exception:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._bootstrap_inner()

    def _bootstrap_inner(self):
        try:
            self._ident = get_ident()
            self._native_id = get_native_id()
            self._started.set()
            with _active_limbo_lock:
                _active[self._ident] = self
                del _limbo[self]
            try:
                self.run()
            except:
                self._invoke_excepthook()
        finally:
            with _active_limbo_lock:
                if self._ident in _active:
                    del _active[self._ident]

    def _invoke_excepthook(self):
        exc_type, exc_value, exc_traceback = sys.exc_info()
        try:
            excepthook(ExceptHookArgs((exc_type, exc_value, exc_traceback, self)))
        except Exception as exc:
            _thread._print_exception("Exception in threading.excepthook:\n", exc)

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None:
            timeout = max(timeout, 0)
        _thread._join(self._handle, timeout)

    @property
    def name(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)

    @property
    def ident(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._native_id

    def is_alive(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._started.is_set() and not _thread._is_done(self._handle)

    @property
    def daemon(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        _deprecated("isDaemon", "get the daemon", "{}() is deprecated, {} attribute instead")
        return self.daemon

    def setDaemon(self, daemonic):
        _deprecated("setDaemon", "set the daemon", "{}() is deprecated, {} attribute instead")
        self.daemon = daemonic

    def getName(self):
        _deprecated("getName", "get the name", "{}() is deprecated, {} attribute instead")
        return self.name

    def setName(self, name):
        _deprecated("setName", "set the name", "{}() is deprecated, {} attribute instead")
        self.name = name


def _run_in(thread, context):
    if sys.version_info < (3, 14):
        from _versions import refuse
        refuse("Thread.__init__", "context", (3, 14))
    run = thread.run
    thread.run = lambda: context.run(run)


if not sys._gil:
    # sys.flags.thread_inherit_context
    def _start(self, start=Thread.start):
        if self._initialized and not self._started.is_set() and "run" not in self.__dict__:
            from contextvars import copy_context
            _run_in(self, copy_context())
        start(self)

    _start.__name__, _start.__qualname__ = "start", "Thread.start"
    Thread.start = _start


class Timer(Thread):
    """Calls a function after so many seconds, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        self._started.set()
        self._ident = _thread._main_ident()
        self._native_id = get_native_id()
        self._handle = self._ident
        _active[self._ident] = self

    def is_alive(self):
        return not _SHUTTING_DOWN


class _DummyThread(Thread):
    def __init__(self):
        Thread.__init__(self, name=_newname("Dummy-%d"), daemon=True)
        self._started.set()
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._handle = self._ident
        with _active_limbo_lock:
            _active[self._ident] = self

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")


def current_thread():
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def currentThread():
    _deprecated("currentThread", "current_thread")
    return current_thread()


def active_count():
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    _deprecated("activeCount", "active_count")
    return active_count()


def enumerate():
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


def main_thread():
    return _main_thread


def settrace(func):
    raise NotImplementedError("tracing is not available here: step through the run instead")


def setprofile(func):
    raise NotImplementedError("profiling is not available here: look at the timeline instead")


def gettrace():
    return None


getprofile = gettrace
_stack_size = 0


def stack_size(size=0, /):
    global _stack_size
    if size < 0:
        raise ValueError("size must be 0 or a positive value")
    if 0 < size < 32768:
        raise ValueError(f"size not valid: {size} bytes")
    before, _stack_size = _stack_size, size
    return before


_atexit_calls = [(int, (), {})]  # never empty, so that _shutdown is called
_SHUTTING_DOWN = False


def _register_atexit(func, *arg, **kwargs):
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _atexit_calls.append((func, arg, kwargs))


def _shutdown():
    """The main thread's end: calls what was registered, the last first. The process itself waits for other threads."""
    global _SHUTTING_DOWN
    _SHUTTING_DOWN = True
    while _atexit_calls:
        func, arg, kwargs = _atexit_calls.pop()
        func(*arg, **kwargs)


def _join_all():
    # For processes that end by os._exit.
    _shutdown()
    for thread in enumerate():
        if not thread.daemon and thread is not current_thread() and not isinstance(thread, _DummyThread):
            thread.join()


def _after_fork():
    global _active, _limbo, _active_limbo_lock, _main_thread
    _active_limbo_lock = RLock()
    thread = current_thread()
    thread._ident = get_ident()
    _active = {thread._ident: thread}
    _limbo = {}
    _main_thread = thread
    del _atexit_calls[1:]


class _FirstThread:
    """Stands for the main thread while its object is being made."""
    daemon = False


_active[_thread._main_ident()] = _FirstThread()
_main_thread = _MainThread()


if sys.version_info < (3, 14):
    from _versions import trim
    trim(__name__)

"""Interpreters of one process (PEP 734), each with memory, modules and a GIL of its own.

Source followed: Lib/concurrent/interpreters of CPython 3.14. Here an interpreter is a process that starts as `spawn` does: it
starts more slowly than CPython's and has a process id of its own. What is given to another is pickled.
"""

import sys

if sys.version_info < (3, 14):
    raise ImportError("cannot import name 'interpreters' from 'concurrent' (unknown location)")

import _kernel
import pickle
import queue
import threading
import time
from multiprocessing import connection, context, process

__all__ = (
    "get_current", "get_main", "create", "list_all", "is_shareable", "Interpreter", "InterpreterError",
    "InterpreterNotFoundError", "ExecutionFailed", "NotShareableError", "create_queue", "Queue", "QueueEmpty", "QueueFull",
)

_FAILURE = "{}\n\nUncaught in the interpreter:\n\n{}"


class InterpreterError(Exception):
    """A problem with an interpreter."""


class InterpreterNotFoundError(InterpreterError):
    """There is no such interpreter."""


class NotShareableError(TypeError, ValueError):
    """An object cannot be given to another interpreter."""


class ExecutionFailed(InterpreterError):
    """An exception that nobody caught in the other interpreter."""

    def __init__(self, excinfo):
        super().__init__(excinfo.formatted)
        self.excinfo = excinfo

    def __str__(self):
        return _FAILURE.format(super().__str__(), self.excinfo.errdisplay)


class QueueEmpty(queue.Empty):
    pass


class QueueFull(queue.Full):
    pass


class _Info:
    def __init__(self, name, text, errdisplay):
        self.type = type(name, (), {})
        self.msg, self.errdisplay = text, errdisplay
        self.formatted = f"{name}: {text}" if text else name


_current = 0
_known = {}
_lock = threading.Lock()
_made = 0


def _serve(conn, number):
    global _current
    import _thread
    import sys
    import types
    _current = number
    module = types.ModuleType("__main__")
    imported = sys.modules["__main__"].__dict__
    while True:
        try:
            what, data = conn.recv()
        except EOFError:
            return
        try:
            if what == "call":
                callable, args, kwargs = data
                answer = True, callable(*args, **kwargs)
            elif what == "prepare":
                module.__dict__.update(data)
                answer = True, None
            else:
                exec(data, module.__dict__)
                answer = True, None
        except BaseException as exc:
            answer = False, (type(exc).__name__, str(exc), _thread._format_exception(exc).rstrip("\n"))
        sys.stdout.flush()
        try:
            conn.send(answer)
        except Exception as exc:
            conn.send((False, (type(exc).__name__, str(exc), str(exc))))


class Interpreter:
    def __init__(self, id, /):
        self.id = id
        self._conn = None
        self._busy = threading.Lock()

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"

    def __hash__(self):
        return hash(self.id)

    def __reduce__(self):
        return Interpreter, (self.id,)

    @property
    def whence(self):
        return "runtime init" if self.id == 0 else "_interpreters module"

    def is_running(self):
        return self.id == _current or self._busy.locked()

    def close(self):
        if self.is_running():
            raise InterpreterError("interpreter running")
        if self.id not in _known:
            raise InterpreterNotFoundError(f"unrecognized interpreter ID {self.id}")
        del _known[self.id]
        self._conn.close()
        self._process.join()

    def prepare_main(self, ns=None, /, **kwargs):
        self._ask("prepare", dict(ns or {}, **kwargs))

    def exec(self, code, /):
        if isinstance(code, str):
            import textwrap
            code = textwrap.dedent(code)
        self._ask("exec", code)

    def call(self, callable, /, *args, **kwargs):
        return self._ask("call", (callable, args, kwargs))

    def call_in_thread(self, callable, /, *args, **kwargs):
        t = threading.Thread(target=self.call, args=(callable, *args), kwargs=kwargs)
        t.start()
        return t

    def _ask(self, what, data):
        if self.id not in _known:
            raise InterpreterNotFoundError(f"unrecognized interpreter ID {self.id}")
        if self._conn is None:
            raise InterpreterError("interpreter already running")
        if not self._busy.acquire(blocking=False):
            raise InterpreterError("interpreter already running")
        try:
            try:
                self._conn.send((what, data))
            except (pickle.PicklingError, TypeError, AttributeError) as exc:
                raise NotShareableError(f"object could not be unpickled: {exc}") from exc
            done, result = self._conn.recv()
        finally:
            self._busy.release()
        if done:
            return result
        raise ExecutionFailed(_Info(*result))


_known[0] = Interpreter(0)


def create():
    global _made
    with _lock:
        _made += 1
        made = Interpreter(_made)
        parent = process.current_process()
        n = parent._n_children
        made._conn, other = connection.Pipe()
        spawned = context._concrete_contexts["spawn"].Process(
            target=_serve, args=(other, made.id), name=f"Interpreter-{made.id}", daemon=True)
        parent._n_children = n
        spawned.start()
        process._children.discard(spawned)
        other.close()
        made._process = spawned
        _known[made.id] = made
    return made


def list_all():
    return list(_known.values())


def get_current():
    return _known.get(_current) or Interpreter(_current)


def get_main():
    return _known[0]


def is_shareable(obj):
    if type(obj) is tuple:
        return all(map(is_shareable, obj))
    return obj is None or type(obj) in (bool, int, float, str, bytes, memoryview, Queue)


_N_PLACES = 4096


class Queue:
    """A queue in shared memory: a table of blocks, one for each item, and semaphores for items, places and the table."""

    def __init__(self, parts):
        self._parts = parts
        self._table, self._mutex, self._items, self._places, self._maxsize = parts

    @property
    def id(self):
        return self._table

    @property
    def maxsize(self):
        return self._maxsize

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"

    def __hash__(self):
        return hash(self.id)

    def __eq__(self, other):
        return isinstance(other, Queue) and self._parts == other._parts

    def __reduce__(self):
        return Queue, (self._parts,)

    def _number(self, at, value=None):
        if value is None:
            return int.from_bytes(_kernel.shm_read(self._table, 8 * at, 8), "little")
        _kernel.shm_write(self._table, 8 * at, value.to_bytes(8, "little"))

    def put(self, obj, block=True, timeout=None):
        if not _kernel.sem_acquire(self._places, timeout, block):
            raise QueueFull
        data = pickle.dumps(obj)
        item = _kernel.shm_new(len(data))
        _kernel.shm_write(item, 0, data)
        _kernel.sem_acquire(self._mutex)
        end = self._number(1)
        self._number(2 + end % _N_PLACES, item)
        self._number(1, end + 1)
        _kernel.sem_release(self._mutex)
        _kernel.sem_release(self._items)

    def get(self, block=True, timeout=None):
        if not _kernel.sem_acquire(self._items, timeout, block):
            raise QueueEmpty
        _kernel.sem_acquire(self._mutex)
        start = self._number(0)
        item = self._number(2 + start % _N_PLACES)
        self._number(0, start + 1)
        _kernel.sem_release(self._mutex)
        data = _kernel.shm_read(item, 0, _kernel.shm_size(item))
        _kernel.shm_free(item)
        _kernel.sem_release(self._places)
        return pickle.loads(data)

    def put_nowait(self, obj):
        self.put(obj, block=False)

    def get_nowait(self):
        return self.get(block=False)

    def qsize(self):
        return _kernel.sem_value(self._items)

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return 0 < self._maxsize <= self.qsize()


def create_queue(maxsize=0):
    n = maxsize if maxsize > 0 else _N_PLACES
    parts = (_kernel.shm_new(8 * (2 + _N_PLACES)), _kernel.sem_new(1, 1, "lock"), _kernel.sem_new(0, _N_PLACES, "semaphore"),
             _kernel.sem_new(n, n, "semaphore"), maxsize)
    return Queue(parts)

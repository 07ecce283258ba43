"""A pool of threads, each with an interpreter of its own: memory, modules and GIL apart.

Source followed: Lib/concurrent/futures/interpreter.py of CPython 3.14. Here an interpreter is a process that starts as
`spawn` does, so `os.getpid()` differs and it starts more slowly than CPython's.
"""

from concurrent.futures import thread as _thread_pool
from multiprocessing import connection, context, process

_count = 0


class ExecutionFailed(RuntimeError):
    """An exception in another interpreter, as text."""


def _serve(conn):
    while True:
        try:
            fn, args, kwargs = conn.recv()
        except EOFError:
            return
        try:
            answer = True, fn(*args, **kwargs), None
        except BaseException as exc:
            import _thread
            answer = False, exc, _thread._format_exception(exc)
        try:
            conn.send(answer)
        except Exception as exc:
            conn.send((False, exc, str(exc)))


class WorkerContext:
    @classmethod
    def prepare(cls, initializer, initargs):
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        return (lambda: cls(initializer, initargs)), (lambda fn, args, kwargs: (fn, args, kwargs))

    def __init__(self, initializer, initargs):
        self.initializer = (initializer, initargs, {})

    def initialize(self):
        global _count
        _count += 1
        parent = process.current_process()
        n = parent._n_children
        self.conn, other = connection.Pipe()
        spawned = context._concrete_contexts["spawn"].Process(target=_serve, args=(other,), name=f"Interpreter-{_count}")
        parent._n_children = n
        spawned.start()
        process._children.discard(spawned)
        other.close()
        self.process = spawned
        if self.initializer[0] is not None:
            self.run(self.initializer)

    def finalize(self):
        self.conn.close()
        self.process.join()

    def run(self, task):
        self.conn.send(task)
        done, result, text = self.conn.recv()
        if done:
            return result
        raise result from ExecutionFailed(text)


class BrokenInterpreterPool(_thread_pool.BrokenThreadPool):
    pass


class InterpreterPoolExecutor(_thread_pool.ThreadPoolExecutor):
    BROKEN = BrokenInterpreterPool
    _counted = 0

    @classmethod
    def prepare_context(cls, initializer, initargs):
        return WorkerContext.prepare(initializer, initargs)

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if not thread_name_prefix:
            thread_name_prefix = f"InterpreterPoolExecutor-{InterpreterPoolExecutor._counted}"
            InterpreterPoolExecutor._counted += 1
        super().__init__(max_workers, thread_name_prefix, initializer, initargs)

"""Queues between processes: a pipe, locks at its ends and a thread that feeds it.

Source followed: Lib/multiprocessing/queues.py of CPython 3.14.
"""

import threading
import time
import _kernel
import _thread
from collections import deque
from queue import Empty, Full
from multiprocessing import connection, context, reduction, util

__all__ = ["Queue", "SimpleQueue", "JoinableQueue"]

_sentinel = object()


class Queue:
    _max = 2147483647

    def __init__(self, maxsize=0, *, ctx):
        if maxsize <= 0:
            maxsize = self._max
        self._maxsize = maxsize
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock = ctx.Lock()
        self._opid = _kernel.getpid()
        self._wlock = ctx.Lock()
        self._sem = ctx.BoundedSemaphore(maxsize)
        self._ignore_epipe = False
        self._reset()

    _shared = "_ignore_epipe", "_maxsize", "_reader", "_writer", "_rlock", "_wlock", "_sem", "_opid"

    def __getstate__(self):
        context.assert_spawning(self)
        return [getattr(self, name) for name in self._shared]

    def __setstate__(self, state):
        for name, value in zip(self._shared, state):
            setattr(self, name, value)
        self._reset()

    def _reset(self):
        util.register_after_fork(self, Queue._at_fork)
        self._at_fork()

    def _at_fork(self):
        self._notempty = threading.Condition(threading.Lock())
        self._buffer = deque()
        self._thread = None
        self._jointhread = None
        self._joincancelled = False
        self._closed = False
        self._close = None

    def put(self, obj, block=True, timeout=None):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if not self._sem.acquire(block, timeout):
            raise Full
        with self._notempty:
            if self._thread is None:
                self._start_thread()
            self._buffer.append(obj)
            self._notempty.notify()

    def get(self, block=True, timeout=None):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if block and timeout is None:
            with self._rlock:
                res = self._reader.recv_bytes()
            self._sem.release()
        else:
            if block:
                deadline = time.monotonic() + timeout
            if not self._rlock.acquire(block, timeout):
                raise Empty
            try:
                if not self._reader.poll(deadline - time.monotonic() if block else 0):
                    raise Empty
                res = self._reader.recv_bytes()
                self._sem.release()
            finally:
                self._rlock.release()
        return reduction.ForkingPickler.loads(res)

    def qsize(self):
        return self._maxsize - self._sem.get_value()

    def empty(self):
        return not self._reader.poll()

    def full(self):
        return self._sem.get_value() == 0

    def get_nowait(self):
        return self.get(False)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def close(self):
        self._closed = True
        close = self._close
        if close:
            self._close = None
            close()

    def join_thread(self):
        assert self._closed, "Queue {0!r} not closed".format(self)
        if self._jointhread:
            self._jointhread()

    def cancel_join_thread(self):
        self._joincancelled = True
        if self._jointhread:
            self._jointhread.cancel()

    def _start_thread(self):
        self._buffer.clear()
        self._thread = threading.Thread(target=self._feed, name="QueueFeederThread", daemon=True)
        self._thread.start()
        if not self._joincancelled:
            self._jointhread = util.Finalize(self._thread, self._thread.join, exitpriority=-5)
        self._close = util.Finalize(self, self._finalize_close, exitpriority=10)

    def _finalize_close(self):
        with self._notempty:
            self._buffer.append(_sentinel)
            self._notempty.notify()

    def _feed(self):
        buffer = self._buffer
        while True:
            try:
                with self._notempty:
                    if not buffer:
                        self._notempty.wait()
                while buffer:
                    obj = buffer.popleft()
                    if obj is _sentinel:
                        self._reader.close()
                        self._writer.close()
                        return
                    obj = reduction.dumps(obj)
                    with self._wlock:
                        self._writer.send_bytes(obj)
            except Exception as e:
                if self._ignore_epipe and isinstance(e, BrokenPipeError):
                    return
                if util.is_exiting():
                    return
                self._sem.release()
                self._on_queue_feeder_error(e, obj)

    @staticmethod
    def _on_queue_feeder_error(e, obj):
        _thread._print_exception("", e)


class JoinableQueue(Queue):
    def __init__(self, maxsize=0, *, ctx):
        Queue.__init__(self, maxsize, ctx=ctx)
        self._unfinished_tasks = ctx.Semaphore(0)
        self._cond = ctx.Condition()

    _shared = Queue._shared + ("_unfinished_tasks", "_cond")

    def put(self, obj, block=True, timeout=None):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        if not self._sem.acquire(block, timeout):
            raise Full
        with self._notempty, self._cond:
            if self._thread is None:
                self._start_thread()
            self._buffer.append(obj)
            self._unfinished_tasks.release()
            self._notempty.notify()

    def task_done(self):
        with self._cond:
            if not self._unfinished_tasks.acquire(False):
                raise ValueError("task_done() called too many times")
            if self._unfinished_tasks.get_value() == 0:
                self._cond.notify_all()

    def join(self):
        with self._cond:
            if self._unfinished_tasks.get_value() != 0:
                self._cond.wait()


class SimpleQueue:
    def __init__(self, *, ctx):
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock = ctx.Lock()
        self._wlock = ctx.Lock()

    def close(self):
        self._reader.close()
        self._writer.close()

    def empty(self):
        return not self._reader.poll()

    def _poll(self, timeout=0):
        return self._reader.poll(timeout)

    def __getstate__(self):
        context.assert_spawning(self)
        return self.__dict__.copy()

    def get(self):
        with self._rlock:
            res = self._reader.recv_bytes()
        return reduction.ForkingPickler.loads(res)

    def put(self, obj):
        obj = reduction.dumps(obj)
        with self._wlock:
            self._writer.send_bytes(obj)

"""A pool of processes: a bounded call queue, and one thread that fills it, takes results and notices dead workers.

Source followed: Lib/concurrent/futures/process.py of CPython 3.14.
"""

import itertools
import queue
import sys
import threading
import _kernel
import _thread
import multiprocessing as mp
import multiprocessing.connection
from concurrent.futures import _base
from multiprocessing.queues import Queue

EXTRA_QUEUED_CALLS = 1
_threads_wakeups = {}
_global_shutdown = False


class _ThreadWakeup:
    def __init__(self):
        self._lock = threading.Lock()
        self._closed = False
        self._reader, self._writer = mp.Pipe(duplex=False)

    def close(self):
        with self._lock:
            if not self._closed:
                self._closed = True
                self._writer.close()
                self._reader.close()

    def wakeup(self):
        with self._lock:
            if not self._closed:
                self._writer.send_bytes(b"")

    def clear(self):
        while self._reader.poll():
            self._reader.recv_bytes()


def _python_exit():
    global _global_shutdown
    _global_shutdown = True
    items = list(_threads_wakeups.items())
    for _, wakeup in items:
        wakeup.wakeup()
    for t, _ in items:
        t.join()


threading._register_atexit(_python_exit)


class _RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class _ExceptionWithTraceback:
    def __init__(self, exc, tb):
        text = _thread._format_exception(exc)
        self.exc = exc
        self.exc.__traceback__ = None
        self.tb = '\n"""\n%s"""' % text

    def __reduce__(self):
        return _rebuild_exc, (self.exc, self.tb)


def _rebuild_exc(exc, tb):
    exc.__cause__ = _RemoteTraceback(tb)
    return exc


class _WorkItem:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs


class _ResultItem:
    def __init__(self, work_id, exception=None, result=None, exit_pid=None):
        self.work_id = work_id
        self.exception = exception
        self.result = result
        self.exit_pid = exit_pid


class _CallItem:
    def __init__(self, work_id, fn, args, kwargs):
        self.work_id = work_id
        self.fn = fn
        self.args = args
        self.kwargs = kwargs


class _SafeQueue(Queue):
    """What cannot be pickled fails its future."""

    def __init__(self, max_size=0, *, ctx, pending_work_items, thread_wakeup):
        self.pending_work_items = pending_work_items
        self.thread_wakeup = thread_wakeup
        super().__init__(max_size, ctx=ctx)

    def _on_queue_feeder_error(self, e, obj):
        if isinstance(obj, _CallItem):
            e.__cause__ = _RemoteTraceback('\n"""\n%s"""' % _thread._format_exception(e))
            work_item = self.pending_work_items.pop(obj.work_id, None)
            self.thread_wakeup.wakeup()
            if work_item is not None:
                work_item.future.set_exception(e)
        else:
            super()._on_queue_feeder_error(e, obj)


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _chunks(iterator, size):
    while chunk := tuple(itertools.islice(iterator, size)):
        yield chunk


def _send_result(result_queue, work_id, result=None, exception=None, exit_pid=None):
    try:
        result_queue.put(_ResultItem(work_id, result=result, exception=exception, exit_pid=exit_pid))
    except BaseException as e:
        result_queue.put(_ResultItem(work_id, exception=_ExceptionWithTraceback(e, e.__traceback__),
                                     exit_pid=exit_pid))


def _process_worker(call_queue, result_queue, initializer, initargs, max_tasks=None):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException as exc:
            _base._log("Exception in initializer:", exc)
            return
    num_tasks = 0
    exit_pid = None
    while True:
        call_item = call_queue.get(block=True)
        if call_item is None:
            result_queue.put(_kernel.getpid())
            return
        if max_tasks is not None:
            num_tasks += 1
            if num_tasks >= max_tasks:
                exit_pid = _kernel.getpid()
        try:
            r = call_item.fn(*call_item.args, **call_item.kwargs)
        except BaseException as e:
            _send_result(result_queue, call_item.work_id, exception=_ExceptionWithTraceback(e, e.__traceback__),
                         exit_pid=exit_pid)
        else:
            _send_result(result_queue, call_item.work_id, result=r, exit_pid=exit_pid)
            del r
        del call_item
        if exit_pid is not None:
            return


class _ExecutorManagerThread(threading.Thread):
    def __init__(self, executor):
        self.executor = executor
        self.thread_wakeup = executor._executor_manager_thread_wakeup
        self.shutdown_lock = executor._shutdown_lock
        self.processes = executor._processes
        self.call_queue = executor._call_queue
        self.result_queue = executor._result_queue
        self.work_ids_queue = executor._work_ids
        self.pending_work_items = executor._pending_work_items
        super().__init__()

    def run(self):
        while True:
            self.add_call_items_to_queue()
            result_item, is_broken, cause = self.wait_result_broken_or_wakeup()
            if is_broken:
                self.terminate_broken(cause)
                return
            if result_item is not None:
                self.process_result_item(result_item)
                exit_pid = getattr(result_item, "exit_pid", None)
                if exit_pid is not None:
                    self.processes.pop(exit_pid).join()
                del result_item
                executor = self.executor
                if exit_pid is not None:
                    executor._start_more()
                else:
                    executor._idle_worker_semaphore.release()
            if self.is_shutting_down():
                self.flag_executor_shutting_down()
                self.add_call_items_to_queue()
                if not self.pending_work_items:
                    self.join_executor_internals()
                    return

    def add_call_items_to_queue(self):
        while not self.call_queue.full():
            try:
                work_id = self.work_ids_queue.get(block=False)
            except queue.Empty:
                return
            item = self.pending_work_items[work_id]
            if item.future.set_running_or_notify_cancel():
                self.call_queue.put(_CallItem(work_id, item.fn, item.args, item.kwargs), block=True)
            else:
                del self.pending_work_items[work_id]

    def wait_result_broken_or_wakeup(self):
        result_reader = self.result_queue._reader
        wakeup_reader = self.thread_wakeup._reader
        sentinels = [p.sentinel for p in list(self.processes.values())]
        ready = mp.connection.wait([result_reader, wakeup_reader] + sentinels)
        cause = None
        is_broken = True
        result_item = None
        if result_reader in ready:
            try:
                result_item = result_reader.recv()
                is_broken = False
            except BaseException as exc:
                cause = _thread._format_exception(exc)
        elif wakeup_reader in ready:
            is_broken = False
        self.thread_wakeup.clear()
        return result_item, is_broken, cause

    def process_result_item(self, result_item):
        if isinstance(result_item, int):
            p = self.processes.pop(result_item, None)
            if p is not None:
                p.join()
            return
        work_item = self.pending_work_items.pop(result_item.work_id, None)
        if work_item is not None:
            if result_item.exception is not None:
                work_item.future.set_exception(result_item.exception)
            else:
                work_item.future.set_result(result_item.result)

    def is_shutting_down(self):
        return _global_shutdown or self.executor._shutdown_thread

    def terminate_broken(self, cause):
        executor = self.executor
        executor._broken = "A child process terminated abruptly, the process pool is not usable anymore"
        executor._shutdown_thread = True
        bpe = BrokenProcessPool("A process in the process pool was terminated abruptly while the future was running "
                                "or pending.")
        if cause is not None:
            bpe.__cause__ = _RemoteTraceback(f"\n'''\n{cause}'''")
        for work_item in self.pending_work_items.values():
            try:
                work_item.future.set_exception(bpe)
            except _base.InvalidStateError:
                pass
        self.pending_work_items.clear()
        for p in self.processes.values():
            p.terminate()
        self.call_queue._reader.close()
        self._join(broken=True)

    def flag_executor_shutting_down(self):
        executor = self.executor
        executor._shutdown_thread = True
        if executor._cancel_pending_futures:
            kept = {}
            for work_id, work_item in self.pending_work_items.items():
                if not work_item.future.cancel():
                    kept[work_id] = work_item
            self.pending_work_items.clear()
            self.pending_work_items.update(kept)
            while True:
                try:
                    self.work_ids_queue.get_nowait()
                except queue.Empty:
                    break
            executor._cancel_pending_futures = False

    def join_executor_internals(self):
        n_to_stop = len(self.processes)
        sent = 0
        while sent < n_to_stop and any(p.is_alive() for p in self.processes.values()):
            for i in range(n_to_stop - sent):
                try:
                    self.call_queue.put_nowait(None)
                    sent += 1
                except queue.Full:
                    break
        self._join()

    def _join(self, broken=False):
        if broken:
            self.call_queue._ignore_epipe = True
            self.call_queue.cancel_join_thread()
        self.call_queue.close()
        if not broken:
            self.call_queue.join_thread()
        with self.shutdown_lock:
            self.thread_wakeup.close()
        for p in self.processes.values():
            if broken:
                p.terminate()
            p.join()


class BrokenProcessPool(_base.BrokenExecutor):
    pass


class ProcessPoolExecutor(_base.Executor):
    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        if max_workers is None:
            self._max_workers = _kernel.cpu_count() or 1
        else:
            if max_workers <= 0:
                raise ValueError("max_workers must be greater than 0")
            self._max_workers = max_workers
        if mp_context is None:
            mp_context = mp.get_context("spawn") if max_tasks_per_child is not None else mp.get_context()
        self._mp_context = mp_context
        self._safe_to_dynamically_spawn_children = mp_context.get_start_method(allow_none=False) != "fork"
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._initializer = initializer
        self._initargs = initargs
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
            if not self._safe_to_dynamically_spawn_children:
                raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; "
                                 "supply a different mp_context.")
        self._max_tasks_per_child = max_tasks_per_child
        self._executor_manager_thread = None
        self._processes = {}
        self._shutdown_thread = False
        self._shutdown_lock = threading.Lock()
        self._idle_worker_semaphore = threading.Semaphore(0)
        self._broken = False
        self._queue_count = 0
        self._pending_work_items = {}
        self._cancel_pending_futures = False
        self._executor_manager_thread_wakeup = _ThreadWakeup()
        self._call_queue = _SafeQueue(max_size=self._max_workers + EXTRA_QUEUED_CALLS, ctx=mp_context,
                                      pending_work_items=self._pending_work_items,
                                      thread_wakeup=self._executor_manager_thread_wakeup)
        self._call_queue._ignore_epipe = True
        self._result_queue = mp_context.SimpleQueue()
        self._work_ids = queue.Queue()

    def _start_executor_manager_thread(self):
        if self._executor_manager_thread is None:
            if not self._safe_to_dynamically_spawn_children:
                while len(self._processes) < self._max_workers:
                    self._spawn_process()
            self._executor_manager_thread = _ExecutorManagerThread(self)
            self._executor_manager_thread.start()
            _threads_wakeups[self._executor_manager_thread] = self._executor_manager_thread_wakeup

    def _start_more(self):
        with self._shutdown_lock:
            if not self._shutdown_thread or self._pending_work_items:
                self._adjust_process_count()

    def _adjust_process_count(self):
        if self._idle_worker_semaphore.acquire(blocking=False):
            return
        if len(self._processes) < self._max_workers:
            self._spawn_process()

    def _spawn_process(self):
        p = self._mp_context.Process(target=_process_worker, args=(
            self._call_queue, self._result_queue, self._initializer, self._initargs, self._max_tasks_per_child))
        p.start()
        self._processes[p.pid] = p

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock:
            if self._broken:
                raise BrokenProcessPool(self._broken)
            if self._shutdown_thread:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _global_shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            f = _base.Future()
            self._pending_work_items[self._queue_count] = _WorkItem(f, fn, args, kwargs)
            self._work_ids.put(self._queue_count)
            self._queue_count += 1
            self._executor_manager_thread_wakeup.wakeup()
            if self._safe_to_dynamically_spawn_children:
                self._adjust_process_count()
            self._start_executor_manager_thread()
            return f

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        results = super().map(_Chunk(fn), _chunks(zip(*iterables), chunksize), timeout=timeout, buffersize=buffersize)
        return _chain(results)

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._cancel_pending_futures = cancel_futures
            self._shutdown_thread = True
            if self._executor_manager_thread_wakeup is not None:
                self._executor_manager_thread_wakeup.wakeup()
        if self._executor_manager_thread is not None and wait:
            self._executor_manager_thread.join()
        _threads_wakeups.pop(self._executor_manager_thread, None) if wait else None
        self._executor_manager_thread = None

    def _stop_workers(self, how):
        processes = list((self._processes or {}).values())
        self.shutdown(wait=False, cancel_futures=True)
        for p in processes:
            try:
                if p.is_alive():
                    getattr(p, how)()
            except (ValueError, ProcessLookupError):
                pass

    def terminate_workers(self):
        self._stop_workers("terminate")

    def kill_workers(self):
        self._stop_workers("kill")


class _Chunk:
    def __init__(self, fn):
        self.fn = fn

    def __call__(self, chunk):
        return _process_chunk(self.fn, chunk)


def _chain(results):
    for chunk in results:
        chunk.reverse()
        while chunk:
            yield chunk.pop()


if sys.version_info < (3, 14):
    from _versions import trim
    trim(__name__)

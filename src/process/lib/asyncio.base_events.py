"""The event loop, iteration for iteration. Sources: `Lib/asyncio/base_events.py`, `selector_events.py`.

One turn: wait in poll until something is ready or the first timer is due, move what is due to the ready queue, run exactly
what the queue held then. What is scheduled meanwhile runs in the next turn.
"""

import sys
import _kernel
import _loop
import _thread
import atexit
from _asyncio import Future, Task
from asyncio import events, exceptions, tasks
from asyncio.coroutines import iscoroutine, iscoroutinefunction
from asyncio.events import Handle, TimerHandle, _running
from collections import deque
from contextvars import _current as _contexts
from heapq import heappop, heappush, heapify
from time import monotonic

__all__ = ("BaseEventLoop", "EventLoop", "SelectorEventLoop")

_MIN_TIMERS, _MIN_CANCELLED_FRACTION = 100, 0.5
_MAX_SELECT = 24 * 3600


class BaseEventLoop(events.AbstractEventLoop):
    def __init__(self):
        self._ready = deque()
        self._scheduled = []
        self._timers_cancelled = 0
        self._closed = self._stopping = self._debug = False
        self._thread_id = self._exception_handler = self._task_factory = self._default_executor = None
        self._executor_shut = False
        self._clock_resolution = 1e-09
        self.slow_callback_duration = 0.1
        self._current = None
        self._asyncgens_shut = False
        self._readers, self._writers = {}, {}
        self._signals = set()
        self._iteration = self._doubts = self._settled = 0
        self._ssock, self._csock = _kernel.socketpair()
        self._woken = False

    def __repr__(self):
        return (f"<_UnixSelectorEventLoop running={self.is_running()} closed={self._closed} "
                f"debug={self._debug}>")

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, **kwargs):
        self._check_closed()
        if self._task_factory is not None:
            return self._task_factory(self, coro, **kwargs)
        return Task(coro, loop=self, **kwargs)

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def _check_thread(self):
        if self._thread_id is not None and self._thread_id != _thread.get_ident():
            raise RuntimeError("Non-thread-safe operation invoked on an event loop other than the current one")

    # Running

    def _check_running(self):
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _thread.get_ident() in _running:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def run_forever(self):
        self._check_closed()
        self._check_running()
        self._thread_id = ident = _thread.get_ident()
        _running[ident] = self
        hooks = _loop.get_hooks()
        _loop.set_hooks(self._asyncgen_firstiter, self._asyncgen_finalizer)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread_id = None
            _running.pop(ident, None)
            _loop.set_hooks(*hooks)
            if self._settled:
                _loop.collect()

    def run_until_complete(self, future):
        self._check_closed()
        self._check_running()
        fresh = not hasattr(type(future), "_asyncio_future_blocking")
        future = tasks.ensure_future(future, loop=self)
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except:
            if fresh and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        self._stopping = True

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()
        for task in tasks.all_tasks(self):
            del tasks._tasks[task]
            if not _pending:
                atexit.register(_at_exit)
            _pending.append(task)
        self._executor_shut = True
        executor, self._default_executor = self._default_executor, None
        if executor is not None:
            executor.shutdown(wait=False)
        _kernel.close(self._ssock)
        _kernel.close(self._csock)

    def is_closed(self):
        return self._closed

    def is_running(self):
        return self._thread_id is not None

    def time(self):
        return monotonic()

    # Scheduling

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        timer = self.call_at(monotonic() + delay, callback, *args, context=context)
        return timer

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        if self._closed:
            self._check_closed()
        if self._debug:
            self._check_thread()
            self._check_callback(callback, "call_at")
        timer = TimerHandle(when, callback, args, self, context)
        heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def call_soon(self, callback, *args, context=None):
        if self._closed:
            self._check_closed()
        if self._debug:
            self._check_thread()
            self._check_callback(callback, "call_soon")
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def _check_callback(self, callback, method):
        if iscoroutine(callback) or iscoroutinefunction(callback):
            raise TypeError(f"coroutines cannot be used with {method}()")
        if not callable(callback):
            raise TypeError(f"a callable object was expected by {method}(), got {callback!r}")

    def call_soon_threadsafe(self, callback, *args, context=None):
        self._check_closed()
        if self._debug:
            self._check_callback(callback, "call_soon_threadsafe")
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        self._write_to_self()
        return handle

    def _write_to_self(self):
        if not self._closed:
            self._woken = True
            _kernel.write_nb(self._csock, b"\0")

    def _timer_handle_cancelled(self, handle):
        if handle._scheduled:
            self._timers_cancelled += 1

    # One turn

    def _run_once(self):
        self._iteration += 1
        scheduled, ready = self._scheduled, self._ready
        if scheduled:
            if len(scheduled) > _MIN_TIMERS and self._timers_cancelled / len(scheduled) > _MIN_CANCELLED_FRACTION:
                for timer in scheduled:
                    if timer._cancelled:
                        timer._scheduled = False
                scheduled = self._scheduled = [timer for timer in scheduled if not timer._cancelled]
                heapify(scheduled)
                self._timers_cancelled = 0
            else:
                while scheduled and scheduled[0]._cancelled:
                    self._timers_cancelled -= 1
                    heappop(scheduled)._scheduled = False
        if ready or self._stopping:
            timeout = 0
        elif scheduled:
            timeout = min(max(scheduled[0]._when - monotonic(), 0), _MAX_SELECT)
        else:
            timeout = None
        self._select(timeout)
        if scheduled:
            end = monotonic() + self._clock_resolution
            while scheduled and scheduled[0]._when < end:
                timer = heappop(scheduled)
                timer._scheduled = False
                ready.append(timer)
        if self._doubts:
            self._settle()
        if self._debug:
            return self._run_ready_debug()
        ident = self._thread_id
        before = _contexts.get(ident)
        popleft = ready.popleft
        try:
            for _ in range(len(ready)):
                handle = popleft()
                if handle._cancelled:
                    continue
                _contexts[ident] = handle._context
                try:
                    args = handle._args
                    if args:
                        handle._callback(*args)
                    else:
                        handle._callback()
                except (SystemExit, KeyboardInterrupt):
                    raise
                except BaseException as exc:
                    handle._failed(exc)
        finally:
            if before is None:
                _contexts.pop(ident, None)
            else:
                _contexts[ident] = before

    def _settle(self):
        """Something failed that nobody waits for: is it lost? Looking costs, so ever more rarely."""
        self._doubts = 0
        self._settled += 1
        if self._settled <= 64 or not self._settled & self._settled - 1:
            _loop.collect()

    def _run_ready_debug(self):
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if handle._cancelled:
                continue
            started = monotonic()
            handle._run()
            took = monotonic() - started
            if took >= self.slow_callback_duration:
                _log(f"Executing {_format_handle(handle)} took {took:.3f} seconds")

    def _select(self, timeout):
        """Waits; then callbacks of what is ready for reading or writing are put into the ready queue, in order."""
        readers, writers = self._readers, self._writers
        if timeout == 0 and not readers and not writers and not self._woken and _thread._count() == 1:
            return
        can_read, can_write = _kernel.poll([self._ssock, *readers], list(writers), timeout)
        for fd in can_read:
            if fd == self._ssock:
                self._woken = False
                _kernel.read_nb(fd, 4096)
            elif fd in readers:
                self._add_io(readers, fd)
        for fd in can_write:
            if fd in writers:
                self._add_io(writers, fd)

    def _add_io(self, table, fd):
        handle = table[fd]
        if handle._cancelled:
            del table[fd]
        else:
            self._ready.append(handle)

    def add_reader(self, fd, callback, *args):
        self._check_closed()
        self._readers[_fileno(fd)] = Handle(callback, args, self)

    def remove_reader(self, fd):
        return self._remove(self._readers, fd)

    def add_writer(self, fd, callback, *args):
        self._check_closed()
        self._writers[_fileno(fd)] = Handle(callback, args, self)

    def remove_writer(self, fd):
        return self._remove(self._writers, fd)

    def _remove(self, table, fd):
        handle = table.pop(_fileno(fd), None)
        if handle is None:
            return False
        handle.cancel()
        return True

    async def create_server(self, protocol_factory, host=None, port=None, *, sock=None, start_serving=True, **kwds):
        from asyncio import selector_events
        return await selector_events.create_server(self, protocol_factory, host, port, sock, start_serving)

    async def create_connection(self, protocol_factory, host=None, port=None, *, sock=None, **kwds):
        from asyncio import selector_events
        return await selector_events.create_connection(self, protocol_factory, host, port, sock)

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, sock=None, **kwds):
        from asyncio import selector_events
        return await selector_events.create_datagram_endpoint(self, protocol_factory, local_addr, remote_addr, sock)

    async def sock_accept(self, sock):
        from asyncio import selector_events
        return await selector_events.sock_accept(self, sock)

    async def sock_connect(self, sock, address):
        sock.connect(address)

    async def sock_recv(self, sock, n):
        from asyncio import selector_events
        return await selector_events.sock_recv(self, sock, n)

    async def sock_recv_into(self, sock, buf):
        data = await self.sock_recv(sock, len(buf))
        buf[:len(data)] = data
        return len(data)

    async def sock_sendall(self, sock, data):
        from asyncio import selector_events
        await selector_events.sock_sendall(self, sock, data)

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        import socket
        return socket.getaddrinfo(host, port, family, type, proto, flags)

    # Executors

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        if self._debug:
            self._check_callback(func, "run_in_executor")
        if executor is None:
            if self._executor_shut:
                raise RuntimeError("Executor shutdown has been called")
            executor = self._default_executor
            if executor is None:
                import concurrent.futures
                executor = self._default_executor = concurrent.futures.ThreadPoolExecutor(thread_name_prefix="asyncio")
        from asyncio.futures import wrap_future
        return wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        import concurrent.futures
        if not isinstance(executor, concurrent.futures.ThreadPoolExecutor):
            raise TypeError("executor must be ThreadPoolExecutor instance")
        self._default_executor = executor

    async def shutdown_default_executor(self, timeout=None):
        self._executor_shut = True
        if self._default_executor is None:
            return
        import threading
        future = self.create_future()
        thread = threading.Thread(target=self._do_shutdown, args=(future,))
        thread.start()
        try:
            async with tasks.timeouts.timeout(timeout):
                await future
        except exceptions.TimeoutError:
            self._default_executor.shutdown(wait=False)
        else:
            thread.join()

    def _do_shutdown(self, future):
        try:
            self._default_executor.shutdown(wait=True)
            if not self.is_closed():
                self.call_soon_threadsafe(tasks._set_result_unless_cancelled, future, None)
        except Exception as exc:
            if not self.is_closed() and not future.cancelled():
                self.call_soon_threadsafe(future.set_exception, exc)

    # Async generators

    def _asyncgen_firstiter(self, agen):
        if self._asyncgens_shut:
            _warn(f"asynchronous generator {agen!r} was scheduled after loop.shutdown_asyncgens() call")

    def _asyncgen_finalizer(self, agen):
        if not self._closed:
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        self._asyncgens_shut = True
        agens = _loop.live_generators()
        if not agens:
            return
        results = await tasks.gather(*[agen.aclose() for agen in agens], return_exceptions=True)
        for result, agen in zip(results, agens):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    "message": f"an error occurred during closing of asynchronous generator {agen!r}",
                    "exception": result, "asyncgen": agen})

    # Errors

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context):
        lines = [context.get("message") or "Unhandled exception in event loop"]
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        _log("\n".join(lines), context.get("exception"), "error")

    def call_exception_handler(self, context):
        try:
            if self._exception_handler is None:
                self.default_exception_handler(context)
            else:
                self._exception_handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self.default_exception_handler(
                {"message": "Unhandled error in exception handler", "exception": exc, "context": context})

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = bool(enabled)

    def add_signal_handler(self, sig, callback, *args):
        if iscoroutine(callback) or iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        import signal
        self._check_closed()
        signal.signal(sig, lambda signum, frame: self.call_soon_threadsafe(callback, *args))
        self._signals.add(int(sig))

    def remove_signal_handler(self, sig):
        if int(sig) not in self._signals:
            return False
        import signal
        self._signals.discard(int(sig))
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        return True


_pending = []


def _at_exit():
    _loop.collect()
    for task in _pending:
        task._lost()


def _run_until_complete_cb(fut):
    if not fut.cancelled() and isinstance(fut.exception(), (SystemExit, KeyboardInterrupt)):
        return
    fut._loop.stop()


def _fileno(fd):
    return fd if isinstance(fd, int) else fd.fileno()


def _log(text, exception=None, level="warning"):
    logging = sys.modules.get("logging")
    if logging is not None:
        logger = logging.getLogger("asyncio")
        if exception is None:
            getattr(logger, level)(text)
        else:
            logger.error(text, exc_info=(type(exception), exception, exception.__traceback__))
    elif exception is None:
        print(text, file=sys.stderr)
    else:
        _thread._print_exception(text + "\n", exception)


def _warn(text):
    print(f"RuntimeWarning: {text}", file=sys.stderr)


def _format_handle(handle):
    task = getattr(handle._callback, "__self__", None)
    return repr(task) if isinstance(task, Task) else str(handle)


class EventLoop(BaseEventLoop):
    pass


SelectorEventLoop = EventLoop

"""Future and Task, which are C in CPython: without switch points and absent from tracebacks. Source: `Modules/_asynciomodule.c`."""

from _loop import line as _line, task as _open_lane, task_is as _lane_is, watch as _watch
from contextvars import copy_context
from asyncio.events import Handle, get_event_loop, _format_callback_source
from asyncio.exceptions import CancelledError, InvalidStateError

_tasks = {}
_counter = 0


def _repr_short(value):
    text = repr(value)
    return text if len(text) <= 200 else text[:97] + "..." + text[-100:]


class Future:
    _asyncio_future_blocking = False
    _source_traceback = None
    _waiting = None
    __module__ = "_asyncio"

    def __init__(self, *, loop=None):
        self._loop = get_event_loop() if loop is None else loop
        self._state = "PENDING"
        self._callbacks = []
        self._result = self._exception = self._cancel_message = self._cancelled_exc = None
        self._log_traceback = False

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)

    def _repr_info(self):
        info = [self._state.lower()]
        if self._state == "FINISHED":
            if self._exception is not None:
                info.append(f"exception={self._exception!r}")
            else:
                info.append(f"result={_repr_short(self._result)}")
        calls = [_format_callback_source(call, (), self._loop.get_debug()) for call, _ in self._callbacks]
        if len(calls) > 2:
            calls[1:-1] = [f"<{len(calls) - 2} more>"]
        if calls:
            info.append(f"cb=[{', '.join(calls)}]")
        return info

    def __repr__(self):
        return f"<{type(self).__name__} {' '.join(self._repr_info())}>"

    def _make_cancelled_error(self):
        exc = self._cancelled_exc
        if exc is not None:
            self._cancelled_exc = None
            return exc
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    def get_loop(self):
        return self._loop

    def cancel(self, msg=None):
        self._log_traceback = False
        if self._state != "PENDING":
            return False
        self._state = "CANCELLED"
        self._cancel_message = msg
        self._schedule_callbacks()
        return True

    def _schedule_callbacks(self):
        callbacks = self._callbacks
        if callbacks:
            self._callbacks = []
            loop = self._loop
            if loop._closed:
                loop._check_closed()
            if self._waiting:
                for task in self._waiting:
                    _lane_is(task._lane, 0)
                self._waiting = None
            ready, args = loop._ready, (self,)
            for callback, context in callbacks:
                ready.append(Handle(callback, args, loop, context))

    def cancelled(self):
        return self._state == "CANCELLED"

    def done(self):
        return self._state != "PENDING"

    def result(self):
        if self._state == "FINISHED":
            self._log_traceback = False
            if self._exception is not None:
                raise self._exception.with_traceback(self._exception_tb)
            return self._result
        if self._state == "CANCELLED":
            raise self._make_cancelled_error()
        raise InvalidStateError("Result is not set.")

    def exception(self):
        if self._state == "FINISHED":
            self._log_traceback = False
            return self._exception
        if self._state == "CANCELLED":
            raise self._make_cancelled_error()
        raise InvalidStateError("Exception is not set.")

    def add_done_callback(self, fn, /, *, context=None):
        if context is None:
            context = copy_context()
        if self._state != "PENDING":
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, context))

    def remove_done_callback(self, fn, /):
        kept = [pair for pair in self._callbacks if pair[0] != fn]
        removed = len(self._callbacks) - len(kept)
        if removed:
            self._callbacks[:] = kept
        return removed

    def set_result(self, result, /):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = "FINISHED"
        if self._callbacks:
            self._schedule_callbacks()

    def set_exception(self, exception, /):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if not isinstance(exception, BaseException):
            raise TypeError("invalid exception object")
        if isinstance(exception, StopIteration):
            error = RuntimeError("StopIteration interacts badly with generators and cannot be raised into a Future")
            error.__cause__ = error.__context__ = exception
            exception = error
        self._exception = exception
        self._exception_tb = exception.__traceback__
        self._state = "FINISHED"
        self._log_traceback = True
        _watch(self)
        if not self._callbacks:
            self._loop._doubts += 1
        self._schedule_callbacks()

    def _lost(self):
        if self._log_traceback:
            self._log_traceback = False
            self._loop.call_exception_handler({
                "message": f"{type(self).__name__} exception was never retrieved",
                "exception": self._exception, "future": self})

    def __await__(self):
        if self._state == "PENDING":
            self._asyncio_future_blocking = True
            yield self
            if self._state == "PENDING":
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


class Task(Future):
    __module__ = "_asyncio"

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        global _counter
        self._loop = loop = get_event_loop() if loop is None else loop
        self._state = "PENDING"
        self._callbacks = []
        self._result = self._exception = self._cancel_message = self._cancelled_exc = None
        self._log_traceback = False
        if not hasattr(coro, "send"):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        if name is None:
            _counter += 1
            self._name = f"Task-{_counter}"
        else:
            self._name = str(name)
        self._num_cancels_requested = 0
        self._must_cancel = False
        self._fut_waiter = None
        self._coro = coro
        self._context = copy_context() if context is None else context
        self._lane = _open_lane(self._name)
        _tasks[self] = None
        self._handle = Handle(self._step, (), loop, self._context)
        if eager_start and loop._thread_id is not None:
            self._eager_start()
        else:
            if loop._closed:
                loop._check_closed()
            loop._ready.append(self._handle)

    def _eager_start(self):
        before = self._loop._current
        try:
            self._context.run(self._step)
        finally:
            self._loop._current = before
            if self._state != "PENDING":
                self._coro = None

    def _repr_info(self):
        info = super()._repr_info()
        if self._num_cancels_requested and self._state == "PENDING":
            info[0] = "cancelling"
        info.insert(1, f"name={self._name!r}")
        if self._fut_waiter is not None:
            info.insert(2, f"wait_for={self._fut_waiter!r}")
        if self._coro is not None:
            info.insert(2, f"coro=<{_format_coroutine(self._coro)}>")
        return info

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, value, /):
        self._name = str(value)

    def set_result(self, result, /):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception, /):
        raise RuntimeError("Task does not support set_exception operation")

    def get_stack(self, *, limit=None):
        frame = getattr(self._coro, "cr_frame", None)
        return [] if frame is None else [frame]

    def print_stack(self, *, limit=None, file=None):
        import sys
        print(f"Stack for {self!r} (most recent call last):", file=file or sys.stderr)

    def cancel(self, msg=None):
        self._log_traceback = False
        if self._state != "PENDING":
            return False
        self._num_cancels_requested += 1
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._num_cancels_requested

    def uncancel(self):
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
            if self._num_cancels_requested == 0:
                self._must_cancel = False
        return self._num_cancels_requested

    def _step(self, exc=None):
        if self._state != "PENDING":
            raise InvalidStateError(f"__step(): already done: {self!r}, {exc!r}")
        if self._must_cancel:
            if not isinstance(exc, CancelledError):
                exc = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        loop._current = self
        lane = self._lane
        if lane:
            _lane_is(lane, 1)
        try:
            if exc is None:
                waits = self._coro.send(None)
            else:
                waits = self._coro.throw(exc)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                Future.cancel(self, self._cancel_message)
            else:
                self._result = stop.value
                self._state = "FINISHED"
                if self._callbacks:
                    self._schedule_callbacks()
            _tasks.pop(self, None)
        except CancelledError as exc:
            self._cancelled_exc = exc
            Future.cancel(self)
            _tasks.pop(self, None)
        except BaseException as exc:
            Future.set_exception(self, exc)
            _tasks.pop(self, None)
            if isinstance(exc, (KeyboardInterrupt, SystemExit)):
                raise
        else:
            if waits is None:
                loop._ready.append(self._handle)
            elif getattr(waits, "_asyncio_future_blocking", None):
                if waits is self:
                    self._step_soon(f"Task cannot await on itself: {self!r}")
                elif waits._loop is not loop:
                    self._step_soon(f"Task {self!r} got Future {waits!r} attached to a different loop")
                else:
                    waits._asyncio_future_blocking = False
                    waits.add_done_callback(self.task_wakeup, context=self._context)
                    self._fut_waiter = waits
                    if self._must_cancel and waits.cancel(msg=self._cancel_message):
                        self._must_cancel = False
            else:
                self._step_wrong(waits)
        finally:
            loop._current = None
            if lane:
                if self._fut_waiter is None and self._state == "PENDING":
                    _lane_is(lane, 0)
                else:
                    self._note(lane)

    def _note(self, lane):
        waits = self._fut_waiter
        if self._state != "PENDING":
            _lane_is(lane, 3)
        else:
            _lane_is(lane, 2, getattr(waits, "_until", None))
            if waits._state == "PENDING":
                waits._waiting = [self] if waits._waiting is None else waits._waiting + [self]

    def _lost(self):
        if self._state == "PENDING" and getattr(self, "_log_destroy_pending", True):
            self._loop.call_exception_handler({"task": self, "message": "Task was destroyed but it is pending!"})
        super()._lost()

    def _step_soon(self, text):
        self._loop.call_soon(self._step, RuntimeError(text), context=self._context)

    def _step_wrong(self, waits):
        if getattr(waits, "_asyncio_future_blocking", None) is not None:
            self._step_soon(f"yield was used instead of yield from in task {self!r} with {waits!r}")
        elif hasattr(waits, "gi_frame"):
            self._step_soon(f"yield was used instead of yield from for generator in task {self!r} with {waits!r}")
        else:
            self._step_soon(f"Task got bad yield: {waits!r}")

    def task_wakeup(self, future, /):
        if future._state == "CANCELLED":
            self._step(future._make_cancelled_error())
        elif future._exception is not None:
            future._log_traceback = False
            self._step(future._exception)
        else:
            self._step()


def _format_coroutine(coro):
    name = (getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None) or type(coro).__name__) + "()"
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    if code is None:
        return name + (" running" if getattr(coro, "cr_running", False) else "")
    line = _line(coro)
    if line is None:
        return f"{name} done, defined at {code.co_filename}:{code.co_firstlineno}"
    return f"{name} running at {code.co_filename}:{line}"


def current_task(loop=None):
    from asyncio.events import get_running_loop
    return (get_running_loop() if loop is None else loop)._current


def all_tasks(loop=None):
    from asyncio.events import get_running_loop
    if loop is None:
        loop = get_running_loop()
    return {task for task in _tasks if task._loop is loop}

"""Streams over the simulated sockets. Sources: `Lib/asyncio/streams.py`, `selector_events.py`."""

import sys
import _kernel
from asyncio import events, exceptions, tasks
from asyncio.coroutines import iscoroutine

__all__ = ("StreamReader", "StreamWriter", "open_connection", "start_server", "Server")

_LIMIT = 2 ** 16
_CHUNK = 256 * 1024


class StreamReader:
    def __init__(self, limit=_LIMIT, loop=None):
        if limit <= 0:
            raise ValueError("Limit cannot be <= 0")
        self._limit = limit
        self._loop = events.get_event_loop() if loop is None else loop
        self._buffer = bytearray()
        self._eof = self._paused = False
        self._waiter = self._exception = self._transport = None

    def __repr__(self):
        info = [f"{len(self._buffer)} bytes"] if self._buffer else []
        if self._eof:
            info.append("eof")
        if self._limit != _LIMIT:
            info.append(f"limit={self._limit}")
        for what, value in (("waiter", self._waiter), ("exception", self._exception), ("transport", self._transport)):
            if value:
                info.append(f"{what}={value!r}")
        if self._paused:
            info.append("paused")
        return f"<{' '.join(['StreamReader', *info])}>"

    def exception(self):
        return self._exception

    def set_exception(self, exc):
        self._exception = exc
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.cancelled():
            waiter.set_exception(exc)

    def _wake(self):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.cancelled():
            waiter.set_result(None)

    def feed_eof(self):
        self._eof = True
        self._wake()

    def at_eof(self):
        return self._eof and not self._buffer

    def feed_data(self, data):
        assert not self._eof, "feed_data after feed_eof"
        if not data:
            return
        self._buffer.extend(data)
        self._wake()
        if self._transport is not None and not self._paused and len(self._buffer) > 2 * self._limit:
            self._paused = True
            self._transport.pause_reading()

    async def _wait_for_data(self, name):
        if self._waiter is not None:
            raise RuntimeError(f"{name}() called while another coroutine is already waiting for incoming data")
        if self._paused:
            self._paused = False
            self._transport.resume_reading()
        self._waiter = self._loop.create_future()
        self._waiter._what = f"StreamReader.{name}"
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _resume(self):
        if self._paused and len(self._buffer) <= self._limit:
            self._paused = False
            self._transport.resume_reading()

    def _take(self, n):
        data = bytes(self._buffer[:n])
        del self._buffer[:n]
        self._resume()
        return data

    async def readline(self):
        try:
            return await self.readuntil(b"\n")
        except exceptions.IncompleteReadError as e:
            return e.partial
        except exceptions.LimitOverrunError as e:
            del self._buffer[:e.consumed + 1]
            raise ValueError(e.args[0])

    async def readuntil(self, separator=b"\n"):
        separators = separator if isinstance(separator, tuple) else (separator,)
        if not all(separators):
            raise ValueError("Separator should be at least one-byte string")
        if self._exception is not None:
            raise self._exception
        while True:
            ends = [(at + len(s), at) for s in separators if (at := self._buffer.find(s)) >= 0]
            if ends:
                end, at = min(ends)
                if at > self._limit:
                    raise exceptions.LimitOverrunError("Separator is found, but chunk is longer than limit", at)
                return self._take(end)
            if len(self._buffer) > self._limit:
                raise exceptions.LimitOverrunError("Separator is not found, and chunk exceed the limit", len(self._buffer))
            if self._eof:
                raise exceptions.IncompleteReadError(self._take(len(self._buffer)), None)
            await self._wait_for_data("readuntil")

    async def read(self, n=-1):
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b""
        if n < 0:
            blocks = []
            while block := await self.read(self._limit):
                blocks.append(block)
            return b"".join(blocks)
        if not self._buffer and not self._eof:
            await self._wait_for_data("read")
        return self._take(n)

    async def readexactly(self, n):
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        if self._exception is not None:
            raise self._exception
        while len(self._buffer) < n:
            if self._eof:
                raise exceptions.IncompleteReadError(self._take(len(self._buffer)), n)
            await self._wait_for_data("readexactly")
        return self._take(n)

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if line == b"":
            raise StopAsyncIteration
        return line


class _Transport:
    """A connected socket in the loop: reads what comes into the reader, writes what the socket has no room for yet."""

    def __init__(self, loop, fd, reader, made, server=None, waiter=None):
        self._loop, self._fd, self._reader, self._server = loop, fd, reader, server
        self._buffer = bytearray()
        self._closing = self._eof = self._paused = self._lost = False
        self._drainers = []
        self._closed = loop.create_future()
        self._closed._what = "StreamWriter.wait_closed"
        self._sockname, self._peername = _kernel.sockname(fd), _kernel.peername(fd)
        reader._transport = self
        loop.call_soon(made, self)
        loop.call_soon(self._start_reading)
        if waiter is not None:
            loop.call_soon(tasks._set_result_unless_cancelled, waiter, None)

    def _start_reading(self):
        if not self._closing:
            self._loop.add_reader(self._fd, self._read_ready)

    def pause_reading(self):
        self._loop.remove_reader(self._fd)

    def resume_reading(self):
        self._start_reading()

    def _read_ready(self):
        try:
            data = _kernel.read_nb(self._fd, _CHUNK)
        except OSError as exc:
            return self._fatal(exc)
        if data is None:
            return
        if data:
            self._reader.feed_data(data)
        else:
            self._loop.remove_reader(self._fd)
            self._reader.feed_eof()

    def write(self, data):
        if not isinstance(data, (bytes, bytearray)):
            raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if self._eof:
            raise RuntimeError("Cannot call write() after write_eof()")
        if not data or self._lost:
            return
        if not self._buffer:
            try:
                n = _kernel.write_nb(self._fd, bytes(data))
            except OSError as exc:
                return self._fatal(exc)
            data = data[n:]
            if not data:
                return
            self._loop.add_writer(self._fd, self._write_ready)
        self._buffer.extend(data)
        if len(self._buffer) > _LIMIT:
            self._paused = True

    def _write_ready(self):
        try:
            n = _kernel.write_nb(self._fd, bytes(self._buffer))
        except OSError as exc:
            return self._fatal(exc)
        del self._buffer[:n]
        if self._paused and len(self._buffer) <= _LIMIT // 4:
            self._paused = False
            self._wake_drainers(None)
        if not self._buffer:
            self._loop.remove_writer(self._fd)
            if self._closing:
                self._call_connection_lost(None)
            elif self._eof:
                _kernel.shutdown(self._fd)

    def _wake_drainers(self, exc):
        drainers, self._drainers = self._drainers, []
        for fut in drainers:
            if not fut.done():
                if exc is None:
                    fut.set_result(None)
                else:
                    fut.set_exception(exc)

    def write_eof(self):
        if not self._closing and not self._eof:
            self._eof = True
            if not self._buffer:
                _kernel.shutdown(self._fd)

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._loop.remove_reader(self._fd)
        if not self._buffer:
            self._loop.call_soon(self._call_connection_lost, None)

    def abort(self):
        self._fatal(None)

    def _fatal(self, exc):
        if self._lost:
            return
        self._buffer.clear()
        self._loop.remove_writer(self._fd)
        if not self._closing:
            self._closing = True
            self._loop.remove_reader(self._fd)
        self._lost = True
        self._loop.call_soon(self._call_connection_lost, exc)

    def _call_connection_lost(self, exc):
        if self._fd is None:
            return
        self._lost = True
        if exc is None:
            self._reader.feed_eof()
        else:
            self._reader.set_exception(exc)
        self._wake_drainers(exc or ConnectionResetError("Connection lost"))
        if not self._closed.done():
            if exc is None:
                self._closed.set_result(None)
            else:
                self._closed.set_exception(exc)
                self._closed.exception()
        _kernel.close(self._fd)
        self._fd = None
        if self._server is not None:
            self._server._detach(self)

    def is_closing(self):
        return self._closing

    def get_extra_info(self, name, default=None):
        return {"peername": self._peername, "sockname": self._sockname}.get(name, default)


class StreamWriter:
    def __init__(self, transport, reader, loop):
        self._transport, self._reader, self._loop = transport, reader, loop

    def __repr__(self):
        return f"<StreamWriter transport={self._transport!r} reader={self._reader!r}>"

    @property
    def transport(self):
        return self._transport

    def write(self, data):
        self._transport.write(data)

    def writelines(self, data):
        self._transport.write(b"".join(data))

    def write_eof(self):
        self._transport.write_eof()

    def can_write_eof(self):
        return True

    def close(self):
        self._transport.close()

    def is_closing(self):
        return self._transport.is_closing()

    async def wait_closed(self):
        await self._transport._closed

    def get_extra_info(self, name, default=None):
        return self._transport.get_extra_info(name, default)

    async def drain(self):
        transport = self._transport
        exc = self._reader.exception()
        if exc is not None:
            raise exc
        if transport.is_closing():
            await tasks.sleep(0)
        if transport._lost:
            raise ConnectionResetError("Connection lost")
        if transport._paused:
            waiter = self._loop.create_future()
            waiter._what = "StreamWriter.drain"
            transport._drainers.append(waiter)
            await waiter


class _Socket:
    def __init__(self, fd):
        self._fd = fd

    def fileno(self):
        return self._fd

    def getsockname(self):
        return _kernel.sockname(self._fd)


class Server:
    def __init__(self, loop, fd, callback, limit):
        self._loop, self._fd, self._callback, self._limit = loop, fd, callback, limit
        self._clients = {}
        self._waiters = []
        self._serving = False
        self._forever = None

    def __repr__(self):
        return f"<Server sockets={self.sockets!r}>"

    @property
    def sockets(self):
        return () if self._fd is None else (_Socket(self._fd),)

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._serving

    def _start(self):
        if not self._serving and self._fd is not None:
            self._serving = True
            self._loop.add_reader(self._fd, self._accept)

    def _accept(self):
        fd, _ = _kernel.accept(self._fd)
        self._loop.create_task(self._accept_connection2(fd))

    async def _accept_connection2(self, fd):
        waiter = self._loop.create_future()
        reader = StreamReader(self._limit, self._loop)
        transport = _Transport(self._loop, fd, reader, self._connection_made, self, waiter)
        self._clients[transport] = None
        await waiter

    def _connection_made(self, transport):
        writer = StreamWriter(transport, transport._reader, self._loop)
        result = self._callback(transport._reader, writer)
        if iscoroutine(result):
            task = self._loop.create_task(result)

            def done(task):
                if task.cancelled():
                    transport.close()
                elif (exc := task.exception()) is not None:
                    self._loop.call_exception_handler({
                        "message": "Unhandled exception in client_connected_cb", "exception": exc, "transport": transport})
                    transport.close()

            task.add_done_callback(done)

    def _detach(self, transport):
        self._clients.pop(transport, None)
        self._check_closed()

    def _check_closed(self):
        if self._fd is None and not self._clients:
            waiters, self._waiters = self._waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    def close(self):
        if self._fd is None:
            return
        self._loop.remove_reader(self._fd)
        _kernel.close(self._fd)
        self._fd = None
        self._serving = False
        if self._forever is not None and not self._forever.done():
            self._forever.cancel()
        self._check_closed()

    def close_clients(self):
        for transport in list(self._clients):
            transport.close()

    def abort_clients(self):
        for transport in list(self._clients):
            transport.abort()

    async def start_serving(self):
        self._start()
        await tasks.sleep(0)

    async def serve_forever(self):
        if self._forever is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._fd is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._start()
        self._forever = self._loop.create_future()
        self._forever._what = "Server.serve_forever"
        try:
            await self._forever
        except exceptions.CancelledError:
            try:
                self.close()
                self.close_clients()
                await self.wait_closed()
            finally:
                raise
        finally:
            self._forever = None

    async def wait_closed(self):
        if self._fd is None and not self._clients:
            return
        waiter = self._loop.create_future()
        waiter._what = "Server.wait_closed"
        self._waiters.append(waiter)
        await waiter

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


async def start_server(client_connected_cb, host=None, port=None, *, limit=_LIMIT, start_serving=True, **kwds):
    loop = events.get_running_loop()
    server = Server(loop, _kernel.listen(_address(host), port or 0), client_connected_cb, limit)
    if start_serving:
        server._start()
        await tasks.sleep(0)
    return server


def _address(host):
    return "127.0.0.1" if host in (None, "", "localhost") else "0.0.0.0" if host == "0.0.0.0" else host


async def _connect(loop, host, port):
    try:
        fd = _kernel.connect_start(_address(host), port)
    except ConnectionRefusedError:
        raise ConnectionRefusedError(111, f"Connect call failed ({_address(host)!r}, {port})") from None
    connected = loop.create_future()
    connected._what = "connect"
    loop.add_writer(fd, _connected, loop, fd, connected)
    await connected
    return fd


async def open_connection(host=None, port=None, *, limit=_LIMIT, **kwds):
    loop = events.get_running_loop()
    fd = await _connect(loop, host, port)
    reader = StreamReader(limit, loop)
    waiter = loop.create_future()
    transport = _Transport(loop, fd, reader, lambda transport: None, None, waiter)
    await waiter
    return reader, StreamWriter(transport, reader, loop)


def _connected(loop, fd, future):
    loop.remove_writer(fd)
    if not future.done():
        future.set_result(None)


if sys.version_info < (3, 14):
    from _versions import trim
    trim(__name__)

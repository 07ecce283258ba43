"""Transports of protocols, and what loops do with plain sockets. Source: `Lib/asyncio/selector_events.py`.

Written over the transports of streams: a protocol stands where a stream's reader does.
"""

import _kernel
import socket
from asyncio import streams, tasks, transports


class _SocketTransport(streams._Transport, transports.Transport):
    def __init__(self, loop, fd, protocol, server=None, waiter=None):
        self._protocol = protocol
        self._high, self._low = 65536, 16384
        super().__init__(loop, fd, self, protocol.connection_made, server, waiter)

    def __repr__(self):
        state = " closed" if self._fd is None else " closing" if self._closing else ""
        return f"<_SelectorSocketTransport{state} fd={self._fd}>"

    def get_protocol(self):
        return self._protocol

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_extra_info(self, name, default=None):
        if name == "socket":
            return streams._Socket(self._fd)
        return super().get_extra_info(name, default)

    def is_reading(self):
        return not self._closing and self._fd in self._loop._readers

    def can_write_eof(self):
        return True

    def get_write_buffer_size(self):
        return len(self._buffer)

    def get_write_buffer_limits(self):
        return self._low, self._high

    def set_write_buffer_limits(self, high=None, low=None):
        self._high = high if high is not None else 65536 if low is None else 4 * low
        self._low = low if low is not None else self._high // 4

    # As a stream's reader

    def feed_data(self, data):
        if hasattr(self._protocol, "get_buffer"):
            buffer = self._protocol.get_buffer(len(data))
            buffer[:len(data)] = data
            self._protocol.buffer_updated(len(data))
        else:
            self._protocol.data_received(data)

    def feed_eof(self):
        if not self._protocol.eof_received():
            self.close()

    def write(self, data):
        paused = self._paused
        super().write(data)
        self._paused = self._paused or len(self._buffer) > self._high
        if self._paused and not paused:
            self._protocol.pause_writing()

    def _write_ready(self):
        paused = self._paused
        super()._write_ready()
        if paused and not self._paused:
            self._protocol.resume_writing()

    def _call_connection_lost(self, exc):
        if self._fd is None:
            return
        self._lost = True
        try:
            self._protocol.connection_lost(exc)
        finally:
            _kernel.close(self._fd)
            self._fd = None
            if not self._closed.done():
                self._closed.set_result(None)
            if self._server is not None:
                self._server._detach(self)


class _Server(streams.Server):
    async def _accept_connection2(self, fd):
        waiter = self._loop.create_future()
        transport = _SocketTransport(self._loop, fd, self._callback(), self, waiter)
        self._clients[transport] = None
        await waiter


_Server.__name__ = _Server.__qualname__ = "Server"


async def create_server(loop, protocol_factory, host, port, sock, start_serving):
    if sock is not None:
        fd = sock.detach()
    else:
        fd = _kernel.listen(streams._address(host), port or 0)
    server = _Server(loop, fd, protocol_factory, None)
    if start_serving:
        server._start()
        await tasks.sleep(0)
    return server


async def create_connection(loop, protocol_factory, host, port, sock):
    fd = sock.detach() if sock is not None else await streams._connect(loop, host, port)
    protocol = protocol_factory()
    waiter = loop.create_future()
    transport = _SocketTransport(loop, fd, protocol, None, waiter)
    await waiter
    return transport, protocol


class _DatagramTransport(transports.DatagramTransport):
    def __init__(self, loop, sock, protocol, address, waiter):
        super().__init__({"socket": sock, "sockname": sock.getsockname(), "peername": address})
        self._loop, self._sock, self._protocol, self._address = loop, sock, protocol, address
        self._closing = False
        loop.call_soon(protocol.connection_made, self)
        loop.call_soon(self._start)
        loop.call_soon(tasks._set_result_unless_cancelled, waiter, None)

    def _start(self):
        if not self._closing:
            self._loop.add_reader(self._sock, self._read_ready)

    def _read_ready(self):
        data, addr = self._sock.recvfrom(256 * 1024)
        self._protocol.datagram_received(data, addr)

    def get_protocol(self):
        return self._protocol

    def sendto(self, data, addr=None):
        self._sock.sendto(data, addr or self._address)

    def is_closing(self):
        return self._closing

    def close(self):
        if not self._closing:
            self._closing = True
            self._loop.remove_reader(self._sock)
            self._loop.call_soon(self._lost)

    abort = close

    def _lost(self):
        try:
            self._protocol.connection_lost(None)
        finally:
            self._sock.close()


async def create_datagram_endpoint(loop, protocol_factory, local_addr, remote_addr, sock):
    if sock is None:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        if local_addr is not None:
            sock.bind(local_addr)
        if remote_addr is not None:
            sock.connect(remote_addr)
    protocol = protocol_factory()
    waiter = loop.create_future()
    transport = _DatagramTransport(loop, sock, protocol, remote_addr, waiter)
    await waiter
    return transport, protocol


# Plain sockets

async def ready(loop, sock, to_read):
    """Until the socket can be read or written."""
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")
    there = loop.create_future()
    add, remove = (loop.add_reader, loop.remove_reader) if to_read else (loop.add_writer, loop.remove_writer)
    add(sock, tasks._set_result_unless_cancelled, there, None)
    try:
        await there
    finally:
        remove(sock)


async def sock_accept(loop, sock):
    await ready(loop, sock, True)
    conn, address = sock.accept()
    conn.setblocking(False)
    return conn, address


async def sock_recv(loop, sock, n):
    await ready(loop, sock, True)
    return sock.recv(n)


async def sock_sendall(loop, sock, data):
    while data:
        await ready(loop, sock, False)
        data = data[sock.send(data):]

import asyncio, socket
async def handle(loop, c):
    while d := await loop.sock_recv(c, 100): await loop.sock_sendall(c, d.upper())
    c.close()
async def server(loop, s, n):
    for _ in range(n): c, a = await loop.sock_accept(s); loop.create_task(handle(loop, c))
class P(asyncio.Protocol):
    def connection_made(self, t): self.t = t; print('conn', t.is_closing(), t.get_protocol() is self, t.get_write_buffer_size())
    def data_received(self, d):
        self.t.write(d); self.t.writelines([b'1', b'2'])
        if b'bye' in d: self.t.close(); print(self.t.is_closing())
    def eof_received(self): print('eof'); return False
    def connection_lost(self, e): print('lost', e)
async def main():
    loop = asyncio.get_running_loop(); s = socket.create_server(('127.0.0.1', 0)); s.setblocking(False); st = asyncio.create_task(server(loop, s, 2))
    async def cli(m):
        r, w = await asyncio.open_connection(*s.getsockname()); w.write(m); x = await r.read(100); w.close(); await w.wait_closed(); return x
    print(await asyncio.gather(cli(b'abc'), cli(b'def'))); await st; s.close()
    srv = await loop.create_server(P, 'localhost', 0); 
    async with srv:
        r, w = await asyncio.open_connection(*srv.sockets[0].getsockname()); w.write(b'hello'); print(await r.readexactly(7)); w.write(b'bye'); print(await r.read()); w.close()
        r, w = await asyncio.open_connection(*srv.sockets[0].getsockname()); w.write_eof(); print(await r.read()); w.close()
    try: await loop.create_connection(asyncio.Protocol, '127.0.0.1', 1)
    except OSError as e: print(type(e).__name__, e.errno)
    print(issubclass(asyncio.Protocol, asyncio.BaseProtocol), asyncio.Transport.__mro__[1].__name__)
asyncio.run(main())

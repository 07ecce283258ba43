import asyncio
class Echo(asyncio.Protocol):
    def connection_made(self, t): self.t = t; print('made', type(t.get_extra_info('peername')).__name__)
    def data_received(self, d): print('recv', d); self.t.write(d[::-1])
    def eof_received(self): print('eof')
    def connection_lost(self, exc): print('server lost', exc)
class Client(asyncio.Protocol):
    def __init__(self, msg, fut): self.msg, self.fut = msg, fut
    def connection_made(self, t): self.t = t; t.write(self.msg); print('sent')
    def data_received(self, d): print('client', d); self.t.close()
    def connection_lost(self, exc): print('client lost', exc); self.fut.set_result(True)
class Udp(asyncio.DatagramProtocol):
    def connection_made(self, t): self.t = t
    def datagram_received(self, d, a): print('udp', d); self.t.sendto(d.upper(), a)
class UdpC(asyncio.DatagramProtocol):
    def __init__(s, f): s.f = f
    def connection_made(self, t): t.sendto(b'hi'); self.t = t
    def datagram_received(self, d, a): print('udp client', d); self.t.close()
    def connection_lost(self, e): self.f.set_result(1)
async def main():
    loop = asyncio.get_running_loop(); s = await loop.create_server(Echo, '127.0.0.1', 0); port = s.sockets[0].getsockname()[1]; fut = loop.create_future()
    t, p = await loop.create_connection(lambda: Client(b'hello', fut), '127.0.0.1', port); print(type(p).__name__, t.is_closing()); await fut; await asyncio.sleep(0.01); s.close(); await s.wait_closed()
    t, p = await loop.create_datagram_endpoint(Udp, local_addr=('127.0.0.1', 9999)); f = loop.create_future(); t2, p2 = await loop.create_datagram_endpoint(lambda: UdpC(f), remote_addr=('127.0.0.1', 9999)); await f; t.close()
asyncio.run(main())

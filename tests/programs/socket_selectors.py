import selectors, socket, threading, select, socketserver
sel = selectors.DefaultSelector()
lst = socket.socket(); lst.bind(('127.0.0.1', 0)); lst.listen(); lst.setblocking(False); sel.register(lst, selectors.EVENT_READ, data=None)
res = []
def client(i):
    c = socket.create_connection(lst.getsockname()); c.sendall(f'c{i}'.encode()); res.append(c.recv(100)); c.close()
ts = [threading.Thread(target=client, args=(i,)) for i in range(3)]; [t.start() for t in ts]
done = 0
while done < 3:
    for key, mask in sel.select(timeout=1):
        if key.data is None:
            c, a = key.fileobj.accept(); c.setblocking(False); sel.register(c, selectors.EVENT_READ | selectors.EVENT_WRITE, data={'out': b''})
        else:
            if mask & selectors.EVENT_READ:
                d = key.fileobj.recv(100)
                if d: key.data['out'] += d.upper()
                else: sel.unregister(key.fileobj); key.fileobj.close(); done += 1; continue
            if mask & selectors.EVENT_WRITE and key.data['out']: n = key.fileobj.send(key.data['out']); key.data['out'] = key.data['out'][n:]
[t.join() for t in ts]; print(sorted(res), len(sel.get_map())); print(sel.select(timeout=0.01))
try: sel.register(lst, selectors.EVENT_READ)
except KeyError as e: print('KeyError', 'already registered' in str(e))
try: sel.register(lst, 0)
except ValueError as e: print(e)
try: sel.unregister(5000)
except KeyError as e: print(e)
sel.unregister(lst); sel.close(); lst.close()
a, b = socket.socketpair(); print(select.select([a], [], [], 0.01)); b.send(b'x'); r, w, x = select.select([a], [a], []); print(r == [a], w == [a]); a.close(); b.close()
class H(socketserver.BaseRequestHandler):
    def handle(self): d = self.request.recv(100); self.request.sendall(threading.current_thread().name.encode()[:6] + b':' + d)
class S(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile: self.wfile.write(b'> ' + line)
class T(socketserver.ThreadingMixIn, socketserver.TCPServer): daemon_threads = True; allow_reuse_address = True
for server, handler in ((T, H), (socketserver.TCPServer, S), (socketserver.ThreadingTCPServer, S)):
    with server(('localhost', 0), handler) as srv:
        t = threading.Thread(target=srv.serve_forever, kwargs={'poll_interval': 0.01}, daemon=True); t.start()
        with socket.create_connection(srv.server_address) as c: c.sendall(b'hello\nworld\n'); c.shutdown(socket.SHUT_WR); print(b''.join(iter(lambda: c.recv(100), b'')))
        srv.shutdown()
class U(socketserver.BaseRequestHandler):
    def handle(self): d, s = self.request; s.sendto(d.upper(), self.client_address)
with socketserver.UDPServer(('127.0.0.1', 0), U) as srv:
    t = threading.Thread(target=srv.handle_request); t.start(); c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); c.sendto(b'udp', srv.server_address); print(c.recv(10)); t.join()

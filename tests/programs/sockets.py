import socket, threading, time
def tr(f, *a, **k):
    try: print('ok', f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
def handle(c, addr):
    with c:
        while True:
            d = c.recv(1024)
            if not d: break
            c.sendall(b'echo:' + d)
def serve(s, n, ready):
    ready.set()
    for _ in range(n):
        c, a = s.accept(); threading.Thread(target=handle, args=(c, a)).start()
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1', 0)); s.listen(5); port = s.getsockname()[1]
ready = threading.Event(); st = threading.Thread(target=serve, args=(s, 3, ready)); st.start(); ready.wait()
def client(i, out):
    with socket.socket() as c:
        c.connect(('localhost', port)); c.sendall(f'msg{i}'.encode()); out[i] = c.recv(100).decode()
out = {}; ts = [threading.Thread(target=client, args=(i, out)) for i in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; print(sorted(out.items())); st.join()
s.settimeout(0.05); t0 = time.monotonic(); tr(s.accept); print(time.monotonic() - t0 >= 0.05); s.setblocking(False); tr(s.accept); print(s.gettimeout(), s.family.name, s.type.name, socket.timeout is TimeoutError)
a, b = socket.socketpair(); a.send(b'hello'); print(b.recv(2), b.recv(10, socket.MSG_PEEK), b.recv(10)); a.shutdown(socket.SHUT_WR); print(b.recv(1)); b.sendall(b'x\ny\n'); b.close(); f = a.makefile(); print(f.readline(), list(f)); f.close(); tr(a.settimeout, -1); a.close()
srv = socket.create_server(('127.0.0.1', 0)); 
def one():
    c, _ = srv.accept(); f = c.makefile('rwb'); line = f.readline(); f.write(line.upper()); f.flush(); f.close(); c.close()
t = threading.Thread(target=one); t.start(); c = socket.create_connection(srv.getsockname(), timeout=1); c.sendall(b'line one\nrest'); buf = bytearray(4); print(c.recv_into(buf), buf, c.recv(100)); tr(c.recv, 1) if 0 else None; t.join(); c.close(); srv.close()

# chat server with threads & broadcast
import socket, threading, queue, time
class ChatServer:
    def __init__(self): self.sock = socket.create_server(('127.0.0.1', 0)); self.clients = {}; self.lock = threading.Lock(); self.running = True
    @property
    def addr(self): return self.sock.getsockname()
    def run(self):
        self.sock.settimeout(0.05)
        while self.running:
            try: c, a = self.sock.accept()
            except socket.timeout: continue
            c.settimeout(None); threading.Thread(target=self.client, args=(c,), daemon=True).start()
    def client(self, c):
        f = c.makefile('r', encoding='utf-8', newline='\n'); name = f.readline().strip()
        with self.lock: self.clients[name] = c
        self.cast(f'* {name} joined')
        for line in f:
            line = line.rstrip('\n')
            if line == '/quit': break
            self.cast(f'<{name}> {line}')
        with self.lock: del self.clients[name]
        self.cast(f'* {name} left'); c.close()
    def cast(self, m):
        with self.lock: cs = list(self.clients.values())
        for c in cs:
            try: c.sendall((m + '\n').encode())
            except OSError: pass
srv = ChatServer(); t = threading.Thread(target=srv.run); t.start()
logs = {}
def user(name, msgs, delay):
    time.sleep(delay); c = socket.create_connection(srv.addr); f = c.makefile('rw', encoding='utf-8'); f.write(name + '\n'); f.flush(); log = logs[name] = []
    def reader():
        for l in f: log.append(l.strip())
    r = threading.Thread(target=reader, daemon=True); r.start(); time.sleep(0.1)
    for m in msgs: c.sendall((m + '\n').encode()); time.sleep(0.05)
    c.sendall(b'/quit\n'); time.sleep(0.05); r.join(1); c.close()
us = [threading.Thread(target=user, args=(n, m, d)) for n, m, d in (('alice', ['hi', 'how are you'], 0), ('bob', ['hello'], 0.03))]; [u.start() for u in us]; [u.join() for u in us]; srv.running = False; t.join()
for n in sorted(logs): print(n, logs[n])

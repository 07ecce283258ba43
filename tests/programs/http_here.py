# http server in thread + urllib client
import http.server, threading, urllib.request, json, urllib.error
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/json': body = json.dumps({'path': self.path}).encode(); self.send_response(200); self.send_header('Content-Type', 'application/json')
        elif self.path == '/': body = b'hello'; self.send_response(200)
        else: self.send_error(404, 'Nope'); return
        self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body)
    def do_POST(self):
        n = int(self.headers['Content-Length']); d = self.rfile.read(n); self.send_response(201); self.end_headers(); self.wfile.write(d[::-1])
    def log_message(self, *a): pass
srv = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H); t = threading.Thread(target=srv.serve_forever, daemon=True); t.start()
url = f'http://127.0.0.1:{srv.server_port}'
with urllib.request.urlopen(url + '/') as r: print(r.status, r.read(), r.headers['Content-Length'], r.getheader('content-length'))
print(json.load(urllib.request.urlopen(url + '/json')))
try: urllib.request.urlopen(url + '/zzz')
except urllib.error.HTTPError as e: print(e.code, e.reason, e)
r = urllib.request.urlopen(urllib.request.Request(url + '/p', data=b'abc', method='POST')); print(r.status, r.read())
import http.client
c = http.client.HTTPConnection('127.0.0.1', srv.server_port); c.request('GET', '/json'); r = c.getresponse(); print(r.status, r.reason, r.read()); c.close()
srv.shutdown(); srv.server_close(); t.join()
try: urllib.request.urlopen(url)
except urllib.error.URLError as e: print(type(e.reason).__name__)

import queue, threading, time
q = queue.Queue()
def c():
    while True:
        try: x = q.get(timeout=0.05)
        except queue.Empty: print('idle, exit'); return
        print('got', x); q.task_done()
t = threading.Thread(target=c); t.start(); [q.put(i) for i in range(2)]; q.join(); print('all done'); t.join()
q = queue.Queue(); q.put(1)
try: q.join.__self__.task_done(); q.task_done()
except ValueError as e: print(e)
q.get(); print(q.unfinished_tasks)
b = queue.Queue(maxsize=1); order = []
def prod():
    for i in range(3): b.put(i); order.append(f'put{i}')
def cons():
    for i in range(3): time.sleep(0.01); order.append(f'get{b.get()}')
ts = [threading.Thread(target=prod), threading.Thread(target=cons)]; [t.start() for t in ts]; [t.join() for t in ts]; print(sorted(order), order.index('get0') < order.index('put2'))
s = queue.SimpleQueue(); threading.Timer(0.01, s.put, ['late']).start(); print(s.get(timeout=1), s.qsize())
class UniqueQ(queue.Queue):
    def _init(self, n): super()._init(n); self.seen = set()
    def _put(self, x):
        if x not in self.seen: self.seen.add(x); super()._put(x)
u = UniqueQ(); [u.put(x) for x in 'aab']; print(u.qsize(), u.unfinished_tasks)

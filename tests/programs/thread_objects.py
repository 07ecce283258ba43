import threading, functools, time, queue, sys
def f(*a): pass
class C:
    def m(self): pass
    def __call__(self): pass
for tg in (f, lambda: 0, functools.partial(f, 1), C().m, C(), print, None, time.sleep):
    t = threading.Thread(target=tg); print(t.name, end=' | ')
print()
print(threading.Thread(name='').name, threading.Thread(name=None).name, threading.Thread(name=0).name)
class T(threading.Thread):
    def __init__(self, q): super().__init__(); self.q = q; self.daemon = True
    def run(self): self.q.put(self.name)
    def start(self): print('starting', self.name); super().start()
    def join(self, *a): print('joining'); super().join(*a); print('joined')
q = queue.Queue(); t = T(q); t.start(); t.join(); print(q.get())
class Stoppable(threading.Thread):
    def __init__(self): super().__init__(); self._ev = threading.Event(); self.n = 0
    def stop(self): self._ev.set()
    def run(self):
        while not self._ev.wait(0.01): self.n += 1
s = Stoppable(); s.start(); time.sleep(0.055); s.stop(); s.join(); print(s.n > 0, s.is_alive())
class Res(threading.Thread):
    def __init__(self, fn, *a): super().__init__(target=fn, args=a); self.res = None
    def run(self):
        if self._target: self.res = self._target(*self._args, **self._kwargs)
    def join(self, *a): super().join(*a); return self.res
r = Res(pow, 2, 10); r.start(); print(r.join())
t = threading.Thread(target=f); print(t, repr(t).count('initial')); t.start(); t.join(); print('stopped' in repr(t)); 
d = threading.Thread(target=time.sleep, args=(0.05,), daemon=True, name='D'); d.start(); print(repr(d).replace(str(d.ident), 'ID')); print(repr(threading.current_thread()).replace(str(threading.get_ident()), 'ID')); d.join()
print(threading.current_thread() is threading.main_thread(), threading.current_thread().isDaemon() if False else threading.current_thread().daemon)
e = threading.Event()
def waiter(): print('wait', e.wait(timeout=1))
t = threading.Thread(target=waiter); t.start(); time.sleep(0.01); e.set(); t.join()
ident = []; t = threading.Thread(target=lambda: ident.append((threading.get_ident() == threading.current_thread().ident, threading.get_native_id() == threading.current_thread().native_id))); t.start(); t.join(); print(ident)
t = threading.Thread(target=f, kwargs={'a': 1}); t.start(); t.join()
print(threading.active_count(), [x.name for x in threading.enumerate()])
lock = threading.Lock()
with lock:
    print(lock.locked(), lock.acquire(blocking=False))
print(lock.locked(), lock.__class__, threading.RLock().__class__.__name__)
try:
    with lock: raise ValueError('in with')
except ValueError as v: print(v, lock.locked())
rl = threading.RLock()
def fact(n):
    with rl: return 1 if n <= 1 else n * fact(n - 1)
print(fact(5))
sem = threading.Semaphore(3); print([sem.acquire(blocking=False) for _ in range(4)]); sem.release(2); print(sem._value)
with sem: print(sem._value)
bs = threading.BoundedSemaphore(1)
with bs: pass
try: bs.release()
except ValueError as v: print(v)
c = threading.Condition(); res = []
def w(i):
    with c: res.append((i, c.wait(timeout=0.5)))
ts = [threading.Thread(target=w, args=(i,)) for i in range(3)]; [t.start() for t in ts]; time.sleep(0.02)
with c: c.notify(); 
time.sleep(0.02); print(res)
with c: c.notify_all()
[t.join() for t in ts]; print(sorted(res))
def g(): 
    try: yield 1
    finally: print('gen fin', threading.current_thread().name)
x = g(); next(x); t = threading.Thread(target=x.close, name='closer'); t.start(); t.join()

import sched, time
s = sched.scheduler(time.monotonic, time.sleep)
t0 = time.monotonic()
def p(a='default', **k): print(a, k)
s.enter(0.2, 1, p); s.enter(0.1, 2, p, argument=('pos',)); s.enter(0.1, 1, p, kwargs={'a': 'kw'}); e = s.enter(0.15, 1, p, ('cancelled',)); print(len(s.queue), s.empty(), type(e).__name__, e.priority, e.argument)
s.cancel(e); s.run(); print(s.empty())
try: s.cancel(e)
except ValueError as x: print(x)
s = sched.scheduler(); s.enter(0.05, 1, print, ('nb',)); print(0 < s.run(blocking=False) <= 0.05); time.sleep(0.06); s.run(False)
n = 0
def rep(): 
    global n; n += 1; print('tick', n)
    if n < 3: s.enter(0.01, 1, rep)
s.enter(0, 1, rep); s.run()
fake = [0]
s = sched.scheduler(lambda: fake[0], lambda d: fake.__setitem__(0, fake[0] + d)); s.enterabs(10, 1, print, (10,)); s.enterabs(5, 1, print, (5,)); s.run(); print(fake)
from multiprocessing.dummy import Pool, Process, Queue, Lock, current_process
import multiprocessing.dummy as d
with Pool(3) as pool: print(pool.map(lambda x: x * 2, range(4)), pool.apply(len, ('abc',)))
q = Queue()
def w(i): q.put(i * i)
ps = [Process(target=w, args=(i,)) for i in range(3)]; [p.start() for p in ps]; [p.join() for p in ps]; print(sorted(q.get() for _ in ps), [p.exitcode for p in ps], type(current_process()).__name__)
a, b = d.Pipe(); a.send(1); print(b.poll(), b.recv(), b.poll())
print(d.Value('i', 3).value, d.Array('i', [1, 2])[1], d.Manager().dict(a=1), d.active_children())

import threading, queue, time, concurrent.futures as cf, random, collections, itertools, heapq, dataclasses, enum, contextlib, typing
# event bus
class Bus:
    def __init__(s): s.h = collections.defaultdict(list); s.l = threading.Lock()
    def on(s, n):
        def d(f):
            with s.l: s.h[n].append(f)
            return f
        return d
    def emit(s, n, *a): return [f(*a) for f in list(s.h[n])]
bus = Bus()
@bus.on('x')
def h1(v): return v + 1
@bus.on('x')
def h2(v): return v * 2
print(bus.emit('x', 5), bus.emit('none'))
# priority job scheduler w/ threads
@dataclasses.dataclass(order=True)
class Job: pri: int; seq: int; fn: typing.Callable = dataclasses.field(compare=False)
class Sched:
    def __init__(s, n): s.q = queue.PriorityQueue(); s.c = itertools.count(); s.out = []; s.ts = [threading.Thread(target=s.run) for _ in range(n)]
    def add(s, p, fn): s.q.put(Job(p, next(s.c), fn))
    def start(s): [t.start() for t in s.ts]
    def run(s):
        while True:
            j = s.q.get()
            if j.fn is None: return
            s.out.append(j.fn())
    def stop(s): [s.q.put(Job(999, next(s.c), None)) for _ in s.ts]; [t.join() for t in s.ts]
s = Sched(1); [s.add(p, lambda p=p: p) for p in (3, 1, 2)]; s.start(); s.stop(); print(s.out)
# pipeline with sentinel
def stage(f, i, o):
    for x in iter(i.get, None): o.put(f(x))
    o.put(None)
qs = [queue.Queue() for _ in range(4)]; fs = (lambda x: x + 1, lambda x: x * 10, str); ts = [threading.Thread(target=stage, args=(f, qs[k], qs[k + 1])) for k, f in enumerate(fs)]; [t.start() for t in ts]; [qs[0].put(x) for x in range(4)]; qs[0].put(None); print(list(iter(qs[-1].get, None))); [t.join() for t in ts]
# map reduce
text = 'the quick brown fox jumps over the lazy dog the end'.split()
def mapper(ws): return collections.Counter(ws)
with cf.ThreadPoolExecutor(3) as ex: total = sum(ex.map(mapper, [text[i::3] for i in range(3)]), collections.Counter()); print(total.most_common(2))
# parallel merge sort
def msort(a, d=2):
    if len(a) <= 1: return a
    m = len(a) // 2
    if d:
        r = [None]; t = threading.Thread(target=lambda: r.__setitem__(0, msort(a[:m], d - 1))); t.start(); right = msort(a[m:], d - 1); t.join(); left = r[0]
    else: left, right = msort(a[:m], 0), msort(a[m:], 0)
    return list(heapq.merge(left, right))
random.seed(1); data = [random.randint(0, 99) for _ in range(20)]; print(msort(data) == sorted(data))
# lru cache thread-safe
class LRU:
    def __init__(s, n): s.n = n; s.d = collections.OrderedDict(); s.l = threading.RLock()
    def get(s, k, mk):
        with s.l:
            if k in s.d: s.d.move_to_end(k); return s.d[k]
            v = s.d[k] = mk(k)
            if len(s.d) > s.n: s.d.popitem(last=False)
            return v
c = LRU(2); calls = []; mk = lambda k: calls.append(k) or k * k
for k in (1, 2, 1, 3, 2): c.get(k, mk)
print(calls, list(c.d))
# bank w/ ordered locks & exceptions
class InsufficientFunds(Exception): pass
class Acct:
    ids = itertools.count()
    def __init__(s, b): s.id = next(s.ids); s.b = b; s.l = threading.Lock()
def transfer(a, b, n):
    x, y = sorted((a, b), key=lambda q: q.id)
    with x.l, y.l:
        if a.b < n: raise InsufficientFunds(f'{a.id} has {a.b}, needs {n}')
        a.b -= n; b.b += n
a, b = Acct(100), Acct(50); errs = []
def go(x, y, n):
    try: transfer(x, y, n)
    except InsufficientFunds as e: errs.append(str(e))
ts = [threading.Thread(target=go, args=z) for z in ((a, b, 30), (b, a, 10), (a, b, 1000))]; [t.start() for t in ts]; [t.join() for t in ts]; print(a.b, b.b, a.b + b.b, errs)
class State(enum.Enum): IDLE = 1; RUN = 2; DONE = 3
class Machine:
    def __init__(s): s.s = State.IDLE; s.c = threading.Condition(); s.log = []
    def to(s, st):
        with s.c: s.log.append((s.s.name, st.name)); s.s = st; s.c.notify_all()
    def wait(s, st, t=1):
        with s.c: return s.c.wait_for(lambda: s.s is st, t)
m = Machine(); t = threading.Thread(target=lambda: (time.sleep(0.01), m.to(State.RUN), time.sleep(0.01), m.to(State.DONE))); t.start(); print(m.wait(State.DONE), m.log, m.wait(State.IDLE, 0.01)); t.join()
@contextlib.contextmanager
def acquire_timeout(l, t):
    r = l.acquire(timeout=t)
    try: yield r
    finally: r and l.release()
l = threading.Lock()
with acquire_timeout(l, 0.1) as ok1:
    with acquire_timeout(l, 0.01) as ok2: print(ok1, ok2)
print(l.locked())
class Future_:
    def __init__(s): s.e = threading.Event()
    def set(s, v): s.v = v; s.e.set()
    def get(s, t=None):
        if not s.e.wait(t): raise TimeoutError('not ready')
        return s.v
f = Future_(); 
try: f.get(0.01)
except TimeoutError as e: print(e)
threading.Timer(0.01, f.set, ['val']).start(); print(f.get(1))
H2O = []; hs, os_ = threading.Semaphore(2), threading.Semaphore(1); bar = threading.Barrier(3, action=lambda: H2O.append('|'))
def hyd():
    with hs: H2O.append('H'); bar.wait()
def oxy():
    with os_: H2O.append('O'); bar.wait()
ts = [threading.Thread(target=k) for k in (hyd, hyd, oxy) * 2]; [t.start() for t in ts]; [t.join() for t in ts]; print([''.join(sorted(x)) for x in ''.join(H2O).split('|') if x])

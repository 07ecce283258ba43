import multiprocessing as mp, time, os, ctypes, array
from multiprocessing import Pool, Process, Queue, Value, Array, Lock, Manager
def square(n, result, square_sum):
    for i, x in enumerate(n): result[i] = x * x
    square_sum.value = sum(result)
def dep(b, lock):
    for _ in range(100):
        with lock: b.value += 1
def wd(b, lock):
    for _ in range(100):
        lock.acquire(); b.value -= 1; lock.release()
def f(x, y=2, *, z=3): return x, y, z
def multi_arg(a): return f(*a)
def err(x): raise {1: KeyError, 2: ZeroDivisionError}.get(x, RuntimeError)('e%d' % x)
def work(args): i, d = args; time.sleep(d); return i
def mgr(d, k, v): d[k] = v
def rec(d, l): d['x'] = 1; l.append({'nested': [1]}); l.reverse()
class W:
    def __init__(s, k): s.k = k
    def __getstate__(s): return {'k': s.k}
    def __setstate__(s, st): s.k = st['k'] * 2
    def run(s, x): return s.k * x
def initw(q, l): global Q, L; Q, L = q, l
def useq(x):
    with L: Q.put(x * x)
    return x
if __name__ == '__main__':
    result, ss = Array('i', 4), Value('i'); p = Process(target=square, args=([1, 2, 3, 4], result, ss)); p.start(); p.join(); print(result[:], ss.value)
    b, lock = Value('i', 200), Lock(); p1, p2 = Process(target=dep, args=(b, lock)), Process(target=wd, args=(b, lock)); p1.start(); p2.start(); p1.join(); p2.join(); print(b.value)
    with Pool(3) as pool:
        print(pool.starmap(f, [(1,), (1, 5)]), pool.map(multi_arg, [(1, 2)]), pool.apply(f, (9,), {'z': 0}))
        for x in (1, 2, 3):
            try: pool.apply(err, (x,))
            except Exception as e: print(type(e).__name__, e)
        t0 = time.perf_counter(); print(list(pool.imap(work, [(0, 0.2), (1, 0.0)])), list(pool.imap_unordered(work, [(0, 0.3), (1, 0.0)]))); 
        rs = [pool.apply_async(work, ((i, 0.01),)) for i in range(3)]; print([r.get() for r in rs])
        r = pool.starmap_async(f, [(1, 2)]); print(r.get(), r.successful())
        print(pool.map(W(3).run, [1, 2]))
    q, l = Queue(), Lock()
    with Pool(2, initializer=initw, initargs=(q, l)) as pool: print(sum(pool.map(useq, range(5)))); print(sorted(q.get() for _ in range(5)))
    with Manager() as m:
        d, li = m.dict(), m.list(range(3)); ps = [Process(target=mgr, args=(d, i, i * i)) for i in range(3)]; [p.start() for p in ps]; [p.join() for p in ps]; print(sorted(d.items())); p = Process(target=rec, args=(d, li)); p.start(); p.join(); print(d['x'], list(li)); print(len(d), len(li), li[0], li[-1])
        ns = m.Namespace(); ns.a = 1; print(ns.a, ns); v = m.Value('d', 1.5); v.value *= 2; print(v.value); q = m.Queue(2); q.put(1); print(q.get(), q.full()); 
        try: d['missing']
        except KeyError as e: print('KeyError', e)
        for k in d.keys(): pass
        print('x' in d, d.get('nope', 'dflt'), {**d} == dict(d)); d.clear(); print(len(d), d)
    print(os.getpid() == mp.current_process().pid, mp.current_process().name)
    a = mp.Array('c', b'hello'); print(a.value, a.raw); a.value = b'hi'; print(a.value, a.raw, len(a))
    arr = mp.Array(ctypes.c_double, [1.5, 2.5], lock=False); print(list(arr), arr[1]); u = mp.Array('u', 'abc') if 0 else None
    with mp.Array('i', range(3)).get_lock(): print('locked')
    x = mp.Array('i', range(5)); x[1:3] = [9, 8]; print(x[:], x[::2], sum(x), max(x), list(reversed(x[:])))
    try: x[:] = [1]
    except ValueError as e: print(e)
    try: x['a']
    except TypeError as e: print('TypeError')

"""What multiprocessing and concurrent.futures offer, each once: ends, signals, queues, pipes, shared values, pools, managers."""
import multiprocessing as mp, os, time, sys
def f(x): return x*x
def die(): os._exit(3)
def sleepy(): time.sleep(10)
def raiser(): raise ValueError('child')
def put(q): q.put({'a': [1,2]}); q.put(None)
def task(x):
    if x == 2: raise KeyError('two')
    return x
def pipe(c): c.send(('hi', 1)); print(c.recv()); c.close()
def inc(v, a, l):
    for _ in range(100):
        with l: v.value += 1; a[0] += 1
if __name__ == '__main__':
    print(mp.get_start_method() in ('fork','forkserver','spawn'))
    mp.set_start_method('spawn', force=True)
    p = mp.Process(target=die); p.start(); p.join(); print(p.exitcode, p.is_alive(), p.name)
    p = mp.Process(target=sleepy, name='sl', daemon=True); p.start(); p.terminate(); p.join(); print(p.exitcode)
    p = mp.Process(target=sleepy); p.start(); p.kill(); p.join(); print(p.exitcode); p.close()
    try: p.exitcode
    except ValueError as e: print(e)
    q = mp.Queue(); p = mp.Process(target=put, args=(q,)); p.start(); print(q.get(), q.get()); p.join()
    a, b = mp.Pipe(); p = mp.Process(target=pipe, args=(b,)); p.start(); print(a.recv()); a.send('back'); p.join()
    try: b.close(); a.recv()
    except EOFError as e: print('eof', repr(e))
    v, arr, l = mp.Value('i', 0), mp.Array('d', 2), mp.Lock()
    ps = [mp.Process(target=inc, args=(v, arr, l)) for _ in range(3)]; [p.start() for p in ps]; [p.join() for p in ps]; print(v.value, arr[:])
    with mp.Pool(2) as pool:
        print(pool.map(f, range(5), 2), pool.starmap(pow, [(2,3),(3,2)]), list(pool.imap(f, [3])), sorted(pool.imap_unordered(f, range(4))))
        r = pool.apply_async(task, (2,))
        try: r.get()
        except KeyError as e: print('KeyError', e, type(e.__cause__).__name__)
        try: pool.map(lambda x: x, [1])
        except Exception as e: print(type(e).__name__, str(e)[:22])
        out = []; r = pool.map_async(f, [1,2], callback=out.append); r.wait(); print(r.ready(), r.successful()); time.sleep(.1); print(out)
        try: pool.apply_async(time.sleep, (5,)).get(timeout=0.05)
        except mp.TimeoutError as e: print('TimeoutError', e)
    with mp.Manager() as m:
        d = m.dict(a=1); li = m.list([1]); ns = m.Namespace(); ns.x = 5; d['b'] = 2; li.append(9); print(dict(d), list(li), ns.x, d.keys())
        try: d['zz']
        except KeyError as e: print('KeyError', e)
    from multiprocessing import shared_memory
    s = shared_memory.SharedMemory(create=True, size=8); s.buf[:3] = b'abc'; o = shared_memory.SharedMemory(s.name); print(bytes(o.buf[:3]), o.size >= 8); o.close(); s.close(); s.unlink()
    from concurrent.futures import ProcessPoolExecutor, as_completed, wait, ThreadPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    with ProcessPoolExecutor(2) as ex:
        print(list(ex.map(f, range(4), chunksize=2)))
        fu = ex.submit(task, 2)
        try: fu.result()
        except KeyError as e: print('fut', e, fu.exception())
        try: ex.submit(die).result()
        except BrokenProcessPool as e: print(str(e)[:60])
        try: ex.submit(f, 1)
        except BrokenProcessPool as e: print(str(e)[:60])
    ex = ThreadPoolExecutor(1)
    f1 = ex.submit(time.sleep, .3); f2 = ex.submit(print, 'no'); print(f2.cancel(), f2.cancelled())
    ex.shutdown(cancel_futures=True)
    try: ex.submit(print)
    except RuntimeError as e: print(e)

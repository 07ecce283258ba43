import multiprocessing as mp, signal, time, os, sys
def worker(ev, q):
    stop = []
    def h(s, f): stop.append(s); q.put(('handler', s))
    signal.signal(signal.SIGTERM, h); ev.set()
    while not stop: time.sleep(0.01)
    q.put('cleanup'); sys.exit(7)
def raiser(ev, q):
    def h(s, f): raise SystemExit(9)
    signal.signal(signal.SIGTERM, h); ev.set()
    try: time.sleep(10)
    finally: q.put('finally')
def ign(ev, q): signal.signal(signal.SIGTERM, signal.SIG_IGN); ev.set(); time.sleep(0.3); q.put('ignored')
def plain(ev, q): ev.set(); time.sleep(10)
if __name__ == '__main__':
    for m in 'fork', 'spawn':
        ctx = mp.get_context(m)
        for f in worker, raiser, ign, plain:
            ev, q = ctx.Event(), ctx.Queue(); p = ctx.Process(target=f, args=(ev, q)); p.start(); ev.wait(); time.sleep(0.05); p.terminate(); p.join(); out = []
            while f is not plain and len(out) < (2 if f is worker else 1): out.append(q.get())
            print(f.__name__, p.exitcode, out)
    def usr(s, f): print('parent got', s)
    signal.signal(signal.SIGUSR1, usr); p = mp.get_context('fork').Process(target=os.kill, args=(os.getpid(), signal.SIGUSR1)); p.start(); p.join(); time.sleep(0.05); print(p.exitcode)

import multiprocessing as mp, os, signal, time, sys
def w(ev, q):
    try: ev.set(); time.sleep(5)
    except KeyboardInterrupt: q.put('KI'); raise SystemExit(6)
def plain(ev, q): ev.set(); time.sleep(5)
def blocked(ev, q):
    try: ev.set(); q.get()
    except KeyboardInterrupt: sys.exit(8)
if __name__ == '__main__':
    for m in 'fork', 'spawn':
        ctx = mp.get_context(m)
        for f in w, plain, blocked:
            ev, q = ctx.Event(), ctx.Queue(); p = ctx.Process(target=f, args=(ev, q), name=f.__name__); p.start(); ev.wait(); time.sleep(0.05); os.kill(p.pid, signal.SIGINT); p.join(); print(f.__name__, p.exitcode, q.get() if f is w else '')
    p = mp.get_context('fork').Process(target=lambda: (time.sleep(0.05), os.kill(os.getppid(), signal.SIGINT))); p.start()
    try: time.sleep(3); print('no')
    except KeyboardInterrupt: print('parent KI')
    p.join()

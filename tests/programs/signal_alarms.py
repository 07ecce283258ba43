import signal, time, os, threading, _thread
class Timeout(Exception): pass
def handler(signum, frame): raise Timeout(f'signal {signum}')
signal.signal(signal.SIGALRM, handler)
def run(f, t=0.05):
    signal.setitimer(signal.ITIMER_REAL, t)
    try: f(); print('finished')
    except Timeout as e: print('timeout', e)
    finally: signal.setitimer(signal.ITIMER_REAL, 0)
l = threading.Lock(); l.acquire()
run(lambda: time.sleep(1)); run(lambda: time.sleep(0.01), 5); run(lambda: l.acquire()); run(lambda: threading.Event().wait()); run(lambda: threading.Event().wait(5))
def spin():
    while True: pass
run(spin)
t = threading.Thread(target=time.sleep, args=(0.2,)); t.start(); run(t.join); t.join()
import queue; run(lambda: queue.Queue().get())
hits = []
def h2(s, f): hits.append((s, threading.current_thread().name))
signal.signal(signal.SIGALRM, h2); signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02); t0 = time.monotonic(); time.sleep(0.09); signal.setitimer(signal.ITIMER_REAL, 0); print(len(hits) > 0, hits[0], time.monotonic() - t0 >= 0.09)
print(signal.alarm(10), signal.alarm(0)); signal.signal(signal.SIGALRM, h2); hits.clear(); signal.setitimer(signal.ITIMER_REAL, 0.02); signal.pause(); print(len(hits))
def killer(): time.sleep(0.02); os.kill(os.getpid(), signal.SIGUSR1)
got = threading.Event(); signal.signal(signal.SIGUSR1, lambda s, f: got.set()); threading.Thread(target=killer).start(); print(got.wait(1))
threading.Timer(0.02, _thread.interrupt_main).start()
try: time.sleep(1); print('no')
except KeyboardInterrupt: print('KI')
print(signal.getsignal(signal.SIGTERM), signal.signal(signal.SIGTERM, signal.SIG_IGN)); os.kill(os.getpid(), signal.SIGTERM); print('survived', signal.Signals(15).name, signal.strsignal(15))

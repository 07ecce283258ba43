import concurrent.futures as cf
import multiprocessing as mp
import time
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.pool import ThreadPool


def f(n):
    if n == 2:
        raise KeyError("two")
    return n


class Adder:
    def __call__(self, x):
        return x + 1


def hang():
    while True:
        time.sleep(1)


def init(value):
    global start
    start = value


def use(n):
    return start + n


if __name__ == "__main__":
    with mp.get_context("fork").Pool(2) as pool:
        print(pool.map(Adder(), range(3)))
        for r in [pool.apply_async(f, (i,)) for i in range(4)]:
            try:
                print(r.get(timeout=5))
            except KeyError as e:
                print("KeyError", e)
        print(pool)
        got = []
        pool.apply_async(f, (2,), error_callback=lambda e: got.append(repr(e))).wait()
        pool.map_async(f, [3, 4], callback=got.append).wait()
        print(got)
        print(sorted(pool.imap_unordered(f, [5, 6, 7], chunksize=2)), pool.starmap(pow, [(2, 3), (3, 2)]))
        for bad in (lambda: pool.imap(f, [1], 0), lambda: pool.join()):
            try:
                bad()
            except ValueError as e:
                print(e)
    e, b, c = mp.Event(), mp.Barrier(1), mp.Condition()
    print("unset" in repr(e), b.wait(), c, mp.RLock(), mp.BoundedSemaphore(2))
    mp.Process(target=hang, daemon=True).start()
    with ThreadPool(3) as tp:
        print(tp.map(f, [0, 1, 3]))
    v = mp.Value("c", b"a")
    print(v.value, v, mp.RawArray("d", [1.5, 2.5])[:])
    m = mp.Manager()
    d = m.dict()
    d["x"] = 1
    d["y"] = [1]
    print(d, len(d), list(d), repr(d).split(" at ")[0])
    print(m.list("abc")[1:], m.Value("i", 3), m.Namespace(a=1))
    try:
        d["zz"]
    except KeyError as e:
        print(repr(e))
    m.shutdown()

    with cf.ProcessPoolExecutor(2, initializer=init, initargs=(40,)) as pool:
        print(list(pool.map(use, range(5), chunksize=2)), pool.submit(use, 2).result())
        done, not_done = cf.wait([pool.submit(f, n) for n in range(3)])
        print(len(done), sorted(str(x.exception()) for x in done))
    with cf.ProcessPoolExecutor(1, mp_context=mp.get_context("spawn"), max_tasks_per_child=1) as pool:
        print(len({pool.submit(f, 1).result() for _ in range(2)}))
    pool = cf.ProcessPoolExecutor(1, initializer=f, initargs=(2,))
    try:
        pool.submit(f, 1).result()
    except BrokenProcessPool as e:
        print(e)
    try:
        pool.submit(f, 1)
    except BrokenProcessPool as e:
        print(e)

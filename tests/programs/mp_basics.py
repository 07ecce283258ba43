import multiprocessing as mp
import time
from multiprocessing import shared_memory


def child(conn, n):
    conn.send((mp.current_process().name, n * n))
    conn.close()


def parent_of_child(q):
    p = mp.Process(target=q.put, args=("grandchild",))
    p.start()
    p.join()
    q.put(p.name)


def slow(n):
    time.sleep(0.01 * n)
    if n == 3:
        raise ValueError("three")
    return n


def into(name, at, value):
    shm = shared_memory.SharedMemory(name)
    shm.buf[at] = value
    shm.close()


def put_much(q):
    for i in range(5):
        q.put(bytes(40_000))


class Maths:
    def double(self, x):
        return 2 * x


if __name__ == "__main__":
    print(mp.get_start_method() in mp.get_all_start_methods(), mp.active_children(), mp.parent_process())
    a, b = mp.Pipe()
    ps = [mp.Process(target=child, args=(b, n)) for n in range(3)]
    for p in ps:
        p.start()
        print(a.recv())
        p.join()
    print([p.exitcode for p in ps], "exitcode=0" in repr(ps[0]), "stopped" in repr(ps[0]))
    q = mp.SimpleQueue()
    p = mp.Process(target=parent_of_child, args=(q,))
    p.start()
    print(q.get(), q.get())
    p.join()
    p = mp.Process(target=time.sleep, args=(5,))
    p.start()
    print(mp.connection.wait([p.sentinel], timeout=0.05) == [])
    p.terminate()
    print(mp.connection.wait([p.sentinel]) == [p.sentinel])
    p.join()
    print(p.exitcode, "exitcode=-SIGTERM" in repr(p))
    try:
        q2 = mp.Queue()
        mp.SimpleQueue().put(q2)
    except RuntimeError as e:
        print(e)

    with mp.Pool(2) as pool:
        it = pool.imap(slow, range(5))
        got = []
        while True:
            try:
                got.append(next(it))
            except StopIteration:
                break
            except ValueError as e:
                got.append(str(e))
        print(got)
        r = pool.map_async(slow, [30])
        try:
            r.get(timeout=0.02)
        except mp.TimeoutError as e:
            print("TimeoutError", repr(str(e)))
        try:
            pool.map(slow, [1, 3])
        except ValueError as e:
            print(e, "in slow" in str(e.__cause__))

    shm = shared_memory.SharedMemory(create=True, size=8)
    p = mp.Process(target=into, args=(shm.name, 3, 77))
    p.start()
    p.join()
    print(shm.buf[3], bytes(shm.buf[2:5]))
    shm.close()
    shm.unlink()
    sl = shared_memory.ShareableList([1, "two", 3.0, None])
    print(list(sl), len(sl), sl[1])
    sl.shm.close()
    sl.shm.unlink()

    q = mp.Queue()
    p = mp.Process(target=put_much, args=(q,))
    p.start()
    p.join(0.3)
    print("its queue is full, it cannot end:", p.is_alive())
    print(sum(len(q.get()) for _ in range(5)))
    p.join()
    print(p.exitcode)
    value = mp.Value("d", 1.5)
    with value.get_lock():
        value.value *= 2
    print(value.value, mp.Lock(), mp.Semaphore(3), mp.Array("i", 2)[:])
    from multiprocessing.managers import BaseManager

    class MyManager(BaseManager):
        pass

    MyManager.register("Maths", Maths)
    with MyManager() as m:
        print(m.Maths().double(21))

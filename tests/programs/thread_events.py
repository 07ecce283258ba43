import threading

ready = threading.Event()
box = []
condition = threading.Condition()


def consumer():
    with condition:
        while not box:
            condition.wait()
        print("consumed", box.pop())
    ready.set()


t = threading.Thread(target=consumer)
t.start()
with condition:
    box.append("item")
    condition.notify()
print("ready", ready.wait(5))
t.join()

barrier = threading.Barrier(3)
arrived = []


def arrive(n):
    barrier.wait()
    arrived.append(n)


threads = [threading.Thread(target=arrive, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(arrived))
gate = threading.Semaphore(2)
print(gate.acquire(), gate.acquire(), gate.acquire(blocking=False))
mine = threading.local()
mine.x = 1
seen = []
t = threading.Thread(target=lambda: seen.append(hasattr(mine, "x")))
t.start()
t.join()
print(seen, mine.x)

import threading
import time


def count(n=200_000):
    while n > 0:
        n -= 1


begin = time.perf_counter()
count()
one = time.perf_counter() - begin

threads = [threading.Thread(target=count) for _ in range(2)]
begin = time.perf_counter()
for t in threads:
    t.start()
for t in threads:
    t.join()
two = time.perf_counter() - begin

print("two threads took", round(two / one), "times as long as one")

import time
from concurrent.futures import ThreadPoolExecutor


def fetch(n):
    time.sleep(0.02)
    return n * n


begin = time.perf_counter()
with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(fetch, range(6))))  # results in the order asked
elapsed = time.perf_counter() - begin
print("six waits of 20 ms on three threads took about 40 ms:", 0.035 < elapsed < 0.1)

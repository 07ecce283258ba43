import threading
import time


def download(name):
    print(name, "asks")
    time.sleep(0.05)  # stands for waiting on a socket: the GIL is free meanwhile
    print(name, "has its page")


begin = time.perf_counter()
threads = [threading.Thread(target=download, args=(f"page {i}",)) for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
elapsed = time.perf_counter() - begin
print("four waits of 50 ms took less than 200 ms:", elapsed < 0.2)

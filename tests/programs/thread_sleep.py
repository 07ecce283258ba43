import threading
import time


def wait(name, seconds):
    time.sleep(seconds)
    print(name, "after", seconds)


began = time.perf_counter()
threads = [threading.Thread(target=wait, args=x) for x in (("slow", 0.15), ("quick", 0.05), ("middle", 0.1))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("together", 0.15 <= time.perf_counter() - began < 0.3)
t = threading.Thread(target=time.sleep, args=(0.1,))
t.start()
t.join(0.01)
print(t.is_alive())
t.join()
print(t.is_alive())

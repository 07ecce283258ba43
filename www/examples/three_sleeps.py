import threading
import time


def worker(name, seconds):
    print(name, "sleeps")
    time.sleep(seconds)
    print(name, "is awake")


threads = [
    threading.Thread(target=worker, args=("slow", 0.06)),
    threading.Thread(target=worker, args=("quick", 0.02)),
    threading.Thread(target=worker, args=("middling", 0.04)),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("done in the order of the sleeps, not of the starts")

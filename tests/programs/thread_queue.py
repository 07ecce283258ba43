import queue
import threading

jobs = queue.Queue()
done = []


def worker():
    while True:
        job = jobs.get()
        if job is None:
            break
        done.append(job * job)
        jobs.task_done()


threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads:
    t.start()
for job in range(10):
    jobs.put(job)
jobs.join()
for _ in threads:
    jobs.put(None)
for t in threads:
    t.join()
print(sorted(done), jobs.empty())
try:
    jobs.get_nowait()
except queue.Empty:
    print("empty")

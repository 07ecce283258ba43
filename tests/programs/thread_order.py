import threading


def child(n):
    for i in range(2):
        print("child", n, i)


for n in range(3):
    t = threading.Thread(target=child, args=(n,))
    t.start()
    print("started", t.name, threading.active_count() <= 2)
    t.join()
print(threading.current_thread().name, t.is_alive())

results = []
threads = [threading.Thread(target=results.append, args=(i,), name=f"worker-{i}") for i in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(results)

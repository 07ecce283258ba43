import threading

out = []

threads = []
for i in range(3):
    threads.append(threading.Thread(target=lambda: out.append(i)))
for t in threads:
    t.start()
for t in threads:
    t.join()
print("looked up when they ran:", out)

out.clear()
threads = [threading.Thread(target=lambda n=n: out.append(n)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("bound when they were made:", sorted(out))

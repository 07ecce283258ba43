import threading
import time

seats = threading.Semaphore(2)
inside = 0
most = 0
count = threading.Lock()


def visit(name):
    global inside, most
    with seats:  # two may be inside, the others wait here
        with count:
            inside += 1
            most = max(most, inside)
        time.sleep(0.01)
        with count:
            inside -= 1


threads = [threading.Thread(target=visit, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("at most", most, "were inside at once")

import threading
import time

busy = True


def compute():
    n = 0
    while busy:
        n += 1


def answer():
    worst = 0.0
    for _ in range(5):
        begin = time.perf_counter()
        time.sleep(0.001)
        worst = max(worst, time.perf_counter() - begin)
    print("a wait of 1 ms took more than 5 ms:", worst > 0.005)


cpu = threading.Thread(target=compute)
cpu.start()
answer()  # every time it wakes up, it has to ask for the GIL first
busy = False
cpu.join()

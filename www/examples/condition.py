import threading
import time

ready = threading.Condition()
bread = 0


def customer(name):
    global bread
    with ready:
        while bread == 0:  # look again after every wake-up: someone may have been faster
            ready.wait()  # lets go of the lock, and has it again when it returns
        bread -= 1
        print(name, "takes a loaf")


def baker():
    global bread
    for _ in range(3):
        time.sleep(0.01)
        with ready:
            bread += 1
            ready.notify()


customers = [threading.Thread(target=customer, args=(name,)) for name in ("Ann", "Bob", "Cem")]
for t in customers:
    t.start()
baker()
for t in customers:
    t.join()

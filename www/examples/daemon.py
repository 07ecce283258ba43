import threading
import time


def tick():
    try:
        while True:
            time.sleep(0.02)
            print("tick")
    finally:
        print("never printed")  # a daemon is dropped without clean-up


t = threading.Thread(target=tick, daemon=True)
t.start()
time.sleep(0.05)
print("the main thread ends, and the process with it")

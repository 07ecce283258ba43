import threading
import time


def tick():
    try:
        while True:
            time.sleep(0.05)
            print("tick")
    finally:
        print("never")


threading.Thread(target=tick, daemon=True).start()
time.sleep(0.12)
print("main ends")

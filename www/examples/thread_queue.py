import queue
import threading
import time

orders = queue.Queue(maxsize=2)


def cook():
    while (order := orders.get()) is not None:
        time.sleep(0.01)
        print("cooked", order)


def waiter():
    for order in ("soup", "rice", "fish", "cake"):
        orders.put(order)  # waits while the queue is full
        print("    ordered", order)
    orders.put(None)


kitchen = threading.Thread(target=cook)
kitchen.start()
waiter()
kitchen.join()

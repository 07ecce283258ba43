import threading
import time

knife = threading.Lock()
fork = threading.Lock()


def eat(name, first, second):
    with first:
        print(name, "has one, wants the other")
        time.sleep(0.01)
        with second:
            print(name, "eats")


a = threading.Thread(target=eat, args=("Ann", knife, fork))
b = threading.Thread(target=eat, args=("Bob", fork, knife))  # the other way round
a.start()
b.start()
a.join()
b.join()
print("never printed")

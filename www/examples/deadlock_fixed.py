import threading
import time

knife = threading.Lock()
fork = threading.Lock()


def eat(name):
    with knife:  # everybody takes the knife first: no circle can close
        print(name, "has the knife, wants the fork")
        time.sleep(0.01)
        with fork:
            print(name, "eats")


a = threading.Thread(target=eat, args=("Ann",))
b = threading.Thread(target=eat, args=("Bob",))
a.start()
b.start()
a.join()
b.join()
print("both have eaten")

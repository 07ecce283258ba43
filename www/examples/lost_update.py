import threading

balance = 0


def fee():
    return 0


def deposit(times):
    global balance
    for _ in range(times):
        # Read, call, write: a switch inside the call makes this thread
        # write back a balance that is out of date.
        balance = balance + 1 - fee()


threads = [threading.Thread(target=deposit, args=(100,)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("expected 200, got", balance)

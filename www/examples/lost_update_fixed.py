import threading

balance = 0
lock = threading.Lock()


def fee():
    return 0


def deposit(times):
    global balance
    for _ in range(times):
        with lock:  # nobody else is between read and write
            balance = balance + 1 - fee()


threads = [threading.Thread(target=deposit, args=(100,)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("expected 200, got", balance)

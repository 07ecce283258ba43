import threading


def fail():
    raise ValueError("boom")


t = threading.Thread(target=fail)
t.start()
t.join()
print("main goes on", t.is_alive())

import threading
import time

result = []


def work():
    time.sleep(0.02)
    result.append(42)


t = threading.Thread(target=work)
t.start()
print("before join:", result)
t.join()  # the main thread blocks here and leaves the GIL to others
print("after join:", result)

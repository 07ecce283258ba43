import concurrent.futures as cf
import threading
import time

with cf.ThreadPoolExecutor(2) as a, cf.ThreadPoolExecutor(6) as b:
    print(list(b.map(lambda k: a.submit(lambda: time.sleep(0.02) or k).result(), range(6))))
with cf.ThreadPoolExecutor(3) as pool:
    for n in range(4):
        pool.submit(pow, n, 2)
print(threading.active_count())

f = cf.Future()
print(str(f).split(" at ")[0], str(f).split("state=")[1])
f.set_result(1)
print(str(f).split("state=")[1])
try:
    f.set_result(2)
except cf.InvalidStateError as e:
    print(str(e).split(":")[0])
with cf.ThreadPoolExecutor(1) as pool:
    f = pool.submit(lambda: 1 / 0)
    print(repr(f.exception()), str(f).split("state=")[1])
    try:
        cf.wait([f], return_when="?")
    except ValueError as e:
        print(e)


def late():
    time.sleep(0.05)
    print("the pool's work is done before the process ends")


pool = cf.ThreadPoolExecutor(1)
pool.submit(late)
print("last line")

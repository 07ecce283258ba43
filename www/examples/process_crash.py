import os
from multiprocessing import Process


def crash():
    os._exit(3)  # as a segmentation fault would: no exception, no clean-up


def work():
    print("the other process works on")


if __name__ == "__main__":
    a, b = Process(target=crash), Process(target=work)
    a.start()
    b.start()
    a.join()
    b.join()
    print("exit codes:", a.exitcode, b.exitcode)

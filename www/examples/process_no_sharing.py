from multiprocessing import Process

counter = 0


def work():
    global counter
    counter += 1
    print("child:", counter)


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
    print("parent:", counter)  # the child counted in a memory of its own

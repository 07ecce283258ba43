from multiprocessing import Process, Value


def add(total, times):
    for _ in range(times):
        with total.get_lock():  # without it, updates get lost between processes too
            total.value += 1


if __name__ == "__main__":
    total = Value("i", 0)
    processes = [Process(target=add, args=(total, 500)) for _ in range(2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print("expected 1000, got", total.value)

from multiprocessing import Process, Queue


def work(tasks, results):
    while (n := tasks.get()) is not None:
        results.put((n, n * n))  # pickled, sent, unpickled


if __name__ == "__main__":
    tasks, results = Queue(), Queue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(2)]
    for w in workers:
        w.start()
    for n in range(6):
        tasks.put(n)
    for _ in workers:
        tasks.put(None)
    print(sorted(results.get() for _ in range(6)))  # read first, join then
    for w in workers:
        w.join()

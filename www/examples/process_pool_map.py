from multiprocessing import Pool


def count_primes(limits):
    low, high = limits
    return sum(all(k % d for d in range(2, int(k**0.5) + 1)) for k in range(max(low, 2), high))


if __name__ == "__main__":
    parts = [(0, 500), (500, 1000), (1000, 1500), (1500, 2000)]
    with Pool(2) as pool:  # two processes, two GILs, two cores
        counts = pool.map(count_primes, parts)
    print(counts, "together", sum(counts))

from concurrent.futures import ProcessPoolExecutor


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        for n, steps in zip(range(25, 29), pool.map(collatz, range(25, 29))):
            print(n, "takes", steps, "steps")

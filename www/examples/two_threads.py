import threading


def count_primes(name, n):
    found = 0
    for k in range(2, n):
        if all(k % d for d in range(2, int(k**0.5) + 1)):
            found += 1
    print(name, "found", found, "primes")


def main():
    threads = [
        threading.Thread(target=count_primes, args=("first", 24)),
        threading.Thread(target=count_primes, args=("second", 24)),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print("two threads, one GIL")


main()

"""Sieve of Eratosthenes on a list: indexing and inner loops."""


def sieve(n):
    prime = [True] * (n + 1)
    prime[0] = prime[1] = False
    k = 2
    while k * k <= n:
        if prime[k]:
            for multiple in range(k * k, n + 1, k):
                prime[multiple] = False
        k += 1
    return sum(1 for p in prime if p)


print(sieve(300_000))

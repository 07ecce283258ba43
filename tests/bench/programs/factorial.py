"""Big integers."""


def factorial(n):
    product = 1
    for i in range(2, n + 1):
        product *= i
    return product


def digits(n):
    total = 0
    while n:
        n, digit = divmod(n, 10_000_000)
        total += digit % 9
    return total


value = factorial(2_200)
print(digits(value), value % 1_000_000_007, (value >> 5_000) & 0xFFFF)

import math

print(2 ** 100, -7 // 2, -7 % 3, divmod(17, -5), 0xFF, 1_000_000)
print(7 / 2, 0.1 + 0.2, 1e100, 1e-7, float("inf"), round(2.675, 2), round(2.5))
print(math.factorial(20), math.gcd(84, 36), math.isqrt(10 ** 20), math.pi)
print(f"{255:08b} {255:#x} {1234567.891:,.2f} {0.5:%} {'mid':^9}|{42:<5}|{-3:+d}")
print(int("101", 2), hex(255), oct(8), bin(5), abs(-3), pow(3, 200, 13))

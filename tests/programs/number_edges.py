# Complex numbers, rounding to the last bit, conversions and their errors: what every CPython since 3.11 prints.
import cmath
import math


def tell(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


z = 3 - 4j
print(z.real, z.imag, z.conjugate(), abs(z), -z, +z, z * 2, z / 2, z**2, z == 3 - 4j, hash(2 + 0j) == hash(2))
print(complex(1, 2), complex("1-2j"), complex(0, -0.0), complex(-0.0, 1), bool(0j), complex(True), complex(1j, 1j))
print(f"{1 + 2j:.2f}", f"{1 + 2j:>10}|", f"{1.5 - 0.5j}", f"{2j:+}", str(1e20 + 1j))
for operation in ["z < 1", "z // 1", "z % 1", "divmod(z, 1)", "int(z)", "float(z)", "round(z)"]:
    tell(eval, operation, {"z": z})
print(cmath.sqrt(-4), cmath.phase(-1), cmath.polar(3 + 4j), cmath.isclose(cmath.exp(1j * cmath.pi), -1))

print(True & False, True | False, True ^ True, True & 1, ~5, True + True, -True)
print((5).__pow__(2, 3), (5).__rpow__(2), (1).__add__(1.5), (1.5).__add__(1), (7).__divmod__(2), (7).__rdivmod__(100))
print((5).__truediv__(0.5), (2).__floordiv__("a"), (5).__neg__(), (5).__ceil__(), (5.5).__trunc__(), (1).__eq__("a"))
print(float(b"1.5"), int(b"12"), int(b"ff", 16), float("1_0.5"), int("0b101", 0), float.fromhex("0x1.8p+1"), (0.1).hex())
tell(int, b"a1")
tell(int, base=10)
tell(int, "1" * 300 + "x")
tell(str, 10**5000)
tell(pow, 2.0, 3, 5)
tell(pow, "a", 2, 3)
tell(int.from_bytes, "a", "big")
tell(divmod, 1j, 2)
tell(sum, [b"a"], b"")
tell(format, 10**400, "f")
tell(format, -1, "c")
tell(format, 5, "z")
tell(format, "a", "+d")

print(1.05**10, 1000 * (1 + 0.07) ** 30, 1.1**20, 10.0**-2, 1e16**-2, 2**0.5, 8 ** (1 / 3), 0.1**3, (-2.0) ** 3, 7.3**-1.5)
print(math.hypot(1, 1), math.hypot(3, 4), math.hypot(1, 2, 3), math.dist((0, 0), (1, 2)), abs(1 + 2j))
print(math.log(10), math.log(2.5), math.log10(250), math.log(8, 2), math.atan2(1, 3), math.atan(0.3), math.asin(0.3))
print(math.sin(1), math.cos(1), math.tan(1), math.sin(math.pi), math.cos(math.pi / 2), math.acos(0.2), math.exp(1.5))
print(math.gamma(0.5), math.gamma(4.5), math.gamma(6), math.lgamma(10.5), (-8) ** (1 / 3))


class Index:
    def __index__(self):
        return 2

    def __floor__(self):
        return "floor"

    def __trunc__(self):
        return "trunc"

    def __complex__(self):
        return 1j


i = Index()
print("ab" * i, i * [1], [1, 2, 3][i], range(i), hex(i), math.floor(i), math.trunc(i), complex(i), (1,) * i, b"x" * i)

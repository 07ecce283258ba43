import decimal
import math
import pickle
from decimal import (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, ROUND_05UP, Decimal as D,
                     getcontext, localcontext)
from fractions import Fraction

print(D("0.1") + D("0.2"), D(1) / D(3), D(2) / 3, 1 / D(7), D("1.10") * D("2.0"), D(10) // 3, D(-7) % 3, divmod(D("7.5"), 2), D(2) ** 10, D(2) ** -3, D("1.5") ** 3)
print(D(0.1), D(5), D("-0"), D("1E+5"), D("1e-10"), D(" 3.14 "), D("1_000"), D((1, (1, 2, 3), -2)), D("Infinity"), D("-inf"), D("nan"), repr(D("sNaN12")))
print([str(D(x)) for x in ["0.000001", "0.0000001", "123E3", "1.20", "12E-8", "0E+3", "-0.00"]], D("12345E3").to_eng_string())
print(-D("1.5"), +D("1.50"), abs(D("-2")), D("3.7").__floor__(), math.floor(D("-3.2")), math.ceil(D("3.2")), int(D("-3.9")), round(D("2.5")), round(D("2.675"), 2), float(D("1.25")), math.trunc(D("9.9")))
print(D("1.0") == 1, D("0.5") == 0.5, D(1) == Fraction(1, 1), D("1.1") < 1.5, D(3) > 2, hash(D(3)) == hash(3), hash(D("0.5")) == hash(0.5), D("1.0") == D("1.00"), D("nan") == D("nan"), D("inf") > 10**100)
for rounding in [ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, ROUND_05UP]:
    print(rounding, [str(D(x).quantize(D("0.1"), rounding=rounding)) for x in ["1.25", "1.35", "-1.25", "1.21", "-1.29", "1.01", "1.06", "2.55"]])
print(D("1234567.891").quantize(D("1.00")), D("3").quantize(D("1.000")), D("1.23E5").quantize(D("1E2")), D("120.00").normalize(), D("2.50").to_integral_value(), D("1E5").to_integral_value())
print(D(2).sqrt(), D("0.25").sqrt(), D(100).sqrt(), D(1).exp(), D(10).ln(), D(2).log10(), D(1000).log10(), D("0.5").exp(), D(-3).exp(), D(2) ** D("0.5"), D("1.1") ** D("2.2"))
print(D("123.45").as_tuple(), D("0.75").as_integer_ratio(), D("123.45").adjusted(), D("-1").copy_abs(), D("1").copy_sign(D("-2")), D("7").compare(D("8")), D(3).max(5), D(3).min(5))
print(D("1.5").is_finite(), D("inf").is_infinite(), D("nan").is_nan(), D("-0").is_signed(), D("0").is_zero(), D("1").number_class(), D("2").fma(3, 4), D(10).remainder_near(3))
for spec in ["", ".2f", "10.3f", "<10", ">+10", "^12.1f", "010.2f", ",", ",.2f", ".3e", "E", ".3g", ".1%", "%", "=+10.1f", "*^15", " .2f", "015,.2f"]:
    print(repr(spec), [format(D(x), spec) for x in ["1234567.891", "-0.005", "0", "1E+10", "2.5"]])
print(f"{D('nan'):>6} {D('-inf'):.2f}", "%s %.2f" % (D("1.50"), D("1.555")), "{:.3}".format(D("3.14159")))
print(sum([D("0.1")] * 10), sum([D("0.1")] * 10) == 1, sorted([D("3"), D("1.5"), 2]), max(D("1"), D("2.5")))
print(getcontext())
with localcontext() as ctx:
    ctx.prec = 5
    print(D(1) / D(3), D("123456") + D("0.5"), +D("1.234567"), ctx.flags[decimal.Inexact])
    ctx.rounding = ROUND_UP
    print(D(1) / D(3), D(2).sqrt())
with localcontext(prec=50):
    print(D(1) / D(7), D(2).sqrt())
print(getcontext().prec, decimal.Context(prec=3).divide(D(1), D(3)), decimal.Context(prec=4).create_decimal("3.14159"), getcontext().power(2, 3))


def tells(what):
    try:
        print(what())
    except Exception as e:
        print(type(e), e, isinstance(e, ZeroDivisionError), isinstance(e, ArithmeticError))


tells(lambda: D("x"))
tells(lambda: D(1) / D(0))
tells(lambda: D(0) / D(0))
tells(lambda: D(1) % D(0))
tells(lambda: D(-1).sqrt())
tells(lambda: D("1e999999") * 10)
tells(lambda: D("inf") - D("inf"))
tells(lambda: D("1e30").quantize(D("0.01")))
tells(lambda: D([1]))
tells(lambda: D({}))
tells(lambda: int(D("nan")))
tells(lambda: int(D("inf")))
tells(lambda: D("nan") < 1)
tells(lambda: D(-8) ** D("0.5"))
tells(lambda: setattr(getcontext(), "prec", 0))
with localcontext() as ctx:
    ctx.traps[decimal.DivisionByZero] = False
    ctx.traps[decimal.InvalidOperation] = False
    print(D(1) / 0, D(-1) / 0, D(0) / 0, D("x"))
print(pickle.loads(pickle.dumps(D("1.50"))), D("1e-7") * 1, D(10) ** 30, D("0.1") * 3 == D("0.3"), D("1E+3") + 1, D("5") - D("5.0"), D("1.00") - 1)
price, rate = D("19.99"), D("0.0825")
print((price * rate).quantize(D(".01"), rounding=ROUND_HALF_UP), bool(D("0.0")), D("1.23").real, D.from_float(0.25))
total = D(0)
for i in range(1, 40):
    total += 1 / D(math.factorial(i))
print(total, D(1).exp() - 1)

"""Rational numbers. Source followed: `Lib/fractions.py`."""

__all__ = ["Fraction"]

import math
import numbers


def _parse(text):
    # Numerator and denominator of "3/4", "-1.25", "2e-3"; None when it is none.
    body = text.strip().replace("_", "")
    sign = -1 if body[:1] == "-" else 1
    if body[:1] in ("+", "-"):
        body = body[1:]
    top, slash, bottom = body.partition("/")
    if slash:
        if not (top.strip() == top and bottom.strip() == bottom and top.isdigit() and bottom.isdigit()):
            return None
        return sign * int(top), int(bottom)
    mantissa, e, exponent = body.lower().partition("e")
    if e and not exponent.lstrip("+-").isdigit():
        return None
    whole, _, decimals = mantissa.partition(".")
    if not (whole + decimals).isdigit():
        return None
    n, d = int(whole + decimals), 10 ** len(decimals)
    power = int(exponent) if e else 0
    return sign * n * 10 ** max(power, 0), d * 10 ** max(-power, 0)


class Fraction(numbers.Rational):
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                n, d = numerator, 1
            elif isinstance(numerator, numbers.Rational):
                n, d = numerator.numerator, numerator.denominator
            elif isinstance(numerator, float) or hasattr(numerator, "as_integer_ratio"):
                n, d = numerator.as_integer_ratio()
            elif isinstance(numerator, str):
                parsed = _parse(numerator)
                if parsed is None:
                    raise ValueError(f"Invalid literal for Fraction: {numerator!r}")
                n, d = parsed
            else:
                raise TypeError("argument should be a string or a Rational instance or have the as_integer_ratio() method")
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            n = numerator.numerator * denominator.denominator
            d = numerator.denominator * denominator.numerator
        else:
            raise TypeError("both arguments should be Rational instances")
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        g = math.gcd(n, d)
        if d < 0:
            g = -g
        self._numerator, self._denominator = n // g, d // g
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        return cls(*dec.as_integer_ratio())

    @classmethod
    def from_number(cls, number):
        return cls(number)

    def is_integer(self):
        return self._denominator == 1

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def __repr__(self):
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __format__(self, spec):
        if not spec or spec[-1] not in "eEfFgG%":
            return format(str(self), spec)
        if spec[-1] in "fF%":
            return self._fixed(spec)
        return format(float(self), spec)

    def _fixed(self, spec):
        head, dot, digits = spec[:-1].rpartition(".")
        if not dot:
            head, digits = spec[:-1], "6"
        places, value = int(digits), self * 100 if spec[-1] == "%" else self
        n, d = abs(value._numerator) * 10 ** places, value._denominator
        q, r = divmod(n, d)
        q += r * 2 > d or (r * 2 == d and q % 2)
        text = str(q).rjust(places + 1, "0")
        whole, decimals = text[:len(text) - places], text[len(text) - places:]
        for mark in (",", "_"):
            if mark in head:
                whole = format(int(whole), mark)
                head = head.replace(mark, "")
        sign = "-" if value._numerator < 0 else "+" if "+" in head else " " if " " in head else ""
        body = sign + whole + ("." + decimals if places else "") + ("%" if spec[-1] == "%" else "")
        head = head.lstrip("+- ")
        if head[:1] == "0":
            return sign + body[len(sign):].rjust(int(head) - len(sign), "0")
        return format(body, ">" + head if head and head[0].isdigit() else head)

    def _with(a, b):
        # The other operand as a fraction; None when it is none.
        if isinstance(b, (int, Fraction)):
            return b.numerator, b.denominator
        if isinstance(b, numbers.Rational):
            return b.numerator, b.denominator
        return None

    def _arith(name, exact):
        symbol = {"add": "+", "sub": "-", "mul": "*", "truediv": "/"}[name]
        operate = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": lambda x, y: x / y}[symbol]

        def forward(a, b):
            other = a._with(b)
            if other is not None:
                return exact(a._numerator, a._denominator, *other)
            if isinstance(b, float):
                return operate(float(a), b)
            if isinstance(b, complex):
                return operate(complex(float(a)), b)
            return NotImplemented

        def reverse(b, a):
            other = b._with(a)
            if other is not None:
                return exact(*other, b._numerator, b._denominator)
            if isinstance(a, float):
                return operate(a, float(b))
            if isinstance(a, complex):
                return operate(a, complex(float(b)))
            return NotImplemented
        return forward, reverse

    __add__, __radd__ = _arith("add", lambda na, da, nb, db: Fraction(na * db + nb * da, da * db))
    __sub__, __rsub__ = _arith("sub", lambda na, da, nb, db: Fraction(na * db - nb * da, da * db))
    __mul__, __rmul__ = _arith("mul", lambda na, da, nb, db: Fraction(na * nb, da * db))
    __truediv__, __rtruediv__ = _arith("truediv", lambda na, da, nb, db: Fraction(na * db, da * nb))

    def _divided(a, b, what):
        if isinstance(a, float) or isinstance(b, float):
            a, b = float(a), float(b)
            return a // b if what == 0 else a % b if what == 1 else divmod(a, b)
        if not isinstance(a, numbers.Rational) or not isinstance(b, numbers.Rational):
            return NotImplemented
        da, db = a.denominator, b.denominator
        q, r = divmod(a.numerator * db, da * b.numerator)
        return q if what == 0 else Fraction(r, da * db) if what == 1 else (q, Fraction(r, da * db))

    def __floordiv__(a, b):
        return Fraction._divided(a, b, 0)

    def __rfloordiv__(b, a):
        return Fraction._divided(a, b, 0)

    def __mod__(a, b):
        return Fraction._divided(a, b, 1)

    def __rmod__(b, a):
        return Fraction._divided(a, b, 1)

    def __divmod__(a, b):
        return Fraction._divided(a, b, 2)

    def __rdivmod__(b, a):
        return Fraction._divided(a, b, 2)

    def __pow__(a, b):
        if isinstance(b, numbers.Rational):
            if b.denominator != 1:
                return float(a) ** float(b)
            power = b.numerator
            if power >= 0:
                return Fraction(a._numerator ** power, a._denominator ** power)
            if a._numerator == 0:
                raise ZeroDivisionError(f"Fraction({a._denominator ** -power}, 0)")
            return Fraction(a._denominator ** -power, a._numerator ** -power)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(a):
        return Fraction(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction(abs(a._numerator), a._denominator)

    def __int__(a):
        return -(-a._numerator // a._denominator) if a._numerator < 0 else a._numerator // a._denominator

    __trunc__ = __int__

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            q, r = divmod(self._numerator, self._denominator)
            return q + (r * 2 > self._denominator or (r * 2 == self._denominator and q % 2))
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __float__(self):
        return self._numerator / self._denominator

    def __hash__(self):
        if self._denominator == 1:
            return hash(self._numerator)
        modulus = 2 ** 61 - 1
        if self._denominator % modulus:
            value = hash(hash(abs(self._numerator)) * pow(self._denominator, -1, modulus))
        else:
            value = 314159
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def __eq__(a, b):
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            return a == Fraction(b) if math.isfinite(b) else 0.0 == b
        return NotImplemented

    def _order(operate):
        def compare(self, other):
            if isinstance(other, numbers.Rational):
                return operate(self._numerator * other.denominator, self._denominator * other.numerator)
            if isinstance(other, float):
                if math.isfinite(other):
                    return operate(self, Fraction(other))
                return operate(0.0, other)
            return NotImplemented
        return compare

    __lt__ = _order(lambda a, b: a < b)
    __gt__ = _order(lambda a, b: a > b)
    __le__ = _order(lambda a, b: a <= b)
    __ge__ = _order(lambda a, b: a >= b)

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return type(self), (self._numerator, self._denominator)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

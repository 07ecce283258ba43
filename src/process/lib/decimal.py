"""Decimal numbers over ints. Sources followed: Lib/_pydecimal.py, the General Decimal Arithmetic Specification."""

import re
from _decimal_context import (
    MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, HAVE_CONTEXTVAR, HAVE_THREADS, ROUND_05UP, ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR,
    ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, BasicContext, Clamped, Context, ConversionSyntax, DecimalException,
    DefaultContext, DivisionByZero, DivisionImpossible, DivisionUndefined, ExtendedContext, FloatOperation, Inexact,
    InvalidOperation, Overflow, Rounded, Subnormal, Underflow, getcontext, localcontext, rounds_up, setcontext, IEEEContext)
from collections import namedtuple
from math import frexp
import sys

DecimalTuple = namedtuple("DecimalTuple", "sign digits exponent")
DecimalTuple.__module__ = "decimal"
_PARSE = re.compile(r"([-+])?(?:(\d*)(?:\.(\d*))?(?:e([-+]?\d+))?|(inf|infinity)|(s?nan)(\d*))", re.IGNORECASE).fullmatch
_new = object.__new__


def _make(sign, digits, exp, special=""):
    """`special` is "", "F" (infinite), "n" (quiet NaN) or "N" (signalling)."""
    self = _new(Decimal)
    self._sign, self._int, self._exp, self._special = sign, digits, exp, special
    return self


def _nan():
    return _make(0, 0, 0, "n")


def _n_digits(n):
    return len(str(n)) if n else 1


def _rounded(self, context, drop, rounding=None):
    """Without its last `drop` digits."""
    if drop <= 0:
        return self
    if drop > _n_digits(self._int) + 1:
        kept, rest, half = 0, self._int != 0, -1
    else:
        scale = 10 ** drop
        kept, rest = divmod(self._int, scale)
        half = (rest * 2 > scale) - (rest * 2 < scale)
    if rest:
        kept += rounds_up(rounding or context.rounding, self._sign, kept, half)
        context._raise(Inexact)
    context._raise(Rounded)
    return _make(self._sign, kept, self._exp + drop)


def _fix(self, context):
    """What fits the context."""
    if self._special:
        return self
    etiny, etop = context.Emin - context.prec + 1, context.Emax - context.prec + 1
    if not self._int:
        exp = min(max(self._exp, etiny), etop if context.clamp else context.Emax)
        if exp != self._exp:
            context._raise(Clamped)
            return _make(self._sign, 0, exp)
        return self
    n = _n_digits(self._int)
    least = n + self._exp - context.prec
    if least > etop:
        context._raise(Rounded)
        context._raise(Inexact)
        return _overflow(self._sign, context)
    subnormal = least < etiny
    if subnormal:
        least = etiny
    if self._exp < least:
        exact = self
        self = _rounded(self, context, least - self._exp)
        if _n_digits(self._int) > context.prec:
            self = _make(self._sign, self._int // 10, self._exp + 1)
            if self._exp > etop:
                return _overflow(self._sign, context)
        if subnormal:
            context._raise(Subnormal)
            if self._int * 10 ** max(self._exp - exact._exp, 0) != exact._int:
                context._raise(Underflow)
        return self
    if subnormal:
        context._raise(Subnormal)
    if context.clamp and self._exp > etop:
        context._raise(Clamped)
        return _make(self._sign, self._int * 10 ** (self._exp - etop), etop)
    return self


def _overflow(sign, context):
    context._raise(Overflow)
    context._raise(Inexact)
    context._raise(Rounded)
    if rounds_up(context.rounding, sign, 9, 0) or context.rounding.startswith("ROUND_HALF"):
        return _make(sign, 0, 0, "F")
    return _make(sign, 10 ** context.prec - 1, context.Emax - context.prec + 1)


def _converted(value, equality=False):
    """Another number as a Decimal, or NotImplemented; floats only where they are compared."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return _make(int(value < 0), abs(int(value)), 0)
    if equality and isinstance(value, float):
        context = getcontext()
        context.flags[FloatOperation] = True
        if equality == 2:
            context._raise(FloatOperation, "strict semantics for mixing floats and Decimals are enabled")
        return _from_float(value)
    return NotImplemented


def _from_float(value):
    if value != value or value in (float("inf"), float("-inf")):
        return Decimal(repr(value))
    n, d = abs(value).as_integer_ratio()
    k = d.bit_length() - 1
    sign = int(repr(value)[0] == "-")
    return _make(sign, n * 5 ** k, -k)


def _operator(method):
    def forward(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else method(self, other, context or getcontext())

    def reflected(self, other, context=None):
        other = _converted(other)
        return other if other is NotImplemented else method(other, self, context or getcontext())
    return forward, reflected


def _check_nans(context, *values):
    for value in values:
        if value._special == "N":
            return context._raise(InvalidOperation) or _make(value._sign, value._int, 0, "n")
    for value in values:
        if value._special == "n":
            return value


def _add(self, other, context):
    if self._special or other._special:
        found = _check_nans(context, self, other)
        if found is not None:
            return _fix(found, context)
        if self._special:
            if other._special and self._sign != other._sign:
                return context._raise(InvalidOperation, detail=InvalidOperation) or _nan()
            return self
        return other
    a, b = (self, other) if self._exp >= other._exp else (other, self)
    gap = a._exp - b._exp
    if gap > context.prec * 2 + _n_digits(b._int) + 10 and a._int and b._int:
        # The smaller one only decides how to round.
        b = _make(b._sign, 1, a._exp - context.prec - 3)
        gap = a._exp - b._exp
    x = (-a._int if a._sign else a._int) * 10 ** gap
    y = -b._int if b._sign else b._int
    total = x + y
    sign = int(total < 0)
    if not total:
        sign = int(self._sign and other._sign or (self._sign != other._sign and context.rounding == ROUND_FLOOR))
    return _fix(_make(sign, abs(total), b._exp), context)


def _multiply(self, other, context):
    sign = self._sign ^ other._sign
    if self._special or other._special:
        found = _check_nans(context, self, other)
        if found is not None:
            return _fix(found, context)
        if not self._special and not self._int or not other._special and not other._int:
            return context._raise(InvalidOperation) or _nan()
        return _make(sign, 0, 0, "F")
    return _fix(_make(sign, self._int * other._int, self._exp + other._exp), context)


def _divide(self, other, context):
    sign = self._sign ^ other._sign
    if self._special or other._special:
        found = _check_nans(context, self, other)
        if found is not None:
            return _fix(found, context)
        if self._special and other._special:
            return context._raise(InvalidOperation) or _nan()
        if self._special:
            return _make(sign, 0, 0, "F")
        context._raise(Clamped)
        return _make(sign, 0, context.Emin - context.prec + 1)
    if not other._int:
        if not self._int:
            return context._raise(InvalidOperation, detail=DivisionUndefined) or _nan()
        return context._raise(DivisionByZero) or _make(sign, 0, 0, "F")
    if not self._int:
        return _fix(_make(sign, 0, self._exp - other._exp), context)
    shift = max(_n_digits(other._int) - _n_digits(self._int) + context.prec + 1, 0)
    q, r = divmod(self._int * 10 ** shift, other._int)
    exp = self._exp - other._exp - shift
    if r:
        if q % 5 == 0:
            q += 1
    else:
        ideal = self._exp - other._exp
        while exp < ideal and q % 10 == 0:
            q //= 10
            exp += 1
    return _fix(_make(sign, q, exp), context)


def _whole_division(self, other, context, for_quotient=False):
    """Quotient and remainder, or two results when there are none."""
    if self._special or other._special:
        found = _check_nans(context, self, other)
        if found is not None:
            return found, found
        if self._special:
            bad = context._raise(InvalidOperation) or _nan()
            return (bad if other._special else _make(self._sign ^ other._sign, 0, 0, "F")), bad
        return _make(self._sign ^ other._sign, 0, 0), self
    sign = self._sign ^ other._sign
    if not other._int:
        if not self._int:
            bad = context._raise(InvalidOperation, detail=DivisionUndefined) or _nan()
            return bad, bad
        if not for_quotient:
            bad = context._raise(InvalidOperation) or _nan()
            return bad, bad
        return context._raise(DivisionByZero) or _make(sign, 0, 0, "F"), None
    exp = min(self._exp, other._exp)
    if self.adjusted() - other.adjusted() > context.prec + 1:
        bad = context._raise(InvalidOperation, detail=DivisionImpossible) or _nan()
        return bad, bad
    q, r = divmod(self._int * 10 ** (self._exp - exp), other._int * 10 ** (other._exp - exp))
    if q >= 10 ** context.prec:
        bad = context._raise(InvalidOperation, detail=DivisionImpossible) or _nan()
        return bad, bad
    return _make(sign, q, 0), _make(self._sign, r, exp)


def _floordiv(self, other, context):
    return _whole_division(self, other, context, True)[0]


def _mod(self, other, context):
    rest = _whole_division(self, other, context)[1]
    return _fix(rest, context)


def _power(self, other, context):
    found = _check_nans(context, self, other)
    if found is not None:
        return _fix(found, context)
    whole = not other._special and (other._exp >= 0 or other._int % 10 ** min(-other._exp, 60) == 0)
    n = int(other) if whole and other.adjusted() < 20 else None
    if not other._special and not other._int:
        if not self._special and not self._int:
            return context._raise(InvalidOperation, detail=InvalidOperation) or _nan()
        return _make(0, 1, 0)
    sign = int(bool(self._sign and n is not None and n & 1))
    if self._sign and not whole and (self._int or self._special):
        return context._raise(InvalidOperation, detail=InvalidOperation) or _nan()
    if not self._special and not self._int or self._special:
        grows = bool(self._special) ^ bool(other._sign)
        return _make(sign, 0, 0, "F") if grows else _make(sign, 0, 0)
    if self._int == 1 and self._exp == 0:
        if whole:
            return _make(sign, 1, 0)
        context._raise(Inexact)
        context._raise(Rounded)
        return _make(sign, 10 ** (context.prec - 1), 1 - context.prec)
    if other._special:
        smaller = abs(self) < 1
        return _make(0, 0, 0) if smaller ^ bool(other._sign) else _make(0, 0, 0, "F")
    if n is not None and abs(n) * _n_digits(self._int) < 20000:
        exact = _make(sign, self._int ** abs(n), self._exp * abs(n))
        return _fix(exact, context) if n > 0 else _divide(_make(0, 1, 0), exact, context)
    work = Context(prec=context.prec + 12 + max(self.adjusted().bit_length(), 0) + max(other.adjusted(), 0))
    power = (self.copy_abs().ln(work)._times(other, work)).exp(work)
    context._raise(Inexact)
    return _fix(_make(sign, power._int, power._exp), context)


class Decimal:
    __slots__ = "_sign", "_int", "_exp", "_special", "__weakref__"
    __module__ = "decimal"

    def __new__(cls, value="0", context=None):
        if isinstance(value, str):
            found = _parse(value)
            if found is None:
                context = context or getcontext()
                found = context._raise(InvalidOperation, detail=ConversionSyntax) or _nan()
        elif isinstance(value, Decimal) or isinstance(value, int):
            found = _converted(value)
        elif isinstance(value, float):
            (context or getcontext())._raise(FloatOperation)
            found = _from_float(value)
        elif isinstance(value, (tuple, list)):
            found = _from_tuple(value)
        else:
            raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")
        if cls is Decimal:
            return found
        self = _new(cls)
        self._sign, self._int, self._exp, self._special = found._sign, found._int, found._exp, found._special
        return self

    @classmethod
    def from_float(cls, f):
        if not isinstance(f, (int, float)):
            raise TypeError("argument must be int or float")
        return cls(_converted(f) if isinstance(f, int) else _from_float(f))

    @classmethod
    def from_number(cls, number):
        return cls(number)

    def __reduce__(self):
        return type(self), (str(self),)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    # Text.

    def __str__(self, eng=False):
        sign = "-" if self._sign else ""
        if self._special:
            if self._special == "F":
                return sign + "Infinity"
            return sign + ("sNaN" if self._special == "N" else "NaN") + (str(self._int) if self._int else "")
        digits = str(self._int)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not eng:
            point = 1
        elif digits == "0":
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            body = "0." + "0" * -point + digits
        elif point >= len(digits):
            body = digits + "0" * (point - len(digits))
        else:
            body = digits[:point] + "." + digits[point:]
        if left != point:
            body += ("E" if getcontext().capitals else "e") + "%+d" % (left - point)
        return sign + body

    def to_eng_string(self, context=None):
        return self.__str__(True)

    def __repr__(self):
        return f"Decimal('{self}')"

    def __format__(self, spec, context=None):
        from _decimal_format import formatted
        return formatted(self, spec)

    def as_tuple(self):
        digits = tuple(map(int, str(self._int))) if self._int or not self._special else ()
        if self._special == "F":
            digits = (0,)
        return DecimalTuple(self._sign, digits, self._special or self._exp)

    def as_integer_ratio(self):
        if self._special:
            if self._special == "F":
                raise OverflowError("cannot convert Infinity to integer ratio")
            raise ValueError("cannot convert NaN to integer ratio")
        if self._exp >= 0:
            return int(self), 1
        from math import gcd
        n, d = self._int, 10 ** -self._exp
        g = gcd(n, d)
        return (-n if self._sign else n) // g, d // g

    # Arithmetic.

    __add__, __radd__ = _operator(_add)
    __sub__, __rsub__ = _operator(lambda a, b, context: _add(a, b.copy_negate() if b._special not in ("n", "N") else b, context))
    __mul__, __rmul__ = _operator(_multiply)
    __truediv__, __rtruediv__ = _operator(_divide)
    __floordiv__, __rfloordiv__ = _operator(_floordiv)
    __mod__, __rmod__ = _operator(_mod)
    __divmod__, __rdivmod__ = _operator(lambda a, b, context: (_floordiv(a, b, context), _mod(a, b, context)))

    def __pow__(self, other, modulo=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        if modulo is not None:
            return Decimal(pow(int(self), int(other), int(modulo)))
        return _power(self, other, getcontext())

    def __rpow__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else _power(other, self, getcontext())

    def _times(self, other, context):
        return _multiply(self, other, context)

    def __neg__(self, context=None):
        context = context or getcontext()
        if not self._int and not self._special and context.rounding != ROUND_FLOOR:
            return _fix(self.copy_abs(), context)
        return _fix(self.copy_negate(), context)

    def __pos__(self, context=None):
        context = context or getcontext()
        if not self._int and not self._special and context.rounding != ROUND_FLOOR:
            return _fix(self.copy_abs(), context)
        return _fix(self, context)

    def __abs__(self, context=None):
        return self.__neg__(context) if self._sign else self.__pos__(context)

    def _next(self, towards, context):
        """The next number of the context's precision, up or down."""
        context = (context or getcontext()).copy()
        found = _check_nans(context, self)
        if found is not None:
            return found
        if self._special == "F":
            if self._sign == (towards < 0):
                return self
            return _make(self._sign, 10 ** context.prec - 1, context.Etop())
        context.rounding = ROUND_CEILING if towards > 0 else ROUND_FLOOR
        context.traps = dict.fromkeys(context.traps, False)
        rounded = _fix(self, context)
        if rounded != self:
            return rounded
        return _add(self, _make(int(towards < 0), 1, context.Etiny() - 1), context)

    def next_plus(self, context=None):
        return self._next(1, context)

    def next_minus(self, context=None):
        return self._next(-1, context)

    def next_toward(self, other, context=None):
        other = Decimal(other)
        order = self._cmp(other) if not (self._special in ("n", "N") or other._special in ("n", "N")) else 1
        return self.copy_sign(other) if order == 0 else self._next(-order, context)

    def max_mag(self, other, context=None):
        other = Decimal(other)
        order = abs(self)._cmp(abs(other))
        return self.max(other, context) if order == 0 else self if order > 0 else other

    def min_mag(self, other, context=None):
        other = Decimal(other)
        order = abs(self)._cmp(abs(other))
        return self.min(other, context) if order == 0 else self if order < 0 else other

    def shift(self, other, context=None):
        n, prec = int(other), (context or getcontext()).prec
        digits = str(self._int)
        digits = digits + "0" * n if n >= 0 else digits[:n]
        return _make(self._sign, int(digits[-prec:] or "0"), self._exp)

    def rotate(self, other, context=None):
        n, prec = int(other), (context or getcontext()).prec
        digits = str(self._int).zfill(prec)[-prec:]
        n %= prec
        return _make(self._sign, int(digits[n:] + digits[:n]), self._exp)

    def _logical(self, other, bit, context):
        prec = (context or getcontext()).prec
        a, b = str(self._int).zfill(prec)[-prec:], str(Decimal(other)._int).zfill(prec)[-prec:]
        return _make(0, int("".join([bit(x, y) for x, y in zip(a, b)])), 0)

    def logical_and(self, other, context=None):
        return self._logical(other, lambda x, y: "1" if x == y == "1" else "0", context)

    def logical_or(self, other, context=None):
        return self._logical(other, lambda x, y: "1" if "1" in (x, y) else "0", context)

    def logical_xor(self, other, context=None):
        return self._logical(other, lambda x, y: "1" if x != y else "0", context)

    def logical_invert(self, context=None):
        return self._logical(self, lambda x, y: "0" if x == "1" else "1", context)

    def fma(self, other, third, context=None):
        other, third = Decimal(other), Decimal(third)
        exact = _multiply(self, other, Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[]))
        return _add(exact, third, context or getcontext())

    def remainder_near(self, other, context=None):
        context, other = context or getcontext(), Decimal(other)
        q = (self / other).to_integral_value(ROUND_HALF_EVEN)
        return _add(self, _multiply(q, other, Context(prec=MAX_PREC)).copy_negate(), context)

    # Comparison.

    def _cmp(self, other):
        if self._special or other._special:
            key = lambda d: (-1 if d._sign else 1) if d._special else 0
            return (key(self) > key(other)) - (key(self) < key(other))
        if not self._int or not other._int:
            a = 0 if not self._int else -1 if self._sign else 1
            b = 0 if not other._int else -1 if other._sign else 1
            return (a > b) - (a < b)
        if self._sign != other._sign:
            return -1 if self._sign else 1
        mine, theirs = self.adjusted(), other.adjusted()
        if mine == theirs:
            exp = min(self._exp, other._exp)
            mine, theirs = self._int * 10 ** (self._exp - exp), other._int * 10 ** (other._exp - exp)
        found = (mine > theirs) - (mine < theirs)
        return -found if self._sign else found

    def _compare(self, other, test, signals):
        if isinstance(other, complex) and other.imag == 0:
            other = other.real
        if not isinstance(other, (Decimal, int, float)) and hasattr(other, "numerator") and hasattr(other, "denominator"):
            if self._special:
                return test(self._cmp(_make(0, 1, 0))) if self._special == "F" else False
            scaled = _multiply(self, _converted(other.denominator), Context(prec=MAX_PREC))
            return test(scaled._cmp(_converted(other.numerator)))
        other = _converted(other, 1 + signals)
        if other is NotImplemented:
            return other
        for value in (self, other):
            if value._special in ("n", "N") and value._special:
                if signals or value._special == "N":
                    getcontext()._raise(InvalidOperation, detail=InvalidOperation)
                return test(None)
        return test(self._cmp(other))

    def __eq__(self, other):
        return self._compare(other, lambda c: c == 0, 0)

    def __lt__(self, other):
        return self._compare(other, lambda c: c is not None and c < 0, 1)

    def __le__(self, other):
        return self._compare(other, lambda c: c is not None and c <= 0, 1)

    def __gt__(self, other):
        return self._compare(other, lambda c: c is not None and c > 0, 1)

    def __ge__(self, other):
        return self._compare(other, lambda c: c is not None and c >= 0, 1)

    def __hash__(self):
        if self._special:
            if self._special == "N":
                raise TypeError("Cannot hash a signaling NaN value")
            return object.__hash__(self) if self._special == "n" else -314159 if self._sign else 314159
        modulus = (1 << 61) - 1
        if self._exp >= 0:
            found = self._int * pow(10, self._exp, modulus) % modulus
        else:
            found = self._int * pow(10, -self._exp * (modulus - 2), modulus) % modulus
        return -2 if (found := -found if self._sign else found) == -1 else found

    def __bool__(self):
        return bool(self._special) or self._int != 0

    def compare(self, other, context=None):
        context, other = context or getcontext(), Decimal(other)
        found = _check_nans(context, self, other)
        return found if found is not None else Decimal(self._cmp(other))

    def compare_total(self, other, context=None):
        other = Decimal(other)
        if self._sign != other._sign:
            return Decimal(-1 if self._sign else 1)
        found = self._cmp(other) or (self._exp > other._exp) - (self._exp < other._exp) if not self._special else 0
        return Decimal(-found if self._sign and self._cmp(other) == 0 else found)

    def _extreme(self, other, largest, context):
        context, other = context or getcontext(), Decimal(other)
        for a, b in (self, other), (other, self):
            if a._special == "n" and b._special not in ("n", "N"):
                return _fix(b, context)
        found = _check_nans(context, self, other)
        if found is not None:
            return found
        order = self._cmp(other) or int(self.compare_total(other))
        return _fix(self if (order > 0) == largest and order else other if order else self, context)

    def compare_signal(self, other, context=None):
        return self.compare(other, context)

    def compare_total_mag(self, other, context=None):
        return abs(self).compare_total(abs(Decimal(other)))

    def max(self, other, context=None):
        return self._extreme(other, True, context)

    def min(self, other, context=None):
        return self._extreme(other, False, context)

    # Conversion.

    def _no_integer(self):
        if self._special == "F":
            raise OverflowError("cannot convert Infinity to integer")
        if self._special:
            raise ValueError("cannot convert NaN to integer")

    def __int__(self):
        self._no_integer()
        found = self._int * 10 ** self._exp if self._exp >= 0 else self._int // 10 ** -self._exp
        return -found if self._sign else found

    __trunc__ = __int__

    def __float__(self):
        if self._special == "N":
            raise ValueError("cannot convert signaling NaN to float")
        return float(("-" if self._sign else "") + "nan" if self._special else str(self)) if self._special == "n" else float(str(self))

    def __complex__(self):
        return complex(float(self))

    def __floor__(self):
        self._no_integer()
        return int(self.to_integral_value(ROUND_FLOOR))

    def __ceil__(self):
        self._no_integer()
        return int(self.to_integral_value(ROUND_CEILING))

    def __round__(self, n=None):
        if n is None:
            self._no_integer()
            return int(self.to_integral_value(ROUND_HALF_EVEN))
        return self.quantize(_make(0, 1, -n), ROUND_HALF_EVEN) if not self._special else self

    def to_integral_value(self, rounding=None, context=None):
        context = context or getcontext()
        if self._special:
            return _check_nans(context, self) or self
        quiet = Context(prec=MAX_PREC, rounding=rounding or context.rounding, traps=[])
        return _rounded(self, quiet, -self._exp) if self._exp < 0 else self

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        context = context or getcontext()
        return self if self._special or self._exp >= 0 else _rounded(self, context, -self._exp, rounding)

    def quantize(self, exp, rounding=None, context=None):
        context, exp = context or getcontext(), Decimal(exp)
        if self._special or exp._special:
            found = _check_nans(context, self, exp)
            if found is not None:
                return _fix(found, context)
            if self._special and exp._special:
                return self
            return context._raise(InvalidOperation, detail=InvalidOperation) or _nan()
        if self._exp >= exp._exp:
            found = _make(self._sign, self._int * 10 ** min(self._exp - exp._exp, context.prec + 1), exp._exp)
        else:
            if self._int and self.adjusted() - exp._exp + 1 > context.prec:
                return context._raise(InvalidOperation, detail=InvalidOperation) or _nan()
            found = _rounded(self, context, exp._exp - self._exp, rounding)
        if found._int and (_n_digits(found._int) > context.prec or found.adjusted() > context.Emax):
            return context._raise(InvalidOperation, detail=InvalidOperation) or _nan()
        return found

    def normalize(self, context=None):
        self = _fix(self, context or getcontext())
        if self._special:
            return self
        if not self._int:
            return _make(self._sign, 0, 0)
        digits = str(self._int)
        short = digits.rstrip("0")
        return _make(self._sign, int(short), self._exp + len(digits) - len(short))

    # Functions.

    def sqrt(self, context=None):
        from math import isqrt
        context = context or getcontext()
        if self._special:
            found = _check_nans(context, self)
            if found is not None:
                return found
            if not self._sign:
                return self
        if not self._special and not self._int:
            return _fix(_make(self._sign, 0, self._exp // 2), context)
        if self._sign:
            return context._raise(InvalidOperation, detail=InvalidOperation) or _nan()
        prec = context.prec + 1
        n, e = (self._int, self._exp >> 1) if not self._exp & 1 else (self._int * 10, self._exp >> 1)
        shift = prec - (_n_digits(n) + 1 >> 1)
        exact = True
        if shift >= 0:
            n *= 100 ** shift
        else:
            n, rest = divmod(n, 100 ** -shift)
            exact = not rest
        e -= shift
        root = isqrt(n)
        exact = exact and root * root == n
        if exact:
            while shift > 0 and root % 10 == 0 and e < self._exp >> 1:
                root //= 10
                e += 1
            while shift < 0 and e > self._exp >> 1 and _n_digits(root) < context.prec:
                root *= 10
                e -= 1
        elif root % 5 == 0:
            root += 1
        old, context.rounding = context.rounding, ROUND_HALF_EVEN
        try:
            return _fix(_make(0, root, e), context)
        finally:
            context.rounding = old

    def _function(self, name, context):
        import _decimal_functions
        return _decimal_functions.call(name, self, context or getcontext())

    def exp(self, context=None):
        return self._function("exp", context)

    def ln(self, context=None):
        return self._function("ln", context)

    def log10(self, context=None):
        return self._function("log10", context)

    def logb(self, context=None):
        return Decimal(self.adjusted())

    def scaleb(self, other, context=None):
        return self if self._special else _fix(_make(self._sign, self._int, self._exp + int(other)), context or getcontext())

    # Parts and kinds.

    def adjusted(self):
        return 0 if self._special else self._exp + _n_digits(self._int) - 1

    def copy_abs(self):
        return _make(0, self._int, self._exp, self._special)

    def copy_negate(self):
        return _make(1 - self._sign, self._int, self._exp, self._special)

    def copy_sign(self, other, context=None):
        return _make(Decimal(other)._sign, self._int, self._exp, self._special)

    def conjugate(self):
        return self

    real = property(conjugate)
    imag = property(lambda self: _make(0, 0, 0))

    def canonical(self):
        return self

    def radix(self):
        return Decimal(10)

    def same_quantum(self, other, context=None):
        other = Decimal(other)
        return self._special.lower() == other._special.lower() if self._special or other._special else self._exp == other._exp

    def is_canonical(self):
        return True

    def is_finite(self):
        return not self._special

    def is_infinite(self):
        return self._special == "F"

    def is_nan(self):
        return self._special in ("n", "N")

    def is_qnan(self):
        return self._special == "n"

    def is_snan(self):
        return self._special == "N"

    def is_signed(self):
        return bool(self._sign)

    def is_zero(self):
        return not self._special and not self._int

    def is_normal(self, context=None):
        return not self._special and self._int != 0 and (context or getcontext()).Emin <= self.adjusted()

    def is_subnormal(self, context=None):
        return not self._special and self._int != 0 and self.adjusted() < (context or getcontext()).Emin

    def number_class(self, context=None):
        if self._special:
            return {"n": "NaN", "N": "sNaN"}.get(self._special) or ("-" if self._sign else "+") + "Infinity"
        kind = "Zero" if not self._int else "Normal" if self.is_normal(context) else "Subnormal"
        return ("-" if self._sign else "+") + kind


def _parse(text):
    match = _PARSE(text.strip().replace("_", ""))
    if match is None:
        return None
    sign, whole, part, exp, infinite, nan, payload = match.groups()
    sign = int(sign == "-")
    if infinite:
        return _make(sign, 0, 0, "F")
    if nan:
        return _make(sign, int(payload or 0), 0, "N" if nan[0] in "sS" else "n")
    part = part or ""
    if not whole and not part:
        return None
    return _make(sign, int(whole + part), int(exp or 0) - len(part))


def _from_tuple(value):
    if len(value) != 3:
        raise ValueError("argument must be a sequence of length 3")
    sign, digits, exp = value
    if sign not in (0, 1) or not isinstance(sign, int):
        raise ValueError("sign must be an integer with the value 0 or 1")
    for digit in digits:
        if not isinstance(digit, int) or not 0 <= digit <= 9:
            raise ValueError("coefficient must be a tuple of digits")
    number = int("".join(map(str, digits)) or "0")
    if exp == "F":
        return _make(sign, 0, 0, "F")
    if exp in ("n", "N"):
        return _make(sign, number, 0, exp)
    if not isinstance(exp, int):
        raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
    return _make(sign, number, exp)


import numbers
numbers.Number.register(Decimal)


__import__("_lib").in_c("decimal", Decimal)

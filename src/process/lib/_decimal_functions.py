"""Exponentials and logarithms of decimals, rounded correctly by more digits than asked for. Source followed: Lib/_pydecimal.py."""

from decimal import Decimal, _fix, _make, _nan, _n_digits
from _decimal_context import ROUND_HALF_EVEN, Inexact, InvalidOperation, Rounded


def call(name, x, context):
    if x._special in ("n", "N") and x._special:
        return x if x._special == "n" else context._raise(InvalidOperation) or _nan()
    return {"exp": _exp, "ln": _ln, "log10": _log10}[name](x, context)


def _finish(n, places, sign, context):
    """`n / 10**places`, not exact, to the context's digits."""
    context._raise(Inexact)
    context._raise(Rounded)
    if n % 5 == 0:
        n += 1
    old, context.rounding = context.rounding, ROUND_HALF_EVEN
    try:
        return _fix(_make(sign, n, -places), context)
    finally:
        context.rounding = old


def _fixed(x, places):
    shift = x._exp + places
    n = x._int * 10 ** shift if shift >= 0 else x._int // 10 ** -shift
    return -n if x._sign else n


def _exp_fixed(n, one):
    """e**(n/one) over `one`, for a small n: halve, sum the series, square."""
    halvings = 8 + max(0, (abs(n) // one).bit_length())
    total = term = one
    n >>= halvings
    i = 1
    while term:
        term = term * n // (one * i)
        total += term
        i += 1
        if abs(term) <= 1:
            break
    for _ in range(halvings):
        total = total * total // one
    return total


def _ln_fixed(n, one):
    """ln(n/one) over `one`: take out powers of ten and two, then the series of the inverse hyperbolic tangent."""
    twos = 0
    while n > one + (one >> 1):
        n >>= 1
        twos += 1
    while n < one - (one >> 2):
        n <<= 1
        twos -= 1
    found = _atanh2(n - one, n + one, one)
    return found + twos * _atanh2(1, 3, one)


def _atanh2(p, q, one):
    """2 * atanh(p/q) over `one`."""
    x = p * one // q
    square = x * x // one
    total, term, i = x, x, 1
    while term:
        term = term * square // one
        i += 2
        total += term // i
        if abs(term) <= 1:
            break
    return 2 * total


def _exp(x, context):
    if x._special:
        return _make(0, 0, 0) if x._sign else x
    if not x._int:
        return _make(0, 1, 0)
    top = x.adjusted()
    if top > 20:
        return _make(0, 0, context.Emin - context.prec + 1) if x._sign else _fix(_make(0, 1, context.Emax * 2), context)
    places = context.prec + max(top, 0) + 12
    one = 10 ** (places + 10)
    n = _fixed(x, places + 10)
    if top < -places:
        return _finish(10 ** (context.prec + 2) + (-1 if x._sign else 1), context.prec + 2, 0, context)
    ln10 = _ln_fixed(10 * one, one)
    tens, n = divmod(n, ln10)
    value = _exp_fixed(n, one)
    return _finish(value, places + 10 - tens, 0, context)


def _ln_number(x, places):
    """ln(x) times `10**places`, nearly."""
    one = 10 ** places
    digits = _n_digits(x._int)
    tens = digits + x._exp - 1
    mantissa = x._int * 10 ** (places - digits + 1) if places >= digits - 1 else x._int // 10 ** (digits - 1 - places)
    return _ln_fixed(mantissa, one) + tens * _ln_fixed(10 * one, one)


def _logarithm(x, context):
    if x._special and not x._sign:
        return x
    if not x._special and not x._int:
        return _make(1, 0, 0, "F")
    if x._sign:
        return context._raise(InvalidOperation, detail=InvalidOperation) or _nan()


def _near_one(x, context):
    """How many digits more a number near one needs."""
    gap = abs(x - 1)
    return max(0, -gap.adjusted()) if gap else 0


def _ln(x, context):
    found = _logarithm(x, context)
    if found is not None:
        return found
    if x == 1:
        return _make(0, 0, 0)
    places = context.prec + 20 + _near_one(x, context)
    n = _ln_number(x, places)
    return _finish(abs(n), places, int(n < 0), context)


def _log10(x, context):
    found = _logarithm(x, context)
    if found is not None:
        return found
    digits = str(x._int)
    if digits == "1" + "0" * (len(digits) - 1):
        return _fix(Decimal(x._exp + len(digits) - 1), context)
    places = context.prec + 20 + _near_one(x, context)
    one = 10 ** places
    n = _ln_number(x, places) * one // _ln_fixed(10 * one, one)
    return _finish(abs(n), places, int(n < 0), context)

"""Functions of complex numbers.

Source followed: Modules/cmathmodule.c (`c_sqrt`, `c_log`, `c_acos`, …) for formulas, branch cuts and errors. What it does with
infinities and NaN is followed where the formulas give it by themselves.
"""

import math

from math import e, inf, nan, pi, tau

infj, nanj = complex(0.0, inf), complex(0.0, nan)
_LARGE = 1.7976931348623157e308 / 4.0
_LOG_LARGE = math.log(_LARGE)


def _z(x):
    if isinstance(x, complex):
        return x
    if isinstance(x, (int, float)):
        return complex(x)
    for name in "__complex__", "__float__", "__index__":
        if hasattr(type(x), name):
            return complex(x)
    raise TypeError(f"must be real number, not {type(x).__name__}")


def phase(z, /):
    z = _z(z)
    return math.atan2(z.imag, z.real)


def polar(z, /):
    z = _z(z)
    return math.hypot(z.real, z.imag), math.atan2(z.imag, z.real)


def rect(r, phi, /):
    if not math.isfinite(phi) and r != 0.0 and not math.isnan(phi):
        raise ValueError("math domain error")
    if phi == 0.0:
        return complex(r, r * phi)
    return complex(r * math.cos(phi), r * math.sin(phi))


def isfinite(z, /):
    z = _z(z)
    return math.isfinite(z.real) and math.isfinite(z.imag)


def isinf(z, /):
    z = _z(z)
    return math.isinf(z.real) or math.isinf(z.imag)


def isnan(z, /):
    z = _z(z)
    return math.isnan(z.real) or math.isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    a, b = _z(a), _z(b)
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    difference = abs(a - b)
    return difference <= rel_tol * abs(b) or difference <= rel_tol * abs(a) or difference <= abs_tol


def sqrt(z, /):
    z = _z(z)
    if z.real == 0.0 and z.imag == 0.0:
        return complex(0.0, z.imag)
    if math.isinf(z.imag):
        return complex(inf, z.imag)
    ax, ay = math.fabs(z.real), math.fabs(z.imag)
    if ax < 2.2250738585072014e-308 and ay < 2.2250738585072014e-308:
        ax = math.ldexp(ax, 54)
        s = math.ldexp(math.sqrt(ax + math.hypot(ax, math.ldexp(ay, 54))), -27)
    else:
        ax /= 8.0
        s = 2.0 * math.sqrt(ax + math.hypot(ax, ay / 8.0))
    d = ay / (2.0 * s)
    if z.real >= 0.0:
        return complex(s, math.copysign(d, z.imag))
    return complex(d, math.copysign(s, z.imag))


def exp(z, /):
    z = _z(z)
    if not math.isfinite(z.imag) and math.isfinite(z.real):
        raise ValueError("math domain error")
    if z.real == -inf:
        return complex(0.0, 0.0)
    if z.real > _LOG_LARGE:
        l = math.exp(z.real - 1.0)
        return _finite(z, complex(l * math.cos(z.imag) * e, l * math.sin(z.imag) * e))
    l = math.exp(z.real)
    return complex(l * math.cos(z.imag), l * math.sin(z.imag) if z.imag or not math.isinf(l) else z.imag)


def _finite(z, result):
    if isinf(result) and isfinite(z):
        raise OverflowError("math range error")
    return result


def _log(z):
    ax, ay = math.fabs(z.real), math.fabs(z.imag)
    if ax == 0.0 and ay == 0.0:
        raise ValueError("math domain error")
    if not isfinite(z):
        real = math.log(math.hypot(ax, ay)) if not isnan(z) or isinf(z) else nan
    elif ax > _LARGE or ay > _LARGE:
        real = math.log(math.hypot(ax / 2.0, ay / 2.0)) + math.log(2.0)
    elif ax < 2.2250738585072014e-308 and ay < 2.2250738585072014e-308:
        real = math.log(math.hypot(math.ldexp(ax, 53), math.ldexp(ay, 53))) - 53 * math.log(2.0)
    else:
        h = math.hypot(ax, ay)
        if 0.71 <= h <= 1.73:
            big, small = max(ax, ay), min(ax, ay)
            real = math.log1p((big - 1) * (big + 1) + small * small) / 2.0
        else:
            real = math.log(h)
    return complex(real, math.atan2(z.imag, z.real))


def log(z, base=None, /):
    result = _log(_z(z))
    return result if base is None else result / _log(_z(base))


def log10(z, /):
    result = _log(_z(z))
    return complex(result.real / math.log(10.0), result.imag / math.log(10.0))


def acos(z, /):
    z = _z(z)
    if math.fabs(z.real) > _LARGE or math.fabs(z.imag) > _LARGE:
        real = math.atan2(math.fabs(z.imag), z.real)
        imag = math.log(math.hypot(z.real / 2.0, z.imag / 2.0)) + math.log(2.0) * 2.0
        return complex(real, -math.copysign(imag, z.imag) if z.real >= 0 else math.copysign(imag, -z.imag))
    s1, s2 = sqrt(complex(1.0 - z.real, -z.imag)), sqrt(complex(1.0 + z.real, z.imag))
    return complex(2.0 * math.atan2(s1.real, s2.real), math.asinh(s2.real * s1.imag - s2.imag * s1.real))


def acosh(z, /):
    z = _z(z)
    s1, s2 = sqrt(complex(z.real - 1.0, z.imag)), sqrt(complex(z.real + 1.0, z.imag))
    return complex(math.asinh(s1.real * s2.real + s1.imag * s2.imag), 2.0 * math.atan2(s1.imag, s2.real))


def asinh(z, /):
    z = _z(z)
    s1, s2 = sqrt(complex(1.0 + z.imag, -z.real)), sqrt(complex(1.0 - z.imag, z.real))
    return complex(math.asinh(s1.real * s2.imag - s2.real * s1.imag), math.atan2(z.imag, s1.real * s2.real - s1.imag * s2.imag))


def asin(z, /):
    z = _z(z)
    s = asinh(complex(-z.imag, z.real))
    return complex(s.imag, -s.real)


def atanh(z, /):
    z = _z(z)
    if z.real < 0.0 or z.real == 0.0 and math.copysign(1.0, z.real) < 0.0:
        return -atanh(-z)
    ay = math.fabs(z.imag)
    if z.real > 1e153 or ay > 1e153:
        h = math.hypot(z.real / 2.0, z.imag / 2.0)
        return complex(z.real / 4.0 / h / h, -math.copysign(pi / 2.0, -z.imag))
    if z.real == 1.0 and ay < 1.5e-154:
        if ay == 0.0:
            raise ValueError("math domain error")
        return complex(-math.log(math.sqrt(ay) / math.sqrt(math.hypot(ay, 2.0))),
                       math.copysign(math.atan2(2.0, -ay) / 2, z.imag))
    real = math.log1p(4.0 * z.real / ((1 - z.real) * (1 - z.real) + ay * ay)) / 4.0
    return complex(real, -math.atan2(-2.0 * z.imag, (1 - z.real) * (1 + z.real) - ay * ay) / 2.0)


def atan(z, /):
    z = _z(z)
    s = atanh(complex(-z.imag, z.real))
    return complex(s.imag, -s.real)


def cosh(z, /):
    z = _z(z)
    if not math.isfinite(z.imag) and math.isfinite(z.real):
        raise ValueError("math domain error")
    if math.fabs(z.real) > _LOG_LARGE:
        x = z.real - math.copysign(1.0, z.real)
        return _finite(z, complex(math.cos(z.imag) * math.cosh(x) * e, math.sin(z.imag) * math.sinh(x) * e))
    return complex(math.cos(z.imag) * math.cosh(z.real), math.sin(z.imag) * math.sinh(z.real))


def sinh(z, /):
    z = _z(z)
    if not math.isfinite(z.imag) and math.isfinite(z.real):
        raise ValueError("math domain error")
    if math.fabs(z.real) > _LOG_LARGE:
        x = z.real - math.copysign(1.0, z.real)
        return _finite(z, complex(math.cos(z.imag) * math.sinh(x) * e, math.sin(z.imag) * math.cosh(x) * e))
    return complex(math.cos(z.imag) * math.sinh(z.real), math.sin(z.imag) * math.cosh(z.real))


def tanh(z, /):
    z = _z(z)
    if not math.isfinite(z.imag) and math.isfinite(z.real):
        raise ValueError("math domain error")
    if math.fabs(z.real) > _LOG_LARGE:
        imag = 4.0 * math.sin(z.imag) * math.cos(z.imag) * math.exp(-2.0 * math.fabs(z.real))
        return complex(math.copysign(1.0, z.real), imag)
    tx, ty = math.tanh(z.real), math.tan(z.imag)
    cx = 1.0 / math.cosh(z.real)
    txty = tx * ty
    denom = 1.0 + txty * txty
    return complex(tx * (1.0 + ty * ty) / denom, ((ty / denom) * cx) * cx)


def cos(z, /):
    z = _z(z)
    return cosh(complex(-z.imag, z.real))


def sin(z, /):
    z = _z(z)
    s = sinh(complex(-z.imag, z.real))
    return complex(s.imag, -s.real)


def tan(z, /):
    z = _z(z)
    s = tanh(complex(-z.imag, z.real))
    return complex(s.imag, -s.real)

# Functions of complex numbers. Source: Modules/cmathmodule.c, its formulas for finite arguments.
import math as _math

pi, e, tau, inf, nan = _math.pi, _math.e, _math.tau, _math.inf, _math.nan
infj, nanj = complex(0.0, inf), complex(0.0, nan)


def _z(x):
    return x if isinstance(x, complex) else complex(x)


def phase(z, /):
    z = _z(z)
    return _math.atan2(z.imag, z.real)


def polar(z, /):
    return abs(_z(z)), phase(z)


def rect(r, phi, /):
    if phi == 0:
        return complex(r, r * phi)
    return complex(r * _math.cos(phi), r * _math.sin(phi))


def exp(z, /):
    z = _z(z)
    length = _math.exp(z.real)
    return complex(length * _math.cos(z.imag), length * _math.sin(z.imag))


def log(z, base=None, /):
    z = _z(z)
    if z == 0:
        raise ValueError("math domain error")
    result = complex(_log_abs(z), phase(z))
    return result if base is None else result / log(base)


def _log_abs(z):
    x, y = abs(z.real), abs(z.imag)
    h = _math.hypot(x, y)
    if 0.71 <= h <= 1.73:
        big, small = (x, y) if x > y else (y, x)
        return _math.log1p((big - 1) * (big + 1) + small * small) / 2
    return _math.log(h)


def log10(z, /):
    z = log(z)
    return complex(z.real / _math.log(10), z.imag / _math.log(10))


def sqrt(z, /):
    z = _z(z)
    x, y = z.real, z.imag
    if x == 0 and y == 0:
        return complex(0.0, y)
    ax, ay = abs(x) / 8, abs(y)
    s = 2 * _math.sqrt(ax + _math.hypot(ax, ay / 8))
    d = ay / (2 * s)
    return complex(s, _math.copysign(d, y)) if x >= 0 else complex(d, _math.copysign(s, y))


def cosh(z, /):
    z = _z(z)
    return complex(_math.cos(z.imag) * _math.cosh(z.real), _math.sin(z.imag) * _math.sinh(z.real))


def sinh(z, /):
    z = _z(z)
    return complex(_math.cos(z.imag) * _math.sinh(z.real), _math.sin(z.imag) * _math.cosh(z.real))


def tanh(z, /):
    z = _z(z)
    tx, ty = _math.tanh(z.real), _math.tan(z.imag)
    cx = 1 / _math.cosh(z.real)
    txty = tx * ty
    d = 1 + txty * txty
    return complex(tx * (1 + ty * ty) / d, ty / d * cx * cx)


def cos(z, /):
    z = _z(z)
    return cosh(complex(-z.imag, z.real))


def sin(z, /):
    z = _z(z)
    r = sinh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def tan(z, /):
    z = _z(z)
    r = tanh(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def acos(z, /):
    z = _z(z)
    s1, s2 = sqrt(complex(1 - z.real, -z.imag)), sqrt(complex(1 + z.real, z.imag))
    return complex(2 * _math.atan2(s1.real, s2.real), _math.asinh(s2.real * s1.imag - s2.imag * s1.real))


def acosh(z, /):
    z = _z(z)
    s1, s2 = sqrt(complex(z.real - 1, z.imag)), sqrt(complex(z.real + 1, z.imag))
    return complex(_math.asinh(s1.real * s2.real + s1.imag * s2.imag), 2 * _math.atan2(s1.imag, s2.real))


def asinh(z, /):
    z = _z(z)
    s1, s2 = sqrt(complex(1 + z.imag, -z.real)), sqrt(complex(1 - z.imag, z.real))
    return complex(_math.asinh(s1.real * s2.imag - s2.real * s1.imag), _math.atan2(z.imag, s1.real * s2.real - s1.imag * s2.imag))


def asin(z, /):
    z = _z(z)
    s = asinh(complex(-z.imag, z.real))
    return complex(s.imag, -s.real)


def atanh(z, /):
    z = _z(z)
    if z.real < 0 or (z.real == 0 and _math.copysign(1, z.real) < 0):
        return -atanh(-z)
    ay = abs(z.imag)
    if z.real == 1 and ay == 0:
        raise ValueError("math domain error")
    real = _math.log1p(4 * z.real / ((1 - z.real) ** 2 + ay * ay)) / 4
    imag = -_math.atan2(-2 * z.imag, (1 - z.real) * (1 + z.real) - ay * ay) / 2
    return complex(real, imag)


def atan(z, /):
    z = _z(z)
    s = atanh(complex(-z.imag, z.real))
    return complex(s.imag, -s.real)


def isfinite(z, /):
    z = _z(z)
    return _math.isfinite(z.real) and _math.isfinite(z.imag)


def isinf(z, /):
    z = _z(z)
    return _math.isinf(z.real) or _math.isinf(z.imag)


def isnan(z, /):
    z = _z(z)
    return _math.isnan(z.real) or _math.isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    diff = abs(a - b)
    return diff <= rel_tol * abs(b) or diff <= rel_tol * abs(a) or diff <= abs_tol

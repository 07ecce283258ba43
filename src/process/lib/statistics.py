"""Averages and spreads. Source: Lib/statistics.py of CPython 3.14: sums are exact, and rounded once at the end."""

__all__ = ["StatisticsError", "mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high", "median_grouped",
           "mode", "multimode", "quantiles", "variance", "pvariance", "stdev", "pstdev", "covariance", "correlation",
           "linear_regression", "NormalDist", "kde"]

import math
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from fractions import Fraction


class StatisticsError(ValueError):
    pass


def _exact(data):
    """The sum as a Fraction, the count, and the type of the result. An infinity or a NaN makes the sum one."""
    total, n, kind, other = Fraction(0), 0, int, None
    for x in data:
        n += 1
        if type(x) is not int:
            kind = _coerced(kind, type(x))
        if isinstance(x, (int, Fraction)):
            total += x
            continue
        try:
            ratio = x.as_integer_ratio()
        except AttributeError:
            raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None
        except (OverflowError, ValueError):
            other = x if other is None else other + x
        else:
            total += Fraction(*ratio)
    return (total if other is None else _Special(other)), n, kind


class _Special:
    """A sum with an infinity or a NaN in it: it stays what it is."""

    def __init__(self, value):
        self.value = value

    def __truediv__(self, n):
        return self


def _coerced(kind, other):
    """The type that a sum of both has: `_coerce`."""
    if kind is other or other is int or other is bool:
        return kind
    if kind is int:
        return other
    if issubclass(other, kind):
        return other
    if issubclass(kind, other):
        return kind
    if issubclass(kind, int):
        return other
    if issubclass(other, int):
        return kind
    if issubclass(kind, Fraction) and issubclass(other, float):
        return other
    if issubclass(kind, float) and issubclass(other, Fraction):
        return kind
    raise TypeError(f"don't know how to coerce {kind.__name__} and {other.__name__}")


def _made(value, kind):
    if type(value) is _Special:
        return value.value
    if type(value) is kind:
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    if issubclass(kind, float):
        return value.numerator / value.denominator
    try:
        return kind(value)
    except TypeError:
        return kind(value.numerator) / kind(value.denominator)


def mean(data):
    total, n, kind = _exact(data)
    if n < 1:
        raise StatisticsError("mean requires at least one data point")
    return _made(total / n, kind)


def fmean(data, weights=None):
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum(x * w for x, w in zip(data, weights)) / total


def geometric_mean(data):
    data = list(data)
    if not data:
        raise StatisticsError("Must have a non-empty dataset")
    total = []
    found_zero = False
    for x in data:
        if x > 0.0 or math.isnan(x):
            total.append(math.log(x) if x == x else x)
        elif x == 0.0:
            found_zero = True
        else:
            raise StatisticsError(f"No negative inputs allowed: {x!r}")
    total = math.fsum(total)
    if math.isnan(total):
        return math.nan
    if found_zero:
        return math.nan if total == math.inf else 0.0
    return math.exp(total / len(data))


def harmonic_mean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if any(x < 0 for x in data):
        raise StatisticsError("harmonic mean does not support negative values")
    if any(x == 0 for x in data):
        return 0
    weights = [1] * len(data) if weights is None else list(weights)
    _, _, kind = _exact(data)
    kind = float if kind is int else kind
    return _made(sum(map(Fraction, weights)) / sum(Fraction(w) / Fraction(x) for x, w in zip(data, weights)), kind)


def _sorted(data, what):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    data = _sorted(data, "median")
    n = len(data)
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = _sorted(data, "median")
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _sorted(data, "median")
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    data = _sorted(data, "median")
    n = len(data)
    x = data[n // 2]
    i = bisect_left(data, x)
    j = bisect_right(data, x, lo=i)
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    return x - interval / 2.0 + interval * (n / 2 - i) / (j - i)


def mode(data):
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        if size == 1:
            return data * (n - 1)
        raise StatisticsError("must have at least one data point")
    result = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (size - 1), n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method != "exclusive":
        raise ValueError(f"Unknown method: {method!r}")
    for i in range(1, n):
        j = min(max(i * (size + 1) // n, 1), size - 1)
        delta = i * (size + 1) - j * n
        result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
    return result


def _squares(data, center, least, name):
    data = list(data)
    if len(data) < least:
        word = "two data points" if least == 2 else "one data point"
        raise StatisticsError(f"{name} requires at least {word}")
    total, n, kind = _exact(data)
    center = total / n if center is None else Fraction(center)
    return sum((Fraction(x) - center) ** 2 for x in data), n, kind


def variance(data, xbar=None):
    squares, n, kind = _squares(data, xbar, 2, "variance")
    return _made(squares / (n - 1), kind)


def pvariance(data, mu=None):
    squares, n, kind = _squares(data, mu, 1, "pvariance")
    return _made(squares / n, kind)


def _root(value, kind):
    """The square root of a fraction, rounded once."""
    n, m = value.numerator, value.denominator
    shift = (n.bit_length() - m.bit_length() - 109) // 2
    if shift >= 0:
        root = math.isqrt(n // (m << 2 * shift)) << shift
        return float(root | 1 if root * root * m != n else root)
    scaled = (n << -2 * shift) // m
    root = math.isqrt(scaled)
    exact = root * root * m == n << -2 * shift
    return (root if exact else root | 1) / (1 << -shift)


def stdev(data, xbar=None):
    squares, n, kind = _squares(data, xbar, 2, "stdev")
    if hasattr(kind, "sqrt"):
        return _made(squares / (n - 1), kind).sqrt()
    return _root(squares / (n - 1), kind) if squares else 0.0


def pstdev(data, mu=None):
    squares, n, kind = _squares(data, mu, 1, "pstdev")
    if hasattr(kind, "sqrt"):
        return _made(squares / n, kind).sqrt()
    return _root(squares / n, kind) if squares else 0.0


def _pairs(x, y, what):
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    mx, my = math.fsum(x) / len(x), math.fsum(y) / len(y)
    return [a - mx for a in x], [b - my for b in y], mx, my


def covariance(x, y, /):
    dx, dy, _, _ = _pairs(x, y, "covariance")
    return math.sumprod(dx, dy) / (len(dx) - 1)


def _rank(data):
    """Ranks that are centred on 0, equal values in the middle of theirs."""
    pairs = sorted(zip(data, range(len(data))), key=lambda pair: pair[0])
    result = [0.0] * len(pairs)
    i, start = 0, (len(pairs) - 1) / -2 - 1
    while i < len(pairs):
        j = i
        while j < len(pairs) and pairs[j][0] == pairs[i][0]:
            j += 1
        for _, place in pairs[i:j]:
            result[place] = start + i + (j - i + 1) / 2
        i = j
    return result


def correlation(x, y, /, *, method="linear"):
    if len(x) != len(y):
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError("correlation requires at least two data points")
    if method not in {"linear", "ranked"}:
        raise ValueError(f"Unknown method: {method!r}")
    if method == "ranked":
        x, y = _rank(x), _rank(y)
    dx, dy, _, _ = _pairs(x, y, "correlation")
    try:
        return math.sumprod(dx, dy) / _sqrtprod(math.sumprod(dx, dx), math.sumprod(dy, dy))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


def _sqrtprod(x, y):
    """The square root of x * y, corrected once (`_sqrtprod` of Lib/statistics.py)."""
    h = math.sqrt(x * y)
    if not math.isfinite(h) or not h:
        if math.isinf(h) and math.isfinite(x) and math.isfinite(y):
            scale = 2.0 ** -512
            return _sqrtprod(scale * x, scale * y) / scale
        if not h and x and y:
            scale = 2.0 ** 537
            return _sqrtprod(scale * x, scale * y) / scale
        return h
    d = math.sumprod((x, h), (y, -h))
    return h + d / (2.0 * h)


class LinearRegression(tuple):
    slope = property(lambda self: self[0])
    intercept = property(lambda self: self[1])

    def __repr__(self):
        return f"LinearRegression(slope={self[0]!r}, intercept={self[1]!r})"


def linear_regression(x, y, /, *, proportional=False):
    dx, dy, mx, my = _pairs(x, y, "linear regression")
    if proportional:
        x, y = list(x), list(y)
        return LinearRegression((math.sumprod(x, y) / math.sumprod(x, x), 0.0))
    try:
        slope = math.sumprod(dx, dy) / math.sumprod(dx, dx)
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    return LinearRegression((slope, my - slope * mx))


def _horner(x, *coefficients):
    total = 0.0
    for c in coefficients:
        total = total * x + c
    return total


def _normal_dist_inv_cdf(p, mu, sigma):
    """Wichura's algorithm AS241 (Applied Statistics 37, 1988)."""
    q = p - 0.5
    if math.fabs(q) <= 0.425:
        r = 0.180625 - q * q
        num = _horner(r, 2.50908_09287_30122_6727e+3, 3.34305_75583_58812_8105e+4, 6.72657_70927_00870_0853e+4,
                      4.59219_53931_54987_1457e+4, 1.37316_93765_50946_1125e+4, 1.97159_09503_06551_4427e+3,
                      1.33141_66789_17843_7745e+2, 3.38713_28727_96366_6080e+0) * q
        den = _horner(r, 5.22649_52788_52854_5610e+3, 2.87290_85735_72194_2674e+4, 3.93078_95800_09271_0610e+4,
                      2.12137_94301_58659_5867e+4, 5.39419_60214_24751_1077e+3, 6.87187_00749_20579_0830e+2,
                      4.23133_30701_60091_1252e+1, 1.0)
        return mu + num / den * sigma
    r = math.sqrt(-math.log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        num = _horner(r, 7.74545_01427_83414_07640e-4, 2.27238_44989_26918_45833e-2, 2.41780_72517_74506_11770e-1,
                      1.27045_82524_52368_38258e+0, 3.64784_83247_63204_60504e+0, 5.76949_72214_60691_40550e+0,
                      4.63033_78461_56545_29590e+0, 1.42343_71107_49683_57734e+0)
        den = _horner(r, 1.05075_00716_44416_84324e-9, 5.47593_80849_95344_94600e-4, 1.51986_66563_61645_71966e-2,
                      1.48103_97642_74800_74590e-1, 6.89767_33498_51000_04550e-1, 1.67638_48301_83803_84940e+0,
                      2.05319_16266_37758_82187e+0, 1.0)
    else:
        r -= 5.0
        num = _horner(r, 2.01033_43992_92288_13265e-7, 2.71155_55687_43487_57815e-5, 1.24266_09473_88078_43860e-3,
                      2.65321_89526_57612_30930e-2, 2.96560_57182_85048_91230e-1, 1.78482_65399_17291_33580e+0,
                      5.46378_49111_64114_36990e+0, 6.65790_46435_01103_77720e+0)
        den = _horner(r, 2.04426_31033_89939_78564e-15, 1.42151_17583_16445_88870e-7, 1.84631_83175_10054_68180e-5,
                      7.86869_13114_56132_59100e-4, 1.48753_61290_85061_48525e-2, 1.36929_88092_27358_05310e-1,
                      5.99832_20655_58879_37690e-1, 1.0)
    x = num / den
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    __slots__ = {"_mu": "Arithmetic mean of a normal distribution", "_sigma": "Standard deviation of a normal distribution"}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        data = list(data)
        return cls(fmean(data), stdev(data))

    def samples(self, n, *, seed=None):
        rnd = random.random if seed is None else random.Random(seed).random
        return [_normal_dist_inv_cdf(rnd(), self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return math.exp(diff * diff / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * math.erfc((self._mu - x) / (self._sigma * math.sqrt(2.0)))

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        X, Y = self, other
        if (Y._sigma, Y._mu) < (X._sigma, X._mu):
            X, Y = Y, X
        x_var, y_var = X.variance, Y.variance
        if not x_var or not y_var:
            raise StatisticsError("overlap() not defined when sigma is zero")
        dv = y_var - x_var
        dm = math.fabs(Y._mu - X._mu)
        if not dv:
            return math.erfc(dm / (2.0 * X._sigma * math.sqrt(2.0)))
        a = X._mu * y_var - Y._mu * x_var
        b = X._sigma * Y._sigma * math.sqrt(dm * dm + dv * math.log(y_var / x_var))
        x1, x2 = (a + b) / dv, (a - b) / dv
        return 1.0 - (math.fabs(Y.cdf(x1) - X.cdf(x1)) + math.fabs(Y.cdf(x2) - X.cdf(x2)))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    mean = median = mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def __add__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, math.hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, math.hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        return NormalDist(x1._mu * x2, x1._sigma * math.fabs(x2))

    def __truediv__(x1, x2):
        return NormalDist(x1._mu / x2, x1._sigma / math.fabs(x2))

    def __pos__(x1):
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        return NormalDist(-x1._mu, x1._sigma)

    __radd__ = __add__

    def __rsub__(x1, x2):
        return -(x1 - x2)

    __rmul__ = __mul__

    def __eq__(x1, x2):
        if not isinstance(x2, NormalDist):
            return NotImplemented
        return x1._mu == x2._mu and x1._sigma == x2._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state


def _kernels(kernel):
    """A kernel's density, its integral, and whether it ends at 1 (else it goes on for ever)."""
    exp, cosh, pi = math.exp, math.cosh, math.pi
    match kernel:
        case "normal" | "gauss":
            return (lambda t: exp(-1/2 * t * t) / math.sqrt(2 * pi)), (lambda t: 1/2 * (1.0 + math.erf(t / math.sqrt(2)))), False
        case "logistic":
            return (lambda t: 1/2 / (1.0 + cosh(t))), (lambda t: 1.0 - 1.0 / (exp(t) + 1.0)), False
        case "sigmoid":
            return (lambda t: 1 / pi / cosh(t)), (lambda t: 2 / pi * math.atan(exp(t))), False
        case "rectangular" | "uniform":
            return (lambda t: 1/2), (lambda t: 1/2 * t + 1/2), True
        case "triangular":
            return (lambda t: 1.0 - abs(t)), (lambda t: t * t * (1/2 if t < 0.0 else -1/2) + t + 1/2), True
        case "parabolic" | "epanechnikov":
            return (lambda t: 3/4 * (1.0 - t * t)), (lambda t: (-1/4 * t * t + 3/4) * t + 1/2), True
        case "quartic" | "biweight":
            return (lambda t: 15/16 * (1.0 - t * t) ** 2), (lambda t: 3/16 * t**5 - 5/8 * t**3 + 15/16 * t + 1/2), True
        case "triweight":
            return (lambda t: 35/32 * (1.0 - t * t) ** 3), (
                lambda t: 35/32 * (-1/7 * t**7 + 3/5 * t**5 - t**3 + t) + 1/2), True
        case "cosine":
            return (lambda t: pi / 4 * math.cos(pi / 2 * t)), (lambda t: 1/2 * math.sin(pi / 2 * t) + 1/2), True
    raise StatisticsError(f"Unknown kernel name: {kernel!r}")


def kde(data, h, kernel="normal", *, cumulative=False):
    n = len(data)
    if not n:
        raise StatisticsError("Empty data sequence")
    if not isinstance(data[0], (int, float)):
        raise TypeError("Data sequence must contain ints or floats")
    if h <= 0.0:
        raise StatisticsError(f"Bandwidth h must be positive, not h={h!r}")
    K, W, ends = _kernels(kernel)

    def near(x):
        if not ends:
            return data, 0
        sample = sorted(data)
        i, j = bisect_left(sample, x - h), bisect_right(sample, x + h)
        return sample[i:j], i

    def pdf(x):
        return sum([K((x - x_i) / h) for x_i in near(x)[0]]) / (len(data) * h)

    def cdf(x):
        points, below = near(x)
        return sum([W((x - x_i) / h) for x_i in points], below) / len(data)

    return cdf if cumulative else pdf

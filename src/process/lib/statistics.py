"""Averages and spreads. Source: Lib/statistics.py of CPython 3.14: sums are exact, and rounded once at the end."""

__all__ = ["StatisticsError", "mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high",
           "mode", "multimode", "quantiles", "variance", "pvariance", "stdev", "pstdev", "covariance", "correlation",
           "linear_regression", "NormalDist"]

import math
from collections import Counter
from fractions import Fraction


class StatisticsError(ValueError):
    pass


def _exact(data):
    """The sum as a Fraction, the count, and the type of the result."""
    total, n, kind = Fraction(0), 0, int
    for x in data:
        n += 1
        if isinstance(x, float):
            kind = float if kind in (int, float) else kind
        elif not isinstance(x, int):
            kind = type(x)
        total += Fraction(x)
    return total, n, kind


def _made(value, kind):
    if kind is int and value.denominator == 1:
        return value.numerator
    if kind in (int, float):
        return value.numerator / value.denominator
    if kind is Fraction:
        return value
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
    if any(x <= 0 for x in data):
        raise StatisticsError("No negative inputs allowed")
    return math.exp(math.fsum(map(math.log, data)) / len(data))


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
    return _root(squares / (n - 1), kind) if squares else 0.0


def pstdev(data, mu=None):
    squares, n, kind = _squares(data, mu, 1, "pstdev")
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


def correlation(x, y, /, *, method="linear"):
    dx, dy, _, _ = _pairs(x, y, "correlation")
    try:
        return math.sumprod(dx, dy) / math.sqrt(math.sumprod(dx, dx) * math.sumprod(dy, dy))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


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


class NormalDist:
    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self.mean, self.stdev = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        data = list(data)
        return cls(fmean(data), stdev(data))

    variance = property(lambda self: self.stdev ** 2)

    def pdf(self, x):
        diff = x - self.mean
        variance = self.stdev ** 2
        return math.exp(diff * diff / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        return 0.5 * math.erfc((self.mean - x) / (self.stdev * math.sqrt(2.0)))

    def zscore(self, x):
        return (x - self.mean) / self.stdev

    def __repr__(self):
        return f"NormalDist(mu={self.mean!r}, sigma={self.stdev!r})"

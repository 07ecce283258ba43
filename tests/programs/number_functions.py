"""Elementary functions to the last digit, distributions, NormalDist."""

def show(source, names={}):
    try:
        print(eval(source, names) if source[0] != "!" else exec(source[1:].replace(r"\n", "\n"), names) or "")
    except Exception as error:
        print(type(error).__name__, error)


for line in r"""
!import math, cmath, random, statistics
[[f(x / 7) for x in range(1, 12)] for f in (math.sin, math.cos, math.tan, math.exp, math.log, math.sqrt, math.atan)]
math.log(10), math.log(2), math.log10(2), math.sin(1), math.cos(1), math.tan(1), math.atan(1), math.pow(1.1, 10), 2 ** 0.5, 1.1 ** 10, 1.5 ** 3, 10 ** -3, 0.1 ** 2, 2.5 ** 3.5
math.hypot(1, 2, 3), math.hypot(3, 4), math.dist((1, 2, 3), (4, 6, 9)), math.gamma(0.5), math.lgamma(10), math.gamma(5.5), math.asinh(1), math.acosh(2), math.cosh(1), math.sinh(1)
[round(math.fsum(f(i) for i in range(1, 300)), 10) for f in (math.sin, math.cos, math.log, math.sqrt, math.atan, lambda x: x ** 1.5, lambda x: math.exp(-x / 50))]
(-8) ** 3, (-2.0) ** 3, (-2.0) ** 2, 0.0 ** 0, 1e200 ** 0.5, 2.0 ** -1074, 5e-324 ** 0.5, 1e-5 ** 3
!random.seed(11)
[random.gauss(0, 1) for _ in range(3)], [random.normalvariate(1, 2) for _ in range(2)], random.expovariate(1.5), random.gammavariate(2, 3), random.gammavariate(0.5, 1), random.betavariate(2, 5), random.vonmisesvariate(0, 4), random.lognormvariate(0, 1), random.weibullvariate(1, 1.5), random.paretovariate(3), random.triangular(0, 10, 3)
!random.seed("x", version=1)
random.random(), random.getrandbits(70), random.sample(range(100), 5)
!class Quarter(random.Random):\n    def random(self): return 0.25
random.Random(5).sample("abcdef", 3), random.Random(3.5).random(), random.Random(b"ab").random(), random.Random(-7).random()
!n = statistics.NormalDist(100, 15)
n, n.pdf(100), n.cdf(115), n.inv_cdf(0.9), n.quantiles(4), n.overlap(statistics.NormalDist(110, 10)), n + 5, n * 2, n + n, -n, n.zscore(130)
n.inv_cdf(0)
statistics.median_grouped([1, 2, 2, 3, 4, 4, 4, 4, 4, 5]), statistics.mean([1, 2.5]), statistics.geometric_mean([54, 24, 36]), statistics.correlation([1, 2, 3], [1, 5, 7]), statistics.mean([float("inf"), 1]), statistics.stdev([1, 2, 3, 4])
statistics.mean(["a"])
""".strip().split("\n"):
    show(line)

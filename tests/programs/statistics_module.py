from statistics import *
from fractions import Fraction as F
d=[1,2,3,4,5.5]; print(mean(d), mean([1,2,3]), mean([1,2]), fmean(d), median(d), median([1,2,3,4]), median_low([1,2,3,4]), median_high([1,2,3,4]), mode("aab"), multimode([1,1,2,2,3]), stdev(d), pstdev(d), variance(d), pvariance(d), variance([1,2,3,4]), quantiles(range(10)), quantiles(d,n=10,method="inclusive"), geometric_mean([1,2,4]), harmonic_mean([40,60]))
print(mean([F(1,2),F(1,3)]), covariance([1,2,3],[1,2,4]), correlation([1,2,3],[1,2,4]), linear_regression([1,2,3],[1,2,4]), NormalDist(100,15).cdf(110), stdev([0.1,0.2,0.3,0.4,7.7]))
for f in (mean, median, mode, stdev, variance, pstdev, fmean):
    try: f([])
    except StatisticsError as e: print(f.__name__, e)
try: stdev([1])
except StatisticsError as e: print(e)

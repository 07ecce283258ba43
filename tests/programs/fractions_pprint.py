from fractions import Fraction as F
import numbers, math
a, b = F(1, 3), F(3, 4)
print(a + b, a - b, a * b, a / b, a // b, b % a, a ** 2, a ** -2, -a, abs(-a), +a, repr(a), divmod(b, a))
print(F('3/4'), F('1.25'), F(0.5), F('-2e-3'), F(6, -4), F(5), float(a), int(F(7, 2)), round(F(7, 2)), round(F(22, 7), 2), math.floor(F(-7, 2)), math.ceil(F(7, 2)))
print(a < b, a == F(2, 6), a == 0.5, F(1, 2) == 0.5, F(1, 2) > 0.3, hash(F(1, 2)) == hash(0.5), hash(F(3)) == hash(3), sorted([b, a, 1, 0.2]))
print(F(math.pi).limit_denominator(100), a + 1, 1 + a, a + 0.5, 2 * a, 1 / a, 2 ** F(2), F(4) ** 0.5, sum([a, b, F(1, 6)]))
print(f"{F(1,3):.3f}", f"{F(2,3):>10}", f"{F(1234567, 3):,.2f}", F(3, 4).numerator, F(3).is_integer(), bool(F(0)))
for f in (lambda: F(1, 0), lambda: F('x'), lambda: F(1.5, 2), lambda: a + 'x', lambda: a < 'x'):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(isinstance(3, numbers.Integral), isinstance(3.0, numbers.Real), isinstance(a, numbers.Rational), isinstance(True, numbers.Number), isinstance(2j, numbers.Complex), isinstance(3.0, numbers.Rational))
from pprint import pprint, pformat, pp
import collections, types
d = {'name': 'x' * 30, 'items': list(range(30)), 'nested': {'a': {'b': ['long string here'] * 4}}, 'z': (1,)}
pprint(d); pprint(d, width=40); pp(d, width=60, indent=4); pprint(list(range(40)), compact=True); pprint(d, depth=1)
pprint([1, 2]); pprint({3: 1, 1: 2}); pprint('a ' * 60); pprint({'k': 'word ' * 30}, width=50)
pprint(set(range(40)), width=30); pprint(collections.OrderedDict((i, 'v' * 10) for i in range(6)), width=40)
pprint(collections.Counter('abracadabra' * 3), width=20); pprint(collections.defaultdict(list, {i: [i] * 5 for i in range(5)}), width=40); pprint(collections.deque(range(30)), width=40)
pprint(types.SimpleNamespace(a=[1] * 30, b=2)); pprint((1, 'two', [3] * 40)); pprint(12345678, underscore_numbers=True)
l = [1]; l.append(l); print('Recursion' in pformat(l))

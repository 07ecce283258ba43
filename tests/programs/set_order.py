# Sets of numbers iterate in the order of CPython's table, whatever was done to them.
a = set([0, 9, 13, 29, 38])
b = set(range(3, 40, 4))
c = [38, 100, 5, 5, -1, 64, 0]
print(a, b, a | b, a & b, a - b, a ^ b, b - a)
print(a.union(c), a.intersection(c), a.difference(c), a.symmetric_difference(c), a.copy(), set(a), frozenset(a))
print(set(dict.fromkeys(c)), {x % 7 for x in c}, {*a, *b}, [*a], sorted(a), a | set(), set() | a)
s = set(range(20))
s -= set(range(0, 20, 3))
print(s)
s |= {64, 68, 4}
print(s)
s ^= a
print(s)
s &= set(range(0, 70, 2))
print(s)
s.update(c, b)
print(s)
s.difference_update([3, 7, 11])
s.symmetric_difference_update(range(60, 70))
s.intersection_update(range(100))
print(s)
r = set([0, 1, 2, 4])
r.remove(0)
r.remove(2)
r.add(16)
print(r, 16 in r)
r.add(0)
print(r)
p = set(range(10, 20))
print([p.pop() for _ in range(3)], p)
p.update(range(5))
print([p.pop() for _ in range(4)], p)
print(set([-1, -2, 2**61 - 1, 2**61, 2.5, 1e300]), set([1, 1.0, True]), {1, 2} == {2, 1}, {1} < {1, 2})
d = {1: 2, 3: 4}
print(d.keys() | [5], d.keys() & [1], d.items() & {(1, 2)}, d.keys() - (3,), d.keys() ^ {1, 9}, [7] | d.keys())
d |= [(5, 6)]
same = d
d |= {7: 8}
print(d, same is d)


class Many(dict):
    pass


m = same = Many(a=1)
m |= {"b": 2}
print(m, type(m).__name__, m is same)


class Items(list):
    def append(self, item):
        raise AssertionError("not asked")


x = same = Items([1])
x += (2, 3)
x *= 2
print(x, type(x).__name__, x is same, [1].__iadd__([2]), {1}.__ior__({2}))

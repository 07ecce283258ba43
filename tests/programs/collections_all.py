from collections import *
import collections.abc
P = namedtuple('P', ['x', 'y'], defaults=[5])
p = P(1); print(p, p.x, p[1], p._replace(x=3), P._make([7, 8]), P._fields, p._asdict(), P._field_defaults, P.__doc__, P.x.__doc__, tuple(p), p == (1, 5), hash(p) == hash((1, 5)), len(p), *p)
for f in (lambda: P(), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: namedtuple('A', 'x x'), lambda: namedtuple('A', '_x'), lambda: namedtuple('A', 'class'), lambda: P._make([1]), lambda: setattr(p, 'x', 1), lambda: p._replace(q=1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(namedtuple('R', 'a class a', rename=True)._fields)
class Sub(P):
    __slots__ = ()
    @property
    def s(self): return self.x + self.y
print(Sub(1, 2).s, Sub(1, 2))
d = deque([1, 2, 3], maxlen=4); d.append(4); d.append(5); d.appendleft(0); print(d, d.maxlen, d[0], d[-1]); d.rotate(1); print(d); d.rotate(-2); print(d, d.popleft(), d.pop(), len(d), d.count(1)); d.extend([7, 8]); d.extendleft([9]); print(d, list(reversed(d)), 7 in d, d.index(7)); d.insert(1, 'i') if len(d) < 4 else None; d.remove(7); d.reverse(); print(d); d.clear(); print(d, bool(d))
e = deque('abc'); e[1] = 'z'; del e[0]; print(e, e + deque('q'), e.copy() == e); e += 'xy'; print(e)
for f in (lambda: deque().pop(), lambda: deque([1])[5], lambda: deque([1], 1).insert(0, 1), lambda: deque().remove(3), lambda: deque([1]).index(9)):
    try: print(f())
    except Exception as ex: print(type(ex).__name__, ex)
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], sum(c.values()), c.total(), sorted(c.elements())[:3], Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3) - Counter(a=5, b=1), Counter(a=3, b=1) & Counter(a=1, b=4), Counter(a=3) | Counter(b=2)); c.update('aa'); c.subtract('b'); print(c, +Counter(a=-1, b=2), -Counter(a=-1), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), c.pop('r'), Counter({'x': 3}), Counter(x=1).most_common())
dd = defaultdict(list); dd['a'].append(1); dd['b']; print(dd, dd.get('z'), 'z' in dd, defaultdict(int, a=1)['q'], dict(dd), dd.default_factory, defaultdict(lambda: 5)['x'])
o = OrderedDict(a=1, b=2, c=3); o.move_to_end('a'); print(o, list(o), o.popitem(), o.popitem(last=False), o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {'a': 1}, list(reversed(OrderedDict(a=1, b=2))), OrderedDict.fromkeys('ab', 0), OrderedDict([(1, 2)]) | {3: 4}); o2 = OrderedDict((i, i) for i in range(3)); o2.move_to_end(2, last=False); print(o2)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(m, m['a'], m['b'], list(m), len(m), m.get('q'), 'b' in m, m.parents, m.new_child({'z': 0}), dict(m), m.maps, sorted(m.items())); m['b'] = 9; print(m); del m['b']; print(m['b'], m.pop('a'), m.setdefault('n', 3), isinstance(m, collections.abc.MutableMapping))
for f in (lambda: m['nope'], lambda: m.pop('nope'), lambda: OrderedDict().popitem(), lambda: defaultdict(3), lambda: defaultdict(None)['k'], lambda: Counter.fromkeys('a')):
    try: print(f())
    except Exception as ex: print(type(ex).__name__, ex)
class MyD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
u = MyD(a=1); u['b'] = 2; u.update(c=3); print(u, u.data, len(u), 'a' in u, u.get('z', 0), list(u.items()), u == {'a': 2, 'b': 4, 'c': 6}, isinstance(u, collections.abc.Mapping), u.pop('a'), u | {'q': 1})
class MyL(UserList):
    def total(self): return sum(self.data)
l = MyL([3, 1, 2]); l.append(4); l.sort(); print(l, l.total(), l[1:3], l + [9], l * 2, len(l), l == [1, 2, 3, 4], l.index(3), list(reversed(l)), type(l[1:]).__name__, 3 in l); l.extend([1]); l.remove(1); l.insert(0, 7); l.reverse(); print(l, l.count(1), l.pop())
s = UserString('abc'); print(s.upper(), s + 'd', s[1], len(s), s == 'abc', 'b' in s, s.replace('a', 'z'), type(s.upper()).__name__, s.split('b'), hash(s) == hash('abc'))

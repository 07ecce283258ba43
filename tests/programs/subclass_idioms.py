# Classes derived from builtin ones, and builtin functions and methods as attributes.
import collections, functools, operator
class AttrDict(dict):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.__dict__ = self
ad = AttrDict(a=1); ad.b = 2; ad["c"] = 3; print(ad, ad.c, ad["b"], vars(ad) is ad); del ad.a; print(ad)
class Case(dict):
    def __getitem__(self, k): return super().__getitem__(k.lower())
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
    def __contains__(self, k): return super().__contains__(k.lower())
    def get(self, k, d=None): return super().get(k.lower(), d)
    def __delitem__(self, k): super().__delitem__(k.lower())
c = Case(); c["ABC"] = 1; print(c["abc"], "Abc" in c, c.get("aBc"), c, len(c)); del c["aBC"]; print(c)
class Unique(list):
    def append(self, x):
        if x not in self: super().append(x)
    def extend(self, it):
        for x in it: self.append(x)
    __iadd__ = lambda self, o: (self.extend(o), self)[1]
u = Unique([1]); u.append(1); u.extend([1, 2, 2]); u += [2, 3]; print(u, type(u).__name__)
class Vec(tuple):
    __slots__ = ()
    def __new__(cls, x, y): return tuple.__new__(cls, (x, y))
    x = property(operator.itemgetter(0)); y = property(operator.itemgetter(1))
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __repr__(self): return f"Vec({self.x}, {self.y})"
print(Vec(1, 2) + Vec(3, 4), Vec(1, 2) == (1, 2), hash(Vec(1, 2)) == hash((1, 2)), Vec(1, 2)[0], len(Vec(1, 2)))
class Celsius(float):
    def __new__(cls, v): return super().__new__(cls, v)
    def __add__(self, o): return Celsius(float(self) + float(o))
    __radd__ = __add__
    def __repr__(self): return f"{float(self)}C"
print(Celsius(1.5) + 2, sum([Celsius(1), Celsius(2)]), Celsius(3) > 2, round(Celsius(2.567), 1), max(Celsius(1), Celsius(2)))
class Flag(int):
    names = {1: "A", 2: "B"}
    def __or__(self, o): return Flag(int(self) | int(o))
    def __str__(self): return "|".join(n for b, n in self.names.items() if self & b)
print(Flag(1) | Flag(2), Flag(1) & 3, str(Flag(2)), Flag(5) + 1, repr(Flag(1)), Flag(3) == 3, [Flag(1)])
class Path(str):
    def __truediv__(self, o): return Path(f"{self}/{o}")
    @property
    def parts(self): return self.split("/")
p = Path("usr") / "bin" / "py"; print(p, p.parts, type(p).__name__, p.upper(), isinstance(p, str), p + "x", p[:3], f"{p:>12}", p == "usr/bin/py", {p: 1}["usr/bin/py"])
class NoneDict(collections.UserDict):
    def __missing__(self, k): return None
nd = NoneDict(a=1); print(nd["a"], nd["zz"], nd, "a" in nd, dict(nd), len(nd), list(nd.items()))
class SortedList(collections.UserList):
    def append(self, x): super().append(x); self.data.sort()
sl = SortedList([3, 1]); sl.append(2); print(sl, sl[0], sl[:2], len(sl), sl + [5], 2 in sl, sl.index(3))
class Cnt(collections.Counter):
    def __missing__(self, k): return -1
print(Cnt("aab")["z"], Cnt("aab"), Cnt("ab") + Cnt("b"))
class DD(collections.defaultdict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
d = DD(); print(d[4], d)
class OD(collections.OrderedDict):
    def __setitem__(self, k, v): super().__setitem__(k, v); self.move_to_end(k)
o = OD(a=1, b=2); o["a"] = 3; print(list(o), o.popitem(last=False))
class Point3(collections.namedtuple("P", "x y z")):
    __slots__ = ()
    @property
    def norm(self): return (self.x**2 + self.y**2 + self.z**2) ** 0.5
    def __str__(self): return f"<{self.x},{self.y},{self.z}>"
pt = Point3(1, 2, 2); print(pt, repr(pt), pt.norm, pt._replace(x=9), pt[1:], tuple(pt), pt == (1, 2, 2), sorted([pt, Point3(0, 0, 0)]))
class MyExc(ValueError, KeyError): pass
try: raise MyExc("both")
except KeyError as e: print(repr(e), str(e), MyExc.__mro__[1:3])
class Valid(Exception):
    def __init__(self, field, msg="bad"): self.field = field; self.msg = msg; super().__init__(f"{field}: {msg}")
    def __reduce__(self): return (Valid, (self.field, self.msg))
try: raise Valid("age")
except Valid as e: print(e, e.args, e.field, repr(e))
class Err(Exception):
    code = 0
    def __str__(self): return f"E{self.code:03}: {self.args[0] if self.args else 'none'}"
class E404(Err): code = 404
for e in (Err(), Err("x"), E404("nf")): print(e, repr(e), f"{e!s:>15}")
print(functools.reduce(lambda a, b: a * b, range(1, 6)), list(map(operator.add, [1, 2], [3, 4])), operator.methodcaller("upper")("a"), sorted([(1, "b"), (1, "a")], key=operator.itemgetter(1)), functools.partial(int, base=2)("101"), functools.partial(print, "p", sep="-")("q"))
# bound builtin methods stored
app = [].append; app(1); app(2); print(app.__self__); up = "abc".upper; print(up(), list(map(str.strip, [" a ", "b "])), list(map(len, ["a", "bb"])), sorted(["b", "A"], key=str.lower), max(["aa", "b"], key=len), list(filter(str.isdigit, "a1b2")), dict(map(str.split, ["a 1", "b 2"])), list(map("{}-{}".format, [1, 2], [3, 4])), list(map(dict(a=1).get, "ab")), list(map(int, "123")), sum(map(float, ["1.5", "2"])), list(map(chr, [97])), any(map("abc".__contains__, "xc")))
class Meth:
    lower = str.lower; size = len; cmp = lambda s, o: 1; st = staticmethod(max); fn = print; k = int
m = Meth(); print(m.st(1, 2), m.k("5"), Meth.lower("ABC"), Meth.size([1]), m.cmp(2))
try: m.size()
except TypeError as e: print(e)
try: m.lower()
except TypeError as e: print(e)
m.fn("printed") ; print(type(m).k is int)
class Ops: 
    __add__ = lambda s, o: ("add", o); __len__ = lambda s: 3; __getitem__ = lambda s, i: i; __call__ = lambda s, *a: a; __iter__ = lambda s: iter("it"); __contains__ = lambda s, x: True; __str__ = lambda s: "ops"; __bool__ = lambda s: False; __eq__ = lambda s, o: True; __hash__ = lambda s: 1; __enter__ = lambda s: s; __exit__ = lambda s, *a: True
o = Ops(); print(o + 1, len(o), o[5], o(1, 2), list(o), 9 in o, str(o), bool(o), o == 5, hash(o), o[1:2], o["k"])
with o as q: raise ValueError
setattr(Ops, "__sub__", lambda s, x: "sub"); print(o - 1); Ops.__mul__ = lambda s, x: "mul"; print(o * 2); del Ops.__add__
try: o + 1
except TypeError as e: print(e)
o.__len__ = lambda: 99; print(len(o), o.__len__())

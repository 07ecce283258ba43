# Special methods that are rarely written: each of them once.
import sys, warnings
# class features rarely used
class A:
    def __init_subclass__(cls, /, **kw): super().__init_subclass__(); cls.kw = kw
    def __set_name__(self, o, n): self.n = (o.__name__, n)
class B(A, x=1): a = A()
print(B.kw, B.a.n)
class Len:
    def __length_hint__(self): return 10
    def __iter__(self): return iter([1, 2])
print(list(Len()))
import operator; print(operator.length_hint(Len()), operator.length_hint([1]), operator.index(5))
class Rnd:
    def __round__(self, n=None): return ("r", n)
    def __ceil__(self): return "c"
    def __index__(self): return 4
print(round(Rnd()), round(Rnd(), 2), bin(Rnd()), [0]*3 + list(range(Rnd())))
class Fm:
    def __format__(self, s): return f"<{s}>"
print(f"{Fm()}", f"{Fm():abc}", "{:x y}".format(Fm()), format(Fm(), "q"))
class Cp:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
import copy; print(copy.copy(Cp()), copy.deepcopy([Cp()]))
class Sz:
    def __sizeof__(self): return 100
    def __bytes__(self): return b"by"
    def __fspath__(self): return "/p"
import os; print(bytes(Sz()), os.fspath(Sz()), os.path.join(Sz(), "x"))
class Ent:
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
    def __dir__(self): return ["z", "a"]
    def __reversed__(self): return iter("rev")
    def __missing__(self, k): return k
print(Ent[3], dir(Ent()), list(reversed(Ent())))
class Enter:
    async def __aenter__(self): return 1
    async def __aexit__(self, *a): pass
try:
    with Enter(): pass
except TypeError as e: print("TypeError")
class Sub(dict):
    def __missing__(self, k): return k.upper()
print(Sub()["a"], Sub(a=1)["a"], "{x}{y}".format_map(Sub(x=5)), "%(q)s" % Sub(), Sub().get("z"))
class Pw:
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o, m=None): return ("rpow", o)
    def __ipow__(self, o): return "ipow"
p = Pw(); print(p ** 2, pow(p, 2), pow(p, 2, 3), 2 ** p); p **= 3; print(p)
class Cmp:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(sorted([Cmp(2), Cmp(1)])[0].v, max(Cmp(1), Cmp(3)).v, Cmp(1) > Cmp(0), Cmp(1) != Cmp(1))
try: Cmp(1) >= Cmp(1)
except TypeError as e: print(e)
class Bool:
    def __init__(s, n): s.n = n
    def __len__(s): return s.n
print(bool(Bool(0)), bool(Bool(2)), not Bool(0), [x.n for x in map(Bool, range(3)) if x], "y" if Bool(1) else "n", any([Bool(0), Bool(1)]), all([Bool(1), Bool(0)]))
class Call:
    def __call__(self, *a, **k): return a, k
print(Call()(1, b=2), callable(Call()), list(map(Call(), [1])))
class GA:
    def __getattribute__(self, n):
        if n == "x": raise AttributeError("no x")
        return object.__getattribute__(self, n)
    def __getattr__(self, n): return f"fallback {n}"
print(GA().x, GA().y, GA().__class__.__name__)
class St:
    count = 0
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): cls.count += x; return cls.count
    ss = s; v = s(5)
print(St.s(1), St().s(2), St.c(1), St().c(2), St.ss(3), St.v, St.count)
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, i, o):
        if i is None: return self
        print("computing"); v = i.__dict__[self.n] = self.f(i); return v
class UL:
    @Lazy
    def val(self): return 42
u = UL(); print(u.val, u.val, vars(u))
class Typed:
    def __init__(self, t): self.t = t
    def __set_name__(self, o, n): self.n = "_" + n
    def __get__(self, i, o): return getattr(i, self.n) if i else self
    def __set__(self, i, v):
        if not isinstance(v, self.t): raise TypeError(f"{self.n[1:]} must be {self.t.__name__}, got {type(v).__name__}")
        setattr(i, self.n, v)
class Person:
    name = Typed(str); age = Typed(int)
    def __init__(self, n, a): self.name, self.age = n, a
try: Person("x", "y")
except TypeError as e: print(e)
print(Person("a", 1).__dict__)
class Meta(type):
    def __call__(cls, *a):
        if not hasattr(cls, "_inst"): cls._inst = super().__call__(*a)
        return cls._inst
    def __setattr__(cls, n, v): print("meta set", n); super().__setattr__(n, v)
    def __delattr__(cls, n): print("meta del", n); super().__delattr__(n)
    def __iter__(cls): yield from ("a", "b")
    def __lt__(cls, o): return cls.__name__ < o.__name__
class S1(metaclass=Meta): pass
class S2(metaclass=Meta): pass
print(S1() is S1(), list(S1), S1 < S2, [c.__name__ for c in sorted([S2, S1])]); S1.q = 1; del S1.q
def outer():
    class Local:
        def f(self): return __class__.__name__
    return Local
print(outer()().f(), outer().__qualname__, outer().f.__qualname__)
class Mangle:
    __priv = 1
    def __m(self): return self.__priv
    def call(self): return self.__m(), [self.__priv for _ in "a"], (lambda: self.__priv)()
print(Mangle().call(), [n for n in vars(Mangle) if "Mangle" in n])
try: Mangle().__priv
except AttributeError as e: print(e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("w1"); warnings.warn("w2", DeprecationWarning); print(len(w), w[0].message, w[1].category.__name__)
print(type.__call__(int, "5"), type.mro(int), int.__subclasses__()[:1], object.__subclasshook__(int), type(type(5)), type.__name__)
try: type("X", (int, str), {})
except TypeError as e: print(e)
print(isinstance(int, type), isinstance(type, object), issubclass(type, object), type(object), object.__class__, type.__bases__, object.__bases__)

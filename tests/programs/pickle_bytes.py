import collections
import pickle
import threading

for x in (None, True, 1, 300, 70000, -5, 2**40, 2**70, 1.5, "abc", "é" * 300, b"x" * 300, [1, 2, [3]], (), (1,),
          (1, 2, 3, 4), {"a": 1}, {1, 2}, frozenset([3]), [1] * 1200, {i: i for i in range(1100)}, len, dict, range(5),
          slice(1, 2), bytearray(b"ab"), Exception):
    d = pickle.dumps(x, 4)
    y = pickle.loads(d)
    print(len(d), d[:40], y == x)
l = []
l.append(l)
d = pickle.dumps(l, 4)
m = pickle.loads(d)
print(d, m[0] is m)


class A:
    def __init__(self, x):
        self.x = x

    def f(self):
        return self.x


class B(list):
    pass


class C:
    __slots__ = ("a", "b")


class Over(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)
        self.a, self.b = a, b


class Gone:
    def __init__(self):
        self.lock, self.n = threading.Lock(), 7

    def __getstate__(self):
        return {"n": self.n}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.lock = "new"


class Reduced:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Reduced, (self.n + 1,)


a = pickle.loads(pickle.dumps([A(1), A(2)]))
print(a[0].x, a[1].f(), pickle.dumps(A(1), 4))
print(pickle.loads(pickle.dumps(A(5).f))())
b = B([1, 2])
b.z = 3
b = pickle.loads(pickle.dumps(b))
print(b, b.z, type(b).__name__)
c = C()
c.a = 1
print(pickle.loads(pickle.dumps(c)).a)
print(repr(pickle.loads(pickle.dumps(ValueError("x", 2)))))
o = pickle.loads(pickle.dumps(Over(1, 2)))
print(o.a, o.b, repr(o))
g = pickle.loads(pickle.dumps(Gone()))
print(g.lock, g.n, pickle.loads(pickle.dumps(Reduced(1))).n)
for bad in (lambda: 1, threading.Lock(), (i for i in []), threading):
    try:
        print(pickle.dumps(bad))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
for data in (b"", b"\x80\x04", b"\x80\x04K", b"zz"):
    try:
        print(pickle.loads(data))
    except Exception as e:
        print(type(e).__name__, e)
P = collections.namedtuple("P", "x y")
for x in (collections.deque([1, 2], 5), collections.OrderedDict(a=1), collections.Counter("aab"),
          collections.defaultdict(list, {1: [2]}), P(1, 2)):
    y = pickle.loads(pickle.dumps(x))
    print(y, y == x)

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Node({self.name!r})"

    def hello(self):
        return "hello from " + self.name


a = Node("a")
r = weakref.ref(a)
print(r() is a, r().name, r == weakref.ref(a), hash(r) == hash(a))
del a
print(r(), "dead" in repr(r))


def gone(ref):
    print("gone", ref() is None)


b = Node("b")
r = weakref.ref(b, gone)
print("before")
b = None
print("after")


def scope():
    c = Node("c")
    keep = weakref.ref(c, lambda _: print("c is lost"))
    print("leaving", keep() is c)
    return keep


kept = scope()
print("left", kept())

cache = weakref.WeakValueDictionary()
one, two = Node("one"), Node("two")
cache["one"], cache["two"] = one, two
print(sorted(cache), len(cache), cache["one"], cache.get("three"), "two" in cache)
del two
print(sorted(cache.items()), len(cache), "two" in cache)
try:
    cache["two"]
except KeyError as e:
    print("KeyError", e)

sizes = weakref.WeakKeyDictionary()
k1, k2 = Node("k1"), Node("k2")
sizes[k1], sizes[k2] = 10, 20
print(len(sizes), sizes[k1], k2 in sizes, sorted(sizes.values()))
del k1
print(len(sizes), list(sizes.items()))

group = weakref.WeakSet([one, k2])
print(len(group), one in group)
del one
print(len(group), list(group))

f = weakref.finalize(k2, print, "finalized", "k2")
print(f.alive)
del k2
print(f.alive, len(group), len(sizes))

p = Node("p")
proxy = weakref.proxy(p)
print(proxy.name, proxy.hello(), type(proxy) is weakref.ProxyType)
proxy.name = "q"
print(p)
del p
try:
    proxy.name
except ReferenceError as e:
    print("ReferenceError", e)

m = Node("m")
method = weakref.WeakMethod(m.hello)
print(method()())
del m
print(method())

for bad in 1, "text", (1,), [1], {}, None:
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)


class Slotted:
    __slots__ = "x",


try:
    weakref.ref(Slotted())
except TypeError as e:
    print(e)


class Loud:
    def __init__(self, name):
        self.name = name
        print("make", name)

    def __del__(self):
        print("del", self.name)


x = Loud("x")
y = x
del x
print("one name left")
del y
print("no name left")
Loud("temporary")
print("next")
z = Loud("z1")
z = Loud("z2")
print("replaced")


def local():
    inner = Loud("inner")
    print("in function")


local()
print("returned")
items = [Loud("i0"), Loud("i1")]
items.pop()
print("popped")
items.clear()
print("cleared")
d = {"k": Loud("v")}
del d["k"]
print("deleted")
holder = Node("holder")
holder.thing = Loud("attribute")
del holder
print("holder gone")


class Cycle:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("cycle collected")


c = Cycle()
w = weakref.ref(c)
del c
gc.collect()
print(w())
last = Loud("global")
weakref.finalize(last, print, "at exit")
print("end")

# __slots__ with private names, reprs of subclasses, metaclass methods, memoryview casts, coroutine wrappers, operators.
import asyncio


class Point:
    __slots__ = ("x", "__hidden")

    def __init__(self, x):
        self.x = x
        self.__hidden = x * 2

    def hidden(self):
        return self.__hidden


p = Point(4)
print(p.hidden(), p._Point__hidden, Point.__slots__, hasattr(p, "__dict__"))
for attempt in [
    lambda: type("Bad", (), {"__slots__": ("a b",)}),
    lambda: type("Bad", (), {"__slots__": ("a",), "a": 1}),
    lambda: type("Both", (Point, type("Other", (), {"__slots__": ("q",)})), {}),
    lambda: type("A", 5, {}),
    lambda: type("A", (), 5),
    lambda: type(1, 2),
    lambda: print(*5),
    lambda: (lambda a: a)(**5),
    lambda: [1].sort(1),
    lambda: {}.keys() | 5,
    lambda: "a".find("a", "b"),
    lambda: ",".join(5),
    lambda: "{:{:{}}}".format(1, 2, 3),
    lambda: b"abc" % 1,
    lambda: isinstance(1, list[int]),
    lambda: range(5).index("a"),
]:
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, str(error).replace("__main__.", ""))


class Meta(type):
    def __hash__(cls):
        return 7

    def __dir__(cls):
        return ["z"]

    def __len__(cls):
        return 42


class Made(metaclass=Meta):
    def method(self):
        return super().__repr__()[:5], repr(super())

    def static():
        pass

    static = staticmethod(static)


print(hash(Made), dir(Made), len(Made), Made().method()[1], repr(Made.__dict__["static"])[:21])


class Int(int):
    def __repr__(self):
        return f"Int({int(self)})"


class Text(str):
    def __str__(self):
        return "<" + super().__str__() + ">"


i, t = Int(3), Text("x")
print(i, f"{i}", "%s" % i, format(i), [i], f"{i:d}", t, f"{t}", t + "y", [t])
print(list(reversed([1, 2])), [1, 2].__reversed__().__next__(), b"a\tb".expandtabs(4), b"Ab Cd".istitle())
print(b"%a|%b|%s" % ("é", b"b", b"c"), " a  b c ".split(None, 1), f"{True:5}|{True:d}", staticmethod(len)([1, 2]))

m = memoryview(bytearray(b"abcdefgh"))
print(m.cast("H")[0], m.cast("I").tolist(), len(m.cast("Q")), m[2:4].tobytes(), m.cast("b")[0], m[::2].contiguous)
m.cast("I")[0] = 1
m[4:6] = b"XY"
print(m.tobytes(), m.nbytes, m.shape, m.strides, m.itemsize, m.format, m == b"\x01\x00\x00\x00XYgh")
for attempt in [lambda: m[9], lambda: m.cast("I")[0:1].cast("H"), lambda: memoryview(b"abc").cast("H"), lambda: memoryview("a")]:
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)


class Later:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "later"


async def main():
    print(await Later())


asyncio.run(main())

from enum import *
import enum
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def describe(self): return f"{self.name} is {self.value}"
    @classmethod
    def default(cls): return cls.RED
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color['BLUE'], list(Color), len(Color))
print(Color.CRIMSON is Color.RED, Color.__members__, Color.RED.describe(), Color.default(), Color)
print(Color.RED == 1, Color.RED in Color, 1 in Color, 7 in Color, isinstance(Color.RED, Color), {Color.RED: 'x'}[Color.RED], type(Color.RED), type(Color))
for f in (lambda: Color(9), lambda: Color['X'], lambda: setattr(Color,'RED',5), lambda: Color.RED < Color.GREEN, lambda: Color.PURPLE, lambda: delattr(Color,'RED'), lambda: Color()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try:
    class Sub(Color): X = 5
except TypeError as e: print(e)
try:
    class Dup(Enum):
        A = 1
        A = 2
except TypeError as e: print(e)
class Num(IntEnum):
    ONE = 1
    TWO = auto()
print(Num.ONE, repr(Num.TWO), Num.ONE + 1, Num.TWO > 1, f"{Num.ONE}", '%d' % Num.TWO, [10,20,30][Num.ONE], sorted([Num.TWO, Num.ONE]), Num(2), isinstance(Num.ONE, int))
class S(StrEnum):
    FOO = auto()
    BAR = 'bar!'
print(S.FOO, repr(S.FOO), S.FOO == 'foo', S.BAR.upper(), f"{S.BAR:>6}", S('foo'))
class P(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
print(P.R | P.X, repr(P.R|P.W), P.RW, P.R in P.RW, list(P.RW), ~P.R, P(0), repr(P(0)), P.RW & P.W, P.R ^ P.RW, bool(P(0)), list(P), P.RW.value, len(P.RW), P(7), repr(P(5)))
try: P(16)
except ValueError as e: print(e)
class IF(IntFlag):
    A = 1; B = 2; C = 4
print(IF.A | IF.B, repr(IF.A|IF.C), IF.A + 1, IF(3), repr(IF(8)), ~IF.A, repr(~IF.A), IF.A | 8, f"{IF.A}")
Animal = Enum('Animal', 'CAT DOG'); print(list(Animal), Animal.CAT.value, Animal.DOG)
A2 = Enum('A2', {'X': 10, 'Y': 20}); print(list(A2)); A3 = Enum('A3', [('Q', 'q')]); print(list(A3)); A4 = IntEnum('A4', ['a','b'], start=5); print(list(A4))
class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)
    def __init__(self, mass, radius):
        self.mass = mass; self.radius = radius
    @property
    def g(self): return 6.67300E-11 * self.mass / (self.radius * self.radius)
print(Planet.EARTH.value, Planet.EARTH.mass, round(Planet.EARTH.g, 3), Planet((3.303e+23, 2.4397e6)))
class Coord(bytes, Enum):
    def __new__(cls, value, label, unit):
        obj = bytes.__new__(cls, [value]); obj._value_ = value; obj.label = label; obj.unit = unit
        return obj
    PX = (0, 'P.X', 'km')
    PY = (1, 'P.Y', 'km')
print(Coord.PY.name, Coord(1) is Coord.PY, Coord.PX.label)
class Miss(Enum):
    A = 'a'
    @classmethod
    def _missing_(cls, v): 
        return cls.A if v == 'z' else None
print(Miss('z'))
try: Miss('q')
except ValueError as e: print(e)
try:
    @unique
    class U(Enum):
        A = 1; B = 1
except ValueError as e: print(e)
class Au(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name.lower()
    A = auto(); B = auto()
print(list(Au))
class Str2(str, Enum):
    X = 'x'
print(Str2.X, repr(Str2.X), Str2.X == 'x', f"{Str2.X}", Str2.X.upper(), ','.join([Str2.X]))
class In(int, Enum):
    X = 1
print(In.X, repr(In.X), f"{In.X}", In.X + 1)
class W(Enum):
    MON = 1; TUE = 2
    def __str__(self): return self.name.title()
    @property
    def nxt(self): return W(self.value % 2 + 1)
    def __lt__(self, o): return self.value < o.value
print(W.MON, f"{W.TUE}", W.MON.nxt, sorted([W.TUE, W.MON]), W.MON.__class__, hash(W.MON) == hash('MON'))
match Color(2):
    case Color.RED: print('r')
    case Color.GREEN: print('g')
print(Color.RED.RED if False else '', [c.name for c in Color], {c: c.value for c in Color}, max(Num), sum(Num))
class E(Enum):
    pass
try: E(1)
except TypeError as e: print(e)
import operator
class Op(Enum):
    ADD = enum.member(operator.add)
    @enum.nonmember
    class Inner: pass
    def __call__(self, a, b): return self.value(a, b)
print(Op.ADD(1,2), len(Op))

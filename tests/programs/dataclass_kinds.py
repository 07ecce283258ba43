from dataclasses import *
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    def norm(self): return self.x**2 + self.y**2
p = P(1, 2); q = P(1, 2)
print(p, p == q, p.norm(), p.tags is q.tags, P(5), P(x=3, y=4), p != P(2))
for f in (lambda: P(), lambda: P(1,2,3,4), lambda: P(1, z=3), lambda: hash(p), lambda: p < q):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@dataclass(frozen=True, order=True)
class V:
    major: int
    minor: int = 0
v = V(1, 2)
print(v < V(1, 3), sorted([V(2), V(1, 5), V(1)]), hash(v) == hash(V(1, 2)), {v: 1}[V(1, 2)], max(V(1), V(2)))
for f in (lambda: setattr(v, 'major', 3), lambda: delattr(v, 'major'), lambda: setattr(v, 'zz', 3), lambda: v < 3):
    try: f()
    except Exception as e: print(type(e).__name__, e)
@dataclass
class Base:
    a: int
    b: str = 'b'
@dataclass
class Derived(Base):
    c: float = 1.5
    a: int = 10
print(Derived(), Derived(1, 'z', 2.0), [f.name for f in fields(Derived)])
print(asdict(Derived()), astuple(Derived()), replace(Derived(), b='new'))
@dataclass(kw_only=True)
class K:
    x: int
    y: int = 1
print(K(x=1))
try: K(1)
except TypeError as e: print(e)
@dataclass
class K2:
    a: int
    _: KW_ONLY
    b: int = 2
    c: int
print(K2(1, c=3), K2.__match_args__)
try: K2(1)
except TypeError as e: print(e)
@dataclass(slots=True)
class Sl:
    x: int
    y: int = 5
    def m(self): return __class__.__name__
s = Sl(1); print(s, s.m(), Sl.__slots__)
try: s.z = 1
except AttributeError as e: print(e)
@dataclass
class Post:
    r: float
    scale: InitVar[float] = 2.0
    area: float = field(init=False, repr=True)
    def __post_init__(self, scale):
        self.area = self.r * scale
print(Post(3.0), Post(1.0, 5.0))
for src in ('@dataclass\nclass A:\n    x: int = 1\n    y: int', '@dataclass\nclass A:\n    x: list = []', '@dataclass(order=True)\nclass A:\n    x: int\n    def __lt__(self, o): return 1', '@dataclass\nclass A(V):\n    z: int = 1', '@dataclass\nclass A:\n    x = field()'):
    try: exec(src)
    except Exception as e: print(type(e).__name__, e)
@dataclass
class Node:
    val: int
    next: 'Node' = None
    children: list['Node'] = field(default_factory=list, repr=False, compare=False)
n = Node(1, Node(2)); print(n, asdict(n))
n.next.next = n; print(n)
C = make_dataclass('C', [('x', int), ('y', int, field(default=5)), 'z'][:2], namespace={'add': lambda self: self.x + self.y}); print(C(1), C(1).add())
print(is_dataclass(P), is_dataclass(p), is_dataclass(3), P.__match_args__)
match p:
    case P(x=1, y=yy): print('m', yy)
match V(3, 4):
    case V(a, b): print(a, b)
@dataclass(eq=False)
class NE: x: int
print(NE(1) == NE(1), hash(NE(1)) is not None)
@dataclass(unsafe_hash=True)
class UH:
    x: int
    y: list = field(hash=False, default_factory=list)
print(hash(UH(1)) == hash(UH(1)))
@dataclass(repr=False)
class NR: x: int
print('object at' in repr(NR(1)))
print(fields(P)[0].name, fields(P)[1].default, fields(P)[0].type, P.__dataclass_fields__['x'].type)
from typing import ClassVar, Optional, List
@dataclass
class CV:
    n: ClassVar[int] = 0
    items: List[int] = field(default_factory=list, metadata={'u': 1})
    o: Optional[str] = None
print(CV(), CV.n, fields(CV)[0].metadata['u'])
print(P.__doc__, V.__doc__, P.__eq__.__qualname__, P.__init__.__qualname__)
print(replace(v, minor=9))
try: replace(Post(1.0), area=3)
except Exception as e: print(type(e).__name__, e)
@dataclass
class Inherit(P):
    extra: dict = field(default_factory=dict)
    def __post_init__(self): self.extra['n'] = self.x
print(Inherit(7), asdict(Inherit(7)))

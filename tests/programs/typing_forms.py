from typing import *
import typing
T = TypeVar('T'); K = TypeVar('K'); V = TypeVar('V')
print(List[int], Dict[str, List[int]], Union[int], Tuple[int, ...], Callable[[int, str], bool], Callable[..., int], Any, Literal[1, 'a'], ClassVar[int], Type[int], T)
print(Sequence[int], Iterable, Annotated[int, 'x'], Final[int], NoReturn, Self)
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(1); print(s.pop(), Stack[int], Stack.__parameters__, Stack.__mro__)
class Pair(Generic[K, V]):
    pass
class IntPair(Pair[int, V]): pass
print(Pair[int, str], IntPair.__parameters__, IntPair[str], IntPair.__mro__)
class Point(NamedTuple):
    x: int
    y: int = 0
    def norm(self): return self.x ** 2 + self.y ** 2
p = Point(3, 4); print(p, p.norm(), p._asdict(), Point(1), p == (3, 4), Point._fields, Point.__annotations__, Point._field_defaults, isinstance(p, tuple))
try: Point()
except TypeError as e: print(e)
E = NamedTuple('E', [('a', int), ('b', str)]); print(E(1, 'b'))
class Movie(TypedDict):
    name: str
    year: int
m: Movie = {'name': 'x', 'year': 1}; print(m, Movie(name='a', year=2), Movie.__annotations__, Movie.__required_keys__ == {'name', 'year'})
class M2(Movie, total=False):
    extra: str
print(sorted(M2.__required_keys__), sorted(M2.__optional_keys__))
@runtime_checkable
class Closeable(Protocol):
    def close(self) -> None: ...
class R:
    def close(self): print('closed')
print(isinstance(R(), Closeable), isinstance(3, Closeable), issubclass(R, Closeable))
class Shape(Protocol):
    def area(self) -> float: ...
class Sq:
    def area(self): return 2.0
def total(shapes: Iterable[Shape]) -> float: return sum(s.area() for s in shapes)
print(total([Sq(), Sq()]))
for f in (lambda: isinstance(Sq(), Shape), lambda: Shape(), lambda: List[int, str], lambda: Stack[int, str], lambda: Any(), lambda: Optional(3)):
    try: print(f())
    except TypeError as e: print(e)
class Explicit(Shape):
    def area(self): return 1.0
print(Explicit().area())
UserId = NewType('UserId', int); print(UserId(5), UserId, UserId.__name__)
print(cast(int, 'x'), TYPE_CHECKING, get_origin(List[int]), get_args(Dict[str, int]), get_origin(Optional[int]) is Union, get_args(Optional[int]), get_args(Callable[[int], str]), get_origin(list[int]), get_args(Literal[1,2]))
def f(a: int, b: 'str' = 'x') -> Optional[int]: ...
print(list(get_type_hints(f)))
class C:
    x: int
    y: 'list[C]'
print(get_type_hints(C))
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x * 2
print(g(2), g('a'))
P = ParamSpec('P')
def deco(fn: Callable[P, T]) -> Callable[P, T]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> T: return fn(*args, **kwargs)
    return inner
@deco
def h(x): return x + 1
print(h(1))
@final
class F: pass
try: assert_never(3)
except AssertionError as e: print(e)
print(isinstance([], List), isinstance({}, Mapping), issubclass(dict, MutableMapping), isinstance(3, SupportsInt), isinstance('x', Hashable), isinstance(3, Union[int, str]))
print(Union[int, None] == Optional[int], Union[int, str] == Union[str, int], List[int] == List[int], hash(List[int]) == hash(List[int]))
class Node(Generic[T]):
    def __init__(self, v: T, nxt: 'Optional[Node[T]]' = None): self.v, self.nxt = v, nxt
print(Node(1, Node(2)).nxt.v, Dict[K, V][int, str], Callable[[T], K][int, str], List[T][int])
class Comparable(Protocol[T]):
    def cmp(self, o: T) -> int: ...
print(Comparable[int], typing.List, Deque[int], DefaultDict[str, int], Counter[str], Concatenate)

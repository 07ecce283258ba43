from collections.abc import *
from abc import *
import types, collections, collections.abc
class S(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
try: S()
except TypeError as e: print(e)
class Sq(S):
    def area(self): return 1
try: Sq()
except TypeError as e: print(e)
class Ok(Sq):
    name = 'x'
print(Ok().area(), Ok().name, S.__abstractmethods__ == {'area','name'})
for v in ([], (), '', {}, set(), frozenset(), 3, iter([]), (i for i in []), len, b'', bytearray(), range(3), {}.keys(), {}.items(), collections.deque(), collections.Counter()):
    print(type(v).__name__, [c.__name__ for c in (Iterable, Iterator, Sized, Container, Hashable, Callable, Sequence, MutableSequence, Mapping, MutableMapping, Set, MutableSet, Reversible, Collection, Generator, KeysView) if isinstance(v, c)])
class MySeq(Sequence):
    def __init__(self, *a): self.a = a
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
m = MySeq(1,2,3,2)
print(list(m), 2 in m, m.index(3), m.count(2), list(reversed(m)), isinstance(m, Iterable))
class MyMap(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MyMap(); m['a']=1; m.update(b=2); print(dict(m), m.get('z'), list(m.items()), m.pop('a'), m.setdefault('q', 5), m == {'b':2,'q':5}, list(m.keys()), list(m.values()))
try: MutableMapping()
except TypeError as e: print(e)
try:
    class X(Sequence): pass
    X()
except TypeError as e: print(e)
@Sequence.register
class Reg: pass
print(isinstance(Reg(), Sequence), issubclass(Reg, Collection))
class MyInt: pass
n = types.SimpleNamespace(a=1, b='x'); print(n, n.a, n == types.SimpleNamespace(a=1,b='x')); n.c = 3; print(n)
mp = types.MappingProxyType({'a':1}); print(mp, mp['a'])
try: mp['b'] = 1
except TypeError as e: print(e)
print(isinstance(lambda: 0, types.FunctionType), types.FunctionType, types.GeneratorType, types.MethodType, types.NoneType)
D = types.new_class('D', (), {}, lambda ns: ns.update(x=1)); print(D, D.x)
class C:
    def m(self): return self
c = C(); b = types.MethodType(C.m, c); print(b() is c)
print(collections.abc.Callable[[int], str], collections.abc.Sequence[int])
class MyS(Set):
    def __init__(self, it): self.l = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.l
    def __iter__(self): return iter(self.l)
    def __len__(self): return len(self.l)
print(list(MyS([1,2,3]) & MyS([2,3,4])), list(MyS([1,2]) | [5]), MyS([1]) < MyS([1,2]), MyS([1]) == {1})
print(Iterable, issubclass(list, Iterable), issubclass(int, Hashable), isinstance([], Hashable))
print(S, type(S), Sq.__mro__)

import functools
from functools import *
@lru_cache(maxsize=2)
def sq(x): return x * x
print([sq(i) for i in (1, 2, 1, 3, 2)], sq.cache_info(), sq.cache_parameters()); sq.cache_clear(); print(sq.cache_info(), sq.__name__, sq.__wrapped__(5))
@cache
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(300), fib.cache_info())
@lru_cache
def typed(x): return x
print(typed(1), typed(1.0), typed.cache_info())
@lru_cache(typed=True)
def typed2(x, y=1): return x
typed2(1); typed2(1.0); typed2(x=1); print(typed2.cache_info())
try: sq([])
except TypeError as e: print(e)
p = partial(print, 'a', sep='-'); p('b'); print(p.func is print, p.args, p.keywords, partial(int, base=2)('101'), partial(partial(pow, 2), 3)())
print(repr(partial(int, base=2)))
class C:
    def m(self, a, b=2): return (a, b)
    pm = partialmethod(m, 1)
    pk = partialmethod(m, b=9)
    @cached_property
    def expensive(self): print('computing'); return 42
    @singledispatchmethod
    def show(self, x): return 'obj'
    @show.register
    def _(self, x: int): return 'int'
    @show.register(str)
    def _(self, x): return 'str'
c = C(); print(c.pm(), c.pm(b=5), c.pk(3), c.expensive, c.expensive, c.__dict__, c.show(1), c.show('a'), c.show([]))
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 5))
try: reduce(lambda a, b: a, [])
except TypeError as e: print(e)
@singledispatch
def fun(a): return 'default'
@fun.register
def _(a: int): return 'int'
@fun.register(list)
def _l(a): return 'list'
@fun.register(float | str)
def _fs(a): return 'fs'
print(fun(1), fun([]), fun('s'), fun(1.0), fun(None), fun(True), fun.dispatch(int) is fun.registry[int], sorted(t.__name__ for t in fun.registry))
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1), V(2) >= V(3), sorted([V(3), V(1)], key=cmp_to_key(lambda a, b: a.v - b.v))[0].v)
try:
    @total_ordering
    class W: pass
except ValueError as e: print(e)
def deco(f):
    @wraps(f)
    def inner(*a, **k):
        "inner doc"
        return f(*a, **k)
    return inner
@deco
def hello(n: int) -> str:
    "doc"
    return n
print(hello.__name__, hello.__doc__, hello.__wrapped__, hello.__annotations__) if 0 else print(hello.__name__, hello.__doc__, hello.__annotations__, hello.__qualname__, hello.__module__)
print(WRAPPER_ASSIGNMENTS[:3], functools.WRAPPER_UPDATES)
from contextlib import *
@contextmanager
def cm(x):
    print('in', x)
    try: yield x * 2
    except ValueError as e: print('caught', e)
    finally: print('out')
with cm(3) as v: print(v)
with cm(4): raise ValueError('boo')
@cm(1)
def decorated(): print('body')
decorated(); decorated()
with ExitStack() as st:
    for i in range(2): st.enter_context(cm(i))
    st.callback(print, 'cb', 1); st.push(lambda *a: print('push', a[0]))
with suppress(KeyError, IndexError): [][1]
with nullcontext(5) as n: print(n)
class Cl:
    def close(self): print('closed')
with closing(Cl()) as c: pass
class CD(ContextDecorator):
    def __enter__(self): print('e'); return self
    def __exit__(self, *a): print('x')
@CD()
def ff(): print('ff')
ff()
s = ExitStack(); s.callback(print, 'later'); t = s.pop_all(); s.close(); t.close()
try:
    with ExitStack() as st:
        st.callback(lambda: 1 / 0)
        raise KeyError('a')
except ZeroDivisionError as e: print(type(e.__context__).__name__)
@contextmanager
def bad():
    if 0: yield
try:
    with bad(): pass
except RuntimeError as e: print(e)
@contextmanager
def twice(): yield; yield
try:
    with twice(): pass
except RuntimeError as e: print(e)
print(isinstance(CD(), AbstractContextManager))

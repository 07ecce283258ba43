import inspect, functools
def f(a, /, b, c=3, *args, d, e=5, **kw) -> int: "doc  "
print(inspect.signature(f), list(inspect.signature(f).parameters), inspect.signature(f).parameters['c'].default)
def g(x: int, y: 'str' = 'z', *, k: list[int] = None): pass
print(inspect.signature(g), inspect.signature(lambda: 0))
class C:
    def __init__(self, a, b=2): pass
    def m(self, q): pass
print(inspect.signature(C), inspect.signature(C(1).m), inspect.signature(C.m))
async def co(): pass
def gen(): yield
async def ag(): yield
print([inspect.iscoroutinefunction(x) for x in (co, gen, ag, f)], [inspect.isgeneratorfunction(x) for x in (co, gen, ag)], inspect.isasyncgenfunction(ag), inspect.isclass(C), inspect.isfunction(f), inspect.ismethod(C(1).m), inspect.isbuiltin(len))
b = inspect.signature(f).bind(1, 2, d=4, z=9); print(b.args, b.kwargs, b.arguments); b.apply_defaults(); print(b.arguments)
for a, k in (((), {}), ((1, 2), {}), ((1, 2, 3, 4), {'d': 1, 'b': 5})):
    try: inspect.signature(f).bind(*a, **k)
    except TypeError as e: print(e)
print(inspect.getdoc(f), inspect.getfullargspec(g))
@functools.wraps(g)
def w(*a): pass
print(inspect.signature(w), inspect.signature(functools.partial(g, 1)), inspect.cleandoc("  a\n    b\n   c"))

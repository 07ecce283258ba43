import inspect, sys, asyncio
def deco(f):
    import functools
    @functools.wraps(f)
    def w(*a): return f(*a)
    return w
def who(): return inspect.stack()[1].function, sys._getframe(1).f_code.co_name, inspect.currentframe().f_back.f_code.co_name
def caller(): return who()
print(caller())
def lvl():
    f=sys._getframe(); names=[]
    while f: names.append(f.f_code.co_name); f=f.f_back
    return names
def outer(): return lvl()
print(outer())
print([fi.function for fi in inspect.stack()])
def gen():
    yield 1
g=gen(); print(inspect.getgeneratorstate(g)); next(g); print(inspect.getgeneratorstate(g)); g.close(); print(inspect.getgeneratorstate(g))
async def co(): await asyncio.sleep(0)
c=co(); print(inspect.getcoroutinestate(c)); c.send(None); print(inspect.getcoroutinestate(c)); c.close(); print(inspect.getcoroutinestate(c))
def src(a,
        b=2):
    """doc"""
    # comment
    x = [1,
2]

    return x

@deco
def decorated(x):
    return x
class K:
    "kdoc"
    def m(self):
        return 1

    @property
    def p(self): return 2
    @staticmethod
    def s(): pass
    @classmethod
    def c(cls): pass
print(inspect.getsource(src)); print(inspect.getsource(decorated)); print(inspect.getsource(K)); print(inspect.getsourcelines(K.m)); print(inspect.getsource(lambda x: x+1) if 0 else "")
print(inspect.getcallargs(src,1), inspect.getcallargs(K().m).keys(), inspect.isframe(sys._getframe()), inspect.ismethoddescriptor(str.upper), inspect.getfile(src)==__file__)
def cl():
    v=1
    def inner(): return v+len([])+undefined_name
    return inner
print(inspect.getclosurevars(cl()))
for a in inspect.classify_class_attrs(K):
    if not a.name.startswith("__"): print(a.name,a.kind,a.defining_class)
print(inspect.signature(src), inspect.signature(K.m), inspect.signature(K().m), inspect.signature(K), inspect.signature(decorated), inspect.signature(lambda *a,k=1,**kw:0))
sig=inspect.signature(src)
for p in sig.parameters.values(): print(p.name,p.kind,p.default,p.annotation,p)
ba=sig.bind(5); ba.apply_defaults(); print(ba, ba.args, ba.kwargs, ba.arguments)
try: sig.bind()
except TypeError as e: print(e)
try: sig.bind(1,2,3)
except TypeError as e: print(e)
try: sig.bind(1,z=3)
except TypeError as e: print(e)
def ann(x:int, y:"str"=None)->list[int]: pass
print(inspect.signature(ann), inspect.get_annotations(ann), inspect.signature(ann).return_annotation, inspect.getfullargspec(ann), inspect.getdoc(K), inspect.getmodule(K).__name__)
print([n for n,_ in inspect.getmembers(K, inspect.isfunction)], inspect.isclass(K), inspect.isroutine(len), inspect.isbuiltin(len), inspect.ismodule(sys), inspect.isgeneratorfunction(gen), inspect.iscoroutinefunction(co), inspect.isabstract(K), inspect.unwrap(decorated).__name__)

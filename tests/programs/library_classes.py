import itertools, functools, operator, copy, pickle, time, threading, queue, sys
from collections import *
class P(namedtuple("P","x y")): pass
print(pickle.loads(pickle.dumps(Counter("aab"))), pickle.loads(pickle.dumps(deque([1],maxlen=2))), dict(pickle.loads(pickle.dumps(OrderedDict(a=1)))), pickle.loads(pickle.dumps(defaultdict(list,{"a":[1]}))), copy.copy(deque([1])), copy.deepcopy(defaultdict(int,a=1)), pickle.loads(pickle.dumps(functools.partial(int,base=2)))("101"))
import datetime, decimal, fractions, uuid, random, types, enum, dataclasses
for o in (datetime.datetime(2024,1,1,tzinfo=datetime.timezone.utc), datetime.timedelta(1), datetime.date(2024,1,1), decimal.Decimal("1.5"), fractions.Fraction(1,3), uuid.UUID(int=5), types.SimpleNamespace(a=1), range(3), slice(1,2), {1,2}, frozenset([1]), b"x", bytearray(b"y"), int, len, P(1,2)):
    r=pickle.loads(pickle.dumps(o)); print(r==o or r is o, copy.deepcopy(o)==o)
r=random.Random(1); r2=pickle.loads(pickle.dumps(r)); print(r.random()==r2.random())
class DD(datetime.datetime):
    def hi(self): return "hi"
print(DD(2024,1,1).hi(), DD.now().__class__.__name__, DD(2024,1,1).replace(day=2).__class__.__name__, DD.fromisoformat("2024-01-01").hi())
class Money(decimal.Decimal):
    def __repr__(self): return f"Money({self})"
print(Money("1.5"), Money("1.5")+1, repr(Money("2")))
class OD(OrderedDict):
    def __setitem__(self,k,v): super().__setitem__(k,v*2)
o=OD(); o["a"]=1; o.update(b=2); print(dict(o), dict(OD(c=3)))
class DF(defaultdict):
    def __missing__(self,k): return "m"
print(DF(int)["x"])
class LRU(OrderedDict):
    def __init__(self,n): super().__init__(); self.n=n
    def put(self,k,v):
        self[k]=v; self.move_to_end(k)
        if len(self)>self.n: self.popitem(last=False)
l=LRU(2); l.put(1,1); l.put(2,2); l.put(3,3); print(dict(l), l.n)
class Tz(datetime.tzinfo):
    def utcoffset(self,d): return datetime.timedelta(hours=2)
    def dst(self,d): return datetime.timedelta(0)
print(datetime.datetime(2024,1,1,tzinfo=Tz()).isoformat())
class It(itertools.count): pass
print(next(It(5)))
class Pa(functools.partial): pass
print(Pa(int,base=2)("11"), Pa(print).func)
ns=types.SimpleNamespace(x=1); ns.y=ns; print(ns)
class NS(types.SimpleNamespace): pass
print(NS(a=1))
try: datetime.date.today = None
except TypeError as e: print(e)
from unittest import mock
try:
    with mock.patch("datetime.datetime.now"): pass
except TypeError as e: print(str(e)[:60])
with mock.patch("datetime.datetime") as m:
    m.now.return_value=5; print(datetime.datetime.now())
print(datetime.datetime.__name__)
class Meta(type): pass
class M2(decimal.Decimal, metaclass=Meta): pass
print(type(M2), isinstance(M2(1), decimal.Decimal))
@dataclasses.dataclass
class D:
    when: datetime.date = datetime.date(2024,1,1)
    amt: decimal.Decimal = decimal.Decimal(0)
    q: deque = dataclasses.field(default_factory=deque)
print(D(), D()==D())
from functools import singledispatch
@singledispatch
def f(x): return "o"
@f.register
def _(x: datetime.date): return "date"
@f.register
def _(x: decimal.Decimal): return "dec"
@f.register
def _(x: deque): return "dq"
print(f(datetime.datetime(2024,1,1)), f(decimal.Decimal(1)), f(deque()), f(1))
match datetime.date(2024,5,6):
    case datetime.date(year=y, month=m): print(y,m)
match deque([1,2]):
    case [a,b]: print(a,b)
print(issubclass(OrderedDict,dict), isinstance(datetime.datetime.min, datetime.date), datetime.timedelta.__module__, OrderedDict.__mro__[:2], type(itertools.count()), repr(itertools.count), decimal.Decimal.__mro__)

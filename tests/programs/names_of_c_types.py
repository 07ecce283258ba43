"""Library classes that are C types in CPython: messages name their module, and they cannot be changed."""

def show(source, names={}):
    try:
        print(eval(source, names) if source[0] != "!" else exec(source[1:].replace(r"\n", "\n"), names) or "")
    except Exception as error:
        print(type(error).__name__, error)


for line in r"""
!import math, datetime, decimal, collections, functools, itertools, re, operator, types, io, array
datetime.timedelta(1)+5
datetime.date(2024,1,1)-5
datetime.datetime(2024,1,1)+datetime.datetime(2024,1,1)
datetime.date(2024,1,1)<3
decimal.Decimal(1)+1.5
decimal.Decimal(1)<"x"
collections.deque()+[1]
collections.deque().nope
collections.OrderedDict().nope
collections.defaultdict(int).nope
functools.partial(print).nope.x
itertools.count().nope
re.compile("a").nope
re.match("a","a").nope
operator.itemgetter(1).nope
types.SimpleNamespace().nope
io.StringIO().nope
datetime.timedelta.nope
collections.deque(5)
len(itertools.count())
itertools.chain([1])[0]
hash(collections.deque())
format(datetime.timedelta(1), "d")
array.array("i") + [1]
!datetime.timedelta.days = 3
!decimal.Decimal.x = 3
!collections.OrderedDict.x = 3
datetime.timedelta.__name__, datetime.timedelta.__qualname__, decimal.Decimal.__name__, type(io.StringIO()), collections.deque, collections.OrderedDict, itertools.chain, re.Pattern, type(datetime.timezone.utc), functools.partial.__name__
issubclass(type("T", (datetime.timedelta,), {}), datetime.timedelta), type("D", (decimal.Decimal,), {})(3)
!class Days(datetime.timedelta): tag = 1
Days(2).tag, Days(1) + datetime.timedelta(1), Days.__name__
Days(1) + 5
!Days.tag = 2
Days.tag
""".strip().split("\n"):
    show(line)

import copy, string, textwrap, graphlib
a = [1, [2, 3], {'k': [4]}, (5, [6])]
b = copy.copy(a); c = copy.deepcopy(a)
a[1].append(9); a[3][1].append(7)
print(a, b, c, b[1] is a[1])
class N:
    def __init__(self, v): self.v = v; self.link = None; self.l = [v]
    def __repr__(self): return f"N({self.v},{self.l})"
n = N(1); n.link = n
m = copy.deepcopy(n); print(m, m.link is m, m.l is n.l); m2 = copy.copy(n); print(m2.l is n.l, m2.link is n)
class H:
    def __init__(self): self.x = 1
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(H()), copy.deepcopy(H()), copy.deepcopy([H(), H()]))
l = [1]; l.append(l); d = copy.deepcopy(l); print(d, d[1] is d)
class S:
    __slots__ = ('a', 'b')
s = S(); s.a = [1]; t = copy.deepcopy(s); print(t.a, t.a is s.a, hasattr(t, 'b'))
class L(list): pass
x = L([1, [2]]); x.name = 'q'; y = copy.deepcopy(x); print(y, y.name, type(y).__name__, y[1] is x[1])
class D(dict): pass
print(copy.copy(D(a=1)), copy.deepcopy({1: {2, 3}, 'f': frozenset([1])}), copy.deepcopy(ValueError('x', 1)))
from collections import deque, OrderedDict, Counter, defaultdict, namedtuple
print(copy.deepcopy(deque([[1]], maxlen=3)), copy.deepcopy(OrderedDict(a=[1])), copy.copy(Counter('aab')), copy.deepcopy(defaultdict(list, a=[1])))
P = namedtuple('P', 'x y'); p = P([1], 2); q = copy.deepcopy(p); print(q, q.x is p.x, copy.replace(p, y=3))
try: copy.deepcopy((i for i in []))
except TypeError as e: print(e)
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace))
t = string.Template("$who likes ${what}s, costs $$5 $x")
print(t.safe_substitute(who='tim', what='cat'), t.get_identifiers())
try: t.substitute(who='a')
except KeyError as e: print('KeyError', e)
try: string.Template('a $ b').substitute()
except ValueError as e: print(e)
print(string.capwords('hello world  foo'), string.Formatter().format("{0} {a:>5} {0!r}", 'x', a=3))
txt = "The quick brown fox jumped over the lazy dog. A well-known state-of-the-art thing -- really -- is here, isn't it? Supercalifragilisticexpialidocious!"
for w in (10, 20, 33, 70):
    print(textwrap.wrap(txt, w))
print(textwrap.fill(txt, 40, initial_indent='* ', subsequent_indent='  '))
print(textwrap.shorten(txt, 30), textwrap.shorten(txt, 40, placeholder='...'))
print(repr(textwrap.dedent("""
    hello
      world

    end
  """)))
print(repr(textwrap.indent('a\n\nb\n', '> ')), textwrap.wrap('aaa bbb ccc', 5, max_lines=2), textwrap.wrap('', 5))
print(textwrap.wrap("foo  bar\tbaz\nqux", 8), textwrap.wrap('a'*25, 10), textwrap.wrap('a'*25+' b', 10, break_long_words=False))
g = graphlib.TopologicalSorter({'D': ['B', 'C'], 'B': ['A'], 'C': ['A']}); print(tuple(g.static_order()))
try: list(graphlib.TopologicalSorter({1: [2], 2: [1]}).static_order())
except graphlib.CycleError as e: print(e.args)
g = graphlib.TopologicalSorter(); g.add(1, 2, 3); g.prepare()
while g.is_active():
    r = g.get_ready(); print(r); g.done(*r)

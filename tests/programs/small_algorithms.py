# Small algorithms of textbooks: parsing, trees, graphs, dynamic programming, text.
import sys
def tokenize(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace(): i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(s) and (s[j].isdigit() or s[j] == "."): j += 1
            yield ("NUM", float(s[i:j])); i = j
        elif c in "+-*/()^": yield ("OP", c); i += 1
        else: raise SyntaxError(f"bad char {c!r} at {i}")
class Parser:
    def __init__(self, s): self.t = list(tokenize(s)); self.i = 0
    def peek(self): return self.t[self.i] if self.i < len(self.t) else (None, None)
    def eat(self): tok = self.peek(); self.i += 1; return tok
    def expr(self):
        v = self.term()
        while self.peek()[1] in ("+", "-"):
            op = self.eat()[1]; r = self.term(); v = v + r if op == "+" else v - r
        return v
    def term(self):
        v = self.factor()
        while self.peek()[1] in ("*", "/"):
            op = self.eat()[1]; r = self.factor(); v = v * r if op == "*" else v / r
        return v
    def factor(self):
        b = self.unary()
        if self.peek()[1] == "^": self.eat(); return b ** self.factor()
        return b
    def unary(self):
        if self.peek()[1] == "-": self.eat(); return -self.unary()
        if self.peek()[1] == "(":
            self.eat(); v = self.expr()
            if self.eat()[1] != ")": raise SyntaxError("expected )")
            return v
        k, v = self.eat()
        if k != "NUM": raise SyntaxError(f"unexpected {v!r}")
        return v
for e in ["1+2*3", "(1+2)*3", "2^3^2", "-2^2", "10/4-1", "2*(3", "4 $ 4", "", "1.5*2"]:
    try: print(f"{e:<10} = {Parser(e).expr():g}")
    except (SyntaxError, ZeroDivisionError) as err: print(f"{e:<10} ! {type(err).__name__}: {err}")
class Tree:
    __slots__ = ("k", "l", "r")
    def __init__(self, k): self.k = k; self.l = self.r = None
    def insert(self, k):
        side = "l" if k < self.k else "r"
        child = getattr(self, side)
        if child is None: setattr(self, side, Tree(k))
        else: child.insert(k)
    def __iter__(self):
        if self.l: yield from self.l
        yield self.k
        if self.r: yield from self.r
    def depth(self): return 1 + max((c.depth() for c in (self.l, self.r) if c), default=0)
t = Tree(50); [t.insert(x) for x in (30, 70, 20, 40, 60, 80, 10)]; print(list(t), t.depth(), 60 in t, 65 in t)
graph = {"A": ["B", "C"], "B": ["D"], "C": ["D", "E"], "D": ["F"], "E": ["F"], "F": []}
def bfs(s, g):
    q, seen = [[s]], {s}
    while q:
        p = q.pop(0)
        if p[-1] == g: return p
        for n in graph[p[-1]]:
            if n not in seen: seen.add(n); q.append(p + [n])
def topo(g):
    seen, out = set(), []
    def visit(n):
        if n in seen: return
        seen.add(n)
        for m in g[n]: visit(m)
        out.append(n)
    for n in g: visit(n)
    return out[::-1]
print(bfs("A", "F"), topo(graph))
import heapq
def dijkstra(g, s):
    d = {s: 0}; h = [(0, s)]
    while h:
        c, n = heapq.heappop(h)
        if c > d[n]: continue
        for m, w in g[n].items():
            if c + w < d.get(m, float("inf")): d[m] = c + w; heapq.heappush(h, (d[m], m))
    return d
print(dijkstra({"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}}, "a"))
def nqueens(n, row=0, cols=()):
    if row == n: yield cols; return
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)): yield from nqueens(n, row + 1, cols + (c,))
print(sum(1 for _ in nqueens(6)), next(nqueens(8)))
def lcs(a, b):
    m = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b): m[i+1][j+1] = m[i][j] + 1 if x == y else max(m[i][j+1], m[i+1][j])
    r = []; i, j = len(a), len(b)
    while i and j:
        if m[i][j] == m[i-1][j]: i -= 1
        elif m[i][j] == m[i][j-1]: j -= 1
        else: r.append(a[i-1]); i -= 1; j -= 1
    return "".join(reversed(r))
print(lcs("AGGTAB", "GXTXAYB"))
def roman(n):
    r = ""
    for v, s in zip((1000,900,500,400,100,90,50,40,10,9,5,4,1), "M CM D CD C XC L XL X IX V IV I".split()):
        q, n = divmod(n, v); r += s * q
    return r
print(roman(1994), roman(3999), [roman(i) for i in range(1, 11)])
life = {(1, 0), (1, 1), (1, 2)}
def step(cells):
    n = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy: n[x+dx, y+dy] = n.get((x+dx, y+dy), 0) + 1
    return {c for c, k in n.items() if k == 3 or (k == 2 and c in cells)}
for _ in range(3): print(sorted(life)); life = step(life)
def collatz(n): 
    while n != 1: yield n; n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1
print(list(collatz(6)), max(range(1, 30), key=lambda n: len(list(collatz(n)))))
text = "It was the best of times, it was the worst of times"
words = {}
for w in text.lower().replace(",", "").split(): words[w] = words.get(w, 0) + 1
for w, c in sorted(words.items(), key=lambda kv: (-kv[1], kv[0]))[:4]: print(f"{w:>6}: {'#' * c} {c}")
def caesar(s, k): return "".join(chr((ord(c) - b + k) % 26 + b) if (b := 97 if c.islower() else 65 if c.isupper() else 0) else c for c in s)
print(caesar("Hello, World!", 3), caesar(caesar("Hello", 3), -3))
print(*(f"{i}x{j}={i*j}" for i in range(1, 4) for j in range(i, 4)), sep=" | ")
print("\n".join("*" * (2*i+1) + "." * (4 - i) for i in range(3)), *("".join(r) for r in zip(*["abc", "def"])), sep="\n")
pascal = lambda n: [1] if n == 0 else [a + b for a, b in zip([0] + pascal(n-1), pascal(n-1) + [0])]
print([pascal(i) for i in range(6)])
compose = lambda *fs: (lambda x: x) if not fs else (lambda x: fs[0](compose(*fs[1:])(x)))
print(compose(str, lambda x: x + 1, int)("41"), (lambda f: f(f, 5))(lambda s, n: 1 if n < 2 else n * s(s, n-1)))
class Fib:
    def __getitem__(self, i):
        if isinstance(i, slice): return [self[k] for k in range(*i.indices(20))]
        a, b = 0, 1
        for _ in range(i): a, b = b, a + b
        return a
print(Fib()[10], Fib()[5:10], Fib()[::4], Fib()[-3:])
class Money:
    def __init__(s, a): s.a = round(a, 2)
    def __format__(s, spec): return f"${s.a:{spec or ',.2f'}}"
    def __str__(s): return format(s)
    __repr__ = __str__
print(f"{Money(1234.5)}", f"{Money(5):.0f}", [Money(1)], str(Money(.1 + .2)), f"{Money(3)!s:>10}|")
print(2 ** 64, -7 // 2, -7 % 3, 7 // -2, 1e308 * 10, -1e308 * 10, 0.1 + 0.7, 1.1 * 3, 100 * 1.1, 3.0 * 1.0, 1e-7, 123456789.123, 1/7, 2/3, 1e5, 1e15 + 0.3, 5e-5, 12345678901234567890.0)

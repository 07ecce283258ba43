# How control flows: finally, generators as coroutines, scopes, calls, slices, conditions.
def f():
    x = 1
    def g():
        def h():
            nonlocal x; x += 1
            return x
        return h
    h = g(); h(); h()
    return x, [c.cell_contents for c in h.__closure__]
print(f())
def flow(n):
    try:
        if n == 0: return "ret"
        if n == 1: raise ValueError("one")
        if n == 2: 1 / 0
        out = "normal"
    except ValueError as e: out = f"caught {e}"
    else: out += " else"
    finally: print("finally", n)
    return out
for i in range(4):
    try: print(flow(i))
    except Exception as e: print("leaked", type(e).__name__)
def override():
    try: return "try"
    finally: return "finally"
print(override())
def loop_finally():
    out = []
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally: out.append(f"f{i}")
    return out
print(loop_finally())
def nested_exc():
    try:
        try: raise KeyError("a")
        except KeyError as k:
            try: raise ValueError("b") from k
            finally: print("inner finally")
    except ValueError as v:
        return repr(v.__cause__), repr(v.__context__), v.__suppress_context__
print(nested_exc())
def reraise():
    try: 1 / 0
    except ZeroDivisionError:
        try: raise
        except ArithmeticError as e: return type(e).__name__
print(reraise())
def gen_try():
    try:
        while True:
            try: x = yield
            except ValueError: print("VE"); continue
            print("got", x)
    finally: print("cleanup")
g = gen_try(); next(g); g.send(1); g.throw(ValueError); g.send(2); g.close()
def averager():
    total = n = 0; avg = None
    while True:
        v = yield avg
        if v is None: return total, n
        total += v; n += 1; avg = total / n
def grouper(res):
    while True: res.append((yield from averager()))
res = []; gr = grouper(res); next(gr)
for v in (10, 20, None, 5, None): gr.send(v)
print(res)
def chain(*its):
    for it in its: yield from it
print(list(chain("ab", [1], (x for x in range(2)), {"k": 1})))
def countdown(n):
    while n: 
        r = yield n
        n = r if r is not None else n - 1
c = countdown(5); print(next(c), c.send(3), list(c))
print([x for x in range(3) if x], [[y for y in range(x)] for x in range(3)], {x: [y for y in range(x)] for x in range(2)}, [(x, y) for x in "ab" for y in range(2) if y], [z for z in (lambda: range(2))()])
x = "outer"; print([x for x in range(2)], x, [x := 5], x)
def cs():
    vals = [lambda: i for i in range(3)]; return [v() for v in vals]
print(cs(), [f() for f in [lambda i=i: i for i in range(3)]])
ns = {"a": 1}; exec("b = a + 1\ndef q(): return b * 10\nr = q()", ns); print(ns["b"], ns["r"]); print(eval("a + c", {"a": 1}, {"c": 2}), eval("[i for i in range(n)]", {"n": 3}))
def loc():
    a = 1; b = 2
    return sorted(locals())
print(loc(), "loc" in globals(), callable(globals()["loc"]))
import builtins
print(hasattr(builtins, "print"), builtins.len is len, __builtins__ is builtins)
class Ctx:
    def __enter__(self): print("in"); return self
    def __exit__(self, et, ev, tb): print("out", et and et.__name__); return et is KeyError
with Ctx(): raise KeyError
try:
    with Ctx(): raise OSError("os")
except OSError as e: print("os", e)
def ret_in_with():
    with Ctx(): return "r"
print(ret_in_with())
for i in range(2):
    with Ctx():
        if i == 0: continue
        break
def many(a, b=2, *c, d, e=5, **f): return a, b, c, d, e, f
print(many(1, d=4), many(1, 2, 3, 4, d=5, z=6), many(*[1, 2], **{"d": 3, "k": 4}), many(b=1, a=0, d=9))
def posonly(a, b=0, /, **kw): return a, b, kw
print(posonly(1, a=5, b=6), posonly(1, 2))
print((lambda *, k=1: k)(k=3), (lambda a, /, b: a - b)(5, b=2), max(*[1, 5], 3), dict(**{"a": 1}, b=2))
a = [1, 2, 3, 4, 5]; a[1:4] = ["x"]; print(a); a[::2] = [9, 9]; print(a); del a[-1:]; print(a); a[10:] = [7]; a[:0] = [0]; print(a); b = a[:]; b.append(1); print(len(a), len(b), a[-1], a[-2:], a[::-1])
first, *mid, last = range(5); (p, q), r = (1, 2), 3; print(first, mid, last, p, q, r); *h, = "ab"; print(h)
d = {}; d.setdefault("k", []).append(1); d["x"], d["y"] = 1, 2; print(d, {**d, "k": 0}, d | {"n": 1}, list(d), *d)
i = 10; i += i; i -= 5; i <<= 1; print(i, i.bit_length(), -i // 7, i % -7, ~i, i ** -1, +i, not i, i and "yes" or "no")
print("a" < "b" < "c", 1 < 3 > 2, 1 == 1.0 != 2, "x" in "xyz" in ["xyz"], None is not None, [] == False, [] is not [], 0 == False, "" or [] or "last", "a" and "b", 5 if [] else 6)
while i > 0:
    i -= 20
    if i == 10: break
else: print("while else", i)
assert 1 + 1 == 2, "math works"
try: assert False, {"k": 1}
except AssertionError as e: print(e.args)
del d["k"]; print(d); print(f"{d=}", f"{len(d) = }", f"{3.14159:.{2}f}", f"{'x':>{5}}", f"{'a' if 1 else 'b'}", f"{{}}", f"{1_000_000:,}", f"{0b101:08b}", f"{255:#x}", f"{-5:+d}", f"{1e10:.2e}", f"{True}", f"{None!r:>6}", f"{'q':*^7}", f"{12:<5}|", f"{1/3:.1%}")

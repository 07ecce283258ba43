import sys, traceback
def inner(): raise KeyError("k")
def middle():
    try: inner()
    except KeyError as e:
        tb = e.__traceback__
        globals()["kept"] = tb
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_next.tb_lineno)
        raise
try: middle()
except KeyError as e:
    t = e.__traceback__
    names = []
    while t: names.append((t.tb_frame.f_code.co_name, t.tb_lineno)); t = t.tb_next
    print(names)
    print(kept.tb_frame.f_code.co_name, kept.tb_lineno, [s.name for s in traceback.extract_tb(kept)])
    et, ev, tb = sys.exc_info()
    print(et.__name__, ev, tb.tb_lineno, getattr(tb, "tb_lineno"), hasattr(tb, "tb_x"))
    print([f"{f.f_code.co_name}:{n}" for f, n in traceback.walk_tb(tb)])
    print(sorted(a for a in dir(tb) if a.startswith("tb_")))
try:
    raise ValueError("moved").with_traceback(kept)
except ValueError as e:
    print([s.name for s in traceback.extract_tb(e.__traceback__)])
class Logger:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        print(t.__name__, v, tb.tb_lineno); return True
with Logger():
    x = 1
    raise RuntimeError("in with")
try: int("x")
except ValueError as e: print(e.__traceback__.tb_next, e.__traceback__.tb_lineno)
print(ValueError().__traceback__)

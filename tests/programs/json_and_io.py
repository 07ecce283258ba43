import json
print(json.dumps({"a": [1, 2.5, None, True, "é\n\x7f😀"], 3: {}, None: []}))
print(json.dumps({"b": 1, "a": [1, {"x": ()}]}, indent=2, sort_keys=True))
print(json.dumps([1,2], separators=(",", ":")), json.dumps("é", ensure_ascii=False), json.dumps([], indent=1))
for t in ['{"a": 1,}', '[1,]', '', '{a:1}', '"abc', '[1 2]', '{"a" 1}', 'nul', '"\\x"', '1 2', '"a\nb"', '-', '"\\u12"', '[1,\n 2,\n x]']:
    try: print(json.loads(t))
    except json.JSONDecodeError as e: print(e, e.lineno, e.colno, e.pos)
print(json.loads(' {"a": [1, -2.5e3, "x\\u00e9\\n", null, true, NaN, -Infinity], "b": {}, "c": "\\ud83d\\ude00"} '))
try: json.dumps({1,2})
except TypeError as e: print(e)
try: json.dumps({(1,2): 3})
except TypeError as e: print(e)
x=[]; x.append(x)
try: json.dumps(x)
except ValueError as e: print(e)
print(json.dumps({"z": {1,2}}, default=list))
class E(json.JSONEncoder):
    def default(self, o):
        return o.__dict__ if hasattr(o, '__dict__') else super().default(o)
class P: 
    def __init__(s): s.x = 1
print(json.dumps([P()], cls=E))
print(json.loads('{"a":1}', object_hook=lambda d: list(d.items())), json.loads(b'[1.5]', parse_float=str))
try: json.dumps(float('nan'), allow_nan=False)
except ValueError as e: print(e)
import io
f=io.StringIO(); json.dump([1], f); print(f.getvalue()); f.seek(0); print(json.load(f))
print(repr(json.JSONDecodeError("m","doc",1)))
f=io.StringIO("a\nb\nc"); print(f.readline(), list(f), f.read(), f.tell())
print("x", file=f); print(repr(f.getvalue()))
b=io.BytesIO(b"abc\ndef"); print(b.read(2), b.readline(), b.read(), b.getvalue())
import os
print(os.path.join("a","b","/c","d"), os.path.splitext("a/b.tar.gz"), os.path.basename("/x/y"), os.path.dirname("/x/y"), os.path.normpath("a/../b/./c"))

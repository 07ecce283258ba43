import json
d = {"a":[1,2.5,None,True,{"x":"é\n\u2028😀"}],"b":{}, "c":[], 1:2, None:3, True:4, 2.5:1}
print(json.dumps(d)); print(json.dumps(d, indent=2, ensure_ascii=False)); print(json.dumps({"b":1,"a":(1,2)}, sort_keys=True, separators=(",",":")))
print(json.loads(json.dumps(d)) )
print(json.loads('{"a": [1, 2, {"b": null}], "c": "\\u00e9\\ud83d\\ude00", "d": -1.5e3, "e": 0.1, "f": 12345678901234567890}'))
for bad in ['', '{', '[1,]', '{"a":1,}', '{"a" 1}', '[1 2]', '"abc', 'nul', '{a:1}', '01', '1 2', '"\x01"', '"\\x"', '{"a":}', '"\\u12"']:
    try: print(json.loads(bad))
    except json.JSONDecodeError as e: print(repr(bad), e, e.pos)
class P: pass
for f in [lambda: json.dumps(P()), lambda: json.dumps({(1,2):3}), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.loads(5)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
l=[]; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
print(json.dumps({"p": 1+0j}, default=str), json.dumps([float('inf')]))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set): return sorted(o)
        return super().default(o)
print(json.dumps({"s": {3,1}}, cls=E, indent="\t"))
print(json.loads('{"a":1,"b":2}', object_pairs_hook=lambda p: p), json.loads('[1.5]', parse_float=str), json.loads('{"x":1}', object_hook=lambda d: len(d)))

from collections import deque
d=deque([1,2,3])
for x in d: print(x, d[0], len(d), d.index(2), d.count(1), d==d, d.copy(), 3 in d, d.maxlen)
for op in ("append(4)","appendleft(0)","pop()","popleft()","rotate(1)","clear()","extend([1])","remove(2)","insert(0,5)"):
    d=deque([1,2,3])
    try:
        for x in d: eval("d."+op)
    except RuntimeError as e: print(op, e)
    else: print(op,"ok")
d=deque([1,2,3])
for i,x in enumerate(d): d[i]=x*2
print(d)
try: hash(d)
except TypeError as e: print(e)
try: d[0:1]
except TypeError as e: print(e)
class D(deque): pass
print(D([1]), isinstance(D(),deque), list(D([1,2])))
try: hash(D())
except TypeError as e: print(e)

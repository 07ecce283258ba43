import threading
l = threading.local(); print(threading.local)
try: l.x
except AttributeError as e: print(e)
class M(threading.local):
    y = 3
    def __init__(self, n): self.n = n
m = M(4); print(m.n, m.y)
try: m.x
except AttributeError as e: print(e)
try: del l.x
except AttributeError as e: print(e)
l.a = 1; print(l.__dict__, l.a); del l.a; print(hasattr(l, 'a'))

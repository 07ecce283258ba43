from multiprocessing import Process, Lock
from multiprocessing.sharedctypes import Value, Array, copy, RawValue
from ctypes import Structure, c_double, c_int, sizeof
class Point(Structure):
    _fields_ = [('x', c_double), ('y', c_double)]
class Rec(Structure):
    _fields_ = [('id', c_int), ('v', c_double)]
def modify(n, x, s, A, r):
    n.value **= 2; x.value **= 2; s.value = s.value.upper()
    for a in A: a.x **= 2; a.y **= 2
    with r.get_lock(): r.id += 1; r.v = 2.5
if __name__ == '__main__':
    lock = Lock(); n = Value('i', 7); x = Value(c_double, 1.0 / 3.0, lock=False); s = Array('c', b'hello world', lock=lock); A = Array(Point, [(1.875, -6.25), (-5.75, 2.0), (2.375, 9.5)], lock=lock); r = Value(Rec, 1)
    p = Process(target=modify, args=(n, x, s, A, r)); p.start(); p.join()
    print(n.value, x.value, s.value, [(a.x, a.y) for a in A], r.id, r.v, sizeof(Rec), sizeof(Point))
    q = Point(1, y=3); print(q.x, q.y); q.x += 1; print(q.x); A[0] = (9, 8); print(A[0].x, A[-1].y, len(A)); c = copy(RawValue(Point, 1, 2)); print(c.x, c.y)
    try: Point(1, 2, 3)
    except TypeError as e: print(e)
    try: Point(1).z
    except AttributeError as e: print(e)
    print(type(r).__name__, Point(4).y)
    try: Value('zz', 1)
    except TypeError as e: print(e)

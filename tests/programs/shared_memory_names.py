from multiprocessing import shared_memory, Process, get_context
import multiprocessing as mp, struct
def tr(f, *a, **k):
    try: print('ok', f(*a, **k))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
def child(name):
    s = shared_memory.SharedMemory(name=name); s.buf[0] = 42; s.buf[1:4] = b'abc'; s.close()
def cl(name):
    l = shared_memory.ShareableList(name=name); l[0] = l[0] + 1; l[2] = 'bye'; l.shm.close()
if __name__ == '__main__':
    s = shared_memory.SharedMemory(create=True, size=16, name='pl_test1'); print(s.size, s.name, bytes(s.buf[:4]), len(s.buf)); p = Process(target=child, args=(s.name,)); p.start(); p.join(); print(bytes(s.buf[:5])); print(s)
    tr(shared_memory.SharedMemory, create=True, size=16, name='pl_test1'); tr(shared_memory.SharedMemory, name='nope_x'); tr(shared_memory.SharedMemory, create=True, size=0); tr(shared_memory.SharedMemory, create=True, size=-1); tr(s.buf.__setitem__, 0, 300); tr(s.buf.__setitem__, slice(0, 2), b'abc')
    struct.pack_into('<id', s.buf, 0, 7, 2.5); print(struct.unpack_from('<id', s.buf)); s.close(); tr(lambda: s.buf[0]); s.unlink(); tr(shared_memory.SharedMemory, name='pl_test1')
    l = shared_memory.ShareableList([1, 2.5, 'hello', None, True, b'by'], name='pl_list'); print(list(l), len(l), l); p = Process(target=cl, args=('pl_list',)); p.start(); p.join(); print(list(l), l.index(2.5), l.count(None)); tr(l.__setitem__, 2, 'x' * 50); tr(lambda: l[9]); tr(l.index, 99); l.shm.close(); l.shm.unlink()

import inspect, asyncio, types
async def co(): await asyncio.sleep(0)
async def ag(): yield 1
def g(): yield
print(inspect.iscoroutinefunction(co), inspect.iscoroutine(co), inspect.isasyncgenfunction(ag), inspect.isawaitable(co), asyncio.iscoroutinefunction(co))
c = co(); print(inspect.iscoroutine(c), inspect.isawaitable(c), inspect.getcoroutinestate(c), type(c).__name__, c.__name__, c.__qualname__); c.send(None); print(inspect.getcoroutinestate(c), c.cr_running)
try: c.send(None)
except StopIteration as e: print('SI', e.value)
print(inspect.getcoroutinestate(c))
try: c.send(None)
except RuntimeError as e: print(e)
c = co(); c.close(); print(inspect.getcoroutinestate(c))
c = co()
try: c.throw(ValueError('t'))
except ValueError as e: print(e)
a = ag(); print(inspect.isasyncgen(a), type(a.__anext__()).__name__)
try: a.send(1)
except AttributeError as e: print(e)
@types.coroutine
def old(): r = yield 'yielded'; return r
async def useold(): return await old()
c = useold(); print(c.send(None))
try: c.send(42)
except StopIteration as e: print(e.value)
print(repr(co()).split(' at ')[0], repr(a).split(' at ')[0])
class Aw:
    def __await__(self): return iter([1, 2])
async def ua(): await Aw(); return 'x'
c = ua(); print(c.send(None), c.send(None))
try: c.send(None)
except StopIteration as e: print(e.value)
async def ret(): return 1
try: asyncio.run(ret)
except (ValueError, TypeError) as e: print(type(e).__name__ in ('ValueError', 'TypeError'))
def run(coro):
    try:
        while True: coro.send(None)
    except StopIteration as e: return e.value
async def add(a, b): return a + b
async def calc(): return await add(await add(1, 2), 3)
print(run(calc()))
# tiny scheduler
@types.coroutine
def switch(): yield
async def task(n, k, log):
    for i in range(k): log.append((n, i)); await switch()
def sched(*cs):
    from collections import deque
    q = deque(cs)
    while q:
        c = q.popleft()
        try: c.send(None); q.append(c)
        except StopIteration: pass
log = []; sched(task('a', 2, log), task('b', 3, log)); print(log)
async def agen():
    try:
        for i in range(3):
            x = yield i
            if x: print('got', x)
    finally: print('fin')
async def drive():
    a = agen(); print(await a.asend(None), await a.asend('v')); await a.aclose()
    try: await a.asend(None)
    except StopAsyncIteration: print('SAI')
    a = agen(); 
    try: await a.asend('early')
    except TypeError as e: print(e)
    r = [i async for i in agen() if i]; print(r)
    async def nested(): 
        async for i in agen(): yield i * 10
    print([i async for i in nested()])
run(drive())

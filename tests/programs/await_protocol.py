import asyncio
async def f(): await asyncio.sleep(0); return 1
def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try: print(loop.run_until_complete(f()))
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens()); loop.run_until_complete(loop.shutdown_default_executor()); loop.close()
    print(loop.is_closed())
main()
class AsyncIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1; await asyncio.sleep(0); return self.n
class ACM:
    async def __aenter__(self): print('enter'); return self
    async def __aexit__(self, t, v, tb): print('exit', t and t.__name__); return t is KeyError
class Lazy:
    def __init__(self, v): self.v = v
    def __await__(self):
        yield from asyncio.sleep(0.001).__await__()
        return (yield from self.go().__await__())
    async def go(self): return self.v * 2
async def m():
    print([x async for x in AsyncIter(3)], await Lazy(4), await asyncio.gather(Lazy(1), Lazy(2)))
    async with ACM() as c: raise KeyError
    try:
        async with ACM(), ACM(): raise ValueError('v')
    except ValueError as e: print('VE', e)
    try:
        async with open('x') as f: pass
    except Exception as e: print(type(e).__name__, e)
    try:
        async for x in [1]: pass
    except TypeError as e: print(e)
    try:
        for x in AsyncIter(1): pass
    except TypeError as e: print(e)
    try: [x async for x in 5]
    except TypeError as e: print(e)
    import contextlib
    @contextlib.asynccontextmanager
    async def cm(n):
        print('in', n)
        try: yield n
        except LookupError as e: print('swallow', e)
        finally: print('out', n)
    async with cm(1) as x, cm(2) as y: print(x, y)
    async with cm(3): raise LookupError('z')
    async with contextlib.AsyncExitStack() as st:
        for i in range(3): await st.enter_async_context(cm(i))
        st.push_async_callback(asyncio.sleep, 0); st.callback(print, 'cb')
    @cm(9)
    async def deco(): print('deco')
    await deco(); await deco()
    async with contextlib.aclosing(gen()) as g:
        async for x in g: print(x); break
async def gen():
    try: yield 1; yield 2
    finally: print('gen closed')
asyncio.run(m())

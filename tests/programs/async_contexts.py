import asyncio
from contextlib import *
@asynccontextmanager
async def acm(x):
    print('enter', x)
    try: yield x
    finally: print('exit', x)
class A:
    async def aclose(self): print('aclosed')
async def main():
    async with acm(1) as v: print(v)
    async with AsyncExitStack() as st:
        a = await st.enter_async_context(acm(2)); b = st.enter_context(nullcontext(5)); st.callback(print, 'cb'); 
        async def acb(): print('acb')
        st.push_async_callback(acb)
        print(a, b)
    async with aclosing(A()): print('in')
    try:
        async with acm(3): raise ValueError('x')
    except ValueError as e: print('got', e)
    async with nullcontext(7) as n: print(n)
asyncio.run(main())

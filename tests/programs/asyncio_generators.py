# Async generators in the loop: breaking out, closing at the end, throwing, asend.
import asyncio


async def ticks(name, n=10):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    finally:
        print(name, "closing")
        await asyncio.sleep(0)
        print(name, "closed")


async def echo():
    got = None
    while True:
        try:
            got = yield got
        except KeyError as e:
            got = f"caught {e}"


async def main():
    async for i in ticks("broken"):
        if i == 2:
            break
    print("after break")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    e = echo()
    print(await e.asend(None), await e.asend(1), await e.athrow(KeyError("k")), await anext(e))
    await e.aclose()
    print(await anext(e, "default"))
    g = ticks("explicit", 2)
    print([i async for i in g], await anext(g, None))
    print({i: c async for i, c in pairs() if i != 1}, [x for x in [i async for i in ticks("inner", 2)]])
    try:
        await anext(ticks("empty", 0))
    except StopAsyncIteration:
        print("stop")
    keep = ticks("kept open")
    print(await anext(keep))
    globals()["keep"] = keep
    return "main ends"


async def pairs():
    for i, c in enumerate("abc"):
        yield i, c


print(asyncio.run(main()))

# shield: outer cancelled, inner goes on; inner fails; run ends while something is shielded.
import asyncio


async def inner(n, fail=False):
    try:
        await asyncio.sleep(0.01)
    except asyncio.CancelledError:
        print("inner cancelled", n)
        raise
    if fail:
        raise ValueError("inner failed")
    print("inner ends", n)
    return n


async def outer(t):
    try:
        return await asyncio.shield(t)
    except asyncio.CancelledError:
        print("outer cancelled, inner done:", t.done())
        raise


async def main():
    t = asyncio.create_task(inner(1))
    o = asyncio.create_task(outer(t))
    await asyncio.sleep(0)
    o.cancel()
    print(await asyncio.gather(o, return_exceptions=True))
    print(await t)
    t = asyncio.create_task(inner(2))
    s = asyncio.shield(t)
    t.cancel()
    print(await asyncio.gather(s, return_exceptions=True), s.cancelled())
    print(await asyncio.gather(asyncio.shield(inner(3, True)), return_exceptions=True))
    try:
        await asyncio.wait_for(asyncio.shield(t := asyncio.create_task(inner(4))), 0.001)
    except TimeoutError:
        print("gave up, still going:", not t.done())
    print(await t)
    done = asyncio.create_task(asyncio.sleep(0, "x"))
    await done
    print(asyncio.shield(done) is done)
    asyncio.get_running_loop().call_later(0.002, lambda: print("tick"))
    await asyncio.sleep(0.005)
    return sorted(t.get_coro().__name__ for t in asyncio.all_tasks())


print(asyncio.run(main()))

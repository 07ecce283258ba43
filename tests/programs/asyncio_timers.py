# Equal deadlines come out in the heap's order, cancelled timers not at all.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    got = []
    when = loop.time() + 0.01
    for n in range(6):
        loop.call_at(when, got.append, n)
    loop.call_at(when + 0.005, got.append, "late")
    await asyncio.sleep(0.03)
    print(got)
    got.clear()
    when = loop.time() + 0.01
    handles = [loop.call_at(when, got.append, n) for n in range(12)]
    for h in handles[::3]:
        h.cancel()
    print(handles[0].cancelled(), handles[1].cancelled(), handles[0] == handles[0], handles[0] < handles[1])
    await asyncio.sleep(0.03)
    print(got)
    many = [loop.call_later(10 + i, got.append, i) for i in range(300)]
    for h in many[:200]:
        h.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(len(loop._scheduled))
    for bad in (lambda: loop.call_later(None, print), lambda: loop.call_at(None, print)):
        try:
            bad()
        except TypeError as e:
            print(e)
    try:
        await asyncio.sleep(float("nan"))
    except ValueError as e:
        print(e)
    for d in (-1, 0, 0.001):
        print(await asyncio.sleep(d, f"slept {d}"))


asyncio.run(main())

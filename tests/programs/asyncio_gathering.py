# gather, wait, as_completed: results, errors, duplicates, nesting, cancelling.
import asyncio


async def job(n, fail=False):
    await asyncio.sleep(0.01 * n)
    if fail:
        raise ValueError(n)
    return n


async def main():
    t = asyncio.create_task(job(1))
    print(await asyncio.gather(t, job(2), t, asyncio.gather(job(0), job(1))))
    print(await asyncio.gather())
    print(await asyncio.gather(job(1), job(2, True), job(3), return_exceptions=True))
    g = asyncio.gather(job(1, True), job(2, True), job(3))
    try:
        await g
    except ValueError as e:
        print("first", e, g.done(), len(asyncio.all_tasks()))
    await asyncio.sleep(0.05)
    g = asyncio.gather(job(5), job(6))
    await asyncio.sleep(0)
    print(g.cancel(), g.cancelled(), g.done())
    try:
        await g
    except asyncio.CancelledError:
        print("gather cancelled", g.cancelled())
    tasks = [asyncio.create_task(job(n, n == 2), name=f"j{n}") for n in (3, 2, 1)]
    for when in (asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED):
        done, pending = await asyncio.wait(tasks, return_when=when)
        print(when, sorted(t.get_name() for t in done), sorted(t.get_name() for t in pending))
    done, pending = await asyncio.wait([asyncio.create_task(job(9))], timeout=0.01)
    print(len(done), len(pending))
    pending.pop().cancel()
    for bad in ([], [job(1)], job(1), None):
        try:
            await asyncio.wait(bad) if bad is not None else await asyncio.wait([t], return_when="never")
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
    for coro in asyncio.as_completed([job(3), job(1), job(2)]):
        print(await coro, end=" ")
    print()
    tasks = {asyncio.create_task(job(n)): n for n in (3, 1, 2)}
    async for t in asyncio.as_completed(tasks):
        print(tasks[t], t.result(), end=" ")
    print()
    try:
        for coro in asyncio.as_completed([job(1), job(20)], timeout=0.03):
            print(await coro)
    except TimeoutError as e:
        print("timeout", repr(e))


asyncio.run(main())

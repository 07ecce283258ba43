# Eager tasks: how far they run at once, and what current_task says.
import asyncio

log = []


async def work(name, n, fail=False):
    log.append((name, asyncio.current_task().get_name()))
    for i in range(n):
        await asyncio.sleep(0)
        log.append((name, i))
    if fail:
        raise ValueError(name)
    return name


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    print(asyncio.current_task().get_name())
    a = asyncio.create_task(work("a", 0), name="A")
    b = asyncio.create_task(work("b", 2), name="B")
    print(a.done(), b.done(), log, asyncio.current_task().get_name())
    log.clear()
    print(await a, await b, log)
    log.clear()
    c = asyncio.create_task(work("c", 0, fail=True), name="C")
    print(c.done(), repr(c.exception()))
    print(await asyncio.gather(work("d", 0), work("e", 1), work("f", 0)), len(log))
    done = asyncio.create_task(work("g", 0))
    done.add_done_callback(lambda t: log.append("callback"))
    log.clear()
    await asyncio.sleep(0)
    print(log)
    async with asyncio.TaskGroup() as tg:
        t1 = tg.create_task(work("h", 0))
        t2 = tg.create_task(work("i", 1))
    print(t1.result(), t2.result())
    t = asyncio.create_task(work("j", 3), name="J")
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True), t.cancelled())
    log.clear()

    async def nested():
        inner = asyncio.create_task(work("inner", 1), name="inner")
        log.append(("nested", asyncio.current_task().get_name()))
        return await inner

    print(await asyncio.create_task(nested(), name="outer"), log)
    print(sorted(t.get_name() == asyncio.current_task().get_name() for t in asyncio.all_tasks()))


asyncio.run(main())

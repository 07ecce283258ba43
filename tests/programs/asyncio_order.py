# Which turn of the loop what happens in.
import asyncio

log = []


async def child(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name


async def main():
    loop = asyncio.get_running_loop()
    turns = 0

    def count():
        nonlocal turns
        turns += 1
        loop.call_soon(count)

    loop.call_soon(count)
    for what in ("sleep", "task", "gather", "wait", "shield", "event", "queue", "wait_for", "group"):
        start = turns
        if what == "sleep":
            await asyncio.sleep(0)
        elif what == "task":
            await asyncio.create_task(child("t", 1))
        elif what == "gather":
            await asyncio.gather(child("a", 2), child("b", 1))
        elif what == "wait":
            await asyncio.wait([asyncio.create_task(child("w", 1))])
        elif what == "shield":
            await asyncio.shield(child("s", 1))
        elif what == "event":
            e = asyncio.Event()
            loop.call_soon(e.set)
            await e.wait()
        elif what == "queue":
            q = asyncio.Queue()
            loop.call_soon(q.put_nowait, 1)
            await q.get()
        elif what == "wait_for":
            await asyncio.wait_for(child("f", 1), 5)
        elif what == "group":
            async with asyncio.TaskGroup() as tg:
                tg.create_task(child("g", 1))
                tg.create_task(child("h", 2))
        print(what, turns - start)
    print(log)


asyncio.run(main())

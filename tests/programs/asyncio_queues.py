# Queues: hand-over, stealing, shutdown, join.
import asyncio


async def main():
    q = asyncio.Queue()
    got = []

    async def getter(name):
        got.append((name, await q.get()))

    a, b = asyncio.create_task(getter("A")), asyncio.create_task(getter("B"))
    await asyncio.sleep(0)
    q.put_nowait(1)
    got.append(("main", q.get_nowait()))
    q.put_nowait(2)
    q.put_nowait(3)
    await asyncio.gather(a, b)
    print(got)

    q = asyncio.Queue(maxsize=2)

    async def producer():
        for i in range(5):
            await q.put(i)
            print("put", i, q.qsize(), q.full())
        q.shutdown()
        try:
            await q.put(99)
        except asyncio.QueueShutDown as e:
            print("put refused", repr(e))

    async def consumer(name):
        while True:
            try:
                item = await q.get()
            except asyncio.QueueShutDown:
                print(name, "ends")
                return
            print(name, "got", item)
            await asyncio.sleep(0)
            q.task_done()

    await asyncio.gather(producer(), consumer("x"), consumer("y"))
    await q.join()
    print(str(q))
    for action in (q.get_nowait, q.task_done, lambda: asyncio.Queue().get_nowait()):
        try:
            action()
        except (asyncio.QueueShutDown, asyncio.QueueEmpty, ValueError) as e:
            print(repr(e))
    q = asyncio.Queue(1)
    q.put_nowait(1)
    try:
        q.put_nowait(2)
    except asyncio.QueueFull as e:
        print(repr(e))
    putter = asyncio.create_task(q.put(2))
    joiner = asyncio.create_task(q.join())
    await asyncio.sleep(0)
    print(str(q))
    q.shutdown(immediate=True)
    print(await asyncio.gather(putter, joiner, return_exceptions=True), q.empty())
    p = asyncio.PriorityQueue()
    for item in (3, "b"), (1, "c"), (2, "a"), (1, "a"):
        p.put_nowait(item)
    s = asyncio.LifoQueue()
    for n in range(3):
        s.put_nowait(n)
    print([p.get_nowait() for _ in range(4)], [s.get_nowait() for _ in range(3)])
    q = asyncio.Queue()
    t1, t2 = asyncio.create_task(q.get()), asyncio.create_task(q.get())
    await asyncio.sleep(0)
    q.put_nowait("for whom")
    t1.cancel()
    print(await t2, t1.cancelled())


asyncio.run(main())

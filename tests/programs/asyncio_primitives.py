# Locks, conditions, semaphores, barriers: order of waking, cancelling a waiter, misuse.
import asyncio


async def main():
    log = []
    lock = asyncio.Lock()

    async def worker(name, hold):
        async with lock:
            log.append(name)
            for _ in range(hold):
                await asyncio.sleep(0)

    async def barge():
        await asyncio.sleep(0)
        async with lock:
            log.append("barge")

    await asyncio.gather(worker("a", 2), worker("b", 0), barge(), worker("c", 1))
    print(log, lock.locked())
    await lock.acquire()
    t1, t2 = asyncio.create_task(worker("1", 0)), asyncio.create_task(worker("2", 0))
    await asyncio.sleep(0)
    lock.release()
    t1.cancel()
    print(await asyncio.gather(t1, t2, return_exceptions=True), log[-1], lock.locked())
    for bad in (lock.release, asyncio.Condition().notify, lambda: asyncio.Semaphore(-1), lambda: asyncio.Barrier(0)):
        try:
            bad()
        except (RuntimeError, ValueError) as e:
            print(type(e).__name__, e)
    cond = asyncio.Condition()
    ready = []

    async def waiter(n):
        async with cond:
            await cond.wait_for(lambda: len(ready) >= n)
            log.append(f"w{n}")

    log.clear()
    ws = [asyncio.create_task(waiter(n)) for n in (2, 1, 3)]
    for n in range(3):
        await asyncio.sleep(0)
        async with cond:
            ready.append(n)
            cond.notify_all()
        await asyncio.sleep(0.001)
        log.append("|")
    await asyncio.gather(*ws)
    print(log)
    try:
        await cond.wait()
    except RuntimeError as e:
        print(e)
    sem = asyncio.Semaphore(2)
    active = peak = 0

    async def use(n):
        nonlocal active, peak
        async with sem:
            active += 1
            peak = max(peak, active)
            await asyncio.sleep(0.001 * (5 - n))
            active -= 1
            log.append(n)

    log.clear()
    await asyncio.gather(*(use(n) for n in range(5)))
    print(peak, log, sem.locked(), sem._value)
    bounded = asyncio.BoundedSemaphore(1)
    async with bounded:
        print(bounded.locked())
    try:
        bounded.release()
    except ValueError as e:
        print(e)
    event = asyncio.Event()
    log.clear()

    async def on_event(n):
        await event.wait()
        log.append(n)

    ts = [asyncio.create_task(on_event(n)) for n in range(3)]
    await asyncio.sleep(0)
    event.set()
    event.clear()
    await asyncio.gather(*ts)
    print(log, event.is_set(), await asyncio.wait_for(asyncio.sleep(0, True), 1))
    barrier = asyncio.Barrier(3)

    async def party(n):
        async with barrier as place:
            log.append((n, place))

    log.clear()
    await asyncio.gather(*(party(n) for n in range(3)))
    print(log, barrier.n_waiting, barrier.parties, barrier.broken)
    t = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    print(barrier.n_waiting)
    await barrier.abort()
    print(await asyncio.gather(t, barrier.wait(), return_exceptions=True), barrier.broken)
    await barrier.reset()
    print(barrier.broken)


asyncio.run(main())

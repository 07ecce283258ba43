# Between the loop and threads.
import asyncio
import threading
import time


def blocking(n):
    time.sleep(0.01 * n)
    return n, threading.current_thread().name.startswith("asyncio_")


async def ticker(log):
    for i in range(5):
        log.append(i)
        await asyncio.sleep(0.01)


async def add(a, b):
    await asyncio.sleep(0.001)
    if b is None:
        raise ValueError("no b")
    return a + b


async def main():
    loop = asyncio.get_running_loop()
    log = []
    t = asyncio.create_task(ticker(log))
    print(await asyncio.gather(*(asyncio.to_thread(blocking, n) for n in (3, 1, 2))))
    await t
    print(log)
    print(await loop.run_in_executor(None, blocking, 1))
    try:
        await asyncio.to_thread(int, "x")
    except ValueError as e:
        print(e)
    out = []

    def other_thread():
        f = asyncio.run_coroutine_threadsafe(add(1, 2), loop)
        out.append(f.result())
        f = asyncio.run_coroutine_threadsafe(add(1, None), loop)
        try:
            f.result(1)
        except ValueError as e:
            out.append(str(e))
        loop.call_soon_threadsafe(out.append, "soon")
        loop.call_soon_threadsafe(done.set)

    done = asyncio.Event()
    th = threading.Thread(target=other_thread)
    th.start()
    await done.wait()
    th.join()
    print(out)
    results = []

    def own_loop(n):
        results.append(asyncio.run(add(n, n)))

    threads = [threading.Thread(target=own_loop, args=(n,)) for n in range(3)]
    for th in threads:
        th.start()
    await asyncio.to_thread(lambda: [th.join() for th in threads])
    print(sorted(results))


asyncio.run(main())

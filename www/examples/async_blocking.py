import asyncio
import time


async def heartbeat():
    for _ in range(3):
        begin = time.perf_counter()
        await asyncio.sleep(0.01)
        late = time.perf_counter() - begin > 0.05
        print("beat", "(late!)" if late else "")


async def careless():
    await asyncio.sleep(0.005)
    time.sleep(0.1)  # blocks the one thread, so every task stands still


async def main():
    await asyncio.gather(heartbeat(), careless())


asyncio.run(main())

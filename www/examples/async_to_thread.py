import asyncio
import time


def query(n):  # an ordinary blocking function
    time.sleep(0.05)
    return n * n


async def heartbeat():
    for _ in range(4):
        await asyncio.sleep(0.01)
        print("beat")


async def main():
    # In threads the waits release the GIL, and the loop keeps beating.
    *_, a, b = await asyncio.gather(
        heartbeat(),
        asyncio.to_thread(query, 3),
        asyncio.to_thread(query, 4),
    )
    print(a, b)


asyncio.run(main())

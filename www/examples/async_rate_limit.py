import asyncio

INTERVAL = 0.01


class Limiter:
    """Lets one call pass in each interval."""

    def __init__(self):
        self.lock = asyncio.Lock()
        self.next = 0.0

    async def wait(self):
        loop = asyncio.get_running_loop()
        async with self.lock:  # a lock of the loop: waiting for it blocks only this task
            pause = self.next - loop.time()
            if pause > 0:
                await asyncio.sleep(pause)
            self.next = loop.time() + INTERVAL


async def call(limiter, n):
    await limiter.wait()
    print("call", n)


async def main():
    limiter = Limiter()
    await asyncio.gather(*(call(limiter, n) for n in range(4)))


asyncio.run(main())

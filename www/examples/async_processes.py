import asyncio
from concurrent.futures import ProcessPoolExecutor


def parse(n):  # computing: belongs in another process
    return sum(i * i for i in range(n))


async def fetch(n):
    await asyncio.sleep(0.02)  # waiting: belongs on the loop
    return n


async def handle(pool, n):
    size = await fetch(n)
    return await asyncio.get_running_loop().run_in_executor(pool, parse, size)


async def main():
    with ProcessPoolExecutor(max_workers=2) as pool:
        print(await asyncio.gather(*(handle(pool, n) for n in (1000, 2000, 3000))))


if __name__ == "__main__":
    asyncio.run(main())

import asyncio
import time


async def fetch(name, seconds):
    print(name, "asks")
    await asyncio.sleep(seconds)  # hands control back to the event loop
    print(name, "has its answer")
    return name


async def main():
    begin = time.perf_counter()
    answers = await asyncio.gather(fetch("A", 0.05), fetch("B", 0.03), fetch("C", 0.04))
    print(answers, "in the order asked")
    print("three waits took less than 120 ms:", time.perf_counter() - begin < 0.12)


asyncio.run(main())

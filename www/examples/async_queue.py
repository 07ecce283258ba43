import asyncio


async def produce(queue):
    for i in range(5):
        await queue.put(i)  # waits while the queue is full
        print("put", i)
    await queue.put(None)


async def consume(queue):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(0.01)
        print("    used", item)


async def main():
    queue = asyncio.Queue(maxsize=2)
    await asyncio.gather(produce(queue), consume(queue))


asyncio.run(main())

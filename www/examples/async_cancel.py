import asyncio


async def download(name):
    try:
        await asyncio.sleep(1)
        print(name, "is here")
    except asyncio.CancelledError:
        print(name, "was cancelled and cleans up")
        raise  # whoever cancelled wants to see it end


async def main():
    task = asyncio.create_task(download("big.iso"))
    await asyncio.sleep(0.01)
    task.cancel()  # only asks: the task is told at its await
    try:
        await task
    except asyncio.CancelledError:
        print("the task has ended, cancelled:", task.cancelled())


asyncio.run(main())

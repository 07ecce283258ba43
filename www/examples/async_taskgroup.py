import asyncio


async def steady(name):
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print(name, "was cancelled")
        raise


async def broken():
    await asyncio.sleep(0.01)
    raise ValueError("no such page")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(steady("A"))
            group.create_task(steady("B"))
            group.create_task(broken())
    except* ValueError as errors:
        print("the group failed:", errors.exceptions)


asyncio.run(main())

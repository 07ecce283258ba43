import asyncio


async def slow():
    try:
        await asyncio.sleep(1)
    finally:
        print("cleans up on cancellation")


async def main():
    try:
        async with asyncio.timeout(0.02):
            await slow()
    except TimeoutError:
        print("took longer than 20 ms")
    try:
        await asyncio.wait_for(slow(), timeout=0.02)
    except TimeoutError:
        print("and again, with wait_for")


asyncio.run(main())

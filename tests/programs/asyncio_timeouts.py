# timeout, timeout_at, wait_for: nesting, rescheduling, races with cancelling.
import asyncio


async def swallow(result):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return result


async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(0.01) as cm:
            print(repr(cm).startswith("<Timeout [active] when="))
            await asyncio.sleep(10)
    except TimeoutError as e:
        print("expired", cm.expired(), repr(cm), repr(e), type(e.__cause__).__name__)
    async with asyncio.timeout(None) as cm:
        print(cm.when(), repr(cm))
        cm.reschedule(loop.time() + 10)
        print(cm.when() is not None)
    print(repr(cm), cm.expired())
    try:
        cm.reschedule(1)
    except RuntimeError as e:
        print(e)
    fresh = asyncio.timeout(1)
    try:
        fresh.reschedule(None)
    except RuntimeError as e:
        print(e, repr(fresh))
    try:
        async with cm:
            pass
    except RuntimeError as e:
        print(e)
    try:
        async with asyncio.timeout(10):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(1)
    except TimeoutError:
        print("inner")
    try:
        async with asyncio.timeout(0.01) as outer:
            try:
                async with asyncio.timeout(10) as inner:
                    await asyncio.sleep(1)
            finally:
                print(inner.expired(), outer.expired())
    except TimeoutError:
        print("outer")
    try:
        async with asyncio.timeout_at(loop.time() - 1):
            print("runs until the first await")
            await asyncio.sleep(0)
            print("not here")
    except TimeoutError:
        print("late already")
    print(await asyncio.wait_for(swallow("kept"), 0.01))
    for timeout in (0, -1, None):
        try:
            print(await asyncio.wait_for(asyncio.sleep(0, "in time"), timeout))
        except TimeoutError as e:
            print("TimeoutError", type(e.__cause__).__name__)
    done = asyncio.create_task(asyncio.sleep(0, "was done"))
    await done
    print(await asyncio.wait_for(done, 0))

    async def victim():
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(10)
        except TimeoutError:
            return "timeout", asyncio.current_task().cancelling()
        except asyncio.CancelledError:
            return "cancelled", asyncio.current_task().cancelling()

    t = asyncio.create_task(victim())
    await asyncio.sleep(0)
    t.cancel()
    print(await t)
    print(await victim(), asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout(0.01):
            raise KeyError("mine")
    except KeyError as e:
        print(repr(e))
    try:
        async with asyncio.timeout(0.01) as cm:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                raise ValueError("instead")
    except ValueError as e:
        print(e, type(e.__context__).__name__, cm.expired())


asyncio.run(main())

# Edge cases of task groups.
import asyncio


async def fail(after, exc):
    await asyncio.sleep(after)
    raise exc


async def slow(name):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


def shown(eg):
    return [repr(e) for e in eg.exceptions]


async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(0, ValueError("a")))
            tg.create_task(fail(0, KeyError("b")))
            tg.create_task(slow("s"))
            print(tg)
    except* ValueError as eg:
        print("V", shown(eg))
    except* KeyError as eg:
        print("K", shown(eg))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(slow("body fails"))
            await asyncio.sleep(0)
            raise RuntimeError("body")
    except ExceptionGroup as eg:
        print(eg, shown(eg))
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(slow("outer"))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(slow("inner"))
                inner.create_task(fail(0.001, OSError("x")))
    except ExceptionGroup as eg:
        print(eg, [str(e) for e in eg.exceptions], shown(eg.exceptions[0]))
    print(asyncio.current_task().cancelling())

    async def parent():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(slow("child of cancelled"))
            await asyncio.sleep(10)

    t = asyncio.create_task(parent())
    await asyncio.sleep(0.001)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True), t.cancelled())

    async with asyncio.TaskGroup() as tg:
        async def spawn(depth):
            if depth:
                tg.create_task(spawn(depth - 1))
            print("depth", depth)
        tg.create_task(spawn(2))
    for make in (lambda: tg.create_task(asyncio.sleep(0)), lambda: asyncio.TaskGroup().create_task(asyncio.sleep(0))):
        try:
            make()
        except RuntimeError as e:
            print(e)
    try:
        async with tg:
            pass
    except RuntimeError as e:
        print(e)
    try:
        async with asyncio.TaskGroup() as tg:
            t = tg.create_task(fail(0, asyncio.CancelledError("own")))
    finally:
        print("cancelled child does not matter", t.cancelled())
    async with asyncio.timeout(0.01) as cm:
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(slow("timed out"))
        except asyncio.CancelledError:
            print("group saw", cm.expired())
            try:
                raise
            finally:
                pass


try:
    asyncio.run(main())
except TimeoutError as e:
    print("TimeoutError", repr(e), type(e.__cause__).__name__)

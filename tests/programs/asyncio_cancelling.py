# cancel and uncancel counts, swallowing, cancelling before the first step.
import asyncio


async def stubborn():
    for _ in range(3):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            print("swallowed", e.args, asyncio.current_task().cancelling())
    return "finished"


async def never():
    print("never printed")


async def cleanup():
    try:
        await asyncio.sleep(10)
    finally:
        print("cleaning")
        await asyncio.sleep(0)
        print("cleaned")


async def main():
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    for i in range(3):
        print("cancel", t.cancel(f"m{i}"), t.cancelling(), t.cancelled(), t.done())
        await asyncio.sleep(0)
    print(await t, t.cancel(), t.cancelling(), t.uncancel(), t.cancelled())
    t = asyncio.create_task(never())
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True), t.cancelled())
    t = asyncio.create_task(cleanup())
    await asyncio.sleep(0)
    t.cancel("why")
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
    try:
        t.result()
    except asyncio.CancelledError as e:
        print("result", e.args)
    t = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    t.cancel()
    t.cancel()
    print(t.cancelling(), t.uncancel(), t.cancelling())
    await asyncio.wait([t])
    print(repr(t).split(' coro=')[0])
    me = asyncio.current_task()
    me.cancel("self")
    print("still here", me.cancelling())
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        print("now", e.args, me.uncancel())
    outer = asyncio.create_task(wait_for_inner())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    outer.cancel("outer")
    try:
        await outer
    except asyncio.CancelledError as e:
        print("outer", e.args)


async def wait_for_inner():
    inner = asyncio.create_task(asyncio.sleep(10))
    try:
        await inner
    except asyncio.CancelledError as e:
        print("inner", e.args, inner.cancelled())
        raise


asyncio.run(main())

# What goes wrong, and how it is said.
import asyncio


class Answers:
    def __init__(self, loop):
        self.loop = loop

    def __call__(self, loop, context):
        exc = context.get("exception")
        print("handler:", context["message"].split(" at ")[0].split(" <")[0], repr(exc))


async def boom():
    raise ValueError("boom")


async def awaits_itself():
    t = asyncio.current_task()
    try:
        await t
    except RuntimeError as e:
        print(str(e).split(":")[0])


async def odd():
    class Odd:
        def __await__(self):
            yield "odd"
    try:
        await Odd()
    except RuntimeError as e:
        print(e)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(Answers(loop))
    await awaits_itself()
    await odd()
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    for bad in (3, None, [1]):
        try:
            await bad
        except TypeError as e:
            print(type(e).__name__)
        try:
            asyncio.ensure_future(bad)
        except TypeError as e:
            print(e)
        try:
            asyncio.create_task(bad)
        except TypeError as e:
            print(e)
    try:
        asyncio.run(boom_never := asyncio.sleep(0))
    except RuntimeError as e:
        print(e)
        boom_never.close()
    f = loop.create_future()
    f.set_result(1)
    for bad in (lambda: f.set_result(2), lambda: f.set_exception(ValueError()), f.exception):
        try:
            print(bad())
        except asyncio.InvalidStateError as e:
            print("invalid:", str(e).split(": <")[0])
    t = asyncio.create_task(boom())
    for bad in (lambda: t.set_result(1), lambda: t.set_exception(ValueError()), t.result, t.exception):
        try:
            bad()
        except (RuntimeError, asyncio.InvalidStateError) as e:
            print(type(e).__name__, e)
    try:
        await t
    except ValueError as e:
        print("awaited", e)
    try:
        await t
    except ValueError as e:
        print("again", e, t.exception() is e)
    c = boom()
    try:
        await c
    except ValueError:
        pass
    try:
        await c
    except RuntimeError as e:
        print(e)
    print(f, loop.create_future())
    g = loop.create_future()
    g.cancel("msg")
    print(g, g.cancelled(), g.cancel())
    done = asyncio.create_task(asyncio.sleep(0, 5), name="five")
    await done
    print(repr(done).split(" coro=")[0], done.get_name(), done.get_coro() is not None)


asyncio.run(main())
for bad in (asyncio.get_running_loop, lambda: asyncio.run(3), lambda: asyncio.current_task()):
    try:
        bad()
    except (RuntimeError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    asyncio.run(boom())
except ValueError as e:
    print("through run:", e)
loop = asyncio.new_event_loop()
print(loop.run_until_complete(asyncio.sleep(0, "done")), loop.is_running(), loop.is_closed())
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
try:
    loop.call_soon(print)
except RuntimeError as e:
    print(e)
with asyncio.Runner() as runner:
    print(runner.run(asyncio.sleep(0, "one")), runner.run(asyncio.sleep(0, "two")))

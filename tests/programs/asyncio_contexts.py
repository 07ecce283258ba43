# Context variables of tasks, callbacks, and contexts of one's own.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")
other = contextvars.ContextVar("other")


async def child(n):
    seen = var.get()
    var.set(f"child {n}")
    await asyncio.sleep(0)
    return seen, var.get()


async def main():
    var.set("main")
    print(await asyncio.gather(child(1), child(2)), var.get())
    print(await child(3), var.get())
    ctx = contextvars.copy_context()
    t = asyncio.create_task(child(4), context=ctx)
    var.set("changed later")
    print(await t, ctx[var], var.get(), var in ctx, other in ctx, len(ctx))
    loop = asyncio.get_running_loop()
    seen = []
    loop.call_soon(lambda: seen.append(var.get()))
    var.set("after call_soon")
    loop.call_soon(lambda: seen.append(var.get()), context=ctx)
    f = loop.create_future()
    f.add_done_callback(lambda f: seen.append(("callback", var.get())))
    var.set("at result")
    f.set_result(1)
    await asyncio.sleep(0)
    print(seen)


asyncio.run(main())
print(var.get())
token = var.set("outside")
print(token.var is var, token.old_value is contextvars.Token.MISSING)
token2 = var.set("again")
print(token2.old_value)
var.reset(token2)
print(var.get())
var.reset(token)
print(var.get())
for bad in (lambda: var.reset(token), lambda: other.get(), lambda: other.reset(var.set(1)), lambda: contextvars.Context()["x"]):
    try:
        bad()
    except (RuntimeError, LookupError, ValueError, TypeError) as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
ctx = contextvars.Context()


def inside():
    other.set(5)
    print(dict((v.name, x) for v, x in ctx.items()), other.get(), var.get("given"))
    try:
        ctx.run(inside)
    except RuntimeError as e:
        print(str(e).split(" <")[0], "is already entered" in str(e))


ctx.run(inside)
print(other.get("unset here"), ctx[other], ctx.get(var, "nothing"))

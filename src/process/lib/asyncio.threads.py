"""`to_thread`. Source: `Lib/asyncio/threads.py`."""

from asyncio import events
from contextvars import copy_context
from functools import partial

__all__ = ("to_thread",)


async def to_thread(func, /, *args, **kwargs):
    loop = events.get_running_loop()
    return await loop.run_in_executor(None, partial(copy_context().run, func, *args, **kwargs))

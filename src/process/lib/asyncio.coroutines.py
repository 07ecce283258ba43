"""What is a coroutine. Source: `Lib/asyncio/coroutines.py`."""

__all__ = ("iscoroutinefunction", "iscoroutine")


async def _nothing():
    pass


_coroutine = _nothing()
_coroutine.close()
_Coroutine = type(_coroutine)


def iscoroutinefunction(func):
    code = getattr(getattr(func, "__func__", func), "__code__", None)
    return code is not None and bool(code.co_flags & 0x80)


def iscoroutine(obj):
    return isinstance(obj, _Coroutine) or all(hasattr(obj, name) for name in ("send", "throw", "close", "__await__"))

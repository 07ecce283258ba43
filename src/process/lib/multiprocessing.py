"""Processes as a package, its functions those of the default context, as in CPython 3.14."""

__path__ = []

import sys
from multiprocessing import context

_default = context._default_context
__all__ = [name for name in dir(_default) if not name.startswith("_")]
globals().update((name, getattr(_default, name)) for name in __all__)
reducer = context.reduction

SUBDEBUG = 5
SUBWARNING = 25
if "__main__" in sys.modules:
    sys.modules["__mp_main__"] = sys.modules["__main__"]

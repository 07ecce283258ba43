"""Event loop policies, which hardly a program sets. Source: `Lib/asyncio/events.py`, `unix_events.py`."""

import sys
from asyncio import base_events, events

_default = None


def _deprecated(name):
    if sys.version_info >= (3, 14):
        import warnings
        warnings.warn(f"'asyncio.{name}' is deprecated and slated for removal in Python 3.16", DeprecationWarning, stacklevel=3)


class AbstractEventLoopPolicy:
    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    _loop_factory = base_events.EventLoop

    def get_event_loop(self):
        policy, events._policy = events._policy, None
        try:
            return events.get_event_loop()
        finally:
            events._policy = policy

    def set_event_loop(self, loop):
        events._set[events.get_ident()] = loop

    def new_event_loop(self):
        return self._loop_factory()


DefaultEventLoopPolicy.__name__ = DefaultEventLoopPolicy.__qualname__ = (
    "_UnixDefaultEventLoopPolicy" if sys.version_info < (3, 14) else "_DefaultEventLoopPolicy")
DefaultEventLoopPolicy.__module__ = "asyncio.unix_events"


def get_event_loop_policy():
    global _default
    _deprecated("get_event_loop_policy")
    if events._policy is not None:
        return events._policy
    if _default is None:
        _default = DefaultEventLoopPolicy()
    return _default


def set_event_loop_policy(policy):
    _deprecated("set_event_loop_policy")
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    events._policy = policy

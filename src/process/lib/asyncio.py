"""asyncio, laid out as CPython's package is; what the others need comes first."""

__path__ = ["/usr/lib/python3.14/asyncio"]

import sys
from asyncio.exceptions import *
from asyncio.events import *
from asyncio.events import _get_running_loop, _set_running_loop
from asyncio.coroutines import *
from asyncio.futures import *
from asyncio.locks import *
from asyncio.queues import *
from asyncio.timeouts import *
from asyncio.tasks import *
from asyncio.taskgroups import *
from asyncio.base_events import *
from asyncio.runners import *
from asyncio.threads import *
from asyncio.streams import *


_LAZY = {
    "asyncio.protocols": "BaseProtocol BufferedProtocol DatagramProtocol Protocol SubprocessProtocol",
    "asyncio.subprocess": "create_subprocess_exec create_subprocess_shell",
    "asyncio.transports": "BaseTransport DatagramTransport ReadTransport SubprocessTransport Transport WriteTransport",
    "asyncio.policies": "AbstractEventLoopPolicy DefaultEventLoopPolicy get_event_loop_policy set_event_loop_policy",
}


def __getattr__(name):
    for module, names in _LAZY.items():
        if name in names.split():
            return getattr(__import__(module, fromlist=[name]), name)
    if name in ("protocols", "subprocess", "transports"):
        __import__("asyncio." + name)
        return globals()[name]
    raise AttributeError(f"module 'asyncio' has no attribute {name!r}")

if sys.version_info < (3, 14):
    from _versions import trim
    trim(__name__)

"""asyncio, laid out as CPython's package is; what the others need comes first."""

__path__ = ["/usr/lib/python3.14/asyncio"]

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

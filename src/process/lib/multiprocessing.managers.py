"""Managers: a process that keeps objects, and proxies that call their methods over a connection for each thread.

Source followed: Lib/multiprocessing/managers.py of CPython 3.14. Objects live as long as their server.
"""

import queue
import sys
import threading
import _kernel
import _thread
from multiprocessing import get_context, process, util
from multiprocessing.connection import Client, Listener
from multiprocessing.context import ProcessError

__all__ = ["BaseManager", "SyncManager", "BaseProxy", "Token"]


class Token:
    def __init__(self, typeid, address, id):
        self.typeid, self.address, self.id = typeid, address, id

    def __repr__(self):
        return "%s(typeid=%r, address=%r, id=%r)" % (type(self).__name__, self.typeid, self.address, self.id)


class RemoteError(Exception):
    def __str__(self):
        return "\n" + "-" * 75 + "\n" + str(self.args[0]) + "-" * 75


def public_methods(obj):
    return [name for name in dir(obj) if name[0] != "_" and callable(getattr(obj, name))]


class _NotExposed(Exception):
    pass


class Server:
    def __init__(self, registry, address):
        self.registry = registry
        self.listener = Listener(address, backlog=128)
        self.address = self.listener.address
        self.id_to_obj = {}
        self.mutex = threading.Lock()
        self.stop = threading.Event()

    def serve_forever(self):
        process.current_process()._manager_server = self
        threading.Thread(target=self.accepter, daemon=True).start()
        self.stop.wait()

    def accepter(self):
        while True:
            try:
                c = self.listener.accept()
            except OSError:
                continue
            threading.Thread(target=self.serve_client, args=(c,), daemon=True).start()

    def serve_client(self, conn):
        while not self.stop.is_set():
            try:
                ident, name, args, kwds = conn.recv()
            except (EOFError, OSError):
                conn.close()
                return
            try:
                if ident is None:
                    result = getattr(self, name)(*args, **kwds)
                else:
                    obj, exposed, typeids = self.id_to_obj[ident]
                    if name == "#GETVALUE":
                        result = obj
                    elif name not in exposed and name not in ("__repr__", "__str__"):
                        raise _NotExposed("method %r of %r object is not in exposed=%r" % (name, type(obj), exposed))
                    else:
                        result = getattr(obj, name)(*args, **kwds)
                    if typeids and name in typeids:
                        message = "#PROXY", self.create(typeids[name], result)
                        result = message
                    elif type(result).__name__ in ("dict_keys", "dict_values", "dict_items"):
                        result = list(result)
                message = result if type(result) is tuple and result and result[0] == "#PROXY" else ("#RETURN", result)
            except _NotExposed as e:
                message = "#TRACEBACK", _thread._format_exception(AttributeError(*e.args))
            except Exception as e:
                message = "#ERROR", e
            try:
                conn.send(message)
            except Exception as e:
                conn.send(("#TRACEBACK", _thread._format_exception(e)))
            if name == "shutdown" and ident is None:
                self.stop.set()

    def create(self, typeid, /, *args, **kwds):
        callable, exposed, typeids, proxytype = self.registry[typeid]
        obj = args[0] if callable is None else callable(*args, **kwds)
        if exposed is None:
            exposed = public_methods(obj)
        if typeids is not None:
            exposed = list(exposed) + list(typeids)
        with self.mutex:
            ident = "%x" % (len(self.id_to_obj) + 0x7f0000001000)
            self.id_to_obj[ident] = obj, set(exposed), typeids
        return ident, tuple(exposed), typeid

    def shutdown(self):
        pass

    def number_of_objects(self):
        return len(self.id_to_obj)


_connections = {}


def _connection(address):
    key = _kernel.getpid(), threading.get_ident(), address
    if key not in _connections:
        _connections[key] = Client(address)
    return _connections[key]


def _request(address, ident, name, args=(), kwds={}):
    conn = _connection(address)
    conn.send((ident, name, args, kwds))
    return conn.recv()


def convert_to_error(kind, result):
    if kind == "#ERROR":
        return result
    return RemoteError(result)


class BaseManager:
    _registry = {}

    def __init__(self, address=None, authkey=None, serializer="pickle", ctx=None, *, shutdown_timeout=1.0):
        self._address = address
        self._authkey = authkey
        self._ctx = ctx or get_context()
        self._shutdown_timeout = shutdown_timeout
        self._started = False
        self._process = None

    def get_server(self):
        return Server(self._registry, self._address)

    def connect(self):
        _connection(self._address)
        self._started = True

    def start(self, initializer=None, initargs=()):
        if self._started:
            raise ProcessError("Already started server")
        if self._process is not None:
            raise ProcessError("Manager has shut down")
        reader, writer = self._ctx.Pipe(duplex=False)
        self._process = self._ctx.Process(target=_run_server, args=(
            self._registry, self._address, writer, initializer, initargs))
        self._process.name = type(self).__name__ + "-" + ":".join(str(i) for i in self._process._identity)
        self._process.start()
        writer.close()
        self._address = reader.recv()
        reader.close()
        for key in [key for key in _connections if key[2] == self._address]:
            del _connections[key]  # to an earlier manager of that address
        self._started = True
        self.shutdown = util.Finalize(self, self._finalize, exitpriority=0)

    def _finalize(self):
        if self._process.is_alive():
            try:
                _request(self._address, None, "shutdown")
            except Exception:
                pass
            self._process.join(timeout=self._shutdown_timeout)
            if self._process.is_alive():
                self._process.terminate()
                self._process.join()
        self._started = False

    def _create(self, typeid, /, *args, **kwds):
        assert self._started, "server not yet started"
        kind, result = _request(self._address, None, "create", (typeid,) + args, kwds)
        if kind != "#RETURN":
            raise convert_to_error(kind, result)
        return _make_proxy(self._registry[typeid][3], self._address, *result)

    def join(self, timeout=None):
        self._process.join(timeout)

    def __enter__(self):
        if not self._started:
            self.start()
        return self

    def __exit__(self, *args):
        self.shutdown()

    @property
    def address(self):
        return self._address

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, method_to_typeid=None, create_method=True):
        if "_registry" not in cls.__dict__:
            cls._registry = cls._registry.copy()
        exposed = exposed or getattr(proxytype, "_exposed_", None)
        method_to_typeid = method_to_typeid or getattr(proxytype, "_method_to_typeid_", None)
        cls._registry[typeid] = callable, exposed, method_to_typeid, proxytype or BaseProxy
        if create_method:
            def temp(self, /, *args, **kwds):
                return self._create(typeid, *args, **kwds)
            temp.__name__ = typeid
            setattr(cls, typeid, temp)


def _run_server(registry, address, writer, initializer, initargs):
    if initializer is not None:
        initializer(*initargs)
    server = Server(registry, address)
    writer.send(server.address)
    writer.close()
    server.serve_forever()


class BaseProxy:
    def __init__(self, token, exposed=()):
        self._token = token
        self._id = token.id
        self._exposed = exposed

    def _callmethod(self, methodname, args=(), kwds={}):
        kind, result = _request(self._token.address, self._id, methodname, args, kwds)
        if kind == "#RETURN":
            return result
        if kind == "#PROXY":
            ident, exposed, typeid = result
            return _make_proxy(SyncManager._registry[typeid][3], self._token.address, ident, exposed, typeid)
        raise convert_to_error(kind, result)

    def _getvalue(self):
        return self._callmethod("#GETVALUE")

    def __reduce__(self):
        cls = type(self)
        return _make_proxy, (getattr(cls, "_base_", cls), self._token.address, self._id, self._exposed,
                             self._token.typeid)

    def __deepcopy__(self, memo):
        return self._getvalue()

    def __repr__(self):
        return "<%s object, typeid %r at %#x>" % (type(self).__name__, self._token.typeid, id(self))

    def __str__(self):
        try:
            return self._callmethod("__repr__")
        except Exception:
            return repr(self)[:-1] + "; '__str__()' failed>"


def _method(name):
    def method(self, /, *args, **kwds):
        return self._callmethod(name, args, kwds)
    method.__name__ = name
    return method


def MakeProxyType(name, exposed, bases=(BaseProxy,)):
    names = {method: _method(method) for method in exposed}
    names["_exposed_"] = tuple(exposed)
    names["__module__"] = __name__
    return type(name, bases, names)


_auto = {}


def _make_proxy(cls, address, ident, exposed, typeid):
    if cls is BaseProxy:
        key = typeid, tuple(exposed)
        if key not in _auto:
            _auto[key] = MakeProxyType("AutoProxy[%s]" % typeid, exposed)
            _auto[key]._base_ = BaseProxy
        cls = _auto[key]
    return cls(Token(typeid, address, ident), exposed)


class Namespace:
    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = ["%s=%r" % item for item in self.__dict__.items() if not item[0].startswith("_")]
        return "%s(%s)" % (self.__class__.__name__, ", ".join(sorted(items)))


class Value:
    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value

    def __repr__(self):
        return "%s(%r, %r)" % (type(self).__name__, self._typecode, self._value)

    value = property(get, set)


def Array(typecode, sequence, lock=True):
    import array
    return array.array(typecode, sequence)


class NamespaceProxy(BaseProxy):
    _exposed_ = ("__getattribute__", "__setattr__", "__delattr__")

    def __getattr__(self, key):
        if key[0] == "_":
            return object.__getattribute__(self, key)
        return object.__getattribute__(self, "_callmethod")("__getattribute__", (key,))

    def __setattr__(self, key, value):
        if key[0] == "_":
            return object.__setattr__(self, key, value)
        return self._callmethod("__setattr__", (key, value))

    def __delattr__(self, key):
        if key[0] == "_":
            return object.__delattr__(self, key)
        return self._callmethod("__delattr__", (key,))


class AcquirerProxy(BaseProxy):
    _exposed_ = ("acquire", "release", "locked")

    def acquire(self, blocking=True, timeout=None):
        return self._callmethod("acquire", (blocking,) if timeout is None else (blocking, timeout))

    def release(self):
        return self._callmethod("release")

    def locked(self):
        return self._callmethod("locked")

    def __enter__(self):
        return self._callmethod("acquire")

    def __exit__(self, exc_type, exc_val, exc_tb):
        return self._callmethod("release")


class ConditionProxy(AcquirerProxy):
    _exposed_ = ("acquire", "release", "wait", "notify", "notify_all")
    wait, notify, notify_all = _method("wait"), _method("notify"), _method("notify_all")

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        while not result:
            self.wait(timeout)
            result = predicate()
            if timeout is not None:
                break
        return result


class ValueProxy(BaseProxy):
    _exposed_ = ("get", "set")
    get, set = _method("get"), _method("set")
    value = property(lambda self: self.get(), lambda self, value: self.set(value))


EventProxy = MakeProxyType("EventProxy", ("is_set", "set", "clear", "wait"))


class BarrierProxy(BaseProxy):
    _exposed_ = ("__getattribute__", "wait", "abort", "reset")
    wait, abort, reset = _method("wait"), _method("abort"), _method("reset")
    parties = property(lambda self: self._callmethod("__getattribute__", ("parties",)))
    n_waiting = property(lambda self: self._callmethod("__getattribute__", ("n_waiting",)))
    broken = property(lambda self: self._callmethod("__getattribute__", ("broken",)))


_list_methods = (
    "__add__", "__contains__", "__delitem__", "__getitem__", "__imul__", "__len__", "__mul__", "__reversed__",
    "__rmul__", "__setitem__", "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove",
    "reverse", "sort",
)
BaseListProxy = MakeProxyType("BaseListProxy", _list_methods)


class ListProxy(BaseListProxy):
    def __iadd__(self, value):
        self._callmethod("extend", (value,))
        return self

    def __imul__(self, value):
        self._callmethod("__imul__", (value,))
        return self


_dict_methods = (
    "__contains__", "__delitem__", "__getitem__", "__iter__", "__len__", "__setitem__", "clear", "copy", "get",
    "items", "keys", "pop", "popitem", "setdefault", "update", "values",
)
DictProxy = MakeProxyType("DictProxy", _dict_methods)
DictProxy._method_to_typeid_ = {"__iter__": "Iterator"}
ArrayProxy = MakeProxyType("ArrayProxy", ("__len__", "__getitem__", "__setitem__"))
SetProxy = MakeProxyType("SetProxy", (
    "__contains__", "__iter__", "__len__", "add", "clear", "copy", "discard", "pop", "remove", "update", "union", "difference",
    "intersection", "issubset", "issuperset", "isdisjoint", "symmetric_difference",
))
SetProxy._method_to_typeid_ = {"__iter__": "Iterator"}
PoolProxy = MakeProxyType("PoolProxy", (
    "apply", "apply_async", "close", "imap", "imap_unordered", "join", "map", "map_async", "starmap",
    "starmap_async", "terminate",
))


class IteratorProxy(BaseProxy):
    _exposed_ = ("__next__",)

    def __iter__(self):
        return self

    def __next__(self):
        return self._callmethod("__next__")


class SyncManager(BaseManager):
    """What multiprocessing.Manager() starts."""


def _pool(*args, **kwds):
    from multiprocessing.pool import Pool
    return Pool(*args, **kwds)


for _typeid, _callable, _proxytype in (
    ("Queue", queue.Queue, None), ("JoinableQueue", queue.Queue, None), ("Event", threading.Event, EventProxy),
    ("Lock", threading.Lock, AcquirerProxy), ("RLock", threading.RLock, AcquirerProxy),
    ("Semaphore", threading.Semaphore, AcquirerProxy),
    ("BoundedSemaphore", threading.BoundedSemaphore, AcquirerProxy),
    ("Condition", threading.Condition, ConditionProxy), ("Barrier", threading.Barrier, BarrierProxy),
    ("Pool", _pool, PoolProxy), ("list", list, ListProxy), ("dict", dict, DictProxy), ("set", set, SetProxy),
    ("Value", Value, ValueProxy), ("Array", Array, ArrayProxy), ("Namespace", Namespace, NamespaceProxy),
):
    SyncManager.register(_typeid, _callable, _proxytype)
SyncManager.register("Iterator", proxytype=IteratorProxy, create_method=False)

"""What older versions lack of modules that are written as 3.14's are: taken away when the module is made.

Functions that still need a name have it from elsewhere. What differs in behaviour is said where it happens.
"""

import sys

_NEW = {
    "asyncio": {
        (3, 11): "BrokenBarrierError Barrier Runner TaskGroup Timeout timeout timeout_at",
        (3, 12): "create_eager_task_factory eager_task_factory",
        (3, 13): "EventLoop QueueShutDown",
        (3, 14): "FrameCallGraphEntry FutureCallGraph capture_call_graph format_call_graph print_call_graph",
    },
    "asyncio.queues": {(3, 13): "Queue.shutdown"},
    "asyncio.streams": {(3, 13): "Server.abort_clients Server.close_clients"},
    "concurrent.futures.process": {
        (3, 14): "ProcessPoolExecutor.kill_workers ProcessPoolExecutor.terminate_workers"},
    "multiprocessing.process": {(3, 14): "BaseProcess.interrupt"},
    "queue": {(3, 13): "Queue.shutdown ShutDown"},
    "threading": {(3, 10): "__excepthook__ gettrace getprofile"},
}


def trim(name):
    module = sys.modules[name].__dict__
    for since, names in _NEW[name].items():
        if sys.version_info < since:
            for dotted in names.split():
                owner, _, attribute = dotted.rpartition(".")
                if not owner:
                    module.pop(attribute, None)
                elif attribute in module[owner].__dict__:
                    delattr(module[owner], attribute)


def refuse(function, parameter, since):
    """A parameter that the version does not have was given."""
    if sys.version_info < since:
        if sys.version_info < (3, 10):
            function = function.rpartition(".")[2]
        raise TypeError(f"{function}() got an unexpected keyword argument {parameter!r}")

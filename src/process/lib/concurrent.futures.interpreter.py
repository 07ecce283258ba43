"""Interpreters as workers: not available here yet."""

from concurrent.futures import _base


class InterpreterPoolExecutor(_base.Executor):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("InterpreterPoolExecutor is not available here: use ThreadPoolExecutor or ProcessPoolExecutor")

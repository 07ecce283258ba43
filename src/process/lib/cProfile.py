"""Profiles. The machine counts instructions, not calls: what is run is run, and its profile is empty."""

__all__ = ["run", "runctx", "Profile"]

import sys


class Profile:
    def __init__(self, *args, **kwargs):
        self.stats = {}

    def enable(self, *args, **kwargs):
        pass

    def disable(self):
        pass

    create_stats = clear = disable

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    def runcall(self, func, /, *args, **kw):
        return func(*args, **kw)

    def run(self, cmd):
        return self.runctx(cmd, sys.modules["__main__"].__dict__, sys.modules["__main__"].__dict__)

    def runctx(self, cmd, globals, locals):
        exec(cmd, globals, locals)
        return self

    def print_stats(self, sort=-1):
        import pstats
        pstats.Stats(self).strip_dirs().sort_stats(sort).print_stats()


def run(statement, filename=None, sort=-1):
    Profile().run(statement)


def runctx(statement, globals, locals, filename=None, sort=-1):
    Profile().runctx(statement, globals, locals)

"""Whether a module is there."""

__all__ = ["find_spec"]

import sys


class ModuleSpec:
    def __init__(self, name, origin):
        self.name, self.loader, self.origin, self.submodule_search_locations = name, None, origin, None

    parent = property(lambda self: self.name.rpartition(".")[0])

    def __repr__(self):
        return f"ModuleSpec(name={self.name!r}, loader=None, origin={self.origin!r})"


def find_spec(name, package=None):
    known = name in sys.modules
    try:
        module = __import__(name)
    except ModuleNotFoundError:
        if "." in name and name.rpartition(".")[0] not in sys.modules:
            raise
        return None
    if not known:
        sys.modules.pop(name, None)
    return ModuleSpec(name, getattr(module, "__file__", "built-in"))

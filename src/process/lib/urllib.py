"""The package of URL modules."""

__path__ = ["/usr/lib/python3.14/urllib"]

"""What of `json` writes."""

__all__ = ["JSONEncoder"]

from json import JSONEncoder

"""What of `json` reads."""

__all__ = ["JSONDecoder", "JSONDecodeError"]

from json import JSONDecodeError, JSONDecoder

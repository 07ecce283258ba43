"""Profiles, see `cProfile`."""

__all__ = ["run", "runctx", "Profile"]

from cProfile import Profile, run, runctx

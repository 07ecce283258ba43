"""The collector traces from what is reachable; it needs no help and promises nothing about when it runs."""

import _loop


def collect(generation=2):
    _loop.collect()
    return 0


def enable():
    _state[0] = True


def disable():
    _state[0] = False


def isenabled():
    return _state[0]


def get_count():
    return (0, 0, 0)


def get_threshold():
    return (2000, 10, 0)


def set_threshold(*numbers):
    pass


def freeze():
    pass


def unfreeze():
    pass


_state = [True]

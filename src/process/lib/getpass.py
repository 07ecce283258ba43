"""Passwords and names of users. There is no terminal: passwords are read as any input is."""

__all__ = ["getpass", "getuser", "GetPassWarning"]

import os


class GetPassWarning(UserWarning):
    pass


def getpass(prompt="Password: ", stream=None, *, echo_char=None):
    return input(prompt)


def getuser():
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        user = os.environ.get(name)
        if user:
            return user
    return os.getlogin()

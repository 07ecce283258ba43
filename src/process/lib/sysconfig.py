"""How this Python was built, as far as programs about the GIL ask. Source: `Lib/sysconfig/__init__.py`."""

import sys

__all__ = ["get_config_var", "get_config_vars", "get_paths", "get_platform", "get_python_version"]


def get_python_version():
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def get_platform():
    return "linux-x86_64"


def get_config_vars(*names):
    variables = {
        "prefix": "/usr", "exec_prefix": "/usr", "py_version": sys.version.split()[0], "EXT_SUFFIX": ".so",
        "py_version_short": get_python_version(), "base": "/usr", "SOABI": "pylanes",
    }
    if sys.version_info >= (3, 13):
        variables["Py_GIL_DISABLED"] = int(not sys._gil)
    return [variables.get(name) for name in names] if names else variables


def get_config_var(name):
    return get_config_vars().get(name)


def get_paths(*args, **kwds):
    return {name: f"/usr/lib/python{get_python_version()}" for name in ("stdlib", "platstdlib", "purelib", "platlib")}


def is_python_build(*args):
    return False

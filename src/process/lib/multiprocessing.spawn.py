"""The first lines of a process that is not forked: the main module once more, then the process object.

Source followed: Lib/multiprocessing/spawn.py of CPython 3.14.
"""

import sys
import pickle
import types
import _kernel
from multiprocessing import process

_ADVICE = """
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        """


def freeze_support():
    pass


def payload(process_obj, method, parent_sentinel):
    if getattr(process.current_process(), "_inheriting", False):
        raise RuntimeError(_ADVICE)
    from multiprocessing.reduction import ForkingPickler
    preparation = {"name": process_obj._name, "start_method": method, "sentinel": parent_sentinel,
                   "sys_argv": sys.argv, "authkey": bytes(process.current_process().authkey)}
    return ForkingPickler.dumps(preparation) + ForkingPickler.dumps(process_obj)


def spawn_main(payload):
    sys.exit(_main(payload))


def _main(payload):
    current = process.current_process()
    current._inheriting = True
    try:
        preparation, used = pickle._loads(payload, pickle._find_class)
        from multiprocessing import context
        context._force_start_method(preparation["start_method"])
        current.name = preparation["name"]
        current.authkey = process.AuthenticationString(preparation["authkey"])
        sys.argv = preparation["sys_argv"]
        _import_main()
        process_obj = pickle.loads(payload[used:])
    finally:
        del current._inheriting
    return process_obj._bootstrap(preparation["sentinel"])


def _import_main():
    path, text = _kernel.main_source()
    main = types.ModuleType("__mp_main__")
    main.__file__ = path
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main
    exec(compile(text, path, "exec"), main.__dict__)

"""Programs to start: there are none here, and this says so."""

PIPE, STDOUT, DEVNULL = -1, -2, -3


async def create_subprocess_exec(program, *args, **kwds):
    raise NotImplementedError(f"there are no other programs to start here: {program!r}")


async def create_subprocess_shell(cmd, **kwds):
    raise NotImplementedError(f"there is no shell here: {cmd!r}")

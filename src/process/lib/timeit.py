"""How long small programs take. Source followed: Lib/timeit.py."""

import time

default_timer = time.perf_counter
default_number, default_repeat = 1000000, 5


def _indented(text, by):
    return text.replace("\n", "\n" + " " * by)


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer, names = timer, {} if globals is None else dict(globals)
        lines = []
        for what, code, by in ("setup", setup, 4), ("stmt", stmt, 8):
            if callable(code):
                names["_" + what] = code
                code = f"_{what}()"
            elif not isinstance(code, str):
                raise ValueError(f"{what} is neither a string nor callable")
            lines.append(_indented(code, by))
        source = f"def inner(_it, _timer):\n    {lines[0]}\n    _t0 = _timer()\n    for _i in _it:\n        {lines[1]}\n        pass\n    _t1 = _timer()\n    return _t1 - _t0\n"
        exec(source, names)
        self.inner = names["inner"]

    def timeit(self, number=default_number):
        return self.inner(iter(range(number)), self.timer)

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        scale = 1
        while True:
            for times in 1, 2, 5:
                taken = self.timeit(scale * times)
                if callback:
                    callback(scale * times, taken)
                if taken >= 0.2:
                    return scale * times, taken
            scale *= 10

    def print_exc(self, file=None):
        import traceback
        traceback.print_exc(file=file)


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)

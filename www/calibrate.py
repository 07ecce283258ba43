"""Measures what your Python costs, for Pylanes to simulate it: prints a profile as JSON.

    python3 calibrate.py > profile.json

Needs only the standard library and less than a minute. Each figure is the smallest of many short measurements, so other
programs disturb it little; those of the operating system are medians. Nothing is sent anywhere.
"""

import json
import os
import pickle
import platform
import queue
import sys
import threading
import time
from time import perf_counter_ns

N = 2000
SMALL = b"x" * 10


def f():
    pass


class Point:
    def __init__(self):
        self.x = 0

    def method(self):
        pass


def numbers(n):
    for i in range(n):
        yield i


def timed(statement, setup="pass", repeat=300, first=0):
    """Nanoseconds of a statement inside a `for` loop over a range, the loop included: the smallest of many."""
    source = (
        f"def run(n):\n    {setup}\n    start = now()\n    for i in range({first}, {first} + n):\n"
        f"        {statement}\n    return now() - start\n"
    )
    names = {"now": perf_counter_ns, "f": f, "Point": Point, "counter": 0, "lock": threading.Lock(), "numbers": numbers}
    exec(source, names)
    run = names["run"]
    run(N)
    return min(run(N) for _ in range(repeat)) / N


def instructions():
    """Nanoseconds beyond the bare loop, but for `loop` itself."""
    loop = timed("pass")
    more = {
        "local_add": ("x += 1", "x = 0"),
        "global_add": ("counter += 1", "global counter"),
        "attribute_add": ("p.x += 1", "p = Point()"),
        "call": ("f()", "pass"),
        "method_call": ("p.method()", "p = Point()"),
        "native_call": ("len(l)", "l = []"),
        "append": ("l.append(i)", "l = []"),
        "index": ("l[1]", "l = [1, 2]"),
        "dict_get": ("d[1]", "d = {1: 2}"),
        "branch": ("if i > 7: pass", "pass"),
        "build_list": ("[i, i]", "pass"),
        "format": ("f'{i}'", "pass"),
        "with_lock": ("with lock: pass", "pass"),
        "instance": ("Point()", "pass"),
    }
    # With numbers as programs have them: a few million, whose squares need two digits inside CPython.
    found = {"loop": loop, "arithmetic": timed("x += i * i % 7", "x = 0", first=2_000_000) - timed("pass", first=2_000_000)}
    for name, (statement, setup) in more.items():
        found[name] = timed(statement, setup) - loop
    run = {}
    exec("def run(numbers, now, n):\n    s = now()\n    for i in numbers(n): pass\n    return now() - s", run)
    found["generator"] = min(run["run"](numbers, perf_counter_ns, N) for _ in range(200)) / N - loop
    found["raise"] = timed("\n        try: raise ValueError\n        except ValueError: pass", repeat=60) - loop
    return found


async def nothing():
    pass


async def tasks(n):
    import asyncio

    for t in [asyncio.create_task(nothing()) for _ in range(n)]:
        await t


def task(n=5000):
    """Nanoseconds of an asyncio task that does nothing, made and awaited."""
    import asyncio

    return each(5, lambda: asyncio.run(tasks(n))) / n


def median(values):
    return sorted(values)[len(values) // 2]


def each(n, job):
    """The median of so many, in nanoseconds."""
    values = []
    for _ in range(n):
        start = perf_counter_ns()
        job()
        values.append(perf_counter_ns() - start)
    return median(values)


def thread():
    t = threading.Thread(target=f)
    t.start()
    t.join()


def echo(inbox, outbox):
    while inbox.get() is not None:
        outbox.put(1)


def thread_round_trip():
    a, b = queue.Queue(), queue.Queue()
    t = threading.Thread(target=echo, args=(a, b))
    t.start()

    def once():
        a.put(1)
        b.get()

    value = each(1000, once)
    a.put(None)
    t.join()
    return value


def pipe_echo(conn, n):
    for _ in range(n):
        conn.send_bytes(conn.recv_bytes())


def processes():
    import multiprocessing

    found = {}
    for method, n in (("fork", 15), ("spawn", 4), ("forkserver", 4)):
        if method not in multiprocessing.get_all_start_methods():
            continue
        ctx = multiprocessing.get_context(method)

        def once():
            p = ctx.Process(target=f)
            p.start()
            p.join()

        first = each(1, once)
        found[method] = each(n, once)
        if method == "forkserver":
            found["forkserver_boot"] = max(0, first - found[method])
    if "fork" in found:
        ctx = multiprocessing.get_context("fork")
        for name, n, size in (("pipe_small", 500, 10), ("pipe_large", 20, 1_000_000)):
            here, there = ctx.Pipe()
            p = ctx.Process(target=pipe_echo, args=(there, n))
            p.start()
            message = b"x" * size

            def trip():
                here.send_bytes(message)
                here.recv_bytes()

            found[name] = each(n, trip)
            p.join()
    return found


def system():
    large = list(range(20_000))
    text = pickle.dumps(large)
    found = {
        "thread": each(200, thread),
        "thread_round_trip": thread_round_trip(),
        "sleep_zero": each(300, lambda: time.sleep(0)),
        "sleep_late": each(100, lambda: time.sleep(0.001)) - 1_000_000,
        "task": task(),
        "pickle_byte": each(30, lambda: pickle.dumps(large)) / len(text),
        "unpickle_byte": each(30, lambda: pickle.loads(text)) / len(text),
    }
    return found


def main():
    nanos = instructions()
    nanos.update(system())
    nanos.update(processes())
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    profile = {
        "format": "pylanes-profile",
        "version": 1,
        "python": ".".join(map(str, sys.version_info[:3])),
        "free_threaded": not has_gil,
        "platform": platform.platform(),
        "cores": os.cpu_count(),
        "nanos": {name: round(value, 2) for name, value in nanos.items()},
    }
    print(json.dumps(profile, indent=1))


if __name__ == "__main__":
    main()

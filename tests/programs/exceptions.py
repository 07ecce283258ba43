class Problem(Exception):
    pass


def work(n):
    try:
        if n == 0:
            return 1 / n
        if n == 1:
            raise Problem("one", n)
        return "fine"
    except ZeroDivisionError as error:
        return f"caught {error}"
    finally:
        print("finally", n)


for n in range(3):
    try:
        print(work(n))
    except Problem as problem:
        print(type(problem).__name__, problem.args)

try:
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("wrapped") from error
except ValueError as error:
    print(error, repr(error.__cause__))


class Guard:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, value, trace):
        print("exit", kind.__name__ if kind else None)
        return kind is Problem


with Guard():
    raise Problem
with Guard() as guard:
    print(guard is not None)

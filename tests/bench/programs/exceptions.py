"""Raising and catching in a loop."""


class TooSmall(ValueError):
    pass


def check(n):
    if n % 3 == 0:
        raise TooSmall(n)
    if n % 5 == 0:
        raise KeyError(n)
    return n


def run(rounds):
    good = small = other = last = 0
    for i in range(rounds):
        try:
            good += check(i)
        except TooSmall as error:
            small += error.args[0]
        except KeyError:
            other += 1
        finally:
            last = i
    return good, small, other, last


print(run(80_000))

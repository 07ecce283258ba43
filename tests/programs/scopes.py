x = "global"


def outer():
    x = "outer"

    def inner():
        global x
        x = "changed"
        return x

    return inner(), x


print(outer(), x)


class Space:
    y = [x for x in range(3)]
    z = y[-1]


print(Space.y, Space.z)


def spread(a, b=2, *rest, c, d=4, **more):
    return a, b, rest, c, d, more


print(spread(1, c=3), spread(1, 9, 8, 7, c=3, e=5))
try:
    spread(1)
except TypeError as error:
    print(error)
try:
    print(undefined)
except NameError as error:
    print(error)

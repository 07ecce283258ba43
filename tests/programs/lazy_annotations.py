class Node:
    nxt: Node | None = None
    late: Undefined

    def link(self, other: Node, *rest: Inner, key: int = 3) -> "Node":
        return other

    class Inner:
        pass


try:
    Node.__annotations__
except NameError as error:
    print(error)
Undefined = int
print(Node.__annotations__)
print(list(Node.link.__annotations__), Node.link.__annotations__["rest"], Node.link.__annotations__["return"])


def outer():
    T = str

    def inner(x: T) -> list[T]:
        y: nothing_at_all = x
        return [y]

    return inner


print(outer().__annotations__, outer()(1))
x: int = 3
undefined: also_undefined
print(x)

type Tree = list[Tree] | None
print(Tree, Tree.__value__)


def first[T](items: list[T]) -> T:
    return items[0]


class Base[T]:
    item: T

    def get(self) -> T:
        return self.item


class Box[T](Base[T]):
    def __init__(self, item: T):
        self.item = item


print(first([7]), Box(3).get(), Box[int], Box.__type_params__, Box.__name__, Box.__qualname__)

class Shape:
    kind = "shape"

    def __init__(self, name):
        self.name = name

    def area(self):
        return 0

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, {self.area():.2f})"


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return self.side ** 2

    @property
    def diagonal(self):
        return self.side * 2 ** 0.5

    @staticmethod
    def unit():
        return Square(1)

    @classmethod
    def of(cls, *sides):
        return [cls(side) for side in sides]


print(Shape("nothing"), Square(3), Square.unit().diagonal)
print(Square.of(1, 2), Square.kind, isinstance(Square(1), Shape))
print(sorted(Square.of(3, 1, 2), key=lambda square: square.side))

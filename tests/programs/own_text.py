class Plain:
    def __str__(self):
        return "plain"


class Below(Plain):
    pass


class Both(Plain):
    def __repr__(self):
        return "Both()"


class Nested:
    def __init__(self, inner):
        self.inner = inner

    def __str__(self):
        return f"<{self.inner}>"


class Text(str):
    def __str__(self):
        return "text of " + self.upper()


class Meta(type):
    def __str__(cls):
        return "class " + cls.__name__


class WithMeta(metaclass=Meta):
    pass


for x in Plain(), Below(), Both(), Nested(Plain()), Nested(Both()), Text("a"), WithMeta, ValueError(Plain()):
    print(x, str(x), f"{x}", f"{x!s}", "%s" % (x,), "{}".format(x), "{!s:>10}".format(x))
print([Both()], repr(Both()), str([Both()]), "".join([str(Plain()), "x"]), f"{Plain()!s:*^9}")
print(Plain(), Both(), sep="|", end="!\n")

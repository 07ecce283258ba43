def numbers(n):
    for i in range(n):
        print("  make", i)
        yield i


def squares(source):
    for x in source:
        print("  square", x)
        yield x * x


# One thread, no scheduler: each next() runs the pipeline by one item.
for value in squares(numbers(3)):
    print("got", value)

def counter(start):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


first, second = counter(0), counter(100)
print(first(), first(5), second(), first())
print([f() for f in [lambda i=i: i * i for i in range(5)]])

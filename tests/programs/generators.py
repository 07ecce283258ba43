def numbers(n):
    for i in range(n):
        got = yield i
        if got:
            print("got", got)


def chain(*parts):
    for part in parts:
        yield from part


gen = numbers(3)
print(next(gen), gen.send("hello"), next(gen), next(gen, "end"))
print(list(chain("ab", range(2), (x * x for x in (3, 4)))))
print({k: v for k, v in zip("abc", range(3))}, {x % 3 for x in range(10)})
print(sum(x for x in range(101)), max(numbers(5)), any(x > 2 for x in numbers(4)))

"""Comprehensions and closures."""


def adders(n):
    return [lambda x, k=k: x + k for k in range(n)]


def compose(functions):
    def run(x):
        for f in functions:
            x = f(x)
        return x
    return run


total = 0
for round_ in range(300):
    chain = compose(adders(20))
    table = {i: chain(i) for i in range(20)}
    inverted = {value: key for key, value in table.items()}
    total += sum(value for value in inverted if value % 2 == 0)
    matrix = [[i * j for j in range(12)] for i in range(12)]
    total += sum(row[i] for i, row in enumerate(matrix))
print(total)

items = [3, 1, 2]
items.append(5)
items.extend([4, 4])
items.sort(reverse=True)
print(items, items[1:4], items.index(4), items.count(4), items.pop(), len(items))
ages = {"ann": 30, "bob": 25}
ages["cy"] = 41
ages.setdefault("dee", 1)
print(ages, list(ages.items())[0], ages.get("nobody", 0), "bob" in ages)
del ages["bob"]
for i, (name, age) in enumerate(ages.items(), start=1):
    print(i, name, age)
a, *b, c = range(6)
print(a, b, c, {1, 2} | {2, 3}, {1, 2} & {2, 3}, {1, 2} ^ {2, 3}, (1, 2) + (3,))
matrix = [[row * 3 + col for col in range(3)] for row in range(3)]
print(matrix, [list(col) for col in zip(*matrix)])
match ages:
    case {"ann": age, **rest}:
        print("ann is", age, rest)

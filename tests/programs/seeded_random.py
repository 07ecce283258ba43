import random

random.seed(42)
print(random.random(), random.randint(1, 6), random.choice("abc"))
items = list(range(8))
random.shuffle(items)
print(items, random.sample(range(100), 3), round(random.gauss(0, 1), 6))

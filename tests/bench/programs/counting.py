"""Word counts: string methods and dictionaries."""

TEXT = """the quick brown fox jumps over the lazy dog and then the dog
sleeps while the fox runs over the hill to the river and back again"""


def count(rounds):
    counts = {}
    for i in range(rounds):
        for word in TEXT.split():
            word = word.strip(".,").lower()
            counts[word] = counts.get(word, 0) + 1
            key = word[:2] + str(i % 7)
            counts[key] = counts.get(key, 0) + 1
    return counts


counts = count(2_500)
top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
print(top, len(counts))

"""Sorting records by key, and by several keys."""


class Record:
    def __init__(self, number, group):
        self.number = number
        self.group = group


def make(n):
    state = 12_345
    records = []
    for _ in range(n):
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        records.append(Record(state, state % 17))
    return records


records = make(30_000)
by_number = sorted(records, key=lambda record: record.number)
by_group = sorted(by_number, key=lambda record: record.group, reverse=True)
numbers = sorted(record.number for record in records)
print(by_number[0].number, by_group[0].group, by_group[0].number, numbers[-1])

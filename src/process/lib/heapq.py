"""Binary heaps on lists, smallest first.

Pops exactly as CPython's heapq does: a leaf is put at the root, sunk along the smaller children to the bottom without
comparing it, then raised. So items that compare equal come out in the same order as there, which asyncio's timers show.
"""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "heappushpop", "merge", "nlargest", "nsmallest"]


def heappush(heap, item):
    heap.append(item)
    _raise(heap, 0, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return smallest


def heapreplace(heap, item):
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return smallest


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    for i in reversed(range(len(x) // 2)):
        _sink(x, i)


def _raise(heap, start, at):
    item = heap[at]
    while at > start:
        parent = (at - 1) >> 1
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _sink(heap, at):
    end = len(heap)
    start = at
    item = heap[at]
    child = 2 * at + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _raise(heap, start, at)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


def merge(*iterables, key=None, reverse=False):
    order = []
    for number, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            order.append([item if key is None else key(item), number, item, iterator])
            break
    while order:
        best = 0
        for i in range(1, len(order)):
            if (order[best][0] < order[i][0]) if reverse else (order[i][0] < order[best][0]):
                best = i
        entry = order[best]
        yield entry[2]
        for item in entry[3]:
            entry[0] = item if key is None else key(item)
            entry[2] = item
            break
        else:
            del order[best]

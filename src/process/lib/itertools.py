"""Iterators. Source followed: `Modules/itertoolsmodule.c` (what is taken from whom, and when)."""

__all__ = [
    "accumulate", "batched", "chain", "combinations", "combinations_with_replacement", "compress", "count", "cycle",
    "dropwhile", "filterfalse", "groupby", "islice", "pairwise", "permutations", "product", "repeat", "starmap",
    "takewhile", "tee", "zip_longest",
]


def _whole(value, name=None):
    if isinstance(value, int):
        return int(value)
    index = getattr(type(value), "__index__", None)
    if index is None:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    return index(value)


class _Iterator:
    # A class whose `_it` is a generator that does the work.
    __slots__ = ("_it",)

    def __iter__(self):
        return self

    def __next__(self):
        return self._it.__next__()


class count(_Iterator):
    __slots__ = ("_at", "_step")

    def __init__(self, start=0, step=1):
        if not (hasattr(start, "__add__") and hasattr(step, "__add__")) or isinstance(start, (str, list, tuple, bytes)):
            raise TypeError("a number is required")
        self._at, self._step = start, step

    def __next__(self):
        at = self._at
        self._at = at + self._step
        return at

    def __repr__(self):
        if isinstance(self._step, int) and self._step == 1:
            return f"count({self._at!r})"
        return f"count({self._at!r}, {self._step!r})"


def _cycle(it):
    saved = []
    for item in it:
        yield item
        saved.append(item)
    while saved:
        yield from saved


class cycle(_Iterator):
    __slots__ = ()

    def __init__(self, iterable, /):
        self._it = _cycle(iter(iterable))


class repeat(_Iterator):
    __slots__ = ("_object", "_times")

    def __init__(self, object, times=None):
        self._object = object
        self._times = None if times is None else max(_whole(times), 0)

    def __next__(self):
        if self._times is not None:
            if self._times == 0:
                raise StopIteration
            self._times -= 1
        return self._object

    def __length_hint__(self):
        if self._times is None:
            raise TypeError("len() of unsized object")
        return self._times

    def __repr__(self):
        if self._times is None:
            return f"repeat({self._object!r})"
        return f"repeat({self._object!r}, {self._times})"


class chain(_Iterator):
    __slots__ = ()

    def __init__(self, *iterables):
        self._it = _flat(iterables)

    @classmethod
    def from_iterable(cls, iterable, /):
        self = cls()
        self._it = _flat(iter(iterable))
        return self


def _flat(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


def _islice(it, start, stop, step):
    at = 0
    if stop is not None and start >= stop:
        while at < stop:
            try:
                next(it)
            except StopIteration:
                return
            at += 1
        return
    wanted = start
    for item in it:
        if at == wanted:
            yield item
            wanted += step
            if stop is not None and wanted >= stop:
                at += 1
                break
        at += 1
        if stop is not None and at >= stop:
            return
    else:
        return
    while at < stop:
        try:
            next(it)
        except StopIteration:
            return
        at += 1


def _bound(value, message):
    if value is None:
        return None
    try:
        value = _whole(value)
    except TypeError:
        raise ValueError(message) from None
    if value < 0:
        raise ValueError(message)
    return value


class islice(_Iterator):
    __slots__ = ()

    def __init__(self, iterable, /, *args):
        if not args or len(args) > 3:
            few = not args
            raise TypeError(f"islice expected at {'least 2' if few else 'most 4'} arguments, got {len(args) + 1}")
        bad = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        if len(args) == 1:
            start, step = 0, 1
            stop = _bound(args[0], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        else:
            stop = _bound(args[1], "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            start = _bound(args[0], bad) or 0
            step = 1 if len(args) < 3 or args[2] is None else args[2]
            if not isinstance(step, int) or step < 1:
                raise ValueError("Step for islice() must be a positive integer or None.")
        self._it = _islice(iter(iterable), start, stop, step)


class groupby(_Iterator):
    """Runs of equal keys; a group is spent when the next one is asked for."""

    __slots__ = ("_key", "_current", "_value", "_target", "_group")

    def __init__(self, iterable, key=None):
        self._it = iter(iterable)
        self._key = key
        self._target = self._current = self._value = _Iterator
        self._group = None

    def __next__(self):
        self._group = None
        while self._current is self._target or self._current == self._target:
            self._advance()
        self._target = self._current
        self._group = group = _grouper(self, self._target)
        return self._current, group

    def _advance(self):
        value = next(self._it)
        self._current = value if self._key is None else self._key(value)
        self._value = value


class _grouper(_Iterator):
    __slots__ = ("_parent", "_target")

    def __init__(self, parent, target):
        self._parent, self._target = parent, target

    def __next__(self):
        parent = self._parent
        if parent._group is not self:
            raise StopIteration
        if parent._value is _Iterator:
            parent._advance()
        if not (parent._current is self._target or parent._current == self._target):
            raise StopIteration
        value = parent._value
        parent._value = _Iterator
        return value


def _product(pools):
    n = len(pools)
    if not all(pools):
        return
    at = [0] * n
    items = [pool[0] for pool in pools]
    while True:
        yield tuple(items)
        i = n - 1
        while i >= 0:
            at[i] += 1
            if at[i] < len(pools[i]):
                items[i] = pools[i][at[i]]
                break
            at[i] = 0
            items[i] = pools[i][0]
            i -= 1
        if i < 0:
            return


class product(_Iterator):
    __slots__ = ()

    def __init__(self, *iterables, repeat=1):
        repeat = _whole(repeat)
        if repeat < 0:
            raise ValueError("repeat argument cannot be negative")
        self._it = _product([tuple(pool) for pool in iterables] * repeat)


def _permutations(pool, r):
    n = len(pool)
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield pool[:r]
    while n:
        for i in reversed(range(r)):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i:i + 1]
                cycles[i] = n - i
            else:
                j = n - cycles[i]
                indices[i], indices[j] = indices[j], indices[i]
                yield tuple([pool[k] for k in indices[:r]])
                break
        else:
            return


class permutations(_Iterator):
    __slots__ = ()

    def __init__(self, iterable, r=None):
        pool = tuple(iterable)
        if r is None:
            r = len(pool)
        elif not isinstance(r, int):
            raise TypeError("Expected int as r")
        if r < 0:
            raise ValueError("r must be non-negative")
        self._it = _permutations(pool, r)


def _combinations(pool, r, again):
    n = len(pool)
    if (r and not n) if again else r > n:
        return
    indices = [0] * r if again else list(range(r))
    yield tuple([pool[i] for i in indices])
    while True:
        for i in reversed(range(r)):
            if indices[i] != (n - 1 if again else i + n - r):
                break
        else:
            return
        if again:
            indices[i:] = [indices[i] + 1] * (r - i)
        else:
            first = indices[i] + 1
            indices[i:] = range(first, first + r - i)
        yield tuple([pool[i] for i in indices])


class combinations(_Iterator):
    __slots__ = ()
    _again = False

    def __init__(self, iterable, r):
        pool = tuple(iterable)
        r = _whole(r)
        if r < 0:
            raise ValueError("r must be non-negative")
        self._it = _combinations(pool, r, self._again)


class combinations_with_replacement(combinations):
    __slots__ = ()
    _again = True


def _accumulate(it, func, initial):
    total = initial
    if total is None:
        for total in it:
            break
        else:
            return
    yield total
    if func is None:
        for item in it:
            total = total + item
            yield total
    else:
        for item in it:
            total = func(total, item)
            yield total


class accumulate(_Iterator):
    __slots__ = ()

    def __init__(self, iterable, func=None, *, initial=None):
        self._it = _accumulate(iter(iterable), func, initial)


def _zip_longest(iterators, fillvalue):
    live = len(iterators)
    while live:
        items = []
        for i, it in enumerate(iterators):
            if it is None:
                items.append(fillvalue)
                continue
            for item in it:
                items.append(item)
                break
            else:
                live -= 1
                if not live:
                    return
                iterators[i] = None
                items.append(fillvalue)
        yield tuple(items)


class zip_longest(_Iterator):
    __slots__ = ()

    def __init__(self, *iterables, fillvalue=None):
        self._it = _zip_longest([iter(iterable) for iterable in iterables], fillvalue)


class _tee(_Iterator):
    # `_link` is `[item, next link]`, empty until somebody needs the item.
    __slots__ = ("_link",)

    def __init__(self, iterable, /):
        if isinstance(iterable, _tee):
            self._it, self._link = iterable._it, iterable._link
        else:
            self._it, self._link = iter(iterable), []

    def __next__(self):
        link = self._link
        if not link:
            item = next(self._it)
            link.append(item)
            link.append([])
        item, self._link = link
        return item

    def __copy__(self):
        return _tee(self)


def tee(iterable, n=2, /):
    if n < 0:
        raise ValueError("n must be >= 0")
    if n == 0:
        return ()
    first = _tee(iterable)
    return tuple([first, *[_tee(first) for _ in range(n - 1)]])


def _starmap(func, it):
    for args in it:
        yield func(*args)


class starmap(_Iterator):
    __slots__ = ()

    def __init__(self, function, iterable, /):
        self._it = _starmap(function, iter(iterable))


def _takewhile(predicate, it):
    for item in it:
        if not predicate(item):
            return
        yield item


class takewhile(_Iterator):
    __slots__ = ()

    def __init__(self, predicate, iterable, /):
        self._it = _takewhile(predicate, iter(iterable))


def _dropwhile(predicate, it):
    for item in it:
        if not predicate(item):
            yield item
            break
    yield from it


class dropwhile(_Iterator):
    __slots__ = ()

    def __init__(self, predicate, iterable, /):
        self._it = _dropwhile(predicate, iter(iterable))


def _filterfalse(predicate, it):
    for item in it:
        if not (item if predicate is None else predicate(item)):
            yield item


class filterfalse(_Iterator):
    __slots__ = ()

    def __init__(self, function, iterable, /):
        self._it = _filterfalse(None if function is bool else function, iter(iterable))


def _compress(data, selectors):
    for item, selected in zip(data, selectors):
        if selected:
            yield item


class compress(_Iterator):
    __slots__ = ()

    def __init__(self, data, selectors):
        self._it = _compress(iter(data), iter(selectors))


def _pairwise(it):
    for a in it:
        break
    else:
        return
    for b in it:
        yield a, b
        a = b


class pairwise(_Iterator):
    __slots__ = ()

    def __init__(self, iterable, /):
        self._it = _pairwise(iter(iterable))


def _batched(it, n, strict):
    while True:
        batch = []
        for item in it:
            batch.append(item)
            if len(batch) == n:
                break
        if not batch:
            return
        if strict and len(batch) != n:
            raise ValueError("batched(): incomplete batch")
        yield tuple(batch)


class batched(_Iterator):
    __slots__ = ()

    def __init__(self, iterable, n, *, strict=False):
        n = _whole(n)
        if n < 1:
            raise ValueError("n must be at least one")
        self._it = _batched(iter(iterable), n, strict)


__import__("_lib").in_c(
    "itertools", accumulate, batched, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile,
    filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, zip_longest, _grouper, _tee)

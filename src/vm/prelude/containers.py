# Containers whose elements need Python code to be hashed, compared or converted, and the formatting of such objects.
# `_vm` is the module of natives that only the prelude sees.


def list_remove(items, value):
    i = 0
    while i < len(items):
        item = items[i]
        if item is value or item == value:
            del items[i]
            return None
        i += 1
    raise ValueError("list.remove(x): x not in list")


def sequence_count(items, value):
    n = 0
    for item in items:
        if item is value or item == value:
            n += 1
    return n


def sequence_index(items, value, start, stop):
    i = start
    while i < stop and i < len(items):
        item = items[i]
        if item is value or item == value:
            return i
        i += 1
    if isinstance(items, tuple):
        raise ValueError("tuple.index(x): x not in tuple")
    if isinstance(items, list):
        raise ValueError("list.index(x): x not in list")
    raise ValueError("%r is not in deque" % (value,))


def list_sort_key(items, key, reverse):
    keys = [key(item) for item in items]
    if not _vm.sort_by_keys(items, keys, reverse):
        list_sort_slow(items, keys, reverse)


def list_sort_slow(items, keys, reverse):
    # A merge sort of places by `<` alone: stable, and with reverse equal items keep their order.
    keys = [*keys]
    places = [*range(len(keys))]
    if reverse:
        places.reverse()
    width = 1
    n = len(places)
    if n < 64:
        insertion_sort(places, keys, n)
        width = n
    while width < n:
        merged = []
        low = 0
        while low < n:
            middle = low + width
            high = middle + width
            if high > n:
                high = n
            i = low
            j = middle
            while i < middle and j < high:
                if keys[places[j]] < keys[places[i]]:
                    merged.append(places[j])
                    j += 1
                else:
                    merged.append(places[i])
                    i += 1
            while i < middle and i < n:
                merged.append(places[i])
                i += 1
            while j < high:
                merged.append(places[j])
                j += 1
            low = high
        places = merged
        width = width * 2
    if reverse:
        places.reverse()
    ordered = [*items]
    items[:] = [ordered[place] for place in places]


def insertion_sort(places, keys, n):
    # What CPython does with less than 64 items, with the same comparisons (`count_run` and `binarysort`).
    ok = ascending_run(places, keys, n) if n > 1 else n
    while ok < n:
        pivot = places[ok]
        low = 0
        high = ok
        while low < high:
            middle = (low + high) >> 1
            if keys[pivot] < keys[places[middle]]:
                high = middle
            else:
                low = middle + 1
        del places[ok]
        places.insert(low, pivot)
        ok += 1


def ascending_run(places, keys, n):
    i = 1
    while i < n and not keys[places[i]] < keys[places[i - 1]]:
        i += 1
    if i == n:
        return n
    if i > 1:
        if keys[places[0]] < keys[places[i - 1]]:
            return i
        places[:i] = places[i - 1::-1]
    i += 1
    equal = 0
    while i < n:
        if keys[places[i]] < keys[places[i - 1]]:
            if equal:
                places[i - equal - 1:i] = [*reversed(places[i - equal - 1:i])]
                equal = 0
        elif keys[places[i - 1]] < keys[places[i]]:
            break
        else:
            equal += 1
        i += 1
    if equal:
        places[i - equal - 1:i] = [*reversed(places[i - equal - 1:i])]
    places[:i] = [*reversed(places[:i])]
    while i < n and not keys[places[i]] < keys[places[i - 1]]:
        i += 1
    return i


def dict_place(table, key):
    # The place of a key in a dict's entries, or -1, and its hash.
    h = hash(key)
    for place, found in _vm.dict_candidates(table, h):
        if found is key or found == key:
            return place, h
    return -1, h


def dict_getitem(table, key):
    place, h = dict_place(table, key)
    if place < 0:
        missing = _vm.special(table, "__missing__")
        if missing is not None and type(table) is not dict:
            return missing(key)
        raise KeyError(key)
    return _vm.dict_value_at(table, place)


def dict_setitem(table, key, value):
    place, h = dict_place(table, key)
    if place < 0:
        _vm.dict_insert(table, h, key, value)
    else:
        _vm.dict_set_at(table, place, value)


def dict_delitem(table, key):
    place, h = dict_place(table, key)
    if place < 0:
        raise KeyError(key)
    _vm.dict_remove_at(table, place)


def dict_contains(table, key):
    place, h = dict_place(table, key)
    return place >= 0


def dict_get(table, key, default):
    place, h = dict_place(table, key)
    if place < 0:
        return default
    return _vm.dict_value_at(table, place)


def dict_pop(table, key, default, given):
    place, h = dict_place(table, key)
    if place >= 0:
        return _vm.dict_remove_at(table, place)
    if given:
        return default
    raise KeyError(key)


def dict_setdefault(table, key, default):
    place, h = dict_place(table, key)
    if place >= 0:
        return _vm.dict_value_at(table, place)
    _vm.dict_insert(table, h, key, default)
    return default


def dict_update(table, other, kwargs):
    if other is not None:
        if isinstance(other, dict) and _vm.iterates_plainly(other):
            for key in _vm.dict_keys(other):
                dict_setitem(table, key, _vm.dict_item(other, key))
        elif hasattr(other, "keys"):
            for key in other.keys():
                dict_setitem(table, key, other[key])
        else:
            n = 0
            for pair in other:
                try:
                    pair = [*pair]
                except TypeError:
                    raise TypeError("cannot convert dictionary update sequence element #%d to a sequence" % n) from None
                if len(pair) != 2:
                    raise ValueError("dictionary update sequence element #%d has length %d; 2 is required" % (n, len(pair)))
                dict_setitem(table, pair[0], pair[1])
                n += 1
    if kwargs is not None:
        for key in kwargs:
            dict_setitem(table, key, kwargs[key])


def dict_fromkeys(cls, iterable, value):
    table = cls()
    for key in iterable:
        table[key] = value
    return table


def dict_eq(a, b):
    if len(a) != len(b):
        return False
    for key in [*a]:
        place, h = dict_place(b, key)
        if place < 0:
            return False
        x = dict_get(a, key, None)
        y = _vm.dict_value_at(b, place)
        if x is not y and not x == y:
            return False
    return True


def view_isdisjoint(view, other):
    for item in other:
        if item in view:
            return False
    return True


def set_place(items, key):
    h = hash(key)
    for place, found in _vm.set_candidates(items, h):
        if found is key or found == key:
            return place, h
    return -1, h


def set_contains(items, key):
    place, h = set_place(items, key)
    return place >= 0


def set_add(items, key):
    place, h = set_place(items, key)
    if place < 0:
        _vm.set_insert(items, h, key)


def set_discard(items, key):
    place, h = set_place(items, key)
    if place >= 0:
        _vm.set_remove_at(items, place)


def set_remove(items, key):
    place, h = set_place(items, key)
    if place < 0:
        raise KeyError(key)
    _vm.set_remove_at(items, place)


def set_from(iterable):
    items = _vm.new_set()
    for key in iterable:
        set_add(items, key)
    return items


def set_operation(items, name, others):
    # Any set operation over elements with Python hashes; `items` is changed in place by the `_update` ones.
    result = set_from(items)
    for other in others:
        if other is None:
            continue
        if not isinstance(other, (set, frozenset)):
            other = set_from(other)
        if name == "issubset":
            return all([set_contains(other, key) for key in items])
        if name == "issuperset":
            return all([set_contains(items, key) for key in other])
        if name == "isdisjoint":
            return not any([set_contains(items, key) for key in other])
        if name == "union" or name == "update":
            for key in other:
                set_add(result, key)
        elif name == "intersection" or name == "intersection_update":
            result = set_from([key for key in result if set_contains(other, key)])
        elif name == "difference" or name == "difference_update":
            result = set_from([key for key in result if not set_contains(other, key)])
        else:
            right = [key for key in other if not set_contains(result, key)]
            result = set_from([key for key in result if not set_contains(other, key)] + right)
    if name == "update" or name.endswith("_update"):
        items.clear()
        for key in result:
            set_add(items, key)
        return None
    if isinstance(items, frozenset):
        return _vm.freeze_set(result)
    return result


def set_eq(a, b):
    return len(a) == len(b) and all([set_contains(b, key) for key in a])


def str_translate(text, table):
    out = []
    for c in text:
        try:
            new = table[ord(c)]
        except LookupError:
            out.append(c)
            continue
        if new is None:
            continue
        out.append(chr(new) if isinstance(new, int) else new)
    return "".join(out)


def bytes_percent(template, values):
    def text_of(value):
        if isinstance(value, str):
            raise TypeError("%b requires a bytes-like object, or an object that implements __bytes__, not 'str'")
        return bytes(value).decode("latin-1") if isinstance(value, (bytes, bytearray)) else value
    text = template.decode("latin-1").replace("%b", "%s")
    if "%a" in text or "%r" in text:
        kinds = _vm.percent_kinds(text)
        if isinstance(values, tuple) and len(kinds) == len(values):
            items = zip(kinds, values)
        elif len(kinds) == 1:
            items = [(kinds[0], values)]
        else:
            items = []
        values = [ascii(value).encode() if kind[1] in "ar" else value for kind, value in items]
        values = _vm.list_to_tuple(values)
        text = text.replace("%a", "%s").replace("%r", "%s")
    if isinstance(values, tuple):
        values = _vm.list_to_tuple([text_of(value) for value in values])
    elif isinstance(values, dict):
        values = {text_of(key): text_of(values[key]) for key in values}
    else:
        values = text_of(values)
    try:
        return type(template)((text % values).encode("latin-1"))
    except TypeError as error:
        error.args = (str(error).replace("during string", "during bytes"),)
        raise


def str_percent(template, values):
    # Replaces each argument that needs Python code by its text or number, then formats natively.
    if isinstance(values, tuple):
        items = [*values]
    else:
        items = [values]
    kinds = _vm.percent_kinds(template)
    if kinds and kinds[0][0] is not None:
        ready = {}
        for key, kind, stars in kinds:
            ready[key] = percent_argument(kind, values[key])
        return _vm.percent_format(template, ready)
    ready = []
    i = 0
    for key, kind, stars in kinds:
        while stars and i < len(items):
            ready.append(items[i])
            i += 1
            stars -= 1
        if i < len(items):
            ready.append(percent_argument(kind, items[i]))
            i += 1
    ready += items[i:]
    return _vm.percent_format(template, _vm.list_to_tuple(ready))


def percent_argument(kind, value):
    if kind == "s":
        return str(value)
    if kind == "r":
        return _vm.Shown(repr(value))
    if kind == "a":
        return _vm.Shown(ascii(value))
    if kind in "eEfFgG":
        return float(value)
    return value


def str_format(template, args, kwargs):
    return format_pieces(template, args, kwargs, [0], 2)


def format_pieces(template, args, kwargs, counter, depth):
    if depth <= 0:
        raise ValueError("Max string recursion exceeded")
    out = []
    for literal, field, conversion, spec in _vm.format_pieces(template):
        out.append(literal)
        if field is None:
            continue
        value = format_field(field, args, kwargs, counter)
        if conversion is not None:
            if conversion == "r":
                value = repr(value)
            elif conversion == "s":
                value = str(value)
            elif conversion == "a":
                value = ascii(value)
            else:
                raise ValueError("Unknown conversion specifier %s" % conversion)
        if "{" in spec or "}" in spec:
            spec = format_pieces(spec, args, kwargs, counter, depth - 1)
        out.append(format(value, spec))
    return "".join(out)


def format_field(field, args, kwargs, counter):
    first, rest = _vm.format_field(field)
    if first == "":
        if counter[0] is None:
            raise ValueError("cannot switch from manual field specification to automatic field numbering")
        first = counter[0]
        counter[0] += 1
    elif isinstance(first, int):
        if counter[0]:
            raise ValueError("cannot switch from automatic field numbering to manual field specification")
        counter[0] = None
    if isinstance(first, int):
        if first >= len(args):
            raise IndexError("Replacement index %d out of range for positional args tuple" % first)
        value = args[first]
    elif kwargs is None:
        raise KeyError(first)
    else:
        value = kwargs[first]
    for is_attribute, name in rest:
        if is_attribute:
            value = getattr(value, name)
        else:
            value = value[name]
    return value


def format_object(value, spec):
    if spec == "":
        return str(value)
    raise TypeError("unsupported format string passed to %s.__format__" % type(value).__name__)


def deque_contains(items, value):
    for item in items:
        if item is value or item == value:
            return True
    return False


def deque_remove(items, value):
    for i in range(len(items)):
        if items[i] is value or items[i] == value:
            del items[i]
            return None
    raise ValueError("%r is not in deque" % (value,))


def deque_eq(a, b):
    if type(a) is not type(b):
        return NotImplemented
    return [*a] == [*b]


def deque_repr(items):
    name = type(items).__name__
    if items.maxlen is None:
        return name + "(" + repr([*items]) + ")"
    return name + "(" + repr([*items]) + ", maxlen=" + repr(items.maxlen) + ")"

# Builtin functions when they must run Python code.


def sorted_slow(items, key, reverse):
    items.sort(key=key, reverse=reverse)
    return items


def extreme(items, key, default, given, largest):
    best = None
    best_key = None
    first = True
    for item in items:
        value = item if key is None else key(item)
        if first:
            first = False
            best = item
            best_key = value
        elif largest:
            if value > best_key:
                best = item
                best_key = value
        elif value < best_key:
            best = item
            best_key = value
    if first:
        if given:
            return default
        raise ValueError("max() iterable argument is empty" if largest else "min() iterable argument is empty")
    return best


def sum_slow(items, start):
    total = start
    if isinstance(start, (bytes, bytearray)):
        raise TypeError("sum() can't sum %s [use b''.join(seq) instead]" % _vm.type_name(start))
    for item in items:
        total = total + item
    return total


def any_slow(iterable):
    for item in iterable:
        if item:
            return True
    return False


def all_slow(iterable):
    for item in iterable:
        if not item:
            return False
    return True


def abs_of(value):
    method = _vm.special(value, "__abs__")
    if method is None:
        raise TypeError("bad operand type for abs(): '%s'" % _vm.type_name(value))
    return method()


def round_of(value, digits):
    method = _vm.special(value, "__round__")
    if method is None:
        raise TypeError("type %s doesn't define __round__ method" % _vm.type_name(value))
    return method() if digits is None else method(digits)


def divmod_of(a, b):
    method = _vm.special(a, "__divmod__")
    if method is not None:
        result = method(b)
        if result is not NotImplemented:
            return result
    method = _vm.special(b, "__rdivmod__")
    if method is not None:
        result = method(a)
        if result is not NotImplemented:
            return result
    raise TypeError(
        "unsupported operand type(s) for divmod(): '%s' and '%s'" % (_vm.type_name(a), _vm.type_name(b))
    )


def pow_of(base, exponent, modulus):
    if modulus is None:
        return base ** exponent
    method = _vm.special(base, "__pow__")
    if isinstance(base, (int, float)) and isinstance(exponent, (int, float)) and isinstance(modulus, (int, float)):
        raise TypeError("pow() 3rd argument not allowed unless all arguments are integers")
    if method is not None and not isinstance(base, (int, float, complex)):
        result = method(exponent, modulus)
        if result is not NotImplemented:
            return result
    raise TypeError(
        "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'"
        % (_vm.type_name(base), _vm.type_name(exponent), _vm.type_name(modulus))
    )


def reversed_of(value):
    method = _vm.special(value, "__reversed__")
    if method is not None:
        return method()
    if _vm.special(value, "__getitem__") is None:
        raise TypeError("'%s' object is not reversible" % _vm.type_name(value))
    return reversed_items(value, len(value))


def reversed_items(value, n):
    while n > 0:
        n -= 1
        yield value[n]


def iter_of(value):
    method = _vm.special(value, "__iter__")
    if method is None:
        raise TypeError("'%s' object is not iterable" % _vm.type_name(value))
    result = method()
    if _vm.special(result, "__next__") is None:
        raise TypeError("iter() returned non-iterator of type '%s'" % _vm.type_name(result))
    return result


def print_to(file, pieces, flush):
    if file is None:
        return None
    for text in pieces:
        file.write(text)
    if flush:
        file.flush()


def input_line(prompt, stdin, stdout):
    if stdout is None:
        _vm.write(1, str(prompt))
    else:
        stdout.write(str(prompt))
        stdout.flush()
    line = _vm.read_line() if stdin is None else stdin.readline()
    if line == "":
        raise EOFError("EOF when reading a line")
    if line.endswith("\n"):
        line = line[:-1]
    return line


def dir_of(value):
    method = _vm.special(value, "__dir__")
    return sorted(method())


def vars_of(value):
    try:
        return value.__dict__
    except AttributeError:
        raise TypeError("vars() argument must have __dict__ attribute") from None


def any_rest(first, rest):
    for item in first:
        if item:
            return True
    return any_slow(rest)


def all_rest(first, rest):
    for item in first:
        if not item:
            return False
    return all_slow(rest)


def next_of(iterator):
    for item in iterator:
        return item
    raise StopIteration


def dir_locals():
    return sorted(locals())


def dict_fill(table, other, kwargs):
    dict_update(table, other, kwargs)
    return table


def frozenset_from(iterable):
    return _vm.freeze_set(set_from(iterable))


def not_equal(a, b):
    method = _vm.special(a, "__eq__")
    result = method(b)
    if result is NotImplemented:
        return result
    return not result


def code_attribute(code, name):
    found = _vm.code_attributes(code)
    if name in found:
        return found[name]
    raise AttributeError("'code' object has no attribute %r" % name)


def hasattr_plain(callable, args):
    try:
        callable(*args)
    except AttributeError:
        return False
    return True


def eval_source(source, globals, locals):
    return run_source(source, globals, locals, "eval").pop("__eval__", None)


def exec_source(source, globals, locals):
    run_source(source, globals, locals, "exec")


def run_source(source, globals, locals, mode):
    if globals is None:
        globals = _vm.globals()
        if locals is None:
            locals = _vm.locals()
    else:
        if not isinstance(globals, dict):
            raise TypeError("globals must be a dict" if mode == "eval" else "exec() globals must be a dict, not %s" % _vm.type_name(globals))
        if locals is None:
            locals = globals
    if isinstance(source, (bytes, bytearray)):
        source = source.decode()
    if isinstance(source, str):
        source = _vm.compile(source, "<string>", mode)
    elif _vm.type_name(source) != "code":
        raise TypeError("%s() arg 1 must be a string, bytes or code object" % mode)
    _vm.run_body(source, locals, globals)
    return locals


# Methods of builtin classes that hardly anybody calls.
def bytes_expandtabs(self, /, tabsize=8):
    text = self.decode("latin-1").expandtabs(tabsize).encode("latin-1")
    return bytearray(text) if isinstance(self, bytearray) else text


def bytes_istitle(self, /):
    return bytes(self).decode("ascii", "replace").istitle()


def sequence_reversed(self, /):
    return reversed_items(self, len(self)) if type(self) not in (list, range) else reversed(self)


def proxy_or(self, other, /):
    return {**self} | {**other}


def proxy_ror(self, other, /):
    return {**other} | {**self}


def traceback_frame(tb):
    import _sys
    return _sys._frame_of(tb)


# Methods of object; how objects are taken apart is the library's (`copyreg`).
def object_reduce_ex(self, protocol, /):
    import copyreg
    return copyreg._reduce_ex(self, protocol)


def object_reduce(self, /):
    import copyreg
    return copyreg._reduce(self)


def object_getstate(self, /):
    import copyreg
    return copyreg._getstate(self)

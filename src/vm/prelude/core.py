# What instructions need when only Python code can tell. `_vm` is the module of natives that only the prelude sees.


def convert_arg(native, args, place, kind):
    value = args[place]
    if kind == 0:
        value = [item for item in value]
    elif kind == 1:
        value = str(value)
    elif kind == 2:
        value = repr(value)
    elif kind == 3:
        value = index_of(value)
    elif kind == 4:
        value = float_of(value)
    elif kind == 5:
        value = True if value else False
    elif kind == 6:
        value = iter(value)
    else:
        value = dict(value)
    args[place] = value
    return _vm.call_bound(native, args)


def index_of(value):
    method = _vm.special(value, "__index__")
    if method is None:
        raise TypeError("'%s' object cannot be interpreted as an integer" % _vm.type_name(value))
    result = method()
    if not isinstance(result, int):
        raise TypeError("__index__ returned non-int (type %s)" % _vm.type_name(result))
    return result


def float_of(value):
    method = _vm.special(value, "__float__")
    if method is None:
        return float(index_of(value))
    result = method()
    if not isinstance(result, float):
        raise TypeError("%s.__float__ returned non-float (type %s)" % (_vm.type_name(value), _vm.type_name(result)))
    return result


def complex_of(cls, value, imag):
    result = _vm.special(value, "__complex__")()
    if not isinstance(result, complex):
        raise TypeError("__complex__ returned non-complex (type %s)" % _vm.type_name(result))
    return cls(+result, imag)


def int_of(value):
    method = _vm.special(value, "__int__")
    if method is not None:
        result = method()
        if not isinstance(result, int):
            raise TypeError("__int__ returned non-int (type %s)" % _vm.type_name(result))
        return int(result)
    method = _vm.special(value, "__index__")
    if method is not None:
        return int(index_of(value))
    method = _vm.special(value, "__trunc__")
    if method is not None:
        return int(method())
    raise TypeError(
        "int() argument must be a string, a bytes-like object or a real number, not '%s'" % _vm.type_name(value)
    )


def bool_of(value):
    return True if value else False


def hash_of(value):
    method = _vm.special(value, "__hash__")
    if method is None:
        raise TypeError("unhashable type: '%s'" % _vm.type_name(value))
    result = method()
    if not isinstance(result, int):
        raise TypeError("__hash__ method should return an integer")
    return _vm.fold_hash(result)


def hash_tuple(value):
    return _vm.hash_of_hashes([hash(item) for item in value])


def len_of(value):
    method = _vm.special(value, "__len__")
    if method is None:
        raise TypeError("object of type '%s' has no len()" % _vm.type_name(value))
    result = index_of(method())
    if result < 0:
        raise ValueError("__len__() should return >= 0")
    return result


def init_object(obj, init, args, names):
    _vm.call_named(init, obj, args, names)
    return obj


def new_object(new, call):
    cls, args, kwvalues, names = call
    obj = _vm.call_named(new, cls, args + kwvalues, names)
    if isinstance(obj, cls):
        init = _vm.lookup(type(obj), "__init__")
        _vm.call_named(init, obj, args + kwvalues, names)
    return obj


def super_attr(function, cls, obj, name):
    return getattr(function(cls, obj), name)


def raise_class(cls):
    exc = cls()
    if not isinstance(exc, BaseException):
        raise TypeError(
            "calling %r should have returned an instance of BaseException, not %r" % (cls, type(exc))
        )
    raise exc


def raise_from(cls, cause):
    if isinstance(cause, type) and issubclass(cause, BaseException):
        cause = cause()
    exc = cls()
    if not isinstance(exc, BaseException):
        raise TypeError(
            "calling %r should have returned an instance of BaseException, not %r" % (cls, type(exc))
        )
    raise exc from cause


# ---- iterators ----


def map_next(iterator):
    func, iters = _vm.map_parts(iterator)
    return func(*[next(it) for it in iters])


def filter_next(iterator):
    func, it = _vm.filter_parts(iterator)
    while True:
        item = it.__next__()
        if func is None:
            if item:
                return item
        elif func(item):
            return item


def zip_next(iterator):
    iters, strict = _vm.zip_parts(iterator)
    items = []
    for it in iters:
        try:
            items.append(next(it))
        except StopIteration:
            if strict:
                zip_strict(iters, len(items))
            raise StopIteration from None
    if not items:
        raise StopIteration
    return _vm.list_to_tuple(items)


def zip_strict(iters, i):
    if i:
        plural = " " if i == 1 else "s 1-"
        raise ValueError("zip() argument %d is shorter than argument%s%d" % (i + 1, plural, i)) from None
    for i in range(1, len(iters)):
        try:
            next(iters[i])
        except StopIteration:
            continue
        plural = " " if i == 1 else "s 1-"
        raise ValueError("zip() argument %d is longer than argument%s%d" % (i + 1, plural, i)) from None


def enumerate_next(iterator):
    item = next(_vm.enumerate_inner(iterator))
    return (_vm.enumerate_count(iterator), item)


def callable_next(iterator):
    pair = _vm.callable_parts(iterator)
    if pair is None:
        raise StopIteration
    func, sentinel = pair
    result = func()
    if result == sentinel:
        _vm.callable_end(iterator)
        raise StopIteration
    return result


def getitem_next(iterator):
    seq, at = _vm.getitem_parts(iterator)
    try:
        item = seq[at]
    except (IndexError, StopIteration):
        raise StopIteration from None
    _vm.getitem_advance(iterator)
    return item


def next_default(iterator, default):
    try:
        return iterator.__next__()
    except StopIteration:
        return default


def unpack(iterable, n):
    it = iter(iterable)
    items = []
    while len(items) < n:
        try:
            items.append(it.__next__())
        except StopIteration:
            raise ValueError("not enough values to unpack (expected %d, got %d)" % (n, len(items))) from None
    try:
        it.__next__()
    except StopIteration:
        return _vm.list_to_tuple(items)
    raise ValueError("too many values to unpack (expected %d)" % n)


def list_of(iterable):
    return [item for item in iterable]


def list_extend(items, iterable):
    for item in iterable:
        items.append(item)


def list_iadd(items, iterable):
    for item in iterable:
        items.append(item)
    return items


def set_extend(items, iterable):
    for item in iterable:
        items.add(item)


def dict_extend(table, mapping):
    for key in mapping.keys():
        table[key] = mapping[key]


def build_set(values):
    items = set()
    for value in values:
        items.add(value)
    return items


def build_map(flat):
    table = {}
    for i in range(0, len(flat), 2):
        table[flat[i]] = flat[i + 1]
    return table


def dict_or(a, b):
    merged = dict_ior({}, a)
    return dict_ior(merged, b)


def dict_ior(a, b):
    for key in [*b]:
        a[key] = b[key]
    return a


def set_ior(a, b):
    for key in [*b]:
        a.add(key)
    return a


def inplace(kind, a, b):
    # `a.__iadd__(b)` and its kind, of builtin containers and of classes derived from them.
    if kind == 0:
        list.extend(a, b)
    elif kind == 1:
        items = list.__mul__(a, b)
        if items is NotImplemented:
            if _vm.special(b, "__index__") is None:
                raise TypeError("can't multiply sequence by non-int of type '%s'" % _vm.type_name(b))
            items = list.__mul__(a, index_of(b))
        list.__setitem__(a, slice(None), items)
    elif kind == 2:
        bytearray.extend(a, b)
    elif kind == 3:
        dict.update(a, b)
    elif not isinstance(b, (set, frozenset)) and _vm.type_name(b) not in ("dict_keys", "dict_items"):
        return NotImplemented
    elif kind == 4:
        set.update(a, b)
    elif kind == 5:
        set.intersection_update(a, b)
    elif kind == 6:
        set.difference_update(a, b)
    else:
        set.symmetric_difference_update(a, b)
    return a


def repeat(sequence, n):
    return sequence * index_of(n)


def set_op(op, a, b):
    if not (isinstance(a, (set, frozenset)) and isinstance(b, (set, frozenset))):
        return view_op(op, a, b)
    if op == 7:
        return a.union(b)
    if op == 1:
        return a.intersection(b)
    if op == 10:
        return a.difference(b)
    return a.symmetric_difference(b)


def view_op(op, a, b):
    # One of them is a view of a dict. Source: `dictviews_or` and its kind in `Objects/dictobject.c`.
    if op == 1:
        if _vm.type_name(a) not in ("dict_keys", "dict_items"):
            a, b = b, a
        if type(b) is set and len(a) <= len(b):
            return b.intersection(a)
        if _vm.type_name(b) in ("dict_keys", "dict_items") and len(b) > len(a):
            a, b = b, a
        return {item for item in b if item in a}
    result = set(a)
    if op == 7:
        result.update(b)
    elif op == 10:
        result.difference_update(b)
    else:
        result.symmetric_difference_update(b)
    return result


def contains(container, item):
    method = _vm.special(container, "__contains__")
    if method is not None and not _vm.is_plain_container(container):
        return method(item)
    if _vm.special(container, "__iter__") is None and _vm.special(container, "__getitem__") is None:
        raise TypeError("argument of type '%s' is not a container or iterable" % _vm.type_name(container))
    for candidate in container:
        if candidate is item or candidate == item:
            return True
    return False


def getitem_slice(container, part):
    return container[plain_slice(part)]


def index_or_none(value):
    return None if value is None else index_of(value)


def plain_slice(part):
    return slice(index_or_none(part.start), index_or_none(part.stop), index_or_none(part.step))


def getitem_index(container, key):
    return container[index_of(key)]


def setitem_index(container, key, value):
    container[index_of(key)] = value


def set_slice(container, part, value):
    container[plain_slice(part)] = [*value]


def call_ex(function, args, kwargs):
    args = [*args]
    if kwargs is None:
        return function(*args)
    return function(*args, **kwargs)


# ---- text ----


def convert_value(value, kind):
    if kind == 1:
        return str(value)
    if kind == 2:
        return repr(value)
    return ascii(value)


def str_of(value):
    method = _vm.special(value, "__str__")
    result = method()
    if not isinstance(result, str):
        raise TypeError("__str__ returned non-string (type %s)" % _vm.type_name(result))
    return result


def repr_of(value):
    method = _vm.special(value, "__repr__")
    result = method()
    if not isinstance(result, str):
        raise TypeError("__repr__ returned non-string (type %s)" % _vm.type_name(result))
    return result


active_reprs = set()


def type_text(item, kind):
    if item is Ellipsis:
        return "..."
    text = repr(item)
    if text.startswith("<class '"):
        text = text[8:-2]
        if kind == 4 and text == "NoneType":
            return "None"
    return text


def container_repr(value):
    kind, head, tail, items = _vm.repr_parts(value)
    key = (_vm.thread(), id(value))
    if key in active_reprs:
        return head + "..." + tail
    active_reprs.add(key)
    try:
        if kind == 1:
            parts = [repr(item[0]) + ": " + repr(item[1]) for item in items]
        elif kind >= 3:
            parts = [type_text(item, kind) for item in items]
        else:
            parts = [repr(item) for item in items]
    finally:
        active_reprs.discard(key)
    text = (" | " if kind == 4 else ", ").join(parts)
    if kind == 2 and len(parts) == 1:
        text = text + ","
    return head + text + tail


def ascii_of(value):
    return _vm.escape_non_ascii(repr(value))


def format_with(value, spec):
    method = _vm.special(value, "__format__")
    result = method(spec)
    if not isinstance(result, str):
        raise TypeError("__format__ must return a str, not %s" % _vm.type_name(result))
    return result


# ---- comparing ----


def items_eq(a, b):
    if len(a) != len(b):
        return False
    i = 0
    while i < len(a) and i < len(b):
        x = a[i]
        y = b[i]
        if x is not y and not x == y:
            return False
        i += 1
    return len(a) == len(b)


def items_order(a, b, op):
    i = 0
    while i < len(a) and i < len(b):
        x = a[i]
        y = b[i]
        if x is not y and not x == y:
            if op == 0:
                return x < y
            if op == 1:
                return x <= y
            if op == 4:
                return x > y
            return x >= y
        i += 1
    if op == 0:
        return len(a) < len(b)
    if op == 1:
        return len(a) <= len(b)
    if op == 4:
        return len(a) > len(b)
    return len(a) >= len(b)


def views_eq(a, b):
    if len(a) != len(b):
        return False
    for item in a:
        if item not in b:
            return False
    return True


# ---- type parameters ----


def make_typevar(name):
    return TypeVar(name, infer_variance=True)


def make_paramspec(name):
    return ParamSpec(name, infer_variance=True)


def make_typevartuple(name):
    return TypeVarTuple(name)


def make_getitem(params):
    def __class_getitem__(cls, item):
        return GenericAlias(cls, item)
    return classmethod(__class_getitem__)


def make_alias(parts):
    return TypeAliasType(parts[0], lambda: _vm.run_class_body(parts[1], {})["value"])


def make_template(parts):
    template = Template.__new__(Template)
    template.strings = parts[::2]
    template.interpolations = _vm.list_to_tuple([Interpolation(*part) for part in parts[1::2]])
    return template


# ---- classes ----


def build_class(func, name, /, *bases, metaclass=None, **kwds):
    original = bases
    bases = resolve_bases(bases)
    if metaclass is None:
        metaclass = type(bases[0]) if bases else type
    if isinstance(metaclass, type):
        metaclass = _vm.best_metaclass(metaclass, bases)
    prepare = getattr(metaclass, "__prepare__", None)
    if prepare is None or metaclass is type:
        namespace = {}
    else:
        namespace = prepare(name, bases, **kwds)
    cell = _vm.run_class_body(func, namespace)
    if original is not bases:
        namespace["__orig_bases__"] = original
    cls = metaclass(name, bases, namespace, **kwds)
    return cls


def resolve_bases(bases):
    changed = False
    resolved = []
    for base in bases:
        if isinstance(base, type):
            resolved.append(base)
            continue
        method = getattr(base, "__mro_entries__", None)
        if method is None:
            resolved.append(base)
            continue
        changed = True
        resolved.extend(method(bases))
    return _vm.list_to_tuple(resolved) if changed else bases


def type_new(metaclass, name, bases, namespace, kwds):
    if not isinstance(name, str):
        raise TypeError("type.__new__() argument 1 must be str, not %s" % _vm.type_name(name))
    if not isinstance(bases, tuple):
        raise TypeError("type.__new__() argument 2 must be tuple, not %s" % _vm.type_name(bases))
    if not isinstance(namespace, dict):
        raise TypeError("type.__new__() argument 3 must be dict, not %s" % _vm.type_name(namespace))
    best = _vm.best_metaclass(metaclass, bases)
    if best is not metaclass:
        new = _vm.lookup(best, "__new__")
        if not _vm.is_native(new):
            return new(best, name, bases, namespace, **kwds)
        metaclass = best
    if "__module__" not in namespace:
        namespace = {**namespace, "__module__": _vm.globals().get("__name__", "builtins")}
    cls = _vm.new_class(metaclass, name, bases, namespace)
    for key in [*namespace]:
        value = namespace[key]
        set_name = _vm.special(value, "__set_name__")
        if set_name is not None:
            try:
                set_name(cls, key)
            except BaseException as e:
                e.add_note(
                    "Error calling __set_name__ on '%s' instance %r in '%s'" % (_vm.type_name(value), key, name)
                )
                raise
    super(cls, cls).__init_subclass__(**kwds)
    return cls


def annotations_of(owner, annotate):
    if annotate is None:
        result = {}
    else:
        namespace = _vm.annotate_scope(owner, annotate)
        result = annotate(1) if namespace is None else _vm.run_class_body(annotate, namespace)
    _vm.keep_annotations(owner, result)
    return result


def instance_check(obj, cls):
    if isinstance(cls, tuple):
        for one in cls:
            if isinstance(obj, one):
                return True
        return False
    method = _vm.special(cls, "__instancecheck__")
    if method is None:
        if hasattr(cls, "__origin__"):
            raise TypeError("isinstance() argument 2 cannot be a parameterized generic")
        raise TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union")
    return True if method(obj) else False


def subclass_check(sub, cls):
    if isinstance(cls, tuple):
        for one in cls:
            if issubclass(sub, one):
                return True
        return False
    method = _vm.special(cls, "__subclasscheck__")
    if method is None:
        raise TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    return True if method(sub) else False


def getattr_default(callable, args, default):
    try:
        return callable(*args)
    except AttributeError:
        return default


def getattr_fallback(callable, args, owner, name, default, given):
    try:
        return callable(*args)
    except AttributeError:
        method = _vm.special(owner, "__getattr__")
        if method is None:
            if given:
                return default
            raise
        if not given:
            return method(name)
        try:
            return method(name)
        except AttributeError:
            return default


def hasattr_call(callable, args, owner, name):
    missing = []
    return getattr_fallback(callable, args, owner, name, missing, True) is not missing


def call_discard(callable, args):
    callable(*args)


# ---- with, exception groups, match ----


def eg_match(exc, kind):
    kinds = kind if isinstance(kind, tuple) else (kind,)
    for one in kinds:
        if not (isinstance(one, type) and issubclass(one, BaseException)):
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
        if issubclass(one, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if exc is None:
        return (None, None)
    if isinstance(exc, kind):
        if isinstance(exc, BaseExceptionGroup):
            return (None, exc)
        group = ExceptionGroup("", (exc,)) if isinstance(exc, Exception) else BaseExceptionGroup("", (exc,))
        _vm.copy_traceback(exc, group)
        return (None, group)
    if isinstance(exc, BaseExceptionGroup):
        match, rest = exc.split(kind)
        return (rest, match)
    return (exc, None)


def prep_reraise_star(orig, excs):
    if not isinstance(orig, BaseExceptionGroup):
        for exc in excs:
            if exc is not None:
                return exc
        return None
    raised = []
    reraised = []
    for exc in excs:
        if exc is None:
            continue
        if _vm.same_metadata(exc, orig):
            reraised.append(exc)
        else:
            raised.append(exc)
    if not raised and not reraised:
        return None
    reraised_group = None
    if reraised:
        keep = []
        for exc in reraised:
            collect_leaves(exc, keep)
        reraised_group = group_projection(orig, keep)
    if not raised:
        return reraised_group
    if reraised_group is not None:
        raised.append(reraised_group)
    if len(raised) == 1:
        return raised[0]
    return ExceptionGroup("", raised) if all_exceptions(raised) else BaseExceptionGroup("", raised)


def all_exceptions(excs):
    for exc in excs:
        if not isinstance(exc, Exception):
            return False
    return True


def collect_leaves(exc, out):
    if isinstance(exc, BaseExceptionGroup):
        for inner in exc.exceptions:
            collect_leaves(inner, out)
    else:
        out.append(exc)


def group_projection(group, keep):
    found = []
    for inner in group.exceptions:
        if isinstance(inner, BaseExceptionGroup):
            part = group_projection(inner, keep)
            if part is not None:
                found.append(part)
        else:
            for leaf in keep:
                if leaf is inner:
                    found.append(inner)
                    break
    if not found:
        return None
    if len(found) == len(group.exceptions) and all_same(found, group.exceptions):
        return group
    return derive_group(group, found)


def all_same(a, b):
    for i in range(len(a)):
        if a[i] is not b[i]:
            return False
    return True


def derive_group(group, excs):
    new = group.derive(excs)
    _vm.copy_metadata(group, new)
    notes = getattr(group, "__notes__", None)
    if notes is not None:
        new.__notes__ = [*notes]
    return new


def group_derive(self, excs):
    if all_exceptions(excs):
        return ExceptionGroup(self.message, excs)
    return BaseExceptionGroup(self.message, excs)


def group_condition(condition):
    if isinstance(condition, (type, tuple)):
        return lambda exc: isinstance(exc, condition)
    if callable(condition):
        return condition
    raise TypeError("expected a function, exception type or tuple of exception types")


def group_split(self, condition, /):
    test = group_condition(condition)
    if test(self):
        return (self, None)
    yes = []
    no = []
    for exc in self.exceptions:
        if isinstance(exc, BaseExceptionGroup):
            a, b = exc.split(condition)
            if a is not None:
                yes.append(a)
            if b is not None:
                no.append(b)
        elif test(exc):
            yes.append(exc)
        else:
            no.append(exc)
    return (derive_group(self, yes) if yes else None, derive_group(self, no) if no else None)


def group_subgroup(self, condition, /):
    return self.split(condition)[0]


def group_str(self):
    n = len(self.exceptions)
    return "%s (%d sub-exception%s)" % (self.message, n, "" if n == 1 else "s")


def group_repr(self):
    return "%s(%r, %r)" % (type(self).__name__, self.args[0], self.args[1])


def os_error_str(self):
    if self.filename2 is not None:
        return "[Errno %s] %s: %r -> %r" % (self.errno, self.strerror, self.filename, self.filename2)
    if self.filename is not None:
        return "[Errno %s] %s: %r" % (self.errno, self.strerror, self.filename)
    if self.errno is not None and self.strerror is not None:
        return "[Errno %s] %s" % (self.errno, self.strerror)
    return BaseException.__str__(self)


def match_keys(subject, keys):
    values = []
    missing = []
    for key in keys:
        if isinstance(subject, dict) and _vm.special(subject, "__missing__") is None:
            value = subject.get(key, missing)
            if value is missing:
                return None
        else:
            value = subject.get(key, missing)
            if value is missing:
                return None
        values.append(value)
    return _vm.list_to_tuple(values)


def match_class(subject, cls, names, count):
    if not isinstance(cls, type):
        raise TypeError("called match pattern must be a class")
    if not isinstance(subject, cls):
        return None
    values = []
    if count:
        match_args = getattr(cls, "__match_args__", None)
        if match_args is None:
            if count > 1 or not _vm.matches_itself(cls):
                allowed = 1 if _vm.matches_itself(cls) else 0
                raise TypeError(
                    "%s() accepts %d positional sub-pattern%s (%d given)"
                    % (cls.__name__, allowed, "" if allowed == 1 else "s", count)
                )
            values.append(subject)
        else:
            if not isinstance(match_args, tuple):
                raise TypeError(
                    "%s.__match_args__ must be a tuple (got %s)" % (cls.__name__, _vm.type_name(match_args))
                )
            if count > len(match_args):
                n = len(match_args)
                raise TypeError(
                    "%s() accepts %d positional sub-pattern%s (%d given)"
                    % (cls.__name__, n, "" if n == 1 else "s", count)
                )
            for i in range(count):
                if match_args[i] in names:
                    raise TypeError(
                        "%s() got multiple sub-patterns for attribute %r" % (cls.__name__, match_args[i])
                    )
                try:
                    values.append(getattr(subject, match_args[i]))
                except AttributeError:
                    return None
    for name in names:
        try:
            values.append(getattr(subject, name))
        except AttributeError:
            return None
    return _vm.list_to_tuple(values)


# ---- modules ----


def run_module(module, code):
    try:
        _vm.run_body(code, module.__dict__, module.__dict__)
    except BaseException:
        _vm.forget_module(module.__name__)
        raise
    return _vm.loaded_module(module.__name__, module)


def import_name(name, globals, fromlist, level):
    if level:
        package = globals.get("__package__")
        if not package:
            package = globals.get("__name__", "")
            if "__path__" not in globals:
                package = package.rpartition(".")[0]
        if not package:
            raise ImportError("attempted relative import with no known parent package")
        parts = package.split(".")
        if level - 1 >= len(parts):
            raise ImportError("attempted relative import beyond top-level package")
        base = ".".join(parts[: len(parts) - level + 1])
        name = base + "." + name if name else base
    if not name:
        raise ValueError("Empty module name")
    parts = name.split(".")
    path = ""
    top = None
    module = None
    for part in parts:
        parent = module
        path = path + "." + part if path else part
        module = _vm.find_module(path)
        if module is None:
            try:
                module = _vm.import_module(path)
            except ModuleNotFoundError as error:
                if parent is not None and error.name == path and not hasattr(parent, "__path__"):
                    error.args = ("%s; %r is not a package" % (error.args[0], parent.__name__),)
                raise
            if parent is not None:
                setattr(parent, part, module)
        if top is None:
            top = module
    if not fromlist:
        return module if level else top
    for item in fromlist:
        if item != "*" and hasattr(module, "__path__") and not hasattr(module, item):
            full = name + "." + item
            if _vm.find_module(full) is None:
                try:
                    setattr(module, item, _vm.import_module(full))
                except ModuleNotFoundError as error:
                    if error.name != full:
                        raise
    return module


def import_from(module, name):
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    full = getattr(module, "__name__", "<unknown module name>")
    found = _vm.find_module(full + "." + name)
    if found is not None:
        return found
    file = getattr(module, "__file__", None)
    where = "unknown location" if file is None else file
    error = ImportError("cannot import name %r from %r (%s)" % (name, full, where))
    error.name = full
    error.name_from = name
    raise error


def import_star(module, namespace):
    names = getattr(module, "__all__", None)
    if names is None:
        names = [name for name in module.__dict__ if not name.startswith("_")]
    for name in names:
        namespace[name] = getattr(module, name)


# ---- coroutines ----


def async_gen_wrap(value):
    return AsyncGenValue(value)


def async_gen_step(gen, mode, value):
    return AsyncGenStep(gen, mode, value)


def async_next(iterator):
    method = _vm.special(iterator, "__anext__")
    awaitable = method()
    return await_iter(awaitable, "async for' received an invalid object from __anext__: ")


def await_iter(awaitable, problem):
    if _vm.is_coroutine(awaitable):
        return awaitable
    method = _vm.special(awaitable, "__await__")
    if method is None:
        raise TypeError("'%s%s" % (problem, _vm.type_name(awaitable)))
    return method()


def generator_close(gen):
    if _vm.gen_state(gen) == 0:
        _vm.gen_end(gen)
        return None
    if _vm.gen_state(gen) == 3:
        return None
    try:
        _vm.gen_throw(gen, GeneratorExit())
    except StopIteration as e:
        return e.value
    except GeneratorExit:
        return None
    raise RuntimeError(_vm.type_name(gen).replace("_", " ") + " ignored GeneratorExit")


def generator_throw(gen, kind, value, tb):
    if isinstance(kind, type) and issubclass(kind, BaseException):
        if value is None:
            exc = kind()
        elif isinstance(value, kind):
            exc = value
        elif isinstance(value, tuple):
            exc = kind(*value)
        else:
            exc = kind(value)
    elif isinstance(kind, BaseException):
        exc = kind
    else:
        raise TypeError(
            "exceptions must be classes or instances deriving from BaseException, not %s" % _vm.type_name(kind)
        )
    return _vm.gen_throw(gen, exc)


def lazy_attribute(module, rest, name):
    # What a native module leaves to a library module `rest` until it is asked for.
    if not name.startswith("__"):
        more = _vm.import_module(rest).__dict__
        if name in more and name[:1] != "_" or name in more.get("_hidden", ()):
            value = more[name]
            _vm.find_module(module).__dict__[name] = value
            return value
    error = AttributeError("module '%s' has no attribute '%s'" % (module, name))
    error.name = name
    error.obj = _vm.find_module(module)
    raise error


async def anext_default(iterator, default):
    try:
        return await iterator.__anext__()
    except StopAsyncIteration:
        return default


# After a collection: tells of what was lost.
def settle():
    for name in _vm.take_never_awaited():
        warn_never_awaited(name)
    for item in _vm.take_lost():
        if _vm.is_async_generator(item):
            hook = _vm.asyncgen_hook(1)
            if hook is not None and not _vm.asyncgen_closed(item):
                hook(item)
        elif _vm.special(item, "__del__") is None:
            item._lost()
        else:
            finalize(item)


def finalize(item):
    try:
        _vm.special(item, "__del__")()
    except BaseException as error:
        function = getattr(type(item), "__del__", None)
        text = "Exception ignored while calling deallocator %r:\n" % (function,)
        _vm.host("print_exception", text, error)


# At the end of the process.
def finalize_all():
    while items := _vm.import_module("_weak").finalizable():
        for item in items:
            finalize(item)


def warn_never_awaited(name):
    file, line, function, module = _vm.place()
    text = "%s:%d: RuntimeWarning: coroutine %r was never awaited\n" % (file, line, name)
    source = _vm.source_line(file, line)
    if source:
        text = text + "  " + source + "\n"
    _vm.write(2, text + "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n")

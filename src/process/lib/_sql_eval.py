"""Values and expressions of SQL: trees become functions of the rows in view. Source: SQLite's documentation of its types and functions."""

import re
import time


class SqlError(Exception):
    """With the kind of `sqlite3`'s exception that it becomes."""

    def __init__(self, text, kind="OperationalError"):
        Exception.__init__(self, text)
        self.kind = kind


def affinity(type_name):
    name = type_name.upper()
    if "INT" in name:
        return "integer"
    if "CHAR" in name or "CLOB" in name or "TEXT" in name:
        return "text"
    if "BLOB" in name or not name:
        return "blob"
    return "real" if "REAL" in name or "FLOA" in name or "DOUB" in name else "numeric"


def number_of(text):
    """The number that a whole text is, or None."""
    try:
        return int(text)
    except ValueError:
        try:
            found = float(text)
            return int(found) if found.is_integer() and abs(found) < 1 << 53 else found
        except ValueError:
            return None


def apply(kind, value):
    """A value as a column of this affinity keeps it."""
    if kind == "text":
        return text_of(value) if isinstance(value, (int, float)) else value
    if kind in ("integer", "numeric", "real"):
        if isinstance(value, str):
            found = number_of(value)
            value = value if found is None else found
        if kind == "real":
            return float(value) if isinstance(value, int) else value
        if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 63:
            return int(value)
    return value


def text_of(value):
    if isinstance(value, float):
        text = "%.15g" % value
        return text if any(c in text for c in ".enai") else text + ".0"
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def key(value):
    """Sorts as SQLite: nothing, numbers, text, bytes."""
    return (0, 0) if value is None else (1, value) if isinstance(value, (int, float)) else (2, value) if isinstance(value, str) else (3, value)


def numeric(value):
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    match = re.match(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)", value)
    if not match:
        return 0
    return int(match[1]) if match[1].lstrip("+-").isdigit() else float(match[1])


def truth(value):
    return None if value is None else bool(numeric(value))


def like(pattern, escape=None, sensitive=False):
    found = _patterns.get((pattern, escape, sensitive))
    if found is None:
        parts, at = [], 0
        any_one, any_many = ("?", "*") if sensitive else ("_", "%")
        while at < len(pattern):
            char = pattern[at]
            if char == escape and at + 1 < len(pattern):
                at += 1
                parts.append(re.escape(pattern[at]))
            else:
                parts.append(".*" if char == any_many else "." if char == any_one else re.escape(char))
            at += 1
        found = re.compile("".join(parts), re.DOTALL if sensitive else re.DOTALL | re.IGNORECASE).fullmatch
        _patterns[pattern, escape, sensitive] = found
    return found


_patterns = {}


def _arithmetic(mark, a, b):
    if a is None or b is None:
        return None
    if mark == "||":
        return text_of(a) + text_of(b)
    a, b = numeric(a), numeric(b)
    if mark == "+":
        return a + b
    if mark == "-":
        return a - b
    if mark == "*":
        return a * b
    if mark in "/%":
        if mark == "%":
            a, b = int(a), int(b)
        if not b:
            return None
        if isinstance(a, int) and isinstance(b, int):
            quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
            return quotient if mark == "/" else a - b * quotient
        return a / b
    a, b = int(a), int(b)
    return a & b if mark == "&" else a | b if mark == "|" else a << b if mark == "<<" else a >> b


def _compare(mark, a, b):
    if a is None or b is None:
        return None
    a, b = key(a), key(b)
    return int(a == b if mark == "=" else a != b if mark == "!=" else a < b if mark == "<" else a <= b if mark == "<=" else
               a > b if mark == ">" else a >= b)


class Scope:
    """Columns in view: `(source, name, affinity)` each; outer ones behind them."""

    def __init__(self, columns, outer=None, aggregates=None):
        self.columns, self.outer, self.aggregates, self.aliases = columns, outer, aggregates, {}

    def find(self, table, name, depth=0):
        wanted = name.lower()
        found = [at for at, (source, column, _) in enumerate(self.columns)
                 if column.lower() == wanted and (table is None or source is not None and source.lower() == table.lower())]
        if not found and wanted == "rowid" or not found and wanted == "_rowid_":
            found = [at for at, (source, column, _) in enumerate(self.columns) if column == "" and (table is None or source == table)]
        if len(found) > 1 and table is None:
            raise SqlError(f"ambiguous column name: {name}")
        if found:
            return depth, found[0], self.columns[found[0]][2]
        if self.outer is not None:
            return self.outer.find(table, name, depth + 1)
        raise SqlError("no such column: " + (f"{table}.{name}" if table else name))


AGGREGATES = {"count", "sum", "total", "avg", "min", "max", "group_concat", "string_agg"}


class Compiler:
    """Functions take `rows`: the row in view first, then those of the queries around."""

    def __init__(self, database, params):
        self.database, self.params = database, params

    def affinity_of(self, tree, scope):
        if tree[0] == "column":
            try:
                return scope.find(tree[1], tree[2])[2]
            except SqlError:
                return None
        return affinity(tree[2]) if tree[0] == "cast" else None

    def make(self, tree, scope):
        return getattr(self, "_" + tree[0])(tree, scope)

    def _value(self, tree, scope):
        value = tree[1]
        return lambda rows: value

    def _param(self, tree, scope):
        value = self.params[tree[1]]
        return lambda rows: value

    def _column(self, tree, scope):
        try:
            depth, at, _ = scope.find(tree[1], tree[2])
        except SqlError:
            if tree[1] is None and tree[2].lower() in scope.aliases:
                return self.make(scope.aliases[tree[2].lower()], scope)
            if tree[1] is None and tree[3] == "quoted":
                text = tree[2]
                return lambda rows: text
            raise
        if depth == 0:
            return lambda rows: rows[0][at]
        return lambda rows: rows[depth][at]

    def _or(self, tree, scope):
        a, b = self.make(tree[1], scope), self.make(tree[2], scope)

        def either(rows):
            x = truth(a(rows))
            if x:
                return 1
            y = truth(b(rows))
            return 1 if y else None if x is None or y is None else 0
        return either

    def _and(self, tree, scope):
        a, b = self.make(tree[1], scope), self.make(tree[2], scope)

        def both(rows):
            x = truth(a(rows))
            if x is False:
                return 0
            y = truth(b(rows))
            return 0 if y is False else None if x is None or y is None else 1
        return both

    def _not(self, tree, scope):
        a = self.make(tree[1], scope)
        return lambda rows: None if (x := truth(a(rows))) is None else int(not x)

    def _sides(self, one, other, scope):
        a, b = self.make(one, scope), self.make(other, scope)
        left, right = self.affinity_of(one, scope), self.affinity_of(other, scope)
        for kind, value, which in (left, right, 1), (right, left, 0):
            if kind in ("integer", "real", "numeric") and value in (None, "text", "blob"):
                plain = b if which else a
                changed = lambda rows, plain=plain: apply("numeric", plain(rows))
                a, b = (a, changed) if which else (changed, b)
            elif kind == "text" and value is None:
                plain = b if which else a
                changed = lambda rows, plain=plain: apply("text", plain(rows))
                a, b = (a, changed) if which else (changed, b)
        return a, b

    def _compare(self, tree, scope):
        mark = tree[1]
        a, b = self._sides(tree[2], tree[3], scope)
        if any(side[0] == "collate" and side[2] == "NOCASE" for side in tree[2:4]):
            fold = lambda value: value.lower() if isinstance(value, str) else value
            return lambda rows: _compare(mark, fold(a(rows)), fold(b(rows)))
        return lambda rows: _compare(mark, a(rows), b(rows))

    def _is(self, tree, scope):
        no = tree[1]
        a, b = self._sides(tree[2], tree[3], scope)
        return lambda rows: int((key(a(rows)) == key(b(rows))) != no)

    def _binary(self, tree, scope):
        mark, a, b = tree[1], self.make(tree[2], scope), self.make(tree[3], scope)
        return lambda rows: _arithmetic(mark, a(rows), b(rows))

    def _negate(self, tree, scope):
        a = self.make(tree[1], scope)
        return lambda rows: None if (x := a(rows)) is None else -numeric(x)

    def _collate(self, tree, scope):
        return self.make(tree[1], scope)

    def _like(self, tree, scope):
        a, b = self.make(tree[1], scope), self.make(tree[2], scope)
        escape = self.make(tree[3], scope) if tree[3] else None

        def test(rows):
            x, y = a(rows), b(rows)
            if x is None or y is None:
                return None
            return int(like(text_of(y), escape and escape(rows), tree[0] == "glob")(text_of(x)) is not None)
        return test

    _glob = _like

    def _in_values(self, a, found, rows):
        x = a(rows)
        if x is None:
            return None if found else 0
        keys = [key(value) for value in found]
        return 1 if key(x) in keys else None if (0, 0) in keys else 0

    def _in(self, tree, scope):
        a, values = self.make(tree[1], scope), [self.make(value, scope) for value in tree[2]]
        kind = self.affinity_of(tree[1], scope)
        return lambda rows: self._in_values(a, [apply(kind, value(rows)) for value in values], rows)

    def _in_select(self, tree, scope):
        a, query = self.make(tree[1], scope), self.database.query(tree[2], self, scope)
        return lambda rows: self._in_values(a, [row[0] for row in query.run(rows)], rows)

    def _subquery(self, tree, scope):
        query = self.database.query(tree[1], self, scope)

        def first(rows):
            found = query.run(rows)
            return found[0][0] if found else None
        return first

    def _exists(self, tree, scope):
        query = self.database.query(tree[1], self, scope)
        return lambda rows: int(bool(query.run(rows)))

    def _case(self, tree, scope):
        pairs = [(self.make(test, scope), self.make(value, scope)) for test, value in tree[1]]
        otherwise = self.make(tree[2], scope)

        def choose(rows):
            for test, value in pairs:
                if truth(test(rows)):
                    return value(rows)
            return otherwise(rows)
        return choose

    def _cast(self, tree, scope):
        a, kind = self.make(tree[1], scope), affinity(tree[2])

        def cast(rows):
            value = a(rows)
            if value is None:
                return None
            if kind == "integer":
                return int(numeric(value))
            if kind == "real":
                return float(numeric(value))
            if kind == "text":
                return text_of(value)
            return numeric(value) if kind == "numeric" else text_of(value).encode() if not isinstance(value, bytes) else value
        return cast

    def _call(self, tree, scope):
        _, name, args, distinct = tree
        own = self.database.functions.get((name, len(args or ()))) or self.database.functions.get((name, -1))
        whole = self.database.aggregates.get((name, len(args or ()))) or self.database.aggregates.get((name, -1))
        if whole or name in AGGREGATES and (args is None or len(args) == 1 or name in ("group_concat", "string_agg", "count")):
            if scope.aggregates is None:
                raise SqlError(f"misuse of aggregate: {name.upper()}()" if not whole else f"misuse of aggregate: {name}()")
            inner = Scope(scope.columns, scope.outer)
            functions = [self.make(arg, inner) for arg in args or ()]
            scope.aggregates.append((whole or name, functions, distinct))
            at = len(scope.columns) + len(scope.aggregates) - 1
            return lambda rows: rows[0][at]
        functions = [self.make(arg, scope) for arg in args or ()]
        if own:
            return lambda rows: self.database.checked(own(*[f(rows) for f in functions]))
        plain = FUNCTIONS.get(name)
        if plain is None:
            if name in ("last_insert_rowid", "changes", "total_changes"):
                return lambda rows: self.database.counts[name]
            raise SqlError(f"no such function: {tree[1]}")
        if name in ("coalesce", "ifnull", "nullif", "min", "max", "typeof", "quote", "iif", "printf", "format", "concat"):
            return lambda rows: plain(*[f(rows) for f in functions])

        def strict(rows):
            values = [f(rows) for f in functions]
            if None in values:
                return None
            try:
                return plain(*values)
            except TypeError:
                raise SqlError(f"wrong number of arguments to function {name}()") from None
        return strict


def _substr(text, start, length=None):
    text = text if isinstance(text, bytes) else text_of(text)
    at = start - 1 if start > 0 else max(len(text) + start, 0) if start else 0
    if start == 0 and length:
        length -= 1
    return text[at:] if length is None else text[at:at + length] if length >= 0 else text[max(at + length, 0):at]


def _round(x, digits=0):
    from decimal import ROUND_HALF_UP, Decimal
    return float(Decimal(repr(float(numeric(x)))).quantize(Decimal(1).scaleb(-max(int(digits), 0)), ROUND_HALF_UP))


def _moment(format):
    def moment(what="now", *modifiers):
        if what == "now":
            return time.strftime(format, time.gmtime())
        text = text_of(what)
        parts = text.replace("T", " ").split(" ")
        date, clock = (parts + ["00:00:00"])[:2]
        return {"%Y-%m-%d": date, "%H:%M:%S": clock[:8]}.get(format, f"{date} {(clock + ':00')[:8]}")
    return moment


def _quote(value):
    if value is None:
        return "NULL"
    return text_of(value) if isinstance(value, (int, float)) else "'" + text_of(value).replace("'", "''") + "'"


FUNCTIONS = {
    "length": lambda x: len(x if isinstance(x, bytes) else text_of(x)), "upper": lambda x: text_of(x).upper(),
    "lower": lambda x: text_of(x).lower(), "abs": lambda x: abs(numeric(x)), "round": _round, "substr": _substr, "substring": _substr,
    "coalesce": lambda *a: next((x for x in a if x is not None), None), "ifnull": lambda a, b: b if a is None else a,
    "nullif": lambda a, b: None if key(a) == key(b) else a, "iif": lambda a, b, c=None: b if truth(a) else c,
    "trim": lambda x, chars=" ": text_of(x).strip(chars), "ltrim": lambda x, chars=" ": text_of(x).lstrip(chars),
    "rtrim": lambda x, chars=" ": text_of(x).rstrip(chars), "replace": lambda x, a, b: text_of(x).replace(text_of(a), text_of(b)),
    "instr": lambda x, y: text_of(x).find(text_of(y)) + 1, "hex": lambda x: (x if isinstance(x, bytes) else text_of(x).encode()).hex().upper(),
    "typeof": lambda x: {type(None): "null", int: "integer", float: "real", str: "text"}.get(type(x), "blob"), "quote": _quote,
    "min": lambda *a: None if None in a else min(a, key=key), "max": lambda *a: None if None in a else max(a, key=key),
    "printf": lambda f, *a: f % a, "format": lambda f, *a: f % a, "char": lambda *a: "".join(map(chr, a)),
    "unicode": lambda x: ord(text_of(x)[0]), "sign": lambda x: (numeric(x) > 0) - (numeric(x) < 0),
    "concat": lambda *a: "".join([text_of(x) for x in a if x is not None]), "sqlite_version": lambda: "3.45.3",
    "date": _moment("%Y-%m-%d"), "time": _moment("%H:%M:%S"), "datetime": _moment("%Y-%m-%d %H:%M:%S"),
    "strftime": lambda f, *a: time.strftime(f, time.gmtime()), "random": lambda: __import__("random").getrandbits(64) - (1 << 63),
}


def aggregate(kind, functions, distinct, members):
    """An aggregate's value over the rows of a group; each member is a list of rows as functions take it."""
    if not isinstance(kind, str):
        made = kind()
        for rows in members:
            made.step(*[f(rows) for f in functions])
        return made.finalize()
    if kind == "count" and not functions:
        return len(members)
    values = [value for rows in members if (value := functions[0](rows)) is not None]
    if distinct:
        values = list({key(value): value for value in values}.values())
    if kind == "count":
        return len(values)
    if kind in ("group_concat", "string_agg"):
        between = text_of(functions[1](members[0])) if len(functions) > 1 and members else ","
        return between.join(map(text_of, values)) if values else None
    if kind == "total":
        return float(sum(map(numeric, values)))
    if not values:
        return None
    if kind in ("min", "max"):
        return (min if kind == "min" else max)(values, key=key)
    total = sum(map(numeric, values))
    return total / len(values) if kind == "avg" else total

"""A small SQL database in memory: tables as dicts of rows by rowid; queries as trees of functions."""

import copy
from _sql_eval import Compiler, Scope, SqlError, affinity, aggregate, apply, key, truth


class Table:
    def __init__(self, name, columns, uniques, checks, primary):
        self.name, self.columns, self.uniques, self.checks = name, columns, [list(names) for names in uniques], checks
        self.rows, self.top = {}, 0
        self.indexes = {}
        self.rowid = None
        if primary and len(primary) == 1:
            column = self.column(primary[0])
            if self.columns[column]["type"].upper() == "INTEGER":
                self.rowid = column
                self.uniques = [names for names in self.uniques if names != primary]
        self.keys()

    def keys(self):
        """The values of each unique set of columns, with the rowid that has them."""
        self.seen = [({}, [self.column(name) for name in names]) for names in self.uniques]
        for rowid, row in self.rows.items():
            for seen, places in self.seen:
                found = tuple([row[at] for at in places])
                if None not in found:
                    seen[found] = rowid

    def column(self, name, text="table {} has no column named {}"):
        for at, column in enumerate(self.columns):
            if column["name"].lower() == name.lower():
                return at
        raise SqlError(text.format(self.name, name))

    def names(self):
        return [column["name"] for column in self.columns]

    def copy(self):
        other = copy.copy(self)
        other.rows, other.columns = {rowid: row[:] for rowid, row in self.rows.items()}, [dict(c) for c in self.columns]
        other.uniques, other.indexes = [names[:] for names in self.uniques], dict(self.indexes)
        other.keys()
        return other

    def __getstate__(self):
        state = dict(self.__dict__)
        del state["seen"]
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.keys()

    def scope_columns(self, alias):
        return [(alias, column["name"], affinity(column["type"])) for column in self.columns] + [(alias, "", "integer")]

    def clash(self, row, but=None):
        """Rowids of rows that a new one collides with, and the text for it."""
        if self.rowid is not None and row[self.rowid] in self.rows and row[self.rowid] != but:
            return row[self.rowid], [self.columns[self.rowid]["name"]]
        for (seen, places), names in zip(self.seen, self.uniques):
            found = tuple([row[at] for at in places])
            if None not in found and found in seen and seen[found] != but:
                return seen[found], names
        return None

    def put(self, rowid, row):
        self.rows[rowid] = row
        self.top = max(self.top, rowid)
        for seen, places in self.seen:
            found = tuple([row[at] for at in places])
            if None not in found:
                seen[found] = rowid

    def drop(self, rowid):
        row = self.rows.pop(rowid)
        for seen, places in self.seen:
            seen.pop(tuple([row[at] for at in places]), None)


class Query:
    def __init__(self, columns, run):
        self.columns, self.run = columns, run


class Database:
    def __init__(self):
        self.tables, self.views = {}, {}
        self.functions, self.aggregates = {}, {}
        self.counts = {"last_insert_rowid": 0, "changes": 0, "total_changes": 0}
        self.with_tables = []

    def checked(self, value):
        return value

    def table(self, name):
        found = self.tables.get(name.lower())
        if found is None:
            raise SqlError(f"no such table: {name}")
        return found

    # Queries.

    def query(self, tree, compiler, outer=None):
        kind = tree[0]
        if kind == "ordered":
            return self._ordered(tree, compiler, outer)
        if kind == "compound":
            return self._compound(tree, compiler, outer)
        if kind == "with":
            depth = len(self.with_tables)
            for name, columns, select in tree[1]:
                found = self._recursive(name, columns, select, compiler) or self.query(select, compiler)
                self.with_tables.append((name.lower(), Query(columns or found.columns, found.run)))
            found = self.query(tree[2], compiler, outer)
            del self.with_tables[depth:]
            return found
        if kind == "values":
            scope = Scope([], outer)
            rows = [[compiler.make(value, scope) for value in row] for row in tree[1]]
            if len({len(row) for row in rows}) > 1:
                raise SqlError("all VALUES must have the same number of terms")
            return Query([f"column{n + 1}" for n in range(len(rows[0]))],
                         lambda around: [[value([[], *around]) for value in row] for row in rows])
        return self._select(tree, compiler, outer, None)

    def _recursive(self, name, columns, select, compiler):
        if select[0] != "compound" or name.lower() not in repr(select[3]).lower():
            return None
        _, kind, first, step = select
        begin, frontier = self.query(first, compiler), []
        self.with_tables.append((name.lower(), Query(columns or begin.columns, lambda around: frontier)))
        go = self.query(step, compiler)
        self.with_tables.pop()

        def run(around):
            found, seen = begin.run([]), set()
            frontier[:] = found
            while frontier and len(found) < 1000000:
                new = [row for row in go.run([]) if kind == "union all" or tuple(map(key, row)) not in seen]
                seen.update([tuple(map(key, row)) for row in new])
                frontier[:] = new
                found = found + new
            return found
        return Query(columns or begin.columns, run)

    def _compound(self, tree, compiler, outer):
        _, kind, first, second = tree
        a, b = self.query(first, compiler, outer), self.query(second, compiler, outer)
        if len(a.columns) != len(b.columns):
            raise SqlError(f"SELECTs to the left and right of {kind.upper()} do not have the same number of result columns")

        def run(around):
            left, right = a.run(around), b.run(around)
            if kind == "union all":
                return left + right
            there = {tuple(map(key, row)) for row in right}
            if kind != "union":
                left = [row for row in left if (tuple(map(key, row)) in there) == (kind == "intersect")]
            else:
                left = left + right
            return sorted({tuple(map(key, row)): row for row in left}.values(), key=lambda row: tuple(map(key, row)))
        return Query(a.columns, run)

    def _ordered(self, tree, compiler, outer):
        _, inner, order, limit, offset = tree
        simple = inner[0] == "select"
        query = self._select(inner, compiler, outer, order) if simple else self.query(inner, compiler, outer)
        scope = Scope([], outer)
        limit, offset = (part and compiler.make(part, scope) for part in (limit, offset))
        if order and not simple:
            result = Scope([(None, name, None) for name in query.columns], outer)
            keys = [(lambda rows, at=term[1] - 1: rows[0][at]) if term[0] == "value" and isinstance(term[1], int)
                    else compiler.make(term, result) for term, _ in order]

        def run(around):
            rows = query.run(around)
            if order and not simple:
                for value, (_, down) in list(zip(keys, order))[::-1]:
                    rows = sorted(rows, key=lambda row: key(value([row, *around])), reverse=down)
            skip = max(offset([[], *around]) or 0, 0) if offset else 0
            most = limit([[], *around]) if limit else None
            return rows[skip:] if most is None or most < 0 else rows[skip:skip + most]
        return Query(query.columns, run)

    def _source(self, tree, compiler, outer):
        """Columns in view and a function for the rows."""
        if tree is None:
            return [], lambda around: [[]]
        if tree[0] == "from":
            return self._from(tree, compiler, outer)
        _, kind, first, second, on, using = tree
        columns_a, rows_a = self._source(first, compiler, outer)
        columns_b, rows_b = self._source(second, compiler, outer)
        columns, n = columns_a + columns_b, len(columns_a)
        hidden = []
        if using is not None:
            if using is True:
                using = [name for _, name, _ in columns_a if name and name in [other for _, other, _ in columns_b]]
            pairs = [([c[1].lower() for c in columns_a].index(name.lower()), [c[1].lower() for c in columns_b].index(name.lower()))
                     for name in using]
            hidden = [n + b for _, b in pairs]
            columns = [(source, "" if at in hidden else name, kind_) for at, (source, name, kind_) in enumerate(columns)]
        test = compiler.make(on, Scope(columns, outer)) if on else None
        blank = [None] * len(columns_b)

        def run(around):
            found, right = [], rows_b(around)
            for row in rows_a(around):
                matched = False
                for other in right:
                    if using and not all(row[a] is not None and row[a] == other[b] for a, b in pairs):
                        continue
                    both = row + other
                    if test is None or truth(test([both, *around])):
                        matched = True
                        found.append(both)
                if kind == "left" and not matched:
                    found.append(row + blank)
            return found
        return columns, run

    def _from(self, tree, compiler, outer):
        _, what, alias = tree
        if what[0] == "join" or what[0] == "from":
            return self._source(what, compiler, outer)
        if what[0] != "named":
            query = self.query(what, compiler, outer)
            return [(alias, name, None) for name in query.columns], query.run
        name = what[1]
        for known, query in reversed(self.with_tables):
            if known == name.lower():
                return [(alias or name, column, None) for column in query.columns], query.run
        if name.lower() in self.views:
            query = self.query(self.views[name.lower()], compiler)
            return [(alias or name, column, None) for column in query.columns], lambda around: query.run([])
        if name.lower() in ("sqlite_master", "sqlite_schema"):
            rows = [["table", table.name, table.name, 0, table.sql] for table in self.tables.values()]
            return [(alias or name, column, "text") for column in ("type", "name", "tbl_name", "rootpage", "sql")], lambda around: rows
        table = self.table(name)
        return table.scope_columns(alias or name), lambda around: [row + [rowid] for rowid, row in sorted(table.rows.items())]

    def _select(self, tree, compiler, outer, order):
        _, distinct, items, source, where, group, having = tree
        columns, rows_of = self._source(source, compiler, outer)
        plain, collected = Scope(columns, outer), []
        scope = Scope(columns, outer, collected)
        test = compiler.make(where, plain) if where else None
        names, values, aliases = [], [], {}
        for item in items:
            if item[0] == "star":
                wanted = [at for at, (source_, name, _) in enumerate(columns) if name and (item[1] is None or source_ and source_.lower() == item[1].lower())]
                if not wanted:
                    raise SqlError(f"no such table: {item[1]}" if item[1] else "no tables specified")
                for at in wanted:
                    names.append(columns[at][1])
                    values.append(lambda rows, at=at: rows[0][at])
            else:
                names.append(item[2])
                values.append(compiler.make(item[1], scope))
                aliases[item[2].lower()] = item[1]
        scope.aliases = plain.aliases = aliases
        by_alias = lambda term: aliases.get(term[2].lower(), term) if term[0] == "column" and term[1] is None else term

        def term(tree_):
            if tree_[0] == "value" and isinstance(tree_[1], int):
                if not 1 <= tree_[1] <= len(values):
                    raise SqlError(f"1st ORDER BY term out of range - should be between 1 and {len(values)}")
                return values[tree_[1] - 1]
            if tree_[0] == "collate":
                inner = term(tree_[1])
                return lambda rows: value.lower() if isinstance(value := inner(rows), str) and tree_[2] == "NOCASE" else value
            return compiler.make(by_alias(tree_), scope)
        orders = [(term(tree_), down) for tree_, down in order or ()]
        groups = [compiler.make(items[g[1] - 1][1] if g[0] == "value" and isinstance(g[1], int) else g, plain)
                  for g in group or ()]
        keep = compiler.make(having, scope) if having else None

        def run(around):
            rows = rows_of(around)
            if test is not None:
                rows = [row for row in rows if truth(test([row, *around]))]
            if collected or group:
                sets = {}
                for row in rows:
                    view = [row, *around]
                    sets.setdefault(tuple([key(value(view)) for value in groups]), []).append(view)
                if not groups and not sets:
                    sets[()] = []
                rows = []
                for mark in sorted(sets):
                    members = sets[mark]
                    first = members[0][0] if members else [None] * len(columns)
                    for kind, functions, _ in collected:
                        # Bare columns are of the row that has the extreme.
                        if kind in ("min", "max") and members and len(collected) == 1:
                            with_value = [view for view in members if functions[0](view) is not None]
                            if with_value:
                                first = (min if kind == "min" else max)(with_value, key=lambda view: key(functions[0](view)))[0]
                    rows.append(first + [aggregate(kind, functions, only, members) for kind, functions, only in collected])
                if keep is not None:
                    rows = [row for row in rows if truth(keep([row, *around]))]
            for value, down in orders[::-1]:
                rows = sorted(rows, key=lambda row: key(value([row, *around])), reverse=down)
            found = [[value([row, *around]) for value in values] for row in rows]
            if distinct:
                found = _unique(found)
            return found
        return Query(names, run)

    # Changes.

    def change(self, tree, params, sql=""):
        """Columns and rows of a statement that is no query, or None."""
        return getattr(self, "_do_" + tree[0])(tree, Compiler(self, params), sql)

    def _do_table(self, tree, compiler, sql):
        _, name, columns, uniques, checks, primary, quiet = tree
        if name.lower() in self.tables:
            if quiet:
                return
            raise SqlError(f"table {name} already exists")
        names = [column["name"].lower() for column in columns]
        for column in names:
            if names.count(column) > 1:
                raise SqlError(f"duplicate column name: {column}")
        table = Table(name, columns, uniques, checks, primary)
        table.sql = sql
        self.tables[name.lower()] = table

    def _do_table_as(self, tree, compiler, sql):
        _, name, select, quiet = tree
        query = self.query(select, compiler)
        columns = [{"name": c, "type": "", "notnull": False, "default": None, "primary": False, "auto": False} for c in query.columns]
        self._do_table(("table", name, columns, [], [], None, quiet), compiler, sql)
        for n, row in enumerate(query.run([])):
            self.tables[name.lower()].put(n + 1, row)

    def _do_view(self, tree, compiler, sql):
        if tree[1].lower() in self.views and not tree[3]:
            raise SqlError(f"view {tree[1]} already exists")
        self.views[tree[1].lower()] = tree[2]

    def _do_index(self, tree, compiler, sql):
        _, name, table, columns, unique, quiet = tree
        table = self.table(table)
        if any(name.lower() in other.indexes for other in self.tables.values()):
            if quiet:
                return
            raise SqlError(f"index {name} already exists")
        table.indexes[name.lower()] = columns
        for column in columns:
            table.column(column, "no such column: {1}")
        if unique:
            table.uniques.append(columns)
            table.keys()

    def _do_drop(self, tree, compiler, sql):
        _, kind, name, quiet = tree
        where = self.views if kind == "view" else self.tables
        if kind == "index":
            where = next((table.indexes for table in self.tables.values() if name.lower() in table.indexes), {})
        if where.pop(name.lower(), None) is None and not quiet:
            raise SqlError(f"no such {kind}: {name}")

    def _do_rename(self, tree, compiler, sql):
        table = self.table(tree[1])
        del self.tables[tree[1].lower()]
        table.name = tree[2]
        self.tables[tree[2].lower()] = table

    def _do_rename_column(self, tree, compiler, sql):
        table = self.table(tree[1])
        table.columns[table.column(tree[2], 'no such column: "{1}"')]["name"] = tree[3]
        table.uniques = [[tree[3] if name.lower() == tree[2].lower() else name for name in names] for names in table.uniques]

    def _do_drop_column(self, tree, compiler, sql):
        table = self.table(tree[1])
        at = table.column(tree[2], 'no such column: "{1}"')
        del table.columns[at]
        for row in table.rows.values():
            del row[at]
        table.keys()

    def _do_add_column(self, tree, compiler, sql):
        table, column = self.table(tree[1]), tree[2]
        if column["name"].lower() in [name.lower() for name in table.names()]:
            raise SqlError(f"duplicate column name: {column['name']}")
        table.columns.append(column)
        value = compiler.make(column["default"], Scope([]))([[]]) if column["default"] else None
        for row in table.rows.values():
            row.append(value)

    def _check_row(self, table, row, compiler):
        for at, column in enumerate(table.columns):
            row[at] = apply(affinity(column["type"]), row[at])
            if column["notnull"] and row[at] is None and at != table.rowid:
                raise SqlError(f"NOT NULL constraint failed: {table.name}.{column['name']}", "IntegrityError")
        for test, text in table.checks:
            if truth(compiler.make(test, Scope(table.scope_columns(table.name)))([row + [0]])) is False:
                raise SqlError(f"CHECK constraint failed: {text}", "IntegrityError")

    def _unique(self, table, names):
        raise SqlError("UNIQUE constraint failed: " + ", ".join([f"{table.name}.{name}" for name in names]), "IntegrityError")

    def _do_insert(self, tree, compiler, sql):
        _, name, columns, source, instead, upsert, returning = tree
        table = self.table(name)
        places = [table.column(column) for column in columns] if columns is not None else list(range(len(table.columns)))
        if source == ("values", [[]]):
            rows = [[]]
        else:
            query = self.query(source, compiler)
            if len(query.columns) != len(places):
                raise SqlError(f"{len(query.columns)} values for {len(places)} columns" if columns is not None else
                               f"table {table.name} has {len(places)} columns but {len(query.columns)} values were supplied")
            rows = query.run([])
        defaults = [compiler.make(column["default"], Scope([])) if column["default"] else None for column in table.columns]
        done = []
        for values in rows:
            row = [default([[]]) if default else None for default in defaults]
            for at, value in zip(places, values):
                row[at] = value
            try:
                done += self._insert_row(table, row, instead, upsert, compiler)
            except SqlError as error:
                if instead == "ignore" and error.kind == "IntegrityError":
                    continue
                raise
        return self._changed(table, done, returning, compiler)

    def _insert_row(self, table, row, instead, upsert, compiler):
        self._check_row(table, row, compiler)
        if table.rowid is not None:
            if row[table.rowid] is None:
                row[table.rowid] = table.top + 1 if table.columns[table.rowid]["auto"] else max(table.rows, default=0) + 1
            elif not isinstance(row[table.rowid], int):
                raise SqlError("datatype mismatch", "IntegrityError")
        while (found := table.clash(row)) is not None:
            there, names = found
            if instead == "replace":
                table.drop(there)
            elif instead == "ignore" or upsert and upsert[1] is None:
                return []
            elif upsert and (upsert[0] is None or [n.lower() for n in upsert[0]] == [n.lower() for n in names]):
                return self._upsert(table, there, row, upsert, compiler)
            else:
                self._unique(table, names)
        rowid = row[table.rowid] if table.rowid is not None else max(table.rows, default=0) + 1
        table.put(rowid, row)
        self.counts["last_insert_rowid"] = rowid
        return [rowid]

    def _upsert(self, table, rowid, row, upsert, compiler):
        columns = table.scope_columns(table.name) + table.scope_columns("excluded")
        scope = _Excluded(columns)
        view = [table.rows[rowid] + [rowid] + row + [0]]
        if upsert[2] is not None and not truth(compiler.make(upsert[2], scope)(view)):
            return []
        new = table.rows[rowid][:]
        for name, value in upsert[1]:
            new[table.column(name, "no such column: {1}")] = compiler.make(value, scope)(view)
        self._replace(table, rowid, new, compiler)
        return [rowid]

    def _replace(self, table, rowid, row, compiler):
        self._check_row(table, row, compiler)
        found = table.clash(row, rowid)
        if found is not None:
            self._unique(table, found[1])
        table.drop(rowid)
        table.put(row[table.rowid] if table.rowid is not None else rowid, row)

    def _matching(self, table, where, compiler):
        scope = Scope(table.scope_columns(table.name))
        test = compiler.make(where, scope) if where else None
        return scope, [rowid for rowid in sorted(table.rows) if test is None or truth(test([table.rows[rowid] + [rowid]]))]

    def _do_update(self, tree, compiler, sql):
        _, name, sets, where, returning = tree
        table = self.table(name)
        scope, found = self._matching(table, where, compiler)
        changes = [(table.column(column, "no such column: {1}"), compiler.make(value, scope)) for column, value in sets]
        for rowid in found:
            view = [table.rows[rowid] + [rowid]]
            row = table.rows[rowid][:]
            for at, value in changes:
                row[at] = value(view)
            self._replace(table, rowid, row, compiler)
        return self._changed(table, found, returning, compiler)

    def _do_delete(self, tree, compiler, sql):
        _, name, where, returning = tree
        table = self.table(name)
        _, found = self._matching(table, where, compiler)
        result = self._changed(table, found, returning, compiler)
        for rowid in found:
            table.drop(rowid)
        return result

    def _changed(self, table, rowids, returning, compiler):
        self.counts["changes"] = len(rowids)
        self.counts["total_changes"] += len(rowids)
        if returning is None:
            return None
        source = "from", ("named", table.name), None
        query = self._select(("select", False, returning, source, None, None, None), compiler, None, None)
        keep = {rowid: table.rows[rowid] for rowid in rowids}
        all_rows, table.rows = table.rows, keep
        try:
            return query.columns, query.run([])
        finally:
            table.rows = all_rows

    def _do_pragma(self, tree, compiler, sql):
        if tree[1] == "table_info" and tree[2]:
            table = self.tables.get(tree[2][0].lower())
            rows = [[n, c["name"], c["type"], int(c["notnull"]), None if c["default"] is None else str(c["default"][1]), int(c["primary"])]
                    for n, c in enumerate(table.columns)] if table else []
            return ["cid", "name", "type", "notnull", "dflt_value", "pk"], rows
        if tree[1] == "journal_mode":
            return ["journal_mode"], [[tree[2][0].lower() if tree[2] else "memory"]]
        if tree[1] == "user_version":
            return ["user_version"], [[0]]
        return None


class _Excluded(Scope):
    """A bare name is the old row's."""

    def find(self, table, name, depth=0):
        if table is None:
            table = self.columns[0][0]
        return Scope.find(self, table, name, depth)


def _unique(rows):
    found = {}
    for row in rows:
        found.setdefault(tuple(map(key, row)), row)
    return list(found.values())

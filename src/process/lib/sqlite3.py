"""A stand-in for SQLite: its SQL as far as `_sql` knows it, over tables in memory; a file gets them at each commit.

Sources followed: Modules/_sqlite of CPython 3.14, SQLite's documentation. Statements let go of the GIL; one connection writes at a
time. Not here: declared types' converters, collations, backups, blobs opened as files.
"""

import _loop
import _thread
import pickle
import posix
import time
from _sql import Database
from _sql_eval import Compiler, SqlError
from _sql_parse import Parser, SyntaxProblem, statements

apilevel, paramstyle, threadsafety = "2.0", "qmark", 3
sqlite_version, sqlite_version_info = "3.45.3", (3, 45, 3)
PARSE_DECLTYPES, PARSE_COLNAMES, LEGACY_TRANSACTION_CONTROL = 1, 2, -1
SQLITE_OK, SQLITE_ERROR, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CONSTRAINT = 0, 1, 5, 6, 19
_MAGIC = b"SQLite format 3\0"


class Warning(Exception):
    pass


class Error(Exception):
    pass


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class InternalError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class DataError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


_KINDS = {"OperationalError": OperationalError, "IntegrityError": IntegrityError}
_adapters = {}


def register_adapter(type, adapter, /):
    _adapters[type] = adapter


def register_converter(typename, converter, /):
    pass


def complete_statement(statement):
    return statement.rstrip().endswith(";")


def enable_callback_tracebacks(flag, /):
    pass


class _Store:
    """The tables of one database, and who changes them."""

    def __init__(self, path=None):
        self.path, self.data, self.lock = path, Database(), _thread.allocate_lock()
        self.writer = self.before = self.seen = None

    def refresh(self):
        """Reads the file if another process has written it."""
        if self.path is None or self.writer is not None:
            return
        try:
            stat = posix.stat(self.path)
        except OSError:
            self.seen, self.data.tables, self.data.views = None, {}, {}
            return
        if stat.st_mtime != self.seen:
            self.seen, self.data.tables, self.data.views = stat.st_mtime, {}, {}
            if stat.st_size:
                with open(self.path, "rb") as file:
                    content = file.read()
                if not content.startswith(_MAGIC):
                    raise DatabaseError("file is not a database")
                self.data.tables, self.data.views = pickle.loads(content[len(_MAGIC):])

    def save(self):
        if self.path is not None:
            with open(self.path, "wb") as file:
                file.write(_MAGIC + pickle.dumps((self.data.tables, self.data.views)))
            self.seen = posix.stat(self.path).st_mtime
            _loop.outside(1, 0.003)


_stores = {}


class Row:
    __slots__ = "_names", "_values"

    def __new__(cls, cursor, data, /):
        self = object.__new__(cls)
        self._names, self._values = [column[0] for column in cursor.description], tuple(data)
        return self

    def keys(self):
        return list(self._names)

    def __getitem__(self, key):
        if not isinstance(key, str):
            if not isinstance(key, (int, slice)):
                raise IndexError("Index must be int or string")
            return self._values[key]
        for name, value in zip(self._names, self._values):
            if name.lower() == key.lower():
                return value
        raise IndexError("No item with that key")

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __eq__(self, other):
        return (self._names, self._values) == (other._names, other._values) if isinstance(other, Row) else NotImplemented

    def __hash__(self):
        return hash((tuple(self._names), self._values))

    def __repr__(self):
        return f"<sqlite3.Row object at {id(self):#x}>"


class Connection:
    Warning, Error, InterfaceError, DatabaseError, DataError, OperationalError, IntegrityError, InternalError, ProgrammingError, NotSupportedError = (
        Warning, Error, InterfaceError, DatabaseError, DataError, OperationalError, IntegrityError, InternalError, ProgrammingError, NotSupportedError)

    def __init__(self, database, timeout=5.0, detect_types=0, isolation_level="", check_same_thread=True, cached_statements=128,
                 uri=False, *, autocommit=LEGACY_TRANSACTION_CONTROL):
        name = posix.fspath(database)
        self._timeout, self.isolation_level, self._autocommit = timeout, isolation_level, autocommit
        self._thread = _thread.get_ident() if check_same_thread else None
        self.row_factory, self.text_factory, self.total_changes = None, str, 0
        self._open, self._functions = True, {}
        shared = uri and "mode=memory" in name or uri and ":memory:" in name and "cache=shared" in name
        if uri and name.startswith("file:") and not shared:
            name = name[5:].partition("?")[0]
        if name in (":memory:", "") and not shared:
            self._store = _Store()
        else:
            key = name if shared else posix._full(name)
            if not shared and key not in _stores:
                try:
                    _touch(name)
                except OSError:
                    raise OperationalError("unable to open database file") from None
            self._store = _stores.setdefault(key, _Store(None if shared else key))

    def _check(self):
        if not self._open:
            raise ProgrammingError("Cannot operate on a closed database.")
        if self._thread is not None and self._thread != _thread.get_ident():
            raise ProgrammingError(
                "SQLite objects created in a thread can only be used in that same thread. The object was created in thread id "
                f"{self._thread} and this is thread id {_thread.get_ident()}.")

    @property
    def in_transaction(self):
        return self._store.writer is self

    @property
    def autocommit(self):
        return self._autocommit

    def cursor(self, factory=None):
        self._check()
        return (factory or Cursor)(self)

    def execute(self, sql, parameters=(), /):
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql, parameters, /):
        return self.cursor().executemany(sql, parameters)

    def executescript(self, sql_script, /):
        return self.cursor().executescript(sql_script)

    def commit(self):
        self._check()
        if self._store.writer is self:
            self._store.writer = self._store.before = None
            self._store.save()

    def rollback(self):
        self._check()
        store = self._store
        if store.writer is self:
            store.data.tables, store.data.views = store.before
            store.writer = store.before = None

    def close(self):
        if self._open:
            self._check()
            self.rollback()
            self._open = False

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.commit()
        else:
            self.rollback()
        return False

    def create_function(self, name, narg, func, /, *, deterministic=False):
        self._store.data.functions[name.lower(), narg] = func

    def create_aggregate(self, name, n_arg, aggregate_class):
        self._store.data.aggregates[name.lower(), n_arg] = aggregate_class

    def create_collation(self, name, callable, /):
        pass

    def set_trace_callback(self, trace_callback):
        self._trace = trace_callback

    set_progress_handler = set_authorizer = interrupt = lambda self, *args: None
    _trace = None

    def iterdump(self):
        yield "BEGIN TRANSACTION;"
        for table in self._store.data.tables.values():
            yield table.sql + ";"
            from _sql_eval import FUNCTIONS
            for row in table.rows.values():
                yield f'INSERT INTO "{table.name}" VALUES({",".join(map(FUNCTIONS["quote"], row))});'
        yield "COMMIT;"

    # Transactions.

    def _begin(self):
        store, waited = self._store, 0.0
        while store.writer is not None and store.writer is not self:
            if waited >= self._timeout:
                raise OperationalError("database is locked")
            time.sleep(0.01)
            waited += 0.01
        if store.writer is None:
            store.refresh()
            store.writer, store.before = self, (dict(store.data.tables), dict(store.data.views))

    def _run(self, found, parameters, sql):
        """Runs a statement: columns and rows, or None."""
        parser = Parser(found)
        tree = parser.statement()
        values = _bound(parser.params, parameters)
        kind, store, data = tree[0], self._store, self._store.data
        if self._trace:
            self._trace(sql)
        _loop.outside(1, 0.000005 if store.path is None else 0.00002)
        if kind in ("begin", "savepoint"):
            if store.writer is self and kind == "begin":
                raise SqlError("cannot start a transaction within a transaction")
            self._begin()
        elif kind in ("commit", "end", "rollback"):
            if store.writer is not self:
                raise SqlError(f"cannot {'rollback' if kind == 'rollback' else 'commit'} - no transaction is active")
            self.rollback() if kind == "rollback" else self.commit()
        elif kind in ("release", "vacuum", "analyze"):
            pass
        elif kind in ("select", "ordered", "compound", "values", "with"):
            other = store.writer is not None and store.writer is not self
            if not other:
                store.refresh()
            with store.lock:
                kept = data.tables, data.views
                if other:
                    data.tables, data.views = store.before
                try:
                    query = data.query(tree, Compiler(data, values))
                    return query.columns, query.run([])
                finally:
                    data.tables, data.views = kept
                    data.with_tables.clear()
        else:
            return self._write(tree, values, sql)

    def _write(self, tree, values, sql):
        store, data, kind = self._store, self._store.data, tree[0]
        changes = kind in ("insert", "update", "delete")
        mine = store.writer is self
        if kind != "pragma":
            self._begin()
        if not mine and changes and (self.isolation_level is not None and self._autocommit == -1 or self._autocommit is False):
            mine = True
        with store.lock:
            name = (tree[2] if kind == "index" else tree[1]).lower() if isinstance(tree[1], str) else ""
            if kind != "pragma" and name in data.tables and data.tables[name] is store.before[0].get(name) and (mine or not changes):
                data.tables[name] = data.tables[name].copy()
            before = data.counts["total_changes"]
            try:
                result = data.change(tree, values, sql)
            except BaseException:
                if not mine and store.writer is self:
                    store.writer = store.before = None
                raise
            self.total_changes += data.counts["total_changes"] - before
        if not mine and kind != "pragma":
            self.commit()
        return result


def _touch(name):
    import _kernel
    _kernel.close(posix._open(name, 0o102))


def _bound(names, parameters):
    if isinstance(parameters, dict) or not hasattr(parameters, "__len__") and hasattr(parameters, "keys"):
        if "?" in names:
            raise ProgrammingError("Binding 1 has no name, but you supplied a dictionary (which has only names).")
        values = []
        for name in names:
            try:
                values.append(parameters[name[1:]])
            except KeyError:
                raise ProgrammingError(f"You did not supply a value for binding parameter {name}.") from None
    else:
        try:
            values = list(parameters)
        except TypeError:
            raise ProgrammingError("parameters are of unsupported type") from None
        if len(values) != len(names):
            raise ProgrammingError(f"Incorrect number of bindings supplied. The current statement uses {len(names)}, and there "
                                   f"are {len(values)} supplied.")
        if names and names[0][0] == "?" and names[0] != "?":
            values = [values[int(name[1:]) - 1] for name in names]
    for at, value in enumerate(values):
        adapter = _adapters.get(type(value))
        if adapter:
            value = adapter(value)
        elif hasattr(value, "isoformat"):
            value = value.isoformat(" ") if hasattr(value, "hour") else value.isoformat()
        elif hasattr(value, "__conform__"):
            value = value.__conform__(None)
        if isinstance(value, (bytearray, memoryview)):
            value = bytes(value)
        elif isinstance(value, bool):
            value = int(value)
        elif isinstance(value, int) and not -1 << 63 <= value < 1 << 63:
            raise OverflowError("Python int too large to convert to SQLite INTEGER")
        elif value is not None and not isinstance(value, (int, float, str, bytes)):
            name = f"'{names[at]}'" if names[at][0] in ":@$" else at + 1
            raise ProgrammingError(f"Error binding parameter {name}: type '{type(value).__name__}' is not supported")
        values[at] = value
    return values


class Cursor:
    arraysize, lastrowid, rowcount, description = 1, None, -1, None

    def __init__(self, connection, /):
        self.connection, self._rows, self._open = connection, iter(()), True
        self.row_factory = connection.row_factory

    def _check(self):
        if not self._open:
            raise ProgrammingError("Cannot operate on a closed cursor.")
        self.connection._check()

    def _one(self, found, parameters, sql):
        try:
            return self.connection._run(found, parameters, sql)
        except SyntaxProblem as problem:
            raise OperationalError(str(problem)) from None
        except SqlError as problem:
            raise _KINDS[problem.kind](str(problem)) from None

    def _statement(self, sql):
        if not isinstance(sql, str):
            raise TypeError(f"execute() argument 1 must be str, not {type(sql).__name__}")
        try:
            found = list(statements(sql))
        except SyntaxProblem as problem:
            raise OperationalError(str(problem)) from None
        if len(found) > 1:
            raise ProgrammingError("You can only execute one statement at a time.")
        return found[0] if found else None

    def execute(self, sql, parameters=(), /):
        self._check()
        found = self._statement(sql)
        self.description, self.rowcount, self._rows = None, -1, iter(())
        if found is None:
            return self
        result = self._one(found, parameters, sql.strip().rstrip(";"))
        counts, word = self.connection._store.data.counts, found[0][1]
        if word in ("INSERT", "UPDATE", "DELETE", "REPLACE"):
            self.rowcount = counts["changes"]
            if word in ("INSERT", "REPLACE"):
                self.lastrowid = counts["last_insert_rowid"]
        if result is not None:
            names, rows = result
            self.description = tuple([(name, None, None, None, None, None, None) for name in names])
            self._rows = iter(rows)
        return self

    def executemany(self, sql, seq_of_parameters, /):
        self._check()
        found = self._statement(sql)
        if found and found[0][1] not in ("INSERT", "UPDATE", "DELETE", "REPLACE"):
            raise ProgrammingError("executemany() can only execute DML statements.")
        self.description, self._rows, total = None, iter(()), 0
        for parameters in seq_of_parameters:
            self._one(found, parameters, sql)
            total += self.connection._store.data.counts["changes"]
        self.rowcount = total
        return self

    def executescript(self, sql_script, /):
        self._check()
        self.connection.commit()
        try:
            pieces = list(statements(sql_script))
        except SyntaxProblem as problem:
            raise OperationalError(str(problem)) from None
        level, self.connection.isolation_level = self.connection.isolation_level, None
        try:
            for piece in pieces:
                begin, end = piece[0][3], piece[-1][3] + len(piece[-1][2])
                self._one(piece, (), sql_script[begin:end])
        finally:
            self.connection.isolation_level = level
        return self

    def _give(self, row):
        row = tuple(row)
        if self.connection.text_factory is not str:
            row = tuple([self.connection.text_factory(value.encode()) if isinstance(value, str) else value for value in row])
        return row if self.row_factory is None else self.row_factory(self, row)

    def __iter__(self):
        return self

    def __next__(self):
        self._check()
        return self._give(next(self._rows))

    def fetchone(self):
        self._check()
        row = next(self._rows, None)
        return None if row is None else self._give(row)

    def fetchmany(self, size=None):
        found = []
        for _ in range(self.arraysize if size is None else size):
            row = self.fetchone()
            if row is None:
                break
            found.append(row)
        return found

    def fetchall(self):
        self._check()
        return [self._give(row) for row in self._rows]

    def close(self):
        self._open = False

    def setinputsizes(self, sizes, /):
        pass

    def setoutputsize(self, size, column=None, /):
        pass


def connect(database, timeout=5.0, detect_types=0, isolation_level="", check_same_thread=True, factory=Connection,
            cached_statements=128, uri=False, *, autocommit=LEGACY_TRANSACTION_CONTROL):
    return factory(database, timeout, detect_types, isolation_level, check_same_thread, cached_statements, uri, autocommit=autocommit)


Binary = memoryview


def Date(*args):
    import datetime
    return datetime.date(*args)


def Time(*args):
    import datetime
    return datetime.time(*args)


def Timestamp(*args):
    import datetime
    return datetime.datetime(*args)

"""Comma-separated values. Sources followed: Lib/csv.py, Modules/_csv.c."""

import io
import re

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)
_NEW_LINE = "new-line character seen in unquoted field - do you need to open the file with newline=''?"
_limit = 131072
_dialects = {}


class Error(Exception):
    pass


Error.__module__ = "_csv"


def field_size_limit(limit=None):
    global _limit
    old = _limit
    if limit is not None:
        _limit = limit
    return old


class Dialect:
    delimiter, quotechar, escapechar, doublequote, skipinitialspace, lineterminator, quoting, strict = (
        ",", '"', None, True, False, "\r\n", QUOTE_MINIMAL, False)


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    lineterminator, quoting = "\n", QUOTE_ALL


_NAMES = "delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator", "quoting", "strict"


def _dialect(dialect, options):
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    made = Dialect()
    for name in _NAMES:
        setattr(made, name, getattr(dialect, name, getattr(Dialect, name)))
    for name, value in options.items():
        if name not in _NAMES:
            raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        setattr(made, name, value)
    for name in "delimiter", "quotechar", "escapechar":
        value = getattr(made, name)
        if value is None and name != "delimiter":
            continue
        if not isinstance(value, str):
            raise TypeError(f'"{name}" must be a {"unicode character" if name == "delimiter" else "unicode character or None"}, '
                            f"not {type(value).__name__}")
        if len(value) != 1:
            raise TypeError(f'"{name}" must be a {"unicode character" if name == "delimiter" else "unicode character or None"}, '
                            f"not a string of length {len(value)}")
    if not isinstance(made.quoting, int) or not 0 <= made.quoting <= 5:
        raise TypeError('bad "quoting" value')
    if made.quotechar is None and made.quoting != QUOTE_NONE:
        if "quoting" in options or "quotechar" not in options:
            raise TypeError("quotechar must be set if quoting enabled")
        made.quoting = QUOTE_NONE
    if made.lineterminator is None:
        raise TypeError("lineterminator must be set")
    return made


def register_dialect(name, dialect=excel, **options):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _dialect(dialect, options)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


class _Reader:
    __module__, __qualname__ = "_csv", "reader"

    def __init__(self, lines, dialect="excel", options=()):
        self.dialect, self._lines, self.line_num = _dialect(dialect, dict(options)), iter(lines), 0

    def __iter__(self):
        return self

    def __next__(self):
        d = self.dialect
        delimiter, quote, escape = d.delimiter, d.quotechar, d.escapechar
        line = self._line()
        quotes = quote is not None and d.quoting != QUOTE_NONE
        if (not quotes or quote not in line) and escape is None and not d.skipinitialspace:
            text = line.rstrip("\r\n")
            if "\n" in text or "\r" in text:
                raise Error(_NEW_LINE)
            return [self._value(field, False) for field in text.split(delimiter)] if text else []
        fields, field, quoted, state, at = [], [], False, 0, 0
        # States: 0 begin of a field, 1 in a field, 2 in quotes, 3 after a quote in quotes.
        while True:
            if at >= len(line):
                if state != 2:
                    break
                try:
                    line, at = self._line(), 0
                except StopIteration:
                    if d.strict:
                        raise Error("unexpected end of data") from None
                    break
                continue
            char = line[at]
            at += 1
            if state == 2:
                if char == escape:
                    field.append(line[at:at + 1])
                    at += 1
                elif char == quote:
                    state = 3 if d.doublequote else 1
                else:
                    field.append(char)
                continue
            if char in "\r\n":
                if line[at:].strip("\r\n"):
                    raise Error(_NEW_LINE)
                break
            if state == 3 and char == quote:
                field.append(quote)
                state = 2
            elif char == delimiter:
                fields.append(self._value("".join(field), quoted))
                field, quoted, state = [], False, 0
                if at >= len(line):
                    break
            elif char == escape:
                field.append(line[at:at + 1])
                at += 1
                state = 1
            elif state == 0 and quotes and char == quote:
                quoted, state = True, 2
            elif state == 0 and char == " " and d.skipinitialspace:
                pass
            elif state == 3 and d.strict:
                raise Error(f"'{delimiter}' expected after '{quote}'")
            else:
                field.append(char)
                state = 1
        if not fields and not field and not quoted and state == 0 and not line.strip("\r\n"):
            return []
        fields.append(self._value("".join(field), quoted))
        return fields

    def _line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error(f"iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)")
        self.line_num += 1
        return line

    def _value(self, text, quoted):
        if len(text) > _limit:
            raise Error(f"field larger than field limit ({_limit})")
        quoting = self.dialect.quoting
        if quoting == QUOTE_NONNUMERIC and not quoted or quoting == QUOTE_STRINGS and not quoted and text:
            return float(text) if text or quoting == QUOTE_NONNUMERIC else None
        if not quoted and not text and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
            return None
        return text


class _Writer:
    __module__, __qualname__ = "_csv", "writer"

    def __init__(self, file, dialect="excel", options=()):
        if not hasattr(file, "write"):
            raise TypeError('argument 1 must have a "write" method')
        self.dialect, self._write = _dialect(dialect, dict(options)), file.write

    def writerow(self, row):
        try:
            fields = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        text = self.dialect.delimiter.join([self._field(field, len(fields) == 1) for field in fields])
        return self._write(text + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)

    def _field(self, value, alone):
        d = self.dialect
        text = "" if value is None else value if isinstance(value, str) else repr(value) if type(value) is float else str(value)
        quoting = d.quoting
        quoted = (quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float))
                  or quoting == QUOTE_STRINGS and isinstance(value, str) or quoting == QUOTE_NOTNULL and value is not None)
        special = d.delimiter + "\r\n" + d.lineterminator + (d.quotechar or "") + (d.escapechar or "")
        if any(char in special for char in text):
            out = []
            for char in text:
                if char in special:
                    if quoting == QUOTE_NONE:
                        escaped = True
                    elif char == d.quotechar:
                        escaped = not d.doublequote
                        if d.doublequote:
                            out.append(char)
                            quoted = True
                    elif char == d.escapechar:
                        escaped = True
                    else:
                        escaped, quoted = False, True
                    if escaped:
                        if d.escapechar is None:
                            raise Error("need to escape, but no escapechar set")
                        out.append(d.escapechar)
                out.append(char)
            text = "".join(out)
        if not text and alone and not quoted:
            if quoting == QUOTE_NONE or quoting in (QUOTE_STRINGS, QUOTE_NOTNULL) and value is None:
                raise Error("single empty field record must be quoted")
            quoted = True
        if text and text[0] == " " and d.delimiter == " " and quoting != QUOTE_NONE:
            quoted = True
        return d.quotechar + text + d.quotechar if quoted else text


def reader(iterable, /, dialect="excel", **options):
    return _Reader(iterable, dialect, options)


def writer(fileobj, /, dialect="excel", **options):
    return _Writer(fileobj, dialect, options)


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = list(fieldnames) if fieldnames is not None and iter(fieldnames) is fieldnames else fieldnames
        self.restkey, self.restval, self.dialect = restkey, restval, dialect
        self.reader, self.line_num = reader(f, dialect, *args, **kwds), 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
            self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        names = self.fieldnames if self.line_num == 0 else self._fieldnames
        row = next(self.reader)
        while not row:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        found = dict(zip(names, row))
        if len(row) > len(names):
            found[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            found[name] = self.restval
        return found


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames, self.restval = list(fieldnames) if iter(fieldnames) is fieldnames else fieldnames, restval
        self.extrasaction = extrasaction.lower()
        if self.extrasaction not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == "raise":
            wrong = [key for key in rowdict if key not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
        return [rowdict.get(key, self.restval) for key in self.fieldnames]

    def writerow(self, rowdict):
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._row, rowdicts))


class Sniffer:
    def sniff(self, sample, delimiters=None):
        lines = [line for line in sample.splitlines() if line]
        for delimiter in delimiters or ",\t;| :":
            counts = {line.count(delimiter) for line in lines}
            if len(counts) == 1 and counts.pop() > 0:
                return type("dialect", (Dialect,), {"_name": "sniffed", "delimiter": delimiter, "skipinitialspace":
                            all(delimiter + " " in line for line in lines)})
        raise Error("Could not determine delimiter")

    def has_header(self, sample):
        rows = list(reader(io.StringIO(sample), self.sniff(sample)))
        number = re.compile(r"[-+]?\d+(\.\d+)?").fullmatch
        votes = 0
        for column, name in enumerate(rows[0]):
            cells = [row[column] for row in rows[1:] if len(row) > column]
            if cells and all(map(number, cells)):
                votes += -1 if number(name) else 1
            elif cells and len({len(cell) for cell in cells}) == 1:
                votes += 1 if len(name) != len(cells[0]) else -1
        return votes > 0


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


__import__("_lib").in_c("_csv", _Reader, _Writer)

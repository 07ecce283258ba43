"""SQL to trees, as tuples headed by their kind: as much of SQLite's grammar as programs commonly use."""

import re

_TOKEN = re.compile(r"""\s+|--[^\n]*|/\*.*?\*/
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?P<blob>[xX]'[0-9a-fA-F]*')|(?P<text>'(?:[^']|'')*')
    |(?P<quoted>"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\])|(?P<word>[A-Za-z_\x80-\U0010ffff][\w$]*)|(?P<param>\?\d*|[:@$]\w+)
    |(?P<mark>\|\||<=|>=|<>|!=|==|<<|>>|[-+*/%(),.;=<>&|~])""", re.VERBOSE | re.DOTALL)
_RESERVED = set("""SELECT FROM WHERE GROUP ORDER BY HAVING LIMIT OFFSET JOIN LEFT INNER CROSS ON USING AS AND OR NOT IN IS NULL LIKE GLOB
    BETWEEN CASE WHEN THEN ELSE END UNION ALL EXCEPT INTERSECT INSERT UPDATE DELETE SET VALUES INTO CREATE TABLE DROP INDEX UNIQUE
    PRIMARY CHECK DEFAULT REFERENCES CONSTRAINT FOREIGN EXISTS DISTINCT ISNULL NOTNULL RETURNING COLLATE ASC DESC NATURAL OUTER""".split())


class SyntaxProblem(Exception):
    pass


def tokens(text):
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            bad = text[at]
            raise SyntaxProblem(f'unrecognized token: "{text[at:].split()[0] if bad in chr(39) + chr(34) else bad}"')
        kind = match.lastgroup
        if kind:
            word = match[0]
            found.append((kind, word.upper() if kind == "word" else word, word, at))
        at = match.end()
    return found


def statements(text):
    """Pieces of a script, each with its place."""
    piece, depth = [], 0
    for token in tokens(text):
        piece.append(token)
        if token[1] == ";":
            if len(piece) > 1:
                yield piece[:-1]
            piece = []
    if piece:
        yield piece


class Parser:
    def __init__(self, found):
        self.tokens, self.at, self.params = found, 0, []

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead][1] if self.at + ahead < len(self.tokens) else ""

    def fail(self):
        if self.at >= len(self.tokens):
            raise SyntaxProblem("incomplete input")
        raise SyntaxProblem(f'near "{self.tokens[self.at][2]}": syntax error')

    def take(self, *words):
        """Takes these words if they are next."""
        for ahead, word in enumerate(words):
            if self.peek(ahead) != word or self.tokens[self.at + ahead][0] not in ("word", "mark"):
                return False
        self.at += len(words)
        return True

    def need(self, *words):
        for word in words:
            if not self.take(word):
                self.fail()

    def name(self):
        kind, upper, word, _ = self.tokens[self.at] if self.at < len(self.tokens) else ("", "", "", 0)
        if kind == "quoted":
            word = word[1:-1].replace('""', '"')
        elif kind == "text":
            word = word[1:-1]
        elif kind != "word" or upper in _RESERVED:
            self.fail()
        self.at += 1
        return word

    def names(self):
        self.need("(")
        found = [self.name()]
        while self.take(","):
            found.append(self.name())
        self.need(")")
        return found

    def many(self, one):
        found = [one()]
        while self.take(","):
            found.append(one())
        return found

    # Statements.

    def statement(self):
        word = self.peek()
        method = {"SELECT": self.select, "VALUES": self.select, "WITH": self.with_, "INSERT": self.insert, "REPLACE": self.insert,
                  "UPDATE": self.update, "DELETE": self.delete, "CREATE": self.create, "DROP": self.drop, "ALTER": self.alter,
                  "BEGIN": self.control, "COMMIT": self.control, "END": self.control, "ROLLBACK": self.control, "PRAGMA": self.pragma,
                  "SAVEPOINT": self.control, "RELEASE": self.control, "VACUUM": self.control, "ANALYZE": self.control}.get(word)
        if method is None:
            self.fail()
        tree = method()
        if self.at < len(self.tokens):
            self.fail()
        return tree

    def control(self):
        word = self.peek()
        while self.at < len(self.tokens):
            self.at += 1
        return (word.lower(),)

    def pragma(self):
        self.at += 1
        name = self.name()
        rest = [token[2] for token in self.tokens[self.at:]]
        self.at = len(self.tokens)
        return "pragma", name.lower(), [word.strip("'\"") for word in rest if word not in "=()"]

    def with_(self):
        self.need("WITH")
        self.take("RECURSIVE")
        tables = []
        while True:
            name = self.name()
            columns = self.names() if self.peek() == "(" else None
            self.need("AS", "(")
            tables.append((name, columns, self.select()))
            self.need(")")
            if not self.take(","):
                break
        return "with", tables, self.select()

    def if_(self, *words):
        return self.take("IF", *words)

    def create(self):
        self.need("CREATE")
        unique = self.take("UNIQUE")
        temp = self.take("TEMP") or self.take("TEMPORARY")
        if self.take("INDEX"):
            quiet = self.if_("NOT", "EXISTS")
            name = self.name()
            self.need("ON")
            table = self.name()
            self.need("(")
            columns = [term[0] for term in self.many(self.ordering)]
            self.need(")")
            if self.take("WHERE"):
                self.expr()
            return "index", name, table, [column[2] for column in columns if column[0] == "column"], unique, quiet
        if self.take("VIEW"):
            quiet = self.if_("NOT", "EXISTS")
            name = self.name()
            self.need("AS")
            return "view", name, self.select(), quiet
        self.need("TABLE")
        quiet = self.if_("NOT", "EXISTS")
        name = self.name()
        if self.take("AS"):
            return "table_as", name, self.select(), quiet
        self.need("(")
        columns, uniques, checks, primary = [], [], [], None
        while True:
            word = self.peek()
            if word == "CONSTRAINT":
                self.at += 1
                self.name()
                word = self.peek()
            if word in ("PRIMARY", "UNIQUE") and columns:
                self.at += 1
                if word == "PRIMARY":
                    self.need("KEY")
                names = self.names()
                uniques.append(names)
                primary = names if word == "PRIMARY" else primary
            elif word == "CHECK":
                checks.append(self.check())
            elif word == "FOREIGN":
                self.need("FOREIGN", "KEY")
                self.names()
                self.references()
            else:
                column = self.column(uniques, checks)
                columns.append(column)
                if column["primary"]:
                    primary = [column["name"]]
            if not self.take(","):
                break
        self.need(")")
        while self.take("STRICT") or self.take("WITHOUT", "ROWID") or self.take(","):
            pass
        return "table", name, columns, uniques, checks, primary, quiet

    def check(self):
        self.need("CHECK", "(")
        begin = self.at
        test = self.expr()
        text = " ".join([token[2] for token in self.tokens[begin:self.at]])
        self.need(")")
        return test, text.replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(" ,", ",")

    def references(self):
        self.need("REFERENCES")
        self.name()
        if self.peek() == "(":
            self.names()
        while self.take("ON"):
            self.at += 2
            self.take("NULL") or self.take("ACTION") or self.take("DEFAULT")

    def column(self, uniques, checks):
        name, kind = self.name(), []
        while self.at < len(self.tokens) and self.tokens[self.at][0] == "word" and self.peek() not in _RESERVED and self.peek() not in (
                "GENERATED", "AUTOINCREMENT"):
            kind.append(self.tokens[self.at][2])
            self.at += 1
        if kind and self.take("("):
            while not self.take(")"):
                self.at += 1
        column = {"name": name, "type": " ".join(kind), "notnull": False, "default": None, "primary": False, "auto": False}
        while True:
            if self.take("CONSTRAINT"):
                self.name()
            elif self.take("PRIMARY", "KEY"):
                self.take("ASC") or self.take("DESC")
                column["primary"] = True
                column["auto"] = self.take("AUTOINCREMENT")
                uniques.append([name])
            elif self.take("NOT", "NULL"):
                column["notnull"] = True
            elif self.take("NULL"):
                pass
            elif self.take("UNIQUE"):
                uniques.append([name])
            elif self.take("DEFAULT"):
                column["default"] = self.primary() if self.peek() != "-" else self.unary()
            elif self.peek() == "CHECK":
                checks.append(self.check())
            elif self.peek() == "REFERENCES":
                self.references()
            elif self.take("COLLATE"):
                self.name()
            else:
                return column

    def drop(self):
        self.need("DROP")
        kind = self.peek().lower()
        self.at += 1
        quiet = self.if_("EXISTS")
        return "drop", kind, self.name(), quiet

    def alter(self):
        self.need("ALTER", "TABLE")
        name = self.name()
        if self.take("RENAME", "TO"):
            return "rename", name, self.name()
        if self.take("RENAME"):
            self.take("COLUMN")
            old = self.name()
            self.need("TO")
            return "rename_column", name, old, self.name()
        if self.take("DROP"):
            self.take("COLUMN")
            return "drop_column", name, self.name()
        self.need("ADD")
        self.take("COLUMN")
        return "add_column", name, self.column([], [])

    def insert(self):
        instead = "replace" if self.take("REPLACE") else None
        if instead is None:
            self.need("INSERT")
            if self.take("OR"):
                instead = self.peek().lower()
                self.at += 1
        self.need("INTO")
        table = self.name()
        columns = self.names() if self.peek() == "(" else None
        if self.take("DEFAULT", "VALUES"):
            source, columns = ("values", [[]]), []
        else:
            source = self.select()
        upsert = None
        if self.take("ON", "CONFLICT"):
            target = self.names() if self.peek() == "(" else None
            self.need("DO")
            if self.take("NOTHING"):
                upsert = target, None, None
            else:
                self.need("UPDATE", "SET")
                upsert = target, self.many(self.assignment), self.expr() if self.take("WHERE") else None
        return "insert", table, columns, source, instead, upsert, self.returning()

    def returning(self):
        return self.many(self.item) if self.take("RETURNING") else None

    def assignment(self):
        name = self.name()
        self.need("=")
        return name, self.expr()

    def update(self):
        self.need("UPDATE")
        if self.take("OR"):
            self.at += 1
        table = self.name()
        self.need("SET")
        sets = self.many(self.assignment)
        return "update", table, sets, self.expr() if self.take("WHERE") else None, self.returning()

    def delete(self):
        self.need("DELETE", "FROM")
        return "delete", self.name(), self.expr() if self.take("WHERE") else None, self.returning()

    # Queries.

    def select(self):
        tree = self.core()
        while True:
            kind = "union all" if self.take("UNION", "ALL") else self.peek().lower()
            if kind != "union all":
                if kind not in ("union", "except", "intersect"):
                    break
                self.at += 1
            tree = "compound", kind, tree, self.core()
        order = self.many(self.ordering) if self.take("ORDER", "BY") else None
        limit = offset = None
        if self.take("LIMIT"):
            limit = self.expr()
            if self.take("OFFSET"):
                offset = self.expr()
            elif self.take(","):
                limit, offset = self.expr(), limit
        return tree if order is limit is None else ("ordered", tree, order, limit, offset)

    def core(self):
        if self.take("VALUES"):
            return "values", self.many(self.row)
        self.need("SELECT")
        distinct = self.take("DISTINCT")
        self.take("ALL")
        items = self.many(self.item)
        source = self.sources() if self.take("FROM") else None
        where = self.expr() if self.take("WHERE") else None
        group = having = None
        if self.take("GROUP", "BY"):
            group = self.many(self.expr)
        if self.take("HAVING"):
            having = self.expr()
        return "select", distinct, items, source, where, group, having

    def row(self):
        self.need("(")
        found = self.many(self.expr)
        self.need(")")
        return found

    def item(self):
        if self.take("*"):
            return "star", None
        if self.peek(1) == "." and self.peek(2) == "*":
            name = self.name()
            self.at += 2
            return "star", name
        begin = self.at
        tree = self.expr()
        text = self.text(begin, self.at)
        alias = self.name() if self.take("AS") else self.alias()
        return "item", tree, alias or (tree[2] if tree[0] == "column" else text)

    def text(self, begin, end):
        parts, last = [], None
        for kind, upper, word, at in self.tokens[begin:end]:
            if last is not None and at > last:
                parts.append(" ")
            parts.append(word)
            last = at + len(word)
        return "".join(parts)

    def alias(self):
        if self.at < len(self.tokens) and self.tokens[self.at][0] in ("word", "quoted") and self.peek() not in _RESERVED:
            return self.name()

    def sources(self):
        tree = self.source()
        while True:
            if self.take(","):
                tree = "join", "inner", tree, self.source(), None, None
                continue
            natural = self.take("NATURAL")
            kind = "left" if self.take("LEFT") else "inner"
            self.take("OUTER") or self.take("INNER") or self.take("CROSS")
            if not self.take("JOIN"):
                return tree
            other = self.source()
            on = self.expr() if self.take("ON") else None
            tree = "join", kind, tree, other, on, self.names() if self.take("USING") else natural or None

    def source(self):
        if self.take("("):
            tree = self.select() if self.peek() in ("SELECT", "VALUES") else self.sources()
            self.need(")")
        else:
            tree = "named", self.name()
        alias = self.name() if self.take("AS") else self.alias()
        return "from", tree, alias

    def ordering(self):
        tree = self.expr()
        down = self.take("DESC")
        self.take("ASC")
        if self.take("NULLS"):
            self.at += 1
        return tree, down

    # Expressions, loosest first.

    def expr(self):
        tree = self.and_()
        while self.take("OR"):
            tree = "or", tree, self.and_()
        return tree

    def and_(self):
        tree = self.not_()
        while self.take("AND"):
            tree = "and", tree, self.not_()
        return tree

    def not_(self):
        return ("not", self.not_()) if self.take("NOT") else self.equality()

    def equality(self):
        tree = self.comparison()
        while True:
            word = self.peek()
            if word in ("=", "==", "!=", "<>"):
                self.at += 1
                tree = "compare", "=" if word[0] == "=" else "!=", tree, self.comparison()
            elif self.take("IS"):
                no = self.take("NOT")
                self.take("DISTINCT", "FROM")
                tree = "is", no, tree, self.comparison()
            elif self.take("ISNULL"):
                tree = "is", False, tree, ("value", None)
            elif self.take("NOTNULL") or self.take("NOT", "NULL"):
                tree = "is", True, tree, ("value", None)
            else:
                at, no = self.at, self.take("NOT")
                if self.take("IN"):
                    tree = self.in_(tree)
                elif self.take("BETWEEN"):
                    low = self.comparison()
                    self.need("AND")
                    tree = "and", ("compare", ">=", tree, low), ("compare", "<=", tree, self.comparison())
                elif self.peek() in ("LIKE", "GLOB"):
                    kind = self.peek().lower()
                    self.at += 1
                    tree = kind, tree, self.comparison(), self.comparison() if self.take("ESCAPE") else None
                else:
                    self.at = at
                    return tree
                tree = ("not", tree) if no else tree

    def in_(self, tree):
        self.need("(")
        if self.peek() in ("SELECT", "VALUES"):
            found = "in_select", tree, self.select()
        else:
            found = "in", tree, [] if self.peek() == ")" else self.many(self.expr)
        self.need(")")
        return found

    def _binary(self, below, *marks):
        tree = below()
        while self.peek() in marks and self.tokens[self.at][0] == "mark":
            mark = self.peek()
            self.at += 1
            tree = "compare" if mark[0] in "<>" and mark not in ("<<", ">>") else "binary", mark, tree, below()
        return tree

    def comparison(self):
        return self._binary(self.bits, "<", "<=", ">", ">=")

    def bits(self):
        return self._binary(self.sum_, "<<", ">>", "&", "|")

    def sum_(self):
        return self._binary(self.product, "+", "-")

    def product(self):
        return self._binary(self.joined, "*", "/", "%")

    def joined(self):
        return self._binary(self.unary, "||")

    def unary(self):
        if self.take("-"):
            return "negate", self.unary()
        if self.take("+"):
            return self.unary()
        tree = self.primary()
        while self.take("COLLATE"):
            tree = "collate", tree, self.name().upper()
        return tree

    def primary(self):
        if self.at >= len(self.tokens):
            self.fail()
        kind, upper, word, _ = self.tokens[self.at]
        if kind == "number":
            self.at += 1
            return "value", int(word) if word.isdigit() else float(word)
        if kind == "text":
            self.at += 1
            return "value", word[1:-1].replace("''", "'")
        if kind == "blob":
            self.at += 1
            return "value", bytes.fromhex(word[2:-1])
        if kind == "param":
            self.at += 1
            if word not in self.params or word == "?":
                self.params.append(word)
                return "param", len(self.params) - 1
            return "param", self.params.index(word)
        if self.take("("):
            if self.peek() in ("SELECT", "VALUES"):
                tree = "subquery", self.select()
            else:
                tree = self.expr()
            self.need(")")
            return tree
        if self.take("NULL"):
            return "value", None
        if upper in ("TRUE", "FALSE") and kind == "word" and self.peek(1) != ".":
            self.at += 1
            return "value", int(upper == "TRUE")
        if upper in ("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME") and kind == "word":
            self.at += 1
            return "call", {"P": "datetime", "E": "date"}.get(upper[-1] if upper != "CURRENT_TIME" else "", "time"), [("value", "now")], False
        if self.take("EXISTS"):
            self.need("(")
            tree = "exists", self.select()
            self.need(")")
            return tree
        if self.take("CASE"):
            return self.case()
        if self.take("CAST"):
            self.need("(")
            tree = self.expr()
            self.need("AS")
            type_name = self.name()
            self.need(")")
            return "cast", tree, type_name
        if kind == "word" and self.peek(1) == "(" and (upper not in _RESERVED or upper in ("LIKE", "GLOB")):
            self.at += 2
            distinct = self.take("DISTINCT")
            if self.take("*"):
                args = None
            else:
                args = [] if self.peek() == ")" else self.many(self.expr)
            self.need(")")
            return "call", word.lower(), args, distinct
        name = self.name()
        if self.take("."):
            return "column", name, self.name(), kind
        return "column", None, name, kind

    def case(self):
        base = None if self.peek() == "WHEN" else self.expr()
        pairs = []
        while self.take("WHEN"):
            test = self.expr()
            self.need("THEN")
            pairs.append((test if base is None else ("compare", "=", base, test), self.expr()))
        otherwise = self.expr() if self.take("ELSE") else ("value", None)
        self.need("END")
        return "case", pairs, otherwise

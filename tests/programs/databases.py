import os
import sqlite3
import threading

db = sqlite3.connect(":memory:")
cur = db.cursor()
cur.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INT, city TEXT DEFAULT 'Bern', UNIQUE(name))")
cur.execute("INSERT INTO people (name, age) VALUES (?, ?)", ("Ada", 36))
print(cur.lastrowid, cur.rowcount, db.in_transaction)
cur.executemany("INSERT INTO people (name, age, city) VALUES (:name, :age, :city)", [
    {"name": "Alan", "age": 41, "city": "London"}, {"name": "Grace", "age": 85, "city": "New York"}, {"name": "Linus", "age": None, "city": "Bern"},
    {"name": "Guido", "age": "67", "city": "London"}])
print(cur.rowcount)
db.commit()


def show(sql, params=()):
    try:
        print(db.execute(sql, params).fetchall())
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


show("SELECT * FROM people")
show("SELECT name, age + 1 AS next FROM people WHERE age > ? AND city != 'Paris' ORDER BY age DESC", (40,))
show("select name from people where name like 'g%' or age is null order by name limit 2")
show("SELECT name FROM people WHERE age BETWEEN 30 AND 50 ORDER BY 1 LIMIT 10 OFFSET 1")
show("SELECT name FROM people WHERE city IN ('Bern', 'London') AND age IS NOT NULL ORDER BY city, name")
show("SELECT COUNT(*), COUNT(age), SUM(age), AVG(age), MIN(age), MAX(name), TOTAL(age) FROM people")
show("SELECT city, COUNT(*) AS n, GROUP_CONCAT(name) FROM people GROUP BY city HAVING n > 1 ORDER BY city")
show("SELECT DISTINCT city FROM people ORDER BY city")
show("SELECT CASE WHEN age > 60 THEN 'old' WHEN age IS NULL THEN 'unknown' ELSE 'young' END, UPPER(name), LENGTH(name) FROM people ORDER BY id")
show("SELECT 7 / 2, 7.0 / 2, 7 % 3, -7 / 2, 'a' || 'b' || 1, 1 = 1.0, NULL = NULL, NULL IS NULL, 2 + '3', 'abc' < 'abd', 5 > 'x', NOT 0, 1/0")
show("SELECT substr('hello', 2, 3), replace('banana', 'a', 'o'), trim('  x '), round(2.567, 1), round(2.5), abs(-3), coalesce(NULL, 2), ifnull(NULL, 'x'), nullif(1, 1), typeof(1.5), typeof(NULL), instr('hello', 'l'), hex('ab'), min(3, 1, 2), max('a', 'b')")
show("SELECT CAST('12abc' AS INTEGER), CAST(3.9 AS INT), CAST(5 AS TEXT), x'6162', 1e3, 'it''s', \"name\" FROM people LIMIT 1")
db.executescript("""
    CREATE TABLE orders (person INTEGER REFERENCES people(id), item TEXT, price REAL CHECK (price >= 0));
    -- some orders
    INSERT INTO orders VALUES (1, 'book', 12.5), (1, 'pen', 2), (2, 'book', 12.5);
    INSERT INTO orders VALUES (9, 'ghost', 0.5);
""")
show("SELECT p.name, o.item, o.price FROM people p JOIN orders o ON o.person = p.id ORDER BY o.price DESC, p.name, o.item")
show("SELECT p.name, COUNT(o.item), SUM(o.price) FROM people AS p LEFT JOIN orders AS o ON p.id = o.person GROUP BY p.id ORDER BY p.id")
show("SELECT name FROM people WHERE id IN (SELECT person FROM orders WHERE item = 'book') ORDER BY name")
show("SELECT name, (SELECT SUM(price) FROM orders WHERE person = people.id) FROM people ORDER BY id")
show("SELECT name FROM people p WHERE EXISTS (SELECT 1 FROM orders o WHERE o.person = p.id) ORDER BY 1")
show("SELECT item FROM orders UNION SELECT city FROM people ORDER BY 1 DESC")
show("SELECT t.c, t.n FROM (SELECT city AS c, COUNT(*) AS n FROM people GROUP BY city) AS t WHERE t.n > 1 ORDER BY t.c")
show("WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < 5) SELECT n, n * n FROM counter")
show("SELECT a.name, b.name FROM people a, people b WHERE a.city = b.city AND a.id < b.id ORDER BY 1, 2")
print(db.execute("UPDATE people SET age = age + 1, city = 'Here' WHERE city = 'London'").rowcount, db.total_changes)
show("SELECT name, age, city FROM people WHERE city = 'Here' ORDER BY name")
print(db.execute("DELETE FROM orders WHERE price < 1").rowcount, db.in_transaction)
db.rollback()
show("SELECT COUNT(*) FROM orders")
show("INSERT INTO people (name, age) VALUES ('Ada', 1) ON CONFLICT(name) DO UPDATE SET age = excluded.age RETURNING id, age")
show("INSERT OR IGNORE INTO people (name) VALUES ('Ada')")
show("INSERT OR REPLACE INTO people (id, name) VALUES (1, 'Eve')")
show("SELECT * FROM people WHERE id = 1")
db.commit()
for sql, params in [("SELECT * FROM missing", ()), ("SELECT nope FROM people", ()), ("SELEC 1", ()), ("SELECT * FROM", ()), ("SELECT 1 +", ()),
                    ("CREATE TABLE people (x)", ()), ("INSERT INTO people (name) VALUES ('Eve')", ()), ("INSERT INTO people (age) VALUES (1)", ()),
                    ("INSERT INTO orders VALUES (1, 'x', -1)", ()), ("INSERT INTO orders VALUES (1, 2)", ()), ("INSERT INTO people (name, zip) VALUES (1, 2)", ()),
                    ("SELECT ?", ()), ("SELECT ?", (1, 2)), ("SELECT :a", {}), ("SELECT ?", ([],)), ("SELECT 1; SELECT 2", ()), ("SELECT foo(1)", ()),
                    ("SELECT id FROM people a JOIN people b ON a.id = b.id", ()), ("DROP TABLE missing", ()), ("SELECT 'abc", ())]:
    show(sql, params)
show("CREATE TABLE IF NOT EXISTS people (x)")
print(db.in_transaction)
db.row_factory = sqlite3.Row
row = db.execute("SELECT id, name AS who FROM people ORDER BY id LIMIT 1").fetchone()
print(row["who"], row[0], row["WHO"], row.keys(), tuple(row), len(row), dict(row))
try:
    row["nope"]
except IndexError as e:
    print(e)
db.row_factory = None
cur = db.execute("SELECT id, name FROM people ORDER BY id")
print(cur.description[1][0], cur.fetchone(), cur.fetchmany(2), [r[1] for r in cur], cur.fetchone())
try:
    with db:
        db.execute("DELETE FROM people")
        raise RuntimeError("no")
except RuntimeError:
    pass
show("SELECT COUNT(*) FROM people")
db.create_function("double", 1, lambda x: x * 2)
show("SELECT double(21), double('ab')")


class Product:
    def __init__(self):
        self.value = 1

    def step(self, x):
        self.value *= x

    def finalize(self):
        return self.value


db.create_aggregate("product", 1, Product)
show("SELECT product(id) FROM people")
errors = []


def other():
    try:
        db.execute("SELECT 1")
    except sqlite3.ProgrammingError as e:
        errors.append(str(e).split(". ")[0])


t = threading.Thread(target=other)
t.start()
t.join()
print(errors)
db.close()
try:
    db.execute("SELECT 1")
except sqlite3.ProgrammingError as e:
    print(e)

path = "/tmp/pylanes_databases.db"
if os.path.exists(path):
    os.remove(path)
one, two = sqlite3.connect(path), sqlite3.connect(path, timeout=0.05)
one.execute("CREATE TABLE log (line TEXT)")
one.execute("INSERT INTO log VALUES ('first')")
print(two.execute("SELECT COUNT(*) FROM log").fetchone())
try:
    two.execute("INSERT INTO log VALUES ('second')")
except sqlite3.OperationalError as e:
    print(e)
one.commit()
print(two.execute("SELECT line FROM log").fetchall())
two.execute("INSERT INTO log VALUES ('third')")
two.commit()
one.close()
two.close()


def worker(n):
    with sqlite3.connect(path) as mine:
        mine.execute("INSERT INTO log VALUES (?)", (f"worker {n}",))
    mine.close()


threads = [threading.Thread(target=worker, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
with sqlite3.connect(path) as again:
    print(again.execute("SELECT line FROM log ORDER BY line").fetchall(), os.path.getsize(path) > 0)
os.remove(path)

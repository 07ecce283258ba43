# Exceptions that know their place: SyntaxError from compile() and eval(), UnicodeError, excepthook, suggestions.
import sys
import traceback


def check(source, mode="exec"):
    try:
        compile(source, "<text>", mode)
        print("fine")
    except SyntaxError as e:
        print(type(e).__name__, "|", e, "|", e.msg, e.filename, e.lineno, e.offset, repr(e.text))


check("x = 1\ny = 2 +\n")
check("def f(:\n    pass\n")
check("if x\n    pass\n")
check("def f():\nreturn 1\n")
check("print 'a'\n")
check("x = 5 5\n")
check("1 +\n", "eval")
check("", "eval")
check("pass\n", "eval")
check("1 + 1 # fine", "eval")
try:
    eval("(1 + 2")
except SyntaxError as e:
    print("".join(traceback.format_exception_only(e)), end="")
print(SyntaxError("bad", ("f.py", 3, 5, "some text\n")), SyntaxError("bad"), SyntaxError())
for source in [5, None]:
    try:
        eval(source)
    except TypeError as e:
        print(e)

for attempt in [
    lambda: "é€".encode("ascii"),
    lambda: "aé".encode("latin-1") + "€".encode("latin-1"),
    lambda: b"ab\xff".decode(),
    lambda: b"\xe2\x82".decode("utf-8"),
    lambda: b"\xff".decode("ascii"),
]:
    try:
        attempt()
    except UnicodeError as e:
        print(e, "|", e.encoding, e.start, e.end, e.reason, e.object)
print(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), ZeroDivisionError.__doc__, KeyError("k").__doc__)

try:
    from math import sqroot
except ImportError as e:
    print(type(e).__name__, e.name)
try:
    import sys.nothing
except ModuleNotFoundError as e:
    print(e, "|", e.name)
print(repr(exit), callable(quit))
try:
    exit(3)
except SystemExit as e:
    print("exit", e.code)


def hook(kind, value, tb):
    print("hook:", kind.__name__, value, tb is not None)


sys.excepthook = hook
try:
    {}["missing"]
finally:
    print("leaving")

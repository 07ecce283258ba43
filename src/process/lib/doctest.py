"""Examples in docstrings, tried out. Source followed: Lib/doctest.py."""

__all__ = [
    "register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP",
    "IGNORE_EXCEPTION_DETAIL", "FAIL_FAST", "REPORT_NDIFF", "Example", "DocTest", "DocTestParser", "DocTestFinder",
    "DocTestRunner", "OutputChecker", "TestResults", "testmod", "run_docstring_examples",
]

import io
import re
import sys
import traceback
from collections import namedtuple

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


(DONT_ACCEPT_TRUE_FOR_1, DONT_ACCEPT_BLANKLINE, NORMALIZE_WHITESPACE, ELLIPSIS, SKIP, IGNORE_EXCEPTION_DETAIL, REPORT_UDIFF,
 REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE, FAIL_FAST) = map(register_optionflag, (
    "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP", "IGNORE_EXCEPTION_DETAIL",
    "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF", "REPORT_ONLY_FIRST_FAILURE", "FAIL_FAST"))
BLANKLINE_MARKER = "<BLANKLINE>"
_DIVIDER = "*" * 70


class TestResults(namedtuple("TestResults", "failed attempted")):
    def __new__(cls, failed, attempted, *, skipped=0):
        results = super().__new__(cls, failed, attempted)
        results.skipped = skipped
        return results

    def __repr__(self):
        skipped = f", skipped={self.skipped}" if self.skipped else ""
        return f"TestResults(failed={self.failed}, attempted={self.attempted}{skipped})"


class Example:
    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith("\n") else source + "\n"
        self.want = want if not want or want.endswith("\n") else want + "\n"
        self.exc_msg, self.lineno, self.indent, self.options = exc_msg, lineno, indent, options or {}


class DocTest:
    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples, self.globs, self.name = examples, dict(globs), name
        self.filename, self.lineno, self.docstring = filename, lineno, docstring

    def __repr__(self):
        n = len(self.examples)
        shown = "no examples" if not n else "1 example" if n == 1 else f"{n} examples"
        return f"<DocTest {self.name} from {self.filename}:{self.lineno} ({shown})>"


class DocTestParser:
    _EXAMPLE_RE = re.compile(r"(?P<source>(?:^(?P<indent> *)>>> ?.*)(?:\n *\.\.\.(?: .*|$))*)\n?"
                             r"(?P<want>(?:(?![ ]*$)(?![ ]*>>>).+$\n?)*)", re.M)
    _EXCEPTION_RE = re.compile(r"^(?P<hdr>Traceback \((?:most recent call last|innermost last)\):)\s*$"
                               r"(?P<stack>(?:\n[ \t].*|\n *\.\.\.)*)\n(?P<msg>\w(?:.|\n)*)", re.M)
    _OPTION_RE = re.compile(r"#\s*doctest:\s*([^\n'\"]*)$", re.M)

    def get_examples(self, string, name="<string>"):
        string = string.expandtabs()
        found = []
        for m in self._EXAMPLE_RE.finditer(string):
            indent = len(m["indent"])
            lines = m["source"].split("\n")
            source = "\n".join([line[indent + 4:] for line in lines])
            want = "\n".join([line[indent:] for line in m["want"].rstrip("\n").split("\n")]) if m["want"] else ""
            options = {}
            for o in self._OPTION_RE.finditer(source):
                for word in o[1].replace(",", " ").split():
                    if word[0] not in "+-" or word[1:] not in OPTIONFLAGS_BY_NAME:
                        raise ValueError(f"line {string.count(chr(10), 0, m.start()) + 1} of the doctest for {name} has an "
                                         f"invalid option: {word!r}")
                    options[OPTIONFLAGS_BY_NAME[word[1:]]] = word[0] == "+"
            exc = self._EXCEPTION_RE.match(want)
            if source.strip() and not source.strip().startswith("#"):
                found.append(Example(source, want, exc["msg"] + "\n" if exc else None, string.count("\n", 0, m.start()),
                                     indent, options))
        return found

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)


class DocTestFinder:
    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser, self._recurse, self._exclude_empty = parser, recurse, exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        name = name or obj.__name__
        if globs is None:
            module = module or sys.modules.get(getattr(obj, "__module__", None), obj)
            globs = getattr(module, "__dict__", {})
        globs = {**globs, **(extraglobs or {})}
        globs.setdefault("__name__", "__main__")
        tests = []
        self._find(tests, obj, name, globs, set())
        tests.sort(key=lambda test: test.name)
        return tests

    def _find(self, tests, obj, name, globs, seen):
        if id(obj) in seen:
            return
        seen.add(id(obj))
        doc = getattr(obj, "__doc__", None)
        if isinstance(doc, str) and (doc or not self._exclude_empty):
            examples = self._parser.get_examples(doc, name)
            if examples or not self._exclude_empty:
                tests.append(DocTest(examples, globs, name, globs.get("__file__"), _line(obj), doc))
        if not self._recurse:
            return
        own = globs.get("__name__")
        for key, value in sorted(getattr(obj, "__dict__", {}).items()) if isinstance(obj, type) or hasattr(obj, "__file__") or (
                type(obj).__name__ == "module") else ():
            if isinstance(value, (staticmethod, classmethod)):
                value = value.__func__
            inner = getattr(value, "__wrapped__", value)
            if (isinstance(inner, type) or type(inner).__name__ == "function") and value.__module__ == own or isinstance(
                    value, property):
                self._find(tests, value, f"{name}.{key}", globs, seen)
        for key, value in getattr(obj, "__test__", {}).items() if type(obj).__name__ == "module" else ():
            if isinstance(value, str):
                examples = self._parser.get_examples(value, key)
                tests.append(DocTest(examples, globs, f"{name}.__test__.{key}", globs.get("__file__"), None, value))


def _line(obj):
    """Where the docstring starts, from 0."""
    import linecache
    obj = getattr(obj, "__wrapped__", obj)
    if isinstance(obj, property):
        obj = obj.fget
    code = getattr(obj, "__code__", None)
    at = code.co_firstlineno if code is not None else getattr(obj, "__firstlineno__", 1)
    lines = linecache.getlines(code.co_filename if code is not None else sys.modules["__main__"].__file__)
    for n in range(at - 1, len(lines)):
        if re.match(r"^\s*[rRuUbB]*(\"|')", lines[n]):
            return n
    return None


class OutputChecker:
    def check_output(self, want, got, optionflags):
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf"(?m)^{BLANKLINE_MARKER}\s*?$", "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = " ".join(got.split()), " ".join(want.split())
            if got == want:
                return True
        if optionflags & ELLIPSIS and "..." in want:
            return re.fullmatch(".*".join(map(re.escape, want.split("..."))), got, re.S) is not None
        return False

    def output_difference(self, example, got, optionflags):
        if example.want and got:
            return f"Expected:\n{_indent(example.want)}Got:\n{_indent(got)}"
        if example.want:
            return f"Expected:\n{_indent(example.want)}Got nothing\n"
        if got:
            return f"Expected nothing\nGot:\n{_indent(got)}"
        return "Expected nothing\nGot nothing\n"


def _execute(source, filename, globs):
    """As a statement at the prompt: an expression's value is shown."""
    try:
        code = compile(source.strip(), filename, "eval")
    except SyntaxError:
        exec(compile(source, filename, "exec"), globs)
    else:
        sys.displayhook(eval(code, globs))


def _indent(s, by=4):
    return re.sub("(?m)^(?!$)", by * " ", s)


class DocTestRunner:
    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags, self.tries, self.failures, self.skips, self._stats = optionflags, 0, 0, 0, {}

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        out = out or sys.stdout.write
        failures = tries = skips = 0
        real = sys.stdout
        for example in test.examples:
            flags = self.optionflags
            for flag, on in example.options.items():
                flags = flags | flag if on else flags & ~flag
            tries += 1
            if flags & SKIP:
                skips += 1
                continue
            if self._verbose:
                want = f"Expecting:\n{_indent(example.want)}" if example.want else "Expecting nothing\n"
                out(f"Trying:\n{_indent(example.source)}{want}")
            sys.stdout = captured = io.StringIO()
            error = None
            try:
                _execute(example.source, f"<doctest {test.name}[{tries - 1}]>", test.globs)
            except KeyboardInterrupt:
                raise
            except BaseException as e:
                error = e
            finally:
                sys.stdout = real
            got = captured.getvalue()
            if error is None:
                ok = self._checker.check_output(example.want, got, flags)
                shown = None if ok else self._checker.output_difference(example, got, flags)
            else:
                ok, shown = self._judge_error(example, error, flags)
            if ok:
                if self._verbose:
                    out("ok\n")
                continue
            failures += 1
            out(self._header(test, example) + shown)
            if flags & FAIL_FAST:
                break
        self._stats[test.name] = failures, tries, skips
        self.failures, self.tries, self.skips = self.failures + failures, self.tries + tries, self.skips + skips
        if clear_globs:
            test.globs.clear()
        return TestResults(failures, tries, skipped=skips)

    def _judge_error(self, example, error, flags):
        msg = "".join(traceback.format_exception_only(error))
        if example.exc_msg is None:
            shown = "".join(traceback.format_exception(error))
            return False, f"Exception raised:\n{_indent(shown)}"
        if self._checker.check_output(example.exc_msg, msg, flags):
            return True, None
        if flags & IGNORE_EXCEPTION_DETAIL:
            def name(text):
                return text.split(":")[0].split("\n")[0].rpartition(".")[2]
            if name(example.exc_msg) == name(msg):
                return True, None
        got = "".join(traceback.format_exception(error))
        return False, self._checker.output_difference(example, got, flags)

    def _header(self, test, example):
        lineno = "?" if test.lineno is None else test.lineno + example.lineno + 1
        where = f'File "{test.filename}", line {lineno}, in {test.name}' if test.filename else (
            f"Line {example.lineno + 1}, in {test.name}")
        return f"{_DIVIDER}\n{where}\nFailed example:\n{_indent(example.source)}"

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        failed = [(name, stats) for name, stats in sorted(self._stats.items()) if stats[0]]
        passed = [(name, stats) for name, stats in sorted(self._stats.items()) if stats[1] and not stats[0]]
        notests = [name for name, stats in sorted(self._stats.items()) if not stats[1]]
        if verbose:
            if notests:
                print(f"{_n(len(notests), 'item')} had no tests:")
                print("\n".join([f"    {name}" for name in notests]))
            if passed:
                print(f"{_n(len(passed), 'item')} passed all tests:")
                for name, (_, tries, _) in passed:
                    print(f" {_n(tries, 'test', 3)} in {name}")
        if failed:
            print(_DIVIDER)
            print(f"{_n(len(failed), 'item')} had failures:")
            for name, (failures, tries, _) in failed:
                print(f" {failures:3d} of {tries:3d} in {name}")
        if verbose:
            print(f"{_n(self.tries, 'test')} in {_n(len(self._stats), 'item')}.")
            ends = [f"{self.tries - self.failures} passed"]
            ends += [f"{self.failures} failed"] if self.failures else []
            print(" and ".join(ends) + ".")
            if not self.failures:
                print("Test passed.")
        if self.failures:
            skipped = f" and {_n(self.skips, 'skipped test')}" if self.skips else ""
            print(f"***Test Failed*** {_n(self.failures, 'failure')}{skipped}.")
        return TestResults(self.failures, self.tries, skipped=self.skips)


def _n(count, what, width=0):
    return f"{count:{width}d} {what}{'' if count == 1 else 's'}"


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False,
            exclude_empty=False):
    m = sys.modules.get("__main__") if m is None else m
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(exclude_empty=exclude_empty).find(m, name or m.__name__, globs=globs or m.__dict__,
                                                                extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    return TestResults(runner.failures, runner.tries, skipped=runner.skips)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test)

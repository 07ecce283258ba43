"""Tests as classes. Source followed: Lib/unittest. No discovery; of command lines `-v` and names of tests."""
__path__ = []

import contextlib
import sys
import time
import traceback


class SkipTest(Exception):
    pass


def skip(reason):
    def decorate(item):
        item.__unittest_skip__, item.__unittest_skip_why__ = True, reason
        return item
    if callable(reason):
        item, reason = reason, ""
        return decorate(item)
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return skipIf(not condition, reason)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


class _Raises:
    def __init__(self, case, expected, what, pattern=None):
        self.case, self.expected, self.what, self.pattern = case, expected, what, pattern

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        names = getattr(self.expected, "__name__", None) or str(self.expected)
        if kind is None:
            self.case.fail(f"{names} not raised" + (f" by {self.what}" if self.what else ""))
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        if self.pattern is not None and not _search(self.pattern, str(value)):
            self.case.fail(f'"{getattr(self.pattern, "pattern", self.pattern)}" does not match "{value}"')
        return True


def _search(pattern, text):
    import re
    return re.search(pattern, text)


class _Logs:
    def __init__(self, case, logger, level, wanted):
        import logging
        self.case, self.level, self.wanted = case, getattr(logging, level or "INFO") if isinstance(level or "", str) else level, wanted
        self.logger = logger if isinstance(logger, logging.Logger) else logging.getLogger(logger)

    def __enter__(self):
        import logging

        class Keeper(logging.Handler):
            def emit(handler, record):
                self.records.append(record)
                self.output.append(f"{record.levelname}:{record.name}:{record.getMessage()}")
        self.records, self.output = [], []
        self.saved = self.logger.handlers[:], self.logger.level, self.logger.propagate
        keeper = Keeper()
        keeper.setLevel(self.level)
        self.logger.handlers, self.logger.propagate = [keeper], False
        self.logger.setLevel(self.level)
        return self

    def __exit__(self, kind, value, tb):
        self.logger.handlers, level, self.logger.propagate = self.saved
        self.logger.setLevel(level)
        if kind is None and bool(self.records) != self.wanted:
            import logging
            level = logging.getLevelName(self.level)
            self.case.fail(f"no logs of level {level} or higher triggered on {self.logger.name}" if self.wanted else
                           f"Unexpected logs found: {self.output!r}")


def _short(item, most=80):
    text = repr(item)
    return text if len(text) < most else text[:most] + " [truncated]..."


class TestCase:
    failureException, longMessage, maxDiff = AssertionError, True, 640

    def __init__(self, methodName="runTest"):
        self._testMethodName, self._cleanups, self._subtest = methodName, [], None
        self._testMethodDoc = getattr(getattr(self, methodName, None), "__doc__", None)

    def setUp(self):
        pass

    tearDown = setUp

    @classmethod
    def setUpClass(cls):
        pass

    tearDownClass = setUpClass

    def id(self):
        return f"{type(self).__module__}.{type(self).__qualname__}.{self._testMethodName}"

    def __str__(self):
        return f"{self._testMethodName} ({self.id()})"

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} testMethod={self._testMethodName}>"

    def __eq__(self, other):
        return type(self) is type(other) and self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def shortDescription(self):
        return self._testMethodDoc.strip().split("\n")[0].strip() if self._testMethodDoc else None

    def countTestCases(self):
        return 1

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        found = cm.__enter__()
        self.addCleanup(cm.__exit__, None, None, None)
        return found

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._call(function, *args, **kwargs)

    def _call(self, function, *args, **kwargs):
        function(*args, **kwargs)

    def skipTest(self, reason):
        raise SkipTest(reason)

    @contextlib.contextmanager
    def subTest(self, msg=None, **params):
        try:
            yield
        except (SkipTest, KeyboardInterrupt):
            raise
        except Exception:
            shown = ([f"[{msg}]"] if msg is not None else []) + ([f"({', '.join(f'{k}={v!r}' for k, v in params.items())})"] if params else [])
            self._result._problem(self, sys.exc_info(), " ".join(shown) or "(<subtest>)")
            self._failed = True

    def run(self, result=None):
        result = result or TestResult()
        self._result, self._failed = result, False
        result.startTest(self)
        method = getattr(self, self._testMethodName)
        try:
            for item in (type(self), method):
                if getattr(item, "__unittest_skip__", False):
                    result.addSkip(self, item.__unittest_skip_why__)
                    return result
            expecting = getattr(method, "__unittest_expecting_failure__", False) or getattr(
                type(self), "__unittest_expecting_failure__", False)
            problem = self._part(self.setUp, result)
            if problem is None:
                problem = self._part(method, result)
                after = self._part(self.tearDown, result)
                problem = problem or after
            problem = self._part(self.doCleanups, result) or problem
            if problem == "skip":
                return result
            if expecting:
                (result.addExpectedFailure(self, problem) if problem else result.addUnexpectedSuccess(self))
            elif problem:
                result._problem(self, problem)
            elif not self._failed:
                result.addSuccess(self)
            return result
        finally:
            result.stopTest(self)

    def _part(self, function, result):
        try:
            self._call(function)
        except SkipTest as e:
            result.addSkip(self, str(e))
            return "skip"
        except KeyboardInterrupt:
            raise
        except BaseException:
            return sys.exc_info()

    __call__ = run

    # Assertions.

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _fail(self, msg, standard):
        raise self.failureException(standard if msg is None else f"{standard} : {msg}" if self.longMessage else msg)

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(msg, f"{_short(expr)} is not true")

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(msg, f"{_short(expr)} is not false")

    def assertEqual(self, first, second, msg=None):
        if not first == second:
            self._fail(msg, _difference(first, second))

    assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertMultiLineEqual = assertSequenceEqual = (
        lambda self, first, second, msg=None, **kw: self.assertEqual(first, second, msg))

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, f"{_short(first)} == {_short(second)}")

    def assertIs(self, a, b, msg=None):
        if a is not b:
            self._fail(msg, f"{_short(a)} is not {_short(b)}")

    def assertIsNot(self, a, b, msg=None):
        if a is b:
            self._fail(msg, f"unexpectedly identical: {_short(a)}")

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, f"{_short(obj)} is not None")

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, f"{_short(member)} not found in {_short(container)}")

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, f"{_short(member)} unexpectedly found in {_short(container)}")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, f"{_short(obj)} is not an instance of {'any of ' if isinstance(cls, tuple) else ''}{cls!r}")

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, f"{_short(obj)} is an instance of {cls!r}")

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, f"{_short(a)} not less than {_short(b)}")

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, f"{_short(a)} not less than or equal to {_short(b)}")

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, f"{_short(a)} not greater than {_short(b)}")

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, f"{_short(a)} not greater than or equal to {_short(b)}")

    def _near(self, first, second, places, delta):
        gap = abs(first - second)
        if delta is not None:
            return gap <= delta, f"{_short(delta)} delta", gap
        places = 7 if places is None else places
        return round(gap, places) == 0, f"{places} places", gap

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first != second:
            near, within, gap = self._near(first, second, places, delta)
            if not near:
                self._fail(msg, f"{_short(first)} != {_short(second)} within {within} ({_short(gap)} difference)")

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near, within, gap = self._near(first, second, places, delta)
        if first == second or near:
            self._fail(msg, f"{_short(first)} == {_short(second)} within {within}" + (f" ({_short(gap)} difference)" if delta is not None else ""))

    def assertCountEqual(self, first, second, msg=None):
        first, second = list(first), list(second)
        left = second[:]
        missing = [item for item in first if item not in left or left.remove(item)]
        if missing or left:
            self._fail(msg, "Element counts were not equal:\n" + "\n".join(
                [f"First has {first.count(item)}, Second has {second.count(item)}:  {item!r}" for item in _once(missing + left)]))

    def assertRegex(self, text, expected_regex, msg=None):
        if not _search(expected_regex, text):
            self._fail(msg, f"Regex didn't match: {getattr(expected_regex, 'pattern', expected_regex)!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        found = _search(unexpected_regex, text)
        if found:
            self._fail(msg, f"Regex matched: {found[0]!r} matches {getattr(unexpected_regex, 'pattern', unexpected_regex)!r} in {text!r}")

    def assertRaises(self, expected_exception, *args, **kwargs):
        return self._raises(expected_exception, None, args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return self._raises(expected_exception, expected_regex, args, kwargs)

    def _raises(self, expected, pattern, args, kwargs):
        if not args:
            return _Raises(self, expected, "", pattern)
        with _Raises(self, expected, getattr(args[0], "__name__", str(args[0])), pattern):
            args[0](*args[1:], **kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        import warnings

        @contextlib.contextmanager
        def watch():
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                yield
            if not any(issubclass(one.category, expected_warning) for one in seen):
                self.fail(f"{expected_warning.__name__} not triggered")
        if not args:
            return watch()
        with watch():
            args[0](*args[1:], **kwargs)

    def assertLogs(self, logger=None, level=None):
        return _Logs(self, logger, level, True)

    def assertNoLogs(self, logger=None, level=None):
        return _Logs(self, logger, level, False)


def _once(items):
    found = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def _difference(first, second):
    text = f"{_short(first)} != {_short(second)}"
    kind = type(first)
    if kind is not type(second):
        return text
    if kind is str:
        lines = [mark + line for mark, side in (("- ", first), ("+ ", second)) for line in side.splitlines()]
        return text + "\n" + "\n".join(lines) + "\n" if first and second else text
    if kind in (set, frozenset):
        parts = [(f"Items in the {name} set but not the {other}:", side) for name, other, side in
                 (("first", "second", first - second), ("second", "first", second - first)) if side]
        return "\n".join([line for title, side in parts for line in [title, *map(repr, side)]])
    if kind is dict:
        return f"{text}\n- {first!r}\n+ {second!r}"
    if kind not in (list, tuple):
        return text
    text = f"{kind.__name__.capitalize()}s differ: {text}\n"
    for at, (a, b) in enumerate(zip(first, second)):
        if a != b:
            text += f"\nFirst differing element {at}:\n{_short(a)}\n{_short(b)}\n"
            break
    if len(first) != len(second):
        longer, name = (first, "First") if len(first) > len(second) else (second, "Second")
        at = min(len(first), len(second))
        text += (f"\n{name} {kind.__name__} contains {abs(len(first) - len(second))} additional elements.\n"
                 f"First extra element {at}:\n{_short(longer[at])}\n")
    return f"{text}\n- {first!r}\n+ {second!r}"


class IsolatedAsyncioTestCase(TestCase):
    async def asyncSetUp(self):
        pass

    asyncTearDown = asyncSetUp
    _runner = None

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        self.addCleanup(func, *args, **kwargs)

    def _call(self, function, *args, **kwargs):
        async def both():
            if function == self.setUp:
                function()
                return await self.asyncSetUp()
            if function == self.tearDown:
                await self.asyncTearDown()
                return function()
            found = function(*args, **kwargs)
            if hasattr(found, "__await__"):
                await found
        self._runner.run(both())

    def run(self, result=None):
        import asyncio
        with asyncio.Runner(debug=False) as self._runner:
            self._runner.get_loop()
            return TestCase.run(self, result)


class TestSuite:
    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        self._tests.extend(tests)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum([test.countTestCases() for test in self._tests])

    def _flat(self):
        for test in self._tests:
            yield from test._flat() if isinstance(test, TestSuite) else [test]

    def run(self, result):
        before, ok = None, True
        for test in [*self._flat(), None]:
            cls = type(test) if test is not None else None
            if cls is not before:
                if before is not None and ok:
                    self._fixture(before.tearDownClass, before, result)
                before, ok = cls, True
                if cls is not None and hasattr(cls, "setUpClass") and not getattr(cls, "__unittest_skip__", False):
                    ok = self._fixture(cls.setUpClass, cls, result)
            if test is not None and ok:
                if result.shouldStop:
                    break
                test.run(result)
        return result

    def _fixture(self, function, cls, result):
        try:
            function()
            return True
        except SkipTest as e:
            result.addSkip(_Fixture(function.__name__, cls), str(e))
        except Exception:
            result._problem(_Fixture(function.__name__, cls), sys.exc_info())
        return False

    __call__ = run


class _Fixture:
    failureException = ()

    def __init__(self, name, cls):
        self._text = f"{name} ({cls.__module__}.{cls.__qualname__})"

    def __str__(self):
        return self._text

    def shortDescription(self):
        return None


class TestResult:
    def __repr__(self):
        kind = "unittest.runner.TextTestResult" if self._stream is not None else "unittest.result.TestResult"
        return f"<{kind} run={self.testsRun} errors={len(self.errors)} failures={len(self.failures)}>"

    def __init__(self, stream=None, descriptions=None, verbosity=1):
        self.failures, self.errors, self.skipped, self.expectedFailures, self.unexpectedSuccesses = [], [], [], [], []
        self.testsRun, self.shouldStop, self._stream, self._loud, self.failfast = 0, False, stream, verbosity > 1, False
        self._dots = stream is not None and verbosity == 1
        self._open = False

    def _say(self, dot, word):
        if self._stream is not None and self._loud:
            self._stream.write(word + "\n")
        elif self._dots:
            self._stream.write(dot)

    def getDescription(self, test):
        line = test.shortDescription()
        return f"{test}\n{line}" if line else str(test)

    def startTest(self, test):
        self.testsRun += 1
        if self._stream is not None and self._loud:
            self._stream.write(self.getDescription(test) + " ... ")

    def stopTest(self, test):
        pass

    def stop(self):
        self.shouldStop = True

    def wasSuccessful(self):
        return not self.failures and not self.errors and not self.unexpectedSuccesses

    def addSuccess(self, test):
        self._say(".", "ok")

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))
        self._say("s", f"skipped {reason!r}")

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._text(err)))
        self._say("x", "expected failure")

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self._say("u", "unexpected success")

    def addFailure(self, test, err):
        self.failures.append((test, self._text(err)))
        self._say("F", "FAIL")

    def addError(self, test, err):
        self.errors.append((test, self._text(err)))
        self._say("E", "ERROR")

    def _problem(self, test, err, sub=None):
        if sub is not None:
            test = _Sub(test, sub)
            if self._stream is not None and self._loud:
                self._stream.write(f"\n  {test} ... ")
        if issubclass(err[0], test.failureException):
            self.addFailure(test, err)
        else:
            self.addError(test, err)
        self.shouldStop |= self.failfast

    def _text(self, err):
        return "".join(traceback.format_exception(*err))


class _Sub:
    def __init__(self, test, text):
        self.test_case, self._text, self.failureException = test, text, test.failureException

    def __str__(self):
        return f"{self.test_case} {self._text}"

    def shortDescription(self):
        return self.test_case.shortDescription()


TextTestResult = TestResult


class TextTestRunner:
    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, **kwargs):
        self.stream, self.verbosity, self.failfast = stream or sys.stderr, verbosity, failfast

    def run(self, test):
        result = TestResult(self.stream, True, self.verbosity)
        result.failfast = self.failfast
        begin = time.perf_counter()
        (test if isinstance(test, TestSuite) else TestSuite([test])).run(result)
        taken, write = time.perf_counter() - begin, self.stream.write
        write("\n" if self.verbosity else "")
        for flavour, problems in ("ERROR", result.errors), ("FAIL", result.failures):
            for test, text in problems:
                write(f"{'=' * 70}\n{flavour}: {result.getDescription(test)}\n{'-' * 70}\n{text}\n")
        for test in result.unexpectedSuccesses:
            write(f"{'=' * 70}\nUNEXPECTED SUCCESS: {result.getDescription(test)}\n")
        n = result.testsRun
        write(f"{'-' * 70}\nRan {n} test{'' if n == 1 else 's'} in {taken:.3f}s\n\n")
        counts = [("failures", result.failures), ("errors", result.errors), ("skipped", result.skipped),
                  ("expected failures", result.expectedFailures), ("unexpected successes", result.unexpectedSuccesses)]
        details = ", ".join([f"{name}={len(found)}" for name, found in counts if found])
        word = "FAILED" if not result.wasSuccessful() else "OK" if n or result.skipped else "NO TESTS RAN"
        write(word + (f" ({details})" if details else "") + "\n")
        return result


class TestLoader:
    testMethodPrefix = "test"

    def getTestCaseNames(self, cls):
        return sorted([name for name in dir(cls) if name.startswith(self.testMethodPrefix) and callable(getattr(cls, name))])

    def loadTestsFromTestCase(self, cls):
        names = self.getTestCaseNames(cls) or (["runTest"] if hasattr(cls, "runTest") else [])
        return TestSuite([cls(name) for name in names])

    def loadTestsFromModule(self, module, *, pattern=None):
        found = [value for name, value in sorted(vars(module).items()) if isinstance(value, type) and issubclass(value, TestCase)
                 and value not in (TestCase, IsolatedAsyncioTestCase)]
        return TestSuite([self.loadTestsFromTestCase(cls) for cls in found])

    def loadTestsFromName(self, name, module=None):
        found = module
        for part in name.split("."):
            parent, found = found, getattr(found, part)
        return self.loadTestsFromTestCase(found) if isinstance(found, type) else TestSuite([parent(part)])


defaultTestLoader = TestLoader()


class main:
    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader, exit=True,
                 verbosity=1, failfast=None, **kwargs):
        argv = sys.argv if argv is None else argv
        module = sys.modules[module] if isinstance(module, str) else module
        loud = any(arg in ("-v", "--verbose") for arg in argv[1:])
        names = [arg for arg in argv[1:] if arg[0] != "-"] or ([defaultTest] if isinstance(defaultTest, str) else defaultTest)
        suite = (TestSuite([testLoader.loadTestsFromName(name, module) for name in names]) if names
                 else testLoader.loadTestsFromModule(module))
        runner = testRunner or TextTestRunner(verbosity=2 if loud else verbosity, failfast=bool(failfast))
        runner = runner(verbosity=verbosity) if isinstance(runner, type) else runner
        self.result = runner.run(suite)
        if exit:
            sys.exit(0 if self.result.wasSuccessful() and (self.result.testsRun or self.result.skipped) else 5 if not self.result.testsRun else 1)

import io
import re
import unittest


class Arithmetic(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("set up class")

    @classmethod
    def tearDownClass(cls):
        print("tear down class")

    def setUp(self):
        self.value = 5
        self.addCleanup(print, "clean up")

    def tearDown(self):
        print("tear down", self._testMethodName)

    def test_add(self):
        """Adding works."""
        self.assertEqual(self.value + 1, 6)
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertIn(1, [1, 2])
        self.assertIsNone(None)
        self.assertIsInstance(1, int)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        self.assertRegex("hello", "l+")

    def test_fails(self):
        self.assertEqual(1, 2, "numbers differ")

    def test_error(self):
        {}["missing"]

    def test_raises(self):
        with self.assertRaises(ValueError) as caught:
            int("x")
        print(caught.exception)
        self.assertRaises(ZeroDivisionError, lambda: 1 / 0)
        with self.assertRaisesRegex(ValueError, "invalid literal"):
            int("y")

    @unittest.skip("not today")
    def test_skipped(self):
        self.fail("never")

    @unittest.expectedFailure
    def test_expected(self):
        self.assertTrue(False)

    def test_sub(self):
        for n in range(3):
            with self.subTest(n=n):
                self.assertNotEqual(n, 1)


class Asynchronous(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.ready = True

    async def test_it(self):
        import asyncio
        await asyncio.sleep(0.001)
        self.assertTrue(self.ready)


def messages():
    case = unittest.TestCase()
    for check, args in [("assertEqual", ([1, 2], [1, 3])), ("assertTrue", (0,)), ("assertIs", (1, 2)), ("assertIn", (3, [1])), ("assertLess", (2, 1)),
                        ("assertAlmostEqual", (1.0, 1.1)), ("assertIsNone", (5,)), ("assertIsInstance", (1, str)), ("assertRegex", ("a", "b")),
                        ("assertRaises", (ValueError, int, "1")), ("assertNotIn", (1, [1])), ("assertGreaterEqual", (1, 2))]:
        try:
            getattr(case, check)(*args)
        except AssertionError as e:
            print(str(e).split("\n\n- ")[0])


messages()
stream = io.StringIO()
suite = unittest.TestSuite([unittest.defaultTestLoader.loadTestsFromTestCase(c) for c in (Arithmetic, Asynchronous)])
result = unittest.TextTestRunner(stream, verbosity=2).run(suite)
text = re.sub(r"in [\d.]+s", "in TIME", stream.getvalue())
print(re.sub(r'  File ".*?", line', '  File "…", line', text))
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), result.wasSuccessful())

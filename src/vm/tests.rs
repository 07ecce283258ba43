//! The machine as programs see it, and its promises to drivers: single steps equal long runs, copies are independent,
//! garbage goes away.

use super::effect::Effect;
use super::machine::{Fuel, Machine, Stop};
use super::profile::Profile;
use super::testing::{Outcome, run_program};
use super::value::Value;
use crate::base::rng::Rng;
use crate::base::time::Picos;
use crate::lang::Source;

fn booted() -> Machine {
    static BOOTED: std::sync::OnceLock<Machine> = std::sync::OnceLock::new();
    BOOTED.get_or_init(|| Machine::boot(Profile::PY314).unwrap()).clone()
}

fn run(text: &str) -> Outcome {
    run_program(&mut booted(), text, || Fuel::UNLIMITED, 50_000_000)
}

fn prints(text: &str, stdout: &str) {
    let outcome = run(text);
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), (stdout, ""), "{text}");
}

fn raises(text: &str, last_line: &str) {
    let outcome = run(text);
    assert_eq!(outcome.stderr.trim_end().lines().last(), Some(last_line), "{text}");
    assert_eq!(outcome.exit_status, 1);
}

/// A bit of everything that can be suspended in.
const MIXED: &str = r#"
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)
    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)
    def __hash__(self):
        return hash((self.x, self.y))
    def __repr__(self):
        return f"Point({self.x}, {self.y})"

def numbers(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                yield got * 2
    finally:
        print("closed")

seen = {Point(i % 3, i % 2): i for i in range(10)}
print(seen, Point(1, 1) in seen, sorted(seen.values(), key=lambda v: -v))
g = numbers(5)
print(next(g), g.send(7), list(map(str, g)), sum([Point(1, 2), Point(3, 4)], Point(0, 0)))
try:
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("bad") from e
except ValueError as e:
    print(repr(e), repr(e.__cause__), e.__traceback__ is not None)
with_items = [x * y for x in range(3) for y in "ab" if x]
print(with_items, {**{"a": 1}, "b": 2}, [*range(3), *"xy"], 10 ** 30 // 7, "%s-%r" % (Point(1, 2), "q"))
"#;

#[test]
fn an_object_without_attributes_is_at_most_64_bytes() {
    let mut machine = booted();
    let make = "class Thing:\n    pass\n\nkept = [None] * 20_000\n";
    let before = run_program(&mut machine, make, || Fuel::UNLIMITED, 1_000_000);
    machine.collect();
    let bytes = machine.core.heap.bytes();
    let fill = "class Thing:\n    pass\n\nimport sys\nkept = sys.kept = [None] * 20_000\nfor i in range(20_000):\n    kept[i] = Thing()\n";
    let after = run_program(&mut machine, fill, || Fuel::UNLIMITED, 1_000_000);
    machine.collect();
    assert_eq!((before.stderr.as_str(), after.stderr.as_str()), ("", ""));
    let list = 20_000 * 16;
    let each = (machine.core.heap.bytes() - bytes - list) / 20_000;
    assert!(each <= 64, "{each} bytes");
}

/// 50 million with `PYLANES_GARBAGE=50000000`, in a release build; fewer otherwise, but enough for many collections.
#[test]
fn short_lived_objects_stay_within_the_limit() {
    let asked = std::env::var("PYLANES_GARBAGE").ok().and_then(|n| n.parse().ok());
    let n: u64 = asked.unwrap_or(if cfg!(debug_assertions) { 500_000 } else { 50_000_000 });
    let mut machine = booted();
    let text = format!("class Thing:\n    pass\n\nfor i in range({n}):\n    Thing().me = i\n");
    let outcome = run_program(&mut machine, &text, || Fuel::UNLIMITED, u64::MAX);
    assert_eq!(outcome.stderr, "");
    assert!(machine.core.heap.pages_bytes() < crate::base::limits::MAX_HEAP_BYTES);
}

#[test]
fn machines_are_values_that_threads_may_share() {
    fn holds<T: Clone + Send + Sync>() {}
    holds::<Machine>();
}

#[test]
fn any_split_of_fuel_gives_the_same_run() {
    let whole = run(MIXED);
    assert_eq!(whole.stderr, "");
    let single = run_program(&mut booted(), MIXED, || Fuel::ONE_STEP, 1_000_000);
    assert_eq!(single, whole);
    for seed in 0..20 {
        let mut rng = Rng::new(seed);
        let next = || Fuel {
            max_steps: 1 + rng.below(50),
            budget: Picos(1 + rng.below(200_000)),
            stop_at_switch_point: rng.below(2) == 0,
        };
        assert_eq!(run_program(&mut booted(), MIXED, next, 1_000_000), whole, "seed {seed}");
    }
}

/// Single steps never enter the fast loop, so this compares it with the complete one.
#[test]
fn the_fast_loop_changes_nothing() {
    const STEPS: u64 = 60_000;
    let programs = std::fs::read_dir("tests/bench/programs").unwrap();
    for path in programs.map(|entry| entry.unwrap().path()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let whole = run_program(&mut booted(), &text, || Fuel::UNLIMITED, STEPS);
        assert!(whole.steps > STEPS / 3, "{path:?} is too short");
        let single = run_program(&mut booted(), &text, || Fuel::ONE_STEP, STEPS);
        assert_eq!(single, whole, "{path:?}");
        let mut rng = Rng::new(7);
        let next = || Fuel { max_steps: 1 + rng.below(2_000), ..Fuel::UNLIMITED };
        assert_eq!(run_program(&mut booted(), &text, next, STEPS), whole, "{path:?}");
    }
}

#[test]
fn single_steps_report_the_same_switch_points_as_long_runs_stop_at() {
    let start = || {
        let mut machine = booted();
        let source = Source {
            filename: "prog.py".into(),
            text: format!("def out(*args): return len(args)\n{}", MIXED.replace("print(", "out(")).into(),
            hidden: false,
        };
        let code = machine.compile(&source).unwrap();
        let main = machine.new_module("__main__");
        let thread = machine.spawn_module(main, code);
        (machine, thread)
    };
    let mut by_steps = Vec::new();
    let (mut machine, thread) = start();
    let mut at = 0;
    loop {
        let ran = machine.step(thread);
        at += ran.steps;
        if ran.switch_point {
            by_steps.push(at);
        }
        match ran.stop {
            Stop::Steps => {}
            Stop::Returned(_) => break,
            Stop::Raised(exc) => panic!("{}", machine.format_exception(exc)),
            stop => panic!("{stop:?}"),
        }
    }
    let (mut machine, thread) = start();
    let mut by_runs = Vec::new();
    let mut at = 0;
    loop {
        let ran = machine.run(thread, &Fuel { stop_at_switch_point: true, ..Fuel::UNLIMITED });
        at += ran.steps;
        match ran.stop {
            Stop::SwitchPoint => by_runs.push(at),
            Stop::Returned(_) => break,
            stop => panic!("{stop:?}"),
        }
    }
    assert!(by_runs.len() > 20);
    assert_eq!(by_steps, by_runs);
}

#[test]
fn a_copy_goes_its_own_way() {
    let mut machine = booted();
    let text = "items = [1]\nimport _thread\nfor i in range(3):\n    print(i)\n    items.append(i)\nprint(items)\n";
    let source = Source { filename: "prog.py".into(), text: text.into(), hidden: false };
    let code = machine.compile(&source).unwrap();
    let main = machine.new_module("__main__");
    let thread = machine.spawn_module(main, code);
    let first = machine.run(thread, &Fuel::UNLIMITED);
    assert!(matches!(first.stop, Stop::Effect(Effect::Write { .. })));
    let mut copy = machine.snapshot();
    let finish = |machine: &mut Machine| {
        let mut out = String::new();
        loop {
            machine.resume(thread, Ok(Value::None));
            match machine.run(thread, &Fuel::UNLIMITED).stop {
                Stop::Effect(Effect::Write { text, .. }) => out.push_str(&text),
                Stop::Returned(_) => return out,
                stop => panic!("{stop:?}"),
            }
        }
    };
    let (a, b) = (finish(&mut machine), finish(&mut copy));
    assert_eq!((a.as_str(), b.as_str()), ("1\n2\n[1, 0, 1, 2]\n", "1\n2\n[1, 0, 1, 2]\n"));
}

#[test]
fn garbage_for_ever_stays_within_the_limit() {
    let mut machine = booted();
    let text = "for i in range(300000):\n    x = [i, str(i), {i: (i,)}]\n";
    let outcome = run_program(&mut machine, text, || Fuel::UNLIMITED, 50_000_000);
    assert_eq!(outcome.stderr, "");
    assert!(machine.core.heap.bytes() < 64 << 20);
}

#[test]
fn keeping_everything_ends_in_memory_error() {
    raises("kept = []\nwhile True:\n    kept.append([0] * 10000)\n", "MemoryError");
    raises("s = 'x'\nwhile True:\n    s += s\n", "MemoryError");
}

#[test]
fn endless_recursion_ends_in_recursion_error() {
    raises("def f(n):\n    return f(n + 1)\nf(0)\n", "RecursionError: maximum recursion depth exceeded");
    prints("def f(n):\n    return n and f(n - 1)\nprint(f(990))\n", "0\n");
    raises(
        "class A:\n    def __eq__(self, other):\n        return self == other\nA() == A()\n",
        "RecursionError: maximum recursion depth exceeded",
    );
    raises(
        "class A:\n    def __repr__(self):\n        return repr([self])\nrepr(A())\n",
        "RecursionError: maximum recursion depth exceeded",
    );
}

#[test]
fn wrong_calls_are_told_as_cpython_does() {
    raises("def f(a, b): pass\nf(1)", "TypeError: f() missing 1 required positional argument: 'b'");
    raises("def f(a): pass\nf(1, 2)", "TypeError: f() takes 1 positional argument but 2 were given");
    raises("def f(a, *, k): pass\nf(1)", "TypeError: f() missing 1 required keyword-only argument: 'k'");
    raises("def f(a): pass\nf(1, a=2)", "TypeError: f() got multiple values for argument 'a'");
    raises("def f(a): pass\nf(1, z=2)", "TypeError: f() got an unexpected keyword argument 'z'");
    raises("[].append()", "TypeError: list.append() takes exactly one argument (0 given)");
    raises("len()", "TypeError: len() takes exactly one argument (0 given)");
    raises("len(5)", "TypeError: object of type 'int' has no len()");
    raises("5()", "TypeError: 'int' object is not callable");
    raises("None.x", "AttributeError: 'NoneType' object has no attribute 'x'");
    raises("1 + 'a'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'");
    raises("'a' + 1", "TypeError: can only concatenate str (not \"int\") to str");
    raises("1 < 'a'", "TypeError: '<' not supported between instances of 'int' and 'str'");
    raises("a, b = 1, 2, 3", "ValueError: too many values to unpack (expected 2, got 3)");
    raises("for x in 5: pass", "TypeError: 'int' object is not iterable");
    raises("[1][5]", "IndexError: list index out of range");
    raises("prnt(1)", "NameError: name 'prnt' is not defined. Did you mean: 'print'?");
    raises("[].apend(1)", "AttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?");
}

#[test]
fn tracebacks_read_as_cpythons() {
    let outcome = run("def f(x):\n    return x['k']\n\nf({})\n");
    let expected = "Traceback (most recent call last):\n  File \"prog.py\", line 4, in <module>\n    f({})\n    ~^^^^\n  \
                    File \"prog.py\", line 2, in f\n    return x['k']\n           ~^^^^^\nKeyError: 'k'\n";
    assert_eq!(outcome.stderr, expected);
}

#[test]
fn classes_find_methods_in_c3_order() {
    prints(
        "class A:\n    def who(self): return 'A'\nclass B(A):\n    def who(self): return 'B' + super().who()\n\
         class C(A):\n    def who(self): return 'C' + super().who()\nclass D(B, C): pass\nprint(D().who(), D.__mro__)",
        "BCA (<class '__main__.D'>, <class '__main__.B'>, <class '__main__.C'>, <class '__main__.A'>, <class 'object'>)\n",
    );
}

#[test]
fn metaclasses_slots_properties_and_descriptors() {
    prints(
        "class Meta(type):\n    def __new__(m, name, bases, ns, **kw):\n        ns['made'] = sorted(kw)\n        \
         return super().__new__(m, name, bases, ns)\n    def __call__(cls, *a):\n        print('call', a)\n        \
         return super().__call__(*a)\nclass A(metaclass=Meta, x=1):\n    __slots__ = ('v',)\n    \
         def __init__(self, v): self.v = v\n    @property\n    def double(self): return self.v * 2\n\
         a = A(4)\nprint(a.double, A.made, type(A).__name__)\ntry:\n    a.other = 1\nexcept AttributeError as e:\n    print(e)",
        "call (4,)\n8 ['x'] Meta\n'A' object has no attribute 'other' and no __dict__ for setting new attributes\n",
    );
}

#[test]
fn sets_of_ints_iterate_in_cpythons_order() {
    prints(
        "print({5, 1, 9, 100, 33, -7})\nprint(set(range(20, 0, -3)))",
        "{1, 33, 100, 5, 9, -7}\n{2, 5, 8, 11, 14, 17, 20}\n",
    );
}

#[test]
fn subclasses_of_builtins_keep_their_storage() {
    prints(
        "class L(list):\n    def total(self): return sum(self)\nclass D(dict):\n    def __missing__(self, k): return k * 2\n\
         class I(int):\n    def __add__(self, o): return I(int(self) + o + 1)\n\
         l = L([1, 2]); l.append(3); d = D(a=1)\nprint(l, l.total(), len(l), d['a'], d['zz'], I(1) + 1, isinstance(l, list), l == [1, 2, 3])",
        "[1, 2, 3] 6 3 1 zzzz 3 True True\n",
    );
}

#[test]
fn generators_delegate_send_throw_and_close() {
    prints(
        "def inner():\n    try:\n        while True:\n            try:\n                got = yield 'i'\n                print('got', got)\n            \
         except ValueError as e:\n                print('caught', e)\n                yield 'recovered'\n    finally:\n        print('inner closed')\n\
         def outer():\n    yield from inner()\ng = outer()\nprint(next(g))\nprint(g.send(1))\nprint(g.throw(ValueError('v')))\ng.close()",
        "i\ngot 1\ni\ncaught v\nrecovered\ninner closed\n",
    );
}

#[test]
fn coroutines_and_async_generators_run_by_send() {
    prints(
        "async def agen():\n    for i in range(3):\n        yield i\nclass Wait:\n    def __await__(self):\n        got = yield 'w'\n        return got\n\
         async def main():\n    total = 0\n    async for x in agen():\n        total += x\n    got = await Wait()\n    return total, got, [y async for y in agen()]\n\
         c = main()\nprint(c.send(None))\ntry:\n    c.send(5)\nexcept StopIteration as e:\n    print(e.value)",
        "w\n(3, 5, [0, 1, 2])\n",
    );
}

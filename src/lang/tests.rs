//! Programs and the code they become.

use std::path::Path;

use super::code::CodeStore;
use super::dis::disassemble;
use super::*;

fn source(text: &str) -> Source {
    Source { filename: "prog.py".into(), text: text.into(), hidden: false }
}

/// The instructions of the function `f` that the text defines, one a line.
fn code_of_f(text: &str) -> Vec<String> {
    let mut store = CodeStore::new();
    compile(&source(text), &mut store).expect("compiles");
    let (_, code) = store.iter().find(|(_, code)| &*code.name == "f").expect("defines f");
    code.instrs
        .iter()
        .map(|&instr| {
            let argument = dis::argument(code, &store, instr, &|_| None);
            format!("{} {argument}", instr.op.name()).trim_end().to_owned()
        })
        .collect()
}

fn refusal(text: &str) -> String {
    let problems = compile(&source(text), &mut CodeStore::new()).expect_err("is refused");
    format!("{}:{} {}", problems[0].location.start.line, problems[0].location.start.col, problems[0].message)
}

#[test]
fn a_counting_loop_has_cpythons_instructions() {
    let code = code_of_f("def f(n):\n    for _ in range(n):\n        global c\n        c += 1\n");
    assert_eq!(
        code,
        [
            "RESUME",
            "LOAD_GLOBAL (range + NULL)",
            "LOAD_FAST_BORROW (n)",
            "CALL",
            "GET_ITER",
            "FOR_ITER (to 12)",
            "STORE_FAST (_)",
            "LOAD_GLOBAL (c)",
            "LOAD_SMALL_INT",
            "BINARY_OP (+=)",
            "STORE_GLOBAL (c)",
            "JUMP_BACKWARD (to 5)",
            "LOAD_CONST (None)",
            "RETURN_VALUE",
        ]
    );
}

#[test]
fn a_conditional_that_goes_back_is_turned_round() {
    let code = code_of_f("def f(xs):\n    for x in xs:\n        if x:\n            print(x)\n");
    let tail: Vec<&str> =
        code.iter().map(String::as_str).skip_while(|line| !line.starts_with("TO_BOOL")).take(3).collect();
    assert_eq!(tail, ["TO_BOOL", "POP_JUMP_IF_TRUE (to 9)", "JUMP_BACKWARD (to 3)"]);
}

#[test]
fn a_name_that_may_be_unbound_is_checked() {
    let code = code_of_f("def f(a):\n    if a:\n        x = 1\n    return x\n");
    assert!(code.contains(&"LOAD_FAST_CHECK (x)".to_owned()), "{code:?}");
}

#[test]
fn closures_make_and_copy_cells() {
    let text =
        "def f(a):\n    n = 0\n    def g():\n        nonlocal n\n        n += a\n        return n\n    return g\n";
    let code = code_of_f(text);
    assert_eq!(code[..3], ["MAKE_CELL (a)", "MAKE_CELL (n)", "RESUME"]);
    assert!(code.contains(&"BUILD_TUPLE".to_owned()));
}

#[test]
fn errors_are_at_their_place_in_pythons_words() {
    assert_eq!(refusal("x = (1,\n"), "1:4 '(' was never closed");
    assert_eq!(refusal("def f():\n    x = 1\n    global x\n"), "3:4 name 'x' is assigned to before global declaration");
    assert_eq!(refusal("return 1\n"), "1:0 'return' outside function");
    assert_eq!(refusal("break\n"), "1:0 'break' outside loop");
    assert_eq!(refusal("def f():\n    nonlocal x\n"), "2:4 no binding for nonlocal 'x' found");
    assert_eq!(refusal("1 = x\n"), "1:0 cannot assign to literal here. Maybe you meant '==' instead of '='?");
}

#[test]
fn a_body_that_ends_in_several_ways_has_a_line_for_each() {
    let mut store = CodeStore::new();
    let text = "def f(a):\n    if a:\n        g()\n";
    compile(&source(text), &mut store).expect("compiles");
    let (_, code) = store.iter().find(|(_, code)| &*code.name == "f").expect("defines f");
    let ends = code.instrs.iter().enumerate().filter(|(_, instr)| instr.op == code::Op::ReturnValue);
    let lines: Vec<u32> = ends.map(|(at, _)| code.line_at(at as u32)).collect();
    assert_eq!(lines, [3, 2]);
}

#[test]
fn a_swap_is_two_loads_and_two_stores() {
    let code = code_of_f("def f(a, b):\n    a, b = b, a\n    return a\n");
    let expected =
        ["RESUME", "LOAD_FAST_BORROW_LOAD_FAST_BORROW (b, a)", "STORE_FAST_STORE_FAST (b, a)", "LOAD_FAST_BORROW (a)"];
    assert_eq!(code[..4], expected);
}

#[test]
fn a_function_of_a_module_is_no_method() {
    let mut store = CodeStore::new();
    let text = "import time\ndef f(x):\n    time.sleep(x.y())\n";
    compile(&source(text), &mut store).expect("compiles");
    let code = code_of_f(text);
    assert_eq!(code[1..4], ["LOAD_GLOBAL (time)", "LOAD_ATTR (sleep)", "PUSH_NULL"]);
    assert!(code.contains(&"LOAD_ATTR (y + NULL|self)".to_owned()));
}

#[test]
fn a_comprehension_shares_the_slot_of_a_name_around_it_and_puts_it_back() {
    let code = code_of_f("def f(xs, c):\n    r = [x for x in xs]\n    if c:\n        x = 1\n    return x\n");
    assert!(code.contains(&"LOAD_FAST_AND_CLEAR (x)".to_owned()));
    assert!(code.contains(&"LOAD_FAST_CHECK (x)".to_owned()), "{code:?}");
}

#[test]
fn what_nests_too_deep_is_refused_and_what_is_only_long_is_not() {
    assert!(refusal(&format!("x = {}1{}\n", "(".repeat(300), ")".repeat(300))).contains("too many nested"));
    assert!(refusal(&format!("x = {}1\n", "-".repeat(5_000))).contains("too many nested"));
    assert!(refusal(&format!("x = a{}\n", ".b".repeat(50_000))).contains("too many nested"));
    let rows = "    (1, 'two', [3.0, None]),\n".repeat(3_000);
    assert!(compile(&source(&format!("x = [\n{rows}]\n")), &mut CodeStore::new()).is_ok());
}

/// Every program of the truth corpus, when it is there, and of the project compiles to consistent code.
#[test]
fn real_programs_compile_to_consistent_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        root.join("../shared/truth"),
        root.join("src/process/lib"),
        root.join("tests/bench/programs"),
        root.join("www/examples"),
    ];
    let mut n = 0;
    let mut wrong = Vec::new();
    for file in folders.iter().flat_map(|folder| python_files(folder)) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let mut store = CodeStore::new();
        n += 1;
        match compile(&source(&text), &mut store) {
            Err(problems) => wrong.push(format!("{}: {:?}", file.display(), problems[0])),
            Ok(_) => {
                let broken = store.iter().find_map(|(_, code)| verify::verify(code).err().map(|error| (error, code)));
                if let Some((error, code)) = broken {
                    wrong.push(format!("{}: {error}\n{}", file.display(), disassemble(code, &store)));
                }
            }
        }
    }
    assert!(n > 10, "programs are found");
    assert!(wrong.is_empty(), "{} of {n} programs:\n{}", wrong.len(), wrong.join("\n"));
}

fn python_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(python_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Bits of Python that mutations are made of.
const BITS: &[&str] = &[
    "def f(a, b=1, *c, d, **e):\n    return a\n",
    "class A(B, m=C):\n    x: int = 1\n    def m(self): return super().m()\n",
    "for i in range(3):\n    print(i)\nelse:\n    pass\n",
    "while x:\n    if y: break\n    continue\n",
    "try:\n    a()\nexcept E as e:\n    b(e)\nelse:\n    c\nfinally:\n    d\n",
    "with a as b, c:\n    return\n",
    "async def g():\n    async for x in y:\n        await z\n    async with q: yield x\n",
    "[a for b in c if d for e in f]",
    "match x:\n    case [A(y=1), *z] | {'k': z, **r} if q: pass\n    case _: pass\n",
    "lambda *a, b=2: (yield)",
    "f'{a!r:>{w}} {b=}'",
    "try:\n    a\nexcept* E as e:\n    b\n",
    "x, *y = z[1:2, ::3]\n",
    "global x\n",
    "nonlocal y\n",
    "del a, b[0]\n",
    "assert a, b\n",
    "a if b else c",
    "a < b <= c",
    "not a and b or c",
    "(x := 5)",
    "{**a, 'b': 1}",
    "{1, 2}",
    "0x1F",
    "1e5j",
    "'it''s'",
    "b'\\x00'",
    "@a.b(c)\n",
    "from . import x as y\n",
    "import a.b.c as d\n",
    "raise A from B\n",
    "x += 1\n",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "=",
    "'",
    "\"\"\"",
    "\\",
    "\n",
    "\n    ",
    "\n        ",
    "\t",
    ";",
    "#",
    "é",
    "漢",
    "€",
    "\0",
    "return",
    "yield",
    "await",
    "import",
    "*",
    "**",
    "->",
    "@",
    "!",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_text_makes_the_compiler_panic(text in "[a-z0-9 \n():=+*\\[\\]{}'\",.@#:%<>!-]{0,200}") {
        let _ = compile(&source(&text), &mut CodeStore::new());
    }

    #[test]
    fn no_characters_make_the_compiler_panic(text in "\\PC{0,80}") {
        let _ = compile(&source(&text), &mut CodeStore::new());
    }

    /// What compiles, however odd, is consistent code.
    #[test]
    fn mixed_up_programs_are_refused_or_consistent(picks in proptest::collection::vec((0..BITS.len(), 0..4u8), 1..14)) {
        let mut text = String::new();
        for (bit, depth) in picks {
            let indent = "    ".repeat(depth as usize);
            text += &BITS[bit].replace('\n', &format!("\n{indent}"));
        }
        let mut store = CodeStore::new();
        if compile(&source(&text), &mut store).is_ok() {
            for (_, code) in store.iter() {
                assert_eq!(verify::verify(code), Ok(()), "{text}\n{}", disassemble(code, &store));
            }
        }
    }

    /// Programs of the corpus with a stretch cut out or a bit put in.
    #[test]
    fn damaged_programs_are_refused_or_consistent(file in 0..10_000usize, at in 0..10_000usize, cut in 0..40usize, bit in 0..BITS.len()) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = python_files(&root.join("../shared/truth"));
        let Some(file) = files.get(file % files.len().max(1)) else { return Ok(()) };
        let mut text: Vec<char> = std::fs::read_to_string(file).unwrap_or_default().chars().collect();
        let at = at % text.len().max(1);
        let end = (at + cut).min(text.len());
        text.splice(at..end, BITS[bit].chars());
        let text: String = text.into_iter().collect();
        let mut store = CodeStore::new();
        if compile(&source(&text), &mut store).is_ok() {
            for (_, code) in store.iter() {
                assert_eq!(verify::verify(code), Ok(()), "{text}\n{}", disassemble(code, &store));
            }
        }
    }
}

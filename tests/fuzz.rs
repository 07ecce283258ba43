//! Nothing that is fed to it makes Pylanes panic, hang or grow beyond bounds: mutated programs and noise, through parser,
//! compiler and a bounded run, deterministically.
//!
//! Runs a few hundred inputs by default. For longer: `PYLANES_FUZZ_SECONDS=600 cargo test --release --test fuzz`, with
//! `PYLANES_FUZZ_SEED=N` for other inputs. The input at hand is in `target/fuzz-input.py`, findings are kept beside it as
//! `target/fuzz-finding-*.py`; once mended they belong to `tests/fuzz/`. `fuzz/` has the same for cargo-fuzz.

#![expect(clippy::disallowed_methods, reason = "it runs for a while")]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pylanes::process::Program;
use pylanes::sim::record::Nowhere;
use pylanes::sim::world::World;
use pylanes::trace::settings::{PythonVersion, Settings};

const STEPS: u64 = 20_000;
/// A bounded run that takes longer than this is a finding too.
const PATIENCE: Duration = Duration::from_secs(10);

/// Fragments that mutations put in: syntax that meets its limits, values that meet theirs.
const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    ":=",
    "->",
    "**",
    "//",
    "@",
    "%",
    "\\",
    "\n",
    "\n    ",
    "\t",
    "#",
    "'",
    "\"",
    "'''",
    "f'{",
    "}'",
    "f'{x!r:>{y}}'",
    "b'\\xff'",
    "\\N{BULLET}",
    "\u{0}",
    "\u{feff}",
    "é",
    "中",
    "😀",
    "0",
    "-1",
    "1",
    "255",
    "9223372036854775807",
    "-9223372036854775808",
    "10**30",
    "1e308",
    "float('nan')",
    "float('inf')",
    "1j",
    "True",
    "None",
    "...",
    "self",
    "x",
    "_",
    "__class__",
    "__dict__",
    "lambda: ",
    "yield ",
    "await ",
    "async ",
    "return ",
    "raise ",
    "del ",
    "global x\n",
    "nonlocal x\n",
    "import ",
    "from . import *",
    "try:\n",
    "except* ",
    "finally:\n",
    "with ",
    "match x:\n    case ",
    "for x in ",
    "while ",
    "if ",
    "else:\n",
    "class ",
    "def f(*a, **k):\n",
    "assert ",
    "type X = ",
    " not in ",
    " is ",
    " and ",
    "range(",
    "len(",
    "sorted(",
    "zip(",
    "map(",
    "iter(",
    "next(",
    "super().",
    "getattr(",
    "type(",
    "print(",
    "str(",
    "int(",
    "'%s' % ",
    "'{:>9999}'.format(",
    "[0] * ",
    "<< 70",
    ">> 3",
    "[::-1]",
    "[1:-1]",
    "[x for x in ",
    ".join(",
    ".send(",
    ".pop(",
    "__slots__ = ",
    "__getattr__ = ",
    "__eq__ = ",
    "__hash__ = None\n",
    "__next__",
    "__init_subclass__",
    "__mro_entries__",
];

struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn programs_in(folder: &str) -> Vec<String> {
    let files = fs::read_dir(root().join(folder)).into_iter().flatten().flatten().map(|file| file.path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "py")).collect();
    files.sort();
    files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect()
}

/// One input: a program of the corpus, changed in a few places, or words in a row.
fn input(rng: &mut Rng, corpus: &[String]) -> String {
    if rng.below(8) == 0 {
        return (0..rng.below(60)).map(|_| *rng.pick(WORDS)).collect();
    }
    let mut text = rng.pick(corpus).clone();
    for _ in 0..=rng.below(6) {
        mutate(rng, &mut text, corpus);
    }
    text
}

fn mutate(rng: &mut Rng, text: &mut String, corpus: &[String]) {
    let place = |rng: &mut Rng, text: &str| {
        let mut at = rng.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (a, b) = (place(rng, text), place(rng, text));
    let (from, to) = (a.min(b), a.max(b));
    match rng.below(8) {
        0 => text.replace_range(from..text[from..].char_indices().nth(1).map_or(text.len(), |(n, _)| from + n), ""),
        1 => text.insert_str(from, rng.pick::<&str>(WORDS)),
        2 => swap_lines(rng, text),
        3 => {
            let other = rng.pick(corpus);
            let lines: Vec<&str> = other.lines().collect();
            let first = rng.below(lines.len());
            let some = lines[first..lines.len().min(first + 8)].join("\n");
            text.insert_str(from, &some);
        }
        4 if to - from < 200 => text.replace_range(from..to, ""),
        4 | 5 => replace_word(rng, text, from),
        6 => {
            let part: String = text[from..to].chars().take(40).collect();
            text.insert_str(from, &part.repeat(1 + rng.below(30)));
        }
        _ => text.truncate(to),
    }
}

/// Replaces the word or number at a place by another of the same program, or by a fragment.
fn replace_word(rng: &mut Rng, text: &mut String, at: usize) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
    let new = if words.is_empty() || rng.below(3) == 0 { *rng.pick(WORDS) } else { *rng.pick(&words) }.to_owned();
    let Some(begin) = text[at..].find(is_word).map(|n| at + n) else { return };
    let end = text[begin..].find(|c| !is_word(c)).map_or(text.len(), |n| begin + n);
    text.replace_range(begin..end, &new);
}

fn swap_lines(rng: &mut Rng, text: &mut String) {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.len() > 1 {
        let (a, b) = (rng.below(lines.len()), rng.below(lines.len()));
        lines.swap(a, b);
        *text = lines.join("\n");
    }
}

/// Parses, compiles and runs a text for a while. What it panics with or how long it took, when that is a finding.
fn feed(text: &str, seed: u64) -> Option<String> {
    let _ = fs::write(root().join("target/fuzz-input.py"), text);
    let begun = Instant::now();
    let pythons = [PythonVersion::Py314, PythonVersion::Py39, PythonVersion::Py314t];
    let settings = Settings { python: pythons[seed as usize % 3], seed, max_steps: STEPS, ..Settings::default() };
    let run = catch_unwind(AssertUnwindSafe(|| {
        let program = Program { filename: "prog.py".into(), text: text.into(), stdin: "1\nx\n".into(), seed };
        if let Ok(mut world) = World::new(&program, &settings, &mut Nowhere) {
            world.run(STEPS / 2, &mut Nowhere);
            let mut copy = world.snapshot();
            copy.run(STEPS, &mut Nowhere);
            world.run(STEPS, &mut Nowhere);
        }
    }));
    let took = begun.elapsed();
    match run {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            Some(text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned())).unwrap_or_default())
        }
        Ok(()) => (took > PATIENCE).then(|| format!("took {took:?}")),
    }
}

#[test]
fn mutated_programs_never_panic() {
    let corpus: Vec<String> = [
        "tests/programs",
        "tests/bench/programs",
        "tests/fuzz",
        "src/process/lib",
        "../shared/truth/language",
        "../shared/truth/threading",
    ]
    .iter()
    .flat_map(|folder| programs_in(folder))
    .collect();
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let seconds = number("PYLANES_FUZZ_SECONDS");
    let first = number("PYLANES_FUZZ_SEED").unwrap_or(1) << 32;
    let begun = Instant::now();
    let mut findings = Vec::new();
    for n in 0.. {
        let done = seconds.map_or(n >= 200, |seconds| begun.elapsed() >= Duration::from_secs(seconds));
        if done || findings.len() >= 20 {
            eprintln!("{n} inputs");
            break;
        }
        let seed = first + n;
        let text = input(&mut Rng(seed), &corpus);
        if let Some(what) = feed(&text, seed) {
            let _ = fs::write(root().join(format!("target/fuzz-finding-{seed}.py")), &text);
            findings.push(format!("{seed}: {what}"));
        }
    }
    assert!(findings.is_empty(), "in target/fuzz-finding-*.py:\n{}", findings.join("\n"));
}

#[test]
fn what_was_found_before_stays_mended() {
    for text in programs_in("tests/fuzz") {
        assert_eq!(feed(&text, 1), None, "{text}");
    }
}

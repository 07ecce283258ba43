//! Native benchmarks: `cargo bench`. What a copy of a world costs, and the programs of `tests/bench/programs` beside the
//! installed CPython.
//!
//! A plain program instead of a harness: what it measures takes from microseconds to seconds, and it prints medians.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pylanes::process::Program;
use pylanes::sim::record::Nowhere;
use pylanes::sim::world::{Progress, World};
use pylanes::trace::settings::Settings;

const ROUNDS: usize = 5;
/// What a copy of a world of 30,000 objects and a change of one of them may cost.
const COPY_TARGET: Duration = Duration::from_micros(20);

const OBJECTS: &str = "
class Thing:
    pass

things = [Thing() for _ in range(30_000)]
first = things[0]
first.number = 0
while True:
    first.number += 1
";

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    copies();
    let Ok(folder) = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/programs")) else {
        return println!("tests/bench/programs is missing");
    };
    let mut programs: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
    programs.sort();
    println!(
        "\n{:<16}{:>10}{:>10}{:>8}{:>9}   (medians of {ROUNDS}, ms)",
        "program", "Pylanes", "python3", "ratio", "ns/step"
    );
    let mut logs = Vec::new();
    for path in programs {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if only.is_empty() || only.contains(&name) {
            logs.extend(beside_cpython(&path, &name));
        }
    }
    if !logs.is_empty() {
        println!("{:<36}{:>8.2}", "geometric mean", (logs.iter().sum::<f64>() / logs.len() as f64).exp());
    }
}

fn world_of(text: &str) -> Option<World> {
    let program = Program { filename: "prog.py".into(), text: text.into(), stdin: String::new(), seed: 7 };
    let settings = Settings { max_steps: u64::MAX, ..Settings::default() };
    World::new(&program, &settings, &mut Nowhere).ok()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Copies a world and lets the copy change one object, again and again.
fn copies() {
    let Some(mut world) = world_of(OBJECTS) else { return println!("the world of copies does not start") };
    world.run(500_000, &mut Nowhere);
    let frozen = world.snapshot();
    // An iteration of the loop is ten steps: each copy stores to its object at least once.
    let times = (0..200).map(|_| {
        let begun = Instant::now();
        let mut copy = frozen.clone();
        copy.run(frozen.steps() + 10, &mut Nowhere);
        let time = begun.elapsed();
        drop(copy);
        time
    });
    let time = median(times.collect());
    println!("a copy of a world of 30,000 objects and a change: {time:?} (target {COPY_TARGET:?})");
}

/// The logarithm of how many times faster than CPython a program is.
fn beside_cpython(path: &Path, name: &str) -> Option<f64> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut steps = 0;
    let ours = (0..ROUNDS).map(|_| {
        let begun = Instant::now();
        if let Some(mut world) = world_of(&text) {
            while world.run(u64::MAX, &mut Nowhere) == Progress::Paused {}
            steps = world.steps();
        }
        begun.elapsed()
    });
    let ours = median(ours.collect());
    let theirs = median((0..ROUNDS).map(|_| cpython(path)).collect::<Option<Vec<_>>>()?);
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    let per_step = ours.as_nanos() as f64 / steps.max(1) as f64;
    println!("{name:<16}{:>10.1}{:>10.1}{ratio:>8.2}{per_step:>9.1}", millis(ours), millis(theirs));
    Some(ratio.ln())
}

/// What a program takes in CPython, compiling included, as CPython itself measures it.
fn cpython(path: &Path) -> Option<Duration> {
    const TIMED: &str = "import sys, time\nbegun = time.perf_counter_ns()\nprogram = open(sys.argv[1]).read()\n\
        exec(compile(program, sys.argv[1], 'exec'), {'__name__': '__main__'})\n\
        sys.stderr.write(str(time.perf_counter_ns() - begun))";
    let output = Command::new("python3").args(["-c", TIMED]).arg(path).stdout(Stdio::null()).output().ok()?;
    let nanos = String::from_utf8_lossy(&output.stderr).trim().parse().ok()?;
    output.status.success().then(|| Duration::from_nanos(nanos))
}

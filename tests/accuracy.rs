//! How near simulated times are to recorded ones: `cargo xtask accuracy`, or
//! `cargo test --release --test accuracy -- --ignored --nocapture`.
//!
//! The corpus lies beside the repository, in `../shared/truth/time`: programs that print `NAME seconds` lines, and what CPython
//! took for each. What is compared of a program are its lines' ratios to its first line and, since the profiles were
//! measured on the same computer, the times themselves. `ACCURACY=name` restricts to programs, `PYTHONS=3.11,3.14` to versions.

use std::collections::BTreeMap;
use std::path::Path;

use pylanes::process::Program;
use pylanes::sim::record::Pending;
use pylanes::sim::world::{Progress, World};
use pylanes::trace::event::{Fact, Stream};
use pylanes::trace::settings::{PythonVersion, Settings};

/// One line of a recording.
struct Recorded {
    name: String,
    median: f64,
    min: f64,
    max: f64,
}

fn recordings(path: &Path) -> Option<BTreeMap<String, Vec<Recorded>>> {
    let text = std::fs::read_to_string(path).ok()?;
    let all: serde_json::Value = serde_json::from_str(&text).ok()?;
    let mut found = BTreeMap::new();
    for (version, lines) in all.as_object()? {
        let number = |line: &serde_json::Value, key: &str| line.get(key).and_then(serde_json::Value::as_f64);
        let lines = lines.as_object()?.iter().filter_map(|(name, line)| {
            let (median, min, max) = (number(line, "median")?, number(line, "min")?, number(line, "max")?);
            Some(Recorded { name: name.clone(), median, min, max })
        });
        found.insert(version.clone(), lines.collect());
    }
    Some(found)
}

/// The `NAME seconds` lines that a program prints under a version, or why there are none.
fn simulated(text: &str, python: PythonVersion) -> Result<Vec<(String, f64)>, String> {
    let program = Program { filename: "prog.py".into(), text: text.into(), stdin: String::new(), seed: 7 };
    let settings = Settings { python, max_steps: 1_000_000_000, ..Settings::default() };
    let mut pending = Pending::default();
    let mut world = World::new(&program, &settings, &mut pending).map_err(|error| error.to_string())?;
    let (mut stdout, mut stderr, mut n_texts) = (String::new(), String::new(), 0);
    loop {
        let progress = world.run(world.steps() + 1_000_000, &mut pending);
        let part = std::mem::take(&mut pending);
        for event in &part.events {
            if let Fact::Wrote { stream, text } = event.fact {
                let target = if stream == Stream::Stdout { &mut stdout } else { &mut stderr };
                target.push_str(part.texts.get(text as usize - n_texts).map_or("", String::as_str));
            }
        }
        n_texts += part.texts.len();
        if let Progress::Over(end) = progress {
            let lines: Vec<(String, f64)> = stdout
                .lines()
                .filter_map(|line| {
                    line.split_once(' ').and_then(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
                })
                .collect();
            return if lines.is_empty() {
                Err(format!("{end:?} {}", stderr.lines().last().unwrap_or_default()))
            } else {
                Ok(lines)
            };
        }
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Errors of ratios and of times, and orders that are the wrong way round.
#[derive(Default)]
struct Tally {
    ratios: Vec<f64>,
    times: Vec<f64>,
    reversed: Vec<String>,
    missing: Vec<String>,
}

fn compare(name: &str, version: &str, recorded: &[Recorded], text: &str, tally: &mut Tally) {
    let Some(python) = PythonVersion::from_name(version) else { return };
    let lines = match simulated(text, python) {
        Ok(lines) => lines,
        Err(why) => {
            println!("{name:28} {version:5} does not run: {why}");
            return tally.missing.push(format!("{name} {version}"));
        }
    };
    let order: Vec<&Recorded> =
        lines.iter().filter_map(|(line, _)| recorded.iter().find(|r| r.name == *line)).collect();
    for (at, (line, sim)) in lines.iter().enumerate() {
        let Some(real) = recorded.iter().find(|recorded| recorded.name == *line) else { continue };
        let error = sim / real.median - 1.0;
        tally.times.push(error.abs());
        let first = order.first().filter(|_| at > 0);
        let ratio = first.map(|first| {
            let (sim_ratio, real_ratio) = (sim / lines[0].1, real.median / first.median);
            let error = sim_ratio / real_ratio - 1.0;
            tally.ratios.push(error.abs());
            if (real_ratio - 1.0).abs() > 0.15
                && (sim_ratio > 1.0) != (real_ratio > 1.0)
                && (sim_ratio - 1.0).abs() > 0.05
            {
                tally.reversed.push(format!("{name}.{line} {version}"));
            }
            format!("ratio {sim_ratio:9.4} recorded {real_ratio:9.4} {:+6.1} %", error * 100.0)
        });
        println!(
            "{name:28} {version:5} {line:26} {sim:.7} recorded {:.7} ({:.7} to {:.7}) {:+6.1} %  {}",
            real.median,
            real.min,
            real.max,
            error * 100.0,
            ratio.unwrap_or_default()
        );
    }
}

#[test]
#[ignore = "takes a minute and needs an optimised build"]
fn times_are_near_those_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/truth/time");
    let only = std::env::var("ACCURACY").unwrap_or_default();
    let pythons = std::env::var("PYTHONS").unwrap_or_default();
    let Ok(entries) = std::fs::read_dir(&folder) else { return println!("there is no {}", folder.display()) };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut tally = Tally::default();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "py")) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (Some(recorded), Ok(text)) = (recordings(&path.with_extension("json")), std::fs::read_to_string(path))
        else {
            continue;
        };
        if !name.contains(&only) {
            continue;
        }
        for (version, lines) in
            recorded.iter().filter(|(version, _)| pythons.is_empty() || pythons.split(',').any(|p| p == *version))
        {
            compare(&name, version, lines, &text, &mut tally);
        }
    }
    println!("\nmedian error of {} ratios: {:.1} %", tally.ratios.len(), median(&mut tally.ratios) * 100.0);
    println!("median error of {} times: {:.1} %", tally.times.len(), median(&mut tally.times) * 100.0);
    println!("not run: {}", if tally.missing.is_empty() { "none".to_owned() } else { tally.missing.join(", ") });
    println!("reversed: {}", if tally.reversed.is_empty() { "none".to_owned() } else { tally.reversed.join(", ") });
}

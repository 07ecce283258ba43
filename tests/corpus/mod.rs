//! Programs with what CPython made of them, and how to tell a difference.
//!
//! `NAME.py` with `NAME.out` (CPython's stdout) and `NAME.exit` (where its exit status is not 0: the status, and the last
//! line of stderr).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The larger corpus, which may lie beside the repository.
pub const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/truth");

/// What a program came to.
#[derive(PartialEq, Debug)]
pub struct Outcome {
    pub stdout: String,
    pub stderr: String,
    pub status: i32,
}

/// The programs of a folder that have a recorded output, sorted.
pub fn programs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut programs: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    programs.retain(|path| path.extension().is_some_and(|ext| ext == "py") && path.with_extension("out").exists());
    programs.sort();
    programs
}

/// What was recorded; of stderr the last line, where the program fails.
pub fn expected(path: &Path) -> Outcome {
    let stdout = fs::read_to_string(path.with_extension("out")).unwrap_or_default();
    let exit = fs::read_to_string(path.with_extension("exit")).unwrap_or_default();
    let mut lines = exit.lines();
    let status = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or(0);
    Outcome { stdout, stderr: lines.next().unwrap_or_default().to_owned(), status }
}

/// How an outcome differs from what is expected; none when it does not.
pub fn difference(ours: &Outcome, expected: &Outcome) -> Option<String> {
    if ours.stdout != expected.stdout {
        return Some(format!("{}\n{}", first_line(&ours.stdout, &expected.stdout), ours.stderr));
    }
    if ours.status != expected.status {
        return Some(format!("exit status {} instead of {}\n{}", ours.status, expected.status, ours.stderr));
    }
    let last = ours.stderr.lines().last().unwrap_or_default();
    let differs = !expected.stderr.is_empty() && last != expected.stderr;
    differs.then(|| format!("the last line of stderr is\n  {last}\ninstead of\n  {}", expected.stderr))
}

/// The first line in which two texts differ.
fn first_line(ours: &str, theirs: &str) -> String {
    let mut theirs = theirs.lines();
    for (number, ours) in (1..).zip(ours.lines()) {
        let expected = theirs.next();
        if expected != Some(ours) {
            return format!("line {number}:\n  ours    {ours}\n  CPython {}", expected.unwrap_or("(no more)"));
        }
    }
    theirs.next().map_or_else(|| "the end of the last line".to_owned(), |line| format!("missing: {line}"))
}

/// Runs all programs, `side_by_side` at a time: what failed, with its name.
pub fn failures(
    paths: &[PathBuf],
    side_by_side: usize,
    run: impl Fn(&Path) -> Result<Outcome, String> + Sync,
) -> Vec<String> {
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..side_by_side {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let failure = match run(path) {
                        Err(error) => Some(error),
                        Ok(outcome) => difference(&outcome, &expected(path)),
                    };
                    if let Some(failure) = failure {
                        failures
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .push(format!("{}: {failure}", path.display()));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
    failures.sort();
    failures
}

//! `cargo xtask test`: native tests, then the built page in headless Chromium; ends with one plain count.

use crate::http::{self, Site};
use crate::{Result, build, say, shell, tools};
use std::path::PathBuf;
use std::process::Command;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// A part that reported nothing but ended badly (it did not compile, say) counts as one failure.
    fn or_one_failure(mut self, succeeded: bool) -> Count {
        if !succeeded && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// Runs everything, or one half, or the tests with these names; every part is run even when an earlier one fails.
pub fn run(args: &[String]) -> Result {
    let (mut native_wanted, mut browser_wanted) = (true, true);
    let mut names = Vec::new();
    for arg in args {
        match arg.as_str() {
            "--native" => browser_wanted = false,
            "--browser" => native_wanted = false,
            other if other.starts_with('-') => {
                return Err(format!("`test` knows --native, --browser and names, not `{other}`."));
            }
            name => names.push(name.to_owned()),
        }
    }
    let mut total = Count::default();
    if native_wanted {
        total.add(native(&names)?);
    }
    if browser_wanted {
        total.add(browser(&names).unwrap_or_else(|message| {
            eprintln!("\nxtask: the browser tests could not be run. {message}");
            Count { passed: 0, failed: 1 }
        }));
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 { std::process::exit(1) } else { Ok(()) }
}

fn native(names: &[String]) -> Result<Count> {
    let _step = say::step("Native tests", "2 minutes the first time");
    let mut count = Count::default();
    let mut cargo = shell::cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]).args(names);
    let status = shell::run_seeing(&mut cargo, |line| count.add(cargo_line(line)))?;
    Ok(count.or_one_failure(status.success()))
}

/// The counts in a line such as `test result: ok. 5 passed; 0 failed; 0 ignored; …`.
fn cargo_line(line: &str) -> Count {
    let Some(rest) = line.strip_prefix("test result: ") else { return Count::default() };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let before = |word: &str| {
        let at = words.iter().position(|it| it.trim_end_matches(';') == word);
        at.and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok()).unwrap_or(0)
    };
    Count { passed: before("passed"), failed: before("failed") }
}

/// The count in a line such as `# pass 5` of node's TAP report.
fn node_line(line: &str) -> Count {
    let number = |prefix: &str| line.strip_prefix(prefix).and_then(|n| n.trim().parse().ok()).unwrap_or(0);
    Count { passed: number("# pass "), failed: number("# fail ") + number("# cancelled ") }
}

fn browser(names: &[String]) -> Result<Count> {
    let chromium = tools::chromium()?;
    let folder = build::release()?;
    let files = scripts("tests/browser", ".test.mjs", names)?;
    if files.is_empty() {
        return Ok(Count::default());
    }
    let _step = say::step("Browser tests", "a minute");
    let mut count = Count::default();
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=tap", "--test-concurrency=1"]).args(files);
    node.envs(served(folder)?).env("PYLANES_CHROMIUM", chromium);
    let status = shell::run_seeing(&mut node, |line| count.add(node_line(line)))?;
    Ok(count.or_one_failure(status.success()))
}

/// Serves the site as tests and benchmarks want it: isolated, and in a sub-folder of a host that sends no headers.
pub fn served(folder: PathBuf) -> Result<[(&'static str, String); 2]> {
    let isolated = http::start(Site { folder: folder.clone(), base: "/", isolated: true }, 0)?;
    let plain = http::start(Site { folder, base: "/some/folder/", isolated: false }, 0)?;
    Ok([("PYLANES_URL", isolated), ("PYLANES_PLAIN_URL", plain)])
}

/// The scripts of a folder with this ending, in order; only those whose name has one of `names` in it, if there are any.
pub fn scripts(folder: &str, ending: &str, names: &[String]) -> Result<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(ending) && (names.is_empty() || names.iter().any(|wanted| name.contains(wanted)))
    });
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_what_cargo_and_node_print() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.01s";
        assert_eq!(cargo_line(line), Count { passed: 12, failed: 3 });
        assert_eq!(cargo_line("test sim::result: ok. 5 passed"), Count::default());
        assert_eq!(node_line("# pass 7"), Count { passed: 7, failed: 0 });
        assert_eq!(node_line("# fail 2"), Count { passed: 0, failed: 2 });
        assert_eq!(node_line("# passing by"), Count::default());
    }

    #[test]
    fn a_part_that_dies_without_a_count_is_one_failure() {
        assert_eq!(Count::default().or_one_failure(false), Count { passed: 0, failed: 1 });
        assert_eq!(Count { passed: 4, failed: 2 }.or_one_failure(false), Count { passed: 4, failed: 2 });
        assert_eq!(Count { passed: 4, failed: 0 }.or_one_failure(true), Count { passed: 4, failed: 0 });
    }
}

//! `cargo xtask bench`: the native benchmarks in `benches/`, then those that run in the browser, in `tests/bench/`.

use crate::{Result, build, say, shell, test, tools};
use std::path::Path;
use std::process::Command;

/// Runs whatever benchmarks there are, and says so when a kind is absent.
pub fn run() -> Result {
    if Path::new("benches").is_dir() {
        let _step = say::step("Native benchmarks", "3 minutes");
        shell::run(shell::cargo().args(["bench", "--benches"]))?;
    } else {
        say::note("There are no native benchmarks (benches/)");
    }
    let scripts = test::scripts("tests/bench", ".bench.mjs", &[])?;
    if scripts.is_empty() {
        say::note("There are no browser benchmarks (tests/bench/*.bench.mjs)");
        return Ok(());
    }
    let chromium = tools::chromium()?;
    let served = test::served(build::release()?)?;
    for script in scripts {
        let _step = say::step(&format!("{}", script.display()), "a minute");
        let mut node = Command::new("node");
        shell::run(node.arg(script).envs(served.clone()).env("PYLANES_CHROMIUM", &chromium))?;
    }
    Ok(())
}

//! `cargo xtask bench`: the native benchmarks in `benches/`, then those that run in the browser, in `tests/bench/`.

use crate::{Result, build, say, shell, test, tools};
use std::path::Path;
use std::process::Command;

/// Runs whatever benchmarks there are, and says so when a kind is absent.
pub fn run(names: &[String]) -> Result {
    if let Some(option) = names.iter().find(|name| name.starts_with('-')) {
        return Err(format!("`bench` knows names of browser benchmarks, not `{option}`."));
    }
    if names.is_empty() && Path::new("benches").is_dir() {
        let _step = say::step("Native benchmarks", "3 minutes");
        shell::run(shell::cargo().args(["bench", "--benches"]))?;
    }
    let scripts = test::scripts("tests/bench", ".bench.mjs", names)?;
    if scripts.is_empty() {
        say::note("There are no such browser benchmarks (tests/bench/*.bench.mjs)");
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

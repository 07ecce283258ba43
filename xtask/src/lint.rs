//! `cargo xtask lint`: formatting, clippy on what is native and on what runs in the browser, direction of imports.

use crate::build::{Mode, PLAIN_TARGET, THREADS_TARGET};
use crate::toolchain::{self, THREAD_FLAGS, Toolchain};
use crate::{Result, say, shell};
use std::path::PathBuf;

/// What a check is called, and the check.
type Check = (&'static str, fn() -> Result);

/// Runs every check, and fails if any did.
pub fn run() -> Result {
    let checks: [Check; 4] = [
        ("formatting", formatting),
        ("clippy, native", clippy),
        ("the browser's code", wasm),
        ("direction of imports", imports),
    ];
    let mut failed = Vec::new();
    for (what, check) in checks {
        let _step = say::step(&format!("Checking {what}"), "seconds, a few minutes the first time");
        if let Err(message) = check() {
            eprintln!("{message}");
            failed.push(what);
        }
    }
    if failed.is_empty() {
        println!("\nNothing to complain about.");
        return Ok(());
    }
    Err(format!("found something in: {}.", failed.join(", ")))
}

fn formatting() -> Result {
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result {
    let mut cargo = shell::cargo();
    shell::run(cargo.args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn imports() -> Result {
    shell::run(shell::cargo().args(["test", "--quiet", "--test", "imports"]))
}

/// The page and the engine, in both builds. clippy when the compiler for WebAssembly brings its own, else its warnings.
///
/// Uses the folders and profiles of the real builds, so that what they have compiled is not compiled again.
fn wasm() -> Result {
    let toolchain = toolchain::find()?;
    let clippy = clippy_of(&toolchain);
    if clippy.is_none() {
        say::note(
            "The compiler for WebAssembly has no clippy (Debian: rust-web-clippy); checking its own warnings only",
        );
    }
    let builds = [
        (PLAIN_TARGET, "", &["--lib", "--bin", "app", "--bin", "worker"][..]),
        (THREADS_TARGET, THREAD_FLAGS, &["--lib", "--bin", "worker"]),
    ];
    for (folder, flags, what) in builds {
        let mut cargo = match &clippy {
            Some(driver) => {
                let mut cargo = toolchain.cargo(folder, flags);
                cargo.env("RUSTC_WORKSPACE_WRAPPER", driver);
                cargo.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
                cargo
            }
            // Other flags would have the real builds start anew: a folder of its own.
            None => toolchain.cargo(&format!("{folder}-lint"), &format!("{flags} -D warnings")),
        };
        cargo.args(["check", "--quiet", "--target", "wasm32-unknown-unknown", "--profile", Mode::Release.profile()]);
        shell::run(cargo.args(what))?;
    }
    Ok(())
}

fn clippy_of(toolchain: &Toolchain) -> Option<PathBuf> {
    let driver = toolchain.sysroot.join("bin/clippy-driver");
    driver.is_file().then_some(driver)
}

//! Builds the site: sets up the tools, then lets trunk build the page; trunk calls back into `hook` for the rest.

use crate::toolchain::{self, STD_FEATURES, Toolchain};
use crate::{Result, say, shell, stamp, tools};
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The built site.
pub const DIST: &str = "dist";
/// What the site is built from.
const INPUTS: [&str; 9] =
    ["src", "www", "index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock", "package-lock.json", "xtask/src", ".cargo"];

/// Where the page and the engine without threads are compiled, sharing what they have in common.
pub const PLAIN_TARGET: &str = "target/engine-single";
/// Where the engine with threads is compiled, with other flags and so another standard library.
pub const THREADS_TARGET: &str = "target/engine-threads";

/// How much the compilers are asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Small and fast, for people.
    Release,
    /// Built quickly, for whoever works on it; only the engine with threads.
    Dev,
}

impl Mode {
    /// Named in the environment of the hooks.
    pub const ENV: &'static str = "PYLANES_MODE";

    /// The mode xtask started trunk with; a trunk started by hand says `--release` or not.
    pub fn of_hook() -> Mode {
        let word = std::env::var(Mode::ENV).or_else(|_| std::env::var("TRUNK_PROFILE")).unwrap_or_default();
        if word == "release" { Mode::Release } else { Mode::Dev }
    }

    /// The word for it, in the environment and in folder names.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Release => "release",
            Mode::Dev => "dev",
        }
    }

    /// The cargo profile of the page.
    fn page_profile(self) -> &'static str {
        match self {
            Mode::Release => "page",
            Mode::Dev => "engine-dev",
        }
    }

    /// The cargo profile of the engine.
    pub fn profile(self) -> &'static str {
        match self {
            Mode::Release => "engine",
            Mode::Dev => "engine-dev",
        }
    }
}

/// What is needed to build the site.
pub struct Setup {
    toolchain: Toolchain,
    path: OsString,
}

/// Finds or installs what is needed to build the site.
pub fn set_up() -> Result<Setup> {
    let toolchain = toolchain::find()?;
    let path = tools::cargo_tools()?;
    tools::npm_packages()?;
    Ok(Setup { toolchain, path })
}

/// A trunk command, with the compiler, the tools and this program within its reach.
pub fn trunk(setup: &Setup, subcommand: &str, mode: Mode) -> Result<Command> {
    let xtask = std::env::current_exe().map_err(|e| format!("cannot tell where xtask itself is: {e}"))?;
    let mut command = Command::new("trunk");
    // The environment of `cargo run` must not reach the builds.
    for name in ["CARGO", "CARGO_MANIFEST_DIR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "NO_COLOR"] {
        command.env_remove(name);
    }
    setup.toolchain.apply(&mut command);
    command
        .env("PATH", &setup.path)
        .env("PYLANES_XTASK", xtask)
        .env(Mode::ENV, mode.word())
        .env("CARGO_TARGET_DIR", shell::root().join(PLAIN_TARGET))
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .args(["--quiet", subcommand, "--cargo-profile", mode.page_profile()]);
    if mode == Mode::Release {
        // The page waits for people, not people for it: the standard library built for size, too.
        command.arg("--release").env(STD_FEATURES, "optimize_for_size");
    }
    Ok(command)
}

/// Leaves the site in `dist/`, built for people, unless it is there already and nothing has changed.
pub fn release() -> Result<PathBuf> {
    let _alone = alone()?;
    let dist = PathBuf::from(DIST);
    let built_from = stamp::of_files(&INPUTS, &[])?;
    let kept = PathBuf::from("target/site-stamp");
    if dist.join("index.html").is_file() && stamp::matches(&kept, &built_from) {
        say::note("The site in dist/ is up to date");
        return Ok(dist);
    }
    let setup = set_up()?;
    let _ = std::fs::remove_file(&kept);
    say::note(&format!("Compiler: {}", setup.toolchain.name));
    {
        let _step = say::step(
            "Building the page and the engine, with and without threads",
            "5 minutes the first time on 2 cores, a minute or two after a change",
        );
        shell::run(trunk(&setup, "build", Mode::Release)?.args(["--dist", DIST]))?;
    }
    stamp::write(&kept, &built_from)?;
    shell::run(Command::new("node").args(["xtask/sizes.mjs", DIST]))?;
    Ok(dist)
}

/// Holds off other builds of this checkout, which would write the same files, until dropped.
fn alone() -> Result<File> {
    let failed = |e: std::io::Error| format!("target/site.lock cannot be had: {e}");
    std::fs::create_dir_all("target").map_err(failed)?;
    let lock = File::create("target/site.lock").map_err(failed)?;
    if lock.try_lock().is_err() {
        say::note("Waiting for another build of this folder to end");
        lock.lock().map_err(failed)?;
    }
    Ok(lock)
}

/// Where the quick build is kept, beside and not in place of the one for people.
pub fn dev_dist() -> &'static Path {
    Path::new("target/site-dev")
}

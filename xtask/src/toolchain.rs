//! Finds a compiler that can build WebAssembly with threads.
//!
//! Shared memory needs a standard library built with atomics, which no distribution ships built: it is compiled from
//! its source (`build-std`), so any compiler that has the source beside it will do. Looked for in this order: `RUSTC`;
//! rustup's toolchains that have `rust-src`; Debian's `rustc-web`; then rustup is asked to fetch `rust-src`; then
//! Debian's packages are installed. The page and the engine without threads use the same compiler and source, because
//! the prebuilt `wasm32` library may be missing too.

use crate::{Result, apt, say, shell};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The oldest compiler that builds the project (`rust-version` in Cargo.toml).
const OLDEST_MINOR: u32 = 95;
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const TARGET_ENV: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN";
/// Set for what we start, so that a hook started by trunk does not look again.
const FOUND: &str = "PYLANES_TOOLCHAIN";

/// Flags of the build with threads: atomics, memory that is imported and shared, and what thread start-up needs exported.
pub const THREAD_FLAGS: &str = "-C target-feature=+atomics,+bulk-memory \
    -C link-arg=--shared-memory -C link-arg=--max-memory=1073741824 -C link-arg=--import-memory \
    -C link-arg=--export=__wasm_init_tls -C link-arg=--export=__tls_size \
    -C link-arg=--export=__tls_align -C link-arg=--export=__tls_base";

/// Features of the standard library that is built beside a program: cargo reads them here.
pub const STD_FEATURES: &str = "CARGO_UNSTABLE_BUILD_STD_FEATURES";

/// A compiler for WebAssembly, as the environment that makes cargo (and trunk) use it.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// For people, and for stamps: which compiler this is.
    pub name: String,
    /// Where it is installed, for the tools that come with it.
    pub sysroot: PathBuf,
    env: Vec<(String, String)>,
}

impl Toolchain {
    /// Makes a command, and whatever it starts, use this compiler.
    pub fn apply(&self, command: &mut Command) {
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command.env(FOUND, format!("{}|{}", self.name, self.sysroot.display()));
    }

    /// A cargo command that builds for WebAssembly with these flags, in a target folder of its own.
    pub fn cargo(&self, target_dir: &str, rustflags: &str) -> Command {
        let mut command = shell::cargo();
        self.apply(&mut command);
        command.env("CARGO_TARGET_DIR", shell::root().join(target_dir));
        command.env(format!("{TARGET_ENV}_RUSTFLAGS"), rustflags);
        // A hook inherits what the page is built with.
        command.env_remove(STD_FEATURES);
        command
    }
}

/// Finds or installs the compiler.
pub fn find() -> Result<Toolchain> {
    if let Some((name, sysroot)) = std::env::var(FOUND).ok().as_deref().and_then(|found| found.split_once('|')) {
        return Ok(Toolchain { name: name.to_owned(), sysroot: sysroot.into(), env: Vec::new() });
    }
    if let Ok(rustc) = std::env::var("RUSTC") {
        return candidate(&rustc, None)?.ok_or_else(|| {
            format!("RUSTC={rustc} is too old or has no standard library source beside it (rust-src).")
        });
    }
    if let Some(found) = installed()? {
        return Ok(found);
    }
    if let Some(fetched) = fetch_with_rustup()? {
        return Ok(fetched);
    }
    apt::install(&["rustc-web", "rust-web-src"], "a compiler for WebAssembly with threads", "2 minutes, 150 MB")
        .map_err(|e| format!("{e}\n\nOr, where rustup can fetch: rustup component add rust-src"))?;
    candidate(DEBIAN_RUSTC, None)?.ok_or_else(|| {
        format!(
            "{DEBIAN_RUSTC} is still not usable: it must be Rust 1.{OLDEST_MINOR} or newer with rust-web-src installed."
        )
    })
}

/// What is there already: the default toolchain, rustup's nightly, Debian's.
fn installed() -> Result<Option<Toolchain>> {
    if let Some(found) = candidate("rustc", None)? {
        return Ok(Some(found));
    }
    if shell::which("rustup").is_some()
        && let Some(found) = candidate("rustc", Some("nightly"))?
    {
        return Ok(Some(found));
    }
    candidate(DEBIAN_RUSTC, None)
}

/// Asks rustup for the source that belongs to the default toolchain; closed networks make this fail, quickly we hope.
fn fetch_with_rustup() -> Result<Option<Toolchain>> {
    if shell::which("rustup").is_none() {
        return Ok(None);
    }
    let _step = say::step("Fetching the standard library's source with rustup", "10 seconds");
    let mut fetch = Command::new("rustup");
    fetch.args(["component", "add", "rust-src"]);
    if shell::succeeds_within(&mut fetch, Duration::from_secs(120)) {
        return candidate("rustc", None);
    }
    say::note("rustup cannot fetch here; trying Debian's packages");
    Ok(None)
}

/// The toolchain around this `rustc`, if it is new enough and has its source.
fn candidate(rustc: &str, rustup_name: Option<&str>) -> Result<Option<Toolchain>> {
    let ask = |args: &[&str]| {
        let mut command = Command::new(rustc);
        if let Some(name) = rustup_name {
            command.env("RUSTUP_TOOLCHAIN", name);
        }
        shell::output(command.args(args))
    };
    let (Some(version), Some(sysroot)) = (ask(&["--version"]), ask(&["--print", "sysroot"])) else { return Ok(None) };
    let sysroot = PathBuf::from(sysroot);
    let source = sysroot.join("lib/rustlib/src/rust/library/Cargo.lock");
    if minor(&version) < Some(OLDEST_MINOR) || !source.is_file() {
        return Ok(None);
    }
    let mut env = vec![
        // The compiler that comes with the source, allowed to rebuild it: stable ones refuse `build-std` otherwise.
        ("RUSTC_BOOTSTRAP".to_owned(), "1".to_owned()),
        ("CARGO_UNSTABLE_BUILD_STD".to_owned(), "panic_abort,std".to_owned()),
    ];
    match rustup_name {
        Some(name) => env.push(("RUSTUP_TOOLCHAIN".to_owned(), name.to_owned())),
        None if rustc != "rustc" => env.push(("RUSTC".to_owned(), rustc.to_owned())),
        None => {}
    }
    if !bundled_linker(&sysroot).is_some_and(|linker| linker.exists()) {
        env.push((format!("{TARGET_ENV}_LINKER"), linker_from_elsewhere()?.display().to_string()));
    }
    Ok(Some(Toolchain { name: version, sysroot, env }))
}

/// The minor version in `rustc 1.95.0 (…)`.
fn minor(version: &str) -> Option<u32> {
    version.split('.').nth(1)?.parse().ok()
}

fn bundled_linker(sysroot: &Path) -> Option<PathBuf> {
    let hosts = std::fs::read_dir(sysroot.join("lib/rustlib")).ok()?;
    hosts.flatten().map(|host| host.path().join("bin/rust-lld")).find(|linker| linker.exists())
}

/// Debian's compiler brings no linker for WebAssembly: rustup's will do, and so will LLVM's.
fn linker_from_elsewhere() -> Result<PathBuf> {
    let rustup = shell::output(Command::new("rustc").args(["--print", "sysroot"]));
    if let Some(linker) = rustup.and_then(|sysroot| bundled_linker(Path::new(&sysroot))) {
        return Ok(linker);
    }
    if let Some(linker) = shell::which("wasm-ld") {
        return Ok(linker);
    }
    apt::install(&["lld"], "a linker for WebAssembly", "20 seconds")?;
    shell::which("wasm-ld").ok_or_else(|| "`lld` is installed but there is no `wasm-ld` on PATH.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::minor;

    #[test]
    fn the_minor_version_is_read_from_what_rustc_prints() {
        assert_eq!(minor("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"), Some(96));
        assert_eq!(minor("rustc 1.97.0-nightly (4d1f98451 2026-05-15)"), Some(97));
        assert_eq!(minor("something else"), None);
    }
}

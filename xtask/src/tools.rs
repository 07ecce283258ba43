//! The tools beside the compiler: trunk, wasm-bindgen, npm's packages, and for tests a browser with fonts.

use crate::{Result, apt, say, shell, stamp};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

const TRUNK: &str = "0.21.14";
/// The same version as the crate `wasm-bindgen` in Cargo.toml.
const WASM_BINDGEN: &str = "0.2.130";
/// What esbuild and binaryen need.
const NODE_TO_BUILD: u32 = 18;
/// What Playwright needs.
const NODE_TO_TEST: u32 = 20;

/// A tool installed with `cargo install` when the right version is not on PATH.
struct CargoTool {
    program: &'static str,
    package: &'static str,
    version: &'static str,
    /// Whether the tool's own lock file is used; wasm-bindgen's names crate versions that may not be served.
    locked: bool,
    usually: &'static str,
}

const CARGO_TOOLS: [CargoTool; 2] = [
    CargoTool { program: "trunk", package: "trunk", version: TRUNK, locked: true, usually: "5 to 10 minutes" },
    CargoTool {
        program: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: WASM_BINDGEN,
        locked: false,
        usually: "2 to 4 minutes",
    },
];

/// Makes sure that trunk and wasm-bindgen are there; returns the PATH that finds them first.
pub fn cargo_tools() -> Result<OsString> {
    let root = shell::cache_dir().join("tools");
    let mut dirs = Vec::new();
    for tool in &CARGO_TOOLS {
        if has_version(&PathBuf::from(tool.program), tool.version) {
            continue;
        }
        let kept = root.join("bin").join(tool.program);
        if !has_version(&kept, tool.version) {
            install(tool, &root)?;
        }
        if dirs.is_empty() {
            dirs.push(root.join("bin"));
        }
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    dirs.extend(std::env::split_paths(&path));
    std::env::join_paths(dirs).map_err(|e| format!("PATH cannot be extended: {e}"))
}

fn has_version(program: &PathBuf, version: &str) -> bool {
    let printed = shell::output(Command::new(program).arg("--version")).unwrap_or_default();
    printed.split_whitespace().nth(1) == Some(version)
}

fn install(tool: &CargoTool, root: &PathBuf) -> Result {
    let what = format!("Building {} {} from source, once per user", tool.package, tool.version);
    let _step = say::step(&what, tool.usually);
    let mut command = shell::cargo();
    command.args(["install", "--quiet", tool.package, "--version", tool.version, "--force", "--root"]).arg(root);
    if tool.locked {
        command.arg("--locked");
    }
    shell::run(&mut command).map_err(|_| {
        format!(
            "{0} {1} could not be built. Its message is above; when it is about the network, run the same command again later.\n\
             By hand: cargo install {0} --version {1}",
            tool.package, tool.version
        )
    })
}

/// Makes sure that the npm packages of package-lock.json are in node_modules.
pub fn npm_packages() -> Result {
    node(NODE_TO_BUILD)?;
    let lock = std::fs::read("package-lock.json").map_err(|e| format!("package-lock.json cannot be read: {e}"))?;
    let wanted = stamp::of_bytes(&lock);
    let kept = PathBuf::from("node_modules/.pylanes-stamp");
    if stamp::matches(&kept, &wanted) {
        return Ok(());
    }
    let _step = say::step("Fetching npm packages: CodeMirror, esbuild, binaryen, Playwright", "10 seconds, 140 MB");
    shell::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])).map_err(|e| {
        format!(
            "{e}\nnpm could not fetch the packages of package-lock.json; check the network or npm's `registry` setting."
        )
    })?;
    stamp::write(&kept, &wanted)
}

fn node(oldest: u32) -> Result {
    if shell::which("node").is_none() || shell::which("npm").is_none() {
        apt::install(&["nodejs", "npm"], "Node with npm", "a minute")?;
    }
    let version = shell::output(Command::new("node").arg("--version")).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major >= Some(oldest) {
        return Ok(());
    }
    Err(format!(
        "Node {version} is too old here: version {oldest} or newer is needed. Install one from nodejs.org or your version manager."
    ))
}

/// The browser for tests, with a font that has Chinese: its path.
pub fn chromium() -> Result<PathBuf> {
    node(NODE_TO_TEST)?;
    let chinese = shell::output(Command::new("fc-list").args([":lang=zh-tw", "family"])).unwrap_or_default();
    if chinese.is_empty() {
        apt::install(&["fontconfig", "fonts-noto-cjk"], "a font with Chinese for the browser tests", "20 seconds")?;
    }
    if let Some(given) = std::env::var_os("PYLANES_CHROMIUM") {
        return Ok(given.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(found) = names.iter().find_map(|name| shell::which(name)) {
        return Ok(found);
    }
    apt::install(&["chromium"], "Chromium for the browser tests", "a minute, 350 MB")
        .map_err(|e| format!("{e}\nOr set PYLANES_CHROMIUM to a Chromium or Chrome you have."))?;
    shell::which("chromium").ok_or_else(|| "`chromium` is installed but not on PATH.".to_owned())
}

//! What trunk's hooks do (Trunk.toml): build the engine and the editor beside the page, then shrink the page.
//!
//! Everything is written into trunk's staging folder. Each finished product is kept under `target/` with a stamp of
//! what it was made from, so that wasm-bindgen and wasm-opt only run again for a changed input.

use crate::build::{Mode, PLAIN_TARGET, THREADS_TARGET};
use crate::toolchain::{self, THREAD_FLAGS, Toolchain};
use crate::{Result, say, shell, stamp};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The language features browsers have had for years; wasm-opt must not use newer ones.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-threads",
];

/// One of the two builds of the engine.
struct Variant {
    name: &'static str,
    target_dir: &'static str,
    rustflags: &'static str,
    label: &'static str,
}

const THREADS: Variant =
    Variant { name: "threads", target_dir: THREADS_TARGET, rustflags: THREAD_FLAGS, label: "the engine with threads" };
const SINGLE: Variant =
    Variant { name: "single", target_dir: PLAIN_TARGET, rustflags: "", label: "the engine without threads" };

/// Runs the named hook.
pub fn run(args: &[String]) -> Result {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging.ok_or("`cargo xtask hook` is called by trunk, not by hand.")?;
    match args {
        [stage] if stage == "build" => build(&staging, Mode::of_hook()),
        [stage] if stage == "post-build" => shrink_page(&staging, Mode::of_hook()),
        _ => Err("there are two hooks: `build` and `post-build`.".to_owned()),
    }
}

fn build(staging: &Path, mode: Mode) -> Result {
    editor(staging, mode)?;
    library(staging)?;
    names(staging)?;
    let toolchain = toolchain::find()?;
    engine(&toolchain, &THREADS, staging, mode)?;
    if mode == Mode::Release {
        engine(&toolchain, &SINGLE, staging, mode)?;
    }
    Ok(())
}

/// Bundles CodeMirror and our thin layer over it into one module.
fn editor(staging: &Path, mode: Mode) -> Result {
    let mut command = Command::new("node_modules/.bin/esbuild");
    command.args([
        "www/editor.js",
        "--bundle",
        "--format=esm",
        "--target=es2022",
        "--charset=utf8",
        "--log-level=warning",
    ]);
    command.arg(format!("--outfile={}", staging.join("editor.js").display()));
    match mode {
        Mode::Release => command.args(["--minify", "--legal-comments=none"]),
        Mode::Dev => command.arg("--sourcemap=inline"),
    };
    shell::run(&mut command)
}

/// Puts the library modules written in Python into one file, as `process/library.rs` reads it.
fn library(staging: &Path) -> Result {
    let mut files = files_in(Path::new("src/process/lib"))?;
    files.retain(|file| file.extension().is_some_and(|end| end == "py"));
    files.sort();
    let mut all = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|e| format!("{} cannot be read: {e}", file.display()))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        all.push_str(&format!("\u{c}{name}\n{text}"));
    }
    beside_engine(staging, "library.txt", &all)
}

/// Puts the names of characters into one file, as `crates/unicode_names2` reads it.
fn names(staging: &Path) -> Result {
    let named = ('\0'..=char::MAX).filter_map(|c| unicode_names::name(c).map(|name| (c, name.to_string())));
    let in_table = named.filter(|(_, name)| !name.starts_with("CJK UNIFIED IDEOGRAPH-"));
    let all: String = in_table.map(|(c, name)| format!("\t{name}\t{:X}\n", u32::from(c))).collect();
    beside_engine(staging, "names.txt", &all)
}

/// Writes a text that the engine fetches when it needs it.
fn beside_engine(staging: &Path, name: &str, text: &str) -> Result {
    let folder = staging.join("engine");
    let to = folder.join(name);
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&to, text))
        .map_err(|e| format!("{} cannot be written: {e}", to.display()))
}

/// Builds `--bin worker` as this variant and puts it, ready for browsers, into `engine/<variant>/`.
fn engine(toolchain: &Toolchain, variant: &Variant, staging: &Path, mode: Mode) -> Result {
    let (profile, target_dir) = (mode.profile(), variant.target_dir);
    {
        let _step = say::step(&format!("Building {}", variant.label), "2 to 4 minutes the first time");
        let mut cargo = toolchain.cargo(target_dir, variant.rustflags);
        cargo.args(["build", "--target", "wasm32-unknown-unknown", "--bin", "worker", "--profile", profile]);
        shell::run(&mut cargo)?;
    }
    let wasm = PathBuf::from(format!("{target_dir}/wasm32-unknown-unknown/{profile}/worker.wasm"));
    let out = PathBuf::from(format!("{target_dir}/out-{}", mode.word()));
    let kept = out.with_extension("stamp");
    let built_from = stamp_of(&wasm, mode)?;
    if !stamp::matches(&kept, &built_from) {
        let _ = std::fs::remove_dir_all(&out);
        let mut bindgen = Command::new("wasm-bindgen");
        bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&out).arg(&wasm);
        shell::run(&mut bindgen)?;
        if mode == Mode::Release {
            let _step = say::step(&format!("Optimising {}", variant.label), "30 seconds");
            wasm_opt(&out.join("worker_bg.wasm"), "-O3")?;
        }
        stamp::write(&kept, &built_from)?;
    }
    copy_folder(&out, &staging.join("engine").join(variant.name))
}

/// Optimises the page for size, in place: its module, keeping the result for the next time, its scripts and styles.
fn shrink_page(staging: &Path, mode: Mode) -> Result {
    if mode == Mode::Dev {
        return Ok(());
    }
    shrink_texts(staging)?;
    let page = files_in(staging)?.into_iter().find(|file| file.extension().is_some_and(|end| end == "wasm"));
    let page = page.ok_or("trunk left no page to shrink")?;
    let built_from = stamp_of(&page, mode)?;
    let (kept, small) = (PathBuf::from("target/small-page.stamp"), PathBuf::from("target/small-page.wasm"));
    if !(small.is_file() && stamp::matches(&kept, &built_from)) {
        let _step = say::step("Shrinking the page", "10 seconds");
        copy(&page, &small)?;
        wasm_opt(&small, "-Oz")?;
        stamp::write(&kept, &built_from)?;
    }
    copy(&small, &page)
}

/// The scripts and styles of the page without their comments; what other pages use stays readable.
fn shrink_texts(staging: &Path) -> Result {
    for file in files_in(staging)? {
        let is_text = file.extension().is_some_and(|end| end == "js" || end == "css");
        let is_done = file.file_name().is_some_and(|name| name == "editor.js" || name == "pylanes.js");
        if is_text && !is_done {
            let mut command = Command::new("node_modules/.bin/esbuild");
            command.args(["--minify", "--target=es2022,chrome115,firefox115,safari17", "--charset=utf8"]);
            command.args(["--log-level=warning", "--legal-comments=none", "--allow-overwrite"]);
            command.arg(format!("--outfile={}", file.display())).arg(&file);
            shell::run(&mut command)?;
        }
    }
    Ok(())
}

fn wasm_opt(file: &Path, level: &str) -> Result {
    let mut command = Command::new("node_modules/.bin/wasm-opt");
    // What is called from one place stays a function where it was one: the machine's loop must not grow, or browsers take
    // seconds to compile it well.
    command.args(WASM_FEATURES).args(["--one-caller-inline-max-function-size=0", level]);
    command.args(["--strip-debug", "--strip-producers"]).arg(file).arg("-o").arg(file);
    shell::run(&mut command)
}

/// The stamp of a compiled module and of everything else that decides what becomes of it.
fn stamp_of(wasm: &Path, mode: Mode) -> Result<String> {
    let tools = [mode.word(), env!("CARGO_PKG_VERSION"), include_str!("hook.rs")];
    stamp::of_files(&[&wasm.to_string_lossy(), "package-lock.json"], &tools)
}

fn copy_folder(from: &Path, to: &Path) -> Result {
    std::fs::create_dir_all(to).map_err(|e| format!("{} cannot be made: {e}", to.display()))?;
    for file in files_in(from)? {
        let target = to.join(file.file_name().unwrap_or_default());
        if file.is_dir() {
            copy_folder(&file, &target)?;
        } else {
            copy(&file, &target)?;
        }
    }
    Ok(())
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{} cannot be read: {e}", folder.display()))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

fn copy(from: &Path, to: &Path) -> Result {
    std::fs::copy(from, to).map(|_| ()).map_err(|e| format!("{} cannot be copied: {e}", from.display()))
}

//! `cargo xtask`: everything that builds, serves and checks Pylanes, from a machine that has only Rust and Node.
//!
//! Knows how to get each tool and in which order things are built. Knows nothing of what the program does.

mod accuracy;
mod apt;
mod bench;
mod build;
mod hook;
mod http;
mod lint;
mod say;
mod serve;
mod shell;
mod stamp;
mod test;
mod toolchain;
mod tools;

use std::process::ExitCode;

/// What a failed command has to say to the person who ran it: one message, with the way out when there is one.
pub type Failure = String;
/// Shorthand for a step that may fail with such a message.
pub type Result<T = ()> = std::result::Result<T, Failure>;

const USAGE: &str = "\
cargo xtask <command>

  serve [--port 8080] [--dev | --release]   build the page and serve it on 127.0.0.1
  build                                     leave the static site in dist/
  test [--native | --browser] [NAME…]       native tests, then the built page in headless Chromium
  lint                                      formatting, clippy, imports
  bench [NAME…]                             benchmarks, native and in the browser, or these in the browser
  accuracy [NAME]                           simulated times beside recorded ones

Whatever is missing is installed first, and said.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result {
    std::env::set_current_dir(shell::root()).map_err(|e| format!("cannot enter the project's folder: {e}"))?;
    let (command, rest) = args.split_first().map_or(("help", args), |(first, rest)| (first.as_str(), rest));
    match command {
        "serve" => serve::run(rest),
        "build" => no_arguments(rest).and_then(|()| build::release()).map(|_| ()),
        "test" => test::run(rest),
        "lint" => no_arguments(rest).and_then(|()| lint::run()),
        "accuracy" => accuracy::run(rest),
        "bench" => bench::run(rest),
        // Called by trunk, see Trunk.toml.
        "hook" => hook::run(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`.\n\n{USAGE}")),
    }
}

fn no_arguments(rest: &[String]) -> Result {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(format!("unexpected argument `{extra}`.\n\n{USAGE}")),
    }
}

//! The native command line: `pylanes run`, `dis`, `link`, `open`.
//!
//! Parses arguments, reads files, writes streams, sets the exit status. Knows nothing of how programs run: the simulator does
//! that. Native only.
//!
//! Exit statuses: the program's own; 1 when it does not compile; 2 for bad usage or a file that cannot be read;
//! [`LIMIT_STATUS`] when a limit cut the run; [`DEADLOCK_STATUS`] when nobody could ever go on (CPython would hang there).

mod args;
mod problems;
mod run;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::base::limits::MAX_SOURCE_BYTES;
use crate::lang::code::CodeStore;
use crate::lang::{self, Source, dis};
use crate::link::{self, Shared};
use crate::trace::settings::{Latency, Scale};

use args::{Command, Options};

/// A limit (steps, output, virtual time) cut the run: as `timeout` has it.
pub const LIMIT_STATUS: u8 = 124;
/// Every thread waits for ever.
pub const DEADLOCK_STATUS: u8 = 125;
/// The program does not compile.
const PROGRAM_STATUS: u8 = 1;
/// Bad usage, or a file that cannot be read or written.
const USAGE_STATUS: u8 = 2;

const USAGE: &str = "\
usage: pylanes run FILE [ARG...] [--python 3.14] [--cores 2] [--seed N] [--schedule S] [--switch-interval MS]
                        [--scale real|slow] [--latency fixed|normal|heavy-tail] [--max-steps N]
                        [--report] [--trace OUT.json] [--profile MEASURED.json]
       pylanes dis FILE
       pylanes link FILE [options of run]
       pylanes open URL [--run]
";

/// What went wrong before any program ran; one line for stderr.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Usage(#[from] args::BadUsage),
    #[error("can't open file '{path}': {why}")]
    Read { path: String, why: String },
    #[error("can't write '{path}': {why}")]
    Write { path: String, why: String },
    #[error("'{path}' is no profile as www/calibrate.py prints: {why}")]
    Profile { path: String, why: String },
    #[error("'{path}' is {bytes} bytes long; at most {MAX_SOURCE_BYTES} are run")]
    TooLarge { path: String, bytes: usize },
    #[error("{0}")]
    Link(#[from] link::LinkError),
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match command(&words) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            say(&format!("pylanes: {failure}"));
            ExitCode::from(USAGE_STATUS)
        }
    }
}

fn command(words: &[String]) -> Result<u8, Failure> {
    match args::parse(words)? {
        Command::Help => {
            put(USAGE);
            Ok(0)
        }
        Command::Version => {
            put(concat!("pylanes ", env!("CARGO_PKG_VERSION"), "\n"));
            Ok(0)
        }
        Command::Run { file, options } => {
            let source = read(&file)?;
            run::run(&shown_path(&file), &source, &options)
        }
        Command::Dis { file } => disassemble(&file),
        Command::Link { file, options } => {
            let shared = Shared { source: read(&file)?, settings: options.settings, ..Shared::default() };
            put(&format!("#{}\n", link::fragment(&shared)));
            Ok(0)
        }
        Command::Open { url, run } => open(&url, run),
    }
}

fn disassemble(file: &str) -> Result<u8, Failure> {
    let text = read(file)?;
    let source = Source { filename: shown_path(file).into(), text: Arc::from(text.as_str()), hidden: false };
    let mut store = CodeStore::new();
    match lang::compile(&source, &mut store) {
        Ok(code) => {
            put(&dis::disassemble_all(&store, code));
            Ok(0)
        }
        Err(diagnostics) => {
            problems::print(&source.filename, &text, &diagnostics);
            Ok(PROGRAM_STATUS)
        }
    }
}

fn open(url: &str, run: bool) -> Result<u8, Failure> {
    let shared = link::open_url(url)?;
    if run {
        let options = Options { settings: shared.settings, ..Options::default() };
        return run::run("prog.py", &shared.source, &options);
    }
    let s = &shared.settings;
    let schedule = if s.schedule.is_empty() { String::new() } else { format!(" --schedule {}", s.schedule) };
    let latency = match s.latency {
        Latency::Normal => String::new(),
        other => format!(" --latency {}", other.name()),
    };
    let scale = match s.scale {
        Scale::Real => "real",
        Scale::Slow => "slow",
    };
    say(&format!(
        "# --python {} --cores {} --seed {} --switch-interval {} --scale {scale} --max-steps {}{latency}{schedule}",
        s.python.name(),
        s.cores,
        s.seed,
        args::millis(s.switch_interval),
        s.max_steps,
    ));
    put(&shared.source);
    if !shared.source.ends_with('\n') {
        put("\n");
    }
    Ok(0)
}

fn read(path: &str) -> Result<String, Failure> {
    let failed = |why: String| Failure::Read { path: path.to_owned(), why };
    let bytes = std::fs::read(path).map_err(|error| failed(reason(&error)))?;
    if bytes.len() > MAX_SOURCE_BYTES {
        return Err(Failure::TooLarge { path: path.to_owned(), bytes: bytes.len() });
    }
    let text = String::from_utf8(bytes).map_err(|_| failed("it is not UTF-8".to_owned()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// An error of the operating system without its number.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// The file's absolute path, which CPython's tracebacks show.
fn shown_path(path: &str) -> String {
    std::path::absolute(Path::new(path)).map_or_else(|_| path.to_owned(), |path| path.to_string_lossy().into_owned())
}

/// Writes to stdout. Nobody to read it is no error of ours.
fn put(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

/// Writes a line to stderr.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

//! `pylanes run`: the program's own streams and exit status; figures and trace when asked.

use std::io::{Read, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::process::{Program, ProgramError};
use crate::sim::measured::Measured;
use crate::sim::record::Pending;
use crate::sim::world::{Progress, World, WorldError};
use crate::trace::event::{End, Fact, LimitHit, Stream};
use crate::trace::report::Report;
use crate::trace::settings::PythonVersion;
use crate::trace::{Moment, Trace};

use super::args::{BadUsage, Options};
use super::{DEADLOCK_STATUS, Failure, LIMIT_STATUS, PROGRAM_STATUS, problems, say};

/// Instructions between two looks at what was written.
const SLICE_STEPS: u64 = 50_000;

/// The last line of stderr when `--report` is given.
#[derive(Serialize)]
struct Line {
    end: &'static str,
    exit_status: u8,
    #[serde(flatten)]
    report: Report,
}

/// Runs a program; the status to exit with.
pub fn run(filename: &str, source: &str, options: &Options) -> Result<u8, Failure> {
    let mut settings = options.settings.clone();
    if reads_input(source) {
        settings.stdin = stdin();
    }
    let program = Program {
        filename: filename.into(),
        text: Arc::from(source),
        stdin: settings.stdin.clone(),
        seed: settings.seed,
    };
    let mut pending = Pending::default();
    let measured = match &options.profile {
        Some(path) => own_figures(path, settings.python)?,
        None => Measured::of(settings.python),
    };
    let mut world = match World::with_costs(&program, &settings, &measured, &mut pending) {
        Ok(world) => world,
        Err(WorldError::Program(ProgramError::Problems(diagnostics))) => {
            problems::print(filename, source, &diagnostics);
            return Ok(PROGRAM_STATUS);
        }
        Err(WorldError::Program(error)) => {
            say(&format!("pylanes: {error}"));
            return Ok(PROGRAM_STATUS);
        }
        Err(WorldError::Schedule(error)) => {
            let wants = "0-9, a-z and '-'";
            return Err(BadUsage::BadValue("--schedule".to_owned(), wants, error.to_string()).into());
        }
    };
    world.main_mut().set_args(&options.args);
    let mut trace = (options.report || options.trace.is_some()).then(Trace::new);
    let mut n_texts = 0;
    let end = loop {
        let progress = world.run(world.steps().saturating_add(SLICE_STEPS), &mut pending);
        write_output(&pending, n_texts);
        n_texts += pending.texts.len();
        let part = std::mem::take(&mut pending);
        if let Some(trace) = &mut trace
            && trace.append(part.lanes, part.texts, &part.events).is_err()
        {
            break End::Limit(LimitHit::TraceEvents(world.steps()));
        }
        if let Progress::Over(end) = progress {
            break end;
        }
    };
    let status = status_of(&end, &world);
    if let Some(mut trace) = trace {
        trace.close(Moment { step: world.steps(), time: world.time() });
        if let Some(path) = &options.trace {
            // Our own format is for comparing runs byte by byte.
            let bytes = if path.ends_with(".pylt") { trace.to_bytes() } else { trace.to_chrome_json().into_bytes() };
            let written = std::fs::write(path, bytes);
            written.map_err(|error| Failure::Write { path: path.clone(), why: error.to_string() })?;
        }
        if options.report {
            let line = Line { end: name_of(&end), exit_status: status, report: trace.report() };
            say(&serde_json::to_string(&line).unwrap_or_default());
        }
    }
    Ok(status)
}

/// What a profile holds besides its figures.
#[derive(Deserialize)]
struct ProfileFile {
    format: String,
    version: u32,
    nanos: Measured,
}

/// The figures of a profile that somebody measured.
fn own_figures(path: &str, python: PythonVersion) -> Result<Measured, Failure> {
    let bad = |why: String| Failure::Profile { path: path.to_owned(), why };
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Read { path: path.to_owned(), why: error.to_string() })?;
    let file: ProfileFile = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    if file.format != "pylanes-profile" || file.version != 1 {
        return Err(bad(format!("format {} {}", file.format, file.version)));
    }
    file.nanos.checked(python).ok_or_else(|| bad("a time is negative or longer than a minute".to_owned()))
}

/// Only a program that speaks of its input is given ours: reading it may wait for ever.
fn reads_input(source: &str) -> bool {
    source.contains("input(") || source.contains("stdin")
}

fn stdin() -> String {
    let mut bytes = Vec::new();
    // What cannot be read is not there.
    let _ = std::io::stdin().lock().read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Passes on what the program wrote. `first` is the number of the part's first text.
fn write_output(part: &Pending, first: usize) {
    let (mut stdout, mut stderr) = (std::io::stdout().lock(), std::io::stderr().lock());
    for event in &part.events {
        let Fact::Wrote { stream, text } = event.fact else { continue };
        let Some(text) = (text as usize).checked_sub(first).and_then(|place| part.texts.get(place)) else { continue };
        // Nobody to read it is no error of the program.
        let _ = match stream {
            Stream::Stdout => stdout.write_all(text.as_bytes()),
            Stream::Stderr => stdout.flush().and_then(|()| stderr.write_all(text.as_bytes())),
        };
    }
    let _ = stdout.flush();
}

fn status_of(end: &End, world: &World) -> u8 {
    match end {
        End::Exited(status) => status.to_le_bytes()[0],
        End::Deadlock(lanes) => {
            let names: Vec<&str> = lanes.iter().map(|&lane| world.lane_name(lane)).collect();
            say(&format!("pylanes: deadlock: nobody can ever go on ({})", names.join(", ")));
            DEADLOCK_STATUS
        }
        End::Limit(limit) => {
            say(&format!("pylanes: stopped: {}", limit_text(*limit)));
            LIMIT_STATUS
        }
        End::Stopped => LIMIT_STATUS,
    }
}

fn limit_text(limit: LimitHit) -> String {
    match limit {
        LimitHit::Steps(steps) => format!("{steps} instructions executed (--max-steps raises the limit)"),
        LimitHit::TraceEvents(events) => format!("{events} events recorded"),
        LimitHit::OutputBytes(bytes) => format!("{bytes} bytes of output"),
        LimitHit::VirtualTime(time) => format!("{} s of virtual time", time.0 / 1_000_000_000),
    }
}

fn name_of(end: &End) -> &'static str {
    match end {
        End::Exited(_) => "exited",
        End::Deadlock(_) => "deadlock",
        End::Limit(_) => "limit",
        End::Stopped => "stopped",
    }
}

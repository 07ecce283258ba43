//! Programs simulated, and what CPython makes of them: output and exit status must be the same.
//!
//! Those of `tests/programs` always run; a larger corpus where it lies beside the repository.

mod corpus;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use corpus::{CORPUS, Outcome, expected, failures, programs};
use pylanes::process::Program;
use pylanes::sim::record::Pending;
use pylanes::sim::world::{Progress, World, WorldError};
use pylanes::trace::event::{End, Fact, Stream};
use pylanes::trace::settings::{PythonVersion, Settings};

fn simulate(path: &Path) -> Result<Outcome, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let settings = Settings::default();
    let filename: Arc<str> = path.to_string_lossy().into();
    let program = Program { filename, text: text.into(), stdin: String::new(), seed: settings.seed };
    let mut pending = Pending::default();
    let mut world = match World::new(&program, &settings, &mut pending) {
        Ok(world) => world,
        Err(WorldError::Program(error)) => return Err(format!("{error:?}")),
        Err(error) => return Err(error.to_string()),
    };
    let end = loop {
        if let Progress::Over(end) = world.run(u64::MAX, &mut pending) {
            break end;
        }
    };
    let written = |wanted: Stream| -> String {
        let texts = pending.events.iter().filter_map(|event| match event.fact {
            Fact::Wrote { stream, text } if stream == wanted => Some(pending.texts[text as usize].as_str()),
            _ => None,
        });
        texts.collect()
    };
    let (stdout, stderr) = (written(Stream::Stdout), written(Stream::Stderr));
    match end {
        End::Exited(status) => Ok(Outcome { stdout, stderr, status }),
        end => Err(format!("{end:?}\n{stdout}{stderr}")),
    }
}

fn own_programs() -> Vec<PathBuf> {
    programs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs"))
}

#[test]
fn own_programs_do_what_cpython_does() {
    assert!(own_programs().len() >= 18);
    let failures = failures(&own_programs(), 2, simulate);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The record of a program's first steps, so many at a time.
fn first_steps(path: &Path, python: PythonVersion, steps: u64, at_once: u64) -> Pending {
    let text = fs::read_to_string(path).unwrap_or_default();
    let settings = Settings { python, ..Settings::default() };
    let program = Program { filename: "prog.py".into(), text: text.into(), stdin: String::new(), seed: settings.seed };
    let mut pending = Pending::default();
    let Ok(mut world) = World::new(&program, &settings, &mut pending) else { return pending };
    while world.steps() < steps && world.end().is_none() {
        world.run((world.steps() + at_once).min(steps), &mut pending);
    }
    pending
}

#[test]
fn own_programs_are_the_same_step_by_step() {
    const STEPS: u64 = 12_000;
    for python in [PythonVersion::Py314, PythonVersion::Py314t] {
        let differ =
            |path: &Path| first_steps(path, python, STEPS, u64::MAX / 2) != first_steps(path, python, STEPS, 1);
        let differing: Vec<PathBuf> = own_programs().into_iter().filter(|path| differ(path)).collect();
        assert!(differing.is_empty(), "{python:?}: {differing:?}");
    }
}

#[test]
fn programs_of_the_corpus_do_what_cpython_did() {
    for folder in ["language", "threading", "futures", "multiprocessing", "asyncio"] {
        let paths = programs(&Path::new(CORPUS).join(folder));
        let failures = failures(&paths, 2, simulate);
        println!("{folder}: {} of {}", paths.len() - failures.len(), paths.len());
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

#[test]
fn recorded_outputs_are_what_the_installed_python_prints() {
    let Some(python) = python() else { return };
    for path in own_programs() {
        let output =
            Command::new(&python).arg("-P").arg(&path).env_remove("PYTHONUNBUFFERED").output().expect("python runs");
        let outcome = Outcome {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            status: output.status.code().unwrap_or(-1),
        };
        assert_eq!(corpus::difference(&outcome, &expected(&path)), None, "{}", path.display());
    }
}

/// A Python new enough to compare with, if one is installed.
fn python() -> Option<String> {
    let check = "import sys; sys.exit(sys.version_info < (3, 12))";
    let names = ["python3.14", "python3.13", "python3.12", "python3"];
    let fits =
        |name: &&str| Command::new(name).args(["-c", check]).output().is_ok_and(|output| output.status.success());
    names.into_iter().find(fits).map(str::to_owned)
}

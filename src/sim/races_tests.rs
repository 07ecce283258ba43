//! Programs with several possible results: whatever the seed and the schedule, no run has a result that is not among those
//! listed for where threads may lose the GIL.
//!
//! `tests/races`: `NAME.py` with `NAME.outcomes`, which lists the results by switch-point mode and says why.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::ids::ProcessId;
use crate::base::rng::Rng;
use crate::base::time::{Nanos, Picos};
use crate::lang::code::Op;
use crate::process::Program;
use crate::trace::event::{End, Fact, Stream};
use crate::trace::settings::{PythonVersion, Scale, Settings};

use super::costs::Range;
use super::oracle::Oracle;
use super::record::{Nowhere, Pending};
use super::world::{Progress, World};

/// What a run printed, and how it ended.
type Result = (String, String);

fn races() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/races");
    let mut races: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    races.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    races.sort();
    races
}

/// Where a thread may lose the GIL.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Mode {
    /// After any instruction.
    Any,
    /// Where the version looks at its eval breaker.
    Version,
}

/// The results listed for a mode of a version.
fn listed(path: &Path, python: PythonVersion, mode: Mode) -> BTreeSet<Result> {
    let text = std::fs::read_to_string(path.with_extension("outcomes")).unwrap();
    let lists: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
    let of_version = format!("eval_breaker_{}", python.name());
    let before_312 = python < PythonVersion::Py312 || python == PythonVersion::Py314t;
    let key = match mode {
        Mode::Version if lists.contains_key(&of_version) => of_version.as_str(),
        Mode::Version if !before_312 => "eval_breaker",
        _ => "any_bytecode",
    };
    let part = |outcome: &serde_json::Value, part: &str| outcome[part].as_str().unwrap().to_owned();
    lists[key].as_array().unwrap().iter().map(|outcome| (part(outcome, "stdout"), part(outcome, "end"))).collect()
}

/// The world in which a race is about to begin.
fn beginning(path: &Path, python: PythonVersion, mode: Mode) -> World {
    let text: Arc<str> = std::fs::read_to_string(path).unwrap().into();
    let program = Program { filename: "race.py".into(), text, stdin: String::new(), seed: 7 };
    let settings = Settings { python, scale: Scale::Slow, ..Settings::default() };
    let mut world = World::new(&program, &settings, &mut Nowhere).unwrap();
    if mode == Mode::Any {
        let machine = &mut world.main_mut().machine;
        let mut profile = (*machine.core.profile).clone();
        profile.switch_points.after = [true; Op::ALL.len()];
        profile.switch_points.after_specialised_call = true;
        machine.set_profile(Arc::new(profile));
    }
    world
}

/// Leaves to chance what the operating system does: when timed waits end and who is woken how late, within bounds or without.
fn leave_to_chance(world: &mut World, rng: &mut Rng) -> String {
    let fixed = |rng: &mut Rng| format!("{}={}", rng.below(60), rng.below(200_000));
    let mut schedule: Vec<String> = (0..rng.below(12)).map(|_| fixed(rng)).collect();
    schedule.sort();
    let (seed, schedule) = (rng.next_u64(), schedule.join(","));
    world.oracle = Oracle::new(seed, &schedule).unwrap();
    world.settings.cores = 1 + rng.below(4) as u32;
    world.settings.switch_interval = Nanos::from_micros([1, 1, 50, 400, 5_000][rng.below(5) as usize]);
    let longest = [0, 0, 0, 2_000, 20_000][rng.below(5) as usize];
    if longest > 0 {
        let range = Range { low: Nanos::ZERO, high: Nanos::from_micros(longest) };
        let costs = &mut world.costs;
        (costs.wake_up, costs.wake_up_soon, costs.thread_start) = (range, range, range);
    }
    format!("seed {seed}, schedule {schedule}, {} cores, at most {longest}", world.settings.cores)
}

/// Runs to the end. In the program's own lines a waiter's time may be over at any moment, and whoever has to give way then may
/// not come back for long.
fn result(world: &mut World, rng: &mut Rng) -> Result {
    let mut pending = Pending::default();
    let usual = world.costs.timer_slack;
    let pushy = rng.below(6);
    let end = loop {
        if let Progress::Over(end) = world.run(world.steps() + 1, &mut pending) {
            break end;
        }
        assert!(world.steps() < 300_000, "goes on for ever");
        // The main thread is in its own lines even while it starts another, so that it is left alone.
        let Some(runner) = world.next_thread().filter(|&runner| pushy > 0 && world.thread(runner).thread.0 > 0) else {
            continue;
        };
        let waiter = world.processes[ProcessId(0)].gil.signallable().first().copied();
        let in_own_lines = world.main().line(world.thread(runner).thread) > 0;
        if !world.has_gil {
            if in_own_lines && rng.below(1 + 2 * pushy) == 0 {
                world.spend(runner, Picos(rng.below(20_000_000_000)));
            }
            continue;
        }
        if waiter.is_some() && in_own_lines && rng.below(1 + pushy) == 0 {
            world.processes[ProcessId(0)].gil.drop_request = waiter;
            let longest = Nanos::from_micros(rng.below(100_000));
            world.costs.timer_slack = Range { low: longest, high: longest };
        } else if rng.below(8) == 0 {
            world.costs.timer_slack = usual;
        }
    };
    let printed = pending.events.iter().filter_map(|event| match event.fact {
        Fact::Wrote { stream: Stream::Stdout, text } => Some(pending.texts[text as usize].as_str()),
        _ => None,
    });
    let end = match end {
        End::Exited(status) => format!("exit {status}"),
        End::Deadlock(_) => "deadlock".to_owned(),
        other => format!("{other:?}"),
    };
    (printed.collect(), end)
}

/// Runs each race so many times, or more by the factor `RACES`; answers what was reached.
fn hold(python: PythonVersion, mode: Mode, times: u32) -> BTreeMap<String, BTreeSet<Result>> {
    let factor = std::env::var("RACES").ok().and_then(|factor| factor.parse().ok()).unwrap_or(1);
    let mut reached = BTreeMap::new();
    for path in races() {
        let listed = listed(&path, python, mode);
        let beginning = beginning(&path, python, mode);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut rng = Rng::new(11);
        let found: &mut BTreeSet<Result> = reached.entry(name.clone()).or_default();
        for _ in 0..times * factor {
            let mut world = beginning.clone();
            let chance = leave_to_chance(&mut world, &mut rng);
            let result = result(&mut world, &mut rng);
            assert!(listed.contains(&result), "{name} under {}, {mode:?}: {result:?} with {chance}", python.name());
            found.insert(result);
        }
        println!("{name} under {}, {mode:?}: {} of {} results", python.name(), found.len(), listed.len());
    }
    reached
}

#[test]
fn no_seed_and_no_schedule_gives_a_result_that_the_version_has_not() {
    use PythonVersion::{Py39, Py310, Py311, Py312, Py313, Py314, Py314t, Py315};
    for python in [Py39, Py310, Py311, Py312, Py313, Py315, Py314t] {
        hold(python, Mode::Version, 3);
    }
    hold(Py314, Mode::Version, 8);
}

#[test]
fn a_switch_after_any_instruction_gives_no_result_that_is_not_listed() {
    let reached = hold(PythonVersion::Py314, Mode::Any, 16);
    assert_eq!(reached["lost_update_once"].len(), 2, "both happen: {reached:?}");
    assert_eq!(reached["bank_check_then_act"].len(), 3, "all happen: {reached:?}");
    hold(PythonVersion::Py314t, Mode::Any, 4);
}

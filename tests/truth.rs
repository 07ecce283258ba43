//! Programs and what CPython makes of them: output and exit status must be the same.
//!
//! `tests/programs/NAME.py` with `NAME.out` (CPython's stdout) and `NAME.exit` (its status, where that is not 0) always run.
//! A larger corpus of the same form may lie beside the repository, in `../shared/truth`; of that, the programs listed in
//! [`PASSING`] must pass, and one that passes without being listed is reported, so that the list only grows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use pylanes::process::Program;
use pylanes::sim::record::Pending;
use pylanes::sim::world::{Progress, World, WorldError};
use pylanes::trace::event::{End, Fact, Stream};
use pylanes::trace::settings::Settings;

/// Programs of the larger corpus that pass.
const PASSING: &[&str] = &[
    "asyncio/unhandled_task_errors",
    "asyncio/threads_from_asyncio",
    "asyncio/queue_lifo_priority",
    "asyncio/coroutines_from_threads",
    "asyncio/context_variables",
    "asyncio/async_context_managers",
    "asyncio/async_comprehensions",
    "asyncio/as_completed_loop",
    "asyncio/async_generators",
    "asyncio/barrier_rendezvous",
    "asyncio/cancel_basics",
    "asyncio/cancel_propagation",
    "asyncio/chat_room",
    "asyncio/eager_tasks",
    "asyncio/etl_pipeline",
    "asyncio/event_and_condition",
    "asyncio/future_callbacks",
    "asyncio/gather_exceptions",
    "asyncio/gather_results",
    "asyncio/lock_fairness",
    "asyncio/loop_callbacks_order",
    "asyncio/queue_shutdown",
    "asyncio/queue_worker_pool",
    "asyncio/rate_limiter",
    "asyncio/retry_backoff",
    "asyncio/run_and_await",
    "asyncio/semaphore_limits",
    "asyncio/shield_from_cancel",
    "asyncio/single_flight_cache",
    "asyncio/task_group_basics",
    "asyncio/task_group_errors",
    "asyncio/task_interleaving",
    "asyncio/timeout_blocks",
    "asyncio/wait_for_timeouts",
    "asyncio/wait_variants",
    "futures/as_completed_order",
    "futures/build_graph_scheduler",
    "futures/cancel_and_callbacks",
    "futures/executor_basics",
    "futures/executor_lock_interplay",
    "futures/nested_waits",
    "futures/pool_initializer",
    "futures/process_pool_errors",
    "futures/process_pool_map",
    "futures/timeouts_and_errors",
    "futures/wait_conditions",
    "futures/word_count_mapreduce",
    "language/bank_account_classes",
    "language/bytes_bytearray",
    "language/closures_counter",
    "language/collections_tour",
    "language/comprehensions_nested",
    "language/context_manager_class",
    "language/contextlib_tools",
    "language/dataclass_inventory",
    "language/datetime_arithmetic",
    "language/decorators_stack",
    "language/descriptors_getattr",
    "language/division_modulo_rounding",
    "language/enum_states",
    "language/exceptions_chaining",
    "language/finally_ordering",
    "language/float_repr",
    "language/fstring_formats",
    "language/function_signatures",
    "language/generator_pipeline",
    "language/generator_send_throw_close",
    "language/itertools_recipes",
    "language/json_roundtrip",
    "language/linked_list_protocols",
    "language/list_methods",
    "language/match_commands",
    "language/mro_diamond",
    "language/random_seeded",
    "language/recursion_memo_fib",
    "language/scoping_global_del",
    "language/set_algebra",
    "language/shapes_abstract",
    "language/slicing_tricks",
    "language/sorting_keys",
    "language/star_args_forwarding",
    "language/string_methods",
    "language/sys_exit_code",
    "language/uncaught_exception",
    "language/unpacking_starred",
    "language/vector_operators",
    "language/walrus_loops",
    "language/yield_from_tree",
    "multiprocessing/crash_isolation",
    "multiprocessing/daemon_children",
    "multiprocessing/exit_codes",
    "multiprocessing/joinable_queue",
    "multiprocessing/manager_dict_list",
    "multiprocessing/no_shared_globals",
    "multiprocessing/pickling_rules",
    "multiprocessing/pipe_conversation",
    "multiprocessing/pool_async_callbacks",
    "multiprocessing/pool_error_propagation",
    "multiprocessing/pool_map_family",
    "multiprocessing/pool_worker_state",
    "multiprocessing/process_basics",
    "multiprocessing/process_subclass",
    "multiprocessing/queue_producers_consumers",
    "multiprocessing/shared_value_array",
    "multiprocessing/start_methods",
    "multiprocessing/sync_primitives",
    "threading/bank_transfer_locks",
    "threading/barrier_phases",
    "threading/bounded_buffer",
    "threading/condition_ping_pong",
    "threading/daemon_at_exit",
    "threading/dining_philosophers",
    "threading/event_start_gun",
    "threading/exception_in_thread",
    "threading/lock_safe_counter",
    "threading/lock_try_and_timeout",
    "threading/nondaemon_outlives_main",
    "threading/pipeline_stages",
    "threading/pool_by_hand",
    "threading/print_in_order",
    "threading/queue_limits",
    "threading/queue_shutdown",
    "threading/queue_workers_join",
    "threading/readers_writers",
    "threading/results_by_index",
    "threading/rlock_reentrant",
    "threading/semaphore_parking",
    "threading/thread_basics",
    "threading/thread_local_data",
    "threading/thread_subclass",
    "threading/timer_cancel",
    "threading/uncaught_in_thread_default_hook",
];

/// What a program came to.
#[derive(PartialEq, Debug)]
struct Outcome {
    stdout: String,
    status: i32,
}

fn simulate(path: &Path) -> Result<Outcome, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let settings = Settings { max_steps: 100_000_000, ..Settings::default() };
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
    match end {
        End::Exited(status) => Ok(Outcome { stdout: written(Stream::Stdout), status }),
        end => Err(format!("{end:?}\n{}{}", written(Stream::Stdout), written(Stream::Stderr))),
    }
}

fn expected(path: &Path) -> Option<Outcome> {
    let stdout = fs::read_to_string(path.with_extension("out")).ok()?;
    let status = fs::read_to_string(path.with_extension("exit")).ok();
    let status = status.and_then(|text| text.lines().next()?.trim().parse().ok()).unwrap_or(0);
    Some(Outcome { stdout, status })
}

/// The first line in which two texts differ.
fn difference(ours: &str, theirs: &str) -> String {
    let mut theirs = theirs.lines();
    for (number, ours) in (1..).zip(ours.lines()) {
        let expected = theirs.next();
        if expected != Some(ours) {
            return format!("line {number}:\n  ours    {ours}\n  CPython {}", expected.unwrap_or("(no more)"));
        }
    }
    theirs.next().map_or_else(|| "the end of the last line".to_owned(), |line| format!("missing: {line}"))
}

/// Why a program does not do what it should; none when it does.
fn failure(path: &Path, expected: &Outcome) -> Option<String> {
    match simulate(path) {
        Err(error) => Some(error),
        Ok(outcome) if outcome.stdout != expected.stdout => Some(difference(&outcome.stdout, &expected.stdout)),
        Ok(outcome) if outcome.status != expected.status => {
            Some(format!("exit status {} instead of {}", outcome.status, expected.status))
        }
        Ok(_) => None,
    }
}

/// The programs of a folder that have a recorded output, sorted.
fn programs(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut programs: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    programs.retain(|path| path.extension().is_some_and(|ext| ext == "py") && path.with_extension("out").exists());
    programs.sort();
    programs
}

fn own_programs() -> Vec<PathBuf> {
    programs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs"))
}

#[test]
fn own_programs_do_what_cpython_does() {
    let mut failures = Vec::new();
    for path in own_programs() {
        let expected = expected(&path).expect("listed because it has an output");
        if let Some(failure) = failure(&path, &expected) {
            failures.push(format!("{}: {failure}", path.display()));
        }
    }
    assert!(own_programs().len() >= 18);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn recorded_outputs_are_what_the_installed_python_prints() {
    let Some(python) = python() else { return };
    for path in own_programs() {
        let output = Command::new(&python).arg(&path).env_remove("PYTHONUNBUFFERED").output().expect("python runs");
        let outcome = Outcome {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            status: output.status.code().unwrap_or(-1),
        };
        assert_eq!(Some(outcome), expected(&path), "{}", path.display());
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

#[test]
fn listed_programs_of_the_corpus_pass() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/truth");
    let mut failures = Vec::new();
    let mut counts = String::new();
    for folder in ["language", "threading"] {
        let (mut passed, mut all) = (0, 0);
        for path in programs(&corpus.join(folder)) {
            let name = format!("{folder}/{}", path.file_stem().unwrap_or_default().to_string_lossy());
            let Some(expected) = expected(&path) else { continue };
            let is_listed = PASSING.contains(&name.as_str());
            all += 1;
            match failure(&path, &expected) {
                None => {
                    passed += 1;
                    if !is_listed {
                        println!("{name} passes: list it");
                    }
                }
                Some(failure) if is_listed => failures.push(format!("{name}: {failure}")),
                Some(failure) => println!("{name} fails: {failure}"),
            }
        }
        counts.push_str(&format!("{folder}: {passed} of {all}\n"));
    }
    println!("{counts}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

//! The example programs: their text, what they teach and what they open with.
//!
//! Each is a file of `www/examples/` that runs unchanged on CPython 3.11 and later. Ids are for links and never change.

use crate::i18n::{Phrase, examples as words};
use crate::link::{Tab, Unit};
use crate::trace::settings::{PythonVersion, Scale, Settings};

use super::action::Program;
use super::state::Landing;

/// A group of the menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    pub title: Phrase,
    pub examples: &'static [Example],
}

/// One example.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    pub id: &'static str,
    pub title: Phrase,
    /// One or two sentences.
    pub teaches: Phrase,
    pub source: &'static str,
    pub landing: Landing,
    pub tab: Tab,
    pub python: PythonVersion,
}

impl Example {
    /// The program to open. Slow motion, so that some dozen lines show switches.
    pub fn program(&self) -> Program {
        Program {
            example: Some(self.id.to_owned()),
            source: self.source.to_owned(),
            settings: Settings { scale: Scale::Slow, python: self.python, ..Settings::default() },
            landing: self.landing,
            unit: Unit::Line,
            tab: self.tab,
        }
    }

    const fn landing(self, landing: Landing) -> Self {
        Self { landing, ..self }
    }
    const fn tab(self, tab: Tab) -> Self {
        Self { tab, ..self }
    }
    const fn python(self, python: PythonVersion) -> Self {
        Self { python, ..self }
    }
}

/// The example with this id.
pub fn find(id: &str) -> Option<&'static Example> {
    all().find(|example| example.id == id)
}

/// Every example, in the order of the menu.
pub fn all() -> impl Iterator<Item = &'static Example> {
    GROUPS.iter().flat_map(|group| group.examples)
}

/// The menu.
pub const fn groups() -> &'static [Group] {
    GROUPS
}

/// The example's program, if there is such an example.
pub fn open(id: &str) -> Option<Program> {
    find(id).map(Example::program)
}

/// What the page opens on.
pub fn first() -> Program {
    GROUPS[0].examples[0].program()
}

/// `example!(id, FILE, TITLE, TEACHES)`
macro_rules! example {
    ($id:literal, $file:literal, $title:ident, $teaches:ident) => {
        Example {
            id: $id,
            title: words::$title,
            teaches: words::$teaches,
            source: include_str!(concat!("../../www/examples/", $file, ".py")),
            landing: Landing::Telling,
            tab: Tab::Stacks,
            python: PythonVersion::Py314,
        }
    };
}

static GROUPS: &[Group] = &[
    Group { title: words::GROUP_GIL, examples: GIL },
    Group { title: words::GROUP_SHARING, examples: SHARING },
    Group { title: words::GROUP_LIFE, examples: LIFE },
    Group { title: words::GROUP_LANGUAGE, examples: LANGUAGE },
    Group { title: words::GROUP_ASYNCIO, examples: ASYNCIO },
    Group { title: words::GROUP_PROCESSES, examples: PROCESSES },
    Group { title: words::GROUP_POOLS, examples: POOLS },
];

static GIL: &[Example] = &[
    example!("two-threads", "two_threads", TWO_THREADS, TWO_THREADS_TEACHES),
    example!("io-release", "io_release", IO_RELEASE, IO_RELEASE_TEACHES).landing(Landing::Line(7)),
    example!("three-sleeps", "three_sleeps", THREE_SLEEPS, THREE_SLEEPS_TEACHES).landing(Landing::Line(7)),
    example!("convoy", "convoy", CONVOY, CONVOY_TEACHES),
    example!("native-release", "native_release", NATIVE_RELEASE, NATIVE_RELEASE_TEACHES),
    example!("free-threaded", "free_threaded", FREE_THREADED, FREE_THREADED_TEACHES)
        .landing(Landing::End)
        .python(PythonVersion::Py314t),
];

static SHARING: &[Example] = &[
    example!("lost-update", "lost_update", LOST_UPDATE, LOST_UPDATE_TEACHES).tab(Tab::Variables),
    example!("lost-update-fixed", "lost_update_fixed", LOST_UPDATE_FIXED, LOST_UPDATE_FIXED_TEACHES).tab(Tab::Locks),
    example!("deadlock", "deadlock", DEADLOCK, DEADLOCK_TEACHES).tab(Tab::Locks),
    example!("deadlock-fixed", "deadlock_fixed", DEADLOCK_FIXED, DEADLOCK_FIXED_TEACHES)
        .landing(Landing::Line(10))
        .tab(Tab::Locks),
    example!("rlock", "rlock", RLOCK, RLOCK_TEACHES).landing(Landing::Line(14)).tab(Tab::Locks),
    example!("condition", "condition", CONDITION, CONDITION_TEACHES).landing(Landing::Line(24)).tab(Tab::Locks),
    example!("semaphore", "semaphore", SEMAPHORE, SEMAPHORE_TEACHES).landing(Landing::Line(12)).tab(Tab::Locks),
    example!("thread-queue", "thread_queue", THREAD_QUEUE, THREAD_QUEUE_TEACHES)
        .landing(Landing::Line(16))
        .tab(Tab::Variables),
];

static LIFE: &[Example] = &[
    example!("join", "join", JOIN, JOIN_TEACHES).landing(Landing::Line(15)),
    example!("thread-exception", "thread_exception", THREAD_EXCEPTION, THREAD_EXCEPTION_TEACHES).tab(Tab::Output),
    example!("daemon", "daemon", DAEMON, DAEMON_TEACHES).landing(Landing::End).tab(Tab::Output),
    example!("late-binding", "late_binding", LATE_BINDING, LATE_BINDING_TEACHES).landing(Landing::End).tab(Tab::Output),
];

static LANGUAGE: &[Example] =
    &[example!("generator-pipeline", "generator_pipeline", GENERATOR_PIPELINE, GENERATOR_PIPELINE_TEACHES)
        .landing(Landing::Start)];

static ASYNCIO: &[Example] = &[
    example!("async-gather", "async_gather", ASYNC_GATHER, ASYNC_GATHER_TEACHES).tab(Tab::Loop),
    example!("async-blocking", "async_blocking", ASYNC_BLOCKING, ASYNC_BLOCKING_TEACHES).tab(Tab::Loop),
    example!("async-race", "async_race", ASYNC_RACE, ASYNC_RACE_TEACHES).tab(Tab::Variables),
    example!("async-queue", "async_queue", ASYNC_QUEUE, ASYNC_QUEUE_TEACHES).tab(Tab::Loop),
    example!("async-taskgroup", "async_taskgroup", ASYNC_TASKGROUP, ASYNC_TASKGROUP_TEACHES).tab(Tab::Loop),
    example!("async-cancel", "async_cancel", ASYNC_CANCEL, ASYNC_CANCEL_TEACHES)
        .landing(Landing::Line(16))
        .tab(Tab::Loop),
    example!("async-timeout", "async_timeout", ASYNC_TIMEOUT, ASYNC_TIMEOUT_TEACHES).tab(Tab::Loop),
    example!("async-to-thread", "async_to_thread", ASYNC_TO_THREAD, ASYNC_TO_THREAD_TEACHES),
    example!("async-chat", "async_chat", ASYNC_CHAT, ASYNC_CHAT_TEACHES).landing(Landing::Line(13)).tab(Tab::Loop),
    example!("async-rate-limit", "async_rate_limit", ASYNC_RATE_LIMIT, ASYNC_RATE_LIMIT_TEACHES)
        .landing(Landing::Line(18))
        .tab(Tab::Loop),
    example!("async-processes", "async_processes", ASYNC_PROCESSES, ASYNC_PROCESSES_TEACHES),
];

static PROCESSES: &[Example] = &[
    example!("process-pool-map", "process_pool_map", PROCESS_POOL_MAP, PROCESS_POOL_MAP_TEACHES),
    example!("process-no-sharing", "process_no_sharing", PROCESS_NO_SHARING, PROCESS_NO_SHARING_TEACHES)
        .tab(Tab::Variables),
    example!("process-queue", "process_queue", PROCESS_QUEUE, PROCESS_QUEUE_TEACHES),
    example!("process-pipe", "process_pipe", PROCESS_PIPE, PROCESS_PIPE_TEACHES),
    example!("process-shared-value", "process_shared_value", PROCESS_SHARED_VALUE, PROCESS_SHARED_VALUE_TEACHES),
    example!("process-crash", "process_crash", PROCESS_CRASH, PROCESS_CRASH_TEACHES),
    example!("process-pickling", "process_pickling", PROCESS_PICKLING, PROCESS_PICKLING_TEACHES),
];

static POOLS: &[Example] = &[
    example!("thread-pool", "thread_pool", THREAD_POOL, THREAD_POOL_TEACHES),
    example!("process-pool", "process_pool", PROCESS_POOL, PROCESS_POOL_TEACHES),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_name_their_files() {
        let ids: BTreeSet<&str> = all().map(|example| example.id).collect();
        assert_eq!(ids.len(), all().count());
        assert!(ids.len() >= 24);
        for example in all() {
            let file = format!("{}/www/examples/{}.py", env!("CARGO_MANIFEST_DIR"), example.id.replace('-', "_"));
            assert_eq!(std::fs::read_to_string(&file).ok().as_deref(), Some(example.source), "{file}");
        }
    }

    #[test]
    fn programs_are_small_enough_to_read() {
        for example in all() {
            let n_lines = example.source.lines().count();
            assert!((5..=40).contains(&n_lines), "{}: {n_lines} lines", example.id);
            assert!(example.source.lines().all(|line| line.len() <= 100), "{}", example.id);
        }
    }

    #[test]
    fn the_page_opens_on_something_that_runs() {
        assert!(find("two-threads").is_some());
        assert_eq!(first().example.as_deref(), Some("two-threads"));
        assert_eq!(open("no-such-example"), None);
    }
}

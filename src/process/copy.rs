//! New processes: a copy of one that runs (fork), or a new interpreter (spawn, forkserver).
//!
//! Source: `fork(2)`, `Modules/posixmodule.c` (`PyOS_AfterFork_Child`), `Lib/multiprocessing/spawn.py` of CPython 3.14. After a
//! fork only the thread that forked is left, and it is the main thread; locks stay as the others left them.
//! Gap: a new interpreter starts with the library's modules not imported, but importing takes no time (see `costs.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::start::BOOTED;
use super::{Activity, Process, Program};
use crate::base::ids::{ProcessId, ThreadId};
use crate::base::rng::Rng;
use crate::lang::Source;
use crate::vm::machine::Machine;
use crate::vm::profile::Profile;

/// What a new interpreter runs as `__main__`.
const SPAWN_MAIN: &str = "from multiprocessing.spawn import spawn_main\nspawn_main(_payload)\n";

impl Process {
    /// The child of a fork by this thread, which has yet to be answered there.
    pub fn forked(&mut self, thread: ThreadId, id: ProcessId) -> Process {
        self.machine.freeze();
        let mut child = self.clone();
        child.id = id;
        child.main = thread;
        child.status = None;
        child.ending = super::Ending::Not;
        child.lock_numbers = BTreeMap::new();
        child.lock_names = Vec::new();
        child.entropy = Rng::new(u64::from(id.0) ^ 0x666f_726b);
        for other in child.threads.ids().filter(|&other| other != thread) {
            if let Activity::Lock { lock, .. } = child.threads[other].activity
                && let Some(waiters) = child.machine.lock_waiters(lock)
            {
                waiters.clear();
            }
            child.threads[other].activity = Activity::Ended;
            child.machine.kill(other);
        }
        child.threads[thread].daemon = false;
        child
    }

    /// A new interpreter that calls `multiprocessing.spawn.spawn_main(payload)`. `None` if that does not compile.
    pub fn fresh(&self, payload: &Arc<[u8]>, id: ProcessId) -> Option<Process> {
        let (filename, text) = (Arc::clone(&self.filename), Arc::clone(&self.source));
        let mut child = Process::interpreter(&self.machine.core.profile, (filename, text), payload, id)?;
        (child.cpu_count, child.latency) = (self.cpu_count, self.latency);
        Some(child)
    }

    /// As [`Process::fresh`], where no parent is at hand: `main` is the user's file and its text.
    pub fn interpreter(
        profile: &Arc<Profile>,
        main: (Arc<str>, Arc<str>),
        payload: &Arc<[u8]>,
        id: ProcessId,
    ) -> Option<Process> {
        let mut machine: Machine = BOOTED.clone().ok()?;
        machine.set_profile(Arc::clone(profile));
        let source = Source { filename: "<string>".into(), text: SPAWN_MAIN.into(), hidden: false };
        let code = machine.compile(&source).ok()?;
        let program =
            Program { filename: main.0, text: main.1, stdin: String::new(), seed: u64::from(id.0) ^ 0x0073_7061_776e };
        let mut process = Process::of(machine, code, &program);
        let value = process.machine.core.heap.bytes_value(Arc::clone(payload));
        process.machine.core.module_set(process.main_module, "_payload", value);
        (process.id, process.switch_interval) = (id, None);
        Some(process)
    }
}

//! What sharing costs without a GIL: objects that threads on different cores change in turn.
//!
//! Every built-in container, and every object with attributes, has a lock of its own, held while an operation changes it. Whoever
//! comes meanwhile waits until that is done; whoever comes next from another core has to get lock and content across first.
//! So threads that keep to themselves run side by side, and threads that all change one list take turns, and slower ones.
//!
//! Sources: PEP 703; `Python/critical_section.c`, `Python/lock.c` (`PyMutex`), `Objects/listobject.c` and `dictobject.c` of 3.14.
//! Gaps: reading takes no lock there, and costs nothing more here, nor do reference counts of shared objects; a waiter spins, it
//! never sleeps. [`ACROSS`] is what moving two cache lines between cores of one socket usually takes; it was not measured of 3.14t.

use std::collections::BTreeMap;

use crate::base::time::Picos;
use crate::trace::settings::Scale;
use crate::vm::value::Obj;

use super::costs;
use super::world::{Runner, World};

/// From one core to another: the line with the lock and one with the content.
const ACROSS: Picos = Picos(80_000);
/// Objects remembered at most; then all are forgotten, which saves a few threads one crossing each.
const MAX_REMEMBERED: usize = 4_096;

/// Who changed which object last, in one process without a GIL.
#[derive(Clone, Debug, Default)]
pub struct Sharing {
    last: BTreeMap<Obj, Change>,
}

#[derive(Clone, Copy, Debug)]
struct Change {
    by: Runner,
    until: Picos,
}

impl Sharing {
    /// A thread changes an object from `start` to `end`. Answers by how much later it is done, since others changed it before.
    fn change(&mut self, object: Obj, by: Runner, start: Picos, end: Picos, across: Picos) -> Picos {
        let late = match self.last.get(&object) {
            Some(last) if last.by != by => last.until.saturating_sub(start).saturating_add(across),
            _ => Picos::ZERO,
        };
        if self.last.len() >= MAX_REMEMBERED {
            self.last.clear();
        }
        self.last.insert(object, Change { by, until: end.saturating_add(late) });
        late
    }
}

impl World {
    /// Whether another core executes a thread of the same process, so that what this one changes is to be looked at,
    /// instruction by instruction. That depends on virtual time alone, as everything must.
    pub(super) fn is_side_by_side(&self, runner: Runner) -> bool {
        let process = self.threads[runner].process;
        let other = |&(_, other): &(Picos, Runner)| other != runner && self.threads[other].process == process;
        !self.has_gil && self.settings.cores > 1 && self.executing.iter().any(other)
    }
    /// How much longer than by itself a thread took for the instruction that it executed from `start` to `end`, for other cores.
    pub(super) fn late_by_sharing(&mut self, runner: Runner, start: Picos, end: Picos) -> Picos {
        let process = &mut self.processes[self.threads[runner].process];
        let Some(object) = process.process.machine.take_changed() else { return Picos::ZERO };
        let across = match self.settings.scale {
            Scale::Slow => Picos(ACROSS.0 * u64::from(costs::SLOW_MOTION)),
            Scale::Real => ACROSS,
        };
        process.sharing.change(object, runner, start, end, across)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_with;
    use super::*;
    use crate::base::time::Nanos;
    use crate::trace::settings::{PythonVersion, Settings};

    fn late(sharing: &mut Sharing, object: u32, by: u32, start: u64, end: u64) -> u64 {
        sharing.change(Obj(object), Runner(by), Picos(start), Picos(end), Picos(100)).0
    }

    #[test]
    fn whoever_changes_its_own_objects_is_never_late() {
        let mut sharing = Sharing::default();
        assert_eq!([late(&mut sharing, 1, 0, 0, 10), late(&mut sharing, 1, 0, 5, 15)], [0, 0]);
        assert_eq!(late(&mut sharing, 2, 1, 5, 15), 0);
    }

    #[test]
    fn another_core_waits_for_the_operation_and_for_the_memory() {
        let mut sharing = Sharing::default();
        late(&mut sharing, 1, 0, 0, 10);
        assert_eq!(late(&mut sharing, 1, 1, 4, 14), 6 + 100);
        assert_eq!(late(&mut sharing, 1, 0, 500, 510), 100);
    }

    /// How long two threads take that append to lists, `lists` of them.
    fn appending(lists: u32) -> Nanos {
        let settings = Settings { python: PythonVersion::Py314t, cores: 2, ..Settings::default() };
        let text = format!(
            "import threading\nlists = [[] for _ in range({lists})]\ndef work(items):\n    for i in range(20_000): \
             items.append(i)\nthreads = [threading.Thread(target=work, args=(lists[i % {lists}],)) for i in range(2)]\n\
             for t in threads: t.start()\nfor t in threads: t.join()\n"
        );
        run_with(&text, &settings).makespan
    }

    #[test]
    fn one_list_for_two_threads_takes_longer_than_two() {
        let (one, two) = (appending(1), appending(2));
        assert!(one.0 * 20 > two.0 * 23, "{one:?} with one list, {two:?} with two");
    }
}

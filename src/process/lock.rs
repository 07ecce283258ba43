//! Waiting for locks, waking, and which lock is which.
//!
//! Source: `Python/lock.c` (PyMutex) of CPython 3.14. Waiters are woken first come, first served; a woken one tries again and
//! may find that a running thread was quicker (barging), in which case it goes to the end of the queue. One that has waited
//! longer than a millisecond is handed the lock by whoever frees it. Locks up to 3.12, and RLocks up to 3.13, are POSIX semaphores
//! (`Python/thread_pthread.h`), which never hand over: a thread that computes can have one again and again.

use super::{Activity, Happened, Process, Waiting};
use crate::base::ids::ThreadId;
use crate::base::time::Nanos;
use crate::vm::object::Object;
use crate::vm::value::{Obj, Value};

/// After so long a wait the lock is handed over (`TIME_TO_BE_FAIR_NS`).
const FAIR_AFTER: Nanos = Nanos::from_millis(1);

impl Process {
    /// The thread that has a lock.
    pub fn lock_owner(&self, lock: Obj) -> Option<ThreadId> {
        match self.machine.core.heap.get(lock) {
            Object::Lock(data) if data.locked => data.owner,
            _ => None,
        }
    }

    /// The lock's number, and the news of its name when it is seen for the first time.
    pub(super) fn lock_number(&mut self, lock: Obj, thread: ThreadId, happened: &mut Vec<Happened>) -> u32 {
        if let Some(&number) = self.lock_numbers.get(&lock) {
            return number;
        }
        let number = self.lock_names.len() as u32;
        let name = self.name_of_lock(lock, thread).unwrap_or_else(|| format!("lock-{}", number + 1));
        self.lock_numbers.insert(lock, number);
        self.lock_names.push(name.clone());
        happened.push(Happened::LockNamed { lock: number, name });
        number
    }

    /// How the program calls a lock: by a global name, an attribute of a global, a local name, or the library class whose
    /// inner lock it is.
    fn name_of_lock(&self, lock: Obj, thread: ThreadId) -> Option<String> {
        let heap = &self.machine.core.heap;
        let is_lock = |value: Value| value.obj() == Some(lock);
        let text = |key: Value| heap.as_str(key).map(|name| name.as_str().to_owned());
        let Object::Module { dict, .. } = *heap.get(self.main_module) else { return None };
        let globals = heap.as_dict(Value::Obj(dict))?;
        if let Some(entry) = globals.iter().find(|entry| is_lock(entry.value)) {
            return text(entry.key);
        }
        let frames = self.machine.frames(thread);
        let user = frames.iter().rev().find(|frame| !frame.hidden && frame.filename == self.filename);
        if let Some((name, _)) = user.and_then(|frame| frame.locals.iter().find(|(_, value)| is_lock(*value))) {
            return Some(name.to_string());
        }
        for entry in globals.iter() {
            if let Some(attribute) = self.attribute_that_is(entry.value, lock) {
                return Some(format!("{}.{attribute}", text(entry.key)?));
            }
        }
        if let Some((owner, attribute)) = user.and_then(|frame| {
            frame.locals.iter().find_map(|(name, value)| Some((name, self.attribute_that_is(*value, lock)?)))
        }) {
            return Some(format!("{owner}.{attribute}"));
        }
        // `Condition.wait`, `Queue.get`: the library function nearest to the user's code.
        let place = frames.iter().rposition(|frame| !frame.hidden && frame.filename == self.filename)?;
        let library = frames[place + 1..].iter().find(|frame| !frame.hidden)?;
        Some(library.function.split('.').next().unwrap_or("lock").to_owned())
    }

    fn attribute_that_is(&self, owner: Value, lock: Obj) -> Option<String> {
        let attributes = self.machine.attributes(owner);
        attributes.into_iter().find(|(_, value)| value.obj() == Some(lock)).map(|(name, _)| name.to_string())
    }

    /// A thread asks for a lock that is taken: it has it at once after all, or waits.
    pub(super) fn wait_for_lock(
        &mut self,
        thread: ThreadId,
        lock: Obj,
        now: Nanos,
        happened: &mut Vec<Happened>,
    ) -> Option<Waiting> {
        if self.machine.lock_is_free(lock) {
            self.machine.lock_acquire(lock, thread);
            if self.is_in_program(thread) {
                let lock = self.lock_number(lock, thread, happened);
                happened.push(Happened::LockTaken { lock, waited: Nanos::ZERO });
            }
            self.machine.resume(thread, Ok(Value::Bool(true)));
            return None;
        }
        if let Some(waiters) = self.machine.lock_waiters(lock) {
            waiters.push(thread);
        }
        self.threads[thread].activity = Activity::Lock { lock, since: now, woken: false };
        let number = self.lock_number(lock, thread, happened);
        let owner = self.lock_owner(lock);
        Some(self.starting(thread).unwrap_or(Waiting::Lock { lock: number, owner }))
    }

    /// Whether a wait is `Thread.start()`'s for its new thread, the last one started.
    fn starting(&self, thread: ThreadId) -> Option<Waiting> {
        let frames = self.machine.frames(thread);
        let starts = frames.iter().any(|frame| &*frame.function == "Thread.start" && frame.filename != self.filename);
        let newest = self.threads.ids().next_back().filter(|&newest| newest != thread)?;
        starts.then_some(Waiting::Start(newest))
    }

    /// The program's own code runs, not the library's.
    fn is_in_program(&self, thread: ThreadId) -> bool {
        let code = self.machine.current_line(thread).map(|(code, _)| self.machine.codes().get(code));
        code.is_some_and(|code| code.filename == self.filename)
    }

    /// A lock was freed: the first of its waiters is to hear of it.
    pub(super) fn lock_freed(&mut self, thread: ThreadId, lock: Obj, now: Nanos, happened: &mut Vec<Happened>) {
        let Some(&next) = self.machine.lock_waiters(lock).and_then(|waiters| waiters.first()) else {
            if self.is_in_program(thread) {
                let lock = self.lock_number(lock, thread, happened);
                happened.push(Happened::LockLeft { lock });
            }
            return;
        };
        let number = self.lock_number(lock, thread, happened);
        let Activity::Lock { since, woken, .. } = self.threads[next].activity else { return };
        if woken {
            // It is on its way already.
            return happened.push(Happened::LockLeft { lock: number });
        }
        if now.saturating_sub(since) > FAIR_AFTER && self.hands_over(lock) {
            self.give_lock(next, lock);
            happened.push(Happened::LockHandedOver { lock: number, to: next });
        } else {
            self.threads[next].activity = Activity::Lock { lock, since, woken: true };
            happened.push(Happened::LockFreed { lock: number, next });
        }
    }

    fn hands_over(&self, lock: Obj) -> bool {
        let reentrant = matches!(self.machine.core.heap.get(lock), Object::Lock(data) if data.reentrant);
        self.machine.core.profile.version >= if reentrant { (3, 14, 0) } else { (3, 13, 0) }
    }

    fn give_lock(&mut self, thread: ThreadId, lock: Obj) {
        if let Some(waiters) = self.machine.lock_waiters(lock) {
            waiters.retain(|&waiter| waiter != thread);
        }
        self.machine.lock_acquire(lock, thread);
        self.machine.resume(thread, Ok(Value::Bool(true)));
        self.threads[thread].activity = Activity::Runnable;
    }

    /// A thread woken for a lock tries it again, without the GIL. True when it has it and can run; else it waits on.
    pub fn retry(&mut self, thread: ThreadId) -> bool {
        let Activity::Lock { lock, since, woken: true } = self.threads[thread].activity else {
            return self.threads[thread].activity == Activity::Runnable;
        };
        if self.machine.lock_is_free(lock) {
            self.give_lock(thread, lock);
            return true;
        }
        self.threads[thread].activity = Activity::Lock { lock, since, woken: false };
        if let Some(waiters) = self.machine.lock_waiters(lock) {
            waiters.retain(|&waiter| waiter != thread);
            waiters.push(thread);
        }
        false
    }

    /// The time until which a thread waited has come: it can run, unless it had been woken already.
    pub fn timed_out(&mut self, thread: ThreadId) {
        let answer = match self.threads[thread].activity {
            // Woken for a lock and late: it looks a last time, since nobody else was woken.
            Activity::Lock { lock, woken: true, .. } if self.machine.lock_is_free(lock) => {
                return self.give_lock(thread, lock);
            }
            Activity::Lock { lock, .. } => {
                if let Some(waiters) = self.machine.lock_waiters(lock) {
                    waiters.retain(|&waiter| waiter != thread);
                }
                Value::Bool(false)
            }
            Activity::Sleeping => Value::None,
            Activity::Joining(_) => Value::Bool(false),
            Activity::Runnable | Activity::ShuttingDown(_) | Activity::Kernel | Activity::Ended => return,
        };
        self.machine.resume(thread, Ok(answer));
        self.threads[thread].activity = Activity::Runnable;
    }
}

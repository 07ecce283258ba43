//! Raising an exception in another thread, wherever that one is: what a signal's handler raises reaches the main thread so.
//!
//! Sources: `Modules/signalmodule.c`, PEP 475. CPython runs a handler in the main thread and resumes what it had interrupted;
//! here the handler runs in a thread of its own (`lib/_threads.py`), and only what it raises is taken to the main thread.
//! Gaps: the main thread may go on while a handler runs; one that computes without the GIL is interrupted afterwards, one that
//! waits for others at the end of the program not at all.

use super::{Activity, Happened, Process};
use crate::base::ids::ThreadId;
use crate::vm::builtins::thread::{ident, thread_of};
use crate::vm::types;
use crate::vm::value::{Obj, Value};

impl Process {
    /// The exception is kept alive by whoever asks for it.
    pub(super) fn interrupt(&mut self, ident: Value, exc: Obj, happened: &mut Vec<Happened>) -> Value {
        let Some(thread) = self.machine.core.heap.as_i64(ident).and_then(thread_of) else { return Value::Bool(false) };
        let Some(activity) = self.threads.get(thread).map(|thread| thread.activity) else { return Value::Bool(false) };
        match activity {
            Activity::Ended | Activity::ShuttingDown(_) => return Value::Bool(false),
            Activity::Runnable => {
                if !self.machine.throw_in(thread, exc) {
                    self.interrupts.insert(thread, exc);
                }
            }
            Activity::Kernel => {
                self.interrupts.insert(thread, exc);
                happened.push(Happened::Woke(thread));
            }
            Activity::Lock { lock, .. } => {
                if let Some(waiters) = self.machine.lock_waiters(lock) {
                    waiters.retain(|&waiter| waiter != thread);
                }
                self.stop_waiting(thread, exc, happened);
            }
            Activity::Sleeping | Activity::Joining(_) => self.stop_waiting(thread, exc, happened),
        }
        Value::Bool(true)
    }
    /// `SIGINT` has come, which has CPython's own handler: raises KeyboardInterrupt in the main thread, the one returned.
    pub fn keyboard_interrupt(&mut self, happened: &mut Vec<Happened>) -> ThreadId {
        let exc = self.machine.core.new_exception(types::KEYBOARD_INTERRUPT, &[]);
        if let Some(sys) = self.machine.find_module("sys") {
            self.machine.core.module_set(sys, "_interrupt", Value::Obj(exc));
        }
        self.interrupt(Value::Int(ident(self.main.0)), exc, happened);
        self.main
    }
    fn stop_waiting(&mut self, thread: ThreadId, exc: Obj, happened: &mut Vec<Happened>) {
        self.raised(thread, exc);
        happened.push(Happened::Woke(thread));
    }

    /// Whether an exception is to be raised in the thread instead of the answer that it waits for.
    pub fn is_interrupted(&self, thread: ThreadId) -> bool {
        self.interrupts.contains_key(&thread)
    }
}

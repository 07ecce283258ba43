//! The end of threads and of the process: uncaught exceptions, exit statuses, what is called at the end, waiting for the
//! threads that are left.
//!
//! Source: `Python/pythonrun.c` (`handle_system_exit`), `Python/pylifecycle.c` (`Py_FinalizeEx`) of CPython 3.14.

use std::sync::Arc;

use super::{Activity, Ending, Happened, Process, Then, Waiting};
use crate::base::ids::ThreadId;
use crate::base::kinds::Stream;
use crate::vm::object::Object;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

impl Process {
    /// A thread's outermost frame returned, or an exception left it.
    pub(super) fn thread_over(&mut self, thread: ThreadId, raised: Option<Obj>, happened: &mut Vec<Happened>) -> Then {
        if thread == self.main {
            if let Some(exc) = raised
                && self.call_excepthook(exc)
            {
                return Then::GoesOn;
            }
            let status = raised.map_or(0, |exc| self.main_raised(exc, happened));
            if raised.is_some() && self.ending == Ending::Not {
                self.status = Some(status);
            }
            self.status.get_or_insert(status);
            return self.go_on_ending();
        }
        if let Some(exc) = raised
            && !self.machine.core.is_instance(Value::Obj(exc), types::SYSTEM_EXIT)
        {
            let text = format!("Exception ignored in thread started by:\n{}", self.machine.format_exception(exc));
            self.uncaught(text, happened);
        }
        self.threads[thread].activity = Activity::Ended;
        for other in self.threads.ids() {
            match self.threads[other].activity {
                Activity::Joining(joined) if joined == thread => {
                    self.machine.resume(other, Ok(Value::Bool(true)));
                    self.threads[other].activity = Activity::Runnable;
                    happened.push(Happened::Woke(other));
                }
                Activity::ShuttingDown(joined) if joined == thread => {
                    self.threads[other].activity = Activity::Runnable;
                    happened.push(Happened::Woke(other));
                }
                _ => {}
            }
        }
        Then::Ended
    }

    /// The main thread is through with its program, or with one of the functions that are called at the end.
    fn go_on_ending(&mut self) -> Then {
        match self.ending {
            Ending::Not => {
                self.ending = Ending::Pools;
                self.call_at_end("threading", "_atexit_calls", "_shutdown").unwrap_or_else(|| self.go_on_ending())
            }
            Ending::Pools => {
                self.ending = Ending::Threads;
                self.wait_for_others()
            }
            Ending::Threads => {
                self.ending = Ending::Handlers;
                self.call_at_end("atexit", "_calls", "_run_exitfuncs").unwrap_or_else(|| self.go_on_ending())
            }
            Ending::Handlers => {
                self.ending = Ending::Finalizers;
                let Some(finalizer) = self.machine.finalizer() else { return self.go_on_ending() };
                self.machine.revive(self.main, finalizer, &[]);
                self.threads[self.main].activity = Activity::Runnable;
                Then::GoesOn
            }
            Ending::Finalizers => {
                self.threads[self.main].activity = Activity::Ended;
                Then::Exited(self.status.unwrap_or(0))
            }
        }
    }

    /// Lets the main thread call a module's function, if the module is imported and its list is not empty.
    fn call_at_end(&mut self, module: &str, list: &str, function: &str) -> Option<Then> {
        let list = self.attribute(module, list)?;
        if self.machine.core.heap.as_list(list)?.is_empty() {
            return None;
        }
        let function = self.attribute(module, function)?;
        self.machine.revive(self.main, function, &[]);
        self.threads[self.main].activity = Activity::Runnable;
        Some(Then::GoesOn)
    }

    /// The main thread is through: waits for the next thread that is no daemon, or ends the process.
    pub(super) fn wait_for_others(&mut self) -> Then {
        let left = self
            .threads
            .iter_enumerated()
            .find(|(id, thread)| *id != self.main && !thread.daemon && thread.activity != Activity::Ended);
        match left.map(|(id, _)| id) {
            Some(other) => {
                self.threads[self.main].activity = Activity::ShuttingDown(other);
                Then::Waits { waiting: Waiting::Join(other), at_most: None }
            }
            None => self.go_on_ending(),
        }
    }
    /// The main thread has nothing to run but waits for others.
    pub(super) fn is_shutting_down(&self) -> bool {
        self.ending == Ending::Threads
    }

    /// Lets the main thread call `sys.excepthook` of what its program has raised, if the program has set one.
    fn call_excepthook(&mut self, exc: Obj) -> bool {
        let is_first = self.ending == Ending::Not && self.status.is_none();
        if !is_first || self.machine.core.is_instance(Value::Obj(exc), types::SYSTEM_EXIT) {
            return false;
        }
        let (own, default) = (self.attribute("sys", "excepthook"), self.attribute("_sys", "excepthook"));
        let Some(hook) = own.filter(|own| default.is_none_or(|default| !own.is(default))) else { return false };
        self.status = Some(1);
        let class = Value::Obj(self.machine.core.class_of(Value::Obj(exc)));
        let traceback = self.machine.core.new_traceback(exc);
        self.machine.revive(self.main, hook, &[class, Value::Obj(exc), traceback]);
        self.threads[self.main].activity = Activity::Runnable;
        true
    }
    /// A module's attribute, if the module is imported and has it.
    fn attribute(&mut self, module: &str, name: &str) -> Option<Value> {
        let module = self.machine.find_module(module)?;
        let Object::Module { dict, .. } = *self.machine.core.heap.get(module) else { return None };
        let name = self.machine.core.intern(name);
        self.machine.core.dict_get_name(Value::Obj(dict), name)
    }

    /// Text for stderr and the exit status that an exception in the main thread means.
    fn main_raised(&mut self, exc: Obj, happened: &mut Vec<Happened>) -> i32 {
        if !self.machine.core.is_instance(Value::Obj(exc), types::SYSTEM_EXIT) {
            let text = self.machine.format_exception(exc);
            self.uncaught(text, happened);
            let interrupted = self.machine.core.is_instance(Value::Obj(exc), types::KEYBOARD_INTERRUPT);
            return if interrupted { 130 } else { 1 };
        }
        let args = self.machine.core.heap.as_exception(Value::Obj(exc)).map(|exc| exc.args);
        let items =
            args.and_then(|args| self.machine.core.heap.as_tuple(args)).map(<[Value]>::to_vec).unwrap_or_default();
        match items[..] {
            [] | [Value::None] => 0,
            [code] => match self.machine.core.heap.as_i64(code) {
                Some(code) => (code & 0xff) as i32,
                None => {
                    let text = self.machine.text_of(code);
                    happened.push(Happened::Wrote { stream: Stream::Stderr, text: format!("{text}\n").into() });
                    1
                }
            },
            _ => {
                let text = self.machine.text_of(args.unwrap_or(Value::None));
                happened.push(Happened::Wrote { stream: Stream::Stderr, text: format!("{text}\n").into() });
                1
            }
        }
    }

    /// Writes a traceback and notes its last line.
    pub(super) fn uncaught(&mut self, text: String, happened: &mut Vec<Happened>) {
        let last = text.trim_end().lines().next_back().unwrap_or("").to_owned();
        happened.push(Happened::Wrote { stream: Stream::Stderr, text: Arc::from(text) });
        happened.push(Happened::Uncaught(last));
    }
}

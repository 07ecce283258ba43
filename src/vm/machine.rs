//! One Python process's memory and interpreter state, and the ways to drive it.
//!
//! A driver spawns threads, lets one run for some fuel, answers effects, and asks what frames look like. It decides who runs
//! and when; the machine knows no clock, no scheduler and no core.

use std::sync::Arc;

use super::cache::Caches;
use super::code_table::CodeTable;
use super::core::Core;
use super::effect::Effect;
use super::exec::Exec;
use super::frame::{Frame, OnReturn};
use super::object::Object;
use super::profile::Profile;
use super::thread::{End, PyThread};
use super::value::{MaybeObj, Obj, Value};
use super::work::Product;
use crate::base::ids::{CodeId, IndexVec, ThreadId};
use crate::base::time::Picos;
use crate::lang::code::{Code, CodeStore};

/// A machine: a value, `Clone + Send + Sync`. Take copies by [`snapshot`](Self::snapshot), which makes the next ones cheap.
#[derive(Clone, Debug)]
pub struct Machine {
    pub core: Core,
    pub(super) threads: IndexVec<ThreadId, PyThread>,
    pub(super) codes: Arc<CodeTable>,
    pub(super) caches: Caches,
    /// What `eval`, `exec` and `compile` have compiled.
    pub(super) run_time_code: Vec<(Arc<str>, CodeId)>,
}

/// How far [`Machine::run`] may go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fuel {
    /// At most this many instructions.
    pub max_steps: u64,
    /// No instruction starts when this much has been spent.
    pub budget: Picos,
    /// Stop after the first instruction that is a switch point: a drop request is due.
    pub stop_at_switch_point: bool,
}

impl Fuel {
    /// Only an effect, an end or a switch point (when asked for) stops it.
    pub const UNLIMITED: Fuel = Fuel { max_steps: u64::MAX, budget: Picos::MAX, stop_at_switch_point: false };
    pub const ONE_STEP: Fuel = Fuel { max_steps: 1, ..Fuel::UNLIMITED };
    pub const fn steps(max_steps: u64) -> Fuel {
        Fuel { max_steps, ..Fuel::UNLIMITED }
    }
}

/// What a stretch of running came to.
#[derive(Clone, Debug)]
pub struct RunOutcome {
    /// Instructions executed.
    pub steps: u64,
    /// What they cost.
    pub cost: Picos,
    pub stop: Stop,
    /// The last instruction was a switch point: CPython looked at its eval breaker right after it.
    pub switch_point: bool,
}

/// Why running stopped.
#[derive(Clone, Debug)]
pub enum Stop {
    /// `max_steps` done.
    Steps,
    /// `budget` spent.
    Budget,
    /// After a switch point, as asked.
    SwitchPoint,
    /// The thread waits for this to be answered by [`Machine::resume`].
    Effect(Effect),
    /// The thread's outermost frame returned.
    Returned(Value),
    /// The exception left the thread's outermost frame.
    Raised(Obj),
    /// There was nothing to run: the thread waits for an answer. (An ended one tells its end again.)
    NotRunnable,
}

/// What one instruction did.
pub type StepOutcome = RunOutcome;

/// A frame as inspectors show it.
#[derive(Clone, Debug)]
pub struct FrameView {
    pub code: CodeId,
    pub function: Arc<str>,
    pub filename: Arc<str>,
    pub line: u32,
    /// Index of the instruction it is at: the next one for the top frame, the calling one for others.
    pub at: u32,
    /// Prelude code: not to be shown.
    pub hidden: bool,
    /// The globals dict.
    pub globals: Obj,
    /// Namespace of a module or class body, else none.
    pub namespace: Option<Value>,
    /// Bound local variables, cells looked through.
    pub locals: Vec<(Arc<str>, Value)>,
    /// The operand stack.
    pub operands: Vec<Value>,
}

impl Machine {
    /// The object with a lock of its own that was changed last, since somebody asked: a container, or one with attributes.
    pub fn take_changed(&mut self) -> Option<Obj> {
        let heap = &mut self.core.heap;
        let written = std::mem::replace(&mut heap.written, MaybeObj::NONE).get()?;
        let has_lock = matches!(
            heap.get(written),
            Object::List(_)
                | Object::Dict(_)
                | Object::Set(_)
                | Object::ByteArray(_)
                | Object::Instance(_)
                | Object::Opaque { .. }
        );
        has_lock.then_some(written)
    }
    /// A copy that shares all objects until one of the two changes them.
    pub fn snapshot(&mut self) -> Machine {
        self.core.heap.freeze();
        self.clone()
    }
    /// The code objects, for inspectors and `dis`.
    pub fn codes(&self) -> &CodeStore {
        self.codes.store()
    }
    /// Makes the machine one of another version, before anything has run.
    pub fn set_profile(&mut self, profile: Arc<Profile>) {
        if self.core.profile.costs != profile.costs {
            Arc::make_mut(&mut self.codes).set_costs(&profile.costs);
        }
        self.core.set_profile(profile);
    }
    /// Adds code by changing the store (the compiler does), then makes what is new ready to run.
    pub fn with_codes<T>(&mut self, change: impl FnOnce(&mut CodeStore) -> T) -> T {
        let table = Arc::make_mut(&mut self.codes);
        let result = change(table.store_mut());
        table.prepare(&mut self.core);
        result
    }
    /// All threads ever spawned.
    pub fn thread_ids(&self) -> impl Iterator<Item = ThreadId> + use<> {
        self.threads.ids()
    }

    // ---- threads ----

    /// A new thread that will call `callable(*args, **kwargs)`; `kwargs` is a dict or `Null`. It does not run yet.
    pub fn spawn_thread(&mut self, callable: Value, args: &[Value], kwargs: Value) -> ThreadId {
        let thread = self.thread_calling(callable, args, kwargs);
        self.threads.push(thread)
    }
    /// Lets a thread that has ended call something more.
    pub fn revive(&mut self, thread: ThreadId, callable: Value, args: &[Value]) {
        let kwargs = self.core.heap.dict(super::dict::Dict::new());
        self.threads[thread] = self.thread_calling(callable, args, kwargs);
    }
    fn thread_calling(&mut self, callable: Value, args: &[Value], kwargs: Value) -> PyThread {
        let code = self.codes.get(self.bootstrap_code());
        let (id, n_locals, size) = (code.id, code.n_locals, code.frame_size as usize);
        let args = self.core.tuple(args);
        let mut stack = vec![Value::Null; size.max(64)];
        stack[..3].copy_from_slice(&[callable, args, kwargs]);
        let Value::Obj(globals) = self.core.builtins else { return PyThread::default() };
        let frame = Frame {
            code: id,
            ip: 0,
            base: 0,
            sp: n_locals,
            globals,
            closure: MaybeObj::NONE,
            locals: MaybeObj::NONE,
            generator: MaybeObj::NONE,
            on_return: OnReturn::Finish,
            hidden: true,
            saved_handled: MaybeObj::NONE,
        };
        PyThread { frames: vec![frame], stack, handled: Value::None, ..PyThread::default() }
    }
    /// A new thread that will run module code in a module's namespace; its first frame is the module's.
    pub fn spawn_module(&mut self, module: Obj, code: CodeId) -> ThreadId {
        match *self.core.heap.get(module) {
            Object::Module { dict, .. } => self.spawn_body(code, dict),
            _ => self.spawn_body(code, module),
        }
    }
    /// A new thread that runs module code in a namespace that belongs to no module.
    pub(super) fn spawn_body(&mut self, code: CodeId, globals: Obj) -> ThreadId {
        let exec = self.codes.get(code);
        let frame = Frame {
            code,
            ip: 0,
            base: 0,
            sp: exec.n_locals,
            globals,
            closure: MaybeObj::NONE,
            locals: globals.into(),
            generator: MaybeObj::NONE,
            on_return: OnReturn::Finish,
            hidden: exec.hidden,
            saved_handled: MaybeObj::NONE,
        };
        let depth = u32::from(!exec.hidden);
        let stack = vec![Value::Null; exec.frame_size as usize];
        self.threads.push(PyThread { frames: vec![frame], stack, handled: Value::None, depth, ..PyThread::default() })
    }
    /// Answers an `Import` effect by running a module's code in a frame on the waiting thread; the effect's result is then
    /// the module. Enter the module in `sys.modules` before (see [`new_module`](Self::new_module)).
    pub fn resume_with_module(&mut self, thread: ThreadId, module: Obj, code: CodeId) {
        let code = Value::Obj(self.core.heap.alloc(Object::Code(code)));
        let run = Value::Obj(self.core.prelude[super::prelude::RUN_MODULE.0 as usize]);
        self.resume_with_call(thread, run, &[Value::Obj(module), code]);
    }
    /// A new module, entered in `sys.modules`.
    pub fn new_module(&mut self, name: &str) -> Obj {
        self.core.new_module(name)
    }
    /// The module of this name in `sys.modules`.
    pub fn find_module(&mut self, name: &str) -> Option<Obj> {
        let name = self.core.intern(name);
        self.core.dict_get_name(self.core.modules, name)?.obj()
    }
    /// Answers an effect by a call on the waiting thread: the effect's result is what `callable(*args)` returns or raises.
    pub fn resume_with_call(&mut self, thread: ThreadId, callable: Value, args: &[Value]) {
        let Some(waiting) = self.threads[thread].waiting.take() else { return };
        let mut ex = self.exec(thread);
        if let Err(exc) = ex.call_values(callable, args, waiting.on_return) {
            ex.throw(exc);
        }
    }
    fn exec(&mut self, thread: ThreadId) -> Exec<'_> {
        self.core.current = thread;
        self.core.handled = self.threads[thread].handled;
        Exec { core: &mut self.core, th: &mut self.threads[thread], codes: &self.codes, native_check: false }
    }
    /// Raises an exception in a thread between two instructions; not (`false`) in one that waits for an answer.
    pub fn throw_in(&mut self, thread: ThreadId, exc: Obj) -> bool {
        let data = &mut self.threads[thread];
        let Some(frame) = data.frames.last_mut().filter(|_| data.waiting.is_none()) else { return false };
        // As if the next instruction had raised it.
        frame.ip += 1;
        self.exec(thread).throw(exc);
        true
    }
    /// Answers the effect that a thread waits for. `Err` raises an exception object there.
    pub fn resume(&mut self, thread: ThreadId, answer: Result<Value, Obj>) {
        let Some(waiting) = self.threads[thread].waiting.take() else { return };
        let mut ex = self.exec(thread);
        let result = match answer {
            Ok(value) => ex.complete(value, waiting.on_return),
            Err(exc) => ex.raise_into(exc, waiting.on_return),
        };
        if let Err(exc) = result {
            ex.throw(exc);
        }
        self.core.extra_cost = 0;
    }
    /// What computing without the GIL came to, as a Python object: bytes, or a list of lists of floats.
    pub fn product(&mut self, product: Product) -> Value {
        match product {
            Product::Bytes(bytes) => Value::Obj(self.core.heap.alloc(Object::Bytes(bytes.into()))),
            Product::Matrix { numbers, columns } => {
                let row = |numbers: &[f64]| numbers.iter().map(|&x| Value::Float(x)).collect::<Vec<_>>();
                let rows: Vec<Value> =
                    numbers.chunks(columns.max(1)).map(|numbers| self.core.heap.list(row(numbers))).collect();
                self.core.heap.list(rows)
            }
            Product::Hasher(hasher) => super::builtins::hashlib::state(&mut self.core, *hasher),
            Product::Number(number) => Value::Int(i64::from(number)),
            Product::Inflated(Ok(inflated)) => {
                let bytes = self.core.heap.bytes_value(inflated.bytes);
                self.core.tuple(&[bytes, Value::Int(inflated.used as i64), Value::Bool(inflated.ended)])
            }
            Product::Inflated(Err(text)) => self.core.str(text),
            Product::Nothing => Value::None,
        }
    }
    /// Raises an exception in a thread that is between two instructions, or waits (its effect is dropped).
    pub fn raise_in(&mut self, thread: ThreadId, exc: Obj) {
        self.threads[thread].waiting = None;
        super::drive::raise_in(self, thread, exc);
    }
    /// What calls `__del__` of every object that is left, if there is any.
    pub fn finalizer(&self) -> Option<Value> {
        let core = &self.core;
        let function = core.prelude[super::prelude::FINALIZE_ALL.0 as usize];
        core.watched.iter().any(|&object| core.has_del(object)).then_some(Value::Obj(function))
    }
    /// Keeps a value alive for the host.
    pub fn pin(&mut self, value: Value) {
        self.core.pinned.push(value);
    }
    /// Ends a thread at once, as the end of the process does with daemons.
    pub fn kill(&mut self, thread: ThreadId) {
        let thread = &mut self.threads[thread];
        thread.frames.clear();
        thread.waiting = None;
        thread.end = Some(End::Returned(Value::None));
    }
    /// The effect a thread waits for.
    pub fn waiting(&self, thread: ThreadId) -> Option<&Effect> {
        self.threads[thread].waiting.as_ref().map(|waiting| &waiting.effect)
    }
    /// The thread waits for an effect's answer.
    pub fn is_waiting(&self, thread: ThreadId) -> bool {
        self.threads[thread].waiting.is_some()
    }
    /// How the thread ended, if it has.
    pub fn end(&self, thread: ThreadId) -> Option<End> {
        self.threads[thread].end
    }
    /// The thread has ended.
    pub fn is_done(&self, thread: ThreadId) -> bool {
        self.threads[thread].end.is_some()
    }

    // ---- running ----

    /// Executes exactly one instruction.
    pub fn step(&mut self, thread: ThreadId) -> StepOutcome {
        self.run(thread, &Fuel::ONE_STEP)
    }
    /// Runs until the fuel says, an effect is wanted, or the thread ends: the same as that many single steps.
    pub fn run(&mut self, thread: ThreadId, fuel: &Fuel) -> RunOutcome {
        super::drive::run(self, thread, fuel)
    }
    /// Frees what cannot be reached. Happens by itself between instructions; for tests and for measuring.
    pub fn collect(&mut self) {
        super::gc::collect(self);
    }

    // ---- looking ----

    /// The frames of a thread, the outermost first.
    pub fn frames(&self, thread: ThreadId) -> Vec<FrameView> {
        let frames = &self.threads[thread].frames;
        let top = frames.len().saturating_sub(1);
        frames.iter().enumerate().map(|(i, frame)| self.view(thread, frame, i == top)).collect()
    }
    /// Line and code of the innermost frame that is not hidden, without building views.
    pub fn current_line(&self, thread: ThreadId) -> Option<(CodeId, u32)> {
        let frames = &self.threads[thread].frames;
        let top = frames.len().checked_sub(1)?;
        let (i, frame) = frames.iter().enumerate().rev().find(|(_, frame)| !frame.hidden)?;
        let at = if i == top { frame.ip } else { frame.ip.saturating_sub(1) };
        Some((frame.code, self.codes.get(frame.code).code.line_at(at)))
    }
    /// Code and index of the instruction a thread would execute next (in the top frame, hidden or not).
    pub fn next_instruction(&self, thread: ThreadId) -> Option<(CodeId, u32)> {
        self.threads[thread].frames.last().map(|frame| (frame.code, frame.ip))
    }
    /// How many frames are on the thread's stack.
    pub fn depth(&self, thread: ThreadId) -> usize {
        self.threads[thread].frames.len()
    }
    fn view(&self, thread: ThreadId, frame: &Frame, top: bool) -> FrameView {
        let exec = self.codes.get(frame.code);
        let code: &Code = &exec.code;
        let at = if top { frame.ip } else { frame.ip.saturating_sub(1) };
        let stack = &self.threads[thread].stack;
        let base = frame.base as usize;
        let first_operand = base + exec.n_locals as usize;
        let locals = code
            .locals
            .iter()
            .zip(&stack[base..first_operand])
            .map(|(name, &value)| (Arc::clone(name), self.through_cell(value)))
            .filter(|(_, value)| !value.is_null())
            .collect();
        FrameView {
            code: frame.code,
            function: Arc::clone(&code.qualname),
            filename: Arc::clone(&code.filename),
            line: code.line_at(at),
            at,
            hidden: frame.hidden,
            namespace: frame.locals.get().map(Value::Obj),
            globals: frame.globals,
            locals,
            operands: stack[first_operand.min(frame.sp as usize)..frame.sp as usize].to_vec(),
        }
    }
    fn through_cell(&self, value: Value) -> Value {
        match value.obj().map(|obj| self.core.heap.get(obj)) {
            Some(Object::Cell(inner)) => *inner,
            _ => value,
        }
    }

    // ---- locks ----

    /// Gives a free lock to a thread whose `LockAcquire` is about to be answered with True.
    pub fn lock_acquire(&mut self, lock: Obj, thread: ThreadId) {
        if let Object::Lock(data) = self.core.heap.get_mut(lock) {
            data.locked = true;
            data.owner = Some(thread);
            let saved = data.restore.iter().position(|(waiter, _)| *waiter == thread);
            data.depth = saved.map_or(1, |place| data.restore.swap_remove(place).1);
        }
    }
    pub fn lock_is_free(&self, lock: Obj) -> bool {
        matches!(self.core.heap.get(lock), Object::Lock(data) if !data.locked)
    }
    /// The threads that wait for a lock, for the driver to change.
    pub fn lock_waiters(&mut self, lock: Obj) -> Option<&mut Vec<ThreadId>> {
        match self.core.heap.get_mut(lock) {
            Object::Lock(data) => Some(&mut data.waiters),
            _ => None,
        }
    }
}

//! Letting a thread execute, and answering what it wants from outside.

use std::sync::Arc;

use super::ask::Asked;
use super::{Activity, Clock, Happened, Process, PyThread, Ran, Then, Waiting, library};
use crate::base::ids::ThreadId;
use crate::base::kinds::SwitchPoint;
use crate::base::limits::MAX_THREADS;
use crate::base::time::{Nanos, Picos};
use crate::lang::Source;
use crate::lang::code::Op;
use crate::vm::dict::Dict;
use crate::vm::effect::{self, Effect, ThreadEffect};
use crate::vm::machine::{Fuel, Stop};
use crate::vm::types;
use crate::vm::value::{Obj, Value};
use crate::vm::work::Product;

impl Process {
    /// Lets a runnable thread execute until the fuel is used up, it blocks or ends, or something happens that others must
    /// be told. What only the clock or the process itself is needed for is answered on the way.
    pub fn run(&mut self, thread: ThreadId, fuel: &Fuel, clock: &dyn Clock) -> Ran {
        let mut ran = Ran { steps: 0, cost: Picos::ZERO, happened: Vec::new(), then: Then::GoesOn };
        if thread == self.main && self.is_shutting_down() {
            ran.then = self.wait_for_others();
            return ran;
        }
        loop {
            let left = Fuel {
                max_steps: fuel.max_steps - ran.steps,
                budget: fuel.budget.saturating_sub(ran.cost),
                stop_at_switch_point: fuel.stop_at_switch_point,
            };
            if left.max_steps == 0 {
                return ran;
            }
            let outcome = self.machine.run(thread, &left);
            ran.steps += outcome.steps;
            ran.cost = ran.cost.saturating_add(outcome.cost);
            ran.then = match outcome.stop {
                Stop::Steps | Stop::Budget => Then::GoesOn,
                Stop::SwitchPoint => Then::SwitchPoint(self.switch_point(thread)),
                Stop::Returned(_) => self.thread_over(thread, None, &mut ran.happened),
                Stop::Raised(exc) => self.thread_over(thread, Some(exc), &mut ran.happened),
                Stop::NotRunnable => Then::Ended,
                Stop::Effect(effect) => match self.answer(thread, effect, clock, ran.cost, &mut ran.happened) {
                    Some(then) => then,
                    None if fuel.stop_at_switch_point && self.is_after_call(thread) => {
                        Then::SwitchPoint(SwitchPoint::Call)
                    }
                    None if ran.happened.is_empty() => continue,
                    None => Then::GoesOn,
                },
            };
            return ran;
        }
    }

    /// What kind of place the instruction just executed was.
    fn switch_point(&self, thread: ThreadId) -> SwitchPoint {
        let Some((code, at)) = self.machine.next_instruction(thread) else { return SwitchPoint::Other };
        let code = self.machine.codes().get(code);
        let before = |at: u32| code.instrs.get(at as usize).map(|instr| instr.op);
        match at.checked_sub(1).and_then(before) {
            Some(Op::Resume) => SwitchPoint::Entry,
            Some(Op::Call | Op::CallKw | Op::CallFunctionEx) => SwitchPoint::Call,
            // A jump back leaves no trace in the instruction before its target.
            _ => SwitchPoint::LoopJump,
        }
    }

    /// A call that was answered outside the machine is a switch point like any native call, unless hidden code made it.
    fn is_after_call(&self, thread: ThreadId) -> bool {
        let Some((code, at)) = self.machine.next_instruction(thread) else { return false };
        let code = self.machine.codes().get(code);
        let before = at.checked_sub(1).and_then(|at| code.instrs.get(at as usize));
        let calls = before.is_some_and(|instr| matches!(instr.op, Op::Call | Op::CallKw | Op::CallFunctionEx));
        let points = &self.machine.core.profile.switch_points;
        let entered = !points.after_with_enter
            && at
                .checked_sub(2)
                .and_then(|at| code.instrs.get(at as usize))
                .is_some_and(|instr| instr.op == Op::LoadSpecial);
        calls && !code.hidden && points.after_native_call && !entered
    }

    /// Answers an effect, or says why the thread stops.
    fn answer(
        &mut self,
        thread: ThreadId,
        effect: Effect,
        clock: &dyn Clock,
        spent: Picos,
        happened: &mut Vec<Happened>,
    ) -> Option<Then> {
        let now = clock.monotonic(spent);
        let answer = match effect {
            Effect::Write { stream, text } => {
                happened.push(Happened::Wrote { stream, text });
                Value::None
            }
            Effect::ReadLine => self.read_line(),
            Effect::Now { clock: which, nanos } => {
                let time = match which {
                    effect::Clock::Wall => clock.wall(spent),
                    effect::Clock::Monotonic | effect::Clock::PerfCounter => now,
                    effect::Clock::Process => clock.cpu(None, spent),
                    effect::Clock::Thread => clock.cpu(Some(thread), spent),
                };
                if nanos {
                    Value::Int(i64::try_from(time.0).unwrap_or(i64::MAX))
                } else {
                    Value::Float(time.as_secs_f64())
                }
            }
            Effect::Sleep(length) => {
                self.threads[thread].activity = Activity::Sleeping;
                return Some(Then::Waits { waiting: Waiting::Sleep, at_most: Some(length) });
            }
            Effect::Yield => {
                self.machine.resume(thread, Ok(Value::None));
                return Some(Then::Yields);
            }
            Effect::LockAcquire { lock, timeout } => {
                let waiting = self.wait_for_lock(thread, lock, now, happened)?;
                return Some(Then::Waits { waiting, at_most: timeout });
            }
            Effect::LockReleased { lock, answer } => {
                self.lock_freed(thread, lock, now, happened);
                answer
            }
            Effect::StartThread { callable, args, kwargs, daemon } => {
                return self.start_thread(thread, callable, args, kwargs, daemon, happened);
            }
            Effect::Import { name } => return self.import(thread, &name, clock, happened),
            Effect::ExitProcess { status } => return Some(Then::Exited(status & 0xff)),
            Effect::WithoutGil(work) => return Some(Then::Native(work)),
            Effect::Entropy { n_bytes } => self.entropy(n_bytes),
            Effect::Thread(effect) => return self.thread_effect(thread, effect),
            Effect::Compile { source, filename, mode } => {
                let code = self.machine.compile_at_run_time(&source, &filename, mode);
                self.machine.resume(thread, code);
                return None;
            }
            Effect::Host { call, args } if &*call == "outside" => return self.wait_outside(thread, args),
            Effect::Host { call, args } => {
                let answer = match call.strip_prefix("_kernel.") {
                    Some(name) => {
                        let args = self.machine.core.heap.as_tuple(args).map(<[Value]>::to_vec).unwrap_or_default();
                        match self.kernel_call(name, &args) {
                            Ok(Asked::Call(call)) => return Some(Then::Asks(call)),
                            Ok(Asked::Answer(answer)) => Ok(answer),
                            Err(exc) => Err(exc),
                        }
                    }
                    None => self.host_call(&call, args, happened),
                };
                self.machine.resume(thread, answer);
                return None;
            }
        };
        self.machine.resume(thread, Ok(answer));
        None
    }

    /// Blocks without the GIL for the time that something outside takes: `(kind, seconds)`, 0 the network, 1 a file.
    fn wait_outside(&mut self, thread: ThreadId, args: Value) -> Option<Then> {
        let heap = &self.machine.core.heap;
        let parts = heap.as_tuple(args).unwrap_or(&[]);
        let waiting = match parts.first() {
            Some(Value::Int(0)) => Waiting::Network,
            _ => Waiting::File,
        };
        let seconds = parts.get(1).and_then(|&seconds| heap.as_f64(seconds)).unwrap_or(0.0);
        let length = Nanos((seconds.clamp(0.0, 9e9) * 1e9).ceil() as u64);
        self.threads[thread].activity = Activity::Sleeping;
        Some(Then::Waits { waiting, at_most: Some(length) })
    }

    /// The computing that [`Then::Native`] told of is done.
    pub fn computed(&mut self, thread: ThreadId, product: Product) {
        let product = self.machine.product(product);
        let answer = self.interrupts.remove(&thread).map_or(Ok(product), Err);
        self.machine.resume(thread, answer);
    }

    fn refuse(&mut self, thread: ThreadId, class: Obj, text: &str) {
        let text = self.machine.core.str(text);
        let exc = self.machine.core.new_exception(class, &[text]);
        self.machine.resume(thread, Err(exc));
    }

    fn read_line(&mut self) -> Value {
        let end = self.stdin.find('\n').map_or(self.stdin.len(), |at| at + 1);
        let line: String = self.stdin.drain(..end).collect();
        self.machine.core.str(&line)
    }

    fn entropy(&mut self, n_bytes: u32) -> Value {
        let words: Vec<u32> = (0..n_bytes.div_ceil(4)).map(|_| (self.entropy.next_u64() >> 32) as u32).collect();
        let n = num_bigint::BigInt::from(num_bigint::BigUint::new(words));
        self.machine.core.heap.int(n)
    }

    fn start_thread(
        &mut self,
        starter: ThreadId,
        callable: Value,
        args: Value,
        kwargs: Value,
        daemon: bool,
        happened: &mut Vec<Happened>,
    ) -> Option<Then> {
        if self.n_alive() >= MAX_THREADS {
            self.refuse(starter, types::RUNTIME_ERROR, "can't start new thread");
            return None;
        }
        let name = self.name_of_thread(callable).unwrap_or_else(|| format!("Thread {}", self.threads.len()));
        let args = self.machine.core.heap.as_tuple(args).map(<[Value]>::to_vec).unwrap_or_default();
        let kwargs =
            if kwargs.is_null() || kwargs.is_none() { self.machine.core.heap.dict(Dict::new()) } else { kwargs };
        let thread = self.machine.spawn_thread(callable, &args, kwargs);
        self.threads.push(PyThread { name, daemon, activity: Activity::Runnable });
        happened.push(Happened::Started(thread));
        let ident = crate::vm::builtins::thread::ident(thread.0);
        self.machine.resume(starter, Ok(Value::Int(ident)));
        None
    }

    /// The `_name` of the `threading.Thread` whose `_bootstrap` is being started.
    fn name_of_thread(&self, callable: Value) -> Option<String> {
        let receiver = self.machine.receiver(callable)?;
        let (_, name) = self.machine.attributes(receiver).into_iter().find(|(name, _)| &**name == "_name")?;
        self.machine.core.heap.as_str(name).map(|name| name.as_str().to_owned())
    }

    fn thread_effect(&mut self, thread: ThreadId, effect: ThreadEffect) -> Option<Then> {
        let ended = |this: &Self, other: ThreadId| {
            this.threads.get(other).is_none_or(|other| other.activity == Activity::Ended)
        };
        let answer = match effect {
            ThreadEffect::Count => Value::Int(self.n_alive() as i64),
            ThreadEffect::IsAlive(other) => Value::Bool(ended(self, other)),
            ThreadEffect::Join { thread: other, .. } if ended(self, other) => Value::Bool(true),
            ThreadEffect::Join { timeout: Some(Nanos(0)), .. } => Value::Bool(false),
            ThreadEffect::Join { thread: other, timeout } => {
                self.threads[thread].activity = Activity::Joining(other);
                return Some(Then::Waits { waiting: Waiting::Join(other), at_most: timeout });
            }
        };
        self.machine.resume(thread, Ok(answer));
        None
    }

    /// Runs a library module's code on the importing thread, or raises ModuleNotFoundError there.
    ///
    /// The code runs in one piece and for free: importing the library takes neither steps nor time, since all of it lies
    /// before anything that a program wants to show.
    fn import(
        &mut self,
        thread: ThreadId,
        name: &Arc<str>,
        clock: &dyn Clock,
        happened: &mut Vec<Happened>,
    ) -> Option<Then> {
        if let Some(module) = self.machine.find_module(name) {
            self.machine.resume(thread, Ok(Value::Obj(module)));
            return None;
        }
        let Some(text) = library::source(name) else {
            self.refuse_import(thread, name);
            return None;
        };
        let source =
            Source { filename: library::filename(name).into(), text: text.into(), hidden: library::stands_for_c(name) };
        match self.machine.compile(&source) {
            Ok(code) => {
                let depth = self.machine.depth(thread);
                let module = self.machine.new_module(name);
                self.machine.resume_with_module(thread, module, code);
                self.run_module(thread, depth, clock, happened)
            }
            Err(problems) => {
                let text = problems.first().map_or_else(String::new, |problem| problem.message.clone());
                let text = format!("the library module {name} does not compile: {text}");
                self.refuse(thread, types::SYSTEM_ERROR, &text);
                None
            }
        }
    }

    /// Executes until the frames above `depth` are gone, or something blocks: then the rest runs as anything else does.
    fn run_module(
        &mut self,
        thread: ThreadId,
        depth: usize,
        clock: &dyn Clock,
        happened: &mut Vec<Happened>,
    ) -> Option<Then> {
        for _ in 0..MAX_MODULE_STEPS {
            if self.machine.depth(thread) <= depth || self.machine.is_done(thread) {
                break;
            }
            if let Stop::Effect(effect) = self.machine.run(thread, &Fuel::ONE_STEP).stop
                && let Some(then) = self.answer(thread, effect, clock, Picos::ZERO, happened)
            {
                return Some(then);
            }
        }
        None
    }

    fn refuse_import(&mut self, thread: ThreadId, name: &str) {
        let text = self.machine.core.str(&format!("No module named '{name}'"));
        let exc = self.machine.core.new_exception(types::MODULE_NOT_FOUND_ERROR, &[text]);
        let shown = self.machine.core.str(name);
        let attribute = self.machine.core.intern("name");
        self.machine.core.exception_set(exc, attribute, shown);
        self.machine.resume(thread, Err(exc));
    }
}

/// Instructions of a library module's own code; none of ours comes near.
const MAX_MODULE_STEPS: u32 = 1_000_000;

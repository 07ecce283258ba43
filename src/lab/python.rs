//! The lab's guest: a Python process, the same that the simulator drives.
//!
//! Real time needs no cost table: instructions cost nothing here and take what they take. The machine is that of CPython
//! 3.14 whatever version a simulation may show. What natives compute without the GIL, they
//! really compute without it.
//! Gap: a thread woken for a lock tries it once it has the GIL; in CPython it tries before.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::clock::Clock;
use super::guest::{Guest, Happened, Ran, Resumed, Then, lane_of};
use super::site::{Asked, Site};
use crate::base::diagnostic::Diagnostic;
use crate::base::ids::{ProcessId, ThreadId};
use crate::base::time::{Nanos, Picos};
use crate::process::kernel::{self, Call, Why};
use crate::process::{self, Activity, Process, Program, ProgramError, Waiting};
use crate::trace::event::{Fact, Io, State, Wait};
use crate::trace::settings::Settings;
use crate::vm::machine::Fuel;
use crate::vm::profile::{CostTable, Profile};
use crate::vm::work::Product;

/// How programs of the editor are called in tracebacks.
const FILENAME: &str = "prog.py";

/// Why a program cannot start.
#[derive(Clone, Debug)]
pub enum CannotStart {
    /// It does not compile.
    Problems(Vec<Diagnostic>),
    /// A defect of ours.
    Defect(String),
}

/// How a process reaches the kernel that it shares with others.
#[derive(Clone, Debug)]
pub enum Outside {
    /// It is at home there.
    Home(Arc<Site>),
    /// By message.
    Away(Arc<Mailbox>),
}

/// Questions of a process that lives elsewhere, and answers to them.
#[derive(Debug, Default)]
pub struct Mailbox {
    inner: Mutex<Mail>,
}

#[derive(Debug, Default)]
struct Mail {
    questions: Vec<(ThreadId, Call)>,
    answers: BTreeMap<ThreadId, kernel::Reply>,
}

impl Mailbox {
    /// What is to be sent.
    pub fn take_questions(&self) -> Vec<(ThreadId, Call)> {
        std::mem::take(&mut self.lock().questions)
    }
    /// What has come. The thread is to be woken then.
    pub fn put_answer(&self, thread: ThreadId, reply: kernel::Reply) {
        self.lock().answers.insert(thread, reply);
    }
    fn lock(&self) -> MutexGuard<'_, Mail> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A process that is ready to run.
#[derive(Clone, Debug)]
pub struct Python {
    process: Process,
    outside: Outside,
    /// Which lock a waiting thread waits for, and since when.
    lock_waits: BTreeMap<ThreadId, (u32, Nanos)>,
}

impl Python {
    pub fn new(source: &str, settings: &Settings, site: Arc<Site>) -> Result<Self, CannotStart> {
        let program = Program {
            filename: FILENAME.into(),
            text: source.into(),
            stdin: settings.stdin.clone(),
            seed: settings.seed,
        };
        let mut process = Process::start(&program, profile()).map_err(|error| match error {
            ProgramError::Problems(diagnostics) => CannotStart::Problems(diagnostics),
            ProgramError::Boot(error) => CannotStart::Defect(error.to_string()),
        })?;
        process.latency = settings.latency;
        Ok(Self { process, outside: Outside::Home(site), lock_waits: BTreeMap::new() })
    }

    /// A process that another one has started, elsewhere: it calls `multiprocessing.spawn.spawn_main(payload)`.
    pub fn started(source: &str, payload: &Arc<[u8]>, id: ProcessId, mail: Arc<Mailbox>) -> Option<Self> {
        let process = Process::interpreter(&Arc::new(profile()), (FILENAME.into(), source.into()), payload, id)?;
        Some(Self { process, outside: Outside::Away(mail), lock_waits: BTreeMap::new() })
    }

    fn state(&self, waiting: Waiting) -> State {
        match waiting {
            Waiting::Lock { lock, owner } => State::Blocked(Wait::Lock { lock, owner: owner.map(lane_of) }),
            Waiting::Join(thread) => State::Blocked(Wait::Join(lane_of(thread))),
            Waiting::Start(thread) => State::Blocked(Wait::Start(lane_of(thread))),
            // The run fills in until when.
            Waiting::Sleep => State::Waiting(Io::Sleep { until: Nanos::ZERO }),
            Waiting::Network => State::Waiting(Io::Network { until: Nanos::ZERO }),
            Waiting::File => State::Waiting(Io::File { until: Nanos::ZERO }),
        }
    }

    fn then(&mut self, thread: ThreadId, then: process::Then, now: Nanos) -> Then {
        match then {
            process::Then::GoesOn => Then::GoesOn,
            process::Then::Native(work) => Then::Computes(work),
            process::Then::SwitchPoint(at) => Then::SwitchPoint(at),
            process::Then::Yields => Then::Yields,
            process::Then::Waits { waiting, at_most } => {
                if let Waiting::Lock { lock, .. } = waiting {
                    self.lock_waits.insert(thread, (lock, now));
                }
                Then::Waits { state: self.state(waiting), at_most }
            }
            process::Then::Asks(call) => self.ask(thread, call),
            process::Then::Ended => Then::Ended,
            process::Then::Exited(status) => Then::Exited(status),
        }
    }

    /// Pipes, semaphores, processes: what the kernel has.
    fn ask(&mut self, thread: ThreadId, call: Call) -> Then {
        match &self.outside {
            Outside::Away(mail) => {
                // How the wait shows; the answer comes by message, when it is over too.
                let state = State::Waiting(if matches!(call, Call::Poll { .. }) {
                    Io::Select { until: None }
                } else {
                    Io::Pipe
                });
                mail.lock().questions.push((thread, call));
                self.process.blocks_on_kernel(thread);
                Then::Waits { state, at_most: None }
            }
            Outside::Home(site) => match site.ask(thread, call) {
                Asked::Answered(reply) => {
                    self.process.answered(thread, reply);
                    Then::GoesOn
                }
                Asked::Blocks { why, at_most } => {
                    self.process.blocks_on_kernel(thread);
                    // The run fills in until when.
                    let state = match why {
                        Why::Network => State::Waiting(Io::Network { until: Nanos::ZERO }),
                        Why::Select => State::Waiting(Io::Select { until: None }),
                        _ => State::Waiting(Io::Pipe),
                    };
                    Then::Waits { state, at_most }
                }
                Asked::Killed(signal) => Then::Exited(128 + signal),
            },
        }
    }

    fn lock_taken(&mut self, thread: ThreadId, now: Nanos) -> Option<Happened> {
        let (lock, since) = self.lock_waits.remove(&thread)?;
        Some(Happened::Fact(Fact::LockTaken { lock, waited: now.saturating_sub(since) }))
    }
}

/// 3.14's switch points; no costs.
pub(super) fn profile() -> Profile {
    let free = CostTable {
        op: [0; _],
        python_call: 0,
        native_call: 0,
        native_permille: 0,
        lock: 0,
        instance: 0,
        resume: 0,
        task: 0,
        raise: 0,
        bigint_word: 0,
        item: 0,
    };
    Profile { costs: free, ..Profile::PY314 }
}

impl Guest for Python {
    fn run(&mut self, thread: ThreadId, fuel: &Fuel, clock: &dyn Clock) -> Ran {
        let ran = self.process.run(thread, fuel, &RealTime(clock));
        let mut happened = Vec::new();
        for news in ran.happened {
            match news {
                process::Happened::Wrote { stream, text } => {
                    happened.push(Happened::Wrote { stream, text: text.to_string() });
                }
                process::Happened::Started(thread) => happened.push(Happened::Started(thread)),
                process::Happened::LockTaken { lock, waited } => {
                    happened.push(Happened::Fact(Fact::LockTaken { lock, waited }));
                }
                process::Happened::LockLeft { lock } => {
                    happened.push(Happened::Fact(Fact::LockReleased { lock }));
                }
                process::Happened::LockFreed { lock, next } => {
                    happened.push(Happened::Fact(Fact::LockReleased { lock }));
                    happened.push(Happened::Woke(next));
                }
                process::Happened::LockHandedOver { lock, to } => {
                    happened.push(Happened::Fact(Fact::LockReleased { lock }));
                    happened.push(Happened::Woke(to));
                }
                process::Happened::Woke(thread) => happened.push(Happened::Woke(thread)),
                process::Happened::LockNamed { lock, name } => happened.push(Happened::LockNamed { lock, name }),
                process::Happened::TaskOpened { .. } | process::Happened::TaskBecame { .. } => {}
                process::Happened::Uncaught(text) => happened.push(Happened::Uncaught(text)),
            }
        }
        if matches!(ran.then, process::Then::Asks(Call::Spawn { .. } | Call::Fetch { .. })) {
            happened.push(Happened::Befriended);
        }
        let then = self.then(thread, ran.then, clock.now());
        if let Outside::Home(site) = &self.outside {
            happened.extend(site.take_woken().into_iter().map(Happened::Woke));
        }
        Ran { steps: ran.steps, happened, then }
    }

    fn resume(&mut self, thread: ThreadId, due: bool, now: Nanos) -> Resumed {
        if self.process.activity(thread) == Activity::Kernel {
            let reply = match &self.outside {
                Outside::Home(site) => site.again(thread, due || self.process.is_interrupted(thread)),
                Outside::Away(mail) => mail.lock().answers.remove(&thread),
            };
            let Some(reply) = reply else { return Resumed::WaitsOn };
            self.process.answered(thread, reply);
            return Resumed::GoesOn(None);
        }
        if due {
            self.process.timed_out(thread);
            self.lock_waits.remove(&thread);
            return Resumed::GoesOn(None);
        }
        match self.process.activity(thread) {
            Activity::Lock { .. } if !self.process.retry(thread) => Resumed::WaitsOn,
            // Woken late, for an earlier wait.
            Activity::Sleeping | Activity::Joining(_) | Activity::ShuttingDown(_) => Resumed::WaitsOn,
            _ => Resumed::GoesOn(self.lock_taken(thread, now)),
        }
    }

    fn computed(&mut self, thread: ThreadId, product: Product) {
        self.process.computed(thread, product);
    }
    fn line(&self, thread: ThreadId) -> u32 {
        self.process.line(thread)
    }
    fn switch_interval(&self) -> Option<Nanos> {
        self.process.switch_interval
    }
    fn name(&self, thread: ThreadId) -> String {
        self.process.name(thread).to_owned()
    }
    fn deadlocked(&self) -> Vec<ThreadId> {
        self.process.deadlocked()
    }
}

/// The lab's clock as a process asks for it.
pub(super) struct RealTime<'a>(pub &'a dyn Clock);

impl process::Clock for RealTime<'_> {
    fn monotonic(&self, _spent: Picos) -> Nanos {
        self.0.now()
    }
    fn wall(&self, _spent: Picos) -> Nanos {
        Nanos(self.0.unix_nanos())
    }
    /// Browsers do not tell: as if all time were spent computing.
    fn cpu(&self, _thread: Option<ThreadId>, _spent: Picos) -> Nanos {
        self.0.now()
    }
}

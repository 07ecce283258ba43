//! `Measure`: a workload under each model, for real, a warm-up and then several times.
//!
//! - sequential: one thread, as `execute.rs` would run it;
//! - threading: a pool of Python threads behind the GIL;
//! - multiprocessing: workers with memories of their own, each given one task at a time;
//! - asyncio: a coroutine for each task, driven by the browser's event loop; its waits are the browser's timers.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use futures::future::join_all;
use gloo_timers::future::TimeoutFuture;

use crate::base::time::Nanos;
use crate::lab::clock::Clock;
use crate::lab::coroutines::Coroutines;
use crate::lab::python::Python;
use crate::lab::run::Run;
use crate::lab::stats;
use crate::lab::workload::{self, Figures, Task};
use crate::trace::event::{Fact, Stream};
use crate::trace::settings::Settings;
use crate::wire::{Failure, Measured, Missing, Model, Reply, Workload};

use super::child::{Child, Order};
use super::desk::Ticket;
use super::drive::Lost;
use super::execute::{Bench, Lab};
use super::host::Host;
use super::program::Real;
use super::turn::turn;

/// Repetitions that a page may ask for.
const MAX_REPEAT: u32 = 100;
const MAX_TASKS: u32 = 10_000;
const MAX_WORKERS: u32 = 64;
const MAX_BYTES_PER_TASK: u32 = 16 << 20;
/// Most repetitions before measuring, if figures do not get steady earlier.
const MAX_WARM_UPS: usize = 8;
/// The calibration's loop is at least so long.
const CALIBRATION_LOOPS: u64 = 50_000;
/// And takes at least this.
const CALIBRATION_TIME: Nanos = Nanos::from_millis(20);

/// Why there are no figures.
enum Trouble {
    Stopped,
    Missing(Missing),
    Defect(String),
}

/// What one measurement needs.
struct Measuring<'a> {
    host: &'a Host,
    bench: &'a Bench,
    ticket: &'a Ticket,
    workload: Workload,
    task: Task,
    repeat: u32,
}

/// Answers a `Measure`.
pub async fn measure(host: &Host, lab: &Lab, ticket: Ticket, workload: Workload, models: &[Model], repeat: u32) {
    let Some(bench) = lab.bench(host, &ticket).await else { return ticket.stopped() };
    match all(host, &bench, &ticket, bounded(workload), models, repeat.clamp(1, MAX_REPEAT)).await {
        Ok(()) => ticket.done(),
        Err(Trouble::Stopped) => ticket.stopped(),
        Err(Trouble::Missing(missing)) => ticket.fail(Failure::NotHere(missing)),
        Err(Trouble::Defect(text)) => ticket.fail(Failure::Internal(text)),
    }
}

fn bounded(workload: Workload) -> Workload {
    Workload {
        tasks: workload.tasks.min(MAX_TASKS),
        workers: workload.workers.clamp(1, MAX_WORKERS),
        bytes_per_task: workload.bytes_per_task.min(MAX_BYTES_PER_TASK),
        ..workload
    }
}

async fn all(
    host: &Host,
    bench: &Bench,
    ticket: &Ticket,
    workload: Workload,
    models: &[Model],
    repeat: u32,
) -> Result<(), Trouble> {
    let task = Task { loops: 0, io: workload.io_per_task };
    let mut measuring = Measuring { host, bench, ticket, workload, task, repeat };
    measuring.task.loops = measuring.calibrate().await?;
    let mut missing = None;
    for (n, model) in models.iter().enumerate() {
        let permille = u32::try_from(n * 1_000 / models.len()).unwrap_or(1_000);
        ticket.say(Reply::Progress { id: ticket.id, permille: Some(permille), steps: 0 });
        match measuring.model(*model).await {
            Ok(measured) => ticket.say(Reply::ModelMeasured { id: ticket.id, model: *model, measured }),
            // The others can be measured all the same.
            Err(Trouble::Missing(what)) => missing = Some(what),
            Err(trouble) => return Err(trouble),
        }
    }
    missing.map_or(Ok(()), |missing| Err(Trouble::Missing(missing)))
}

impl Measuring<'_> {
    async fn model(&self, model: Model) -> Result<Measured, Trouble> {
        let Workload { tasks, workers, .. } = self.workload;
        match model {
            Model::Sequential => self.program(&workload::sequential(self.task, tasks)).await,
            Model::Threading => {
                let threads = workers.max(workload::THREAD_POOL).min(tasks.max(1));
                self.program(&workload::threading(self.task, tasks, threads)).await
            }
            Model::Multiprocessing => self.processes().await,
            Model::Asyncio => self.coroutines().await,
            Model::FreeThreaded => Err(Trouble::Missing(Missing::Feature)),
        }
    }

    /// How many turns of the loop a task's computing takes.
    async fn calibrate(&self) -> Result<u64, Trouble> {
        if self.workload.cpu_per_task == Nanos::ZERO {
            return Ok(0);
        }
        // The browser compiles what runs often better and better: go on until that shows no more.
        let (mut loops, mut walls) = (CALIBRATION_LOOPS, Vec::new());
        loop {
            let (figures, _) = self.once(&workload::calibration(loops)).await?;
            walls.push(figures.wall);
            if figures.wall < CALIBRATION_TIME && loops < 100_000_000 {
                loops *= 4;
                walls.clear();
            } else if stats::is_steady(&walls) || walls.len() == MAX_WARM_UPS {
                return Ok(workload::loops_for(self.workload.cpu_per_task, loops, figures.wall));
            }
        }
    }

    /// A program that times itself, run several times after a warm-up.
    async fn program(&self, source: &str) -> Result<Measured, Trouble> {
        self.once(source).await?;
        let (mut measured, mut startups) = (Measured::default(), Vec::new());
        for _ in 0..self.repeat {
            let (figures, switches) = self.once(source).await?;
            measured.walls.push(figures.wall);
            startups.push(figures.startup);
            measured.switches = switches;
        }
        measured.startup = stats::median(&startups);
        measured.reduced = self.bench.pool.is_none();
        Ok(measured)
    }

    /// The program's own figures and how often the GIL changed hands.
    async fn once(&self, source: &str) -> Result<(Figures, u64), Trouble> {
        let settings = Settings::default();
        let real = Real::new(self.host, source, &settings, false);
        let mut real = real.map_err(|_| Trouble::Defect("a workload is no program".into()))?;
        match real.drive(self.host, self.bench.pool, || self.ticket.is_stopped()).await {
            Err(Lost::Panicked(text)) => return Err(Trouble::Defect(text)),
            Err(Lost::Stuck) => return Err(Trouble::Stopped),
            Ok(_) if self.ticket.is_stopped() => return Err(Trouble::Stopped),
            Ok(_) => {}
        }
        let (stdout, stderr) = output(&real.run);
        let figures = Figures::read(&stdout).ok_or_else(|| Trouble::Defect(format!("{stdout}{stderr}")))?;
        Ok((figures, real.run.hand_overs()))
    }

    async fn processes(&self) -> Result<Measured, Trouble> {
        let begin = self.host.clock.now();
        let n = self.workload.workers.min(self.workload.tasks.max(1));
        let children: Result<Vec<Child>, String> = (0..n).map(|_| Child::start(&self.host.boot_script)).collect();
        let children = children.map_err(|_| Trouble::Missing(Missing::Workers))?;
        let source = workload::process(self.task);
        let started = join_all(children.iter().map(|child| async {
            child.ready().await?;
            child.ask(&Order::Program { source: source.clone() }).await
        }));
        for answer in started.await {
            answer.map_err(|_| Trouble::Missing(Missing::Workers))?;
        }
        let mut measured = Measured { startup: self.since(begin), ..Measured::default() };
        let mut walls = Vec::new();
        while !stats::is_steady(&walls) && walls.len() < MAX_WARM_UPS {
            let begin = self.host.clock.now();
            self.spread(&children, n).await?;
            walls.push(self.since(begin));
        }
        for _ in 0..self.repeat {
            let crossed = || children.iter().map(|child| child.bytes.get()).sum::<u64>();
            let (begin, before) = (self.host.clock.now(), crossed());
            self.spread(&children, self.workload.tasks).await?;
            measured.walls.push(self.since(begin));
            measured.bytes_moved = crossed() - before;
        }
        Ok(measured)
    }

    /// Gives each child one task after the other until all are done.
    async fn spread(&self, children: &[Child], tasks: u32) -> Result<(), Trouble> {
        let left = RefCell::new(tasks);
        let order = Order::Task { stdin: "x".repeat(self.workload.bytes_per_task as usize) + "\n" };
        let (left, order) = (&left, &order);
        let feeding = children.iter().map(|child| async move {
            while left.replace_with(|left| left.saturating_sub(1)) > 0 && !self.ticket.is_stopped() {
                child.ask(order).await?;
            }
            Ok(())
        });
        let results: Vec<Result<(), String>> = join_all(feeding).await;
        if self.ticket.is_stopped() {
            return Err(Trouble::Stopped);
        }
        results.into_iter().collect::<Result<(), String>>().map_err(Trouble::Defect)
    }

    async fn coroutines(&self) -> Result<Measured, Trouble> {
        self.gather().await?;
        let (mut measured, mut startups) = (Measured::default(), Vec::new());
        for _ in 0..self.repeat {
            let (startup, wall) = self.gather().await?;
            startups.push(startup);
            measured.walls.push(wall);
        }
        measured.startup = stats::median(&startups);
        Ok(measured)
    }

    /// All coroutines at once: how long it took to make them, and until the last one was over.
    async fn gather(&self) -> Result<(Nanos, Nanos), Trouble> {
        let begin = self.host.clock.now();
        let source = workload::coroutines(self.task, self.workload.tasks);
        let tasks =
            Coroutines::new(&source, &(Arc::new(self.host.clock) as Arc<dyn Clock>)).map_err(Trouble::Defect)?;
        let (tasks, startup) = (Rc::new(RefCell::new(tasks)), self.since(begin));
        let begin = self.host.clock.now();
        let (sender, receiver) = futures::channel::mpsc::unbounded();
        for n in 0..self.workload.tasks {
            let (tasks, sender, stop) = (Rc::clone(&tasks), sender.clone(), self.ticket.stopper());
            wasm_bindgen_futures::spawn_local(async move {
                loop {
                    // Each step is a turn of the event loop, so that messages are read between two.
                    turn().await;
                    if stop.get() {
                        break;
                    }
                    let step = tasks.borrow_mut().step(n);
                    match step {
                        Ok(Some(wait)) => TimeoutFuture::new(millis(wait)).await,
                        Ok(None) => break,
                        // Whoever waits for the tasks is told.
                        Err(text) => return drop(sender.unbounded_send(text)),
                    }
                }
            });
        }
        drop(sender);
        if let Some(text) = futures::StreamExt::next(&mut { receiver }).await {
            return Err(Trouble::Defect(text));
        }
        if self.ticket.is_stopped() { Err(Trouble::Stopped) } else { Ok((startup, self.since(begin))) }
    }

    fn since(&self, begin: Nanos) -> Nanos {
        self.host.clock.now().saturating_sub(begin)
    }
}

fn millis(wait: Nanos) -> u32 {
    u32::try_from(wait.0.div_ceil(1_000_000)).unwrap_or(u32::MAX)
}

/// What a program wrote to stdout and stderr.
pub fn output(run: &Run<Python>) -> (String, String) {
    let part = run.take_part();
    let (mut stdout, mut stderr) = (String::new(), String::new());
    for event in &part.events {
        let Fact::Wrote { stream, text } = event.fact else { continue };
        let text = part.texts.get(text as usize).map(String::as_str).unwrap_or_default();
        match stream {
            Stream::Stdout => stdout.push_str(text),
            Stream::Stderr => stderr.push_str(text),
        }
    }
    (stdout, stderr)
}

//! `Measure`: a workload under each model, for real: ordinary Python programs that time themselves (`lab/workload.rs`).
//!
//! - sequential: one thread;
//! - threading: a `ThreadPoolExecutor` behind the GIL;
//! - multiprocessing: a `Pool`, each process on a worker with a memory of its own;
//! - asyncio: a task for each, on a loop that turns inside the browser's.

use crate::base::time::Nanos;
use crate::lab::python::Python;
use crate::lab::run::Run;
use crate::lab::stats;
use crate::lab::workload::{self, Batch, Figures, Task};
use crate::trace::event::{Fact, Stream};
use crate::trace::settings::Settings;
use crate::wire::{Failure, Measured, Missing, Model, Reply, Workload};

use super::desk::Ticket;
use super::drive::Lost;
use super::execute::{Bench, Lab};
use super::host::Host;
use super::program::Real;

/// Repetitions that a page may ask for.
const MAX_REPEAT: u32 = 100;
const MAX_TASKS: u32 = 10_000;
const MAX_WORKERS: u32 = 64;
const MAX_BYTES_PER_TASK: u32 = 16 << 20;
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
    let task = Task { loops: 0, io: workload.io_per_task, awaitable: workload.async_library };
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
        let Workload { tasks, workers, bytes_per_task: bytes, .. } = self.workload;
        let workers = match model {
            // As the prediction has it: many more than cores, since they mostly wait.
            Model::Threading => workers.max(workload::THREAD_POOL),
            _ => workers,
        };
        let batch = Batch { tasks, workers: workers.min(tasks.max(1)), bytes, repeat: self.repeat };
        let source = match model {
            Model::Sequential => workload::sequential(self.task, batch),
            Model::Threading => workload::threading(self.task, batch),
            Model::Multiprocessing => workload::multiprocessing(self.task, batch),
            Model::Asyncio => workload::asyncio(self.task, batch),
            Model::FreeThreaded => return Err(Trouble::Missing(Missing::Feature)),
        };
        let (figures, mut measured) = self.once(&source).await?;
        // Counted for all batches: one repetition's share.
        let share = |count: u64| count.saturating_mul(u64::from(tasks)) / figures.total.max(1);
        measured.switches = share(measured.switches);
        measured.bytes_moved = share(measured.bytes_moved);
        Ok(measured)
    }

    /// How many turns of the loop a task's computing takes.
    async fn calibrate(&self) -> Result<u64, Trouble> {
        if self.workload.cpu_per_task == Nanos::ZERO {
            return Ok(0);
        }
        // The browser compiles what runs often better and better: go on until that shows no more.
        let (mut loops, mut walls) = (CALIBRATION_LOOPS, Vec::new());
        loop {
            let wall = self.once(&workload::calibration(loops)).await?.1.walls.first().copied().unwrap_or_default();
            walls.push(wall);
            if wall < CALIBRATION_TIME && loops < 100_000_000 {
                loops *= 4;
                walls.clear();
            } else if stats::is_steady(&walls) || walls.len() == workload::MAX_WARM_UPS as usize {
                return Ok(workload::loops_for(self.workload.cpu_per_task, loops, wall));
            }
        }
    }

    /// A program's own figures, and they with what only its driver can count.
    async fn once(&self, source: &str) -> Result<(Figures, Measured), Trouble> {
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
        let measured = Measured {
            walls: figures.walls.clone(),
            startup: figures.startup,
            latencies: Some(figures.latencies),
            switches: real.run.hand_overs(),
            bytes_moved: real.bytes_moved(),
            memory_bytes: real.memory_bytes(),
            reduced: self.bench.pool.is_none(),
        };
        Ok((figures, measured))
    }
}

/// What a program wrote to stdout and stderr.
fn output(run: &Run<Python>) -> (String, String) {
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

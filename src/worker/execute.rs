//! `Execute`: the program of the editor, run for real and recorded.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;

use crate::lab::python::CannotStart;
use crate::trace::event::End;
use crate::trace::settings::Settings;
use crate::wire::{Failure, Measured, Reply};

use super::chunks;
use super::desk::Ticket;
use super::drive::Lost;
use super::host::Host;
use super::pool::Workers;
use super::program::Real;

/// The lab of one engine: real runs come one after the other, since each wants the machine for itself.
#[derive(Default)]
pub struct Lab {
    busy: Rc<Cell<bool>>,
    /// Whether the pool runs, once it was tried.
    pool: Cell<Option<bool>>,
}

/// The right to run for real.
pub struct Bench {
    busy: Rc<Cell<bool>>,
    /// Where there is shared memory.
    pub pool: Option<Workers>,
}

impl Lab {
    /// Waits for earlier real runs to end, and for the pool; nothing when the ticket is stopped meanwhile.
    pub async fn bench(&self, host: &Host, ticket: &Ticket) -> Option<Bench> {
        while self.busy.get() {
            if ticket.is_stopped() {
                return None;
            }
            TimeoutFuture::new(10).await;
        }
        self.busy.set(true);
        let mut bench = Bench { busy: Rc::clone(&self.busy), pool: None };
        let runs = match self.pool.get() {
            Some(runs) => runs,
            None => host.threads && host.start_pool().await,
        };
        self.pool.set(Some(runs));
        bench.pool = runs.then_some(Workers { size: host.pool_size });
        Some(bench)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.busy.set(false);
    }
}

/// Answers an `Execute`.
pub async fn execute(host: &Host, lab: &Lab, ticket: Ticket, source: &str, settings: &Settings, timeline: bool) {
    let mut real = match Real::new(host, source, settings, timeline) {
        Ok(real) => real,
        Err(CannotStart::Problems(diagnostics)) => {
            ticket.say(Reply::Problems { id: ticket.id, diagnostics });
            return ticket.done();
        }
        Err(CannotStart::Defect(text)) => return ticket.fail(Failure::Internal(text)),
    };
    let Some(bench) = lab.bench(host, &ticket).await else { return ticket.stopped() };
    let run = Arc::clone(&real.run);
    let look = || {
        let part = run.take_part();
        let is_news = !part.events.is_empty();
        chunks::say(&ticket, part.lanes, part.texts, &part.events);
        if is_news {
            ticket.say(Reply::Progress { id: ticket.id, permille: None, steps: run.steps() });
        }
        ticket.is_stopped()
    };
    let end = real.drive(host, bench.pool, look).await;
    let elapsed = run.elapsed();
    let part = run.take_part();
    chunks::say(&ticket, part.lanes, part.texts, &part.events);
    match end {
        Ok(End::Stopped) | Err(Lost::Stuck) => ticket.stopped(),
        Err(Lost::Panicked(text)) => ticket.fail(Failure::Internal(text)),
        Ok(end) => {
            let measured = Measured {
                walls: vec![elapsed],
                switches: run.hand_overs(),
                bytes_moved: real.bytes_moved(),
                memory_bytes: real.memory_bytes(),
                reduced: bench.pool.is_none(),
                ..Measured::default()
            };
            ticket.say(Reply::Measured { id: ticket.id, measured });
            let id = ticket.id;
            ticket.close(Reply::Finished { id, end: Some(end), steps: run.steps(), makespan: elapsed });
        }
    }
}

//! `Simulate`, `Inspect` and `Seek`: a program in virtual time, in slices, and kept for looking back.
//!
//! One run is kept at a time: the last one begun. A newer one ends the one before it, and of several inspections that wait
//! only the newest is answered.

use std::cell::{Cell, RefCell};

use crate::lab::clock::Clock;
use crate::process::{Program, ProgramError};
use crate::sim::inspect::inspect;
use crate::sim::record::Pending;
use crate::sim::simulation::Simulation;
use crate::sim::world::{Progress, WorldError};
use crate::trace::event::End;
use crate::trace::settings::Settings;
use crate::trace::target::Target;
use crate::wire::{Failure, Reply, RequestId};

use super::chunks;
use super::clock::BrowserClock;
use super::desk::Ticket;
use super::drive::SLICE;
use super::turn::turn;

/// Instructions between two looks at the clock: a few milliseconds.
const BATCH_STEPS: u64 = 20_000;
/// Most events that a slice collects before it sends them.
const MAX_EVENTS: usize = 50_000;
/// How programs of the editor are called in tracebacks.
const FILENAME: &str = "prog.py";

/// The run that is kept.
#[derive(Default)]
pub struct Simulations {
    kept: RefCell<Option<(RequestId, Simulation)>>,
    /// The inspection that came last.
    latest: Cell<Option<RequestId>>,
}

/// What a slice came to.
enum Slice {
    More(Pending),
    Over(Pending, End),
    /// A newer run has taken the place.
    Replaced,
}

impl Simulations {
    /// Answers a `Simulate`.
    pub async fn simulate(&self, clock: BrowserClock, ticket: Ticket, source: &str, settings: &Settings) {
        let program = Program {
            filename: FILENAME.into(),
            text: source.into(),
            stdin: settings.stdin.clone(),
            seed: settings.seed,
        };
        let mut opening = Pending::default();
        match Simulation::new(&program, settings, &mut opening) {
            Ok(simulation) => *self.kept.borrow_mut() = Some((ticket.id, simulation)),
            Err(error) => return refuse(ticket, error),
        }
        say(&ticket, opening, 0);
        loop {
            match self.slice(clock, ticket.id) {
                Slice::More(pending) => say(&ticket, pending, self.steps()),
                Slice::Over(pending, end) => {
                    say(&ticket, pending, self.steps());
                    let (id, steps, makespan) = (ticket.id, self.steps(), self.time());
                    return ticket.close(Reply::Finished { id, end: Some(end), steps, makespan });
                }
                Slice::Replaced => return ticket.stopped(),
            }
            if ticket.is_stopped() {
                return ticket.stopped();
            }
            turn().await;
        }
    }

    /// Answers an `Inspect`.
    pub async fn inspect(&self, ticket: Ticket, run: RequestId, step: u64) {
        self.latest.set(Some(ticket.id));
        turn().await;
        if self.latest.get() != Some(ticket.id) || ticket.is_stopped() {
            return ticket.stopped();
        }
        let inspection = self.with(run, |simulation| {
            let mut before = step.checked_sub(1).map(|before| simulation.world_at(before));
            inspect(&mut simulation.world_at(step), before.as_mut())
        });
        match inspection {
            Some(inspection) => {
                ticket.say(Reply::State { id: ticket.id, inspection: Box::new(inspection) });
                ticket.done();
            }
            None => ticket.fail(Failure::UnknownRun),
        }
    }

    /// Answers a `Seek`.
    pub fn seek(&self, ticket: Ticket, run: RequestId, step: u64, target: Target) {
        match self.with(run, |simulation| simulation.find(step, target)) {
            Some(found) => {
                let (step, time) = found.map_or((None, Default::default()), |(step, time)| (Some(step), time));
                ticket.say(Reply::Found { id: ticket.id, step, time });
                ticket.done();
            }
            None => ticket.fail(Failure::UnknownRun),
        }
    }

    fn slice(&self, clock: BrowserClock, id: RequestId) -> Slice {
        let begin = clock.now();
        let mut pending = Pending::default();
        let mut kept = self.kept.borrow_mut();
        let Some((_, simulation)) = kept.as_mut().filter(|(kept, _)| *kept == id) else { return Slice::Replaced };
        loop {
            if let Progress::Over(end) = simulation.advance(BATCH_STEPS, &mut pending) {
                return Slice::Over(pending, end);
            }
            if clock.now().saturating_sub(begin) >= SLICE || pending.events.len() >= MAX_EVENTS {
                return Slice::More(pending);
            }
        }
    }

    fn with<T>(&self, run: RequestId, ask: impl FnOnce(&mut Simulation) -> T) -> Option<T> {
        let mut kept = self.kept.borrow_mut();
        kept.as_mut().filter(|(id, _)| *id == run).map(|(_, simulation)| ask(simulation))
    }
    fn steps(&self) -> u64 {
        self.kept.borrow().as_ref().map_or(0, |(_, simulation)| simulation.steps())
    }
    fn time(&self) -> crate::base::time::Nanos {
        self.kept.borrow().as_ref().map_or_else(Default::default, |(_, simulation)| simulation.time())
    }
}

fn say(ticket: &Ticket, pending: Pending, steps: u64) {
    chunks::say(ticket, pending.lanes, pending.texts, &pending.events);
    ticket.say(Reply::Progress { id: ticket.id, permille: None, steps });
}

fn refuse(ticket: Ticket, error: WorldError) {
    match error {
        WorldError::Program(ProgramError::Problems(diagnostics)) => {
            ticket.say(Reply::Problems { id: ticket.id, diagnostics });
            ticket.done();
        }
        error => ticket.fail(Failure::Internal(error.to_string())),
    }
}

//! Starting, stopping, and what the engine answers.

use crate::trace::event::End;
use crate::trace::{Moment, Trace};
use crate::wire::{Chunk, Failure, Model, Reply, Request, RequestId, Workload};

use super::action::Command;
use super::engine::Purpose;
use super::opening;
use super::reduce::tell;
use super::state::{Coming, Inspecting, Landing, ModelResult, News, Run, Status, View, Which};
use super::{action, travel};

/// How long a request has to answer that it has stopped before the worker is terminated.
const STOP_GRACE_MILLIS: u32 = 80;

/// How a run is started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Start {
    pub landing: Landing,
    /// Whether the browser's history gets an entry.
    pub history: History,
}

/// What becomes of the browser's history.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum History {
    /// A new entry, to come back from.
    Push,
    /// The present entry stays, or is rewritten.
    Keep,
}

impl Start {
    pub const BY_HAND: Start = Start { landing: Landing::Telling, history: History::Push };
}

/// Runs the program in the editor. The picture stays what it was until there is something of the new run.
pub(super) fn start(view: &mut View, which: Which, start: Start, then: &mut Vec<Command>) {
    let purpose = purpose_of(which);
    for old in view.engine.open_for(purpose).collect::<Vec<_>>() {
        view.engine.close(old);
        then.push(Command::Send(Request::Stop { of: old }));
    }
    view.playback.set_playing(false);
    view.editor.problems.clear();
    view.notices.retain(|notice| !matches!(notice.news, News::Limit(_) | News::Failed(_)));
    opening::enter_run(view, start.history, then);
    opening::save_soon(view, then);
    let id = view.engine.open(purpose);
    let (source, settings) = (view.editor.source.clone(), view.settings.clone());
    let run = view.run_mut(which);
    run.status = Status::Starting;
    let landing = start.landing;
    run.coming = Some(Coming { request: id, source: source.clone(), settings: settings.clone(), landing });
    then.push(Command::Send(match which {
        Which::Simulated => Request::Simulate { id, source, settings },
        Which::Measured => Request::Execute { id, source, settings, timeline: true },
    }));
    if which == Which::Simulated {
        // The engine forgets the run before as soon as it begins the next.
        view.simulated.request = None;
    }
}

/// Runs a workload under each model.
pub(super) fn measure(view: &mut View, workload: Workload, models: Vec<Model>, repeat: u32, then: &mut Vec<Command>) {
    for old in view.engine.open_for(Purpose::Measure).collect::<Vec<_>>() {
        view.engine.close(old);
        then.push(Command::Send(Request::Stop { of: old }));
    }
    let id = view.engine.open(Purpose::Measure);
    let comparison = &mut view.comparison;
    comparison.results.retain(|result| result.workload != workload);
    (comparison.request, comparison.status, comparison.workload) = (Some(id), Status::Starting, Some(workload));
    then.push(Command::Send(Request::Measure { id, workload, models, repeat }));
}

/// Asks everything that runs to stop, and sees to it that it does.
pub(super) fn stop(view: &mut View, then: &mut Vec<Command>) {
    view.playback.set_playing(false);
    for purpose in [Purpose::Simulate, Purpose::Execute, Purpose::Measure] {
        for of in view.engine.open_for(purpose).collect::<Vec<_>>() {
            then.push(Command::Send(Request::Stop { of }));
            let action = Box::new(action::Action::StopIsDue(of));
            then.push(Command::After { millis: STOP_GRACE_MILLIS, action });
        }
    }
}

/// The engine was asked to stop and has not: it is terminated, and what it has shown so far is kept.
pub(super) fn stop_hard(view: &mut View, id: RequestId, then: &mut Vec<Command>) {
    if view.engine.purpose(id).is_some() {
        forget_engine(view, &Status::Stopped);
        then.push(Command::RestartEngine);
    }
}

/// The worker is gone. It is started again unless it never even said that it was ready.
pub(super) fn lose_engine(view: &mut View, then: &mut Vec<Command>) {
    let was_ready = view.engine.environment.is_some();
    forget_engine(view, &Status::Failed(Failure::Internal("the engine is gone".to_owned())));
    tell(view, News::EngineLost);
    if was_ready {
        then.push(Command::RestartEngine);
    }
}

/// Closes every request and forgets the runs the engine kept.
fn forget_engine(view: &mut View, status: &Status) {
    view.engine.environment = None;
    for (id, purpose) in view.engine.close_all() {
        close(view, id, purpose, Closing::Broken(status.clone()));
    }
    (view.simulated.request, view.measured.request) = (None, None);
}

/// Takes in a message of the engine. Replies to requests that are not open are ignored.
pub(super) fn hear(view: &mut View, reply: Reply, then: &mut Vec<Command>) {
    match reply {
        Reply::Ready { environment } => view.engine.environment = Some(environment),
        Reply::Problems { id, diagnostics } => {
            if let Some(which) = run_of(view, id) {
                view.editor.problems = diagnostics;
                let run = view.run_mut(which);
                (run.status, run.coming) = (Status::Rejected, None);
            }
        }
        Reply::Chunk { id, chunk } => {
            if let Some(which) = run_of(view, id) {
                grow(view, which, id, chunk, then);
            }
        }
        Reply::Progress { id, permille, steps } => {
            let status = Status::Running { permille, steps };
            match view.engine.purpose(id) {
                Some(Purpose::Measure) => view.comparison.status = status,
                _ => {
                    if let Some(run) =
                        run_of(view, id).map(|which| view.run_mut(which)).filter(|run| run.status.is_busy())
                    {
                        run.status = status;
                    }
                }
            }
        }
        Reply::State { id, inspection } => {
            if view.engine.purpose(id) == Some(Purpose::Inspect) {
                view.inspecting.shown = Some(inspection);
            }
        }
        Reply::Found { id, step, time } => {
            if view.engine.purpose(id) == Some(Purpose::Seek) {
                travel::found(view, step, time);
            }
        }
        Reply::Measured { id, measured } => {
            if run_of(view, id) == Some(Which::Measured) {
                begin_coming(view, Which::Measured);
                view.measured.figures = Some(measured);
            }
        }
        Reply::ModelMeasured { id, model, measured } => {
            if view.engine.purpose(id) == Some(Purpose::Measure) {
                let comparison = &mut view.comparison;
                if let Some(workload) = comparison.workload {
                    comparison.results.push(ModelResult { workload, model, measured, place: None });
                }
            }
        }
        Reply::Finished { id, end, steps, makespan } => {
            let until = Moment { step: steps, time: makespan };
            close_if_open(view, id, Closing::Finished(end, until));
        }
        Reply::Failed { id, failure } => close_if_open(view, id, Closing::Broken(Status::Failed(failure))),
        Reply::Stopped { id } => close_if_open(view, id, Closing::Broken(Status::Stopped)),
    }
}

/// How a request was closed.
enum Closing {
    Finished(Option<End>, Moment),
    /// Failed or stopped.
    Broken(Status),
}

fn close_if_open(view: &mut View, id: RequestId, how: Closing) {
    if let Some(purpose) = view.engine.close(id) {
        close(view, id, purpose, how);
    }
}

/// What closing a request, already taken off the list, means for the page.
fn close(view: &mut View, id: RequestId, purpose: Purpose, how: Closing) {
    match (purpose, how) {
        (Purpose::Simulate, how) => close_run(view, Which::Simulated, how),
        (Purpose::Execute, how) => close_run(view, Which::Measured, how),
        (Purpose::Measure, Closing::Finished(..)) => view.comparison.status = Status::Finished,
        (Purpose::Measure, Closing::Broken(status)) => {
            tell_failure(view, &status);
            view.comparison.status = status;
        }
        // An engine that does not know the run cannot say where it was: the panels then live from the trace alone.
        (Purpose::Inspect, _) => view.inspecting.in_flight = view.inspecting.in_flight.filter(|open| *open != id),
        (Purpose::Seek, Closing::Broken(_)) => view.playback.set_playing(false),
        (Purpose::Seek, Closing::Finished(..)) => {}
    }
}

fn close_run(view: &mut View, which: Which, how: Closing) {
    if view.run(which).status == Status::Rejected {
        return;
    }
    match how {
        Closing::Finished(end, until) => {
            begin_coming(view, which);
            if let Some(End::Limit(hit)) = end {
                tell(view, News::Limit(hit));
            }
            let run = view.run_mut(which);
            run.trace.close(until);
            (run.end, run.status) = (end, Status::Finished);
        }
        Closing::Broken(status) => {
            tell_failure(view, &status);
            let run = view.run_mut(which);
            run.coming = None;
            run.status = status;
        }
    }
    travel::land(view.run_mut(which));
}

fn tell_failure(view: &mut View, status: &Status) {
    if let Status::Failed(failure) = status {
        tell(view, News::Failed(failure.clone()));
    }
}

/// Adds a chunk to the trace of run `id`.
fn grow(view: &mut View, which: Which, id: RequestId, chunk: Chunk, then: &mut Vec<Command>) {
    begin_coming(view, which);
    let run = view.run_mut(which);
    if run.request != Some(id) {
        return;
    }
    if let Err(error) = run.trace.append(chunk.lanes, chunk.texts, &chunk.events) {
        tell(view, News::BadMessage(error.to_string()));
        then.push(Command::Send(Request::Stop { of: id }));
    }
}

/// The run that was asked for has something to show: its picture takes the place of the one before.
fn begin_coming(view: &mut View, which: Which) {
    let run = view.run_mut(which);
    let Some(coming) = run.coming.take() else { return };
    let timeline = super::timeline::TimelineState { size: run.timeline.size, ..Default::default() };
    *run = Run {
        status: Status::Running { permille: None, steps: 0 },
        request: Some(coming.request),
        source: coming.source,
        settings: coming.settings,
        trace: Trace::new(),
        landing: Some(coming.landing),
        timeline,
        ..Run::default()
    };
    view.active = which;
    if which == Which::Simulated {
        view.inspecting = Inspecting { in_flight: view.inspecting.in_flight, ..Inspecting::default() };
    }
}

/// The run an open request is for.
fn run_of(view: &View, id: RequestId) -> Option<Which> {
    match view.engine.purpose(id)? {
        Purpose::Simulate => Some(Which::Simulated),
        Purpose::Execute => Some(Which::Measured),
        Purpose::Measure | Purpose::Inspect | Purpose::Seek => None,
    }
}

fn purpose_of(which: Which) -> Purpose {
    match which {
        Which::Simulated => Purpose::Simulate,
        Which::Measured => Purpose::Execute,
    }
}

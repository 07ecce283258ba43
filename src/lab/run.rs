//! One real run: the threads of a process on a pool's workers, behind a real GIL, recorded as they go.
//!
//! Two ways to drive it. [`Run::start`] puts it on a pool: each worker takes a Python thread in hand, holds the GIL while
//! that thread executes, and lets go of it where CPython would. [`Run::advance`] drives it without blocking from one place,
//! for where there is no shared memory: threads take turns there, a switch interval each.
//!
//! Executing goes in batches, so that looking at the drop request costs nothing; once it is set, the machine stops at the
//! next switch point.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::clock::Clock;
use super::gil::Gil;
use super::guest::{Guest, Happened, Ran, Resumed, Then, lane_of, lane_of_process};
use super::pool::Pool;
use super::recorder::{Part, Recorder};
use super::roster::{Next, Poll, Roster};
use super::shared::{Access, Shared};
use super::site::HOME;
use crate::base::ids::{LaneId, ProcessId, ThreadId};
use crate::base::time::Nanos;
use crate::trace::event::{End, Fact, Io, Release, State, SwitchPoint};
use crate::trace::lane::{Lane, LaneKind};
use crate::vm::machine::Fuel;
use crate::vm::work::Work;

/// Instructions between two looks at the drop request: a few tenths of a millisecond at most.
const BATCH_STEPS: u64 = 5_000;

/// A real run. Shared by all workers that have a hand in it.
pub struct Run<G: Guest> {
    process: Shared<G>,
    roster: Roster,
    recorder: Recorder,
    clock: Arc<dyn Clock>,
    end: Mutex<Option<End>>,
    /// Workers that have not gone home yet.
    at_work: AtomicUsize,
    /// The thread that [`advance`](Self::advance) left in the middle of its turn, and when that turn began.
    paused: Mutex<Option<(ThreadId, Nanos)>>,
}

/// How far [`Run::advance`] got.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Advanced {
    /// There is more to do at once.
    Busy,
    /// Everybody waits until this time, as the run's clock tells it.
    Until(Nanos),
    /// Everybody waits for somebody outside.
    Waits,
    Over,
}

impl<G: Guest> Run<G> {
    /// A run that has not begun: its main thread is number 0. Without `timeline` only output is recorded.
    pub fn new(guest: G, switch_interval: Nanos, clock: Arc<dyn Clock>, timeline: bool) -> Self {
        let recorder = Recorder::new(Arc::clone(&clock), timeline);
        let process = lane_of_process(HOME);
        let main = Lane { kind: LaneKind::Process, name: "MainProcess".to_owned(), parent: None, native_id: 1 };
        recorder.open(process, main);
        recorder.push(process, None, Fact::Opened { by: None });
        let main = ThreadId(0);
        let name = guest.name(main);
        let run = Self {
            process: Shared::new(Gil::new(switch_interval), guest),
            roster: Roster::default(),
            recorder,
            clock,
            end: Mutex::new(None),
            at_work: AtomicUsize::new(0),
            paused: Mutex::new(None),
        };
        run.open(main, name, None);
        run
    }

    /// Puts the run on a pool's workers.
    pub fn start(self: &Arc<Self>, pool: &dyn Pool) {
        let n = pool.size().max(1);
        self.at_work.store(n, Ordering::Release);
        for _ in 0..n {
            let run = Arc::clone(self);
            pool.spawn(Box::new(move || {
                run.work();
                run.at_work.fetch_sub(1, Ordering::Release);
            }));
        }
    }

    /// The main thread is to live at home: [`advance_home`](Self::advance_home) drives it, beside the pool. `ring` is called,
    /// from any thread, when it can go on.
    pub fn settle_main(&self, ring: impl Fn() + Send + Sync + 'static) {
        self.roster.settle(ThreadId(0), ring);
    }
    /// Drives all threads from here until `deadline`, without blocking.
    pub fn advance(&self, deadline: Nanos) -> Advanced {
        self.advance_by(deadline, |now| self.roster.poll(now))
    }
    /// Drives the main thread from here until `deadline`. Blocks no longer than another thread keeps the GIL.
    pub fn advance_home(&self, deadline: Nanos) -> Advanced {
        self.advance_by(deadline, |now| self.roster.poll_home(now))
    }
    fn advance_by(&self, deadline: Nanos, poll: impl Fn(Nanos) -> Poll) -> Advanced {
        loop {
            let next = match poll(self.clock.now()) {
                Poll::Now(next) => next,
                Poll::At(due) => return Advanced::Until(due),
                Poll::Later => return Advanced::Waits,
            };
            if !self.serve(next, Some(deadline)) {
                return Advanced::Over;
            }
            if self.clock.now() >= deadline {
                return Advanced::Busy;
            }
        }
    }

    /// A thread that waits for somebody outside is to look again.
    pub fn wake(&self, thread: ThreadId) {
        self.roster.wake_from_outside(thread);
    }
    /// Whether somebody outside may still wake a thread: then it is no deadlock when all of them wait.
    pub fn hope(&self, hopes: bool) {
        self.roster.hope(hopes);
    }
    /// A process elsewhere has been started: its row.
    pub fn process_opened(&self, process: ProcessId, name: &str) {
        let native_id = u64::from(process.0) + 1;
        let lane = Lane { kind: LaneKind::Process, name: name.to_owned(), parent: Some(LaneId(0)), native_id };
        self.recorder.begin(process, lane);
    }
    /// What a process elsewhere has recorded until `until`, with the times of the clock.
    pub fn process_told(&self, process: ProcessId, part: Part, until: Nanos) {
        self.recorder.graft(process, part, until);
    }
    /// A process elsewhere is over.
    pub fn process_over(&self, process: ProcessId, status: i32) {
        let lane = lane_of_process(process);
        self.recorder.push(lane, None, Fact::Exited { status });
        self.recorder.push(lane, None, Fact::Became(State::Finished));
        self.recorder.end(process);
    }
    /// What was recorded since the last call, with the times of the clock instead of the run's, and until when.
    pub fn take_part_on_clock(&self) -> (Part, Nanos) {
        let (until, start) = (self.clock.now(), self.recorder.start());
        let mut part = self.recorder.take_part();
        part.events.iter_mut().for_each(|event| event.time = event.time.saturating_add(start));
        (part, until)
    }
    /// Ends the run where it is. Threads notice within a batch, waiting ones at once.
    pub fn stop(&self) {
        self.finish(End::Stopped);
    }
    /// How it ended, once every worker has let go of it.
    pub fn end(&self) -> Option<End> {
        if self.at_work.load(Ordering::Acquire) > 0 {
            return None;
        }
        self.end.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// What was recorded since the last call. After the end nobody is waited for.
    pub fn take_part(&self) -> Part {
        if self.end().is_some() {
            self.recorder.end_all();
        }
        self.recorder.take_part()
    }
    pub fn steps(&self) -> u64 {
        self.recorder.steps()
    }
    pub fn elapsed(&self) -> Nanos {
        self.recorder.elapsed()
    }
    /// Times the GIL went from one thread to another.
    pub fn hand_overs(&self) -> u64 {
        self.process.gil.hand_overs()
    }

    /// The process, after the end.
    pub fn into_guest(self) -> G {
        self.process.into_inner()
    }

    fn work(&self) {
        while self.serve(self.roster.next(&*self.clock), None) {}
    }

    /// Does what the roster says; whether there may be more.
    fn serve(&self, next: Next, deadline: Option<Nanos>) -> bool {
        match next {
            Next::Run(thread) => self.turn(thread, false, deadline),
            Next::Due(thread) => self.turn(thread, true, deadline),
            Next::Stalled => self.deadlock(),
            Next::Over => return false,
        }
        true
    }

    /// One thread, from getting the GIL to letting go of its worker.
    fn turn(&self, thread: ThreadId, due: bool, deadline: Option<Nanos>) {
        let lane = lane_of(thread);
        let paused = self.paused.lock().unwrap_or_else(PoisonError::into_inner).take();
        let resumes = paused.filter(|(paused, _)| *paused == thread);
        let mut began = resumes.map_or_else(|| self.clock.now(), |(_, began)| began);
        let taken = if resumes.is_some() { self.process.try_take(thread) } else { self.take(thread, lane) };
        let Some(mut access) = taken else { return self.roster.finish() };
        if resumes.is_none() {
            match access.get().resume(thread, due, self.clock.now()) {
                Resumed::GoesOn(None) => {}
                Resumed::GoesOn(Some(happened)) => {
                    self.note(&mut access, lane, Ran { steps: 0, happened: vec![happened], then: Then::GoesOn });
                }
                Resumed::WaitsOn => return self.wait_on(access, lane),
            }
        }
        loop {
            let asked = self.is_asked(began);
            let fuel = Fuel { max_steps: BATCH_STEPS, stop_at_switch_point: asked, ..Fuel::UNLIMITED };
            let ran = access.get().run(thread, &fuel, &*self.clock);
            if let Some(interval) = access.get().switch_interval() {
                self.process.gil.set_interval(interval);
            }
            let then = self.note(&mut access, lane, ran);
            if self.process.gil.is_stopped() {
                return self.roster.finish();
            }
            match then {
                Then::SwitchPoint(at) if asked => {
                    if !self.hand_over(access, lane, at) {
                        return;
                    }
                    let Some(again) = self.take(thread, lane) else { return self.roster.finish() };
                    access = again;
                    began = self.clock.now();
                }
                Then::GoesOn | Then::SwitchPoint(_) => {
                    if deadline.is_some_and(|deadline| self.clock.now() >= deadline) {
                        // Beside a pool, the others get the GIL meanwhile.
                        if self.at_work.load(Ordering::Relaxed) > 0 {
                            return self.leave(access, lane, Then::Yields);
                        }
                        *self.paused.lock().unwrap_or_else(PoisonError::into_inner) = Some((thread, began));
                        return self.roster.pause(thread);
                    }
                }
                Then::Computes(work) => {
                    let Some(again) = self.compute(access, lane, &work) else { return self.roster.finish() };
                    access = again;
                    began = self.clock.now();
                }
                then => return self.leave(access, lane, then),
            }
        }
    }

    /// Somebody has waited a switch interval for the GIL, or, where threads take turns, for the only worker.
    fn is_asked(&self, began: Nanos) -> bool {
        self.process.gil.drop_requested() || self.is_turn_over(began)
    }
    fn is_turn_over(&self, began: Nanos) -> bool {
        // With workers of their own, threads ask for the GIL themselves.
        if self.at_work.load(Ordering::Relaxed) > 0 {
            return false;
        }
        let now = self.clock.now();
        now.saturating_sub(began) >= self.process.gil.interval() && self.roster.next_up(now).is_some()
    }

    /// Waits for the GIL; nothing when the run was stopped.
    fn take(&self, thread: ThreadId, lane: LaneId) -> Option<Access<'_, G>> {
        let access = match self.process.try_take(thread) {
            Some(access) => access,
            None => {
                self.recorder.push(lane, None, Fact::Became(State::WantsGil));
                let since = self.clock.now();
                let on_request = |holder| {
                    let waited = self.clock.now().saturating_sub(since);
                    self.recorder.push(lane, None, Fact::GilRequested { holder: lane_of(holder), waited });
                };
                self.process.take(thread, on_request).ok()?
            }
        };
        let held = access.held();
        let fact = Fact::GilTaken { from: held.from.map(lane_of), asked: held.asked };
        self.recorder.push(lane, None, fact);
        self.recorder.push(lane, None, Fact::Became(State::Running));
        Some(access)
    }

    /// Lets go of the GIL, computes, and takes it again; nothing when the run was stopped.
    fn compute(&self, mut access: Access<'_, G>, lane: LaneId, work: &Work) -> Option<Access<'_, G>> {
        let thread = access.held().thread;
        let line = Some(access.get().line(thread));
        self.recorder.push(lane, line, Fact::GilReleased { why: Release::Native, at: None });
        self.recorder.push(lane, line, Fact::Became(State::Native));
        drop(access);
        let done = work.run(&mut || !self.process.gil.is_stopped());
        let mut access = self.take(thread, lane)?;
        access.get().computed(thread, done.product);
        Some(access)
    }

    /// Gives the GIL to who asked for it; whether the caller keeps the thread.
    fn hand_over(&self, mut access: Access<'_, G>, lane: LaneId, at: SwitchPoint) -> bool {
        let thread = access.held().thread;
        let line = Some(access.get().line(thread));
        // Where threads take turns, nobody asks: whoever is next might have.
        let by = self.process.gil.asked_by().or_else(|| self.roster.next_up(self.clock.now())).map_or(lane, lane_of);
        self.recorder.push(lane, line, Fact::GilReleased { why: Release::Requested { by }, at: Some(at) });
        if self.roster.give_way(thread) {
            self.recorder.push(lane, line, Fact::Became(State::Ready));
            return false;
        }
        self.recorder.push(lane, line, Fact::Became(State::WantsGil));
        true
    }

    /// The thread waits, ends, or lets others go first.
    fn leave(&self, mut access: Access<'_, G>, lane: LaneId, then: Then) {
        let thread = access.held().thread;
        let line = Some(access.get().line(thread));
        let released = |why| self.recorder.push(lane, line, Fact::GilReleased { why, at: None });
        match then {
            Then::Waits { state, at_most } => {
                let due = at_most.map(|at_most| self.clock.now().saturating_add(at_most));
                released(Release::Blocking);
                self.recorder.push(lane, line, Fact::Became(self.on_our_clock(state, at_most)));
                self.roster.park(thread, due);
            }
            Then::Ended => {
                released(Release::Finished);
                self.recorder.push(lane, line, Fact::Became(State::Finished));
                self.roster.finish();
            }
            Then::Exited(status) => {
                released(Release::Finished);
                self.recorder.push(lane, line, Fact::Became(State::Finished));
                // In this order: without a thread in hand the roster would call it a deadlock.
                self.finish(End::Exited(status));
                self.roster.finish();
            }
            Then::Yields | Then::GoesOn | Then::SwitchPoint(_) | Then::Computes(_) => {
                released(Release::Blocking);
                if !self.roster.give_way(thread) {
                    self.roster.pause(thread);
                }
                self.recorder.push(lane, line, Fact::Became(State::Ready));
            }
        }
    }

    /// A thread woken in vain waits on.
    fn wait_on(&self, access: Access<'_, G>, lane: LaneId) {
        self.recorder.push(lane, None, Fact::GilReleased { why: Release::Blocking, at: None });
        self.recorder.back_to_wait(lane);
        self.roster.park_again(access.held().thread);
    }

    /// A wait's end as the run's clock tells it.
    fn on_our_clock(&self, state: State, at_most: Option<Nanos>) -> State {
        match (state, at_most) {
            (State::Waiting(Io::Sleep { .. }), Some(at_most)) => {
                State::Waiting(Io::Sleep { until: self.recorder.elapsed().saturating_add(at_most) })
            }
            (state, _) => state,
        }
    }

    /// Writes down what happened and passes it on; `then` as it came, or the end if a limit was met.
    fn note(&self, access: &mut Access<'_, G>, lane: LaneId, ran: Ran) -> Then {
        self.recorder.stepped(ran.steps);
        if ran.happened.is_empty() {
            return ran.then;
        }
        let thread = access.held().thread;
        let line = Some(access.get().line(thread));
        for happened in ran.happened {
            match happened {
                Happened::Wrote { stream, text } => self.recorder.wrote(lane, line, stream, &text),
                Happened::Started(thread) => {
                    let name = access.get().name(thread);
                    self.open(thread, name, Some(lane));
                }
                Happened::Woke(thread) => {
                    self.recorder.push(lane, line, Fact::Woke { lane: lane_of(thread) });
                    // Not `wake`: it may be the caller itself, which is about to wait.
                    self.roster.wake_from_outside(thread);
                }
                Happened::Befriended => self.roster.hope(true),
                Happened::Fact(fact) => self.recorder.push(lane, line, fact),
                Happened::LockNamed { lock, name } => {
                    self.recorder.push_text(lane, line, &name, |name| Fact::LockNamed { lock, name });
                }
                Happened::Uncaught(text) => {
                    self.recorder.push_text(lane, line, &text, |text| Fact::Uncaught { text });
                }
            }
        }
        if let Some(limit) = self.recorder.limit() {
            self.finish(End::Limit(limit));
        }
        ran.then
    }

    /// A new thread's row, and its place in the roster.
    fn open(&self, thread: ThreadId, name: String, by: Option<LaneId>) {
        let lane = Lane { kind: LaneKind::Thread, name, parent: Some(LaneId(0)), native_id: u64::from(thread.0) + 1 };
        let row = lane_of(thread);
        self.recorder.open(row, lane);
        self.recorder.push(row, None, Fact::Opened { by });
        self.recorder.push(row, None, Fact::Became(State::Ready));
        self.roster.add(thread);
    }

    fn deadlock(&self) {
        // Nobody runs any more, but the last one to park may still be letting go of the GIL.
        let main = ThreadId(0);
        let access = self.process.try_take(main).or_else(|| self.process.take(main, |_| {}).ok());
        let threads = access.map(|mut access| access.get().deadlocked()).unwrap_or_default();
        let lanes: Vec<LaneId> = threads.into_iter().map(lane_of).collect();
        for lane in &lanes {
            self.recorder.push(*lane, None, Fact::Deadlocked);
        }
        self.finish(End::Deadlock(lanes));
    }

    /// The first end counts.
    fn finish(&self, end: End) {
        self.end.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(end);
        self.process.gil.stop();
        self.roster.end();
    }
}

//! Small traces for tests: a builder that reads like the run it describes, and one picture everybody knows.

use crate::base::ids::{Index, LaneId};
use crate::base::time::Nanos;

use super::event::{Event, Fact, Io, Release, State, Stream, SwitchPoint, Wait};
use super::lane::{Lane, LaneKind};
use super::store::Trace;

/// Writes a trace event by event.
#[derive(Default)]
pub(crate) struct Script {
    pub lanes: Vec<Lane>,
    pub texts: Vec<String>,
    pub events: Vec<Event>,
    at: (u64, Nanos),
}

impl Script {
    pub fn lane(&mut self, kind: LaneKind, name: &str, parent: Option<LaneId>) -> LaneId {
        self.lanes.push(Lane { kind, name: name.to_owned(), parent, native_id: 0 });
        LaneId::from_usize(self.lanes.len() - 1)
    }
    pub fn text(&mut self, text: &str) -> u32 {
        self.texts.push(text.to_owned());
        self.texts.len() as u32 - 1
    }
    /// From here on, facts are at this step and time.
    pub fn at(&mut self, step: u64, nanos: u64) -> &mut Self {
        self.at = (step, Nanos(nanos));
        self
    }
    pub fn fact(&mut self, lane: LaneId, line: u32, fact: Fact) -> &mut Self {
        self.events.push(Event { step: self.at.0, time: self.at.1, lane, line, fact });
        self
    }
    pub fn became(&mut self, lane: LaneId, line: u32, state: State) -> &mut Self {
        self.fact(lane, line, Fact::Became(state))
    }
    pub fn trace(self) -> Trace {
        let mut trace = Trace::new();
        trace.append(self.lanes, self.texts, &self.events).expect("a script is in order");
        trace
    }
}

pub(crate) const PROCESS: LaneId = LaneId(0);
pub(crate) const MAIN: LaneId = LaneId(1);
pub(crate) const FIRST: LaneId = LaneId(2);
pub(crate) const SECOND: LaneId = LaneId(3);

/// Two threads that count under one GIL while the main thread waits to join the first. Times in ns:
///
/// ```text
/// MainThread  0 runs 400, then waits in join()
/// Thread-1    400 runs 5,400 (drop request), wants the GIL 10,400, runs 12,000, is over
/// Thread-2    400 wants the GIL 5,400, runs 10,400 (drop request), wants 12,000, sleeps 20,000, runs 21,000
/// ```
pub(crate) fn two_threads() -> Trace {
    let mut script = Script::default();
    let process = script.lane(LaneKind::Process, "MainProcess", None);
    let main = script.lane(LaneKind::Thread, "MainThread", Some(process));
    let first = script.lane(LaneKind::Thread, "Thread-1", Some(process));
    let second = script.lane(LaneKind::Thread, "Thread-2", Some(process));
    let done = script.text("done\n");
    let loop_jump = Some(SwitchPoint::LoopJump);
    script.at(0, 0).fact(main, 1, Fact::Opened { by: None }).became(main, 1, State::Running);
    script.fact(main, 1, Fact::GilTaken { from: None, asked: false });
    script.at(40, 400).fact(first, 0, Fact::Opened { by: Some(main) }).fact(second, 0, Fact::Opened { by: Some(main) });
    script.became(second, 3, State::WantsGil);
    script.fact(main, 14, Fact::GilReleased { why: Release::Blocking, at: None });
    script.became(main, 14, State::Blocked(Wait::Join(first)));
    script.fact(first, 3, Fact::GilTaken { from: Some(main), asked: false }).became(first, 3, State::Running);
    script.at(540, 5_400).fact(second, 3, Fact::GilRequested { holder: first, waited: Nanos(5_000) });
    script.fact(first, 6, Fact::GilReleased { why: Release::Requested { by: second }, at: loop_jump });
    script.became(first, 6, State::WantsGil);
    script.fact(second, 3, Fact::GilTaken { from: Some(first), asked: true }).became(second, 3, State::Running);
    script.at(1_040, 10_400).fact(first, 6, Fact::GilRequested { holder: second, waited: Nanos(5_000) });
    script.fact(second, 7, Fact::GilReleased { why: Release::Requested { by: first }, at: loop_jump });
    script.became(second, 7, State::WantsGil);
    script.fact(first, 6, Fact::GilTaken { from: Some(second), asked: true }).became(first, 6, State::Running);
    script.at(1_200, 12_000).fact(first, 8, Fact::Woke { lane: main });
    script.fact(first, 8, Fact::GilReleased { why: Release::Finished, at: None }).became(first, 8, State::Finished);
    script.became(main, 14, State::WantsGil);
    script.became(second, 7, State::Waiting(Io::Sleep { until: Nanos(20_000) }));
    script.fact(main, 14, Fact::GilTaken { from: Some(first), asked: false }).became(main, 14, State::Running);
    script.at(1_250, 12_500).fact(main, 15, Fact::Wrote { stream: Stream::Stdout, text: done });
    script.fact(main, 15, Fact::GilReleased { why: Release::Blocking, at: None });
    script.became(main, 15, State::Blocked(Wait::Join(second)));
    script.at(1_250, 20_000).fact(second, 7, Fact::GilTaken { from: Some(main), asked: false });
    script.became(second, 7, State::Running);
    script.at(1_350, 21_000).fact(second, 8, Fact::GilReleased { why: Release::Finished, at: None });
    script.became(second, 8, State::Finished).became(main, 15, State::Finished);
    script.trace()
}

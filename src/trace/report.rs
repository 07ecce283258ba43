//! A run in figures: what `pylanes run --report` prints and the summary shows.

use serde::Serialize;

use super::kind::StateKind;
use super::lane::LaneKind;
use super::store::Trace;

/// A run in figures. Times are nanoseconds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Report {
    pub makespan_nanos: u64,
    pub steps: u64,
    /// Times that another thread or task began to run Python.
    pub switches: u64,
    /// Times that a thread had waited a whole switch interval and asked for the GIL.
    pub gil_requests: u64,
    pub deadlock: bool,
    pub uncaught: u64,
    pub lanes: Vec<LaneReport>,
}

/// One thread or task in figures.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LaneReport {
    pub name: String,
    pub kind: &'static str,
    pub running_nanos: u64,
    pub native_nanos: u64,
    pub wants_gil_nanos: u64,
    pub ready_nanos: u64,
    pub blocked_nanos: u64,
    pub waiting_nanos: u64,
    pub suspended_nanos: u64,
}

impl Trace {
    pub fn report(&self) -> Report {
        Report {
            makespan_nanos: self.makespan().0,
            steps: self.end().step,
            switches: self.switches().len() as u64,
            gil_requests: self.gil_requests().len() as u64,
            deadlock: self.deadlock().is_some(),
            uncaught: self.uncaught().len() as u64,
            lanes: self.lane_reports(),
        }
    }

    fn lane_reports(&self) -> Vec<LaneReport> {
        let lanes = self.lanes().filter(|(_, lane)| lane.kind != LaneKind::Process);
        lanes
            .map(|(id, lane)| {
                let totals = self.totals(id);
                let spent = |kind: StateKind| totals[usize::from(kind.class())];
                LaneReport {
                    name: lane.name.clone(),
                    kind: if lane.kind == LaneKind::Task { "task" } else { "thread" },
                    running_nanos: spent(StateKind::Running),
                    native_nanos: spent(StateKind::Native),
                    wants_gil_nanos: spent(StateKind::WantsGil),
                    ready_nanos: spent(StateKind::Ready),
                    blocked_nanos: spent(StateKind::Blocked),
                    waiting_nanos: spent(StateKind::Waiting),
                    suspended_nanos: spent(StateKind::Suspended),
                }
            })
            .collect()
    }
}

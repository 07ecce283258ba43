//! The rows of the timeline.

use serde::{Deserialize, Serialize};

use crate::base::ids::LaneId;

/// What a lane shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum LaneKind {
    /// A process: the parent of its threads. Its GIL row is derived from who took and released it.
    Process,
    Thread,
    /// An asyncio task: a child of the thread whose loop runs it.
    Task,
}

/// One row. Its [`LaneId`] is its place in the order of opening, in the trace and everywhere else.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lane {
    pub kind: LaneKind,
    /// As Python names it: `MainProcess`, `Thread-1 (work)`, `Task-2`.
    pub name: String,
    /// The process of a thread, the thread of a task, the parent of a process.
    pub parent: Option<LaneId>,
    /// `os.getpid()`, the thread's native id, or 0.
    pub native_id: u64,
}

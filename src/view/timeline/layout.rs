//! Rows: the GIL of each process, its threads, under a thread its tasks. Folded groups hide what is under them.
//!
//! Rows are as tall as their number allows and are laid out for the whole trace; painting and hitting look only at
//! those in sight, so thousands of lanes cost no more than a screenful.

use std::ops::Range;

use crate::base::ids::{Index, LaneId};
use crate::trace::Trace;
use crate::trace::lane::LaneKind;

/// Height of the time ruler above the rows.
pub const AXIS_PX: f64 = 26.0;
/// Height of the step ruler beneath them.
pub const STEP_AXIS_PX: f64 = 18.0;
/// Up to this many rows are laid out roomily.
const ROOMY_ROWS: usize = 7;

/// What a row shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RowKind {
    /// The head of a process's group, when there is more than one process.
    Process,
    /// Who holds the GIL of the process.
    Gil,
    /// A thread or a task.
    Lane,
}

/// One row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    pub kind: RowKind,
    /// The process of a GIL row, otherwise the lane itself.
    pub lane: LaneId,
    /// How far it is indented.
    pub depth: u32,
    /// Whether there is anything to fold, and whether it is folded.
    pub fold: Option<Fold>,
    /// Top of the row's stretch of the picture, from the top of all rows.
    pub y: f64,
}

/// State of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fold {
    Open,
    Closed,
}

/// All rows of a trace.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    pub rows: Vec<Row>,
    /// From the top of one row to the top of the next.
    pub pitch_px: f64,
    /// Of the bar in a row.
    pub bar_px: f64,
    /// The row of each lane, by lane number; none for those folded away.
    row_of_lane: Vec<Option<u32>>,
}

impl Layout {
    /// Lays out `trace` with the groups of `folded` lanes closed (`folded` is in order).
    pub fn new(trace: &Trace, folded: &[LaneId]) -> Self {
        let n_processes = trace.lanes().filter(|(_, lane)| lane.kind == LaneKind::Process).count();
        let mut rows = Rows { trace, folded, several: n_processes > 1, rows: Vec::new() };
        for (id, lane) in trace.lanes() {
            match lane.kind {
                LaneKind::Process => rows.process(id),
                LaneKind::Thread | LaneKind::Task if lane.parent.is_none() => rows.lane(id, 0),
                LaneKind::Thread | LaneKind::Task => {}
            }
        }
        let mut rows = rows.rows;
        let (pitch_px, bar_px) = if rows.len() <= ROOMY_ROWS { (40.0, 28.0) } else { (25.0, 19.0) };
        let mut row_of_lane = vec![None; trace.n_lanes()];
        for (i, row) in rows.iter_mut().enumerate() {
            row.y = i as f64 * pitch_px;
            if row.kind != RowKind::Gil {
                row_of_lane[row.lane.index()] = u32::try_from(i).ok();
            }
        }
        Self { rows, pitch_px, bar_px, row_of_lane }
    }

    pub fn height_px(&self) -> f64 {
        self.rows.len() as f64 * self.pitch_px
    }
    /// The height a canvas needs to show every row and both rulers.
    pub fn canvas_px(&self) -> f64 {
        AXIS_PX + self.height_px() + STEP_AXIS_PX
    }
    /// How far the rows can be scrolled on a canvas of that height.
    pub fn max_scroll_px(&self, canvas_px: f64) -> f64 {
        (self.canvas_px() - canvas_px).max(0.0)
    }
    /// Rows that show in `height_px` pixels when scrolled by `scroll_px`.
    pub fn in_sight(&self, scroll_px: f64, height_px: f64) -> Range<usize> {
        let pitch = self.pitch_px.max(1.0);
        let first = (scroll_px / pitch).floor().max(0.0) as usize;
        let end = ((scroll_px + height_px) / pitch).ceil().max(0.0) as usize;
        first.min(self.rows.len())..end.min(self.rows.len())
    }
    /// The row under a height counted from the top of all rows.
    pub fn row_at(&self, y: f64) -> Option<&Row> {
        if y < 0.0 {
            return None;
        }
        self.rows.get((y / self.pitch_px.max(1.0)) as usize)
    }
    /// The row of a thread or task; of the nearest lane above it when its group is closed.
    pub fn row_of(&self, trace: &Trace, lane: LaneId) -> Option<&Row> {
        let mut at = Some(lane);
        while let Some(lane) = at {
            if let Some(row) = self.row_of_lane.get(lane.index()).copied().flatten() {
                return self.rows.get(row as usize);
            }
            at = trace.lane(lane)?.parent;
        }
        None
    }
}

/// A layout being made.
struct Rows<'a> {
    trace: &'a Trace,
    folded: &'a [LaneId],
    several: bool,
    rows: Vec<Row>,
}

impl Rows<'_> {
    fn process(&mut self, process: LaneId) {
        let depth = u32::from(self.several);
        if self.several {
            let fold = self.fold(process, true);
            self.push(RowKind::Process, process, 0, fold);
        }
        if self.several && self.is_closed(process) {
            return;
        }
        if self.trace.gil(process).is_some() {
            self.push(RowKind::Gil, process, depth, None);
        }
        for &lane in self.trace.children(process) {
            self.lane(lane, depth);
        }
    }

    fn lane(&mut self, lane: LaneId, depth: u32) {
        let Some(kind) = self.trace.lane(lane).map(|lane| lane.kind) else { return };
        // A process started by this one has a group of its own.
        if kind == LaneKind::Process {
            return;
        }
        let children = self.trace.children(lane);
        let fold = self.fold(lane, !children.is_empty());
        self.push(RowKind::Lane, lane, depth, fold);
        if !self.is_closed(lane) {
            for &child in children {
                self.lane(child, depth + 1);
            }
        }
    }

    fn is_closed(&self, lane: LaneId) -> bool {
        self.folded.binary_search(&lane).is_ok()
    }
    fn fold(&self, lane: LaneId, has_group: bool) -> Option<Fold> {
        has_group.then(|| if self.is_closed(lane) { Fold::Closed } else { Fold::Open })
    }
    fn push(&mut self, kind: RowKind, lane: LaneId, depth: u32, fold: Option<Fold>) {
        self.rows.push(Row { kind, lane, depth, fold, y: 0.0 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::event::{Fact, State};
    use crate::trace::sample::{FIRST, MAIN, PROCESS, SECOND, Script, two_threads};

    fn told(layout: &Layout) -> Vec<(RowKind, LaneId, u32)> {
        layout.rows.iter().map(|row| (row.kind, row.lane, row.depth)).collect()
    }

    #[test]
    fn one_process_needs_no_head() {
        let layout = Layout::new(&two_threads(), &[]);
        assert_eq!(
            told(&layout),
            [
                (RowKind::Gil, PROCESS, 0),
                (RowKind::Lane, MAIN, 0),
                (RowKind::Lane, FIRST, 0),
                (RowKind::Lane, SECOND, 0)
            ]
        );
    }

    #[test]
    fn tasks_stand_under_their_thread_and_fold_away() {
        let mut script = Script::default();
        let process = script.lane(LaneKind::Process, "MainProcess", None);
        let thread = script.lane(LaneKind::Thread, "MainThread", Some(process));
        let task = script.lane(LaneKind::Task, "Task-1", Some(thread));
        script.fact(thread, 1, Fact::GilTaken { from: None, asked: false });
        script.became(thread, 1, State::Running).became(task, 2, State::Running);
        let trace = script.trace();
        let open = Layout::new(&trace, &[]);
        assert_eq!(told(&open)[2], (RowKind::Lane, task, 1));
        let closed = Layout::new(&trace, &[thread]);
        assert_eq!(told(&closed), [(RowKind::Gil, process, 0), (RowKind::Lane, thread, 0)]);
        assert_eq!(closed.rows[1].fold, Some(Fold::Closed));
        assert_eq!(closed.row_of(&trace, task).map(|row| row.lane), Some(thread));
    }

    #[test]
    fn only_rows_in_sight_count() {
        let layout = Layout::new(&two_threads(), &[]);
        assert_eq!(layout.in_sight(0.0, 60.0), 0..2);
        assert_eq!(layout.in_sight(50.0, 60.0), 1..3);
        assert_eq!(layout.in_sight(1e9, 60.0), 4..4);
        assert_eq!(layout.row_at(45.0).map(|row| row.lane), Some(MAIN));
        assert_eq!(layout.row_at(-1.0), None);
    }
}

//! What is under a point of the canvas.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::trace::Moment;

use super::Point;
use super::draw::Scene;
use super::layout::{AXIS_PX, RowKind};

/// The playhead can be taken hold of this far from its line.
const GRIP_PX: f64 = 6.0;

/// What is under a point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hit {
    /// The playhead's line or its grip.
    Playhead,
    /// A ruler, at this time.
    Ruler(Nanos),
    /// A slice of a lane.
    Slice { lane: LaneId, slice: usize, time: Nanos },
    /// A slice of a process's GIL row.
    Gil { process: LaneId, slice: usize, time: Nanos },
    /// The name of a lane.
    Name(LaneId),
    /// The triangle of a group.
    Fold(LaneId),
    /// Nothing, at this time.
    Empty(Nanos),
}

/// What is under `point`. Of a crowd narrower than a pixel, the slice at the exact time.
pub fn hit(scene: &Scene, point: Point) -> Hit {
    let scale = scene.scale();
    let time = scale.time_from_px(point.x.clamp(scale.left_px, scale.right_px())).min(scene.trace.makespan());
    let on_playhead = scene.now.is_some_and(|now| (scale.px_from_time(now.time) - point.x).abs() <= GRIP_PX);
    if point.y < AXIS_PX {
        return if on_playhead { Hit::Playhead } else { Hit::Ruler(time) };
    }
    if point.y >= AXIS_PX + scene.rows_px() {
        return Hit::Ruler(time);
    }
    let Some(row) = scene.layout.row_at(point.y - AXIS_PX + scene.scroll_px) else { return Hit::Empty(time) };
    if point.x < scale.left_px {
        let handle_end = 20.0 + 12.0 * f64::from(row.depth);
        return if row.fold.is_some() && point.x < handle_end { Hit::Fold(row.lane) } else { Hit::Name(row.lane) };
    }
    if scale.time_from_px(point.x) > scene.trace.makespan() {
        return Hit::Empty(time);
    }
    let found = match row.kind {
        RowKind::Process => None,
        RowKind::Gil => scene.trace.gil(row.lane).and_then(|gil| gil.slice_at(time)).map(|slice| Hit::Gil {
            process: row.lane,
            slice,
            time,
        }),
        RowKind::Lane => scene.trace.track(row.lane).and_then(|track| track.slice_at(time)).map(|slice| Hit::Slice {
            lane: row.lane,
            slice,
            time,
        }),
    };
    found.unwrap_or(Hit::Empty(time))
}

impl Hit {
    /// The moment the point stands for, if it is a place in time.
    pub fn moment(self, scene: &Scene) -> Option<Moment> {
        match self {
            Hit::Ruler(time) | Hit::Slice { time, .. } | Hit::Gil { time, .. } | Hit::Empty(time) => {
                Some(scene.trace.moment_at_time(time))
            }
            Hit::Playhead | Hit::Name(_) | Hit::Fold(_) => None,
        }
    }
}

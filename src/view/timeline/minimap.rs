//! The whole run in a strip: every lane a few pixels high, and a frame around what the timeline shows.

use crate::base::time::Nanos;
use crate::trace::Trace;

use super::Size;
use super::draw::Bar;
use super::layout::{Layout, RowKind};
use super::mark::{Emphasis, Family, Mark};
use super::scale::{Scale, Window};

/// More rows than this are thinned out evenly: a strip has no room for them.
const MAX_ROWS: usize = 12;

fn scale(trace: &Trace, size: Size) -> Scale {
    Scale { window: Window::fit(trace.makespan()), left_px: 0.0, width_px: size.width_px.max(1.0) }
}

/// The marks of the strip.
pub fn draw(trace: &Trace, layout: &Layout, window: Window, now: Option<Nanos>, size: Size) -> Vec<Mark> {
    let scale = scale(trace, size);
    let mut marks = Vec::new();
    let rows: Vec<_> = layout.rows.iter().filter(|row| row.kind == RowKind::Lane).collect();
    let stride = rows.len().div_ceil(MAX_ROWS).max(1);
    let pitch = (size.height_px - 4.0) / rows.len().div_ceil(stride).max(1) as f64;
    for (i, row) in rows.into_iter().step_by(stride).enumerate() {
        let bar =
            Bar { y: 2.0 + i as f64 * pitch, h: (pitch - 1.0).clamp(1.0, 8.0), scale: &scale, end: trace.makespan() };
        if let Some(track) = trace.track(row.lane) {
            bar.draw(track, Family::States, &mut marks, |_, _, _, _| Emphasis::None);
        }
    }
    let (from, to) = (scale.px_from_time(window.start()), scale.px_from_time(window.end()).min(scale.right_px()));
    marks.push(Mark::Frame { x: from, y: 0.5, w: (to - from).max(3.0), h: size.height_px - 1.0 });
    if let Some(now) = now {
        marks.push(Mark::Playhead { x: scale.px_from_time(now), y: 0.0, h: size.height_px });
    }
    marks
}

/// The time under a pixel of the strip.
pub fn time_at(trace: &Trace, size: Size, x: f64) -> Nanos {
    scale(trace, size).time_from_px(x).min(trace.makespan())
}

/// The window moved so that its middle is at a time.
pub fn centred(window: Window, at: Nanos, trace: &Trace) -> Window {
    let middle = window.start_nanos + window.span_nanos / 2.0;
    window.pan(at.0 as f64 - middle, trace.makespan())
}

/// Whether a strip says anything that the timeline does not.
pub fn is_useful(trace: &Trace, window: Window) -> bool {
    window.span_nanos < Window::fit(trace.makespan()).span_nanos * 0.98
}

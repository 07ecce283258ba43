//! What pointer and keys do to the picture: state of the timeline and pure steps from one to the next.
//!
//! A press on a ruler or the playhead takes hold of the playhead; a press elsewhere pans once it moves, and clicks when it
//! is let go where it began. The wheel zooms at the pointer; with Shift, or sideways, it pans; over the names it scrolls.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::trace::Trace;

use super::draw::{gutter_px, plot_scale};
use super::hit::Hit;
use super::layout::Layout;
use super::scale::{Scale, Window};
use super::{Point, Size};

/// A pointer that moves less than this between press and release has clicked.
const CLICK_PX: f64 = 4.0;
/// How much a notch of the wheel (100 units) zooms.
const ZOOM_PER_NOTCH: f64 = 1.25;

/// How the timeline is looked at.
#[derive(Clone, PartialEq, Debug)]
pub struct TimelineState {
    pub size: Size,
    /// The stretch of time in sight; none while the whole run is, however it grows.
    pub window: Option<Window>,
    pub scroll_px: f64,
    /// Lanes whose groups are closed, in order.
    pub folded: Vec<LaneId>,
    /// Where the pointer is, while it is over the canvas.
    pub pointer: Option<Point>,
    pub(crate) drag: Option<Drag>,
}

impl Default for TimelineState {
    fn default() -> Self {
        let size = Size { width_px: 860.0, height_px: 240.0 };
        Self { size, window: None, scroll_px: 0.0, folded: Vec::new(), pointer: None, drag: None }
    }
}

/// What a pressed pointer does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Drag {
    /// Moves the playhead.
    Seek,
    /// Has not moved far enough yet to be more than a click.
    Undecided { from: Point },
    /// Moves the picture; the time and row that were pressed stay under the pointer.
    Pan { grabbed_nanos: f64, last_y: f64 },
}

/// Something a person does to the timeline. Sent by the canvas.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Gesture {
    /// The canvas has a new size.
    Resize(Size),
    Press(Point),
    /// The pointer moved, pressed or not.
    Move(Point),
    Release(Point),
    /// The pointer left the canvas or the press was taken away.
    Leave,
    Wheel {
        at: Point,
        dx: f64,
        dy: f64,
        shift: bool,
    },
    DoubleClick,
    /// Zooms at the playhead or the middle: `W` and `S`.
    Zoom {
        factor: f64,
    },
    /// Moves by a part of the width: `A` and `D`.
    Pan {
        widths: f64,
    },
    Fit,
    /// Two fingers: their middle now, and how much further apart they are than before.
    Pinch {
        at: Point,
        factor: f64,
    },
    ToggleFold(LaneId),
    /// The minimap was pressed or dragged at this time.
    Centre(Nanos),
}

/// What a gesture asks of the rest of the page.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Outcome {
    Nothing,
    /// Move the playhead here.
    Seek(Nanos),
    /// This was clicked.
    Click(Hit),
}

impl TimelineState {
    pub fn window(&self, trace: &Trace) -> Window {
        self.window.unwrap_or_else(|| Window::fit(trace.makespan()))
    }
    pub fn scale(&self, trace: &Trace) -> Scale {
        plot_scale(self.window(trace), self.size.width_px)
    }

    /// Carries out a gesture. `under` tells what is under a point, `now` is the playhead's time.
    pub fn gesture(&mut self, gesture: Gesture, trace: &Trace, now: Nanos, under: impl Fn(Point) -> Hit) -> Outcome {
        match gesture {
            Gesture::Resize(size) => self.resize(size, trace),
            Gesture::Press(at) => return self.press(at, trace, under(at)),
            Gesture::Move(at) => return self.move_to(at, trace),
            Gesture::Release(at) => return self.release(at, under),
            Gesture::Leave => (self.pointer, self.drag) = (None, None),
            Gesture::Wheel { at, dx, dy, shift } => self.wheel(at, (dx, dy), shift, trace),
            Gesture::DoubleClick | Gesture::Fit => self.window = None,
            Gesture::Zoom { factor } => self.zoom_at(factor, self.anchor(trace, now), trace),
            Gesture::Pan { widths } => self.pan(widths * self.window(trace).span_nanos, trace),
            Gesture::Pinch { at, factor } => self.zoom_at(factor, self.scale(trace).nanos_from_px(at.x), trace),
            Gesture::ToggleFold(lane) => self.toggle_fold(lane, trace),
            Gesture::Centre(time) => self.set_window(super::minimap::centred(self.window(trace), time, trace), trace),
        }
        Outcome::Nothing
    }

    /// Moves the window, if it must, to have a time in sight.
    pub fn reveal(&mut self, time: Nanos, trace: &Trace) {
        if let Some(window) = self.window {
            self.set_window(window.reveal(time, trace.makespan()), trace);
        }
    }
    /// Shows one slice with air on both sides.
    pub fn zoom_to(&mut self, from: Nanos, to: Nanos, trace: &Trace) {
        self.set_window(Window::around(from, to, trace.makespan()), trace);
    }

    fn resize(&mut self, size: Size, trace: &Trace) {
        self.size = size;
        self.scroll(0.0, trace);
    }

    fn press(&mut self, at: Point, trace: &Trace, under: Hit) -> Outcome {
        self.pointer = Some(at);
        match under {
            Hit::Playhead | Hit::Ruler(_) => {
                self.drag = Some(Drag::Seek);
                Outcome::Seek(self.time_at(at, trace))
            }
            _ => {
                self.drag = Some(Drag::Undecided { from: at });
                Outcome::Nothing
            }
        }
    }

    fn move_to(&mut self, at: Point, trace: &Trace) -> Outcome {
        self.pointer = Some(at);
        match self.drag {
            None => {}
            Some(Drag::Seek) => return Outcome::Seek(self.time_at(at, trace)),
            Some(Drag::Undecided { from }) if (at.x - from.x).abs().max((at.y - from.y).abs()) < CLICK_PX => {}
            Some(Drag::Undecided { from }) => {
                let grabbed_nanos = self.scale(trace).nanos_from_px(from.x);
                self.drag = Some(Drag::Pan { grabbed_nanos, last_y: from.y });
                return self.move_to(at, trace);
            }
            Some(Drag::Pan { grabbed_nanos, last_y }) => {
                self.drag = Some(Drag::Pan { grabbed_nanos, last_y: at.y });
                self.scroll(last_y - at.y, trace);
                let under_pointer = self.scale(trace).nanos_from_px(at.x);
                self.pan(grabbed_nanos - under_pointer, trace);
            }
        }
        Outcome::Nothing
    }

    fn release(&mut self, at: Point, under: impl Fn(Point) -> Hit) -> Outcome {
        match self.drag.take() {
            Some(Drag::Undecided { .. }) => Outcome::Click(under(at)),
            _ => Outcome::Nothing,
        }
    }

    fn wheel(&mut self, at: Point, (dx, dy): (f64, f64), shift: bool, trace: &Trace) {
        let scale = self.scale(trace);
        if at.x < gutter_px(self.size.width_px) {
            self.scroll(dy, trace);
        } else if shift || dx.abs() > dy.abs() {
            let px = if dx == 0.0 { dy } else { dx };
            self.pan(px * scale.nanos_per_px(), trace);
        } else {
            self.zoom_at(ZOOM_PER_NOTCH.powf(-dy / 100.0), scale.nanos_from_px(at.x), trace);
        }
    }

    fn zoom_at(&mut self, factor: f64, at_nanos: f64, trace: &Trace) {
        self.set_window(self.window(trace).zoom(factor, at_nanos, trace.makespan()), trace);
    }
    fn pan(&mut self, nanos: f64, trace: &Trace) {
        self.set_window(self.window(trace).pan(nanos, trace.makespan()), trace);
    }
    fn scroll(&mut self, px: f64, trace: &Trace) {
        let max = Layout::new(trace, &self.folded).max_scroll_px(self.size.height_px);
        self.scroll_px = (self.scroll_px + px).clamp(0.0, max);
    }
    fn toggle_fold(&mut self, lane: LaneId, trace: &Trace) {
        match self.folded.binary_search(&lane) {
            Ok(place) => drop(self.folded.remove(place)),
            Err(place) => self.folded.insert(place, lane),
        }
        self.scroll(0.0, trace);
    }
    /// A window as wide as the run is no window: the picture then follows the run's growth.
    fn set_window(&mut self, window: Window, trace: &Trace) {
        let whole = Window::fit(trace.makespan());
        self.window = (window.span_nanos < whole.span_nanos * 0.999).then_some(window);
    }
    fn time_at(&self, at: Point, trace: &Trace) -> Nanos {
        let scale = self.scale(trace);
        scale.time_from_px(at.x.clamp(scale.left_px, scale.right_px())).min(trace.makespan())
    }
    /// What keys zoom at: the playhead when it is in sight, else the middle.
    fn anchor(&self, trace: &Trace, now: Nanos) -> f64 {
        let window = self.window(trace);
        let (now, end) = (now.0 as f64, window.start_nanos + window.span_nanos);
        if (window.start_nanos..=end).contains(&now) { now } else { (window.start_nanos + end) / 2.0 }
    }
}

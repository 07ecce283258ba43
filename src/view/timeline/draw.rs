//! A trace, a window of time and a layout become marks; their number depends on the canvas, not on the trace.
//!
//! The rule for crowds: a slice at least a pixel wide is a mark of its own. Where a narrower one lies, a column of two pixels
//! shows in which shares the time of those pixels was spent, and columns side by side become one band as long as no share
//! differs by more than a sixteenth. A slice without any length is a moment and has no mark; connectors tell of those.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::trace::event::Fact;
use crate::trace::track::{N_CLASSES, Sums, Track, Until};
use crate::trace::{Moment, Trace};

use super::Size;
use super::layout::{AXIS_PX, Fold, Layout, Row, RowKind, STEP_AXIS_PX};
use super::mark::{Align, ConnectorKind, Emphasis, Family, Mark, Shares, TextRole, fit_text, text_width_px};
use super::scale::{Scale, Window};
use super::ticks::{Tick, step_ticks, time_ticks};

/// With more events in sight than this, connectors would be a grey wall and are left out.
const MAX_CONNECTOR_EVENTS: usize = 1_500;
/// Narrower slices are painted as density.
const MIN_SLICE_PX: f64 = 1.0;
const COLUMN_PX: f64 = 2.0;
/// Columns whose shares (out of 255) differ by no more than this look the same.
const SAME_SHARE: u8 = 16;

/// Everything a picture is made of.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub trace: &'a Trace,
    pub layout: &'a Layout,
    pub window: Window,
    pub size: Size,
    pub scroll_px: f64,
    pub now: Option<Moment>,
    /// The slice that was clicked and the one under the pointer: lane and place.
    pub selected: Option<(LaneId, usize)>,
    pub hovered: Option<(LaneId, usize)>,
    /// The lane that will release the hovered one.
    pub releaser: Option<LaneId>,
}

impl Scene<'_> {
    /// Width of the names at the left.
    pub fn gutter_px(&self) -> f64 {
        gutter_px(self.size.width_px)
    }
    pub fn scale(&self) -> Scale {
        plot_scale(self.window, self.size.width_px)
    }
    /// Height in which rows show.
    pub fn rows_px(&self) -> f64 {
        (self.size.height_px - AXIS_PX - STEP_AXIS_PX).max(0.0)
    }
    /// Top of a row on the canvas.
    pub fn row_y(&self, row: &Row) -> f64 {
        AXIS_PX + row.y - self.scroll_px
    }
    fn bar_y(&self, row: &Row) -> f64 {
        self.row_y(row) + (self.layout.pitch_px - self.layout.bar_px) / 2.0
    }
    fn middle_y(&self, row: &Row) -> f64 {
        self.row_y(row) + self.layout.pitch_px / 2.0
    }
    fn in_sight(&self) -> &[Row] {
        &self.layout.rows[self.layout.in_sight(self.scroll_px, self.rows_px())]
    }
}

/// Width of the names at the left of a canvas.
pub fn gutter_px(width_px: f64) -> f64 {
    if width_px < 560.0 { 92.0 } else { 132.0 }
}

/// The scale of the plot on a canvas of that width.
pub fn plot_scale(window: Window, width_px: f64) -> Scale {
    let left_px = gutter_px(width_px);
    Scale { window, left_px, width_px: (width_px - left_px - 16.0).max(1.0) }
}

/// The marks of a scene, in the order of painting.
pub fn draw(scene: &Scene) -> Vec<Mark> {
    let mut marks = Vec::new();
    let scale = scene.scale();
    let ticks = time_ticks(&scale);
    for tick in &ticks {
        marks.push(Mark::Gridline { x: tick.x, y: AXIS_PX - 4.0, h: scene.rows_px() + 4.0 });
    }
    for row in scene.in_sight() {
        draw_row(scene, &scale, row, &mut marks);
    }
    connectors(scene, &scale, &mut marks);
    rulers(scene, &scale, ticks, &mut marks);
    if let Some(now) = scene.now {
        let x = scale.px_from_time(now.time);
        if (scale.left_px - 0.5..=scale.right_px() + 0.5).contains(&x) {
            marks.push(Mark::Playhead { x, y: AXIS_PX - 8.0, h: scene.rows_px() + 8.0 });
        }
    }
    marks
}

/// The rulers' labels, over whatever rows reach under them.
fn rulers(scene: &Scene, scale: &Scale, times: Vec<Tick>, marks: &mut Vec<Mark>) {
    let (w, bottom) = (scene.size.width_px, AXIS_PX + scene.rows_px());
    let sight = (scale.left_px, w);
    marks.push(Mark::Backdrop { x: 0.0, y: 0.0, w, h: AXIS_PX - 4.0 });
    for tick in times {
        marks.push(ruler_text(tick.x, AXIS_PX / 2.0 - 2.0, tick.label, TextRole::Time, sight));
    }
    marks.push(Mark::Backdrop { x: 0.0, y: bottom, w, h: STEP_AXIS_PX });
    for tick in step_ticks(scene.trace, scale) {
        marks.push(ruler_text(tick.x, bottom + STEP_AXIS_PX / 2.0, tick.label, TextRole::Step, sight));
    }
}

/// A ruler's label stands in the middle of its tick unless that would cut it off.
fn ruler_text(x: f64, y: f64, text: String, role: TextRole, (left, right): (f64, f64)) -> Mark {
    let width = text_width_px(&text);
    let align = if x - width / 2.0 < left {
        Align::Start
    } else if x + width / 2.0 > right {
        Align::End
    } else {
        Align::Middle
    };
    Mark::Text { x, y, text, role, align, max_width_px: width }
}

fn draw_row(scene: &Scene, scale: &Scale, row: &Row, marks: &mut Vec<Mark>) {
    row_head(scene, row, marks);
    let bottom = scene.row_y(row) + scene.layout.pitch_px;
    marks.push(Mark::Rule { x: scale.left_px, y: bottom - 0.5, w: scale.width_px });
    let bar = Bar { y: scene.bar_y(row), h: scene.layout.bar_px, scale, end: scene.trace.makespan() };
    match row.kind {
        RowKind::Process => {}
        RowKind::Gil => {
            let Some(gil) = scene.trace.gil(row.lane) else { return };
            bar.draw(gil, Family::Holders, marks, |slice, x, w, marks| {
                let name = scene.trace.gil_holder(gil, slice).map_or("", |lane| scene.trace.lane_name(lane));
                let text = fit_text(name, w - 8.0);
                if text.chars().count() >= name.chars().count().min(8) && !text.is_empty() {
                    let y = bar.y + bar.h / 2.0;
                    let (role, align) = (TextRole::Holder, Align::Middle);
                    marks.push(Mark::Text { x: x + w / 2.0, y, text, role, align, max_width_px: w - 8.0 });
                }
                Emphasis::None
            });
        }
        RowKind::Lane => {
            let Some(track) = scene.trace.track(row.lane) else { return };
            bar.draw(track, Family::States, marks, |slice, _, _, _| match Some((row.lane, slice)) {
                this if this == scene.selected => Emphasis::Selected,
                this if this == scene.hovered => Emphasis::Hovered,
                _ => Emphasis::None,
            });
        }
    }
}

fn row_head(scene: &Scene, row: &Row, marks: &mut Vec<Mark>) {
    let y = scene.middle_y(row);
    let x = 12.0 + 12.0 * f64::from(row.depth);
    if let Some(fold) = row.fold {
        marks.push(Mark::FoldHandle { x: x - 6.0, y, open: fold == Fold::Open });
    }
    let (name, role) = match row.kind {
        RowKind::Gil => ("GIL", TextRole::GroupName),
        RowKind::Process => (scene.trace.lane_name(row.lane), TextRole::GroupName),
        RowKind::Lane => (scene.trace.lane_name(row.lane), TextRole::LaneName),
    };
    let x = x + 4.0;
    let max_width_px = scene.gutter_px() - x - 6.0;
    let text = fit_text(name, max_width_px);
    marks.push(Mark::Text { x, y, text, role, align: Align::Start, max_width_px });
}

/// Where a track is drawn.
#[derive(Clone, Copy)]
pub(super) struct Bar<'a> {
    pub y: f64,
    pub h: f64,
    pub scale: &'a Scale,
    /// Where the last slice ends.
    pub end: Nanos,
}

impl Bar<'_> {
    /// Draws what of `track` is in sight. `decorate(slice, x, w, marks)` is asked before each whole slice how it stands out
    /// and may add marks, which come on top of it.
    pub fn draw(
        &self,
        track: &Track,
        family: Family,
        marks: &mut Vec<Mark>,
        mut decorate: impl FnMut(usize, f64, f64, &mut Vec<Mark>) -> Emphasis,
    ) {
        let scale = self.scale;
        let right = scale.right_px().min(scale.px_from_time(self.end));
        let mut slice = track.slice_at(scale.window.start()).unwrap_or(0);
        let mut cursor = scale.left_px;
        // The time at which the last column ended, and all before it: the next column begins there.
        let mut known: Option<(Nanos, Until)> = None;
        while slice < track.len() && cursor < right {
            // Of slices that begin at once only the last has a length.
            slice = track.slice_at_from(track.start(slice), slice).unwrap_or(slice);
            let x = scale.px_from_time(track.start(slice)).max(cursor);
            let x_end = scale.px_from_time(track.end(slice, self.end)).min(right);
            if x >= right {
                break;
            }
            if x_end - x >= MIN_SLICE_PX || x_end >= right {
                let top = marks.len();
                let emphasis = decorate(slice, x, x_end - x, marks);
                if let Some(paint) = family.paint(track.class(slice)) {
                    marks.insert(top, Mark::Slice { x, y: self.y, w: x_end - x, h: self.h, paint, emphasis });
                }
                cursor = x_end;
                slice += 1;
            } else {
                let column_end = (x.floor() + COLUMN_PX).min(right);
                let (from, to) = (scale.time_from_px(x), scale.time_from_px(column_end));
                let to = to.max(from.saturating_add(Nanos(1)));
                let before = known.filter(|(time, _)| *time == from).map(|(_, until)| until);
                let before = before.unwrap_or_else(|| track.until(from, slice.saturating_sub(1)));
                let until = track.until(to, slice);
                self.column((x, column_end), shares(before.spent_to(&until), to.0 - from.0), family, marks);
                known = Some((to, until));
                cursor = column_end;
                // On with the slice that lasts beyond the column; never with one already passed.
                slice = until.slice.map_or(slice + 1, |at| at.max(slice));
                if scale.px_from_time(track.end(slice, self.end)) <= cursor {
                    slice += 1;
                }
            }
        }
    }

    /// A density column, added to the band before it when that looks the same.
    fn column(&self, (from, to): (f64, f64), shares: Shares, family: Family, marks: &mut Vec<Mark>) {
        let is_blank = (0_u8..).zip(shares).all(|(class, share)| share == 0 || family.paint(class).is_none());
        if is_blank {
            return;
        }
        if let Some(Mark::Band { x, y, w, shares: before, family: of, .. }) = marks.last_mut()
            && *y == self.y
            && *of == family
            && before.iter().zip(shares).all(|(&before, share)| before.abs_diff(share) <= SAME_SHARE)
            && (*x + *w - from).abs() < 1e-6
        {
            *w = to - *x;
        } else {
            marks.push(Mark::Band { x: from, y: self.y, w: to - from, h: self.h, shares, family });
        }
    }
}

/// How a stretch of time of `whole` nanoseconds was spent, out of 255.
fn shares(spent: Sums, whole: u64) -> Shares {
    // Shifted so that 255 times the longest fits.
    let shift = (64 - whole.leading_zeros()).saturating_sub(55);
    let whole = (whole >> shift).max(1);
    let mut shares = [0; N_CLASSES];
    for (share, nanos) in shares.iter_mut().zip(spent) {
        *share = u8::try_from(((nanos >> shift) * 255).div_ceil(whole)).unwrap_or(u8::MAX);
    }
    shares
}

fn connectors(scene: &Scene, scale: &Scale, marks: &mut Vec<Mark>) {
    if let (Some((lane, slice)), Some(releaser)) = (scene.hovered, scene.releaser)
        && let Some(slice) = scene.trace.slice(lane, slice)
    {
        let x = scale.px_from_time(slice.end.time);
        if (scale.left_px..=scale.right_px()).contains(&x) {
            connector(scene, x, (releaser, lane), ConnectorKind::Releases, marks);
        }
    }
    let first = scene.trace.first_event_from(scale.window.start());
    let last = scene.trace.first_event_from(scale.window.end());
    if last - first > MAX_CONNECTOR_EVENTS {
        return;
    }
    for (_, event) in scene.trace.events(first..last) {
        let (between, kind) = match event.fact {
            Fact::GilTaken { from: Some(from), .. } => ((from, event.lane), ConnectorKind::HandOver),
            Fact::Woke { lane } => ((event.lane, lane), ConnectorKind::Wake),
            Fact::Sent { to, .. } => ((event.lane, to), ConnectorKind::Message),
            _ => continue,
        };
        connector(scene, scale.px_from_time(event.time), between, kind, marks);
    }
}

/// A line between two lanes' bars, if both have a row, cut to the rows in sight.
fn connector(scene: &Scene, x: f64, (from, to): (LaneId, LaneId), kind: ConnectorKind, marks: &mut Vec<Mark>) {
    let row = |lane| scene.layout.row_of(scene.trace, lane);
    let (Some(from), Some(to)) = (row(from), row(to)) else { return };
    let (top, bottom) = (AXIS_PX, AXIS_PX + scene.rows_px());
    let (from_y, to_y) = (scene.middle_y(from).clamp(top, bottom), scene.middle_y(to).clamp(top, bottom));
    if from_y != to_y {
        marks.push(Mark::Connector { x, from_y, to_y, kind });
    }
}

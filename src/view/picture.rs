//! A run's picture: its rows, its scene and its marks, from how it is looked at.

use crate::trace::{Moment, Trace};

use super::hover::{self, Hover};
use super::state::Run;
use super::timeline::layout::Layout;
use super::timeline::mark::Mark;
use super::timeline::{Hit, Scene, Size, TimelineState, draw, hit, minimap};
use super::why;

/// The rows of a trace with the groups closed that are.
pub fn layout(trace: &Trace, looks: &TimelineState) -> Layout {
    Layout::new(trace, &looks.folded)
}

/// A scene without anything pointed at or selected.
pub fn scene<'a>(trace: &'a Trace, looks: &TimelineState, layout: &'a Layout, now: Option<Moment>) -> Scene<'a> {
    Scene {
        trace,
        layout,
        window: looks.window(trace),
        size: looks.size,
        scroll_px: looks.scroll_px,
        now,
        selected: None,
        hovered: None,
        releaser: None,
    }
}

impl Run {
    pub fn layout(&self) -> Layout {
        layout(&self.trace, &self.timeline)
    }
    /// The scene with what is selected and pointed at.
    pub fn scene<'a>(&'a self, layout: &'a Layout) -> Scene<'a> {
        let plain = scene(&self.trace, &self.timeline, layout, Some(self.now));
        let hovered = match self.hit_in(&plain) {
            Some(Hit::Slice { lane, slice, .. }) => Some((lane, slice)),
            _ => None,
        };
        let releaser = hovered
            .and_then(|(lane, slice)| self.trace.slice(lane, slice))
            .and_then(|slice| why::releaser(&self.trace, &slice));
        Scene { selected: self.selected, hovered, releaser, ..plain }
    }
    /// What the pointer is on; none while it is away or dragging.
    pub fn hit(&self) -> Option<Hit> {
        self.hit_in(&scene(&self.trace, &self.timeline, &self.layout(), Some(self.now)))
    }
    fn hit_in(&self, scene: &Scene) -> Option<Hit> {
        let point = self.timeline.pointer.filter(|_| self.timeline.drag.is_none())?;
        (!self.trace.is_empty()).then(|| hit(scene, point))
    }
    /// What the tooltip says, if there is one to show.
    pub fn hover(&self) -> Option<Hover> {
        hover::hover(&self.trace, &self.timeline.scale(&self.trace), self.hit()?)
    }
    /// The timeline's marks, for the painter.
    pub fn marks(&self) -> Vec<Mark> {
        draw(&self.scene(&self.layout()))
    }
    /// The minimap's marks for a strip of that size; none when it would say nothing new.
    pub fn minimap(&self, size: Size) -> Option<Vec<Mark>> {
        let window = self.timeline.window(&self.trace);
        let is_useful = minimap::is_useful(&self.trace, window);
        is_useful.then(|| minimap::draw(&self.trace, &self.layout(), window, Some(self.now.time), size))
    }
}

//! Writing down what happens, with numbers that a replay gives again.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::trace::event::{Event, Fact};
use crate::trace::lane::Lane;

/// Where a world writes. A replay writes nowhere.
pub trait Sink {
    fn lane(&mut self, lane: Lane);
    fn text(&mut self, text: String);
    fn event(&mut self, event: Event);
}

/// Writes nowhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn lane(&mut self, _lane: Lane) {}
    fn text(&mut self, _text: String) {}
    fn event(&mut self, _event: Event) {}
}

/// A stretch of a trace that has not been sent yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pending {
    pub lanes: Vec<Lane>,
    pub texts: Vec<String>,
    pub events: Vec<Event>,
}

impl Sink for Pending {
    fn lane(&mut self, lane: Lane) {
        self.lanes.push(lane);
    }
    fn text(&mut self, text: String) {
        self.texts.push(text);
    }
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }
}

/// How much has been written: part of a world, so that a replay numbers alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub texts: u32,
    pub events: u64,
    pub output_bytes: u64,
}

impl Written {
    /// Writes a text and answers its number.
    pub fn text(&mut self, sink: &mut dyn Sink, text: String) -> u32 {
        sink.text(text);
        self.texts += 1;
        self.texts - 1
    }
    pub fn event(&mut self, sink: &mut dyn Sink, step: u64, time: Nanos, lane: LaneId, line: u32, fact: Fact) {
        self.events += 1;
        sink.event(Event { step, time, lane, line, fact });
    }
}

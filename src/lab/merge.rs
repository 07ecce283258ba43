//! Brings together what several processes of a real run have recorded, each with events in the order of their times.
//!
//! Others' events arrive in parts, later than they happened. An event is passed on once every process that is not over has
//! told everything up to its time, so that times never fall in what comes out. Steps are counted over all processes.

use std::collections::{BTreeMap, VecDeque};

use super::site::HOME;
use crate::base::ids::ProcessId;
use crate::base::time::Nanos;
use crate::trace::event::Event;

/// See the head of this file. Without other processes there is nothing to wait for.
#[derive(Debug, Default)]
pub struct Merge {
    others: BTreeMap<ProcessId, Other>,
    /// Steps of each process up to what was passed on.
    steps: BTreeMap<ProcessId, u64>,
}

#[derive(Debug, Default)]
struct Other {
    /// Everything up to here has been told.
    until: Nanos,
    is_over: bool,
    events: VecDeque<Event>,
}

impl Merge {
    /// Another process begins.
    pub fn begin(&mut self, process: ProcessId, now: Nanos) {
        self.others.insert(process, Other { until: now, ..Other::default() });
    }
    /// What it has told, with the rows and times of the whole run.
    pub fn tell(&mut self, process: ProcessId, events: impl IntoIterator<Item = Event>, until: Nanos) {
        if let Some(other) = self.others.get_mut(&process) {
            other.events.extend(events);
            other.until = until;
        }
    }
    /// It will tell nothing more.
    pub fn end(&mut self, process: ProcessId) {
        if let Some(other) = self.others.get_mut(&process) {
            other.is_over = true;
        }
    }
    /// None of them will.
    pub fn end_all(&mut self) {
        self.others.values_mut().for_each(|other| other.is_over = true);
    }

    /// Takes from `own`, the first process's events, and from the others' what can be passed on, in order.
    pub fn take(&mut self, own: &mut Vec<Event>) -> Vec<Event> {
        if self.others.is_empty() {
            return std::mem::take(own);
        }
        let told = self.others.values().filter(|other| !other.is_over).map(|other| other.until).min();
        let until = told.unwrap_or(Nanos::MAX);
        let n_own = own.partition_point(|event| event.time <= until);
        let mut all: Vec<(ProcessId, Event)> = own.drain(..n_own).map(|event| (HOME, event)).collect();
        for (&process, other) in &mut self.others {
            let n = other.events.partition_point(|event| event.time <= until);
            all.extend(other.events.drain(..n).map(|event| (process, event)));
        }
        // Stable: each process's events keep their order.
        all.sort_by_key(|(_, event)| event.time);
        all.into_iter().map(|(process, event)| self.counted(process, event)).collect()
    }

    fn counted(&mut self, process: ProcessId, event: Event) -> Event {
        self.steps.insert(process, event.step);
        Event { step: self.steps.values().sum(), ..event }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::LaneId;
    use crate::trace::event::Fact;

    const CHILD: ProcessId = ProcessId(1);

    fn event(time: u64, step: u64, lane: u32) -> Event {
        Event { step, time: Nanos(time), lane: LaneId(lane), line: 0, fact: Fact::Deadlocked }
    }
    fn told(events: &[Event]) -> Vec<(u64, u64, u32)> {
        events.iter().map(|event| (event.time.0, event.step, event.lane.0)).collect()
    }

    #[test]
    fn alone_everything_is_passed_on_at_once() {
        let mut own = vec![event(5, 1, 0)];
        assert_eq!(told(&Merge::default().take(&mut own)), [(5, 1, 0)]);
        assert!(own.is_empty());
    }

    #[test]
    fn nothing_is_passed_on_before_everybody_has_told_that_far() {
        let mut merge = Merge::default();
        let mut own = vec![event(5, 10, 0), event(20, 30, 0)];
        merge.begin(CHILD, Nanos(4));
        assert!(merge.take(&mut own).is_empty());
        merge.tell(CHILD, [event(6, 100, 9), event(19, 200, 9)], Nanos(19));
        assert_eq!(told(&merge.take(&mut own)), [(5, 10, 0), (6, 110, 9), (19, 210, 9)]);
        merge.end(CHILD);
        assert_eq!(told(&merge.take(&mut own)), [(20, 230, 0)]);
    }
}

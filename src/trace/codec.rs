//! A trace as bytes: magic, version, checksum, then the lanes, the texts and the columns. Equal traces make equal bytes.
//!
//! Steps and times are written as differences, which are small. Indices are not written: reading appends to an empty trace,
//! so what is read has passed the same checks as what an engine sends. `tests/golden/trace-v1.bin` is never regenerated: a
//! change of the format gets a new version, and the old one is still read.

use serde::{Deserialize, Serialize};

use crate::base::checksum::crc32;
use crate::base::ids::LaneId;
use crate::base::time::Nanos;

use super::event::{Event, Fact};
use super::lane::Lane;
use super::store::{BadPart, Moment, Trace};

const MAGIC: &[u8; 4] = b"PYLT";
const VERSION: u16 = 1;

/// Why bytes are no trace.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadTrace {
    #[error("not a Pylanes trace")]
    Foreign,
    #[error("the trace was written by a newer Pylanes (format {0})")]
    NewerVersion(u16),
    #[error("the trace is damaged: part of it is missing or changed")]
    Damaged,
    #[error("the trace contradicts itself: {0}")]
    Contradiction(#[from] BadPart),
}

/// What lies behind the head.
#[derive(Serialize, Deserialize)]
struct Body {
    lanes: Vec<Lane>,
    texts: Vec<String>,
    end_step: u64,
    end_time: Nanos,
    /// Each less the one before.
    steps: Vec<u64>,
    times: Vec<u64>,
    event_lanes: Vec<LaneId>,
    lines: Vec<u32>,
    facts: Vec<Fact>,
}

impl Trace {
    /// The trace as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let end = self.end();
        let body = Body {
            lanes: self.lanes.iter().cloned().collect(),
            texts: self.texts.clone(),
            end_step: end.step,
            end_time: end.time,
            steps: differences(self.steps.iter().copied()),
            times: differences(self.times.iter().map(|time| time.0)),
            event_lanes: self.event_lanes.clone(),
            lines: self.lines.clone(),
            facts: self.facts.clone(),
        };
        // Writing to memory cannot fail.
        let body = postcard::to_allocvec(&body).unwrap_or_default();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(crc32(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// The trace that `bytes` hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadTrace> {
        let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(BadTrace::Foreign)?;
        if magic != MAGIC {
            return Err(BadTrace::Foreign);
        }
        let (version, rest) = rest.split_first_chunk::<2>().ok_or(BadTrace::Damaged)?;
        match u16::from_le_bytes(*version) {
            VERSION => {}
            newer if newer > VERSION => return Err(BadTrace::NewerVersion(newer)),
            _ => return Err(BadTrace::Foreign),
        }
        let (crc, body) = rest.split_first_chunk::<4>().ok_or(BadTrace::Damaged)?;
        if crc32(body) != u32::from_le_bytes(*crc) {
            return Err(BadTrace::Damaged);
        }
        let body: Body = postcard::from_bytes(body).map_err(|_| BadTrace::Damaged)?;
        body.trace()
    }
}

impl Body {
    fn trace(self) -> Result<Trace, BadTrace> {
        let n_events = self.facts.len();
        if [self.steps.len(), self.times.len(), self.event_lanes.len(), self.lines.len()] != [n_events; 4] {
            return Err(BadTrace::Damaged);
        }
        let (mut step, mut time) = (0_u64, 0_u64);
        let mut events = Vec::with_capacity(n_events);
        for i in 0..n_events {
            step = step.checked_add(self.steps[i]).ok_or(BadTrace::Damaged)?;
            time = time.checked_add(self.times[i]).ok_or(BadTrace::Damaged)?;
            let (lane, line, fact) = (self.event_lanes[i], self.lines[i], self.facts[i]);
            events.push(Event { step, time: Nanos(time), lane, line, fact });
        }
        let mut trace = Trace::new();
        trace.append(self.lanes, self.texts, &events)?;
        trace.close(Moment { step: self.end_step, time: self.end_time });
        Ok(trace)
    }
}

fn differences(numbers: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut before = 0;
    numbers.map(|number| number - std::mem::replace(&mut before, number)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::trace::event::{Io, State, Stream, Wait};
    use crate::trace::lane::LaneKind;
    use crate::trace::sample::{Script, two_threads};

    const GOLDEN: &[u8] = include_bytes!("../../tests/golden/trace-v1.bin");

    fn closed(mut trace: Trace) -> Trace {
        trace.close(trace.end());
        trace
    }

    #[test]
    fn the_golden_trace_still_opens_and_is_still_what_is_written() {
        assert_eq!(Trace::from_bytes(GOLDEN), Ok(closed(two_threads())));
        assert_eq!(two_threads().to_bytes(), GOLDEN);
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        assert_eq!(Trace::from_bytes(b""), Err(BadTrace::Foreign));
        assert_eq!(Trace::from_bytes(b"GIF89a plus more"), Err(BadTrace::Foreign));
        assert_eq!(Trace::from_bytes(b"PYLT\x09\x00rest"), Err(BadTrace::NewerVersion(9)));
        assert_eq!(Trace::from_bytes(&GOLDEN[..GOLDEN.len() - 1]), Err(BadTrace::Damaged));
        assert_eq!(Trace::from_bytes(b"PYLT\x01"), Err(BadTrace::Damaged));
    }

    #[test]
    fn an_empty_trace_is_a_trace() {
        assert_eq!(Trace::from_bytes(&Trace::new().to_bytes()), Ok(Trace::new()));
    }

    fn any_fact() -> impl Strategy<Value = Fact> {
        let lane = (0_u32..4).prop_map(LaneId);
        let states = prop_oneof![
            Just(State::Running),
            Just(State::WantsGil),
            Just(State::Finished),
            (any::<u32>(), proptest::option::of(lane.clone()))
                .prop_map(|(lock, owner)| State::Blocked(Wait::Lock { lock, owner })),
            any::<u64>().prop_map(|until| State::Waiting(Io::Sleep { until: Nanos(until) })),
        ];
        prop_oneof![
            states.prop_map(Fact::Became),
            lane.clone().prop_map(|lane| Fact::Woke { lane }),
            (lane, any::<u32>()).prop_map(|(to, bytes)| Fact::Sent { to, bytes }),
            (0_u32..2).prop_map(|text| Fact::Wrote { stream: Stream::Stderr, text }),
            Just(Fact::Deadlocked),
        ]
    }

    proptest! {
        #[test]
        fn any_trace_comes_back(
            events in proptest::collection::vec((0_u64..1 << 40, 0_u64..1 << 40, 0_u32..4, any::<u32>(), any_fact()), 0..60),
        ) {
            let mut script = Script::default();
            let process = script.lane(LaneKind::Process, "MainProcess", None);
            for name in ["MainThread", "Thread-1", "工作"] {
                script.lane(LaneKind::Thread, name, Some(process));
            }
            script.text("a\n");
            script.text("嗨");
            let (mut step, mut time) = (0, 0);
            for (steps, nanos, lane, line, fact) in events {
                (step, time) = (step + steps, time + nanos);
                script.at(step, time).fact(LaneId(lane), line, fact);
            }
            let trace = closed(script.trace());
            prop_assert_eq!(Trace::from_bytes(&trace.to_bytes()), Ok(trace));
        }

        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Trace::from_bytes(&bytes);
            let mut with_head = b"PYLT\x01\x00".to_vec();
            with_head.extend(crc32(&bytes).to_le_bytes());
            with_head.extend(&bytes);
            let _ = Trace::from_bytes(&with_head);
        }
    }
}

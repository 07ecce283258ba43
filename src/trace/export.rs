//! A trace for other viewers: the Trace Event Format, which Perfetto and `chrome://tracing` open.
//!
//! Every lane is a thread of its process, the GIL is a thread 0 of it. Slices are complete events (`X`), output and drop
//! requests instants (`i`), hand-overs, wake-ups and messages flows (`s` to `f`). Times are microseconds with three
//! decimals, as the format has it. Names are identifiers, not words of the page.

use std::fmt::{self, Write};

use crate::base::ids::LaneId;
use crate::base::time::Nanos;

use super::event::{Event, Fact, Io, State, Wait};
use super::lane::LaneKind;
use super::query::Slice;
use super::store::Trace;

/// Lanes without a process are shown under this one.
const NO_PROCESS: u32 = 0;

impl Trace {
    /// Writes the trace in the Trace Event Format.
    pub fn write_chrome_json(&self, out: &mut impl Write) -> fmt::Result {
        let mut json = Json { trace: self, out, is_first: true, n_flows: 0 };
        json.out.write_str("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[")?;
        for (id, lane) in self.lanes() {
            json.lane(id, lane.kind, &lane.name)?;
        }
        for (_, event) in self.events(0..self.n_events()) {
            json.event(&event)?;
        }
        json.out.write_str("\n]}\n")
    }

    /// The same as text.
    pub fn to_chrome_json(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_chrome_json(&mut text);
        text
    }
}

struct Json<'a, W> {
    trace: &'a Trace,
    out: &'a mut W,
    is_first: bool,
    n_flows: u64,
}

impl<W: Write> Json<'_, W> {
    fn lane(&mut self, id: LaneId, kind: LaneKind, name: &str) -> fmt::Result {
        if kind == LaneKind::Process {
            self.begin("M", "process_name")?;
            write!(self.out, ",\"pid\":{},\"args\":{{\"name\":{}}}}}", id.0, Quoted(name))?;
            return self.gil(id);
        }
        self.begin("M", "thread_name")?;
        write!(self.out, "{},\"args\":{{\"name\":{}}}}}", self.place(id), Quoted(name))?;
        for index in 0..self.trace.n_slices(id) {
            if let Some(slice) = self.trace.slice(id, index).filter(|slice| slice.state != State::Finished) {
                self.slice(&slice)?;
            }
        }
        Ok(())
    }

    fn gil(&mut self, process: LaneId) -> fmt::Result {
        let Some(gil) = self.trace.gil(process) else { return Ok(()) };
        self.begin("M", "thread_name")?;
        write!(self.out, ",\"pid\":{},\"tid\":0,\"args\":{{\"name\":\"GIL\"}}}}", process.0)?;
        for index in 0..gil.len() {
            let Some(holder) = self.trace.gil_holder(gil, index) else { continue };
            let (start, end) = (gil.start(index), gil.end(index, self.trace.makespan()));
            self.begin("X", self.trace.lane_name(holder))?;
            let length = Micros(end.saturating_sub(start));
            write!(self.out, ",\"pid\":{},\"tid\":0,\"ts\":{},\"dur\":{length}}}", process.0, Micros(start))?;
        }
        Ok(())
    }

    fn slice(&mut self, slice: &Slice) -> fmt::Result {
        self.begin("X", slice.state.kind().name())?;
        let (start, length) = (Micros(slice.start.time), Micros(slice.length()));
        write!(self.out, "{},\"ts\":{start},\"dur\":{length}", self.place(slice.lane))?;
        write!(self.out, ",\"args\":{{\"step\":{},\"line\":{}", slice.start.step, slice.line)?;
        if let Some(reason) = self.reason(slice.state) {
            write!(self.out, ",\"for\":{}", Quoted(&reason))?;
        }
        self.out.write_str("}}")
    }

    fn reason(&self, state: State) -> Option<String> {
        let named = |lane: LaneId| self.trace.lane_name(lane);
        Some(match state {
            State::Blocked(Wait::Lock { lock, .. }) => {
                self.trace.lock_name(lock).map_or_else(|| format!("lock {lock}"), str::to_owned)
            }
            State::Blocked(Wait::Join(lane)) => format!("join {}", named(lane)),
            State::Blocked(Wait::Start(lane)) => format!("start of {}", named(lane)),
            State::Waiting(io) => match io {
                Io::Sleep { .. } => "sleep",
                Io::Network { .. } => "network",
                Io::File { .. } => "file",
                Io::Pipe => "pipe",
                Io::Select { .. } => "select",
            }
            .to_owned(),
            _ => return None,
        })
    }

    fn event(&mut self, event: &Event) -> fmt::Result {
        match event.fact {
            Fact::Wrote { text, .. } => self.instant(event, "output", self.trace.text(text)),
            Fact::Uncaught { text } => self.instant(event, "uncaught", self.trace.text(text)),
            Fact::GilRequested { holder, .. } => self.instant(event, "asks for GIL", self.trace.lane_name(holder)),
            Fact::Deadlocked => self.instant(event, "deadlock", ""),
            Fact::GilTaken { from: Some(from), .. } => self.flow(event, "hand-over", from, event.lane),
            Fact::Woke { lane } => self.flow(event, "wake-up", event.lane, lane),
            Fact::Sent { to, .. } => self.flow(event, "message", event.lane, to),
            _ => Ok(()),
        }
    }

    fn instant(&mut self, event: &Event, name: &str, about: &str) -> fmt::Result {
        self.begin("i", name)?;
        let (place, at) = (self.place(event.lane), Micros(event.time));
        write!(
            self.out,
            "{place},\"ts\":{at},\"s\":\"t\",\"args\":{{\"line\":{},\"text\":{}}}}}",
            event.line,
            Quoted(about)
        )
    }

    fn flow(&mut self, event: &Event, name: &str, from: LaneId, to: LaneId) -> fmt::Result {
        self.n_flows += 1;
        let (at, id) = (Micros(event.time), self.n_flows);
        self.begin("s", name)?;
        write!(self.out, "{},\"ts\":{at},\"id\":{id}}}", self.place(from))?;
        self.begin("f", name)?;
        write!(self.out, "{},\"ts\":{at},\"id\":{id},\"bp\":\"e\"}}", self.place(to))
    }

    /// Opens an event; who calls goes on with `,` and closes it.
    fn begin(&mut self, phase: &str, name: &str) -> fmt::Result {
        let comma = if std::mem::take(&mut self.is_first) { "\n" } else { ",\n" };
        write!(self.out, "{comma}{{\"ph\":\"{phase}\",\"cat\":\"pylanes\",\"name\":{}", Quoted(name))
    }

    fn place(&self, lane: LaneId) -> String {
        let process = self.trace.process_of(lane).map_or(NO_PROCESS, |process| process.0);
        format!(",\"pid\":{process},\"tid\":{}", lane.0 + 1)
    }
}

/// A JSON string.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&serde_json::to_string(self.0).map_err(|_| fmt::Error)?)
    }
}

/// A time in microseconds, exact.
struct Micros(Nanos);

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}.{:03}", self.0.0 / 1_000, self.0.0 % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use crate::trace::sample::two_threads;

    #[test]
    fn every_slice_is_a_complete_event() {
        let json: serde_json::Value = serde_json::from_str(&two_threads().to_chrome_json()).expect("valid JSON");
        let events = json["traceEvents"].as_array().expect("a list of events");
        let count = |phase: &str| events.iter().filter(|event| event["ph"] == phase).count();
        // 5 slices of MainThread (one of no length), 3 of Thread-1, 5 of Thread-2, 6 holders; 5 hand-overs and a wake-up; 1 output, 2 requests.
        assert_eq!((count("X"), count("s"), count("f"), count("i")), (19, 6, 6, 3));
        let joins = events.iter().find(|event| event["args"]["for"] == "join Thread-1").expect("MainThread joins");
        assert_eq!((joins["ts"].as_f64(), joins["dur"].as_f64()), (Some(0.4), Some(11.6)));
    }
}

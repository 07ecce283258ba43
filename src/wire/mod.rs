//! What the page and the engine say to each other, as postcard bytes in one message each.
//!
//! Every [`Request`] is answered by any number of streamed replies and exactly one closing reply
//! ([`Reply::is_closing`]): finished, failed or stopped. The engine says [`Reply::Ready`] first, unasked.
//! Malformed bytes are a typed error, never a panic.

use serde::{Deserialize, Serialize};

use crate::base::diagnostic::Diagnostic;
use crate::base::time::Nanos;
use crate::trace::event::{End, Event};
use crate::trace::inspection::Inspection;
use crate::trace::lane::Lane;
pub use crate::trace::measured::{Environment, Measured, Model, Workload};
use crate::trace::settings::Settings;
pub use crate::trace::target::Target;

/// Numbers requests; chosen by the page, never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct RequestId(pub u64);

/// From the page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Who are you? Answered by [`Reply::Ready`] and `Finished`.
    Hello { id: RequestId },
    /// Simulates a program. Streams `Problems` or `Chunk`s and `Progress`, ends with `Finished`. The engine keeps the run's
    /// keyframes until the next `Simulate`.
    Simulate { id: RequestId, source: String, settings: Settings },
    /// State of simulated run `run` at `step`: one `State`, then `Finished`.
    Inspect { id: RequestId, run: RequestId, step: u64 },
    /// The step to go to from `step`: one `Found`, then `Finished`.
    Seek { id: RequestId, run: RequestId, step: u64, target: Target },
    /// Runs a program for real. Streams `Problems` or `Chunk`s, ends with `Measured` and `Finished`.
    Execute { id: RequestId, source: String, settings: Settings, timeline: bool },
    /// Runs a workload under each model for real. Streams `Progress` and one `ModelMeasured` each, ends with `Finished`.
    Measure { id: RequestId, workload: Workload, models: Vec<Model>, repeat: u32 },
    /// Asks the request `of` to stop. Has no reply of its own: `of` is closed with `Stopped`.
    Stop { of: RequestId },
}

/// From the engine.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Reply {
    Ready {
        environment: Environment,
    },
    /// The program does not compile.
    Problems {
        id: RequestId,
        diagnostics: Vec<Diagnostic>,
    },
    /// The next part of the run's trace.
    Chunk {
        id: RequestId,
        chunk: Chunk,
    },
    /// Work done so far, out of 1,000 when it is known.
    Progress {
        id: RequestId,
        permille: Option<u32>,
        steps: u64,
    },
    State {
        id: RequestId,
        inspection: Box<Inspection>,
    },
    Found {
        id: RequestId,
        step: Option<u64>,
        time: Nanos,
    },
    /// What a real run took.
    Measured {
        id: RequestId,
        measured: Measured,
    },
    ModelMeasured {
        id: RequestId,
        model: Model,
        measured: Measured,
    },
    Finished {
        id: RequestId,
        end: Option<End>,
        steps: u64,
        makespan: Nanos,
    },
    /// The engine could not do it.
    Failed {
        id: RequestId,
        failure: Failure,
    },
    Stopped {
        id: RequestId,
    },
}

impl Reply {
    /// Whether it is the one last reply to a request.
    pub fn is_closing(&self) -> bool {
        matches!(self, Reply::Finished { .. } | Reply::Failed { .. } | Reply::Stopped { .. })
    }
}

/// A stretch of a trace: what was appended to each of its tables.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Chunk {
    pub lanes: Vec<Lane>,
    pub texts: Vec<String>,
    pub events: Vec<Event>,
}

/// Why the engine could not answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Failure {
    /// The run was replaced or never existed.
    UnknownRun,
    /// What it takes is missing here: shared memory, workers.
    NotHere(Missing),
    /// A defect of Pylanes: text for a report.
    Internal(String),
}

/// What a browser did not give.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Missing {
    SharedMemory,
    Workers,
    Feature,
}

/// Bytes that are no message of this version.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a message of this version: {0}")]
pub struct BadMessage(String);

/// One message as bytes.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).unwrap_or_default()
}

/// The message in `bytes`.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, BadMessage> {
    postcard::from_bytes(bytes).map_err(|error| BadMessage(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_the_wire() {
        let request =
            Request::Simulate { id: RequestId(3), source: "print(1)\n".to_owned(), settings: Settings::default() };
        assert_eq!(decode::<Request>(&encode(&request)), Ok(request));
    }

    #[test]
    fn foreign_bytes_are_an_error() {
        assert!(decode::<Request>(&[250, 1, 2, 3]).is_err());
    }
}

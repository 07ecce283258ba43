//! Small vocabularies that the machine's side and the record's side share.

use serde::{Deserialize, Serialize};

/// Where CPython looked at the eval breaker when it gave the GIL away.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum SwitchPoint {
    /// The jump back at the end of a loop's body.
    LoopJump,
    /// The start of a function or the resumption of a generator.
    Entry,
    /// The return from a call of native code.
    Call,
    /// Any other instruction (CPython 3.9 and older).
    Other,
}

/// `stdout` or `stderr`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Stream {
    Stdout,
    Stderr,
}

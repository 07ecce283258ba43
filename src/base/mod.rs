//! Ids, typed vectors, virtual time, seeded random numbers, limits and source spans.
//!
//! Imports nothing of ours and knows nothing of Python.

pub mod checksum;
pub mod count;
pub mod diagnostic;
pub mod ids;
pub mod kinds;
pub mod language;
pub mod limits;
pub mod rng;
pub mod span;
pub mod time;

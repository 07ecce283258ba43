//! How Python writes numbers and strings: `repr`, `str`, format specifications, escapes. Pure functions on Rust values.
//!
//! Knows nothing of the heap: callers hand in `f64`, `BigInt` or `&str` and get text.

pub mod float;
pub mod number;
pub mod percent;
pub mod spec;
pub mod string;

//! The stackless Python machine: values, heap, frames, one instruction; builtins as tables of natives; effects.
//!
//! Knows no clock, no scheduler, no core and no operating system: [`machine::Machine::run`] executes instructions of one
//! thread and stops with a value that says why. Natives never run Python on the Rust stack (`native.rs`).

pub mod builtins;
pub mod class;
pub mod code_table;
pub mod core;
pub mod cow;
pub mod dict;
pub mod dispatch;
pub mod effect;
pub mod exc;
pub mod frame;
pub mod generator;
pub mod heap;
pub mod iter;
pub mod machine;
pub mod mersenne;
pub mod names;
pub mod native;
pub mod object;
pub mod ops;
pub mod prelude;
pub mod profile;
pub mod set;
pub mod shape;
pub mod string;
pub mod text;
pub mod thread;
pub mod types;
pub mod value;

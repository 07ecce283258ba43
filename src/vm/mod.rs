//! The stackless Python machine: values, heap, frames, one instruction; builtins as tables of natives; effects.
//!
//! Knows no clock, no scheduler, no core and no operating system: [`machine::Machine::run`] executes instructions of one
//! thread and stops with a value that says why. Natives never run Python on the Rust stack (`native.rs`).

mod arithmetic;
pub mod attr;
mod attr_instr;
mod attr_set;
pub mod boot;
mod build;
pub mod builtins;
mod cache;
mod call;
mod call_native;
pub mod class;
pub mod code_table;
mod complete;
mod contains;
pub mod core;
pub mod cow;
pub mod dict;
mod dispatch;
pub mod effect;
mod equality;
pub mod exc;
mod exec;
pub mod frame;
mod frame_query;
mod gc;
pub mod generator;
mod hash;
mod hasher;
pub mod heap;
mod importing;
mod instantiate;
mod instr;
pub mod iter;
pub mod look;
pub mod machine;
mod making;
mod matching;
mod mersenne;
pub mod names;
pub mod native;
pub mod object;
mod operator;
pub mod ops;
pub mod prelude;
pub mod profile;
mod raising;
pub mod regex;
pub mod set;
pub mod shape;
pub mod string;
pub mod subscript;
mod subscript_instr;
pub mod suggest;
pub mod testing;
#[cfg(test)]
mod tests;
pub mod text;
pub mod thread;
mod traceback;
pub mod types;
mod unwind;
pub mod value;
pub mod work;
mod zlib;

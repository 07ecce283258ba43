//! Code objects made ready to run: constants and names as values, a place in the cache table for each instruction that has
//! a use for one.

use std::sync::Arc;

use super::value::{Obj, Value};
use crate::base::ids::{CodeId, IndexVec};
use crate::lang::code::{Code, CodeStore, Op};

/// No cache.
pub const NO_CACHE: u16 = u16::MAX;

/// An instruction with the place of its cache among its code's caches.
#[derive(Clone, Copy, Debug)]
pub struct ExecInstr {
    pub op: Op,
    pub cache: u16,
    pub arg: u32,
}

/// A code object ready to run.
#[derive(Clone, Debug)]
pub struct ExecCode {
    pub id: CodeId,
    pub code: Arc<Code>,
    pub instrs: Box<[ExecInstr]>,
    pub consts: Box<[Value]>,
    pub names: Box<[Obj]>,
    pub n_locals: u32,
    /// Locals and operands together.
    pub frame_size: u32,
    /// First of its caches in the machine's table.
    pub cache_base: u32,
}

/// All code of a machine. Grows when modules are imported; never while a thread runs.
#[derive(Clone, Debug, Default)]
pub struct CodeTable {
    store: Arc<CodeStore>,
    exec: IndexVec<CodeId, Option<Arc<ExecCode>>>,
}

impl CodeTable {
    pub fn store(&self) -> &CodeStore {
        &self.store
    }
}

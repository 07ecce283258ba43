//! Code objects made ready to run: constants and names as values, a place in the cache table for each instruction that has
//! a use for one.

use std::sync::Arc;

use super::core::Core;
use super::fuse::{Fast, Fused, fuse};
use super::object::Object;
use super::profile::CostTable;
use super::set::Set;
use super::value::{Obj, Value};
use crate::base::ids::{CodeId, IndexVec};
use crate::lang::code::{Code, CodeStore, Const, Kind, Op};

/// An instruction with the place of its cache in the machine's table, and what the fast loop does at it (see `fuse.rs`).
#[derive(Clone, Copy, Debug)]
pub struct ExecInstr {
    pub op: Op,
    pub(super) fast: Fast,
    pub(super) tail: u8,
    pub(super) store: u8,
    pub arg: u32,
    /// The first of its caches, or the index of a constant that it stands for with another instruction.
    pub cache: u32,
    pub(super) target: u32,
}

const _: () = assert!(size_of::<ExecInstr>() == 16);

/// A code object ready to run.
#[derive(Clone, Debug)]
pub struct ExecCode {
    pub id: CodeId,
    pub code: Arc<Code>,
    pub instrs: Box<[ExecInstr]>,
    /// By place, and one more: what the instructions before it cost together, in picoseconds.
    pub cost_before: Box<[i64]>,
    pub consts: Box<[Value]>,
    pub names: Box<[Obj]>,
    /// Names of the locals, interned: for binding keywords.
    pub local_names: Box<[Obj]>,
    /// Interned.
    pub name: Obj,
    pub qualname: Obj,
    pub n_locals: u32,
    pub n_args: u32,
    /// Locals and operands together.
    pub frame_size: u32,
    /// A plain function: positional parameters alone, so that binding is a copy.
    pub simple: bool,
    pub hidden: bool,
}

/// All code of a machine. Grows when modules are imported; never while a thread runs.
#[derive(Clone, Debug, Default)]
pub struct CodeTable {
    store: CodeStore,
    exec: IndexVec<CodeId, Arc<ExecCode>>,
    n_caches: u32,
    /// What every thread begins with.
    pub(super) bootstrap: CodeId,
}

impl CodeTable {
    pub fn store(&self) -> &CodeStore {
        &self.store
    }
    pub fn store_mut(&mut self) -> &mut CodeStore {
        &mut self.store
    }
    #[inline]
    pub fn get(&self, id: CodeId) -> &ExecCode {
        &self.exec[id]
    }
    pub fn n_caches(&self) -> usize {
        self.n_caches as usize
    }
    /// Makes everything added to the store since the last time ready.
    pub fn prepare(&mut self, core: &mut Core) {
        while self.exec.len() < self.store.len() {
            let id = self.exec.next_id();
            let code = Arc::clone(self.store.get(id));
            let exec = self.exec_code(core, id, code);
            self.exec.push(Arc::new(exec));
        }
    }
    /// Gives all code the costs of another table.
    pub fn set_costs(&mut self, costs: &CostTable) {
        for code in self.exec.iter_mut() {
            let code = Arc::make_mut(code);
            code.cost_before = cost_before(&code.instrs, costs);
        }
    }
    /// Calls `visit` for every constant and name.
    pub fn trace(&self, mut visit: impl FnMut(Value)) {
        for code in self.exec.iter() {
            code.consts.iter().for_each(|&value| visit(value));
        }
    }
    fn exec_code(&mut self, core: &mut Core, id: CodeId, code: Arc<Code>) -> ExecCode {
        let mut consts: Vec<Value> = code.consts.iter().map(|constant| const_value(core, constant)).collect();
        let mut constant = |small: u32| {
            let value = Value::Int(i64::from(small));
            let place = consts.iter().position(|&other| other.is(value)).unwrap_or(consts.len());
            if place == consts.len() {
                consts.push(value);
            }
            place as u32
        };
        let instrs: Box<[ExecInstr]> = code
            .instrs
            .iter()
            .enumerate()
            .map(|(at, instr)| {
                let Fused { fast, tail, store, target, constant } = fuse(&code.instrs, at, &mut constant);
                let n_caches = n_caches(instr.op);
                let cache = if n_caches == 0 { constant } else { self.n_caches };
                self.n_caches += n_caches;
                ExecInstr { op: instr.op, fast, tail, store, arg: instr.arg, cache, target }
            })
            .collect();
        let consts = consts.into();
        let names = code.names.iter().map(|name| core.intern(name)).collect();
        let local_names = code.locals.iter().map(|name| core.intern(name)).collect();
        let simple = code.kind == Kind::Function && code.n_kwonly == 0 && !code.has_varargs && !code.has_varkw;
        ExecCode {
            id,
            cost_before: cost_before(&instrs, &core.profile.costs),
            instrs,
            consts,
            names,
            local_names,
            name: core.intern(&code.name),
            qualname: core.intern(&code.qualname),
            n_locals: code.locals.len() as u32,
            n_args: code.n_args,
            frame_size: code.locals.len() as u32 + code.max_stack + 4,
            simple,
            hidden: code.hidden,
            code,
        }
    }
}

fn cost_before(instrs: &[ExecInstr], costs: &CostTable) -> Box<[i64]> {
    let costs = instrs.iter().map(|instr| i64::from(costs.op[instr.op as usize]));
    let sums = costs.scan(0, |sum, cost| {
        *sum += cost;
        Some(*sum)
    });
    std::iter::once(0).chain(sums).collect()
}

fn n_caches(op: Op) -> u32 {
    match op {
        Op::LoadAttr => 2,
        Op::LoadGlobal | Op::StoreAttr => 1,
        _ => 0,
    }
}

/// The value of a constant; strings that look like names are interned.
pub fn const_value(core: &mut Core, constant: &Const) -> Value {
    match constant {
        Const::None => Value::None,
        Const::Ellipsis => Value::Ellipsis,
        Const::Bool(b) => Value::Bool(*b),
        Const::Int(i) => Value::Int(*i),
        Const::BigInt(n) => core.heap.int(n.clone()),
        Const::Float(x) => Value::Float(*x),
        Const::Complex { real, imag } => Value::Obj(core.heap.alloc(Object::Complex(*real, *imag))),
        Const::Str(text) if text.len() <= 64 => Value::Obj(core.intern(text)),
        Const::Str(text) => core.heap.str(Arc::clone(text)),
        Const::Bytes(bytes) => core.heap.bytes_value(Arc::clone(bytes)),
        Const::Tuple(items) => {
            let items: Vec<Value> = items.iter().map(|item| const_value(core, item)).collect();
            core.tuple(&items)
        }
        Const::FrozenSet(items) => {
            let mut set = Set::new();
            for item in items.iter() {
                let value = const_value(core, item);
                if let Ok(hash) = core.hash(value)
                    && core.set_find(&set, hash, value) == Ok(None)
                {
                    set.insert_new(hash, value);
                }
            }
            Value::Obj(core.heap.alloc(Object::FrozenSet(Arc::new(set))))
        }
        Const::Code(id) => Value::Obj(core.heap.alloc(Object::Code(*id))),
    }
}

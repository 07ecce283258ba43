//! One code object while it is being written: instructions with labels, and which handler covers each.
//!
//! Exception handlers are written where they stand in the source but marked cold (handlers inside handlers colder still);
//! `assemble.rs` moves them behind the rest, as CPython does, resolves labels and makes the static exception table.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::code::{Const, Handler, Instr, Kind, Op};
use crate::base::span::Location;

/// A place to jump to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Label(pub u32);

/// An exception handler: covers the instructions written while it is on top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cover {
    pub target: Label,
    pub push_lasti: bool,
    /// What the handler does not keep of the operand stack at the start of the covered block.
    pub dropped: u32,
}

/// What an unfinished instruction's argument is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Arg {
    Plain(u32),
    Jump(Label),
    /// A jump between cold and warm code, never a switch point.
    JumpQuietly(Label),
    /// A local, by its number in [`Unit::locals`], before the final order is known.
    Local(u32),
    /// A local put back as it was, which may be unbound.
    LocalMaybe(u32),
    /// Where a label is.
    Mark(Label),
    /// Where what a cover covers begins.
    Open(u32),
}

/// One unfinished instruction; a `Mark` or `Open` stands for no instruction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    pub op: Op,
    pub arg: Arg,
    pub location: Location,
    pub cover: Option<usize>,
    pub cold: u32,
}

/// How a local is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Storage {
    Fast,
    Cell,
    Free,
}

/// One local of the code object.
#[derive(Clone, Debug)]
pub(super) struct Local {
    pub name: Arc<str>,
    /// The scope that owns it; for a free variable 0.
    pub scope: usize,
    pub storage: Storage,
    pub param: bool,
}

/// Something a `break`, `continue` or `return` has to leave on its way out.
#[derive(Clone, Debug)]
pub(super) enum Block<'a> {
    Loop {
        next: Label,
        exit: Label,
        /** A `for` loop keeps its iterator on the stack. */
        is_for: bool,
    },
    /// Only a cover to leave.
    Try,
    Finally {
        body: &'a [super::parse::ast::Stmt],
    },
    /// The `finally` body after an exception: exception and previous one on the stack.
    FinallyEnd,
    With {
        is_async: bool,
        location: Location,
    },
    /// An `except` clause: the previous exception on the stack, and the name to unbind.
    Handler {
        name: Option<String>,
    },
    /// A value on the stack.
    Value,
}

/// A code object being written.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub name: Arc<str>,
    pub qualname: Arc<str>,
    pub kind: Kind,
    pub scope: usize,
    pub first_line: u32,
    pub n_posonly: u32,
    pub n_args: u32,
    pub n_kwonly: u32,
    pub has_varargs: bool,
    pub has_varkw: bool,
    pub locals: Vec<Local>,
    /// Numbers of locals by name, storage and scope, an inlined comprehension's sharing one of the same name.
    local_index: BTreeMap<(Arc<str>, Storage, usize), u32>,
    pub names: Vec<Arc<str>>,
    name_index: BTreeMap<Arc<str>, u32>,
    pub consts: Vec<Const>,
    const_index: BTreeMap<Vec<u8>, u32>,
    pub drafts: Vec<Draft>,
    pub covers: Vec<Cover>,
    pub cover_stack: Vec<(usize, bool)>,
    pub blocks: Vec<Block<'a>>,
    pub n_labels: u32,
    pub location: Location,
    pub cold: u32,
    pub doc: Option<Arc<str>>,
}

impl<'a> Unit<'a> {
    pub(super) fn new(name: &str, qualname: String, kind: Kind, scope: usize, first_line: u32) -> Self {
        Unit {
            name: name.into(),
            qualname: qualname.into(),
            kind,
            scope,
            first_line,
            n_posonly: 0,
            n_args: 0,
            n_kwonly: 0,
            has_varargs: false,
            has_varkw: false,
            locals: Vec::new(),
            local_index: BTreeMap::new(),
            names: Vec::new(),
            name_index: BTreeMap::new(),
            consts: Vec::new(),
            const_index: BTreeMap::new(),
            drafts: Vec::new(),
            covers: Vec::new(),
            cover_stack: Vec::new(),
            blocks: Vec::new(),
            n_labels: 0,
            location: Location::default(),
            cold: 0,
            doc: None,
        }
    }
    pub(super) fn label(&mut self) -> Label {
        self.n_labels += 1;
        Label(self.n_labels - 1)
    }
    pub(super) fn mark(&mut self, label: Label) {
        self.push(Op::Nop, Arg::Mark(label));
    }
    pub(super) fn push(&mut self, op: Op, arg: Arg) {
        let cover = self.cover_stack.last().map(|&(cover, _)| cover);
        self.drafts.push(Draft { op, arg, location: self.location, cover, cold: self.cold });
    }
    pub(super) fn emit(&mut self, op: Op) {
        self.push(op, Arg::Plain(0));
    }
    pub(super) fn emit_arg(&mut self, op: Op, arg: u32) {
        self.push(op, Arg::Plain(arg));
    }
    pub(super) fn jump(&mut self, op: Op, to: Label) {
        self.push(op, Arg::Jump(to));
    }
    /// Unconditional; assembled as JUMP_FORWARD or JUMP_BACKWARD.
    pub(super) fn goto(&mut self, to: Label) {
        self.push(Op::JumpForward, Arg::Jump(to));
    }
    pub(super) fn goto_quietly(&mut self, to: Label) {
        self.push(Op::JumpForward, Arg::JumpQuietly(to));
    }
    pub(super) fn local_op(&mut self, op: Op, local: u32) {
        self.push(op, Arg::Local(local));
    }
    /// What follows is colder than what came before, and goes behind it; answers the heat to come back to.
    pub(super) fn cool(&mut self) -> u32 {
        self.cold += 1;
        self.cold - 1
    }
    /// From here on exceptions go to `target`.
    pub(super) fn enter_cover(&mut self, target: Label, push_lasti: bool, dropped: u32) {
        let cover = self.covers.len();
        self.covers.push(Cover { target, push_lasti, dropped });
        self.cover_stack.push((cover, false));
        self.push(Op::Nop, Arg::Open(cover as u32));
    }
    pub(super) fn leave_cover(&mut self) {
        self.cover_stack.pop();
    }
    pub(super) fn name_index(&mut self, name: &str) -> u32 {
        if let Some(&at) = self.name_index.get(name) {
            return at;
        }
        let name: Arc<str> = name.into();
        let at = self.names.len() as u32;
        self.names.push(Arc::clone(&name));
        self.name_index.insert(name, at);
        at
    }
    pub(super) fn const_index(&mut self, value: Const) -> u32 {
        let mut key = Vec::new();
        write_key(&value, &mut key);
        *self.const_index.entry(key).or_insert_with(|| {
            self.consts.push(value);
            self.consts.len() as u32 - 1
        })
    }
    pub(super) fn load_const(&mut self, value: Const) {
        match value {
            Const::Int(small @ 0..=255) => self.emit_arg(Op::LoadSmallInt, small as u32),
            value => {
                let index = self.const_index(value);
                self.emit_arg(Op::LoadConst, index);
            }
        }
    }
    pub(super) fn add_local(&mut self, name: &str, scope: usize, storage: Storage) -> u32 {
        let name: Arc<str> = name.into();
        let at = self.locals.len() as u32;
        self.locals.push(Local { name: Arc::clone(&name), scope, storage, param: false });
        self.local_index.insert((name, storage, scope), at);
        at
    }
    /// A local of an inlined comprehension: the one of the same name and storage around it, if there is one.
    pub(super) fn share_local(&mut self, name: &str, scope: usize, storage: Storage) -> u32 {
        match self.find_local(name, None, storage) {
            Some(local) => {
                self.local_index.insert((name.into(), storage, scope), local);
                local
            }
            None => self.add_local(name, scope, storage),
        }
    }
    /// The local of that name and storage: of one scope, or of any.
    pub(super) fn find_local(&self, name: &str, scope: Option<usize>, storage: Storage) -> Option<u32> {
        let name: Arc<str> = name.into();
        match scope {
            Some(scope) => self.local_index.get(&(name, storage, scope)).copied(),
            None => {
                let all = (Arc::clone(&name), storage, 0)..=(name, storage, usize::MAX);
                self.local_index.range(all).next().map(|(_, &at)| at)
            }
        }
    }
    /// After the order of `locals` changed.
    pub(super) fn index_locals(&mut self) {
        let numbered = self.locals.iter().enumerate();
        self.local_index =
            numbered.map(|(at, local)| ((Arc::clone(&local.name), local.storage, local.scope), at as u32)).collect();
    }
}

/// Equal for what is equal in type and value, so that `1`, `1.0` and `True`, or `0.0` and `-0.0`, stay apart.
fn write_key(value: &Const, key: &mut Vec<u8>) {
    let mut bytes = |tag: u8, bytes: &[u8]| {
        key.push(tag);
        key.extend((bytes.len() as u64).to_le_bytes());
        key.extend(bytes);
    };
    match value {
        Const::None => bytes(0, &[]),
        Const::Ellipsis => bytes(1, &[]),
        Const::Bool(b) => bytes(2, &[u8::from(*b)]),
        Const::Int(n) => bytes(3, &n.to_le_bytes()),
        Const::BigInt(n) => bytes(4, &n.to_signed_bytes_le()),
        Const::Float(x) => bytes(5, &x.to_bits().to_le_bytes()),
        Const::Complex { real, imag } => {
            bytes(6, &[real.to_bits().to_le_bytes(), imag.to_bits().to_le_bytes()].concat());
        }
        Const::Str(text) => bytes(7, text.as_bytes()),
        Const::Bytes(text) => bytes(8, text),
        Const::Code(id) => bytes(9, &id.0.to_le_bytes()),
        Const::Tuple(items) | Const::FrozenSet(items) => {
            bytes(if matches!(value, Const::Tuple(_)) { 10 } else { 11 }, &(items.len() as u64).to_le_bytes());
            items.iter().for_each(|item| write_key(item, key));
        }
    }
}

/// A finished body: what `assemble` makes of the drafts.
#[derive(Debug)]
pub(super) struct Body {
    pub instrs: Vec<Instr>,
    pub locations: Vec<Location>,
    pub handlers: Vec<Handler>,
    pub max_stack: u32,
}

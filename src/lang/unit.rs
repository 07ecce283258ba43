//! One code object while it is being written: instructions with labels, and which handler covers each.
//!
//! Exception handlers are written where they stand in the source but marked cold (handlers inside handlers colder still);
//! `assemble.rs` moves them behind the rest, as CPython does, resolves labels and makes the static exception table.

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
    /// Where the covered block begins: the operand stack there, less `dropped`, is what the handler keeps.
    pub start: usize,
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
    /// Where a label is.
    Mark(Label),
}

/// One unfinished instruction; a `Mark` stands for no instruction.
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
    pub names: Vec<Arc<str>>,
    pub consts: Vec<Const>,
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
            names: Vec::new(),
            consts: Vec::new(),
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
        self.covers.push(Cover { target, push_lasti, start: self.drafts.len(), dropped });
        self.cover_stack.push((self.covers.len() - 1, false));
        // A draft of its own, so that the depth at the start is known even when the block is empty.
        self.push(Op::Nop, Arg::Mark(Label(u32::MAX)));
    }
    pub(super) fn leave_cover(&mut self) {
        self.cover_stack.pop();
    }
    pub(super) fn name_index(&mut self, name: &str) -> u32 {
        match self.names.iter().position(|n| &**n == name) {
            Some(at) => at as u32,
            None => {
                self.names.push(name.into());
                self.names.len() as u32 - 1
            }
        }
    }
    pub(super) fn const_index(&mut self, value: Const) -> u32 {
        match self.consts.iter().position(|known| same_const(known, &value)) {
            Some(at) => at as u32,
            None => {
                self.consts.push(value);
                self.consts.len() as u32 - 1
            }
        }
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
    pub(super) fn find_local(&self, name: &str, scope: Option<usize>, storage: Storage) -> Option<u32> {
        let found = self.locals.iter().position(|local| {
            &*local.name == name && local.storage == storage && scope.is_none_or(|scope| local.scope == scope)
        });
        found.map(|at| at as u32)
    }
}

/// Equal in type and value, so that `1`, `1.0` and `True`, or `0.0` and `-0.0`, stay apart.
fn same_const(a: &Const, b: &Const) -> bool {
    match (a, b) {
        (Const::Float(a), Const::Float(b)) => a.to_bits() == b.to_bits(),
        (Const::Complex { real: a, imag: b }, Const::Complex { real: c, imag: d }) => {
            a.to_bits() == c.to_bits() && b.to_bits() == d.to_bits()
        }
        (Const::Tuple(a), Const::Tuple(b)) | (Const::FrozenSet(a), Const::FrozenSet(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same_const(a, b))
        }
        _ => a == b,
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

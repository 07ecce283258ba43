//! Syntax tree to code objects, statement by statement, with CPython 3.14's instruction sequences.
//!
//! Source: `Python/codegen.c` and `Python/compile.c` of CPython 3.14. What is not evaluated as there: annotations of
//! functions are left out; annotations in class and module bodies are evaluated at once into `__annotations__`; type
//! parameters are erased. Knows nothing of running.

mod call;
mod comprehension;
mod expr;
mod fold;
mod function;
mod pattern;
mod stmt;
mod target;
mod test;
mod text;
mod try_with;

use std::sync::Arc;

use super::assemble::assemble;
use super::code::{Code, CodeStore, Const, Kind, Op};
use super::parse::ast;
use super::parse::{Ranged, span_of};
use super::symbols::{MODULE_ANNOTATIONS, Meaning, ScopeKind, Symbols, mangle};
use super::unit::{Arg, Storage, Unit};
use crate::base::diagnostic::{Diagnostic, DiagnosticKind};
use crate::base::ids::CodeId;
use crate::base::span::{LineIndex, Location, Span};

/// The state of compiling one module.
pub(super) struct Compiler<'a> {
    pub symbols: &'a Symbols,
    pub lines: &'a LineIndex,
    pub text: &'a str,
    pub filename: Arc<str>,
    pub hidden: bool,
    pub store: &'a mut CodeStore,
    /// The code objects being written, innermost last.
    pub units: Vec<Unit<'a>>,
    /// The scope whose names are meant: that of the unit, or an inlined comprehension in it.
    pub scope: usize,
    pub class_names: Vec<Option<String>>,
    /// Names of comprehension variables kept in a slot apart, since the function around uses the name otherwise.
    pub future_annotations: bool,
    /// A statement that is no `from __future__ import` has been compiled.
    pub past_futures: bool,
}

/// Compiling stops at the first error.
pub(super) type Compiled = Result<(), Box<Diagnostic>>;

impl<'a> Compiler<'a> {
    /// Compiles a module's body.
    pub(super) fn module(mut self, module: &'a ast::ModModule) -> Result<CodeId, Box<Diagnostic>> {
        self.future_annotations = module.body.iter().any(|stmt| match stmt {
            ast::Stmt::ImportFrom(node) => {
                node.module.as_ref().is_some_and(|name| name.id.as_str() == "__future__")
                    && node.names.iter().any(|alias| alias.name.id.as_str() == "annotations")
            }
            _ => false,
        });
        self.open("<module>", "<module>".to_owned(), Kind::Module, 0, 1);
        self.emit_arg(Op::Resume, 0);
        let annotations = crate::lang::annotation::of_body(&module.body);
        if !annotations.is_empty() {
            self.annotate(annotations, MODULE_ANNOTATIONS, None, &module.body[0])?;
            self.store_name("__annotate__");
        }
        self.body_with_doc(&module.body)?;
        self.at_no_line();
        self.return_none();
        Ok(self.close())
    }

    pub(super) fn unit(&mut self) -> &mut Unit<'a> {
        // A unit is open from `open` to `close`, and nothing is compiled outside.
        let last = self.units.len() - 1;
        &mut self.units[last]
    }

    /// Begins a code object for a scope and lays out its locals.
    pub(super) fn open(&mut self, name: &str, qualname: String, kind: Kind, scope: usize, line: u32) {
        let mut unit = Unit::new(name, qualname, kind, scope, line);
        if !matches!(kind, Kind::Module | Kind::Class) {
            for (name, cell) in self.symbols.own_names(scope) {
                let storage = if cell { Storage::Cell } else { Storage::Fast };
                unit.add_local(name, scope, storage);
            }
        }
        if kind == Kind::Class && self.symbols.scopes[scope].needs_class_cell {
            unit.add_local("__class__", scope, Storage::Cell);
        }
        for name in self.symbols.free_names(scope) {
            unit.add_local(name, 0, Storage::Free);
        }
        self.units.push(unit);
        self.scope = scope;
    }

    /// The instructions that make cells, before RESUME.
    pub(super) fn emit_cells(&mut self) {
        let n_free = self.unit().locals.iter().filter(|local| local.storage == Storage::Free).count() as u32;
        if n_free > 0 {
            self.emit_arg(Op::CopyFreeVars, n_free);
        }
        let scope = self.unit().scope;
        let cells: Vec<u32> = (0..self.unit().locals.len() as u32)
            .filter(|&at| {
                let local = &self.unit().locals[at as usize];
                local.storage == Storage::Cell && local.scope == scope
            })
            .collect();
        for cell in cells {
            self.unit().local_op(Op::MakeCell, cell);
        }
    }

    /// Ends the innermost code object.
    pub(super) fn close(&mut self) -> CodeId {
        let Some(mut unit) = self.units.pop() else { return CodeId(0) };
        self.scope = self.units.last().map_or(0, |outer| outer.scope);
        let body = assemble(&mut unit);
        let n_free = unit.locals.iter().filter(|local| local.storage == Storage::Free).count() as u32;
        self.store.add(Code {
            name: unit.name,
            qualname: unit.qualname,
            filename: Arc::clone(&self.filename),
            kind: unit.kind,
            first_line: unit.first_line,
            n_posonly: unit.n_posonly,
            n_args: unit.n_args,
            n_kwonly: unit.n_kwonly,
            has_varargs: unit.has_varargs,
            has_varkw: unit.has_varkw,
            locals: unit.locals.iter().map(|local| Arc::clone(&local.name)).collect(),
            n_free,
            max_stack: body.max_stack,
            names: unit.names.into(),
            consts: unit.consts.into(),
            instrs: body.instrs.into(),
            locations: body.locations.into(),
            handlers: body.handlers.into(),
            doc: unit.doc,
            hidden: self.hidden,
        })
    }

    pub(super) fn qualname(&self, name: &str) -> String {
        let Some(outer) = self.units.last() else { return name.to_owned() };
        match outer.kind {
            Kind::Module => name.to_owned(),
            Kind::Class => format!("{}.{name}", outer.qualname),
            _ => format!("{}.<locals>.{name}", outer.qualname),
        }
    }

    // ---- places ----

    pub(super) fn at(&mut self, node: &impl Ranged) {
        let location = self.location(node);
        self.unit().location = location;
    }
    /// What follows takes its line from what leads to it.
    pub(super) fn at_no_line(&mut self) {
        self.unit().location = Location::default();
    }
    pub(super) fn location(&self, node: &impl Ranged) -> Location {
        self.lines.location(span_of(node.range()))
    }
    pub(super) fn line(&self, node: &impl Ranged) -> u32 {
        self.location(node).start.line
    }
    fn diagnostic(&self, kind: DiagnosticKind, message: String, hint: &str, span: Span) -> Box<Diagnostic> {
        Box::new(Diagnostic { kind, message, hint: hint.to_owned(), span, location: self.lines.location(span) })
    }
    pub(super) fn syntax_error<T>(&self, message: impl Into<String>, node: &impl Ranged) -> Result<T, Box<Diagnostic>> {
        Err(self.diagnostic(DiagnosticKind::SyntaxError, message.into(), "", span_of(node.range())))
    }
    pub(super) fn too_large<T>(&self, message: &str, node: &impl Ranged) -> Result<T, Box<Diagnostic>> {
        Err(self.diagnostic(DiagnosticKind::TooLarge, message.to_owned(), "", span_of(node.range())))
    }

    // ---- emitting ----

    pub(super) fn emit(&mut self, op: Op) {
        self.unit().emit(op);
    }
    pub(super) fn emit_arg(&mut self, op: Op, arg: u32) {
        self.unit().emit_arg(op, arg);
    }
    pub(super) fn load_const(&mut self, value: Const) {
        self.unit().load_const(value);
    }
    pub(super) fn return_none(&mut self) {
        self.load_const(Const::None);
        self.emit(Op::ReturnValue);
    }
    pub(super) fn mangled(&self, name: &str) -> String {
        mangle(self.class_names.last().and_then(Option::as_deref), name)
    }

    // ---- names ----

    pub(super) fn load_name(&mut self, name: &str) {
        let name = self.mangled(name);
        match self.symbols.meaning(self.scope, &name) {
            Meaning::Fast { scope } => {
                let local = self.fast(&name, scope);
                self.unit().local_op(Op::LoadFastBorrow, local);
            }
            Meaning::Deref { scope } => {
                let local = self.cell(&name, scope);
                self.unit().local_op(Op::LoadDeref, local);
            }
            Meaning::ClassDeref => {
                self.emit(Op::LoadLocals);
                let local = self.cell(&name, None);
                self.unit().local_op(Op::LoadFromDictOrDeref, local);
            }
            Meaning::Global { .. } => {
                let index = self.unit().name_index(&name);
                self.emit_arg(Op::LoadGlobal, index << 1);
            }
            Meaning::Name => {
                let index = self.unit().name_index(&name);
                self.emit_arg(Op::LoadName, index);
            }
        }
    }

    pub(super) fn store_name(&mut self, name: &str) {
        self.change_name(name, [Op::StoreFast, Op::StoreDeref, Op::StoreGlobal, Op::StoreName]);
    }
    pub(super) fn delete_name(&mut self, name: &str) {
        self.change_name(name, [Op::DeleteFast, Op::DeleteDeref, Op::DeleteGlobal, Op::DeleteName]);
    }
    fn change_name(&mut self, name: &str, [fast, deref, global, by_name]: [Op; 4]) {
        let name = self.mangled(name);
        match self.symbols.meaning(self.scope, &name) {
            Meaning::Fast { scope } => {
                let local = self.fast(&name, scope);
                self.unit().local_op(fast, local);
            }
            Meaning::Deref { scope } => {
                let local = self.cell(&name, scope);
                self.unit().local_op(deref, local);
            }
            Meaning::ClassDeref => {
                let local = self.cell(&name, None);
                self.unit().local_op(deref, local);
            }
            Meaning::Global { .. } => {
                let index = self.unit().name_index(&name);
                self.emit_arg(global, index);
            }
            Meaning::Name => {
                let index = self.unit().name_index(&name);
                self.emit_arg(by_name, index);
            }
        }
    }

    /// The number of a fast local of the open unit.
    pub(super) fn fast(&mut self, name: &str, scope: usize) -> u32 {
        self.unit()
            .find_local(name, Some(scope), Storage::Fast)
            .unwrap_or_else(|| self.unit().add_local(name, scope, Storage::Fast))
    }

    /// The number of the cell or free variable that holds `name`.
    pub(super) fn cell(&mut self, name: &str, scope: Option<usize>) -> u32 {
        let unit = self.unit();
        let own = scope.and_then(|scope| unit.find_local(name, Some(scope), Storage::Cell));
        let found = own.or_else(|| unit.find_local(name, None, Storage::Free));
        let found = found.or_else(|| unit.find_local(name, scope, Storage::Cell));
        match (found, scope) {
            (Some(local), _) => local,
            (None, Some(scope)) => unit.add_local(name, scope, Storage::Cell),
            (None, None) => unit.add_local(name, 0, Storage::Free),
        }
    }

    /// Whether the innermost code is a function (so that `return`, `yield` and `await` may be meant).
    pub(super) fn in_function(&mut self) -> bool {
        !matches!(self.unit().kind, Kind::Module | Kind::Class)
    }
    pub(super) fn is_module_scope(&self) -> bool {
        self.symbols.scopes[self.scope].kind == ScopeKind::Module
    }
    pub(super) fn push_local(&mut self, op: Op, local: u32) {
        self.unit().push(op, Arg::Local(local));
    }
}

//! Simple statements, branches and loops. `try` and `with` are in `try_with.rs`.

use super::{Compiled, Compiler, fold};
use crate::base::limits::MAX_CODE_INSTRS;
use crate::lang::code::{Const, Intrinsic1, Kind, Op};
use crate::lang::parse::Ranged;
use crate::lang::parse::ast::{self, Expr, Stmt};
use crate::lang::unit::{Block, Label};

/// Loops, `try`, `with` and handlers inside each other, as in CPython (`CO_MAXBLOCKS`).
const MAX_STATIC_BLOCKS: usize = 21;

impl<'a> Compiler<'a> {
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Compiled {
        body.iter().try_for_each(|stmt| {
            // `finally` blocks are written once for each way out: nested in each other they double at every level.
            if self.unit().drafts.len() > MAX_CODE_INSTRS {
                return self.too_large("the code of this block is too large", stmt);
            }
            let is_future = matches!(stmt, Stmt::ImportFrom(node) if node.module.as_ref().is_some_and(|name| name.id.as_str() == "__future__"));
            self.past_futures |= !is_future;
            self.stmt(stmt)
        })
    }

    /// Enters a block that `break`, `continue` and `return` have to leave.
    pub(super) fn push_block(&mut self, block: Block<'a>, node: &impl Ranged) -> Compiled {
        if self.unit().blocks.len() >= MAX_STATIC_BLOCKS {
            return self.syntax_error("too many statically nested blocks", node);
        }
        self.unit().blocks.push(block);
        Ok(())
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Compiled {
        self.at(stmt);
        match stmt {
            Stmt::FunctionDef(node) => self.function_def(node),
            Stmt::ClassDef(node) => self.class_def(node),
            Stmt::Return(node) => self.return_(node),
            Stmt::Delete(node) => node.targets.iter().try_for_each(|target| self.delete(target)),
            Stmt::TypeAlias(node) => self.type_alias(node),
            Stmt::Assign(node) => self.assign(node),
            Stmt::AugAssign(node) => self.aug_assign(node),
            Stmt::AnnAssign(node) => self.ann_assign(node),
            Stmt::For(node) if node.is_async => self.async_for(node),
            Stmt::For(node) => self.for_(node),
            Stmt::While(node) => self.while_(node),
            Stmt::If(node) => self.if_(node),
            Stmt::With(node) => self.with(node, 0),
            Stmt::Match(node) => self.match_(node),
            Stmt::Raise(node) => self.raise(node),
            Stmt::Try(node) => self.try_(node),
            Stmt::Assert(node) => self.assert(node),
            Stmt::Import(node) => self.import(node),
            Stmt::ImportFrom(node) => self.import_from(node),
            Stmt::Global(_) | Stmt::Nonlocal(_) => Ok(()),
            Stmt::Expr(node) => {
                if fold::constant(&node.value).is_some() {
                    self.emit(Op::Nop);
                    return Ok(());
                }
                self.expr(&node.value)?;
                self.at(node);
                self.emit(Op::PopTop);
                Ok(())
            }
            Stmt::Pass(_) => {
                self.emit(Op::Nop);
                Ok(())
            }
            Stmt::Break(_) => self.leave_loop(stmt, true),
            Stmt::Continue(_) => self.leave_loop(stmt, false),
            Stmt::IpyEscapeCommand(_) => self.syntax_error("invalid syntax", stmt),
        }
    }

    fn assign(&mut self, node: &'a ast::StmtAssign) -> Compiled {
        if let ([target], true) = (&node.targets[..], true)
            && self.swap_assign(target, &node.value)?
        {
            return Ok(());
        }
        self.expr(&node.value)?;
        let Some((last, first)) = node.targets.split_last() else { return Ok(()) };
        for target in first {
            self.at(node);
            self.emit_arg(Op::Copy, 1);
            self.store(target)?;
        }
        self.store(last)
    }

    /// `a, b = c, d` needs no tuple.
    fn swap_assign(
        &mut self,
        target: &'a Expr,
        value: &'a Expr,
    ) -> Result<bool, Box<crate::base::diagnostic::Diagnostic>> {
        let (Expr::Tuple(targets), Expr::Tuple(values)) = (target, value) else { return Ok(false) };
        let starred = |elts: &[Expr]| elts.iter().any(|elt| matches!(elt, Expr::Starred(_)));
        let n = targets.elts.len();
        if n != values.elts.len() || !(2..=3).contains(&n) || starred(&targets.elts) || starred(&values.elts) {
            return Ok(false);
        }
        if fold::constant(value).is_some() {
            return Ok(false);
        }
        values.elts.iter().try_for_each(|value| self.expr(value))?;
        self.at(value);
        self.emit_arg(Op::Swap, n as u32);
        for target in &targets.elts {
            self.store(target)?;
        }
        Ok(true)
    }

    fn ann_assign(&mut self, node: &'a ast::StmtAnnAssign) -> Compiled {
        if let Some(value) = &node.value {
            self.expr(value)?;
            self.store(&node.target)?;
        }
        if let (Expr::Attribute(target), None) = (&*node.target, &node.value) {
            self.expr(&target.value)?;
            self.emit(Op::PopTop);
        }
        Ok(())
    }

    pub(super) fn source_of(&self, node: &impl Ranged) -> String {
        let span = crate::lang::parse::span_of(node.range());
        self.text.get(span.start as usize..span.end as usize).unwrap_or("").to_owned()
    }

    fn return_(&mut self, node: &'a ast::StmtReturn) -> Compiled {
        if !self.in_function() {
            return self.syntax_error("'return' outside function", node);
        }
        if self.unit().kind == Kind::AsyncGenerator && node.value.is_some() {
            return self.syntax_error("'return' with value in async generator", node);
        }
        let constant = node.value.as_deref().map_or(Some(Const::None), fold::constant);
        let kept = match (&node.value, &constant) {
            (Some(value), None) => {
                self.expr(value)?;
                true
            }
            _ => false,
        };
        self.at(node);
        let covers = self.unit().cover_stack.clone();
        self.unwind_all(kept)?;
        self.at(node);
        if let Some(constant) = constant {
            self.load_const(constant);
        }
        self.emit(Op::ReturnValue);
        self.unit().cover_stack = covers;
        Ok(())
    }

    /// Leaves every block on the way out of the function; the covers left are the caller's to restore.
    fn unwind_all(&mut self, keeps_value: bool) -> Compiled {
        let blocks = std::mem::take(&mut self.unit().blocks);
        for at in (0..blocks.len()).rev() {
            self.unit().blocks = blocks[..at].to_vec();
            self.unwind(&blocks[at], keeps_value)?;
        }
        self.unit().blocks = blocks;
        Ok(())
    }

    fn leave_loop(&mut self, stmt: &'a Stmt, breaks: bool) -> Compiled {
        let blocks = self.unit().blocks.clone();
        let covers = self.unit().cover_stack.clone();
        for at in (0..blocks.len()).rev() {
            if let Block::Loop { next, exit, is_for } = blocks[at] {
                self.at(stmt);
                if breaks && is_for {
                    self.emit(Op::PopTop);
                }
                self.unit().goto(if breaks { exit } else { next });
                self.unit().blocks = blocks;
                self.unit().cover_stack = covers;
                return Ok(());
            }
            self.unit().blocks = blocks[..at].to_vec();
            self.unwind(&blocks[at], false)?;
        }
        let text = if breaks { "'break' outside loop" } else { "'continue' not properly in loop" };
        self.syntax_error(text, stmt)
    }

    /// The code that leaves one block; its cover, if it has one, ends here for what follows.
    fn unwind(&mut self, block: &Block<'a>, keeps_value: bool) -> Compiled {
        let swap = |this: &mut Self| {
            if keeps_value {
                this.emit_arg(Op::Swap, 2);
            }
        };
        match block {
            Block::Loop { is_for: true, .. } => {
                swap(self);
                self.emit(Op::PopTop);
            }
            Block::Loop { .. } => {}
            Block::Try => self.unit().leave_cover(),
            Block::Finally { body } => {
                self.unit().leave_cover();
                if keeps_value {
                    self.unit().blocks.push(Block::Value);
                }
                let location = self.unit().location;
                self.body(body)?;
                self.unit().location = location;
                if keeps_value {
                    self.unit().blocks.pop();
                }
            }
            Block::FinallyEnd => {
                self.unit().leave_cover();
                if keeps_value {
                    self.emit_arg(Op::Swap, 2);
                }
                self.emit(Op::PopTop);
                swap(self);
                self.emit(Op::PopExcept);
            }
            Block::With { is_async, location } => {
                self.unit().leave_cover();
                let here = std::mem::replace(&mut self.unit().location, *location);
                if keeps_value {
                    // exit self value -- value exit self
                    self.emit_arg(Op::Swap, 3);
                    self.emit_arg(Op::Swap, 2);
                }
                self.exit_with_none(*is_async);
                self.unit().location = here;
            }
            Block::Handler { name } => {
                self.unit().leave_cover();
                if name.is_some() {
                    self.unit().leave_cover();
                }
                swap(self);
                self.emit(Op::PopExcept);
                if let Some(name) = name {
                    self.unbind(name);
                }
            }
            Block::Value => {
                swap(self);
                self.emit(Op::PopTop);
            }
        }
        Ok(())
    }

    /// `name = None; del name`, as the end of an `except … as name` does.
    pub(super) fn unbind(&mut self, name: &str) {
        self.load_const(Const::None);
        self.store_name(name);
        self.delete_name(name);
    }

    fn for_(&mut self, node: &'a ast::StmtFor) -> Compiled {
        let (next, spent, exit) = self.three_labels();
        self.iterable(&node.iter, false)?;
        self.at(&*node.iter);
        self.emit(Op::GetIter);
        self.unit().mark(next);
        self.unit().jump(Op::ForIter, spent);
        self.push_block(Block::Loop { next, exit, is_for: true }, node)?;
        self.store(&node.target)?;
        self.body(&node.body)?;
        self.unit().blocks.pop();
        self.at_no_line();
        self.unit().goto(next);
        self.unit().mark(spent);
        self.body(&node.orelse)?;
        self.unit().mark(exit);
        Ok(())
    }

    fn three_labels(&mut self) -> (Label, Label, Label) {
        let unit = self.unit();
        (unit.label(), unit.label(), unit.label())
    }

    fn async_for(&mut self, node: &'a ast::StmtFor) -> Compiled {
        if !self.may_await() {
            return self.syntax_error("'async for' outside async function", node);
        }
        let (next, fail, exit) = self.three_labels();
        let spent = self.unit().label();
        self.expr(&node.iter)?;
        self.at(&*node.iter);
        self.emit(Op::GetAiter);
        self.unit().mark(next);
        self.unit().enter_cover(fail, false, 0);
        self.emit(Op::GetAnext);
        self.load_const(Const::None);
        self.delegate(true);
        self.unit().leave_cover();
        self.push_block(Block::Loop { next, exit, is_for: true }, node)?;
        self.store(&node.target)?;
        self.body(&node.body)?;
        self.unit().blocks.pop();
        self.at_no_line();
        self.unit().goto(next);
        let was_cold = self.unit().cool();
        self.unit().mark(fail);
        self.emit(Op::EndAsyncFor);
        self.unit().goto_quietly(spent);
        self.unit().cold = was_cold;
        self.unit().mark(spent);
        self.body(&node.orelse)?;
        self.unit().mark(exit);
        Ok(())
    }

    fn while_(&mut self, node: &'a ast::StmtWhile) -> Compiled {
        let (next, spent, exit) = self.three_labels();
        self.unit().mark(next);
        self.push_block(Block::Loop { next, exit, is_for: false }, node)?;
        self.jump_if(&node.test, spent, false)?;
        self.body(&node.body)?;
        self.unit().blocks.pop();
        self.at_no_line();
        self.unit().goto(next);
        self.unit().mark(spent);
        self.body(&node.orelse)?;
        self.unit().mark(exit);
        Ok(())
    }

    fn if_(&mut self, node: &'a ast::StmtIf) -> Compiled {
        let end = self.unit().label();
        let mut next = self.unit().label();
        self.jump_if(&node.test, next, false)?;
        self.body(&node.body)?;
        for clause in &node.elif_else_clauses {
            self.unit().goto_quietly(end);
            self.unit().mark(next);
            next = self.unit().label();
            if let Some(test) = &clause.test {
                self.at(test);
                self.jump_if(test, next, false)?;
            }
            self.body(&clause.body)?;
        }
        self.unit().mark(next);
        self.unit().mark(end);
        Ok(())
    }

    fn raise(&mut self, node: &'a ast::StmtRaise) -> Compiled {
        let mut n = 0;
        for part in [&node.exc, &node.cause].into_iter().flatten() {
            self.expr(part)?;
            n += 1;
        }
        self.at(node);
        self.emit_arg(Op::RaiseVarargs, n);
        Ok(())
    }

    fn assert(&mut self, node: &'a ast::StmtAssert) -> Compiled {
        let end = self.unit().label();
        self.jump_if(&node.test, end, true)?;
        self.at(node);
        self.emit_arg(Op::LoadCommonConstant, 0);
        if let Some(message) = &node.msg {
            self.emit(Op::PushNull);
            self.expr(message)?;
            self.at(node);
            self.emit_arg(Op::Call, 1);
        }
        self.at(&*node.test);
        self.emit_arg(Op::RaiseVarargs, 1);
        self.unit().mark(end);
        Ok(())
    }

    fn import(&mut self, node: &'a ast::StmtImport) -> Compiled {
        for alias in &node.names {
            self.load_const(Const::Int(0));
            self.load_const(Const::None);
            let index = self.unit().name_index(&alias.name.id);
            self.emit_arg(Op::ImportName, index);
            match &alias.asname {
                None => {
                    let first = alias.name.id.split('.').next().unwrap_or("").to_owned();
                    self.store_name(&first);
                }
                Some(asname) => {
                    for part in alias.name.id.split('.').skip(1) {
                        let index = self.unit().name_index(part);
                        self.emit_arg(Op::ImportFrom, index);
                        self.emit_arg(Op::Swap, 2);
                        self.emit(Op::PopTop);
                    }
                    self.store_name(&asname.id);
                }
            }
        }
        Ok(())
    }

    fn import_from(&mut self, node: &'a ast::StmtImportFrom) -> Compiled {
        let module = node.module.as_ref().map_or("", |module| module.id.as_str());
        if module == "__future__" {
            return self.future(node);
        }
        self.load_const(Const::Int(i64::from(node.level)));
        let names: Vec<Const> = node.names.iter().map(|alias| Const::Str(alias.name.id.as_str().into())).collect();
        self.load_const(Const::Tuple(names.into()));
        let index = self.unit().name_index(module);
        self.emit_arg(Op::ImportName, index);
        for alias in &node.names {
            if alias.name.id.as_str() == "*" {
                if !self.is_module_scope() {
                    return self.syntax_error("import * only allowed at module level", alias);
                }
                self.emit_arg(Op::CallIntrinsic1, Intrinsic1::ImportStar as u32);
                self.emit(Op::PopTop);
                return Ok(());
            }
            let index = self.unit().name_index(&alias.name.id);
            self.emit_arg(Op::ImportFrom, index);
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            self.store_name(&name.id);
        }
        self.emit(Op::PopTop);
        Ok(())
    }

    fn future(&mut self, node: &'a ast::StmtImportFrom) -> Compiled {
        const KNOWN: &[&str] = &[
            "nested_scopes",
            "generators",
            "division",
            "absolute_import",
            "with_statement",
            "print_function",
            "unicode_literals",
            "generator_stop",
            "annotations",
        ];
        if self.past_futures {
            return self.syntax_error("from __future__ imports must occur at the beginning of the file", node);
        }
        for alias in &node.names {
            if alias.name.id.as_str() == "braces" {
                return self.syntax_error("not a chance", node);
            }
            if !KNOWN.contains(&alias.name.id.as_str()) {
                return self.syntax_error(format!("future feature {} is not defined", alias.name.id), node);
            }
        }
        self.emit(Op::Nop);
        Ok(())
    }
}

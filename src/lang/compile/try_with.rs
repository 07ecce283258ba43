//! `try` in all its forms, and `with`.
//!
//! Source: `codegen_try_except`, `codegen_try_finally`, `codegen_try_star_except`, `codegen_with` of CPython 3.14.

use super::{Compiled, Compiler};
use crate::lang::code::{Const, Intrinsic2, Op, Special};
use crate::lang::parse::ast::{self, ExceptHandler};
use crate::lang::unit::{Block, Label};

impl<'a> Compiler<'a> {
    pub(super) fn try_(&mut self, node: &'a ast::StmtTry) -> Compiled {
        if node.finalbody.is_empty() {
            return self.try_handlers(node);
        }
        let (fail, end) = (self.unit().label(), self.unit().label());
        self.emit(Op::Nop);
        self.unit().enter_cover(fail, false, 0);
        self.push_block(Block::Finally { body: &node.finalbody }, node)?;
        if node.handlers.is_empty() {
            self.body(&node.body)?;
        } else {
            self.try_handlers(node)?;
        }
        self.unit().blocks.pop();
        self.unit().leave_cover();
        self.body(&node.finalbody)?;
        self.unit().goto_quietly(end);
        let was_cold = self.begin_cold(fail);
        let cleanup = self.unit().label();
        self.unit().enter_cover(cleanup, true, 0);
        self.emit(Op::PushExcInfo);
        self.push_block(Block::FinallyEnd, node)?;
        self.body(&node.finalbody)?;
        self.unit().blocks.pop();
        self.emit(Op::Reraise);
        self.unit().leave_cover();
        self.restore_and_reraise(cleanup);
        self.unit().cold = was_cold;
        self.unit().mark(end);
        Ok(())
    }

    /// From here on code is cold, beginning with a handler.
    fn begin_cold(&mut self, handler: Label) -> u32 {
        let was_cold = self.unit().cool();
        self.unit().location = crate::base::span::Location::default();
        self.unit().mark(handler);
        was_cold
    }

    /// What catches an exception inside a handler: the earlier one becomes the handled one again. The stack holds the
    /// earlier one, the raising instruction and the new exception.
    fn restore_and_reraise(&mut self, cleanup: Label) {
        self.unit().location = crate::base::span::Location::default();
        self.unit().mark(cleanup);
        self.emit_arg(Op::Copy, 3);
        self.emit(Op::PopExcept);
        self.emit_arg(Op::Reraise, 1);
    }

    fn try_handlers(&mut self, node: &'a ast::StmtTry) -> Compiled {
        if node.handlers.is_empty() {
            return self.body(&node.body);
        }
        let (fail, end) = (self.unit().label(), self.unit().label());
        self.emit(Op::Nop);
        self.unit().enter_cover(fail, false, 0);
        self.push_block(Block::Try, node)?;
        self.body(&node.body)?;
        self.unit().blocks.pop();
        self.unit().leave_cover();
        self.body(&node.orelse)?;
        self.unit().goto_quietly(end);
        let was_cold = self.begin_cold(fail);
        if node.is_star {
            self.star_handlers(node, end)?
        } else {
            self.handlers(node, end)?
        }
        self.unit().cold = was_cold;
        self.unit().mark(end);
        Ok(())
    }

    fn handlers(&mut self, node: &'a ast::StmtTry, end: Label) -> Compiled {
        let cleanup = self.unit().label();
        self.unit().enter_cover(cleanup, true, 0);
        self.emit(Op::PushExcInfo);
        let n = node.handlers.len();
        for (i, ExceptHandler::ExceptHandler(handler)) in node.handlers.iter().enumerate() {
            self.at(handler);
            if handler.type_.is_none() && i + 1 < n {
                return self.syntax_error("default 'except:' must be last", handler);
            }
            let next = self.unit().label();
            if let Some(class) = &handler.type_ {
                self.expr(class)?;
                self.at(&**class);
                self.emit(Op::CheckExcMatch);
                self.unit().jump(Op::PopJumpIfFalse, next);
            }
            match &handler.name {
                None => {
                    self.emit(Op::PopTop);
                    self.push_block(Block::Handler { name: None }, node)?;
                    self.body(&handler.body)?;
                    self.unit().blocks.pop();
                    // The cover ends before the handled exception is popped.
                    let cover = self.unit().cover_stack.pop();
                    self.emit(Op::PopExcept);
                    self.unit().goto_quietly(end);
                    self.unit().cover_stack.extend(cover);
                }
                Some(name) => self.named_handler(name, &handler.body, end)?,
            }
            self.unit().mark(next);
        }
        self.emit(Op::Reraise);
        self.unit().leave_cover();
        self.restore_and_reraise(cleanup);
        Ok(())
    }

    fn named_handler(&mut self, name: &'a ast::Identifier, body: &'a [ast::Stmt], end: Label) -> Compiled {
        self.store_name(&name.id);
        let inner = self.unit().label();
        self.unit().enter_cover(inner, true, 0);
        self.push_block(Block::Handler { name: Some(name.id.to_string()) }, name)?;
        self.body(body)?;
        self.unit().blocks.pop();
        self.unit().leave_cover();
        self.unit().location = crate::base::span::Location::default();
        let cover = self.unit().cover_stack.pop();
        self.emit(Op::PopExcept);
        self.unbind(&name.id);
        self.unit().goto_quietly(end);
        self.unit().cover_stack.extend(cover);
        self.unit().mark(inner);
        self.unbind(&name.id);
        self.emit_arg(Op::Reraise, 1);
        Ok(())
    }

    /// `except*`: the stack holds the original, a list of what handlers raised, and what is still unmatched.
    fn star_handlers(&mut self, node: &'a ast::StmtTry, end: Label) -> Compiled {
        let (cleanup, reraise) = (self.unit().label(), self.unit().label());
        self.unit().enter_cover(cleanup, true, 0);
        self.emit(Op::PushExcInfo);
        let n = node.handlers.len();
        for (i, ExceptHandler::ExceptHandler(handler)) in node.handlers.iter().enumerate() {
            self.at(handler);
            let (next, no_match, fail) = (self.unit().label(), self.unit().label(), self.unit().label());
            if i == 0 {
                self.emit_arg(Op::Copy, 1);
                self.emit_arg(Op::BuildList, 0);
                self.emit_arg(Op::Swap, 2);
            }
            let Some(class) = &handler.type_ else {
                return self.syntax_error("expected one or more exception types", handler);
            };
            self.expr(class)?;
            self.emit(Op::CheckEgMatch);
            self.emit_arg(Op::Copy, 1);
            self.unit().jump(Op::PopJumpIfNone, no_match);
            match &handler.name {
                Some(name) => self.store_name(&name.id),
                None => self.emit(Op::PopTop),
            }
            self.unit().enter_cover(fail, true, 0);
            self.push_block(Block::Try, node)?;
            self.star_body(&handler.body)?;
            self.unit().blocks.pop();
            self.unit().leave_cover();
            self.unit().location = crate::base::span::Location::default();
            if let Some(name) = &handler.name {
                self.unbind(&name.id);
            }
            self.unit().goto_quietly(next);
            // orig list rest lasti exc -- orig list rest, the exception added to the list
            self.unit().mark(fail);
            if let Some(name) = &handler.name {
                self.unbind(&name.id);
            }
            self.emit_arg(Op::ListAppend, 3);
            self.emit(Op::PopTop);
            self.unit().goto_quietly(next);
            self.unit().mark(no_match);
            self.emit(Op::PopTop);
            self.unit().mark(next);
            if i + 1 == n {
                self.emit_arg(Op::ListAppend, 1);
                self.emit_arg(Op::CallIntrinsic2, Intrinsic2::PrepReraiseStar as u32);
                self.emit_arg(Op::Copy, 1);
                self.unit().jump(Op::PopJumpIfNotNone, reraise);
                self.emit(Op::PopTop);
                let cover = self.unit().cover_stack.pop();
                self.emit(Op::PopExcept);
                self.unit().goto_quietly(end);
                self.unit().cover_stack.extend(cover);
            }
        }
        self.unit().mark(reraise);
        let cover = self.unit().cover_stack.pop();
        self.emit_arg(Op::Swap, 2);
        self.emit(Op::PopExcept);
        self.emit(Op::Reraise);
        self.unit().cover_stack.extend(cover);
        self.unit().leave_cover();
        self.restore_and_reraise(cleanup);
        Ok(())
    }

    /// `break`, `continue` and `return` may not leave an `except*` block.
    fn star_body(&mut self, body: &'a [ast::Stmt]) -> Compiled {
        if let Some(stmt) = body.iter().find(|stmt| leaves(stmt)) {
            return self.syntax_error("'break', 'continue' and 'return' cannot appear in an except* block", stmt);
        }
        self.body(body)
    }

    // ---- with ----

    pub(super) fn with(&mut self, node: &'a ast::StmtWith, at: usize) -> Compiled {
        if node.is_async && !self.may_await() {
            return self.syntax_error("'async with' outside async function", node);
        }
        let item = &node.items[at];
        self.expr(&item.context_expr)?;
        self.at(&item.context_expr);
        let location = self.unit().location;
        let (enter, exit) =
            if node.is_async { (Special::Aenter, Special::Aexit) } else { (Special::Enter, Special::Exit) };
        // manager -- exit self manager-result
        self.emit_arg(Op::Copy, 1);
        self.emit_arg(Op::LoadSpecial, exit as u32);
        self.emit_arg(Op::Swap, 2);
        self.emit_arg(Op::Swap, 3);
        self.emit_arg(Op::LoadSpecial, enter as u32);
        self.emit_arg(Op::Call, 0);
        if node.is_async {
            self.await_top(1);
        }
        let (fail, end) = (self.unit().label(), self.unit().label());
        // The result of entering is not kept for the handler.
        self.unit().enter_cover(fail, true, 1);
        match &item.optional_vars {
            Some(target) => self.store(target)?,
            None => self.emit(Op::PopTop),
        }
        self.push_block(Block::With { is_async: node.is_async, location }, node)?;
        if at + 1 < node.items.len() {
            self.with(node, at + 1)?
        } else {
            self.body(&node.body)?
        }
        self.unit().blocks.pop();
        self.unit().leave_cover();
        self.unit().location = location;
        self.exit_with_none(node.is_async);
        self.unit().goto_quietly(end);
        self.with_handler(node.is_async, fail, end, location);
        self.unit().mark(end);
        Ok(())
    }

    /// `exit self --`: calls it for a block that ended well.
    pub(super) fn exit_with_none(&mut self, is_async: bool) {
        (0..3).for_each(|_| self.load_const(Const::None));
        self.emit_arg(Op::Call, 3);
        if is_async {
            self.await_top(2);
        }
        self.emit(Op::PopTop);
    }

    /// exit self lasti exc: asks the manager whether the exception is to go on.
    fn with_handler(&mut self, is_async: bool, fail: Label, end: Label, location: crate::base::span::Location) {
        let was_cold = self.unit().cool();
        let (cleanup, suppressed) = (self.unit().label(), self.unit().label());
        self.unit().location = location;
        self.unit().mark(fail);
        self.unit().enter_cover(cleanup, true, 0);
        self.emit(Op::PushExcInfo);
        self.emit(Op::WithExceptStart);
        if is_async {
            self.await_top(2);
        }
        self.emit(Op::ToBool);
        self.unit().jump(Op::PopJumpIfTrue, suppressed);
        self.emit_arg(Op::Reraise, 2);
        self.unit().mark(suppressed);
        self.emit(Op::PopTop);
        self.unit().leave_cover();
        self.emit(Op::PopExcept);
        (0..3).for_each(|_| self.emit(Op::PopTop));
        self.unit().goto_quietly(end);
        self.restore_and_reraise(cleanup);
        self.unit().cold = was_cold;
    }
}

/// Whether a statement of an `except*` block would leave it.
fn leaves(stmt: &ast::Stmt) -> bool {
    use ast::Stmt;
    match stmt {
        Stmt::Return(_) | Stmt::Break(_) | Stmt::Continue(_) => true,
        Stmt::If(node) => {
            node.body.iter().any(leaves) || node.elif_else_clauses.iter().any(|clause| clause.body.iter().any(leaves))
        }
        Stmt::With(node) => node.body.iter().any(leaves),
        Stmt::Try(node) => [&node.body, &node.orelse, &node.finalbody].into_iter().any(|body| body.iter().any(leaves)),
        _ => false,
    }
}

//! Comparisons, and tests that jump: `if`, `while`, `and`, `or`, `not`.
//!
//! Source: `codegen_compare`, `codegen_jump_if` of CPython 3.14.

use super::{Compiled, Compiler, fold};
use crate::lang::code::{CMP_TO_BOOL, CmpOp, Op};
use crate::lang::parse::ast::{self, Expr, UnaryOp};
use crate::lang::unit::Label;

impl<'a> Compiler<'a> {
    pub(super) fn compare(&mut self, node: &'a ast::ExprCompare) -> Compiled {
        self.expr(&node.left)?;
        let Some(last) = node.comparators.len().checked_sub(1) else { return Ok(()) };
        if last == 0 {
            self.comparator(&node.comparators[0], node.ops[0])?;
            self.at(node);
            self.compare_op(node.ops[0], false);
            return Ok(());
        }
        let (cleanup, end) = (self.unit().label(), self.unit().label());
        for i in 0..last {
            self.expr(&node.comparators[i])?;
            self.at(node);
            self.emit_arg(Op::Swap, 2);
            self.emit_arg(Op::Copy, 2);
            self.compare_op(node.ops[i], false);
            self.emit_arg(Op::Copy, 1);
            self.emit(Op::ToBool);
            self.unit().jump(Op::PopJumpIfFalse, cleanup);
            self.emit(Op::PopTop);
        }
        self.comparator(&node.comparators[last], node.ops[last])?;
        self.at(node);
        self.compare_op(node.ops[last], false);
        self.unit().goto_quietly(end);
        self.unit().mark(cleanup);
        self.emit_arg(Op::Swap, 2);
        self.emit(Op::PopTop);
        self.unit().mark(end);
        Ok(())
    }

    pub(super) fn comparator(&mut self, expr: &'a Expr, op: ast::CmpOp) -> Compiled {
        match fold::membership(expr) {
            Some(value) if matches!(op, ast::CmpOp::In | ast::CmpOp::NotIn) => {
                self.at(expr);
                self.load_const(value);
                Ok(())
            }
            _ => self.expr(expr),
        }
    }

    fn compare_op(&mut self, op: ast::CmpOp, to_bool: bool) {
        let compare = |op: CmpOp| op as u32 | if to_bool { CMP_TO_BOOL } else { 0 };
        match op {
            ast::CmpOp::Eq => self.emit_arg(Op::CompareOp, compare(CmpOp::Eq)),
            ast::CmpOp::NotEq => self.emit_arg(Op::CompareOp, compare(CmpOp::Ne)),
            ast::CmpOp::Lt => self.emit_arg(Op::CompareOp, compare(CmpOp::Lt)),
            ast::CmpOp::LtE => self.emit_arg(Op::CompareOp, compare(CmpOp::Le)),
            ast::CmpOp::Gt => self.emit_arg(Op::CompareOp, compare(CmpOp::Gt)),
            ast::CmpOp::GtE => self.emit_arg(Op::CompareOp, compare(CmpOp::Ge)),
            ast::CmpOp::Is => self.emit_arg(Op::IsOp, 0),
            ast::CmpOp::IsNot => self.emit_arg(Op::IsOp, 1),
            ast::CmpOp::In => self.emit_arg(Op::ContainsOp, 0),
            ast::CmpOp::NotIn => self.emit_arg(Op::ContainsOp, 1),
        }
    }

    /// Jumps to `to` when the test's truth is `when`, else goes on; leaves nothing on the stack.
    pub(super) fn jump_if(&mut self, test: &'a Expr, to: Label, when: bool) -> Compiled {
        match test {
            Expr::UnaryOp(node) if node.op == UnaryOp::Not => return self.jump_if(&node.operand, to, !when),
            Expr::BoolOp(node) => return self.jump_if_bool_op(node, to, when),
            Expr::If(node) => {
                let (otherwise, end) = (self.unit().label(), self.unit().label());
                self.jump_if(&node.test, otherwise, false)?;
                self.jump_if(&node.body, to, when)?;
                self.unit().goto_quietly(end);
                self.unit().mark(otherwise);
                self.jump_if(&node.orelse, to, when)?;
                self.unit().mark(end);
                return Ok(());
            }
            Expr::Compare(node) => return self.jump_if_compare(node, to, when),
            _ => {}
        }
        if let Some(truth) = fold::truth(test) {
            self.at(test);
            if truth == when {
                self.unit().goto(to);
            }
            return Ok(());
        }
        self.expr(test)?;
        self.at(test);
        self.emit(Op::ToBool);
        self.unit().jump(if when { Op::PopJumpIfTrue } else { Op::PopJumpIfFalse }, to);
        Ok(())
    }

    fn jump_if_bool_op(&mut self, node: &'a ast::ExprBoolOp, to: Label, when: bool) -> Compiled {
        let Some((last, first)) = node.values.split_last() else { return Ok(()) };
        let short_circuit = node.op == ast::BoolOp::Or;
        // `a or b` jumping when true goes to `to` at once; jumping when false must first try the others.
        let past = if short_circuit == when { to } else { self.unit().label() };
        for value in first {
            self.jump_if(value, past, short_circuit)?;
        }
        self.jump_if(last, to, when)?;
        if past != to {
            self.unit().mark(past);
        }
        Ok(())
    }

    fn jump_if_compare(&mut self, node: &'a ast::ExprCompare, to: Label, when: bool) -> Compiled {
        let jump = if when { Op::PopJumpIfTrue } else { Op::PopJumpIfFalse };
        let Some(last) = node.comparators.len().checked_sub(1) else { return Ok(()) };
        self.expr(&node.left)?;
        if last == 0 {
            let none = matches!(node.comparators[0], Expr::NoneLiteral(_));
            match node.ops[0] {
                ast::CmpOp::Is | ast::CmpOp::IsNot if none => {
                    self.at(node);
                    let wants_none = (node.ops[0] == ast::CmpOp::Is) == when;
                    self.unit().jump(if wants_none { Op::PopJumpIfNone } else { Op::PopJumpIfNotNone }, to);
                }
                op => {
                    self.comparator(&node.comparators[0], op)?;
                    self.at(node);
                    self.compare_op(op, true);
                    self.unit().jump(jump, to);
                }
            }
            return Ok(());
        }
        let (cleanup, end) = (self.unit().label(), self.unit().label());
        for i in 0..last {
            self.expr(&node.comparators[i])?;
            self.at(node);
            self.emit_arg(Op::Swap, 2);
            self.emit_arg(Op::Copy, 2);
            self.compare_op(node.ops[i], true);
            self.unit().jump(Op::PopJumpIfFalse, cleanup);
        }
        self.comparator(&node.comparators[last], node.ops[last])?;
        self.at(node);
        self.compare_op(node.ops[last], true);
        self.unit().jump(jump, to);
        self.unit().goto_quietly(end);
        self.unit().mark(cleanup);
        self.emit(Op::PopTop);
        if !when {
            self.unit().goto(to);
        }
        self.unit().mark(end);
        Ok(())
    }
}

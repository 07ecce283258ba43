//! Assignment, augmented assignment and deletion targets, and unpacking.

use super::{Compiled, Compiler};
use crate::lang::code::{BinaryOp, Const, Op};
use crate::lang::parse::ast::{self, Expr, Operator};

impl<'a> Compiler<'a> {
    /// Stores the top of the stack in a target.
    pub(super) fn store(&mut self, target: &'a Expr) -> Compiled {
        match target {
            Expr::Name(node) if node.id.as_str() == "__debug__" => {
                return self.syntax_error("cannot assign to __debug__", node);
            }
            Expr::Name(node) => {
                self.at(node);
                self.store_name(&node.id);
            }
            Expr::Attribute(node) => {
                self.expr(&node.value)?;
                self.at(node);
                let name = self.mangled(&node.attr.id);
                let index = self.unit().name_index(&name);
                self.emit_arg(Op::StoreAttr, index);
            }
            Expr::Subscript(node) => {
                self.expr(&node.value)?;
                if self.two_sided_slice(&node.slice)? {
                    self.at(node);
                    self.emit(Op::StoreSlice);
                } else {
                    self.expr(&node.slice)?;
                    self.at(node);
                    self.emit(Op::StoreSubscr);
                }
            }
            Expr::Tuple(node) => self.unpack(&node.elts, target)?,
            Expr::List(node) => self.unpack(&node.elts, target)?,
            Expr::Starred(node) => {
                return self.syntax_error("starred assignment target must be in a list or tuple", node);
            }
            other => return self.syntax_error("cannot assign to expression", other),
        }
        Ok(())
    }

    fn unpack(&mut self, elts: &'a [Expr], target: &'a Expr) -> Compiled {
        self.at(target);
        let starred: Vec<usize> =
            elts.iter().enumerate().filter(|(_, elt)| matches!(elt, Expr::Starred(_))).map(|(at, _)| at).collect();
        match starred[..] {
            [] => self.emit_arg(Op::UnpackSequence, elts.len() as u32),
            [at] => {
                let after = elts.len() - at - 1;
                if at > 255 {
                    return self.syntax_error("too many expressions in star-unpacking assignment", target);
                }
                self.emit_arg(Op::UnpackEx, (at | after << 8) as u32);
            }
            _ => return self.syntax_error("multiple starred expressions in assignment", target),
        }
        for elt in elts {
            match elt {
                Expr::Starred(node) => self.store(&node.value)?,
                elt => self.store(elt)?,
            }
        }
        Ok(())
    }

    /// For `a[b:c]` pushes both bounds and says so; anything else is left to the caller.
    pub(super) fn two_sided_slice(
        &mut self,
        slice: &'a Expr,
    ) -> Result<bool, Box<crate::base::diagnostic::Diagnostic>> {
        match slice {
            Expr::Slice(node) if node.step.is_none() && !self.constant_slice(node) => {
                self.slice_bound(node.lower.as_deref())?;
                self.slice_bound(node.upper.as_deref())?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// CPython folds slices of constants into one; they then go by BINARY_OP. Here BINARY_SLICE serves both.
    fn constant_slice(&self, _node: &ast::ExprSlice) -> bool {
        false
    }

    pub(super) fn slice_bound(&mut self, bound: Option<&'a Expr>) -> Compiled {
        match bound {
            Some(expr) => self.expr(expr),
            None => {
                self.load_const(Const::None);
                Ok(())
            }
        }
    }

    pub(super) fn delete(&mut self, target: &'a Expr) -> Compiled {
        match target {
            Expr::Name(node) => {
                self.at(node);
                self.delete_name(&node.id);
            }
            Expr::Attribute(node) => {
                self.expr(&node.value)?;
                self.at(node);
                let name = self.mangled(&node.attr.id);
                let index = self.unit().name_index(&name);
                self.emit_arg(Op::DeleteAttr, index);
            }
            Expr::Subscript(node) => {
                self.expr(&node.value)?;
                self.expr(&node.slice)?;
                self.at(node);
                self.emit(Op::DeleteSubscr);
            }
            Expr::Tuple(node) => node.elts.iter().try_for_each(|elt| self.delete(elt))?,
            Expr::List(node) => node.elts.iter().try_for_each(|elt| self.delete(elt))?,
            other => {
                let name = crate::lang::complaint::expression_name(other);
                return self.syntax_error(format!("cannot delete {name}"), other);
            }
        }
        Ok(())
    }

    pub(super) fn aug_assign(&mut self, node: &'a ast::StmtAugAssign) -> Compiled {
        let op = in_place(node.op) as u32;
        match &*node.target {
            Expr::Name(name) => {
                self.at(name);
                self.load_name(&name.id);
                self.expr(&node.value)?;
                self.at(node);
                self.emit_arg(Op::BinaryOp, op);
                self.at(name);
                self.store_name(&name.id);
            }
            Expr::Attribute(target) => {
                self.expr(&target.value)?;
                self.at(target);
                self.emit_arg(Op::Copy, 1);
                let name = self.mangled(&target.attr.id);
                let index = self.unit().name_index(&name);
                self.emit_arg(Op::LoadAttr, index << 1);
                self.expr(&node.value)?;
                self.at(node);
                self.emit_arg(Op::BinaryOp, op);
                self.at(target);
                self.emit_arg(Op::Swap, 2);
                self.emit_arg(Op::StoreAttr, index);
            }
            Expr::Subscript(target) => {
                self.expr(&target.value)?;
                let sliced = self.two_sided_slice(&target.slice)?;
                let depth = if sliced { 3 } else { 2 };
                if !sliced {
                    self.expr(&target.slice)?;
                }
                self.at(target);
                (0..depth).for_each(|_| self.emit_arg(Op::Copy, depth));
                if sliced {
                    self.emit(Op::BinarySlice)
                } else {
                    self.emit_arg(Op::BinaryOp, BinaryOp::Subscr as u32)
                }
                self.expr(&node.value)?;
                self.at(node);
                self.emit_arg(Op::BinaryOp, op);
                self.at(target);
                (2..=depth + 1).rev().for_each(|n| self.emit_arg(Op::Swap, n));
                self.emit(if sliced { Op::StoreSlice } else { Op::StoreSubscr });
            }
            other => return self.syntax_error("illegal expression for augmented assignment", other),
        }
        Ok(())
    }
}

/// The number of an operator in BINARY_OP.
pub(super) fn operator(op: Operator) -> BinaryOp {
    match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Subtract,
        Operator::Mult => BinaryOp::Multiply,
        Operator::MatMult => BinaryOp::MatrixMultiply,
        Operator::Div => BinaryOp::TrueDivide,
        Operator::Mod => BinaryOp::Remainder,
        Operator::Pow => BinaryOp::Power,
        Operator::LShift => BinaryOp::Lshift,
        Operator::RShift => BinaryOp::Rshift,
        Operator::BitOr => BinaryOp::Or,
        Operator::BitXor => BinaryOp::Xor,
        Operator::BitAnd => BinaryOp::And,
        Operator::FloorDiv => BinaryOp::FloorDivide,
    }
}

fn in_place(op: Operator) -> BinaryOp {
    let plain = operator(op) as u32;
    BinaryOp::from_arg(plain + BinaryOp::InplaceAdd as u32).unwrap_or(BinaryOp::InplaceAdd)
}

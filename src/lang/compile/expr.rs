//! Expressions.

use super::target::operator;
use super::{Compiled, Compiler, fold};
use crate::lang::code::{Const, Intrinsic1, Kind, Op};
use crate::lang::parse::ast::{self, Expr, UnaryOp};

/// Displays longer than this are built by appending, so that the stack stays low.
const STACK_USE_GUIDELINE: usize = 30;

impl<'a> Compiler<'a> {
    /// Pushes an expression's value.
    pub(super) fn expr(&mut self, expr: &'a Expr) -> Compiled {
        self.at(expr);
        if let Some(value) = fold::constant(expr) {
            self.load_const(value);
            return Ok(());
        }
        match expr {
            Expr::Name(node) => self.load_name(&node.id),
            Expr::BoolOp(node) => self.bool_op(node)?,
            Expr::Named(node) => {
                self.expr(&node.value)?;
                self.at(node);
                self.emit_arg(Op::Copy, 1);
                self.store(&node.target)?;
            }
            Expr::BinOp(node) => self.bin_op(node)?,
            Expr::UnaryOp(node) => self.unary(node)?,
            Expr::Lambda(node) => self.lambda(node)?,
            Expr::If(node) => {
                let (otherwise, end) = (self.unit().label(), self.unit().label());
                self.jump_if(&node.test, otherwise, false)?;
                self.expr(&node.body)?;
                self.unit().goto_quietly(end);
                self.unit().mark(otherwise);
                self.expr(&node.orelse)?;
                self.unit().mark(end);
            }
            Expr::Dict(node) => self.dict(node)?,
            Expr::Set(node) => self.display(expr, &node.elts, Op::BuildSet, Op::SetAdd, Op::SetUpdate)?,
            Expr::List(node) => self.display(expr, &node.elts, Op::BuildList, Op::ListAppend, Op::ListExtend)?,
            Expr::Tuple(node) => self.tuple(expr, &node.elts)?,
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(expr)?
            }
            Expr::Await(node) => {
                if !self.may_await() {
                    let text =
                        if self.in_function() { "'await' outside async function" } else { "'await' outside function" };
                    return self.syntax_error(text, node);
                }
                self.expr(&node.value)?;
                self.at(node);
                self.await_top(0);
            }
            Expr::Yield(node) => self.yield_(node)?,
            Expr::YieldFrom(node) => self.yield_from(node)?,
            Expr::Compare(node) => self.compare(node)?,
            Expr::Call(node) => self.call(node)?,
            Expr::FString(node) => self.f_string(node)?,
            Expr::TString(node) => self.t_string(node)?,
            Expr::Attribute(node) => self.attribute(node)?,
            Expr::Subscript(node) => self.subscript(node)?,
            Expr::Slice(node) => {
                self.slice_bound(node.lower.as_deref())?;
                self.slice_bound(node.upper.as_deref())?;
                if let Some(step) = &node.step {
                    self.expr(step)?;
                }
                self.at(node);
                self.emit_arg(Op::BuildSlice, if node.step.is_some() { 3 } else { 2 });
            }
            Expr::Starred(node) => return self.syntax_error("can't use starred expression here", node),
            Expr::IpyEscapeCommand(node) => return self.syntax_error("invalid syntax", node),
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => {}
        }
        Ok(())
    }

    fn bool_op(&mut self, node: &'a ast::ExprBoolOp) -> Compiled {
        let end = self.unit().label();
        let Some((last, first)) = node.values.split_last() else { return Ok(()) };
        let jump = if node.op == ast::BoolOp::And { Op::PopJumpIfFalse } else { Op::PopJumpIfTrue };
        for value in first {
            self.expr(value)?;
            self.at(node);
            self.emit_arg(Op::Copy, 1);
            self.emit(Op::ToBool);
            self.unit().jump(jump, end);
            self.emit(Op::PopTop);
        }
        self.expr(last)?;
        self.unit().mark(end);
        Ok(())
    }

    /// The left spine is walked without recursion, since `a + b + c + …` nests to the left as deep as it is long.
    fn bin_op(&mut self, node: &'a ast::ExprBinOp) -> Compiled {
        let mut spine = vec![node];
        let mut left = &*node.left;
        while let Expr::BinOp(inner) = left {
            if fold::constant(left).is_some() {
                break;
            }
            spine.push(inner);
            left = &inner.left;
        }
        self.expr(left)?;
        for node in spine.into_iter().rev() {
            self.expr(&node.right)?;
            self.at(node);
            self.emit_arg(Op::BinaryOp, operator(node.op) as u32);
        }
        Ok(())
    }

    fn unary(&mut self, node: &'a ast::ExprUnaryOp) -> Compiled {
        self.expr(&node.operand)?;
        self.at(node);
        match node.op {
            UnaryOp::USub => self.emit(Op::UnaryNegative),
            UnaryOp::UAdd => self.emit_arg(Op::CallIntrinsic1, Intrinsic1::UnaryPositive as u32),
            UnaryOp::Invert => self.emit(Op::UnaryInvert),
            UnaryOp::Not => {
                self.emit(Op::ToBool);
                self.emit(Op::UnaryNot);
            }
        }
        Ok(())
    }

    // ---- displays ----

    /// What a loop goes through: a list display is never seen, so a tuple serves; one of constants is a constant.
    pub(super) fn iterable(&mut self, expr: &'a Expr, is_async: bool) -> Compiled {
        match expr {
            _ if is_async => self.expr(expr),
            Expr::List(_) | Expr::Set(_) if fold::membership(expr).is_some() => self.comparator(expr, ast::CmpOp::In),
            Expr::List(node)
                if node.elts.len() <= STACK_USE_GUIDELINE
                    && !node.elts.iter().any(|elt| matches!(elt, Expr::Starred(_))) =>
            {
                self.tuple(expr, &node.elts)
            }
            _ => self.expr(expr),
        }
    }

    fn tuple(&mut self, expr: &'a Expr, elts: &'a [Expr]) -> Compiled {
        if elts.iter().any(|elt| matches!(elt, Expr::Starred(_))) || elts.len() > STACK_USE_GUIDELINE {
            self.display(expr, elts, Op::BuildList, Op::ListAppend, Op::ListExtend)?;
            self.at(expr);
            self.emit_arg(Op::CallIntrinsic1, Intrinsic1::ListToTuple as u32);
            return Ok(());
        }
        elts.iter().try_for_each(|elt| self.expr(elt))?;
        self.at(expr);
        self.emit_arg(Op::BuildTuple, elts.len() as u32);
        Ok(())
    }

    fn display(&mut self, node: &'a Expr, elts: &'a [Expr], build: Op, add: Op, extend: Op) -> Compiled {
        let constants: Option<Vec<Const>> = elts.iter().map(fold::constant).collect();
        if let Some(constants) = constants.filter(|constants| constants.len() > 2) {
            self.emit_arg(build, 0);
            let items = constants.into();
            self.load_const(if build == Op::BuildSet { Const::FrozenSet(items) } else { Const::Tuple(items) });
            self.emit_arg(extend, 1);
            return Ok(());
        }
        let plain = |elt: &Expr| !matches!(elt, Expr::Starred(_));
        if elts.iter().all(plain) && elts.len() <= STACK_USE_GUIDELINE {
            elts.iter().try_for_each(|elt| self.expr(elt))?;
            self.at(node);
            self.emit_arg(build, elts.len() as u32);
            return Ok(());
        }
        let n_first =
            if elts.len() > STACK_USE_GUIDELINE { 0 } else { elts.iter().take_while(|elt| plain(elt)).count() };
        elts[..n_first].iter().try_for_each(|elt| self.expr(elt))?;
        self.at(node);
        self.emit_arg(build, n_first as u32);
        for elt in &elts[n_first..] {
            match elt {
                Expr::Starred(starred) => {
                    self.expr(&starred.value)?;
                    self.at(starred);
                    self.emit_arg(extend, 1);
                }
                elt => {
                    self.expr(elt)?;
                    self.emit_arg(add, 1);
                }
            }
        }
        Ok(())
    }

    fn dict(&mut self, node: &'a ast::ExprDict) -> Compiled {
        let mut open = 0;
        let mut begun = false;
        let merge = |this: &mut Self, open: &mut u32, begun: &mut bool| {
            if *open > 0 || !*begun {
                this.at(node);
                this.emit_arg(Op::BuildMap, *open);
                if *begun {
                    this.emit_arg(Op::DictUpdate, 1);
                }
                *begun = true;
                *open = 0;
            }
        };
        for item in &node.items {
            match &item.key {
                Some(key) => {
                    self.expr(key)?;
                    self.expr(&item.value)?;
                    open += 1;
                    if open as usize * 2 > STACK_USE_GUIDELINE {
                        merge(self, &mut open, &mut begun);
                    }
                }
                None => {
                    merge(self, &mut open, &mut begun);
                    self.expr(&item.value)?;
                    self.at(node);
                    self.emit_arg(Op::DictUpdate, 1);
                }
            }
        }
        merge(self, &mut open, &mut begun);
        Ok(())
    }

    // ---- yield and await ----

    pub(super) fn may_await(&mut self) -> bool {
        let kind = self.unit().kind;
        matches!(kind, Kind::Coroutine | Kind::AsyncGenerator)
    }

    fn yield_(&mut self, node: &'a ast::ExprYield) -> Compiled {
        if !self.in_function() {
            return self.syntax_error("'yield' outside function", node);
        }
        match &node.value {
            Some(value) => self.expr(value)?,
            None => self.load_const(Const::None),
        }
        self.at(node);
        if self.unit().kind == Kind::AsyncGenerator {
            self.emit_arg(Op::CallIntrinsic1, Intrinsic1::AsyncGenWrap as u32);
        }
        self.emit_arg(Op::YieldValue, 0);
        self.emit_arg(Op::Resume, 1);
        Ok(())
    }

    fn yield_from(&mut self, node: &'a ast::ExprYieldFrom) -> Compiled {
        if !self.in_function() {
            return self.syntax_error("'yield from' outside function", node);
        }
        if self.may_await() {
            return self.syntax_error("'yield from' inside async function", node);
        }
        self.expr(&node.value)?;
        self.at(node);
        self.emit(Op::GetYieldFromIter);
        self.load_const(Const::None);
        self.delegate(false);
        Ok(())
    }

    /// Awaits the object on top of the stack; `kind` as in GET_AWAITABLE.
    pub(super) fn await_top(&mut self, kind: u32) {
        self.emit_arg(Op::GetAwaitable, kind);
        self.load_const(Const::None);
        self.delegate(true);
    }

    /// The loop of `yield from` and `await`: `receiver None -- result`.
    pub(super) fn delegate(&mut self, awaits: bool) {
        let unit = self.unit();
        let (send, fail, exit) = (unit.label(), unit.label(), unit.label());
        unit.mark(send);
        unit.jump(Op::Send, exit);
        unit.enter_cover(fail, false, 0);
        unit.emit_arg(Op::YieldValue, 1);
        unit.leave_cover();
        unit.emit_arg(Op::Resume, if awaits { 3 } else { 2 });
        unit.goto_quietly(send);
        let was_cold = unit.cool();
        unit.mark(fail);
        unit.emit(Op::CleanupThrow);
        unit.goto_quietly(exit);
        unit.cold = was_cold;
        unit.mark(exit);
        unit.emit(Op::EndSend);
    }
}

//! Expressions.

use std::collections::BTreeSet;

use super::target::operator;
use super::{Compiled, Compiler, fold};
use crate::base::diagnostic::Diagnostic;
use crate::lang::code::{BinaryOp, CMP_TO_BOOL, CmpOp, Const, Intrinsic1, Kind, Op};
use crate::lang::parse::Ranged;
use crate::lang::parse::ast::{self, Expr, UnaryOp};
use crate::lang::unit::Label;

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
            Expr::TString(node) => return self.unsupported("template strings (t\"…\") are", "Use an f-string.", node),
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

    // ---- comparison and tests ----

    fn compare(&mut self, node: &'a ast::ExprCompare) -> Compiled {
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

    fn comparator(&mut self, expr: &'a Expr, op: ast::CmpOp) -> Compiled {
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

    // ---- attributes, subscripts, calls ----

    fn attribute(&mut self, node: &'a ast::ExprAttribute) -> Compiled {
        if let Some(arg) = self.super_attribute(node)? {
            self.at(node);
            self.emit_arg(Op::LoadSuperAttr, arg);
            return Ok(());
        }
        self.expr(&node.value)?;
        self.at(node);
        let name = self.mangled(&node.attr.id);
        let index = self.unit().name_index(&name);
        self.emit_arg(Op::LoadAttr, index << 1);
        Ok(())
    }

    /// `super().name` without making the super object: pushes its three parts and answers the argument.
    fn super_attribute(&mut self, node: &'a ast::ExprAttribute) -> Result<Option<u32>, Box<Diagnostic>> {
        let Expr::Call(call) = &*node.value else { return Ok(None) };
        let Expr::Name(func) = &*call.func else { return Ok(None) };
        let plain = func.id.as_str() == "super"
            && call.arguments.keywords.is_empty()
            && matches!(call.arguments.args.len(), 0 | 2)
            && !call.arguments.args.iter().any(|arg| matches!(arg, Expr::Starred(_)))
            && self.in_function()
            && node.attr.id.as_str() != "__class__";
        if !plain || !matches!(self.symbols.meaning(self.scope, "super"), crate::lang::symbols::Meaning::Global { .. })
        {
            return Ok(None);
        }
        let has_class =
            matches!(self.symbols.meaning(self.scope, "__class__"), crate::lang::symbols::Meaning::Deref { .. });
        let first_param = self.unit().locals.iter().position(|local| local.param).map(|at| at as u32);
        let own_code = self.unit().scope == self.scope;
        let (Some(first), true, true) = (first_param, own_code, has_class || !call.arguments.args.is_empty()) else {
            return Ok(None);
        };
        self.at(func);
        self.load_name("super");
        let explicit = if call.arguments.args.is_empty() {
            self.load_name("__class__");
            let name = self.unit().locals[first as usize].name.to_string();
            self.load_name(&name);
            0
        } else {
            call.arguments.args.iter().try_for_each(|arg| self.expr(arg))?;
            2
        };
        let name = self.mangled(&node.attr.id);
        let index = self.unit().name_index(&name);
        Ok(Some(index << 2 | explicit))
    }

    fn subscript(&mut self, node: &'a ast::ExprSubscript) -> Compiled {
        self.expr(&node.value)?;
        if self.two_sided_slice(&node.slice)? {
            self.at(node);
            self.emit(Op::BinarySlice);
        } else {
            self.expr(&node.slice)?;
            self.at(node);
            self.emit_arg(Op::BinaryOp, BinaryOp::Subscr as u32);
        }
        Ok(())
    }

    fn call(&mut self, node: &'a ast::ExprCall) -> Compiled {
        let arguments = &node.arguments;
        if let Expr::Attribute(method) = &*node.func {
            let starred = arguments.args.iter().any(|arg| matches!(arg, Expr::Starred(_)))
                || arguments.keywords.iter().any(|keyword| keyword.arg.is_none());
            let of_module = matches!(&*method.value, Expr::Name(name) if self.symbols.is_imported(&name.id));
            if !starred && !of_module {
                if let Some(arg) = self.super_attribute(method)? {
                    self.at(method);
                    self.emit_arg(Op::LoadSuperAttr, arg | 1);
                } else {
                    self.expr(&method.value)?;
                    self.at(method);
                    let name = self.mangled(&method.attr.id);
                    let index = self.unit().name_index(&name);
                    self.emit_arg(Op::LoadAttr, index << 1 | 1);
                }
                return self.call_arguments(0, arguments, node);
            }
        }
        self.callee(&node.func)?;
        self.call_arguments(0, arguments, node)
    }

    /// Pushes what is called and a NULL after it.
    pub(super) fn callee(&mut self, func: &'a Expr) -> Compiled {
        self.expr(func)?;
        self.push_null();
        Ok(())
    }

    /// A NULL for a call: part of LOAD_GLOBAL where that has just been written.
    pub(super) fn push_null(&mut self) {
        use crate::lang::unit::Arg;
        let unit = self.unit();
        match unit.drafts.last_mut() {
            Some(draft) if draft.op == Op::LoadGlobal => {
                if let Arg::Plain(arg) = draft.arg {
                    draft.arg = Arg::Plain(arg | 1);
                }
            }
            _ => unit.emit(Op::PushNull),
        }
    }

    /// Arguments and the call; `extra` positional ones are on the stack already.
    pub(super) fn call_arguments(&mut self, extra: u32, arguments: &'a ast::Arguments, node: &impl Ranged) -> Compiled {
        let mut seen = BTreeSet::new();
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg
                && !seen.insert(&name.id)
            {
                return self.syntax_error(format!("keyword argument repeated: {}", name.id), keyword);
            }
        }
        let unpacked = arguments.args.iter().any(|arg| matches!(arg, Expr::Starred(_)))
            || arguments.keywords.iter().any(|keyword| keyword.arg.is_none());
        if unpacked || arguments.args.len() + arguments.keywords.len() * 2 > 100 {
            return self.call_unpacked(extra, arguments, node);
        }
        arguments.args.iter().try_for_each(|arg| self.expr(arg))?;
        arguments.keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
        self.at(node);
        let n = extra + arguments.args.len() as u32 + arguments.keywords.len() as u32;
        if arguments.keywords.is_empty() {
            self.emit_arg(Op::Call, n);
        } else {
            let names = arguments.keywords.iter().filter_map(|keyword| keyword.arg.as_ref());
            let names: Vec<Const> = names.map(|name| Const::Str(name.id.as_str().into())).collect();
            self.load_const(Const::Tuple(names.into()));
            self.emit_arg(Op::CallKw, n);
        }
        Ok(())
    }

    fn call_unpacked(&mut self, extra: u32, arguments: &'a ast::Arguments, node: &impl Ranged) -> Compiled {
        match &arguments.args[..] {
            [Expr::Starred(only)] if extra == 0 => self.expr(&only.value)?,
            args => {
                let n_first = args.iter().take_while(|arg| !matches!(arg, Expr::Starred(_))).count();
                args[..n_first].iter().try_for_each(|arg| self.expr(arg))?;
                self.at(node);
                if n_first == args.len() {
                    self.emit_arg(Op::BuildTuple, extra + n_first as u32);
                } else {
                    self.emit_arg(Op::BuildList, extra + n_first as u32);
                    for arg in &args[n_first..] {
                        match arg {
                            Expr::Starred(starred) => {
                                self.expr(&starred.value)?;
                                self.emit_arg(Op::ListExtend, 1);
                            }
                            arg => {
                                self.expr(arg)?;
                                self.emit_arg(Op::ListAppend, 1);
                            }
                        }
                    }
                    self.emit_arg(Op::CallIntrinsic1, Intrinsic1::ListToTuple as u32);
                }
            }
        }
        if arguments.keywords.is_empty() {
            self.at(node);
            self.emit(Op::PushNull);
        } else {
            self.keyword_dict(arguments, node)?;
        }
        self.at(node);
        self.emit(Op::CallFunctionEx);
        Ok(())
    }

    fn keyword_dict(&mut self, arguments: &'a ast::Arguments, node: &impl Ranged) -> Compiled {
        let mut open = 0;
        let mut begun = false;
        for keyword in &arguments.keywords {
            match &keyword.arg {
                Some(name) => {
                    self.at(keyword);
                    self.load_const(Const::Str(name.id.as_str().into()));
                    self.expr(&keyword.value)?;
                    open += 1;
                }
                None => {
                    if open > 0 || !begun {
                        self.at(node);
                        self.emit_arg(Op::BuildMap, open);
                        if begun {
                            self.emit_arg(Op::DictMerge, 1);
                        }
                        (begun, open) = (true, 0);
                    }
                    self.expr(&keyword.value)?;
                    self.at(keyword);
                    self.emit_arg(Op::DictMerge, 1);
                }
            }
        }
        if open > 0 {
            self.at(node);
            self.emit_arg(Op::BuildMap, open);
            if begun {
                self.emit_arg(Op::DictMerge, 1);
            }
        }
        Ok(())
    }

    // ---- f-strings ----

    fn f_string(&mut self, node: &'a ast::ExprFString) -> Compiled {
        let mut n = 0;
        let mut text = String::new();
        for part in node.value.iter() {
            match part {
                ast::FStringPart::Literal(literal) => text.push_str(&literal.value),
                ast::FStringPart::FString(string) => {
                    for element in &string.elements {
                        self.interpolated(element, &mut text, &mut n)?;
                    }
                }
            }
        }
        self.at(node);
        self.flush(&mut text, &mut n);
        if n != 1 {
            self.emit_arg(Op::BuildString, n);
        }
        Ok(())
    }

    fn flush(&mut self, text: &mut String, n: &mut u32) {
        if !text.is_empty() || *n == 0 {
            self.load_const(Const::Str(std::mem::take(text).into()));
            *n += 1;
        }
    }

    fn interpolated(
        &mut self,
        element: &'a ast::InterpolatedStringElement,
        text: &mut String,
        n: &mut u32,
    ) -> Compiled {
        let element = match element {
            ast::InterpolatedStringElement::Literal(literal) => {
                text.push_str(&literal.value);
                return Ok(());
            }
            ast::InterpolatedStringElement::Interpolation(element) => element,
        };
        if let Some(debug) = &element.debug_text {
            text.push_str(debug.leading());
            text.push_str(debug.expression());
            text.push_str(debug.trailing());
        }
        if !text.is_empty() {
            self.at(element);
            self.flush(text, n);
        }
        self.expr(&element.expression)?;
        self.at(element);
        let shows_repr = element.debug_text.is_some() && element.format_spec.is_none();
        match element.conversion {
            ast::ConversionFlag::Str => self.emit_arg(Op::ConvertValue, 1),
            ast::ConversionFlag::Repr => self.emit_arg(Op::ConvertValue, 2),
            ast::ConversionFlag::Ascii => self.emit_arg(Op::ConvertValue, 3),
            ast::ConversionFlag::None if shows_repr => self.emit_arg(Op::ConvertValue, 2),
            ast::ConversionFlag::None => {}
        }
        match &element.format_spec {
            None => self.emit(Op::FormatSimple),
            Some(spec) => {
                let (mut inner, mut m) = (String::new(), 0);
                for element in &spec.elements {
                    self.interpolated(element, &mut inner, &mut m)?;
                }
                self.flush(&mut inner, &mut m);
                if m != 1 {
                    self.emit_arg(Op::BuildString, m);
                }
                self.emit(Op::FormatWithSpec);
            }
        }
        *n += 1;
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

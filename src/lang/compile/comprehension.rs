//! Comprehensions: lists, sets and dicts inlined (PEP 709), generator expressions as functions of their own.

use super::{Compiled, Compiler};
use crate::base::diagnostic::Diagnostic;
use crate::lang::code::{Kind, Op};
use crate::lang::parse::Ranged;
use crate::lang::parse::ast::{self, Expr};
use crate::lang::symbols::{ScopeKey, key_of};
use crate::lang::unit::{Arg, Storage};

/// What a comprehension makes of each turn.
#[derive(Clone, Copy)]
enum Element<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
    Yield(&'a Expr),
}

impl<'a> Compiler<'a> {
    pub(super) fn comprehension(&mut self, expr: &'a Expr) -> Compiled {
        match expr {
            Expr::ListComp(node) => self.inlined(key_of(node, true), &node.generators, Element::List(&node.elt), expr),
            Expr::SetComp(node) => self.inlined(key_of(node, true), &node.generators, Element::Set(&node.elt), expr),
            Expr::DictComp(node) => match &node.key {
                Some(key) => self.inlined(key_of(node, true), &node.generators, Element::Dict(key, &node.value), expr),
                None => self.syntax_error("dict unpacking cannot be used in dict comprehension", &*node.value),
            },
            Expr::Generator(node) => self.generator(node),
            _ => Ok(()),
        }
    }

    fn generator(&mut self, node: &'a ast::ExprGenerator) -> Compiled {
        let scope = self.symbols.scope(key_of(node, true));
        let (qualname, line, outer_scope) = (self.qualname("<genexpr>"), self.line(node), self.scope);
        let Some(first) = node.generators.first() else { return Ok(()) };
        let is_async = node.generators.iter().any(|part| part.is_async)
            || has_await(&node.elt)
            || node.generators.iter().flat_map(|part| &part.ifs).any(has_await)
            || node.generators.iter().skip(1).any(|part| has_await(&part.iter));
        let kind = if is_async { Kind::AsyncGenerator } else { Kind::Generator };
        self.open("<genexpr>", qualname, kind, scope, line);
        self.mark_parameters(&[".0".to_owned()]);
        self.unit().n_args = 1;
        self.at(node);
        self.begin_body();
        let iterator = self.fast(".0", scope);
        self.push_local(Op::LoadFastBorrow, iterator);
        self.turns(&node.generators, 0, Element::Yield(&node.elt), 0)?;
        self.at(node);
        self.end_body();
        self.finish_function(outer_scope, 0, node);
        self.push_null_before_argument(first)?;
        self.at(node);
        self.emit_arg(Op::Call, 0);
        Ok(())
    }

    /// The call of a generator expression's function: `function iterator`, the iterator in the place of `self`.
    fn push_null_before_argument(&mut self, first: &'a ast::Comprehension) -> Compiled {
        self.iterable(&first.iter, first.is_async)?;
        self.at(&first.iter);
        self.emit(if first.is_async { Op::GetAiter } else { Op::GetIter });
        Ok(())
    }

    fn inlined(
        &mut self,
        key: ScopeKey,
        generators: &'a [ast::Comprehension],
        element: Element<'a>,
        node: &'a Expr,
    ) -> Compiled {
        let scope = self.symbols.scope(key);
        let Some(first) = generators.first() else { return Ok(()) };
        if let Element::List(Expr::Starred(star)) | Element::Set(Expr::Starred(star)) = element {
            return self.syntax_error("iterable unpacking cannot be used in comprehension", star);
        }
        if generators.iter().any(|part| part.is_async) && !self.may_await() {
            return self.syntax_error("asynchronous comprehension outside of an asynchronous function", node);
        }
        self.iterable(&first.iter, first.is_async)?;
        self.at(node);
        self.emit(if first.is_async { Op::GetAiter } else { Op::GetIter });
        let outer_scope = std::mem::replace(&mut self.scope, scope);
        let saved = self.save_shadowed(scope);
        if !saved.is_empty() {
            self.emit_arg(Op::Swap, saved.len() as u32 + 1);
        }
        let fail = self.unit().label();
        if !saved.is_empty() {
            self.unit().enter_cover(fail, false, 0);
        }
        self.emit_arg(
            match element {
                Element::Dict(..) => Op::BuildMap,
                Element::Set(_) => Op::BuildSet,
                _ => Op::BuildList,
            },
            0,
        );
        self.emit_arg(Op::Swap, 2);
        self.turns(generators, 0, element, 0)?;
        self.at(node);
        if !saved.is_empty() {
            self.unit().leave_cover();
            self.restore(&saved);
            let was_cold = self.unit().cool();
            self.unit().mark(fail);
            // saved… iterator exc -- saved… exc
            self.emit_arg(Op::Swap, 2);
            self.emit(Op::PopTop);
            self.restore(&saved);
            self.emit(Op::Reraise);
            self.unit().cold = was_cold;
        }
        self.scope = outer_scope;
        Ok(())
    }

    /// Gives the comprehension's names their slots and saves what was in them: the locals saved, first pushed first.
    fn save_shadowed(&mut self, scope: usize) -> Vec<u32> {
        let names: Vec<(String, bool)> =
            self.symbols.own_names(scope).map(|(name, cell)| (name.to_owned(), cell)).collect();
        let mut saved = Vec::new();
        for (name, cell) in names {
            let storage = if cell { Storage::Cell } else { Storage::Fast };
            let unit = self.unit();
            let local = unit.share_local(&name, scope, storage);
            unit.local_op(Op::LoadFastAndClear, local);
            if cell {
                unit.local_op(Op::MakeCell, local);
            }
            saved.push(local);
        }
        saved
    }

    /// `saved… result -- result`, the names as they were.
    fn restore(&mut self, saved: &[u32]) {
        self.emit_arg(Op::Swap, saved.len() as u32 + 1);
        saved.iter().rev().for_each(|&local| self.unit().push(Op::StoreFast, Arg::LocalMaybe(local)));
    }

    /// The loops of a comprehension; `depth` counts loops that lie between the container and the top.
    fn turns(&mut self, generators: &'a [ast::Comprehension], at: usize, element: Element<'a>, depth: u32) -> Compiled {
        let part = &generators[at];
        if at > 0 {
            if self.single_item(part, generators, at, element, depth)? {
                return Ok(());
            }
            self.iterable(&part.iter, part.is_async)?;
            self.at(&part.iter);
            self.emit(if part.is_async { Op::GetAiter } else { Op::GetIter });
        }
        let (next, end) = (self.unit().label(), self.unit().label());
        let fail = self.unit().label();
        self.unit().mark(next);
        self.at(&part.iter);
        if part.is_async {
            self.unit().enter_cover(fail, false, 0);
            self.emit(Op::GetAnext);
            self.load_const(crate::lang::code::Const::None);
            self.delegate(true);
            self.unit().leave_cover();
        } else {
            self.unit().jump(Op::ForIter, end);
        }
        self.store(&part.target)?;
        for test in &part.ifs {
            self.jump_if(test, next, false)?;
        }
        if at + 1 < generators.len() {
            self.turns(generators, at + 1, element, depth + 1)?;
        } else {
            self.element(element, depth)?;
        }
        self.at_no_line();
        self.unit().goto(next);
        if part.is_async {
            let was_cold = self.unit().cool();
            self.unit().mark(fail);
            self.emit(Op::EndAsyncFor);
            self.unit().goto_quietly(end);
            self.unit().cold = was_cold;
            self.unit().mark(end);
        } else {
            self.unit().mark(end);
        }
        Ok(())
    }

    /// `for x in [y]` inside a comprehension is an assignment, not a loop.
    fn single_item(
        &mut self,
        part: &'a ast::Comprehension,
        generators: &'a [ast::Comprehension],
        at: usize,
        element: Element<'a>,
        depth: u32,
    ) -> Result<bool, Box<Diagnostic>> {
        let only = match &part.iter {
            Expr::List(list) if list.elts.len() == 1 => &list.elts[0],
            Expr::Tuple(tuple) if tuple.elts.len() == 1 => &tuple.elts[0],
            _ => return Ok(false),
        };
        if part.is_async || matches!(only, Expr::Starred(_)) {
            return Ok(false);
        }
        let skip = self.unit().label();
        self.expr(only)?;
        self.store(&part.target)?;
        for test in &part.ifs {
            self.jump_if(test, skip, false)?;
        }
        if at + 1 < generators.len() {
            self.turns(generators, at + 1, element, depth)?;
        } else {
            self.element_at(element, depth)?;
        }
        self.unit().mark(skip);
        Ok(true)
    }

    fn element(&mut self, element: Element<'a>, depth: u32) -> Compiled {
        self.element_at(element, depth + 1)
    }

    /// `loops` is how many iterators lie above the container.
    fn element_at(&mut self, element: Element<'a>, loops: u32) -> Compiled {
        match element {
            Element::List(expr) => {
                self.expr(expr)?;
                self.at(expr);
                self.emit_arg(Op::ListAppend, loops + 1);
            }
            Element::Set(expr) => {
                self.expr(expr)?;
                self.at(expr);
                self.emit_arg(Op::SetAdd, loops + 1);
            }
            Element::Dict(key, value) => {
                self.expr(key)?;
                self.expr(value)?;
                self.at(key);
                self.emit_arg(Op::MapAdd, loops + 1);
            }
            Element::Yield(expr) => {
                self.expr(expr)?;
                self.at(expr);
                if self.unit().kind == Kind::AsyncGenerator {
                    self.emit_arg(Op::CallIntrinsic1, crate::lang::code::Intrinsic1::AsyncGenWrap as u32);
                }
                self.emit_arg(Op::YieldValue, 0);
                self.emit_arg(Op::Resume, 1);
                self.emit(Op::PopTop);
            }
        }
        Ok(())
    }
}

/// Whether an expression awaits outside inner functions.
fn has_await(expr: &Expr) -> bool {
    use crate::lang::parse::ast::visitor::{Visitor, walk_expr};
    struct Find(bool);
    impl<'b> Visitor<'b> for Find {
        fn visit_expr(&mut self, expr: &'b Expr) {
            match expr {
                Expr::Await(_) => self.0 = true,
                Expr::ListComp(node) if node.generators.iter().any(|part| part.is_async) => self.0 = true,
                Expr::SetComp(node) if node.generators.iter().any(|part| part.is_async) => self.0 = true,
                Expr::DictComp(node) if node.generators.iter().any(|part| part.is_async) => self.0 = true,
                Expr::Lambda(_) | Expr::Generator(_) => {}
                other => walk_expr(self, other),
            }
        }
    }
    let mut find = Find(false);
    find.visit_expr(expr);
    let _ = expr.range();
    find.0
}

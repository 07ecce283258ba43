//! The part of the walk in `scan.rs` that goes through expressions: what they read, `:=`, lambdas, comprehensions, `yield`.
//!
//! Source: `symtable_visit_expr`, `symtable_handle_comprehension`, `symtable_handle_namedexpr` of CPython 3.14.

use super::parse::ast::{self, Expr};
use super::parse::{Ranged, span_of};
use super::scan::Builder;
use super::symbols::{ScopeKey, ScopeKind, key_of};

impl Builder {
    pub(super) fn exprs<'a>(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }
    pub(super) fn maybe(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }
    pub(super) fn arguments(&mut self, arguments: &ast::Arguments) {
        self.exprs(&arguments.args);
        arguments.keywords.iter().for_each(|keyword| self.expr(&keyword.value));
    }

    #[expect(clippy::too_many_lines, reason = "one dispatch match")]
    pub(super) fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(node) => match node.ctx {
                ast::ExprContext::Load => self.read(&node.id),
                _ => self.bind(&node.id),
            },
            Expr::BoolOp(node) => self.exprs(&node.values),
            Expr::Named(node) => self.named(node),
            Expr::BinOp(node) => {
                self.expr(&node.left);
                self.expr(&node.right);
            }
            Expr::UnaryOp(node) => self.expr(&node.operand),
            Expr::Lambda(node) => {
                if let Some(parameters) = &node.parameters {
                    self.defaults(parameters);
                }
                let outer = self.open(ScopeKind::Function, Some(key_of(node, true)));
                if let Some(parameters) = &node.parameters {
                    self.parameters(parameters);
                }
                self.expr(&node.body);
                self.close(outer);
            }
            Expr::If(node) => {
                self.expr(&node.test);
                self.expr(&node.body);
                self.expr(&node.orelse);
            }
            Expr::Dict(node) => {
                for item in &node.items {
                    self.maybe(item.key.as_ref());
                    self.expr(&item.value);
                }
            }
            Expr::Set(node) => self.exprs(&node.elts),
            Expr::List(node) => self.exprs(&node.elts),
            Expr::Tuple(node) => self.exprs(&node.elts),
            Expr::ListComp(node) => {
                self.comprehension(key_of(node, true), &node.generators, &[&node.elt], "list comprehension");
            }
            Expr::SetComp(node) => {
                self.comprehension(key_of(node, true), &node.generators, &[&node.elt], "set comprehension");
            }
            Expr::DictComp(node) => {
                let elements: Vec<&Expr> = node.key.as_deref().into_iter().chain([&*node.value]).collect();
                self.comprehension(key_of(node, true), &node.generators, &elements, "dict comprehension");
            }
            Expr::Generator(node) => {
                self.comprehension(key_of(node, true), &node.generators, &[&node.elt], "generator expression");
            }
            Expr::Await(node) => self.expr(&node.value),
            Expr::Yield(node) => {
                self.no_yield_in_comprehension(node);
                self.mark_generator();
                self.maybe(node.value.as_deref());
            }
            Expr::YieldFrom(node) => {
                self.no_yield_in_comprehension(node);
                self.mark_generator();
                self.expr(&node.value);
            }
            Expr::Compare(node) => {
                self.expr(&node.left);
                self.exprs(&node.comparators);
            }
            Expr::Call(node) => {
                self.expr(&node.func);
                self.arguments(&node.arguments);
            }
            Expr::FString(node) => node.value.elements().for_each(|element| self.interpolated(element)),
            Expr::TString(node) => node.value.elements().for_each(|element| self.interpolated(element)),
            Expr::Attribute(node) => self.expr(&node.value),
            Expr::Subscript(node) => {
                self.expr(&node.value);
                self.expr(&node.slice);
            }
            Expr::Starred(node) => self.expr(&node.value),
            Expr::Slice(node) => {
                self.maybe(node.lower.as_deref());
                self.maybe(node.upper.as_deref());
                self.maybe(node.step.as_deref());
            }
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => {}
        }
    }

    fn no_yield_in_comprehension(&mut self, node: &impl Ranged) {
        if let Some(what) = self.scopes[self.current].comprehension {
            self.fail(format!("'yield' inside {what}"), node);
        }
    }

    fn mark_generator(&mut self) {
        self.scopes[self.current].is_generator = true;
    }

    fn interpolated(&mut self, element: &ast::InterpolatedStringElement) {
        if let ast::InterpolatedStringElement::Interpolation(element) = element {
            self.expr(&element.expression);
            if let Some(spec) = &element.format_spec {
                spec.elements.iter().for_each(|element| self.interpolated(element));
            }
        }
    }

    /// `:=` binds in the function around all comprehensions.
    fn named(&mut self, node: &ast::ExprNamed) {
        self.expr(&node.value);
        let Expr::Name(name) = &*node.target else { return };
        let mut scope = self.current;
        let mut inside = Vec::new();
        while self.is_comprehension(scope) {
            inside.push(scope);
            match self.scopes[scope].parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        if !inside.is_empty() && self.scopes[scope].kind == ScopeKind::Class {
            return self.fail("assignment expression within a comprehension cannot be used in a class body", node);
        }
        let mangled = self.mangled(&name.id);
        for &inner in &inside {
            if self.scopes[inner]
                .symbols
                .get(&mangled)
                .is_some_and(|symbol| symbol.bound && symbol.nonlocal.is_none() && symbol.global.is_none())
            {
                let text =
                    format!("assignment expression cannot rebind comprehension iteration variable '{}'", name.id);
                return self.fail(text, node);
            }
        }
        let module = self.scopes[scope].kind == ScopeKind::Module;
        let outer_global = self.scopes[scope].symbols.get(&mangled).is_some_and(|symbol| symbol.global.is_some());
        self.symbol_in(scope, &name.id).bound = true;
        let span = span_of(node.range());
        for inner in inside {
            let symbol = self.symbol_in(inner, &name.id);
            symbol.bound = true;
            if module || outer_global { symbol.global = Some(span) } else { symbol.nonlocal = Some(span) }
        }
    }

    fn is_comprehension(&self, scope: usize) -> bool {
        let data = &self.scopes[scope];
        data.kind == ScopeKind::Inlined || data.symbols.contains_key(".0")
    }

    fn comprehension(
        &mut self,
        key: ScopeKey,
        generators: &[ast::Comprehension],
        elements: &[&Expr],
        what: &'static str,
    ) {
        let generator = what == "generator expression";
        let Some(first) = generators.first() else { return };
        self.expr(&first.iter);
        let outer = self.open(if generator { ScopeKind::Function } else { ScopeKind::Inlined }, Some(key));
        self.scopes[self.current].comprehension = Some(what);
        if generator {
            let symbol = self.symbol(".0");
            symbol.param = true;
            symbol.bound = true;
            self.mark_generator();
        }
        for (i, part) in generators.iter().enumerate() {
            if i > 0 {
                self.expr(&part.iter);
            }
            self.expr(&part.target);
            self.exprs(&part.ifs);
        }
        elements.iter().for_each(|element| self.expr(element));
        self.close(outer);
    }
}

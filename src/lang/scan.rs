//! The walk over a module's syntax that finds its scopes, and which names each binds and uses.
//!
//! Source: the visitor of `Python/symtable.c` of CPython 3.14. What the names mean is resolved in `symbols.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::annotation;
use super::parse::ast::{self, Expr, Stmt};
use super::parse::{Ranged, span_of};
use super::symbols::{MODULE_ANNOTATIONS, Scope, ScopeKey, ScopeKind, Symbol, SymbolError, key_of, mangle};

/// All scopes, and which statement or expression each belongs to.
pub(super) fn scan(module: &ast::ModModule) -> Result<(Vec<Scope>, BTreeMap<ScopeKey, usize>), SymbolError> {
    let mut builder =
        Builder { scopes: Vec::new(), by_key: BTreeMap::new(), current: 0, class_name: Vec::new(), error: None };
    builder.open(ScopeKind::Module, None);
    builder.body(&module.body);
    builder.annotations(annotation::of_body(&module.body), MODULE_ANNOTATIONS, None);
    match builder.error {
        Some(error) => Err(error),
        None => Ok((builder.scopes, builder.by_key)),
    }
}

/// The walk's state.
pub(super) struct Builder {
    pub scopes: Vec<Scope>,
    by_key: BTreeMap<ScopeKey, usize>,
    pub current: usize,
    /// Classes around, for private names.
    class_name: Vec<Option<String>>,
    error: Option<SymbolError>,
}

impl Builder {
    pub(super) fn open(&mut self, kind: ScopeKind, key: Option<ScopeKey>) -> usize {
        let parent = (!self.scopes.is_empty()).then_some(self.current);
        self.scopes.push(Scope {
            kind,
            parent,
            symbols: BTreeMap::new(),
            order: Vec::new(),
            free: BTreeSet::new(),
            is_generator: false,
            comprehension: None,
            is_async: false,
            needs_class_cell: false,
        });
        let scope = self.scopes.len() - 1;
        if let Some(key) = key {
            self.by_key.insert(key, scope);
        }
        std::mem::replace(&mut self.current, scope)
    }
    pub(super) fn close(&mut self, outer: usize) {
        self.current = outer;
    }
    pub(super) fn fail(&mut self, message: impl Into<String>, node: &impl Ranged) {
        if self.error.is_none() {
            self.error = Some((message.into(), span_of(node.range())));
        }
    }
    pub(super) fn mangled(&self, name: &str) -> String {
        mangle(self.class_name.last().and_then(Option::as_deref), name)
    }
    pub(super) fn symbol_in(&mut self, scope: usize, name: &str) -> &mut Symbol {
        let name = self.mangled(name);
        let scope = &mut self.scopes[scope];
        if !scope.symbols.contains_key(&name) {
            scope.order.push(name.clone());
        }
        scope.symbols.entry(name).or_default()
    }
    pub(super) fn symbol(&mut self, name: &str) -> &mut Symbol {
        self.symbol_in(self.current, name)
    }
    pub(super) fn bind(&mut self, name: &str) {
        self.symbol(name).bound = true;
    }
    pub(super) fn read(&mut self, name: &str) {
        self.symbol(name).used = true;
        if name == "super" {
            let in_method = self.scopes[self.current].kind != ScopeKind::Module;
            if in_method && self.scopes[self.current].kind != ScopeKind::Class {
                self.symbol("__class__").used = true;
            }
        }
    }

    fn body(&mut self, body: &[Stmt]) {
        body.iter().for_each(|stmt| self.stmt(stmt));
    }

    #[expect(clippy::too_many_lines, reason = "one dispatch match")]
    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => self.function_def(def),
            Stmt::ClassDef(def) => self.class_def(def),
            Stmt::Return(node) => self.maybe(node.value.as_deref()),
            Stmt::Delete(node) => self.exprs(&node.targets),
            Stmt::TypeAlias(node) => {
                self.expr(&node.name);
                self.annotations(vec![("value", &node.value)], key_of(node, true), node.type_params.as_deref());
            }
            Stmt::Assign(node) => {
                self.expr(&node.value);
                self.exprs(&node.targets);
            }
            Stmt::AugAssign(node) => {
                self.expr(&node.target);
                if let Expr::Name(name) = &*node.target {
                    self.read(&name.id);
                }
                self.expr(&node.value);
            }
            Stmt::AnnAssign(node) => self.ann_assign(node),
            Stmt::For(node) => {
                self.expr(&node.target);
                self.expr(&node.iter);
                self.body(&node.body);
                self.body(&node.orelse);
            }
            Stmt::While(node) => {
                self.expr(&node.test);
                self.body(&node.body);
                self.body(&node.orelse);
            }
            Stmt::If(node) => {
                self.expr(&node.test);
                self.body(&node.body);
                for clause in &node.elif_else_clauses {
                    self.maybe(clause.test.as_ref());
                    self.body(&clause.body);
                }
            }
            Stmt::With(node) => {
                for item in &node.items {
                    self.expr(&item.context_expr);
                    self.maybe(item.optional_vars.as_deref());
                }
                self.body(&node.body);
            }
            Stmt::Match(node) => {
                self.expr(&node.subject);
                for case in &node.cases {
                    self.pattern(&case.pattern);
                    self.maybe(case.guard.as_deref());
                    self.body(&case.body);
                }
            }
            Stmt::Raise(node) => {
                self.maybe(node.exc.as_deref());
                self.maybe(node.cause.as_deref());
            }
            Stmt::Try(node) => self.try_(node),
            Stmt::Assert(node) => {
                self.expr(&node.test);
                self.maybe(node.msg.as_deref());
            }
            Stmt::Import(node) => {
                for alias in &node.names {
                    let name = alias.asname.as_ref().map_or_else(
                        || alias.name.id.split('.').next().unwrap_or("").to_owned(),
                        |asname| asname.id.to_string(),
                    );
                    self.bind(&name);
                    self.symbol(&name).imported = true;
                }
            }
            Stmt::ImportFrom(node) => {
                for alias in node.names.iter().filter(|alias| alias.name.id.as_str() != "*") {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(&name.id);
                    self.symbol(&name.id).imported = true;
                }
            }
            Stmt::Global(node) => node.names.iter().for_each(|name| self.declare(name, node, true)),
            Stmt::Nonlocal(node) => node.names.iter().for_each(|name| self.declare(name, node, false)),
            Stmt::Expr(node) => self.expr(&node.value),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::IpyEscapeCommand(_) => {}
        }
    }

    fn declare(&mut self, name: &ast::Identifier, statement: &impl Ranged, global: bool) {
        let word = if global { "global" } else { "nonlocal" };
        let span = span_of(statement.range());
        if !global && self.scopes[self.current].kind == ScopeKind::Module {
            return self.fail("nonlocal declaration not allowed at module level", statement);
        }
        let symbol = self.symbol(&name.id);
        let (param, used, bound) = (symbol.param, symbol.used, symbol.bound);
        let other = if global { symbol.nonlocal.is_some() } else { symbol.global.is_some() };
        if global {
            symbol.global = Some(span)
        } else {
            symbol.nonlocal = Some(span)
        }
        if param {
            self.fail(format!("name '{}' is parameter and {word}", name.id), statement);
        } else if used {
            self.fail(format!("name '{}' is used prior to {word} declaration", name.id), statement);
        } else if bound {
            self.fail(format!("name '{}' is assigned to before {word} declaration", name.id), statement);
        } else if other {
            self.fail(format!("name '{}' is nonlocal and global", name.id), statement);
        }
    }

    fn ann_assign(&mut self, node: &ast::StmtAnnAssign) {
        self.maybe(node.value.as_deref());
        match &*node.target {
            Expr::Name(name) if node.simple => self.bind(&name.id),
            target => self.expr(target),
        }
    }

    /// The scope in which annotations are evaluated, when there are any.
    fn annotations(&mut self, found: Vec<(&str, &Expr)>, key: ScopeKey, params: Option<&ast::TypeParams>) {
        if found.is_empty() {
            return;
        }
        let outer = self.open(ScopeKind::Class, Some(key));
        self.type_params(params);
        found.into_iter().for_each(|(_, annotation)| self.expr(annotation));
        self.close(outer);
    }

    fn function_def(&mut self, def: &ast::StmtFunctionDef) {
        def.decorator_list.iter().for_each(|decorator| self.expr(&decorator.expression));
        self.bind(&def.name.id);
        self.defaults(&def.parameters);
        self.annotations(annotation::of_function(def), key_of(def, true), def.type_params.as_deref());
        let outer = self.open(ScopeKind::Function, Some(key_of(def, false)));
        self.scopes[self.current].is_async = def.is_async;
        self.type_params(def.type_params.as_deref());
        self.parameters(&def.parameters);
        self.body(&def.body);
        self.close(outer);
    }

    /// Type parameters are erased: each is a local name bound to a placeholder.
    fn type_params(&mut self, params: Option<&ast::TypeParams>) {
        for param in params.into_iter().flat_map(|params| params.type_params.iter()) {
            self.bind(param.name().as_str());
        }
    }

    pub(super) fn defaults(&mut self, parameters: &ast::Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            self.maybe(parameter.default.as_deref());
        }
    }

    pub(super) fn parameters(&mut self, parameters: &ast::Parameters) {
        let named = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        let all = named
            .map(|parameter| &parameter.parameter)
            .chain(parameters.vararg.as_deref())
            .chain(parameters.kwarg.as_deref());
        for parameter in all {
            let symbol = self.symbol(&parameter.name.id);
            let twice = symbol.param;
            symbol.param = true;
            symbol.bound = true;
            if twice {
                self.fail(
                    format!("duplicate argument '{}' in function definition", parameter.name.id),
                    &parameter.name,
                );
            }
        }
    }

    fn class_def(&mut self, def: &ast::StmtClassDef) {
        def.decorator_list.iter().for_each(|decorator| self.expr(&decorator.expression));
        self.bind(&def.name.id);
        let around = def.type_params.as_deref().map(|params| {
            let around = self.open(ScopeKind::Function, Some(key_of(params, true)));
            self.type_params(Some(params));
            around
        });
        if let Some(arguments) = &def.arguments {
            self.arguments(arguments);
        }
        let outer = self.open(ScopeKind::Class, Some(key_of(def, false)));
        self.class_name.push(Some(def.name.id.to_string()));
        if let Some(params) = def.type_params.as_deref() {
            params.type_params.iter().for_each(|param| self.read(param.name().as_str()));
            self.bind("__type_params__");
            self.bind("__class_getitem__");
        }
        self.body(&def.body);
        self.annotations(annotation::of_body(&def.body), key_of(def, true), None);
        self.class_name.pop();
        self.close(outer);
        if let Some(around) = around {
            self.close(around);
        }
    }

    fn try_(&mut self, node: &ast::StmtTry) {
        self.body(&node.body);
        for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
            self.maybe(handler.type_.as_deref());
            if let Some(name) = &handler.name {
                self.bind(&name.id);
            }
            self.body(&handler.body);
        }
        self.body(&node.orelse);
        self.body(&node.finalbody);
    }

    fn pattern(&mut self, pattern: &ast::Pattern) {
        use ast::Pattern;
        match pattern {
            Pattern::MatchValue(node) => self.expr(&node.value),
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(node) => node.patterns.iter().for_each(|pattern| self.pattern(pattern)),
            Pattern::MatchMapping(node) => {
                self.exprs(&node.keys);
                node.patterns.iter().for_each(|pattern| self.pattern(pattern));
                if let Some(rest) = &node.rest {
                    self.bind(&rest.id);
                }
            }
            Pattern::MatchClass(node) => {
                self.expr(&node.cls);
                node.arguments.patterns.iter().for_each(|pattern| self.pattern(pattern));
                node.arguments.keywords.iter().for_each(|keyword| self.pattern(&keyword.pattern));
            }
            Pattern::MatchStar(node) => {
                if let Some(name) = &node.name {
                    self.bind(&name.id);
                }
            }
            Pattern::MatchAs(node) => {
                if let Some(pattern) = &node.pattern {
                    self.pattern(pattern);
                }
                if let Some(name) = &node.name {
                    self.bind(&name.id);
                }
            }
            Pattern::MatchOr(node) => node.patterns.iter().for_each(|pattern| self.pattern(pattern)),
        }
    }
}

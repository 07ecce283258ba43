//! Scopes: which name is local, global, a cell or free, before any code is made.
//!
//! Source: `Python/symtable.c` of CPython 3.14. List, set and dict comprehensions are scopes here but not code objects of
//! their own (PEP 709): their names live in the function around them. Generator expressions are functions.

use std::collections::{BTreeMap, BTreeSet};

use super::parse::ast::{self, Expr, Stmt};
use super::parse::{Ranged, span_of};
use crate::base::span::Span;

/// What a scope belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    /// `def`, `lambda`, generator expression.
    Function,
    /// List, set or dict comprehension: inlined in the code around it.
    Inlined,
}

/// Where to find a scope: the place in the text of its statement or expression. A function and a generator expression
/// that is its only argument never share a start and an end.
pub(super) type ScopeKey = (u32, u32, bool);

#[derive(Clone, Debug, Default)]
struct Symbol {
    bound: bool,
    param: bool,
    global: Option<Span>,
    nonlocal: Option<Span>,
    used: bool,
    /// Some inner code reaches it.
    cell: bool,
    /// An `import` binds it.
    imported: bool,
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    parent: Option<usize>,
    symbols: BTreeMap<String, Symbol>,
    /// Names in order of first sight.
    order: Vec<String>,
    /// Free variables of the code object, for scopes that are one.
    free: BTreeSet<String>,
    pub is_generator: bool,
    pub is_async: bool,
    /// A method of this class needs `__class__`.
    pub needs_class_cell: bool,
}

/// What a name means where it is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// A local of the code object: belongs to the given scope (which may be an inlined comprehension).
    Fast {
        scope: usize,
    },
    /// A cell or free variable of the code object.
    Deref {
        scope: Option<usize>,
    },
    Global {
        explicit: bool,
    },
    /// By name, at run time: module and class bodies.
    Name,
    /// Free in a class body: its namespace is asked first.
    ClassDeref,
}

/// All scopes of a module.
#[derive(Debug)]
pub(super) struct Symbols {
    pub scopes: Vec<Scope>,
    by_key: BTreeMap<ScopeKey, usize>,
}

/// An error of names: message and place.
pub(super) type SymbolError = (String, Span);

pub(super) fn key_of(node: &impl Ranged, is_expression: bool) -> ScopeKey {
    let span = span_of(node.range());
    (span.start, span.end, is_expression)
}

/// Analyses a module.
pub(super) fn analyse(module: &ast::ModModule) -> Result<Symbols, SymbolError> {
    let mut builder =
        Builder { scopes: Vec::new(), by_key: BTreeMap::new(), current: 0, class_name: Vec::new(), error: None };
    builder.open(ScopeKind::Module, None);
    builder.body(&module.body);
    if let Some(error) = builder.error {
        return Err(error);
    }
    let mut symbols = Symbols { scopes: builder.scopes, by_key: builder.by_key };
    symbols.resolve_all()?;
    Ok(symbols)
}

impl Symbols {
    pub(super) fn scope(&self, key: ScopeKey) -> usize {
        self.by_key.get(&key).copied().unwrap_or(0)
    }
    /// The scope whose code object holds the names of `scope`.
    pub(super) fn unit(&self, mut scope: usize) -> usize {
        while self.scopes[scope].kind == ScopeKind::Inlined {
            match self.scopes[scope].parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        scope
    }
    /// Names of `scope` that are its own locals, in order of first sight; parameters are not told apart.
    pub(super) fn own_names(&self, scope: usize) -> impl Iterator<Item = (&str, bool)> {
        let scope = &self.scopes[scope];
        scope.order.iter().filter_map(move |name| {
            let symbol = scope.symbols.get(name)?;
            (symbol.bound && symbol.global.is_none() && symbol.nonlocal.is_none())
                .then_some((name.as_str(), symbol.cell))
        })
    }
    /// Whether an import of the module binds the name: calls of its attributes are then not taken for method calls.
    pub(super) fn is_imported(&self, name: &str) -> bool {
        self.scopes.first().and_then(|module| module.symbols.get(name)).is_some_and(|symbol| symbol.imported)
    }
    pub(super) fn free_names(&self, scope: usize) -> impl Iterator<Item = &str> {
        self.scopes[scope].free.iter().map(String::as_str)
    }

    fn resolve_all(&mut self) -> Result<(), SymbolError> {
        for scope in 0..self.scopes.len() {
            for name in self.scopes[scope].order.clone() {
                self.resolve(scope, &name)?;
            }
        }
        Ok(())
    }

    /// Marks cells and free variables for one name of one scope.
    fn resolve(&mut self, scope: usize, name: &str) -> Result<(), SymbolError> {
        let Some(symbol) = self.scopes[scope].symbols.get(name).cloned() else { return Ok(()) };
        if symbol.global.is_some() {
            return Ok(());
        }
        if symbol.bound && symbol.nonlocal.is_none() {
            return Ok(());
        }
        match self.find(scope, name) {
            Some(owner) => {
                let (own_unit, owner_unit) = (self.unit(scope), self.unit(owner));
                if own_unit == owner_unit {
                    return Ok(());
                }
                if self.scopes[owner].kind == ScopeKind::Class {
                    self.scopes[owner].needs_class_cell = true;
                } else if let Some(symbol) = self.scopes[owner].symbols.get_mut(name) {
                    symbol.cell = true;
                }
                let mut unit = own_unit;
                while unit != owner_unit {
                    self.scopes[unit].free.insert(name.to_owned());
                    match self.scopes[unit].parent {
                        Some(parent) => unit = self.unit(parent),
                        None => break,
                    }
                }
                Ok(())
            }
            None => match symbol.nonlocal {
                Some(span) => Err((format!("no binding for nonlocal '{name}' found"), span)),
                None => Ok(()),
            },
        }
    }

    /// The function-like scope around `scope` that binds `name`; a class for `__class__`.
    fn find(&self, scope: usize, name: &str) -> Option<usize> {
        let mut at = self.scopes[scope].parent;
        while let Some(outer) = at {
            let data = &self.scopes[outer];
            match data.kind {
                ScopeKind::Module => return None,
                ScopeKind::Class if name == "__class__" => return Some(outer),
                ScopeKind::Class => {}
                ScopeKind::Function | ScopeKind::Inlined => {
                    if let Some(symbol) = data.symbols.get(name) {
                        if symbol.global.is_some() {
                            return None;
                        }
                        if symbol.bound && symbol.nonlocal.is_none() {
                            return Some(outer);
                        }
                    }
                }
            }
            at = data.parent;
        }
        None
    }

    /// What `name` means in `scope`.
    pub(super) fn meaning(&self, scope: usize, name: &str) -> Meaning {
        let data = &self.scopes[scope];
        let symbol = data.symbols.get(name);
        if symbol.is_some_and(|symbol| symbol.global.is_some()) {
            return Meaning::Global { explicit: true };
        }
        let own = symbol.filter(|symbol| symbol.bound && symbol.nonlocal.is_none());
        match (data.kind, own) {
            (ScopeKind::Module, _) => return Meaning::Name,
            (ScopeKind::Class, Some(_)) => return Meaning::Name,
            (ScopeKind::Function | ScopeKind::Inlined, Some(symbol)) if symbol.cell => {
                return Meaning::Deref { scope: Some(scope) };
            }
            (ScopeKind::Function | ScopeKind::Inlined, Some(_)) => return Meaning::Fast { scope },
            _ => {}
        }
        if data.kind == ScopeKind::Inlined {
            return self.meaning_around(scope, name);
        }
        match self.find(scope, name) {
            Some(_) if data.kind == ScopeKind::Class && symbol.is_none_or(|symbol| symbol.nonlocal.is_none()) => {
                Meaning::ClassDeref
            }
            Some(_) => Meaning::Deref { scope: None },
            None if data.kind == ScopeKind::Class => Meaning::Name,
            None => Meaning::Global { explicit: false },
        }
    }

    /// What a name not bound by an inlined comprehension means in it: as around it, but a class's names are not seen.
    fn meaning_around(&self, scope: usize, name: &str) -> Meaning {
        let Some(parent) = self.scopes[scope].parent else { return Meaning::Global { explicit: false } };
        match self.scopes[parent].kind {
            ScopeKind::Class => match self.find(scope, name) {
                Some(_) => Meaning::Deref { scope: None },
                None => Meaning::Global { explicit: false },
            },
            _ => self.meaning(parent, name),
        }
    }
}

struct Builder {
    scopes: Vec<Scope>,
    by_key: BTreeMap<ScopeKey, usize>,
    current: usize,
    /// Classes around, for private names.
    class_name: Vec<Option<String>>,
    error: Option<SymbolError>,
}

/// `__name` inside class `C` is `_C__name`.
pub(super) fn mangle(class: Option<&str>, name: &str) -> String {
    match class {
        Some(class) if name.starts_with("__") && !name.ends_with("__") && !name.contains('.') => {
            let class = class.trim_start_matches('_');
            if class.is_empty() { name.to_owned() } else { format!("_{class}{name}") }
        }
        _ => name.to_owned(),
    }
}

impl Builder {
    fn open(&mut self, kind: ScopeKind, key: Option<ScopeKey>) -> usize {
        let parent = (!self.scopes.is_empty()).then_some(self.current);
        self.scopes.push(Scope {
            kind,
            parent,
            symbols: BTreeMap::new(),
            order: Vec::new(),
            free: BTreeSet::new(),
            is_generator: false,
            is_async: false,
            needs_class_cell: false,
        });
        let scope = self.scopes.len() - 1;
        if let Some(key) = key {
            self.by_key.insert(key, scope);
        }
        std::mem::replace(&mut self.current, scope)
    }
    fn close(&mut self, outer: usize) {
        self.current = outer;
    }
    fn fail(&mut self, message: impl Into<String>, node: &impl Ranged) {
        if self.error.is_none() {
            self.error = Some((message.into(), span_of(node.range())));
        }
    }
    fn mangled(&self, name: &str) -> String {
        mangle(self.class_name.last().and_then(Option::as_deref), name)
    }
    fn symbol_in(&mut self, scope: usize, name: &str) -> &mut Symbol {
        let name = self.mangled(name);
        let scope = &mut self.scopes[scope];
        if !scope.symbols.contains_key(&name) {
            scope.order.push(name.clone());
        }
        scope.symbols.entry(name).or_default()
    }
    fn symbol(&mut self, name: &str) -> &mut Symbol {
        self.symbol_in(self.current, name)
    }
    fn bind(&mut self, name: &str) {
        self.symbol(name).bound = true;
    }
    fn read(&mut self, name: &str) {
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

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => self.function_def(def),
            Stmt::ClassDef(def) => self.class_def(def),
            Stmt::Return(node) => self.maybe(node.value.as_deref()),
            Stmt::Delete(node) => self.exprs(&node.targets),
            Stmt::TypeAlias(node) => {
                self.expr(&node.name);
                self.expr(&node.value);
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
        if self.scopes[self.current].kind != ScopeKind::Function {
            self.expr(&node.annotation);
            self.symbol("__annotations__").used = true;
        }
    }

    fn function_def(&mut self, def: &ast::StmtFunctionDef) {
        def.decorator_list.iter().for_each(|decorator| self.expr(&decorator.expression));
        self.bind(&def.name.id);
        self.defaults(&def.parameters);
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

    fn defaults(&mut self, parameters: &ast::Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            self.maybe(parameter.default.as_deref());
        }
    }

    fn parameters(&mut self, parameters: &ast::Parameters) {
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
        if let Some(arguments) = &def.arguments {
            self.arguments(arguments);
        }
        let outer = self.open(ScopeKind::Class, Some(key_of(def, false)));
        self.class_name.push(Some(def.name.id.to_string()));
        self.type_params(def.type_params.as_deref());
        self.body(&def.body);
        self.class_name.pop();
        self.close(outer);
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

    fn exprs<'a>(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }
    fn maybe(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }
    fn arguments(&mut self, arguments: &ast::Arguments) {
        self.exprs(&arguments.args);
        arguments.keywords.iter().for_each(|keyword| self.expr(&keyword.value));
    }

    fn expr(&mut self, expr: &Expr) {
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
            Expr::ListComp(node) => self.comprehension(key_of(node, true), &node.generators, &[&node.elt], false),
            Expr::SetComp(node) => self.comprehension(key_of(node, true), &node.generators, &[&node.elt], false),
            Expr::DictComp(node) => {
                let elements: Vec<&Expr> = node.key.as_deref().into_iter().chain([&*node.value]).collect();
                self.comprehension(key_of(node, true), &node.generators, &elements, false);
            }
            Expr::Generator(node) => self.comprehension(key_of(node, true), &node.generators, &[&node.elt], true),
            Expr::Await(node) => self.expr(&node.value),
            Expr::Yield(node) => {
                self.mark_generator();
                self.maybe(node.value.as_deref());
            }
            Expr::YieldFrom(node) => {
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
            Expr::TString(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::IpyEscapeCommand(_) => {}
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

    fn comprehension(&mut self, key: ScopeKey, generators: &[ast::Comprehension], elements: &[&Expr], generator: bool) {
        let Some(first) = generators.first() else { return };
        self.expr(&first.iter);
        let outer = self.open(if generator { ScopeKind::Function } else { ScopeKind::Inlined }, Some(key));
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

//! Scopes: which name is local, global, a cell or free, before any code is made.
//!
//! Source: `Python/symtable.c` of CPython 3.14. List, set and dict comprehensions are scopes here but not code objects of
//! their own (PEP 709): their names live in the function around them. Generator expressions are functions.

use std::collections::{BTreeMap, BTreeSet};

use super::parse::{Ranged, ast, span_of};
use super::scan::scan;
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
pub(super) struct Symbol {
    pub bound: bool,
    pub param: bool,
    pub global: Option<Span>,
    pub nonlocal: Option<Span>,
    pub used: bool,
    /// Some inner code reaches it.
    pub cell: bool,
    /// An `import` binds it.
    pub imported: bool,
}

/// Where the scope of a module's annotations is found.
pub(super) const MODULE_ANNOTATIONS: ScopeKey = (u32::MAX, u32::MAX, true);

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<usize>,
    pub symbols: BTreeMap<String, Symbol>,
    /// Names in order of first sight.
    pub order: Vec<String>,
    /// Free variables of the code object, for scopes that are one.
    pub free: BTreeSet<String>,
    pub is_generator: bool,
    /// What kind of comprehension it is, when it is one.
    pub comprehension: Option<&'static str>,
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
    let (scopes, by_key) = scan(module)?;
    let mut symbols = Symbols { scopes, by_key };
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

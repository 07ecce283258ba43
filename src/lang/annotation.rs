//! Annotations: which a function and a body have. They are evaluated only when somebody asks (PEP 649).
//!
//! Source: `codegen_deferred_annotations` and `codegen_annotations` in `Python/codegen.c` of CPython 3.14. Here the function
//! that makes the dict is the body of a class: the machine runs it in a copy of the namespace around it, so that names of the
//! class are found first.

use super::parse::ast::{self, Expr, Stmt};

/// A function's annotations, in CPython's order; names are not mangled.
pub(super) fn of_function(def: &ast::StmtFunctionDef) -> Vec<(&str, &Expr)> {
    let parameters = &*def.parameters;
    let positional = parameters.posonlyargs.iter().chain(&parameters.args).map(|parameter| &parameter.parameter);
    let keyword = parameters.kwonlyargs.iter().map(|parameter| &parameter.parameter);
    let all = positional.chain(parameters.vararg.as_deref()).chain(keyword).chain(parameters.kwarg.as_deref());
    let mut found: Vec<(&str, &Expr)> = all
        .filter_map(|parameter| Some((parameter.name.id.as_str(), parameter.annotation.as_deref()?)))
        .map(|(name, annotation)| match annotation {
            Expr::Starred(starred) => (name, &*starred.value),
            plain => (name, plain),
        })
        .collect();
    if let Some(returns) = &def.returns {
        found.push(("return", returns));
    }
    found
}

/// The annotated names of a module's or class's body, those inside `if`, `for`, `try` … too.
pub(super) fn of_body(body: &[Stmt]) -> Vec<(&str, &Expr)> {
    let mut found = Vec::new();
    collect(body, &mut found);
    found
}

fn collect<'a>(body: &'a [Stmt], found: &mut Vec<(&'a str, &'a Expr)>) {
    for stmt in body {
        match stmt {
            Stmt::AnnAssign(node) => {
                if let (Expr::Name(name), true) = (&*node.target, node.simple) {
                    found.push((name.id.as_str(), &node.annotation));
                }
            }
            Stmt::If(node) => {
                collect(&node.body, found);
                node.elif_else_clauses.iter().for_each(|clause| collect(&clause.body, found));
            }
            Stmt::For(node) => [&node.body, &node.orelse].into_iter().for_each(|body| collect(body, found)),
            Stmt::While(node) => [&node.body, &node.orelse].into_iter().for_each(|body| collect(body, found)),
            Stmt::With(node) => collect(&node.body, found),
            Stmt::Try(node) => {
                collect(&node.body, found);
                for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
                    collect(&handler.body, found);
                }
                [&node.orelse, &node.finalbody].into_iter().for_each(|body| collect(body, found));
            }
            _ => {}
        }
    }
}

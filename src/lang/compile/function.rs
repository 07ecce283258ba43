//! Functions, lambdas and classes.

use std::collections::BTreeMap;

use super::{Compiled, Compiler, fold};
use crate::lang::annotation;
use crate::lang::code::{Const, Intrinsic1, Kind, Op};
use crate::lang::parse::Ranged;
use crate::lang::parse::ast::{self, Expr, Stmt};
use crate::lang::symbols::{ScopeKey, key_of};
use crate::lang::unit::Storage;

impl<'a> Compiler<'a> {
    pub(super) fn function_def(&mut self, def: &'a ast::StmtFunctionDef) -> Compiled {
        for decorator in &def.decorator_list {
            self.expr(&decorator.expression)?;
        }
        let scope = self.symbols.scope(key_of(def, false));
        let kind = match (def.is_async, self.symbols.scopes[scope].is_generator) {
            (false, false) => Kind::Function,
            (false, true) => Kind::Generator,
            (true, false) => Kind::Coroutine,
            (true, true) => Kind::AsyncGenerator,
        };
        let mut flags = self.defaults(&def.parameters)?;
        let annotations = annotation::of_function(def);
        if !annotations.is_empty() {
            self.annotate(annotations, key_of(def, true), def.type_params.as_deref(), def)?;
            flags |= 16;
        }
        let qualname = self.qualname_of(&def.name.id);
        let line = def.decorator_list.first().map_or_else(|| self.line(&def.name), |decorator| self.line(decorator));
        let outer_scope = self.scope;
        self.open(&def.name.id, qualname, kind, scope, line);
        self.declare_parameters(&def.parameters);
        self.at(&def.name);
        self.begin_body();
        self.erase_type_params(def.type_params.as_deref());
        self.unit().doc = fold::docstring(&def.body);
        let body = if self.unit().doc.is_some() { &def.body[1..] } else { &def.body[..] };
        self.body(body)?;
        self.end_body();
        self.finish_function(outer_scope, flags, def);
        for decorator in def.decorator_list.iter().rev() {
            self.at(decorator);
            self.emit_arg(Op::Call, 0);
        }
        self.at(&def.name);
        self.store_name(&def.name.id);
        Ok(())
    }

    fn qualname_of(&mut self, name: &str) -> String {
        let mangled = self.mangled(name);
        let explicit_global = matches!(
            self.symbols.meaning(self.scope, &mangled),
            crate::lang::symbols::Meaning::Global { explicit: true }
        );
        if explicit_global { name.to_owned() } else { self.qualname(name) }
    }

    pub(super) fn lambda(&mut self, node: &'a ast::ExprLambda) -> Compiled {
        let flags = match &node.parameters {
            Some(parameters) => self.defaults(parameters)?,
            None => 0,
        };
        let scope = self.symbols.scope(key_of(node, true));
        let kind = if self.symbols.scopes[scope].is_generator { Kind::Generator } else { Kind::Function };
        let (qualname, line, outer_scope) = (self.qualname("<lambda>"), self.line(node), self.scope);
        self.open("<lambda>", qualname, kind, scope, line);
        if let Some(parameters) = &node.parameters {
            self.declare_parameters(parameters);
        }
        self.at(node);
        self.begin_body();
        self.expr(&node.body)?;
        self.at(&*node.body);
        self.emit(Op::ReturnValue);
        self.end_body();
        self.finish_function(outer_scope, flags, node);
        Ok(())
    }

    /// Pushes default values; answers which SET_FUNCTION_ATTRIBUTE flags they need.
    fn defaults(&mut self, parameters: &'a ast::Parameters) -> Result<u32, Box<crate::base::diagnostic::Diagnostic>> {
        let mut flags = 0;
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let defaults: Vec<&'a Expr> = positional.filter_map(|parameter| parameter.default.as_deref()).collect();
        if !defaults.is_empty() {
            let constants: Option<Vec<Const>> = defaults.iter().map(|default| fold::constant(default)).collect();
            match constants {
                Some(constants) => self.load_const(Const::Tuple(constants.into())),
                None => {
                    let n = defaults.len() as u32;
                    defaults.into_iter().try_for_each(|default| self.expr(default))?;
                    self.emit_arg(Op::BuildTuple, n);
                }
            }
            flags |= 1;
        }
        let mut n_keyword = 0;
        for parameter in &parameters.kwonlyargs {
            if let Some(default) = &parameter.default {
                let name = self.mangled(&parameter.parameter.name.id);
                self.load_const(Const::Str(name.into()));
                self.expr(default)?;
                n_keyword += 1;
            }
        }
        if n_keyword > 0 {
            self.emit_arg(Op::BuildMap, n_keyword);
            flags |= 2;
        }
        Ok(flags)
    }

    /// Puts the parameters first among the locals, in calling order.
    fn declare_parameters(&mut self, parameters: &'a ast::Parameters) {
        let named = |list: &'a [ast::ParameterWithDefault]| list.iter().map(|parameter| &parameter.parameter);
        let order: Vec<&ast::Parameter> = named(&parameters.posonlyargs)
            .chain(named(&parameters.args))
            .chain(named(&parameters.kwonlyargs))
            .chain(parameters.vararg.as_deref())
            .chain(parameters.kwarg.as_deref())
            .collect();
        let names: Vec<String> = order.iter().map(|parameter| self.mangled(&parameter.name.id)).collect();
        self.mark_parameters(&names);
        let unit = self.unit();
        unit.n_posonly = parameters.posonlyargs.len() as u32;
        unit.n_args = (parameters.posonlyargs.len() + parameters.args.len()) as u32;
        unit.n_kwonly = parameters.kwonlyargs.len() as u32;
        unit.has_varargs = parameters.vararg.is_some();
        unit.has_varkw = parameters.kwarg.is_some();
    }

    /// Moves the named locals to the front, in this order.
    pub(super) fn mark_parameters(&mut self, names: &[String]) {
        let unit = self.unit();
        let scope = unit.scope;
        let places: BTreeMap<&str, usize> =
            names.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
        for local in &mut unit.locals {
            local.param = local.scope == scope && local.storage != Storage::Free && places.contains_key(&*local.name);
        }
        unit.locals.sort_by_key(|local| if local.param { places[&*local.name] } else { usize::MAX });
        unit.index_locals();
    }

    /// What every function begins with: cells, the generator object, RESUME.
    pub(super) fn begin_body(&mut self) {
        self.emit_cells();
        if self.unit().kind != Kind::Function {
            let unit = self.unit();
            unit.emit(Op::ReturnGenerator);
            unit.emit(Op::PopTop);
            unit.emit_arg(Op::Resume, 0);
            let stop = unit.label();
            unit.enter_cover(stop, true, 0);
            // The handler is written last; `end_body` finds its label as the first cover's.
        } else {
            self.emit_arg(Op::Resume, 0);
        }
    }

    /// The implicit `return None`, and what turns a stray StopIteration into RuntimeError.
    pub(super) fn end_body(&mut self) {
        self.at_no_line();
        self.return_none();
        if self.unit().kind == Kind::Function {
            return;
        }
        let unit = self.unit();
        unit.cover_stack.clear();
        let stop = unit.covers[0].target;
        unit.cold = 1;
        unit.mark(stop);
        unit.emit_arg(Op::CallIntrinsic1, Intrinsic1::StopIterationError as u32);
        unit.emit_arg(Op::Reraise, 1);
        unit.cold = 0;
    }

    /// Binds type parameters to new type variables; bounds and defaults are left out.
    fn erase_type_params(&mut self, params: Option<&'a ast::TypeParams>) {
        for param in params.into_iter().flat_map(|params| params.type_params.iter()) {
            self.load_const(Const::Str(param.name().as_str().into()));
            let kind = match param {
                ast::TypeParam::TypeVar(_) => Intrinsic1::Typevar,
                ast::TypeParam::ParamSpec(_) => Intrinsic1::ParamSpec,
                ast::TypeParam::TypeVarTuple(_) => Intrinsic1::TypevarTuple,
            };
            self.emit_arg(Op::CallIntrinsic1, kind as u32);
            self.store_name(param.name().as_str());
        }
    }

    /// Closes the unit and makes the function object from its code and what `flags` say lies on the stack.
    pub(super) fn finish_function(&mut self, outer_scope: usize, flags: u32, node: &impl crate::lang::parse::Ranged) {
        let free: Vec<String> = {
            let unit = self.unit();
            unit.locals
                .iter()
                .filter(|local| local.storage == Storage::Free)
                .map(|local| local.name.to_string())
                .collect()
        };
        let code = self.close();
        self.scope = outer_scope;
        self.at(node);
        if !free.is_empty() {
            for name in &free {
                let local = self.closure_cell(name);
                self.push_local(Op::LoadFastBorrow, local);
            }
            self.emit_arg(Op::BuildTuple, free.len() as u32);
        }
        self.load_const(Const::Code(code));
        self.emit(Op::MakeFunction);
        if !free.is_empty() {
            self.emit_arg(Op::SetFunctionAttribute, 8);
        }
        if flags & 16 != 0 {
            self.emit_arg(Op::SetFunctionAttribute, 16);
        }
        if flags & 2 != 0 {
            self.emit_arg(Op::SetFunctionAttribute, 2);
        }
        if flags & 1 != 0 {
            self.emit_arg(Op::SetFunctionAttribute, 1);
        }
    }

    /// The cell, of this code or handed down through it, that an inner function's free variable means.
    fn closure_cell(&mut self, name: &str) -> u32 {
        use crate::lang::symbols::Meaning;
        if name == "__class__"
            && let Some(own) = self.unit().find_local(name, None, Storage::Cell)
        {
            return own;
        }
        match self.symbols.meaning(self.scope, name) {
            Meaning::Deref { scope } => self.cell(name, scope),
            _ => self.cell(name, None),
        }
    }

    pub(super) fn class_def(&mut self, def: &'a ast::StmtClassDef) -> Compiled {
        for decorator in &def.decorator_list {
            self.expr(&decorator.expression)?;
        }
        let qualname = self.qualname_of(&def.name.id);
        match def.type_params.as_deref() {
            Some(params) => self.generic_class(def, params, qualname)?,
            None => self.plain_class(def, qualname)?,
        }
        for decorator in def.decorator_list.iter().rev() {
            self.at(decorator);
            self.emit_arg(Op::Call, 0);
        }
        self.at(&def.name);
        self.store_name(&def.name.id);
        Ok(())
    }

    /// A class with type parameters is made by a function that has them as locals.
    fn generic_class(&mut self, def: &'a ast::StmtClassDef, params: &'a ast::TypeParams, qualname: String) -> Compiled {
        let name = format!("<generic parameters of {}>", def.name.id);
        let (scope, outer_scope, line) = (self.symbols.scope(key_of(params, true)), self.scope, self.line(def));
        let around = self.qualname(&name);
        self.open(&name, around, Kind::Function, scope, line);
        self.at(def);
        self.begin_body();
        self.erase_type_params(Some(params));
        self.plain_class(def, qualname)?;
        self.emit(Op::ReturnValue);
        self.end_body();
        self.finish_function(outer_scope, 0, def);
        self.emit(Op::PushNull);
        self.emit_arg(Op::Call, 0);
        Ok(())
    }

    fn plain_class(&mut self, def: &'a ast::StmtClassDef, qualname: String) -> Compiled {
        self.at(def);
        self.emit(Op::LoadBuildClass);
        self.emit(Op::PushNull);
        let scope = self.symbols.scope(key_of(def, false));
        let line = def.decorator_list.first().map_or_else(|| self.line(&def.name), |decorator| self.line(decorator));
        let outer_scope = self.scope;
        self.open(&def.name.id, qualname.clone(), Kind::Class, scope, line);
        self.class_names.push(Some(def.name.id.to_string()));
        let outcome = self.class_body(def, &qualname, line);
        self.class_names.pop();
        outcome?;
        self.finish_function(outer_scope, 0, def);
        self.load_const(Const::Str(def.name.id.as_str().into()));
        match &def.arguments {
            Some(arguments) => self.call_arguments(2, arguments, def)?,
            None => self.emit_arg(Op::Call, 2),
        }
        Ok(())
    }

    fn class_body(&mut self, def: &'a ast::StmtClassDef, qualname: &str, line: u32) -> Compiled {
        self.at(&def.name);
        self.emit_cells();
        self.emit_arg(Op::Resume, 0);
        self.load_name("__name__");
        self.store_name("__module__");
        self.load_const(Const::Str(qualname.into()));
        self.store_name("__qualname__");
        self.load_const(Const::Int(i64::from(line)));
        self.store_name("__firstlineno__");
        if let Some(params) = def.type_params.as_deref() {
            for param in &params.type_params {
                self.load_name(param.name().as_str());
            }
            self.emit_arg(Op::BuildTuple, params.type_params.len() as u32);
            self.emit_arg(Op::Copy, 1);
            self.store_name("__type_params__");
            self.emit_arg(Op::CallIntrinsic1, Intrinsic1::SubscriptGeneric as u32);
            self.store_name("__class_getitem__");
        }
        self.body_with_doc(&def.body)?;
        let annotations = annotation::of_body(&def.body);
        if !annotations.is_empty() {
            self.annotate(annotations, key_of(def, true), None, def)?;
            self.store_name("__annotate_func__");
        }
        if self.symbols.scopes[self.scope].needs_class_cell {
            let cell = self.cell("__class__", Some(self.scope));
            self.push_local(Op::LoadFastBorrow, cell);
            self.emit_arg(Op::Copy, 1);
            let index = self.unit().name_index("__classcell__");
            self.emit_arg(Op::StoreName, index);
            self.emit(Op::ReturnValue);
        } else {
            self.at_no_line();
            self.return_none();
        }
        Ok(())
    }

    /// Pushes the function that makes a dict of annotations, see [`annotation`].
    pub(super) fn annotate(
        &mut self,
        annotations: Vec<(&'a str, &'a Expr)>,
        key: ScopeKey,
        params: Option<&'a ast::TypeParams>,
        node: &impl Ranged,
    ) -> Compiled {
        let (scope, outer_scope) = (self.symbols.scope(key), self.scope);
        let (qualname, line) = (self.qualname("__annotate__"), self.line(node));
        self.open("__annotate__", qualname, Kind::Class, scope, line);
        self.at(node);
        self.emit_cells();
        self.emit_arg(Op::Resume, 0);
        self.erase_type_params(params);
        let n = annotations.len() as u32;
        for (name, annotation) in annotations {
            let name = self.mangled(name);
            self.load_const(Const::Str(name.into()));
            if self.future_annotations {
                let text = self.source_of(annotation);
                self.load_const(Const::Str(text.into()));
            } else {
                self.expr(annotation)?;
            }
        }
        self.emit_arg(Op::BuildMap, n);
        self.emit(Op::ReturnValue);
        self.finish_function(outer_scope, 0, node);
        Ok(())
    }

    /// `type X = …`: the value is computed when it is asked for.
    pub(super) fn type_alias(&mut self, node: &'a ast::StmtTypeAlias) -> Compiled {
        let name = self.source_of(&*node.name);
        self.load_const(Const::Str(name.into()));
        let as_text = std::mem::replace(&mut self.future_annotations, false);
        self.annotate(vec![("value", &node.value)], key_of(node, true), node.type_params.as_deref(), node)?;
        self.future_annotations = as_text;
        self.emit_arg(Op::BuildTuple, 2);
        self.emit_arg(Op::CallIntrinsic1, Intrinsic1::TypeAlias as u32);
        self.store(&node.name)
    }

    /// A module's or class's body: its docstring becomes `__doc__`.
    pub(super) fn body_with_doc(&mut self, body: &'a [Stmt]) -> Compiled {
        let doc = fold::docstring(body);
        if let (Some(doc), Some(first)) = (&doc, body.first()) {
            self.at(first);
            self.load_const(Const::Str(doc.clone()));
            self.store_name("__doc__");
        }
        self.unit().doc = doc.clone();
        self.body(if doc.is_some() { &body[1..] } else { body })
    }
}

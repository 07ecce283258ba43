//! Attributes, subscripts and calls.
//!
//! Source: `codegen_call`, `maybe_optimize_method_call`, `codegen_call_helper`, `load_args_for_super` of CPython 3.14.

use std::collections::BTreeSet;

use super::{Compiled, Compiler};
use crate::base::diagnostic::Diagnostic;
use crate::lang::code::{BinaryOp, Const, Intrinsic1, Op};
use crate::lang::parse::Ranged;
use crate::lang::parse::ast::{self, Expr};

impl<'a> Compiler<'a> {
    pub(super) fn attribute(&mut self, node: &'a ast::ExprAttribute) -> Compiled {
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

    pub(super) fn subscript(&mut self, node: &'a ast::ExprSubscript) -> Compiled {
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

    pub(super) fn call(&mut self, node: &'a ast::ExprCall) -> Compiled {
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
}

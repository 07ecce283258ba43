//! Making a machine: builtin classes and names at their fixed handles, builtin modules, then the prelude, run once.
//!
//! A driver boots one pristine machine and clones it.

use std::sync::Arc;

use super::cache::Caches;
use super::class::{ClassData, Layout};
use super::code_table::CodeTable;
use super::core::Core;
use super::cow::Cow;
use super::dict::Dict;
use super::effect::CompileMode;
use super::machine::{Fuel, Machine, Stop};
use super::names;
use super::native::{NativeKind, Owner};
use super::object::Object;
use super::prelude;
use super::profile::Profile;
use super::string::PyStr;
use super::types;
use super::value::{NativeId, Obj, Value};
use crate::base::ids::{CodeId, IndexVec};
use crate::base::limits::MAX_HEAP_BYTES;
use crate::lang::diagnostic::{Diagnostic, DiagnosticKind};
use crate::lang::{self, Source};

/// What every thread begins with: calls its function and returns the result.
const BOOTSTRAP: &str = "def bootstrap(callable, args, kwargs):\n    return callable(*args, **kwargs)\n";

/// Texts looked at before `eval` compiles one.
const REMEMBERED_TEXTS: usize = 64;
/// Texts that one process may compile while it runs.
const MAX_RUN_TIME_CODES: usize = 20_000;

/// The prelude did not compile or run: a mistake of ours, told by tests.
#[derive(Clone, Debug, thiserror::Error)]
pub enum BootError {
    #[error("the prelude does not compile: {0:?}")]
    Compile(Vec<Diagnostic>),
    #[error("the prelude stopped: {0}")]
    Run(String),
    #[error("the prelude lacks {0}")]
    Missing(&'static str),
}

impl Machine {
    /// A machine with builtins and prelude, ready to be cloned for a program.
    pub fn boot(profile: Profile) -> Result<Machine, BootError> {
        let mut core = Core::empty(Arc::new(profile), MAX_HEAP_BYTES);
        core.make_fixed();
        core.make_modules();
        let mut machine = Machine {
            core,
            threads: IndexVec::new(),
            codes: Arc::new(CodeTable::default()),
            caches: Caches::default(),
            run_time_code: Vec::new(),
        };
        machine.run_prelude()?;
        machine.threads = IndexVec::new();
        machine.collect();
        machine.core.heap.freeze();
        Ok(machine)
    }
    /// Compiles a source text and makes its code ready; the id is the module's code.
    pub fn compile(&mut self, source: &Source) -> Result<CodeId, Vec<Diagnostic>> {
        self.core.sources.push((Arc::clone(&source.filename), Arc::clone(&source.text)));
        self.with_codes(|store| lang::compile(source, store))
    }
    /// Answers an `Effect::Compile`: a code object, or the SyntaxError to raise.
    pub fn compile_at_run_time(&mut self, source: &str, filename: &str, mode: CompileMode) -> Result<Value, Obj> {
        let mut text = match mode {
            CompileMode::Eval => format!("__eval__ = (\n{}\n)", source.trim()),
            CompileMode::Exec | CompileMode::Single => source.to_owned(),
        };
        // `eval` of one text in a loop is compiled once; code is never freed, so its amount is bounded.
        let known = self.run_time_code.iter().rev().take(REMEMBERED_TEXTS);
        if let Some((_, code)) = known.clone().find(|(known, _)| **known == *text) {
            return Ok(Value::Obj(self.core.heap.alloc(Object::Code(*code))));
        }
        if self.run_time_code.len() >= MAX_RUN_TIME_CODES {
            return Err(self.core.new_exception(types::MEMORY_ERROR, &[]));
        }
        let is_expression = mode == CompileMode::Eval && lang::is_expression(source);
        if mode == CompileMode::Eval && !is_expression {
            // What is wrong with it, if it is not that it is a statement.
            text = source.trim_start_matches([' ', '\t']).to_owned();
        }
        let shift = u32::from(is_expression);
        let source = Source { filename: filename.into(), text: text.into(), hidden: false };
        match self.compile(&source) {
            Ok(_) if mode == CompileMode::Eval && !is_expression => {
                Err(self.syntax_error(&source, &lang::not_an_expression(&source.text), 0))
            }
            Ok(code) => {
                self.run_time_code.push((Arc::clone(&source.text), code));
                Ok(Value::Obj(self.core.heap.alloc(Object::Code(code))))
            }
            Err(diagnostics) => {
                let first = diagnostics.into_iter().next();
                let diagnostic = first.unwrap_or_else(|| lang::not_an_expression(&source.text));
                Err(self.syntax_error(&source, &diagnostic, shift))
            }
        }
    }
    /// The exception for what is wrong with a text: its arguments are the message and the place.
    fn syntax_error(&mut self, source: &Source, diagnostic: &Diagnostic, shift: u32) -> Obj {
        let class = match diagnostic.kind {
            DiagnosticKind::IndentationError => types::INDENTATION_ERROR,
            _ => types::SYNTAX_ERROR,
        };
        let core = &mut self.core;
        let message = core.str(&diagnostic.message);
        let (start, end) = (diagnostic.location.start, diagnostic.location.end);
        let line_text =
            |line: u32| source.text.split_inclusive('\n').nth(line.saturating_sub(1) as usize).unwrap_or("");
        let column = |line: u32, col: u32| {
            let text = line_text(line);
            Value::Int(text.get(..col as usize).unwrap_or(text).chars().count() as i64 + 1)
        };
        let text = line_text(start.line).to_owned();
        if source.text.trim().is_empty() {
            let zero = Value::Int(0);
            let place = [core.str(&source.filename), zero, zero, core.str(""), zero, zero];
            let place = core.tuple(&place);
            return core.new_exception(class, &[message, place]);
        }
        let place = [
            core.str(&source.filename),
            Value::Int(i64::from(start.line.saturating_sub(shift))),
            column(start.line, start.col),
            core.str(&text),
            Value::Int(i64::from(end.line.saturating_sub(shift))),
            column(end.line, end.col),
        ];
        let place = core.tuple(&place);
        core.new_exception(class, &[message, place])
    }
    /// The code of `bootstrap`.
    pub(super) fn bootstrap_code(&self) -> CodeId {
        self.codes.bootstrap
    }
    fn run_prelude(&mut self) -> Result<(), BootError> {
        let bootstrap = hidden_source("<bootstrap>", BOOTSTRAP);
        self.with_codes(|store| lang::compile(&bootstrap, store)).map_err(BootError::Compile)?;
        self.find_bootstrap()?;
        let namespace = self.core.heap.dict(Dict::new());
        self.core.pinned.push(namespace);
        let vm = self.core.module_dict("_vm");
        self.core.dict_set_str(namespace, "_vm", vm);
        let name = Value::Obj(self.core.intern("builtins"));
        self.core.dict_set_name(namespace, names::NAME, name);
        for (filename, text) in prelude::SOURCES {
            self.run_source(filename, text, namespace)?;
        }
        let mut functions = Vec::with_capacity(prelude::NAMES.len());
        for &name in prelude::NAMES {
            let key = self.core.intern(name);
            match self.core.dict_get_name(namespace, key).and_then(Value::obj) {
                Some(function) => functions.push(function),
                None => return Err(BootError::Missing(name)),
            }
        }
        self.core.prelude = functions.into();
        self.run_source(prelude::CLASSES.0, prelude::CLASSES.1, namespace)?;
        self.export_builtins(namespace);
        Ok(())
    }
    fn run_source(&mut self, filename: &str, text: &str, namespace: Value) -> Result<(), BootError> {
        let source = hidden_source(filename, text);
        let code = self.with_codes(|store| lang::compile(&source, store)).map_err(BootError::Compile)?;
        self.run_to_end(code, namespace)
    }
    /// The compiler numbers a module's code as it likes; `bootstrap` must be where `bootstrap_code` says.
    fn find_bootstrap(&mut self) -> Result<(), BootError> {
        let found = self.codes.store().iter().find(|(_, code)| &*code.name == "bootstrap").map(|(id, _)| id);
        match found {
            Some(id) => {
                Arc::make_mut(&mut self.codes).bootstrap = id;
                Ok(())
            }
            None => Err(BootError::Missing("bootstrap")),
        }
    }
    fn run_to_end(&mut self, code: CodeId, namespace: Value) -> Result<(), BootError> {
        let Value::Obj(globals) = namespace else { return Ok(()) };
        let thread = self.spawn_body(code, globals);
        match self.run(thread, &Fuel::UNLIMITED).stop {
            Stop::Returned(_) => Ok(()),
            Stop::Raised(exc) => Err(BootError::Run(self.format_exception(exc))),
            stop => Err(BootError::Run(format!("{stop:?}"))),
        }
    }
    /// Functions of the prelude that are methods of builtin classes, and `__build_class__`.
    fn export_builtins(&mut self, namespace: Value) {
        for &(class, method, name) in prelude::METHODS {
            let (key, method) = (self.core.intern(name), self.core.intern(method));
            if let Some(function) = self.core.dict_get_name(namespace, key) {
                self.core.class_set(class, method, function);
            }
        }
        for name in prelude::BUILTINS {
            let name = self.core.intern(name);
            if let Some(made) = self.core.dict_get_name(namespace, name) {
                self.core.dict_set_name(self.core.builtins, name, made);
            }
        }
        let build = self.core.intern("__build_class__");
        let function = Value::Obj(self.core.prelude[prelude::BUILD_CLASS.0 as usize]);
        self.core.dict_set_name(self.core.builtins, build, function);
    }
}

fn hidden_source(filename: &str, text: &str) -> Source {
    Source { filename: filename.into(), text: text.into(), hidden: true }
}

impl Core {
    fn make_fixed(&mut self) {
        for (i, text) in names::TABLE.iter().enumerate() {
            self.put_name(Obj(types::MAX_TYPES + i as u32), text);
        }
        for byte in 0..128u8 {
            let text = (byte as char).to_string();
            self.put_name(names::ascii(byte), &text);
        }
        self.put_name(names::EMPTY, "");
        *self.heap.get_mut(names::EMPTY_TUPLE) = Object::Tuple(Arc::new([]));
        for row in types::TABLE {
            let name = match row.module {
                "builtins" => Value::Obj(self.intern(row.name)),
                module => Value::Obj(self.intern(&format!("{module}.{}", row.name))),
            };
            let bases = match (row.class == types::OBJECT, row.also) {
                (true, _) => Vec::new(),
                (false, None) => vec![row.base],
                (false, Some(also)) => vec![row.base, also],
            };
            let mro = self.c3(row.class, &bases).unwrap_or_else(|_| vec![row.class]);
            let class = ClassData {
                name,
                qualname: Value::Obj(self.intern(row.name)),
                metaclass: types::TYPE,
                bases: bases.clone(),
                mro,
                layout: row.layout,
                no_dict: true,
                ..ClassData::default()
            };
            *self.heap.get_mut(row.class) = Object::Class(Cow::Owned(Box::new(class)));
            for base in bases {
                if let Some(base) = self.heap.class_mut(base) {
                    base.subclasses.push(row.class);
                }
            }
        }
        self.fill_classes();
    }
    /// Puts a name at a fixed handle, unless the text has one already.
    fn put_name(&mut self, at: Obj, text: &str) {
        let name = PyStr::new(text);
        let hash = name.hash();
        let known = self.interned(&name).is_some();
        *self.heap.get_mut(at) = Object::Str(name);
        if !known {
            self.intern_at(hash, at);
        }
    }
    fn fill_classes(&mut self) {
        for row in types::TABLE {
            let module = Value::Obj(self.intern(row.module));
            self.class_put(row.class, names::MODULE, module);
        }
        for (i, native) in self.natives.iter().enumerate() {
            if let Owner::Class(class) = native.owner {
                let name = self.intern(native.def.name);
                self.class_put(class, name, Value::Native(NativeId(i as u32)));
            }
        }
        for class in
            [types::LIST, types::DICT, types::SET, types::BYTEARRAY, types::DICT_KEYS, types::DICT_ITEMS, types::DEQUE]
        {
            self.class_put(class, names::HASH, Value::None);
        }
        for def in super::builtins::types() {
            (def.attributes)(self, def.class);
        }
        self.classes_changed();
        self.update_quirks(types::OBJECT);
    }
    /// Sets a name of a class without looking at caches.
    fn class_put(&mut self, class: Obj, name: Obj, value: Value) {
        let Some(hash) = self.heap.as_str(Value::Obj(name)).map(|name| name.hash()) else { return };
        if let Some(data) = self.heap.class_mut(class) {
            match data.dict.find(hash, |key| key.is(Value::Obj(name))) {
                Some(place) => data.dict.set_value_at(place, value),
                None => data.dict.insert_new(hash, Value::Obj(name), value),
            }
        }
    }
    fn make_modules(&mut self) {
        self.modules = self.heap.dict(Dict::new());
        let builtins = self.new_module("builtins");
        if let Object::Module { dict, .. } = *self.heap.get(builtins) {
            self.builtins = Value::Obj(dict);
        }
        for row in types::TABLE {
            let public =
                row.module == "builtins" && (row.layout != Layout::Sealed || PUBLIC_SEALED.contains(&row.class));
            if public && row.class != types::MODULE {
                self.dict_set_str(self.builtins, row.name, Value::Obj(row.class));
            }
        }
        let constants = [
            ("None", Value::None),
            ("True", Value::Bool(true)),
            ("False", Value::Bool(false)),
            ("Ellipsis", Value::Ellipsis),
            ("NotImplemented", Value::NotImplemented),
            ("__debug__", Value::Bool(true)),
            ("EnvironmentError", Value::Obj(types::OS_ERROR)),
            ("IOError", Value::Obj(types::OS_ERROR)),
        ];
        for (name, value) in constants {
            self.dict_set_str(self.builtins, name, value);
        }
        for def in super::builtins::MODULES {
            let module = match self.module_named(def.name) {
                Some(module) => module,
                None => self.new_module(def.name),
            };
            (def.attributes)(self, module);
        }
        for (i, native) in self.natives.iter().enumerate() {
            if let (Owner::Module(module), NativeKind::Function) = (native.owner, native.def.kind)
                && let Some(module) = self.module_named(module)
            {
                self.module_set(module, native.def.name, Value::Native(NativeId(i as u32)));
            }
        }
    }
    fn module_named(&mut self, name: &str) -> Option<Obj> {
        let name = self.intern(name);
        self.dict_get_name(self.modules, name)?.obj()
    }
    /// The module object `_vm` for the prelude: taken out of `sys.modules`, where programs would see it.
    fn module_dict(&mut self, name: &str) -> Value {
        let key = self.intern(name);
        let module = self.dict_get_name(self.modules, key).unwrap_or(Value::None);
        let _ = self.dict_remove(self.modules, Value::Obj(key));
        self.pinned.push(module);
        module
    }
    /// A new module, entered in `sys.modules`.
    pub fn new_module(&mut self, name: &str) -> Obj {
        let module = self.loose_module(name);
        let name = self.intern(name);
        self.dict_set_name(self.modules, name, Value::Obj(module));
        module
    }
    /// A new module that `sys.modules` does not know.
    pub fn loose_module(&mut self, name: &str) -> Obj {
        let name = self.intern(name);
        let dict = self.heap.dict(Dict::new());
        self.dict_set_name(dict, names::NAME, Value::Obj(name));
        self.dict_set_name(dict, names::DOC, Value::None);
        self.dict_set_name(dict, names::PACKAGE, Value::Obj(names::EMPTY));
        self.dict_set_name(dict, names::LOADER, Value::None);
        self.dict_set_name(dict, names::SPEC, Value::None);
        if name == names::MAIN
            && let Some(builtins) = self.dict_get_name(self.modules, names::BUILTINS_MODULE)
        {
            self.dict_set_name(dict, names::BUILTINS, builtins);
        }
        match dict {
            Value::Obj(dict) => self.heap.alloc(Object::Module { name, dict }),
            _ => Obj(0),
        }
    }
}

/// Classes that cannot be subclassed (or are made in a way of their own) but have a name in `builtins`.
const PUBLIC_SEALED: &[Obj] = &[
    types::BOOL,
    types::RANGE,
    types::SLICE,
    types::SUPER,
    types::ENUMERATE,
    types::ZIP,
    types::MAP,
    types::FILTER,
    types::REVERSED,
];

//! Builtin functions: how they are declared, what they get and what they answer.
//!
//! A native is a plain `fn(&mut Core, &[Value]) -> NativeResult` in a table. It **never runs Python code on the Rust stack**.
//! When it needs Python (a user's `__iter__`, `__str__`, a key function) it says so by the `Err` side:
//!
//! - [`Break::Convert`]: "replace my argument `i` by `list(arg)` / `str(arg)` / …, then call me again". The helpers do it:
//!   `let items = core.items(args, 0)?` gives the items of any iterable.
//! - [`Break::Prelude`]: "my result is what this prelude function returns for these arguments" (`vm/prelude/*.py`).
//! - [`Break::Call`]: "my result is what this callable returns".
//! - [`Break::Want`]: "my result is the answer to this effect".
//! - [`Break::Raise`]: an exception; `Err(core.value_error("…"))`.
//!
//! A native that breaks must not have changed anything, since it may be called again.
//!
//! `args` are bound already: one value for each parameter of the signature, `Null` for one that was not given.
//! A signature is written as Python shows it, `=` marking what may be left out: `"self, iterable=, /, *, key=, reverse="`.
//! After the named parameters (keyword-only ones included) comes, for `**kw`, a dict or `Null`, and then, for `*args`, all
//! the rest. See `builtins/list.rs` for a worked example.

use std::sync::LazyLock;

use smol_str::SmolStr;

use super::builtins;
use super::core::Core;
use super::effect::Effect;
use super::prelude::PreludeFn;
use super::types;
use super::value::{NativeId, Obj, Value};
use crate::base::ids::CodeId;

/// A builtin function's code.
pub type NativeFn = fn(&mut Core, &[Value]) -> NativeResult;
/// The result, or what else must happen.
pub type NativeResult = Result<Value, Break>;

/// Why a native did not simply return.
#[derive(Clone, Debug)]
pub enum Break {
    /// Raise this exception object.
    Raise(Obj),
    /// Call this; its result is the native's.
    Call(Box<CallSpec>),
    /// Call this prelude function; its result is the native's.
    Prelude(PreludeFn, Vec<Value>),
    /// Replace argument `arg` (its place in `args`) and call the native again.
    Convert { arg: usize, to: Conversion },
    /// Ask the outside; the answer is the native's result.
    Want(Box<Effect>),
    /// Resume a generator: the value to send, or the exception to throw (`Object::Exception` handle).
    Resume { generator: Obj, with: Resume },
    /// Call a native whose arguments are bound already, `Null`s and all.
    Bound(NativeId, Vec<Value>),
    /// `type.__call__`: make an instance of the class `callable` without asking its metaclass.
    Make(Box<CallSpec>),
    /// Run a function's code as a class body, or a code object with these globals, in this namespace.
    Body { code: Value, namespace: Value, globals: Value },
    /// Something of the calling Python frame.
    Frame(FrameQuery),
}

/// What a native may ask of the innermost frame that is not hidden.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FrameQuery {
    /// `globals()`
    Globals,
    /// `locals()`: the namespace, or a new dict of a function's locals.
    Locals,
    /// `super()` without arguments: a tuple of `__class__` and the first argument.
    Super,
    /// What `co_*` attributes tell of a code object, as a dict.
    Code { code: CodeId },
    /// The line of an instruction of a code object.
    Line { code: CodeId, at: u32 },
    /// File and line, as a tuple: for warnings and `sys._getframe`.
    Place { depth: u32 },
}

/// How a generator goes on.
#[derive(Clone, Copy, Debug)]
pub enum Resume {
    Send(Value),
    Throw(Obj),
}

/// A call with its arguments.
#[derive(Clone, Debug)]
pub struct CallSpec {
    pub callable: Value,
    pub args: Vec<Value>,
    /// Names (interned strings) and values.
    pub kwargs: Vec<(Obj, Value)>,
}

/// What an argument becomes by Python code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Conversion {
    /// `[*x]`
    List,
    /// `str(x)`
    Str,
    /// `repr(x)`
    Repr,
    /// `operator.index(x)`
    Index,
    /// `float(x)`
    Float,
    /// `bool(x)`
    Bool,
    /// `iter(x)`
    Iter,
    /// A dict of a mapping or of pairs: `dict(x)`
    Dict,
}

/// What kind of attribute a native is.
#[derive(Clone, Copy, Debug)]
pub enum NativeKind {
    /// Of a module, or hidden.
    Function,
    /// Of a class: binds its first parameter.
    Method,
    /// Of a class: its first parameter is the class.
    ClassMethod,
    /// Of a class: binds nothing (`__new__` among them).
    StaticMethod,
    /// Of a class: called at once with the owner; `setter` with owner and value.
    Getter { setter: Option<NativeFn> },
}

/// The declaration of a builtin function. Build it with the `const fn`s.
#[derive(Clone, Copy, Debug)]
pub struct NativeDef {
    pub name: &'static str,
    pub signature: &'static str,
    pub func: NativeFn,
    pub kind: NativeKind,
    /// Picoseconds, besides the call itself; what depends on the arguments is charged by [`Core::charge`].
    pub cost: u32,
    /// CPython's specialised call of it looks at the eval breaker afterwards (almost all do).
    pub checks: bool,
    pub doc: &'static str,
    /// What the fast loop does itself instead of calling it.
    pub fast: Option<FastNative>,
}

/// A native that the fast loop knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FastNative {
    Len,
    IsInstance,
    ListAppend,
    ListPop,
    DictGet,
}

impl NativeDef {
    const fn new(name: &'static str, signature: &'static str, func: NativeFn, kind: NativeKind) -> Self {
        Self { name, signature, func, kind, cost: 15_000, checks: true, doc: "", fast: None }
    }
    /// A function of a module.
    pub const fn function(name: &'static str, signature: &'static str, func: NativeFn) -> Self {
        Self::new(name, signature, func, NativeKind::Function)
    }
    /// A method of a class; the signature begins with `self`.
    pub const fn method(name: &'static str, signature: &'static str, func: NativeFn) -> Self {
        Self::new(name, signature, func, NativeKind::Method)
    }
    /// A class method; the signature begins with `cls`.
    pub const fn class_method(name: &'static str, signature: &'static str, func: NativeFn) -> Self {
        Self::new(name, signature, func, NativeKind::ClassMethod)
    }
    pub const fn static_method(name: &'static str, signature: &'static str, func: NativeFn) -> Self {
        Self::new(name, signature, func, NativeKind::StaticMethod)
    }
    /// A computed attribute.
    pub const fn getter(name: &'static str, func: NativeFn) -> Self {
        Self::new(name, "self, /", func, NativeKind::Getter { setter: None })
    }
    /// A computed attribute that can be set: the setter gets owner and value (`Null` to delete).
    pub const fn attribute(name: &'static str, func: NativeFn, setter: NativeFn) -> Self {
        Self::new(name, "self, /", func, NativeKind::Getter { setter: Some(setter) })
    }
    /// Sets the fixed part of its cost, in nanoseconds.
    pub const fn nanos(mut self, nanos: u32) -> Self {
        self.cost = nanos * 1_000;
        self
    }
    /// CPython's specialised call does not look at the eval breaker.
    pub const fn unchecked(mut self) -> Self {
        self.checks = false;
        self
    }
    pub const fn fast(mut self, fast: FastNative) -> Self {
        self.fast = Some(fast);
        self
    }
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

/// The natives of one builtin class.
#[derive(Debug)]
pub struct TypeDef {
    pub class: Obj,
    pub natives: &'static [NativeDef],
    /// Called at boot for attributes that are not functions; most have none.
    pub attributes: fn(&mut Core, Obj),
}

impl TypeDef {
    pub const fn new(class: Obj, natives: &'static [NativeDef]) -> Self {
        Self { class, natives, attributes: no_attributes }
    }
}

/// For types and modules without further attributes.
pub fn no_attributes(_core: &mut Core, _owner: Obj) {}

/// A builtin module.
#[derive(Debug)]
pub struct ModuleDef {
    pub name: &'static str,
    pub natives: &'static [NativeDef],
    /// Called when the module is made, for constants and classes: sets them by [`Core::module_set`].
    pub attributes: fn(&mut Core, Obj),
}

/// Who a native belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    Class(Obj),
    Module(&'static str),
}

/// A native with its signature taken apart.
#[derive(Debug)]
pub struct Native {
    pub def: &'static NativeDef,
    pub func: NativeFn,
    pub owner: Owner,
    /// Named parameters, keyword-only ones last.
    pub params: Vec<&'static str>,
    /// Which of `params` may be left out.
    pub optional: Vec<bool>,
    /// `params[..n_positional_only]` cannot be given by name.
    pub n_positional_only: usize,
    /// `params[n_positional..]` are keyword-only.
    pub n_positional: usize,
    /// Fewest positional arguments.
    pub n_required: usize,
    /// `params[n_needed..]` may all be left out.
    pub n_needed: usize,
    pub has_varargs: bool,
    pub has_varkw: bool,
}

impl Native {
    fn new(def: &'static NativeDef, owner: Owner) -> Self {
        let mut native = Native {
            def,
            func: def.func,
            owner,
            params: Vec::new(),
            optional: Vec::new(),
            n_positional_only: 0,
            n_positional: usize::MAX,
            n_required: 0,
            n_needed: 0,
            has_varargs: false,
            has_varkw: false,
        };
        for param in def.signature.split(',').map(str::trim).filter(|param| !param.is_empty()) {
            if param == "/" {
                native.n_positional_only = native.params.len();
            } else if param.starts_with("**") {
                native.has_varkw = true;
            } else if param.starts_with('*') {
                native.has_varargs |= param.len() > 1;
                native.n_positional = native.params.len();
            } else {
                let name = param.split('=').next().unwrap_or(param).trim();
                native.params.push(name);
                native.optional.push(param.contains('='));
            }
        }
        native.n_positional = native.n_positional.min(native.params.len());
        native.n_required = native.optional[..native.n_positional].iter().take_while(|optional| !**optional).count();
        native.n_needed = native.optional.iter().rposition(|optional| !optional).map_or(0, |last| last + 1);
        native
    }
    /// A call with `n` positional arguments alone needs no binding.
    #[inline]
    pub fn takes_exactly(&self, n: usize) -> bool {
        self.params.len() == n && self.n_positional == n && !self.has_varargs && !self.has_varkw
    }
    /// A call with `n` positional arguments alone leaves out nothing that must be there.
    #[inline]
    pub fn takes_some(&self, n: usize) -> bool {
        n >= self.n_needed && (n <= self.n_positional || self.has_varargs)
    }
    /// `append`, or `list.append` in some messages.
    pub fn name(&self) -> &'static str {
        self.def.name
    }
    pub fn is_method(&self) -> bool {
        matches!(self.def.kind, NativeKind::Method | NativeKind::ClassMethod | NativeKind::Getter { .. })
    }
}

static NATIVES: LazyLock<Vec<Native>> = LazyLock::new(|| {
    let of_types =
        builtins::types().flat_map(|def| def.natives.iter().map(|native| Native::new(native, Owner::Class(def.class))));
    let of_modules = builtins::MODULES
        .iter()
        .flat_map(|def| def.natives.iter().map(|native| Native::new(native, Owner::Module(def.name))));
    of_types.chain(of_modules).collect()
});

/// All natives, by id.
pub fn natives() -> &'static [Native] {
    &NATIVES
}

/// What a native is an instance of.
pub fn class_of_native(id: NativeId) -> Obj {
    match natives()[id.0 as usize].def.kind {
        NativeKind::Function | NativeKind::StaticMethod => types::BUILTIN_FUNCTION,
        NativeKind::Method => types::METHOD_DESCRIPTOR,
        NativeKind::ClassMethod => types::METHOD_DESCRIPTOR,
        NativeKind::Getter { .. } => types::GETSET_DESCRIPTOR,
    }
}

/// Picoseconds for each byte of bytes or text that is copied as a whole.
pub const COPIED_BYTE_PICOS: u64 = 50;

impl Core {
    /// Adds picoseconds to what the instruction being run costs.
    #[inline]
    pub fn charge(&mut self, picos: u64) {
        self.extra_cost += picos;
    }
    /// Charges for touching `n` items or bytes in bulk.
    #[inline]
    pub fn charge_items(&mut self, n: usize) {
        let cost = (n as u64).saturating_mul(u64::from(self.profile.costs.item));
        self.extra_cost = self.extra_cost.saturating_add(cost);
    }
    /// MemoryError when `bytes` more would pass the limit. Ask before making something large.
    pub fn reserve(&mut self, bytes: usize) -> Result<(), Break> {
        if self.heap.bytes().saturating_add(bytes) > self.heap.limit {
            return Err(self.raise_bare(types::MEMORY_ERROR));
        }
        Ok(())
    }
    /// The items of an iterable argument. Builtin containers and iterators are read here; anything else is turned into a
    /// list by Python code first and the native called again.
    pub fn items(&mut self, args: &[Value], arg: usize) -> Result<Vec<Value>, Break> {
        match self.collect(args[arg])? {
            Some(items) => Ok(items),
            None => Err(Break::Convert { arg, to: Conversion::List }),
        }
    }
    /// An argument that must be an integer and fit 64 bits; `__index__` is honoured.
    pub fn index_arg(&mut self, args: &[Value], arg: usize) -> Result<i64, Break> {
        if let Some(i) = self.heap.as_i64(args[arg]) {
            return Ok(i);
        }
        if self.heap.as_bigint(args[arg]).is_some() {
            return Err(self.overflow_error("Python int too large to convert to C ssize_t"));
        }
        let class = self.class_of(args[arg]);
        if self.lookup(class, super::names::INDEX).is_some() {
            return Err(Break::Convert { arg, to: Conversion::Index });
        }
        let text = format!("'{}' object cannot be interpreted as an integer", self.type_name(args[arg]));
        Err(self.type_error(text))
    }
    /// An argument that must be a real number; ints are converted, `__float__` and `__index__` are honoured.
    pub fn float_arg(&mut self, args: &[Value], arg: usize) -> Result<f64, Break> {
        match self.heap.plain(args[arg]) {
            Value::Float(x) => return Ok(x),
            Value::Int(i) => return Ok(i as f64),
            Value::Bool(b) => return Ok(f64::from(u8::from(b))),
            _ => {}
        }
        if let Some(big) = self.heap.as_bigint(args[arg]) {
            let x = super::ops::big_to_f64(&big);
            return if x.is_finite() { Ok(x) } else { Err(self.overflow_error("int too large to convert to float")) };
        }
        let class = self.class_of(args[arg]);
        if self.lookup(class, super::names::FLOAT).is_some() || self.lookup(class, super::names::INDEX).is_some() {
            return Err(Break::Convert { arg, to: Conversion::Float });
        }
        let text = format!("must be real number, not {}", self.type_name(args[arg]));
        Err(self.type_error(text))
    }
    /// A str argument's text, or the TypeError `f() argument must be str, not int`.
    pub fn str_arg(&mut self, args: &[Value], arg: usize, what: &str) -> Result<SmolStr, Break> {
        match self.heap.as_str(args[arg]) {
            Some(text) => Ok(text.text().clone()),
            None => {
                let text = format!("{what} must be str, not {}", self.type_name(args[arg]));
                Err(self.type_error(text))
            }
        }
    }
    /// The truth of an argument; `__bool__` and `__len__` written in Python are honoured.
    pub fn truth_arg(&mut self, args: &[Value], arg: usize) -> Result<bool, Break> {
        match self.truth(args[arg]) {
            Some(truth) => Ok(truth),
            None => Err(Break::Convert { arg, to: Conversion::Bool }),
        }
    }
}

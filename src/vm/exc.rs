//! Exceptions: the objects, making them from native code, and unwinding.
//!
//! Sources: `Objects/exceptions.c`, `Python/errors.c`, `Python/ceval.c` (`exception_unwind`), `Python/traceback.c`.

use super::core::Core;
use super::native::Break;
use super::types;
use super::value::{Obj, Value};
use crate::base::ids::CodeId;

/// An exception object. Subclasses written in Python have the same layout.
#[derive(Clone, Debug)]
pub struct ExcData {
    pub class: Obj,
    /// `args`: always a tuple.
    pub args: Value,
    /// `Null` when there is none.
    pub cause: Value,
    pub context: Value,
    pub suppress_context: bool,
    /// Innermost last pushed first: as unwinding went through frames.
    pub traceback: Vec<TracebackEntry>,
    /// Attributes set on it, `__notes__` among them: `Null` or a dict.
    pub dict: Value,
    /// The name that was probably meant, for a NameError: `Null` or a str.
    pub suggestion: Value,
}

/// A frame that an exception went through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TracebackEntry {
    pub code: CodeId,
    /// The instruction that raised or called.
    pub at: u32,
}

impl Core {
    /// A new exception of a builtin class with these arguments; not yet raised.
    pub fn new_exception(&mut self, class: Obj, args: &[Value]) -> Obj {
        let args = self.heap.tuple(args);
        let exc = ExcData {
            class,
            args,
            cause: Value::Null,
            context: Value::Null,
            suppress_context: false,
            traceback: Vec::new(),
            dict: Value::Null,
            suggestion: Value::Null,
        };
        self.heap.alloc(super::object::Object::Exception(Box::new(exc)))
    }
    /// `Err(core.raise(types::VALUE_ERROR, "text"))`
    #[cold]
    pub fn raise(&mut self, class: Obj, text: impl AsRef<str>) -> Break {
        let text = self.heap.str(text.as_ref());
        Break::Raise(self.new_exception(class, &[text]))
    }
    #[cold]
    pub fn raise_value(&mut self, class: Obj, arg: Value) -> Break {
        Break::Raise(self.new_exception(class, &[arg]))
    }
    #[cold]
    pub fn raise_bare(&mut self, class: Obj) -> Break {
        Break::Raise(self.new_exception(class, &[]))
    }
    #[cold]
    pub fn type_error(&mut self, text: impl AsRef<str>) -> Break {
        self.raise(types::TYPE_ERROR, text)
    }
    #[cold]
    pub fn value_error(&mut self, text: impl AsRef<str>) -> Break {
        self.raise(types::VALUE_ERROR, text)
    }
    #[cold]
    pub fn index_error(&mut self, text: impl AsRef<str>) -> Break {
        self.raise(types::INDEX_ERROR, text)
    }
    #[cold]
    pub fn overflow_error(&mut self, text: impl AsRef<str>) -> Break {
        self.raise(types::OVERFLOW_ERROR, text)
    }
    #[cold]
    pub fn zero_division(&mut self, text: impl AsRef<str>) -> Break {
        self.raise(types::ZERO_DIVISION_ERROR, text)
    }
    #[cold]
    pub fn runtime_error(&mut self, text: impl AsRef<str>) -> Break {
        self.raise(types::RUNTIME_ERROR, text)
    }
    /// `KeyError(key)`
    #[cold]
    pub fn key_error(&mut self, key: Value) -> Break {
        self.raise_value(types::KEY_ERROR, key)
    }
    /// `AttributeError` with `name` and `obj` set, as "Did you mean" needs.
    #[cold]
    pub fn attribute_error(&mut self, owner: Value, name: Obj, text: impl AsRef<str>) -> Break {
        let text = self.heap.str(text.as_ref());
        let exc = self.new_exception(types::ATTRIBUTE_ERROR, &[text]);
        self.exception_set(exc, super::names::NAME_ATTR, Value::Obj(name));
        self.exception_set(exc, super::names::OBJ_ATTR, owner);
        Break::Raise(exc)
    }
    /// Sets an attribute of an exception object.
    pub fn exception_set(&mut self, exc: Obj, name: Obj, value: Value) {
        let dict = match self.heap.as_exception(Value::Obj(exc)).map(|exc| exc.dict) {
            Some(Value::Null) => {
                let dict = self.heap.dict(super::dict::Dict::new());
                if let Some(exc) = self.heap.as_exception_mut(Value::Obj(exc)) {
                    exc.dict = dict;
                }
                dict
            }
            Some(dict) => dict,
            None => return,
        };
        self.dict_set_name(dict, name, value);
    }
}

//! The builtin types' methods and the native modules: tables of natives, one file for each type or module.
//!
//! To add a method: write `fn(&mut Core, &[Value]) -> NativeResult`, add a row to its file's table. To add a type or module:
//! add its table here. See `native.rs` for what a native may do, `list.rs` for an example.

mod list;

use super::native::{ModuleDef, TypeDef};

/// Natives of the builtin classes.
pub static TYPES: &[&TypeDef] = &[&list::LIST];

/// Native modules.
pub static MODULES: &[&ModuleDef] = &[&functions::BUILTINS];

mod functions;

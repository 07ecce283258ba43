//! The class `str`: its methods are in `str_methods.rs` and `str_case.rs`, formatting in `format.rs`.

use crate::vm::native::TypeDef;
use crate::vm::types;

pub static STR: TypeDef = TypeDef::new(types::STR, super::str_methods::METHODS);
pub static STR_CASE: TypeDef = TypeDef::new(types::STR, super::str_case::METHODS);
pub static STR_FORMAT: TypeDef = TypeDef::new(types::STR, super::format::STR_METHODS);
pub static INT_FORMAT: TypeDef = TypeDef::new(types::INT, super::format::FORMAT_METHOD);
pub static FLOAT_FORMAT: TypeDef = TypeDef::new(types::FLOAT, super::format::FORMAT_METHOD);

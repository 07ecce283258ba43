//! The prelude: hidden Python code that does what a native or a slow path cannot, since it must run Python.
//!
//! Its frames have no switch points, do not show in tracebacks and do not count for the recursion limit. What it needs of
//! the machine beyond Python it gets from natives of the hidden module `_vm` (see `builtins/vm_module.rs`).

/// A function of the prelude: its place in [`NAMES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PreludeFn(pub u16);

/// The prelude's source files, run in this order at boot into one namespace.
pub const SOURCES: &[(&str, &str)] = &[
    ("<prelude/core>", include_str!("core.py")),
    ("<prelude/builtins>", include_str!("builtins.py")),
    ("<prelude/containers>", include_str!("containers.py")),
];

macro_rules! prelude_functions {
    ($($const:ident = $name:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($const,)* }
        $(pub const $const: PreludeFn = PreludeFn(Place::$const as u16);)*
        /// The Python names, in order.
        pub const NAMES: &[&str] = &[$($name,)*];
    };
}

prelude_functions! {
    CONVERT_ARG = "convert_arg";
    LIST_REMOVE = "list_remove";
    LIST_SORT_KEY = "list_sort_key";
    LIST_SORT_SLOW = "list_sort_slow";
    SEQUENCE_COUNT = "sequence_count";
    SEQUENCE_INDEX = "sequence_index";
    DICT_FROMKEYS = "dict_fromkeys";
    DICT_GET = "dict_get";
    DICT_POP = "dict_pop";
    DICT_SETDEFAULT = "dict_setdefault";
    DICT_UPDATE = "dict_update";
    VIEW_ISDISJOINT = "view_isdisjoint";
    SET_ADD = "set_add";
    SET_DISCARD = "set_discard";
    SET_REMOVE = "set_remove";
    SET_OPERATION = "set_operation";
    STR_TRANSLATE = "str_translate";
    STR_PERCENT = "str_percent";
    STR_FORMAT = "str_format";
    FORMAT_OBJECT = "format_object";
    DICT_GETITEM = "dict_getitem";
    DICT_SETITEM = "dict_setitem";
    DICT_DELITEM = "dict_delitem";
    DICT_CONTAINS = "dict_contains";
    DICT_EQ = "dict_eq";
    SET_CONTAINS = "set_contains";
    SET_EQ = "set_eq";
}

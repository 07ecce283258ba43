//! The prelude: hidden Python code that does what a native or a slow path cannot, since it must run Python.
//!
//! Its frames have no switch points, do not show in tracebacks and do not count for the recursion limit. What it needs of
//! the machine beyond Python it gets from natives of the hidden module `_vm` (see `builtins/vm_module.rs`).

use super::types;
use super::value::Obj;

/// A function of the prelude: its place in [`NAMES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PreludeFn(pub u16);

/// The source that is run when all functions are known.
pub const CLASSES: (&str, &str) = ("<prelude/classes>", include_str!("classes.py"));

/// The prelude's source files of functions, run in this order at boot into one namespace.
pub const SOURCES: &[(&str, &str)] = &[
    ("<prelude/core>", include_str!("core.py")),
    ("<prelude/builtins>", include_str!("builtins.py")),
    ("<prelude/containers>", include_str!("containers.py")),
];

/// Functions that become methods of builtin classes: class, method, function.
pub const METHODS: &[(Obj, &str, &str)] = &[
    (types::OBJECT, "__reduce_ex__", "object_reduce_ex"),
    (types::OBJECT, "__reduce__", "object_reduce"),
    (types::OBJECT, "__getstate__", "object_getstate"),
    (types::BYTES, "expandtabs", "bytes_expandtabs"),
    (types::BYTES, "istitle", "bytes_istitle"),
    (types::BYTEARRAY, "expandtabs", "bytes_expandtabs"),
    (types::BYTEARRAY, "istitle", "bytes_istitle"),
    (types::LIST, "__reversed__", "sequence_reversed"),
    (types::RANGE, "__reversed__", "sequence_reversed"),
    (types::MAPPINGPROXY, "__or__", "proxy_or"),
    (types::MAPPINGPROXY, "__ror__", "proxy_ror"),
    (types::BASE_EXCEPTION_GROUP, "derive", "group_derive"),
    (types::BASE_EXCEPTION_GROUP, "split", "group_split"),
    (types::BASE_EXCEPTION_GROUP, "subgroup", "group_subgroup"),
    (types::BASE_EXCEPTION_GROUP, "__str__", "group_str"),
    (types::BASE_EXCEPTION_GROUP, "__repr__", "group_repr"),
];

/// What the prelude makes that is a builtin name.
pub const BUILTINS: &[&str] = &["aiter", "anext", "exit", "memoryview", "open", "quit"];

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
    CODE_ATTRIBUTE = "code_attribute";
    EVAL_SOURCE = "eval_source";
    EXEC_SOURCE = "exec_source";
    HASATTR_PLAIN = "hasattr_plain";
    INDEX_OF = "index_of";
    LAZY_ATTRIBUTE = "lazy_attribute";
    FLOAT_OF = "float_of";
    INT_OF = "int_of";
    COMPLEX_OF = "complex_of";
    BOOL_OF = "bool_of";
    HASH_OF = "hash_of";
    HASH_TUPLE = "hash_tuple";
    LEN_OF = "len_of";
    INIT_OBJECT = "init_object";
    NEW_OBJECT = "new_object";
    MAKE_TYPEVAR = "make_typevar";
    MAKE_PARAMSPEC = "make_paramspec";
    MAKE_TYPEVARTUPLE = "make_typevartuple";
    MAKE_GETITEM = "make_getitem";
    MAKE_ALIAS = "make_alias";
    MAKE_TEMPLATE = "make_template";
    SUPER_ATTR = "super_attr";
    RAISE_CLASS = "raise_class";
    RAISE_FROM = "raise_from";
    MAP_NEXT = "map_next";
    FILTER_NEXT = "filter_next";
    ZIP_NEXT = "zip_next";
    ENUMERATE_NEXT = "enumerate_next";
    CALLABLE_NEXT = "callable_next";
    GETITEM_NEXT = "getitem_next";
    NEXT_DEFAULT = "next_default";
    NEXT_OF = "next_of";
    UNPACK = "unpack";
    LIST_OF = "list_of";
    LIST_EXTEND = "list_extend";
    LIST_IADD = "list_iadd";
    SET_EXTEND = "set_extend";
    DICT_EXTEND = "dict_extend";
    BUILD_SET = "build_set";
    BUILD_MAP = "build_map";
    DICT_OR = "dict_or";
    DICT_IOR = "dict_ior";
    SET_IOR = "set_ior";
    SET_OP = "set_op";
    INPLACE = "inplace";
    REPEAT = "repeat";
    CONTAINS = "contains";
    GETITEM_SLICE = "getitem_slice";
    GETITEM_INDEX = "getitem_index";
    SETITEM_INDEX = "setitem_index";
    SET_SLICE = "set_slice";
    CALL_EX = "call_ex";
    CONVERT_VALUE = "convert_value";
    STR_OF = "str_of";
    REPR_OF = "repr_of";
    CONTAINER_REPR = "container_repr";
    ASCII_OF = "ascii_of";
    FORMAT_WITH = "format_with";
    ITEMS_EQ = "items_eq";
    ITEMS_ORDER = "items_order";
    VIEWS_EQ = "views_eq";
    NOT_EQUAL = "not_equal";
    BUILD_CLASS = "build_class";
    TYPE_NEW = "type_new";
    ANNOTATIONS_OF = "annotations_of";
    INSTANCE_CHECK = "instance_check";
    SUBCLASS_CHECK = "subclass_check";
    GETATTR_DEFAULT = "getattr_default";
    GETATTR_FALLBACK = "getattr_fallback";
    HASATTR_CALL = "hasattr_call";
    CALL_DISCARD = "call_discard";
    EG_MATCH = "eg_match";
    PREP_RERAISE_STAR = "prep_reraise_star";
    OS_ERROR_STR = "os_error_str";
    MATCH_KEYS = "match_keys";
    MATCH_CLASS = "match_class";
    RUN_MODULE = "run_module";
    IMPORT_NAME = "import_name";
    IMPORT_FROM = "import_from";
    IMPORT_STAR = "import_star";
    ASYNC_GEN_WRAP = "async_gen_wrap";
    ASYNC_GEN_STEP = "async_gen_step";
    ASYNC_NEXT = "async_next";
    GENERATOR_CLOSE = "generator_close";
    GENERATOR_THROW = "generator_throw";
    SORTED_SLOW = "sorted_slow";
    EXTREME = "extreme";
    SUM_SLOW = "sum_slow";
    ANY_SLOW = "any_slow";
    ALL_SLOW = "all_slow";
    ANY_REST = "any_rest";
    ALL_REST = "all_rest";
    ABS_OF = "abs_of";
    ROUND_OF = "round_of";
    DIVMOD_OF = "divmod_of";
    POW_OF = "pow_of";
    REVERSED_OF = "reversed_of";
    ITER_OF = "iter_of";
    PRINT_TO = "print_to";
    INPUT_LINE = "input_line";
    DIR_OF = "dir_of";
    DIR_LOCALS = "dir_locals";
    VARS_OF = "vars_of";
    DICT_FILL = "dict_fill";
    SET_FROM = "set_from";
    FROZENSET_FROM = "frozenset_from";
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
    TRACEBACK_FRAME = "traceback_frame";
    VIEW_ISDISJOINT = "view_isdisjoint";
    SET_ADD = "set_add";
    SET_DISCARD = "set_discard";
    SET_REMOVE = "set_remove";
    SET_OPERATION = "set_operation";
    STR_TRANSLATE = "str_translate";
    DEQUE_CONTAINS = "deque_contains";
    DEQUE_REMOVE = "deque_remove";
    DEQUE_EQ = "deque_eq";
    DEQUE_REPR = "deque_repr";
    BYTES_PERCENT = "bytes_percent";
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
    SETTLE = "settle";
    FINALIZE_ALL = "finalize_all";
    ANEXT_DEFAULT = "anext_default";
}

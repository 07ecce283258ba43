//! The names that native code asks for: interned strings at fixed handles, right after the builtin classes.

use super::types::MAX_TYPES;
use super::value::Obj;

/// Handles from [`MAX_TYPES`] to here are for these names.
pub const MAX_NAMES: u32 = 256;
/// First of 128 handles for the one-character ASCII strings.
pub const ASCII: u32 = MAX_TYPES + MAX_NAMES;
/// The empty string.
pub const EMPTY: Obj = Obj(ASCII + 128);
/// The empty tuple.
pub const EMPTY_TUPLE: Obj = Obj(ASCII + 129);
/// First handle that is not fixed.
pub const FIRST_FREE: u32 = ASCII + 256;

/// The handle of a one-character ASCII string.
#[inline]
pub const fn ascii(byte: u8) -> Obj {
    Obj(ASCII + byte as u32)
}

macro_rules! fixed_names {
    ($($const:ident = $text:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Place { $($const,)* }
        $(pub const $const: Obj = Obj(MAX_TYPES + Place::$const as u32);)*
        /// In the order of their handles.
        pub const TABLE: &[&str] = &[$($text,)*];
    };
}

fixed_names! {
    NAME = "__name__"; QUALNAME = "__qualname__"; MODULE = "__module__"; DOC = "__doc__"; DICT = "__dict__";
    CLASS = "__class__"; BASES = "__bases__"; MRO = "__mro__"; SLOTS = "__slots__"; BUILTINS = "__builtins__";
    FILE = "__file__"; PATH = "__path__"; ALL = "__all__"; ANNOTATIONS = "__annotations__"; ANNOTATE = "__annotate__";
    CLASSCELL = "__classcell__"; CLASSDICT = "__classdict__"; CLASSDICTCELL = "__classdictcell__";
    FIRSTLINENO = "__firstlineno__"; STATIC_ATTRIBUTES = "__static_attributes__"; MATCH_ARGS = "__match_args__";
    NEW = "__new__"; INIT = "__init__"; DEL = "__del__"; CALL = "__call__"; PREPARE = "__prepare__";
    INIT_SUBCLASS = "__init_subclass__"; SET_NAME = "__set_name__"; INSTANCECHECK = "__instancecheck__";
    SUBCLASSCHECK = "__subclasscheck__"; CLASS_GETITEM = "__class_getitem__"; MRO_ENTRIES = "__mro_entries__";
    GETATTRIBUTE = "__getattribute__"; GETATTR = "__getattr__"; SETATTR = "__setattr__"; DELATTR = "__delattr__";
    GET = "__get__"; SET = "__set__"; DELETE = "__delete__"; DIR = "__dir__";
    REPR = "__repr__"; STR = "__str__"; FORMAT = "__format__"; BYTES = "__bytes__"; HASH = "__hash__"; BOOL = "__bool__";
    EQ = "__eq__"; NE = "__ne__"; LT = "__lt__"; LE = "__le__"; GT = "__gt__"; GE = "__ge__";
    LEN = "__len__"; LENGTH_HINT = "__length_hint__"; GETITEM = "__getitem__"; SETITEM = "__setitem__";
    DELITEM = "__delitem__"; MISSING = "__missing__"; ITER = "__iter__"; NEXT = "__next__"; REVERSED = "__reversed__";
    CONTAINS = "__contains__"; KEYS = "keys";
    INT = "__int__"; FLOAT = "__float__"; COMPLEX = "__complex__"; INDEX = "__index__"; ROUND = "__round__";
    TRUNC = "__trunc__"; FLOOR = "__floor__"; CEIL = "__ceil__"; DIVMOD = "__divmod__"; RDIVMOD = "__rdivmod__";
    NEG = "__neg__"; POS = "__pos__"; ABS = "__abs__"; INVERT = "__invert__";
    ADD = "__add__"; AND = "__and__"; FLOORDIV = "__floordiv__"; LSHIFT = "__lshift__"; MATMUL = "__matmul__";
    MUL = "__mul__"; MOD = "__mod__"; OR = "__or__"; POW = "__pow__"; RSHIFT = "__rshift__"; SUB = "__sub__";
    TRUEDIV = "__truediv__"; XOR = "__xor__";
    RADD = "__radd__"; RAND = "__rand__"; RFLOORDIV = "__rfloordiv__"; RLSHIFT = "__rlshift__"; RMATMUL = "__rmatmul__";
    RMUL = "__rmul__"; RMOD = "__rmod__"; ROR = "__ror__"; RPOW = "__rpow__"; RRSHIFT = "__rrshift__"; RSUB = "__rsub__";
    RTRUEDIV = "__rtruediv__"; RXOR = "__rxor__";
    IADD = "__iadd__"; IAND = "__iand__"; IFLOORDIV = "__ifloordiv__"; ILSHIFT = "__ilshift__"; IMATMUL = "__imatmul__";
    IMUL = "__imul__"; IMOD = "__imod__"; IOR = "__ior__"; IPOW = "__ipow__"; IRSHIFT = "__irshift__"; ISUB = "__isub__";
    ITRUEDIV = "__itruediv__"; IXOR = "__ixor__";
    ENTER = "__enter__"; EXIT = "__exit__"; AENTER = "__aenter__"; AEXIT = "__aexit__"; AWAIT = "__await__";
    AITER = "__aiter__"; ANEXT = "__anext__"; SEND = "send"; THROW = "throw"; CLOSE = "close";
    FGET = "fget"; FSET = "fset"; FDEL = "fdel"; FUNC = "__func__"; SELF = "__self__"; WRAPPED = "__wrapped__";
    CODE = "__code__"; DEFAULTS = "__defaults__"; KWDEFAULTS = "__kwdefaults__"; CLOSURE = "__closure__";
    GLOBALS = "__globals__"; TYPE_PARAMS = "__type_params__";
    ARGS = "args"; CAUSE = "__cause__"; CONTEXT = "__context__"; SUPPRESS_CONTEXT = "__suppress_context__";
    TRACEBACK = "__traceback__"; NOTES = "__notes__"; VALUE = "value"; MAIN = "__main__"; METACLASS = "metaclass";
    ABSTRACT_METHODS = "__abstractmethods__"; IS_ABSTRACT = "__isabstractmethod__"; ISABSTRACT_FLAG = "__abstract__";
    LAMBDA = "<lambda>"; BUILTINS_MODULE = "builtins"; WEAKREF = "__weakref__"; ORIG_BASES = "__orig_bases__";
    MESSAGE = "message"; EXCEPTIONS = "exceptions"; CODE_ATTR = "code"; ERRNO = "errno"; STRERROR = "strerror"; FILENAME2 = "filename2";
    LINENO = "lineno"; OFFSET = "offset"; TEXT = "text"; END_LINENO = "end_lineno"; END_OFFSET = "end_offset";
    FILENAME = "filename"; NAME_ATTR = "name"; OBJ_ATTR = "obj"; LOADER = "__loader__"; SPEC = "__spec__";
    PACKAGE = "__package__"; REDUCE = "__reduce__"; GETSTATE = "__getstate__"; SIZEOF = "__sizeof__"; FSPATH = "__fspath__";
    PATH_ATTR = "path"; MSG = "msg"; EXCEPTIONS_KEPT = "_exceptions"; COPY = "__copy__"; DEEPCOPY = "__deepcopy__"; POST_INIT = "__post_init__"; SUBCLASSES = "__subclasses__";
}

const _: () = assert!(TABLE.len() <= MAX_NAMES as usize);

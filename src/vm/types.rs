//! The builtin classes: each at a fixed handle, so that native code names them as constants.

use super::class::Layout;
use super::heap::Heap;
use super::iter::Iter;
use super::object::{Object, ViewKind};
use super::value::{Obj, Value};
use crate::lang::code::Kind;

/// Handles below this are for builtin classes.
pub const MAX_TYPES: u32 = 256;

/// A row of the table of builtin classes.
#[derive(Clone, Copy, Debug)]
pub struct TypeRow {
    pub class: Obj,
    pub name: &'static str,
    /// `__module__`
    pub module: &'static str,
    pub base: Obj,
    /// A second base, for the few exceptions that have two.
    pub also: Option<Obj>,
    pub layout: Layout,
}

macro_rules! builtin_types {
    ($($const:ident = $name:literal in $module:literal, $base:ident $(+ $also:ident)?, $layout:ident;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Place { $($const,)* }
        $(pub const $const: Obj = Obj(Place::$const as u32);)*
        /// All builtin classes; a base comes before its subclasses.
        pub const TABLE: &[TypeRow] = &[$(TypeRow {
            class: $const, name: $name, module: $module, base: $base,
            also: { let _also: Option<Obj> = None; $(let _also = Some($also);)? _also },
            layout: Layout::$layout,
        },)*];
    };
}

builtin_types! {
    OBJECT = "object" in "builtins", OBJECT, Object;
    TYPE = "type" in "builtins", OBJECT, Type;
    NONE_TYPE = "NoneType" in "builtins", OBJECT, Sealed;
    ELLIPSIS_TYPE = "ellipsis" in "builtins", OBJECT, Sealed;
    NOT_IMPLEMENTED_TYPE = "NotImplementedType" in "builtins", OBJECT, Sealed;
    INT = "int" in "builtins", OBJECT, Int;
    BOOL = "bool" in "builtins", INT, Sealed;
    FLOAT = "float" in "builtins", OBJECT, Float;
    COMPLEX = "complex" in "builtins", OBJECT, Complex;
    STR = "str" in "builtins", OBJECT, Str;
    BYTES = "bytes" in "builtins", OBJECT, Bytes;
    BYTEARRAY = "bytearray" in "builtins", OBJECT, ByteArray;
    TUPLE = "tuple" in "builtins", OBJECT, Tuple;
    LIST = "list" in "builtins", OBJECT, List;
    DICT = "dict" in "builtins", OBJECT, Dict;
    SET = "set" in "builtins", OBJECT, Set;
    FROZENSET = "frozenset" in "builtins", OBJECT, FrozenSet;
    RANGE = "range" in "builtins", OBJECT, Sealed;
    SLICE = "slice" in "builtins", OBJECT, Sealed;
    FUNCTION = "function" in "builtins", OBJECT, Sealed;
    BUILTIN_FUNCTION = "builtin_function_or_method" in "builtins", OBJECT, Sealed;
    METHOD_DESCRIPTOR = "method_descriptor" in "builtins", OBJECT, Sealed;
    GETSET_DESCRIPTOR = "getset_descriptor" in "builtins", OBJECT, Sealed;
    METHOD = "method" in "builtins", OBJECT, Sealed;
    CELL = "cell" in "builtins", OBJECT, Sealed;
    CODE = "code" in "builtins", OBJECT, Sealed;
    MODULE = "module" in "builtins", OBJECT, Module;
    PROPERTY = "property" in "builtins", OBJECT, Property;
    STATICMETHOD = "staticmethod" in "builtins", OBJECT, StaticMethod;
    CLASSMETHOD = "classmethod" in "builtins", OBJECT, ClassMethod;
    MEMBER_DESCRIPTOR = "member_descriptor" in "builtins", OBJECT, Sealed;
    SUPER = "super" in "builtins", OBJECT, Sealed;
    MAPPINGPROXY = "mappingproxy" in "builtins", OBJECT, Sealed;
    DICT_KEYS = "dict_keys" in "builtins", OBJECT, Sealed;
    DICT_VALUES = "dict_values" in "builtins", OBJECT, Sealed;
    DICT_ITEMS = "dict_items" in "builtins", OBJECT, Sealed;
    TRACEBACK = "traceback" in "builtins", OBJECT, Sealed;
    FRAME = "frame" in "builtins", OBJECT, Sealed;
    GENERIC_ALIAS = "GenericAlias" in "types", OBJECT, Sealed;
    UNION = "Union" in "typing", OBJECT, Sealed;
    LOCK = "lock" in "_thread", OBJECT, Sealed;
    RLOCK = "RLock" in "_thread", OBJECT, Sealed;
    THREAD_LOCAL = "_local" in "_thread", OBJECT, Object;
    GENERATOR = "generator" in "builtins", OBJECT, Sealed;
    COROUTINE = "coroutine" in "builtins", OBJECT, Sealed;
    ASYNC_GENERATOR = "async_generator" in "builtins", OBJECT, Sealed;
    ASYNC_GENERATOR_ASEND = "async_generator_asend" in "builtins", OBJECT, Sealed;
    COROUTINE_WRAPPER = "coroutine_wrapper" in "builtins", OBJECT, Sealed;
    LIST_ITERATOR = "list_iterator" in "builtins", OBJECT, Sealed;
    LIST_REVERSEITERATOR = "list_reverseiterator" in "builtins", OBJECT, Sealed;
    TUPLE_ITERATOR = "tuple_iterator" in "builtins", OBJECT, Sealed;
    STR_ITERATOR = "str_iterator" in "builtins", OBJECT, Sealed;
    BYTES_ITERATOR = "bytes_iterator" in "builtins", OBJECT, Sealed;
    BYTEARRAY_ITERATOR = "bytearray_iterator" in "builtins", OBJECT, Sealed;
    RANGE_ITERATOR = "range_iterator" in "builtins", OBJECT, Sealed;
    DICT_KEYITERATOR = "dict_keyiterator" in "builtins", OBJECT, Sealed;
    DICT_VALUEITERATOR = "dict_valueiterator" in "builtins", OBJECT, Sealed;
    DICT_ITEMITERATOR = "dict_itemiterator" in "builtins", OBJECT, Sealed;
    SET_ITERATOR = "set_iterator" in "builtins", OBJECT, Sealed;
    ENUMERATE = "enumerate" in "builtins", OBJECT, Sealed;
    ZIP = "zip" in "builtins", OBJECT, Sealed;
    MAP = "map" in "builtins", OBJECT, Sealed;
    FILTER = "filter" in "builtins", OBJECT, Sealed;
    REVERSED = "reversed" in "builtins", OBJECT, Sealed;
    SEQUENCE_ITERATOR = "iterator" in "builtins", OBJECT, Sealed;
    CALLABLE_ITERATOR = "callable_iterator" in "builtins", OBJECT, Sealed;
    RANDOM = "Random" in "_random", OBJECT, Opaque;
    DEQUE = "deque" in "collections", OBJECT, Opaque;
    DEQUE_ITERATOR = "_deque_iterator" in "collections", OBJECT, Sealed;
    HASH_STATE = "HASH" in "_hashlib", OBJECT, Opaque;
    PATTERN = "Pattern" in "re", OBJECT, Opaque;
    MATCH = "Match" in "re", OBJECT, Opaque;

    BASE_EXCEPTION = "BaseException" in "builtins", OBJECT, Exception;
    EXCEPTION = "Exception" in "builtins", BASE_EXCEPTION, Exception;
    SYSTEM_EXIT = "SystemExit" in "builtins", BASE_EXCEPTION, Exception;
    KEYBOARD_INTERRUPT = "KeyboardInterrupt" in "builtins", BASE_EXCEPTION, Exception;
    GENERATOR_EXIT = "GeneratorExit" in "builtins", BASE_EXCEPTION, Exception;
    BASE_EXCEPTION_GROUP = "BaseExceptionGroup" in "builtins", BASE_EXCEPTION, Exception;
    EXCEPTION_GROUP = "ExceptionGroup" in "builtins", BASE_EXCEPTION_GROUP + EXCEPTION, Exception;
    STOP_ITERATION = "StopIteration" in "builtins", EXCEPTION, Exception;
    STOP_ASYNC_ITERATION = "StopAsyncIteration" in "builtins", EXCEPTION, Exception;
    ARITHMETIC_ERROR = "ArithmeticError" in "builtins", EXCEPTION, Exception;
    FLOATING_POINT_ERROR = "FloatingPointError" in "builtins", ARITHMETIC_ERROR, Exception;
    OVERFLOW_ERROR = "OverflowError" in "builtins", ARITHMETIC_ERROR, Exception;
    ZERO_DIVISION_ERROR = "ZeroDivisionError" in "builtins", ARITHMETIC_ERROR, Exception;
    ASSERTION_ERROR = "AssertionError" in "builtins", EXCEPTION, Exception;
    ATTRIBUTE_ERROR = "AttributeError" in "builtins", EXCEPTION, Exception;
    BUFFER_ERROR = "BufferError" in "builtins", EXCEPTION, Exception;
    EOF_ERROR = "EOFError" in "builtins", EXCEPTION, Exception;
    IMPORT_ERROR = "ImportError" in "builtins", EXCEPTION, Exception;
    MODULE_NOT_FOUND_ERROR = "ModuleNotFoundError" in "builtins", IMPORT_ERROR, Exception;
    LOOKUP_ERROR = "LookupError" in "builtins", EXCEPTION, Exception;
    INDEX_ERROR = "IndexError" in "builtins", LOOKUP_ERROR, Exception;
    KEY_ERROR = "KeyError" in "builtins", LOOKUP_ERROR, Exception;
    MEMORY_ERROR = "MemoryError" in "builtins", EXCEPTION, Exception;
    NAME_ERROR = "NameError" in "builtins", EXCEPTION, Exception;
    UNBOUND_LOCAL_ERROR = "UnboundLocalError" in "builtins", NAME_ERROR, Exception;
    OS_ERROR = "OSError" in "builtins", EXCEPTION, Exception;
    BLOCKING_IO_ERROR = "BlockingIOError" in "builtins", OS_ERROR, Exception;
    CHILD_PROCESS_ERROR = "ChildProcessError" in "builtins", OS_ERROR, Exception;
    CONNECTION_ERROR = "ConnectionError" in "builtins", OS_ERROR, Exception;
    BROKEN_PIPE_ERROR = "BrokenPipeError" in "builtins", CONNECTION_ERROR, Exception;
    CONNECTION_ABORTED_ERROR = "ConnectionAbortedError" in "builtins", CONNECTION_ERROR, Exception;
    CONNECTION_REFUSED_ERROR = "ConnectionRefusedError" in "builtins", CONNECTION_ERROR, Exception;
    CONNECTION_RESET_ERROR = "ConnectionResetError" in "builtins", CONNECTION_ERROR, Exception;
    FILE_EXISTS_ERROR = "FileExistsError" in "builtins", OS_ERROR, Exception;
    FILE_NOT_FOUND_ERROR = "FileNotFoundError" in "builtins", OS_ERROR, Exception;
    INTERRUPTED_ERROR = "InterruptedError" in "builtins", OS_ERROR, Exception;
    IS_A_DIRECTORY_ERROR = "IsADirectoryError" in "builtins", OS_ERROR, Exception;
    NOT_A_DIRECTORY_ERROR = "NotADirectoryError" in "builtins", OS_ERROR, Exception;
    PERMISSION_ERROR = "PermissionError" in "builtins", OS_ERROR, Exception;
    PROCESS_LOOKUP_ERROR = "ProcessLookupError" in "builtins", OS_ERROR, Exception;
    TIMEOUT_ERROR = "TimeoutError" in "builtins", OS_ERROR, Exception;
    REFERENCE_ERROR = "ReferenceError" in "builtins", EXCEPTION, Exception;
    RUNTIME_ERROR = "RuntimeError" in "builtins", EXCEPTION, Exception;
    NOT_IMPLEMENTED_ERROR = "NotImplementedError" in "builtins", RUNTIME_ERROR, Exception;
    PYTHON_FINALIZATION_ERROR = "PythonFinalizationError" in "builtins", RUNTIME_ERROR, Exception;
    RECURSION_ERROR = "RecursionError" in "builtins", RUNTIME_ERROR, Exception;
    SYNTAX_ERROR = "SyntaxError" in "builtins", EXCEPTION, Exception;
    INDENTATION_ERROR = "IndentationError" in "builtins", SYNTAX_ERROR, Exception;
    TAB_ERROR = "TabError" in "builtins", INDENTATION_ERROR, Exception;
    SYSTEM_ERROR = "SystemError" in "builtins", EXCEPTION, Exception;
    TYPE_ERROR = "TypeError" in "builtins", EXCEPTION, Exception;
    VALUE_ERROR = "ValueError" in "builtins", EXCEPTION, Exception;
    UNICODE_ERROR = "UnicodeError" in "builtins", VALUE_ERROR, Exception;
    UNICODE_DECODE_ERROR = "UnicodeDecodeError" in "builtins", UNICODE_ERROR, Exception;
    UNICODE_ENCODE_ERROR = "UnicodeEncodeError" in "builtins", UNICODE_ERROR, Exception;
    WARNING = "Warning" in "builtins", EXCEPTION, Exception;
    BYTES_WARNING = "BytesWarning" in "builtins", WARNING, Exception;
    DEPRECATION_WARNING = "DeprecationWarning" in "builtins", WARNING, Exception;
    FUTURE_WARNING = "FutureWarning" in "builtins", WARNING, Exception;
    IMPORT_WARNING = "ImportWarning" in "builtins", WARNING, Exception;
    PENDING_DEPRECATION_WARNING = "PendingDeprecationWarning" in "builtins", WARNING, Exception;
    RESOURCE_WARNING = "ResourceWarning" in "builtins", WARNING, Exception;
    RUNTIME_WARNING = "RuntimeWarning" in "builtins", WARNING, Exception;
    SYNTAX_WARNING = "SyntaxWarning" in "builtins", WARNING, Exception;
    UNICODE_WARNING = "UnicodeWarning" in "builtins", WARNING, Exception;
    USER_WARNING = "UserWarning" in "builtins", WARNING, Exception;
}

const _: () = assert!(TABLE.len() <= MAX_TYPES as usize);

/// The class of a value of the commonest builtin types.
#[inline(always)]
pub(super) fn common_class(heap: &Heap, value: &Value) -> Option<Obj> {
    Some(match value {
        Value::Int(_) => INT,
        Value::Float(_) => FLOAT,
        Value::None => NONE_TYPE,
        Value::Obj(obj) => match heap.get(*obj) {
            Object::Str(_) => STR,
            Object::List(_) => LIST,
            Object::Tuple(_) => TUPLE,
            Object::Dict(_) => DICT,
            Object::Set(_) => SET,
            _ => return None,
        },
        _ => return None,
    })
}

/// The class of a value.
#[inline]
pub fn class_of(heap: &Heap, value: Value) -> Obj {
    match value {
        Value::Int(_) => INT,
        Value::Float(_) => FLOAT,
        Value::Obj(obj) => class_of_object(heap, obj),
        Value::Bool(_) => BOOL,
        Value::None | Value::Null => NONE_TYPE,
        Value::Ellipsis => ELLIPSIS_TYPE,
        Value::NotImplemented => NOT_IMPLEMENTED_TYPE,
        Value::Native(id) => super::native::class_of_native(id),
    }
}

fn class_of_object(heap: &Heap, obj: Obj) -> Obj {
    match heap.get(obj) {
        Object::Instance(instance) => instance.class,
        Object::Str(_) => STR,
        Object::List(_) => LIST,
        Object::Tuple(_) => TUPLE,
        Object::Dict(_) => DICT,
        Object::Exception(exc) => exc.class,
        Object::Class(class) => class.metaclass,
        Object::Function(_) => FUNCTION,
        Object::BoundMethod { func: Value::Native(_), .. } => BUILTIN_FUNCTION,
        Object::BoundMethod { .. } => METHOD,
        Object::BigInt(_) => INT,
        Object::Complex(..) => COMPLEX,
        Object::Bytes(_) => BYTES,
        Object::ByteArray(_) => BYTEARRAY,
        Object::Set(_) => SET,
        Object::FrozenSet(_) => FROZENSET,
        Object::Range { .. } => RANGE,
        Object::Slice(_) => SLICE,
        Object::Cell(_) => CELL,
        Object::Boxed(inner) => class_of(heap, *inner),
        Object::Iter(iter) => class_of_iter(heap, iter),
        Object::Generator(generator) => match generator.kind {
            Kind::Coroutine => COROUTINE,
            Kind::AsyncGenerator => ASYNC_GENERATOR,
            _ => GENERATOR,
        },
        Object::Module { .. } => MODULE,
        Object::Property(_) => PROPERTY,
        Object::StaticMethod(_) => STATICMETHOD,
        Object::ClassMethod(_) => CLASSMETHOD,
        Object::SlotDescriptor { .. } => MEMBER_DESCRIPTOR,
        Object::Super { .. } => SUPER,
        Object::MappingProxy(_) => MAPPINGPROXY,
        Object::DictView { kind: ViewKind::Keys, .. } => DICT_KEYS,
        Object::DictView { kind: ViewKind::Values, .. } => DICT_VALUES,
        Object::DictView { kind: ViewKind::Items, .. } => DICT_ITEMS,
        Object::Code(_) => CODE,
        Object::Traceback { .. } => TRACEBACK,
        Object::Lock(lock) => {
            if lock.reentrant {
                RLOCK
            } else {
                LOCK
            }
        }
        Object::GenericAlias { .. } => GENERIC_ALIAS,
        Object::Union(_) => UNION,
        Object::Opaque { class, .. } => *class,
        Object::Free => NONE_TYPE,
    }
}

fn class_of_iter(heap: &Heap, iter: &Iter) -> Obj {
    match iter {
        Iter::Range { .. } => RANGE_ITERATOR,
        Iter::Seq { seq, .. } => match heap.get(*seq) {
            Object::List(_) => LIST_ITERATOR,
            Object::Tuple(_) => TUPLE_ITERATOR,
            Object::Str(_) => STR_ITERATOR,
            Object::Bytes(_) => BYTES_ITERATOR,
            Object::ByteArray(_) => BYTEARRAY_ITERATOR,
            _ => SEQUENCE_ITERATOR,
        },
        Iter::Dict { kind: ViewKind::Keys, .. } => DICT_KEYITERATOR,
        Iter::Dict { kind: ViewKind::Values, .. } => DICT_VALUEITERATOR,
        Iter::Dict { kind: ViewKind::Items, .. } => DICT_ITEMITERATOR,
        Iter::Set { set, .. } if matches!(heap.get(*set), Object::Opaque { .. }) => DEQUE_ITERATOR,
        Iter::Set { .. } => SET_ITERATOR,
        Iter::Enumerate { .. } => ENUMERATE,
        Iter::Zip { .. } => ZIP,
        Iter::Map(_) => MAP,
        Iter::Filter { .. } => FILTER,
        Iter::Reversed { seq, .. } => match heap.get(*seq) {
            Object::List(_) => LIST_REVERSEITERATOR,
            _ => REVERSED,
        },
        Iter::GetItem { .. } => SEQUENCE_ITERATOR,
        Iter::Callable { .. } => CALLABLE_ITERATOR,
    }
}

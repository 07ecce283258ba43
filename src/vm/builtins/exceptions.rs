//! The exception classes' methods and attributes. Source: `Objects/exceptions.c`.

use super::exception_text::{special_text, syntax_part};
use crate::vm::core::Core;
use crate::vm::exc::{ExcData, TracebackEntry};
use crate::vm::names;
use crate::vm::native::{Break, FrameQuery, NativeDef, NativeResult, TypeDef};
use crate::vm::object::Object;
use crate::vm::prelude;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

macro_rules! syntax_detail {
    ($name:literal, $const:ident, $place:literal) => {
        NativeDef::attribute(
            $name,
            |core, args| Ok(syntax_part(core, args[0], names::$const, $place)),
            |core, args| set_own(core, args, names::$const),
        )
    };
}

/// The exception classes.
pub static EXCEPTIONS: &[&TypeDef] = &[
    &TypeDef::new(
        types::BASE_EXCEPTION,
        &[
            NativeDef::static_method("__new__", "cls, /, *args, **kwargs", new).nanos(60),
            NativeDef::method("__init__", "self, /, *args, **kwargs", init),
            NativeDef::method("__repr__", "self, /", repr),
            NativeDef::method("__str__", "self, /", str),
            NativeDef::method("with_traceback", "self, tb, /", |core, args| {
                set_traceback(core, args)?;
                Ok(args[0])
            }),
            NativeDef::method("add_note", "self, note, /", add_note),
            NativeDef::attribute(
                "args",
                |core, args| Ok(data(core, args).map_or(Value::None, |exc| exc.args)),
                set_args,
            ),
            NativeDef::attribute(
                "__cause__",
                |core, args| Ok(data(core, args).map_or(Value::None, |exc| exc.cause).or(Value::None)),
                set_cause,
            ),
            NativeDef::attribute(
                "__context__",
                |core, args| Ok(data(core, args).map_or(Value::None, |exc| exc.context).or(Value::None)),
                set_context,
            ),
            NativeDef::attribute(
                "__suppress_context__",
                |core, args| Ok(Value::Bool(data(core, args).is_some_and(|exc| exc.suppress_context))),
                set_suppress,
            ),
            NativeDef::attribute("__traceback__", traceback, set_traceback),
        ],
    ),
    &TypeDef::new(
        types::TRACEBACK,
        &[
            NativeDef::getter("tb_frame", tb_frame),
            NativeDef::getter("tb_lasti", tb_lasti),
            NativeDef::getter("tb_lineno", tb_lineno),
            NativeDef::getter("tb_next", tb_next),
        ],
    ),
    &TypeDef::new(
        types::STOP_ITERATION,
        &[NativeDef::attribute(
            "value",
            |core, args| own_or_arg(core, args, names::VALUE, 0),
            |core, args| set_own(core, args, names::VALUE),
        )],
    ),
    &TypeDef::new(
        types::SYSTEM_EXIT,
        &[NativeDef::attribute("code", exit_code, |core, args| set_own(core, args, names::CODE_ATTR))],
    ),
    &TypeDef::new(
        types::OS_ERROR,
        &[
            NativeDef::attribute(
                "errno",
                |core, args| os_part(core, args, names::ERRNO, 0),
                |core, args| set_own(core, args, names::ERRNO),
            ),
            NativeDef::attribute(
                "strerror",
                |core, args| os_part(core, args, names::STRERROR, 1),
                |core, args| set_own(core, args, names::STRERROR),
            ),
            NativeDef::attribute(
                "filename",
                |core, args| os_part(core, args, names::FILENAME, 2),
                |core, args| set_own(core, args, names::FILENAME),
            ),
            NativeDef::attribute(
                "filename2",
                |core, args| os_part(core, args, names::FILENAME2, 4),
                |core, args| set_own(core, args, names::FILENAME2),
            ),
        ],
    ),
    &TypeDef::new(
        types::NAME_ERROR,
        &[NativeDef::attribute(
            "name",
            |core, args| own_or_none(core, args, names::NAME_ATTR),
            |core, args| set_own(core, args, names::NAME_ATTR),
        )],
    ),
    &TypeDef::new(
        types::ATTRIBUTE_ERROR,
        &[
            NativeDef::attribute(
                "name",
                |core, args| own_or_none(core, args, names::NAME_ATTR),
                |core, args| set_own(core, args, names::NAME_ATTR),
            ),
            NativeDef::attribute(
                "obj",
                |core, args| own_or_none(core, args, names::OBJ_ATTR),
                |core, args| set_own(core, args, names::OBJ_ATTR),
            ),
        ],
    ),
    &TypeDef::new(
        types::IMPORT_ERROR,
        &[
            NativeDef::attribute(
                "name",
                |core, args| own_or_none(core, args, names::NAME_ATTR),
                |core, args| set_own(core, args, names::NAME_ATTR),
            ),
            NativeDef::attribute(
                "path",
                |core, args| own_or_none(core, args, names::PATH_ATTR),
                |core, args| set_own(core, args, names::PATH_ATTR),
            ),
            NativeDef::attribute(
                "msg",
                |core, args| own_or_arg(core, args, names::MSG, 0),
                |core, args| set_own(core, args, names::MSG),
            ),
        ],
    ),
    &TypeDef::new(
        types::SYNTAX_ERROR,
        &[
            NativeDef::attribute(
                "msg",
                |core, args| own_or_arg(core, args, names::MSG, 0),
                |core, args| set_own(core, args, names::MSG),
            ),
            syntax_detail!("filename", FILENAME, 0),
            syntax_detail!("lineno", LINENO, 1),
            syntax_detail!("offset", OFFSET, 2),
            syntax_detail!("text", TEXT, 3),
            syntax_detail!("end_lineno", END_LINENO, 4),
            syntax_detail!("end_offset", END_OFFSET, 5),
        ],
    ),
    &TypeDef::new(types::UNICODE_DECODE_ERROR, UNICODE_PARTS),
    &TypeDef::new(types::UNICODE_ENCODE_ERROR, UNICODE_PARTS),
    &TypeDef::new(
        types::BASE_EXCEPTION_GROUP,
        &[
            NativeDef::static_method("__new__", "cls, message=, exceptions=, /, *args, **kwargs", new_group),
            NativeDef::getter("message", |core, args| arg(core, args, 0)),
            NativeDef::getter("exceptions", group_exceptions),
            NativeDef::class_method("__class_getitem__", "cls, item, /", super::generic_alias),
        ],
    ),
];

const UNICODE_PARTS: &[NativeDef] = &[
    NativeDef::getter("encoding", |core, args| arg(core, args, 0)),
    NativeDef::getter("object", |core, args| arg(core, args, 1)),
    NativeDef::getter("start", |core, args| arg(core, args, 2)),
    NativeDef::getter("end", |core, args| arg(core, args, 3)),
    NativeDef::getter("reason", |core, args| arg(core, args, 4)),
];

fn data<'a>(core: &'a Core, args: &[Value]) -> Option<&'a ExcData> {
    core.heap.as_exception(args[0])
}

fn new(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = args[0].obj().unwrap_or(types::BASE_EXCEPTION);
    let class = match (
        core.is_subclass(class, types::OS_ERROR) && args.len() > 3,
        core.heap.as_i64(args.get(2).copied().unwrap_or(Value::Null)),
    ) {
        (true, Some(errno)) if class == types::OS_ERROR => os_class(errno),
        _ => class,
    };
    if core.is_subclass(class, types::OS_ERROR) && (5..=7).contains(&args.len()) && !args[4].is_none() {
        let exc = core.new_exception(class, &args[2..4]);
        core.exception_set(exc, names::FILENAME, args[4]);
        if let Some(&second) = args.get(6) {
            core.exception_set(exc, names::FILENAME2, second);
        }
        return Ok(Value::Obj(exc));
    }
    Ok(Value::Obj(core.new_exception(class, &args[2..])))
}

/// `OSError(errno, …)` is of the subclass for that number.
fn os_class(errno: i64) -> Obj {
    match errno {
        1 | 13 => types::PERMISSION_ERROR,
        2 => types::FILE_NOT_FOUND_ERROR,
        3 => types::PROCESS_LOOKUP_ERROR,
        4 => types::INTERRUPTED_ERROR,
        10 => types::CHILD_PROCESS_ERROR,
        11 | 115 => types::BLOCKING_IO_ERROR,
        17 => types::FILE_EXISTS_ERROR,
        20 => types::NOT_A_DIRECTORY_ERROR,
        21 => types::IS_A_DIRECTORY_ERROR,
        32 | 108 => types::BROKEN_PIPE_ERROR,
        103 => types::CONNECTION_ABORTED_ERROR,
        104 => types::CONNECTION_RESET_ERROR,
        110 => types::TIMEOUT_ERROR,
        111 => types::CONNECTION_REFUSED_ERROR,
        _ => types::OS_ERROR,
    }
}

/// Keyword arguments that `__init__` of some classes takes.
const KEYWORDS: &[(Obj, &[&str])] = &[
    (types::ATTRIBUTE_ERROR, &["name", "obj"]),
    (types::NAME_ERROR, &["name"]),
    (types::IMPORT_ERROR, &["name", "path"]),
];

fn init(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = core.class_of(args[0]);
    if let Some(kwargs) = core.heap.as_dict(args[1]).cloned() {
        let allowed = KEYWORDS.iter().find(|(of, _)| core.is_subclass(class, *of)).map_or(&[][..], |(_, names)| names);
        for entry in kwargs.iter() {
            let name = core.text(entry.key);
            if !allowed.contains(&name.as_str()) {
                let text = format!("{}() takes no keyword arguments", core.class_name(class));
                return Err(core.type_error(text));
            }
            if let (Some(exc), Some(name)) = (args[0].obj(), core.intern_value(entry.key)) {
                core.exception_set(exc, name, entry.value);
            }
        }
    }
    let given = core.tuple(&args[2..]);
    if let Some(exc) = core.heap.as_exception_mut(args[0]) {
        exc.args = given;
    }
    Ok(Value::None)
}

fn repr(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = core.class_of(args[0]);
    let items = data(core, args).map_or(Value::None, |exc| exc.args);
    let items = core.heap.as_tuple(items).unwrap_or(&[]).to_vec();
    let mut parts = Vec::new();
    for &item in &items {
        match super::repr::repr_text(core, item) {
            Some(text) => parts.push(text),
            None => return Err(Break::Prelude(prelude::CONTAINER_REPR, vec![args[0]])),
        }
    }
    let text = format!("{}({})", core.class_name(class), parts.join(", "));
    Ok(core.str(&text))
}

fn str(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = core.class_of(args[0]);
    let items = data(core, args).map_or(Value::None, |exc| exc.args);
    let parts = core.heap.as_tuple(items).unwrap_or(&[]).to_vec();
    if core.is_subclass(class, types::OS_ERROR) && parts.len() > 1 {
        return Err(Break::Prelude(prelude::OS_ERROR_STR, vec![args[0]]));
    }
    if let Some(text) = special_text(core, class, args[0]) {
        return Ok(core.str(&text));
    }
    let key_error = core.is_subclass(class, types::KEY_ERROR);
    let (value, as_repr) = match parts[..] {
        [] => return Ok(Value::Obj(names::EMPTY)),
        [only] => (only, key_error),
        _ => (items, true),
    };
    let text = if as_repr { super::repr::repr_text(core, value) } else { super::repr::str_text(core, value) };
    match text {
        Some(text) => Ok(core.str(&text)),
        None if as_repr => Err(Break::Prelude(prelude::REPR_OF, vec![value])),
        None => Err(Break::Prelude(prelude::STR_OF, vec![value])),
    }
}

fn add_note(core: &mut Core, args: &[Value]) -> NativeResult {
    if core.heap.as_str(args[1]).is_none() {
        let text = format!("note must be a str, not '{}'", core.type_name(args[1]));
        return Err(core.type_error(text));
    }
    let Some(exc) = args[0].obj() else { return Ok(Value::None) };
    match core.own_attr(args[0], names::NOTES) {
        Some(notes) => {
            if let Some(notes) = core.heap.as_list_mut(notes) {
                notes.push(args[1]);
            }
        }
        None => {
            let notes = core.heap.list(vec![args[1]]);
            core.exception_set(exc, names::NOTES, notes);
        }
    }
    Ok(Value::None)
}

fn set_args(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = core.items(args, 1)?;
    let tuple = core.tuple(&items);
    if let Some(exc) = core.heap.as_exception_mut(args[0]) {
        exc.args = tuple;
    }
    Ok(Value::None)
}

fn exception_or_null(core: &mut Core, value: Value, what: &str) -> NativeResult {
    if value.is_none() || value.is_null() {
        return Ok(Value::Null);
    }
    if core.heap.as_exception(value).is_none() {
        return Err(core.type_error(format!("exception {what} must be None or derive from BaseException")));
    }
    Ok(value)
}

fn set_cause(core: &mut Core, args: &[Value]) -> NativeResult {
    let cause = exception_or_null(core, args[1], "cause")?;
    if let Some(exc) = core.heap.as_exception_mut(args[0]) {
        exc.cause = cause;
        exc.suppress_context = true;
    }
    Ok(Value::None)
}

fn set_context(core: &mut Core, args: &[Value]) -> NativeResult {
    let context = exception_or_null(core, args[1], "context")?;
    if let Some(exc) = core.heap.as_exception_mut(args[0]) {
        exc.context = context;
    }
    Ok(Value::None)
}

fn set_suppress(core: &mut Core, args: &[Value]) -> NativeResult {
    let suppress = core.truth(args[1]).unwrap_or(true);
    if let Some(exc) = core.heap.as_exception_mut(args[0]) {
        exc.suppress_context = suppress;
    }
    Ok(Value::None)
}

fn traceback(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(core.traceback_of(args[0]))
}

impl Core {
    /// `exc.__traceback__`
    pub fn traceback_of(&mut self, exc: Value) -> Value {
        match (exc.obj(), self.heap.as_exception(exc)) {
            (Some(exc), Some(data)) if !data.traceback.is_empty() => self.new_traceback(exc),
            _ => Value::None,
        }
    }
    /// A traceback of where the exception has been so far.
    pub fn new_traceback(&mut self, exc: Obj) -> Value {
        let len = self.heap.as_exception(Value::Obj(exc)).map_or(0, |exc| exc.traceback.len()) as u32;
        Value::Obj(self.heap.alloc(Object::Traceback { exc, len }))
    }
    /// The entries of a traceback, the innermost first.
    pub fn traceback_entries(&self, exc: Obj, len: u32) -> &[TracebackEntry] {
        let entries = self.heap.as_exception(Value::Obj(exc)).map_or(&[][..], |exc| exc.traceback.as_slice());
        &entries[..entries.len().min(len as usize)]
    }
}

/// `(exc, len)` of a traceback, and its outermost entry.
fn outermost(core: &mut Core, args: &[Value]) -> Result<(Obj, u32, TracebackEntry), Break> {
    if let Some(&Object::Traceback { exc, len }) = args[0].obj().map(|obj| core.heap.get(obj))
        && let Some(&entry) = core.traceback_entries(exc, len).last()
    {
        return Ok((exc, len, entry));
    }
    Err(core.runtime_error("the exception has another traceback by now"))
}

fn tb_lineno(core: &mut Core, args: &[Value]) -> NativeResult {
    let (_, _, TracebackEntry { code, at }) = outermost(core, args)?;
    Err(Break::Frame(FrameQuery::Line { code, at }))
}

fn tb_lasti(core: &mut Core, args: &[Value]) -> NativeResult {
    outermost(core, args).map(|(_, _, entry)| Value::Int(2 * i64::from(entry.at)))
}

fn tb_next(core: &mut Core, args: &[Value]) -> NativeResult {
    let (exc, len, _) = outermost(core, args)?;
    if len < 2 {
        return Ok(Value::None);
    }
    Ok(Value::Obj(core.heap.alloc(Object::Traceback { exc, len: len - 1 })))
}

fn tb_frame(core: &mut Core, args: &[Value]) -> NativeResult {
    outermost(core, args)?;
    Err(Break::Prelude(prelude::TRACEBACK_FRAME, vec![args[0]]))
}

fn set_traceback(core: &mut Core, args: &[Value]) -> NativeResult {
    let entries = match args[1].obj().map(|obj| core.heap.get(obj)) {
        Some(&Object::Traceback { exc, len }) => core.traceback_entries(exc, len).to_vec(),
        _ if args[1].is_none() => Vec::new(),
        _ => return Err(core.type_error("__traceback__ must be a traceback or None")),
    };
    if let Some(exc) = core.heap.as_exception_mut(args[0]) {
        exc.traceback = entries;
    }
    Ok(Value::None)
}

fn arg(core: &mut Core, args: &[Value], place: usize) -> NativeResult {
    let items = data(core, args).map_or(Value::None, |exc| exc.args);
    Ok(core.heap.as_tuple(items).and_then(|items| items.get(place).copied()).unwrap_or(Value::None))
}

fn own_or_none(core: &mut Core, args: &[Value], name: Obj) -> NativeResult {
    Ok(core.own_attr(args[0], name).unwrap_or(Value::None))
}

fn own_or_arg(core: &mut Core, args: &[Value], name: Obj, place: usize) -> NativeResult {
    match core.own_attr(args[0], name) {
        Some(value) => Ok(value),
        None => arg(core, args, place),
    }
}

fn exit_code(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(value) = core.own_attr(args[0], names::CODE_ATTR) {
        return Ok(value);
    }
    let items = data(core, args).map_or(Value::None, |exc| exc.args);
    match core.heap.as_tuple(items) {
        Some([]) | None => Ok(Value::None),
        Some(&[only]) => Ok(only),
        Some(_) => Ok(items),
    }
}

fn os_part(core: &mut Core, args: &[Value], name: Obj, place: usize) -> NativeResult {
    if let Some(value) = core.own_attr(args[0], name) {
        return Ok(value);
    }
    let items = data(core, args).map_or(Value::None, |exc| exc.args);
    match core.heap.as_tuple(items) {
        Some(items) if items.len() >= 2 => Ok(items.get(place).copied().unwrap_or(Value::None)),
        _ => Ok(Value::None),
    }
}

fn set_own(core: &mut Core, args: &[Value], name: Obj) -> NativeResult {
    if let Some(exc) = args[0].obj() {
        core.exception_set(exc, name, args[1].or(Value::None));
    }
    Ok(Value::None)
}

// ---- groups ----

fn new_group(core: &mut Core, args: &[Value]) -> NativeResult {
    let (mut class, message) = (args[0].obj().unwrap_or(types::BASE_EXCEPTION_GROUP), args[1]);
    if args[2].is_null() || args.len() > 4 && class == types::EXCEPTION_GROUP {
        let given = if args[1].is_null() {
            0
        } else if args[2].is_null() {
            1
        } else {
            args.len() - 2
        };
        return Err(core.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)")));
    }
    if core.heap.as_str(message).is_none() {
        let text = format!("BaseExceptionGroup.__new__() argument 1 must be str, not {}", core.type_name(message));
        return Err(core.type_error(text));
    }
    let sequence = core.heap.as_list(args[2]).is_some() || core.heap.as_tuple(args[2]).is_some();
    if !sequence {
        return Err(core.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = core.items(args, 2)?;
    if items.is_empty() {
        return Err(core.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut all_plain = true;
    for (i, &item) in items.iter().enumerate() {
        if core.heap.as_exception(item).is_none() {
            let text = format!("Item {i} of second argument (exceptions) is not an exception");
            return Err(core.value_error(text));
        }
        all_plain &= core.is_instance(item, types::EXCEPTION);
    }
    if class == types::BASE_EXCEPTION_GROUP && all_plain {
        class = types::EXCEPTION_GROUP;
    } else if !all_plain && core.is_subclass(class, types::EXCEPTION) {
        let name = core.class_name(class).to_owned();
        let text = if class == types::EXCEPTION_GROUP {
            "Cannot nest BaseExceptions in an ExceptionGroup".to_owned()
        } else {
            format!("Cannot nest BaseExceptions in '{name}'")
        };
        return Err(core.type_error(text));
    }
    let exc = core.new_exception(class, &[message, args[2]]);
    let tuple = core.tuple(&items);
    core.exception_set(exc, names::EXCEPTIONS_KEPT, tuple);
    Ok(Value::Obj(exc))
}

fn group_exceptions(core: &mut Core, args: &[Value]) -> NativeResult {
    own_or_none(core, args, names::EXCEPTIONS_KEPT)
}

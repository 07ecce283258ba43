//! What exceptions say that know more than their arguments: SyntaxError its place, UnicodeError what could not be converted.
//!
//! Source: `SyntaxError_str`, `UnicodeDecodeError_str` and its kind in `Objects/exceptions.c`.

use crate::vm::core::Core;
use crate::vm::names;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// `str` of a UnicodeDecodeError or UnicodeEncodeError.
fn unicode_text(core: &Core, exc: Value) -> Option<String> {
    let items = core.heap.as_exception(exc)?.args;
    let [encoding, object, start, end, reason] = *core.heap.as_tuple(items)? else { return None };
    let (encoding, reason) = (core.text(encoding), core.text(reason));
    let (start, end) = (core.heap.as_i64(start)?, core.heap.as_i64(end)?);
    let first = usize::try_from(start).ok()?;
    let what = match (core.heap.as_bytes(object), core.heap.as_str(object)) {
        (Some(bytes), _) => match bytes.get(first) {
            Some(byte) if end == start + 1 => format!("decode byte 0x{byte:02x} in position {start}"),
            _ => format!("decode bytes in position {start}-{}", end - 1),
        },
        (_, Some(text)) => match text.as_str().chars().nth(first).map(u32::from) {
            Some(c) if end == start + 1 => {
                let shown = match c {
                    0..=0xff => format!("\\x{c:02x}"),
                    0x100..=0xffff => format!("\\u{c:04x}"),
                    _ => format!("\\U{c:08x}"),
                };
                format!("encode character '{shown}' in position {start}")
            }
            _ => format!("encode characters in position {start}-{}", end - 1),
        },
        _ => return None,
    };
    Some(format!("'{encoding}' codec can't {what}: {reason}"))
}

/// `str` of exceptions that say more than their arguments.
pub(in crate::vm) fn special_text(core: &Core, class: Obj, exc: Value) -> Option<String> {
    if core.is_subclass(class, types::SYNTAX_ERROR) {
        syntax_text(core, exc)
    } else if core.is_subclass(class, types::UNICODE_ERROR) {
        unicode_text(core, exc)
    } else {
        None
    }
}

/// A part of `args[1]`, where a SyntaxError has its place: file, line, column, text, end.
pub(in crate::vm) fn syntax_part(core: &Core, exc: Value, name: Obj, place: usize) -> Value {
    if let Some(value) = core.own_attr(exc, name) {
        return value;
    }
    let items = core.heap.as_exception(exc).map_or(Value::None, |exc| exc.args);
    let details = core.heap.as_tuple(items).and_then(|items| items.get(1).copied()).unwrap_or(Value::None);
    core.heap.as_tuple(details).and_then(|details| details.get(place).copied()).unwrap_or(Value::None)
}

/// `str` of a SyntaxError with a place: the message, file and line.
fn syntax_text(core: &Core, exc: Value) -> Option<String> {
    let items = core.heap.as_exception(exc)?.args;
    let message = match core.own_attr(exc, names::MSG) {
        Some(message) => message,
        None => match core.heap.as_tuple(items)?.first() {
            Some(&message) => message,
            None => return Some("None".to_owned()),
        },
    };
    let (file, line) = (syntax_part(core, exc, names::FILENAME, 0), syntax_part(core, exc, names::LINENO, 1));
    let file = core.heap.as_str(file).map(|file| file.as_str().rsplit('/').next().unwrap_or_default().to_owned());
    let line = core.heap.as_i64(line).map(|line| format!("line {line}"));
    let place: Vec<String> = [file, line].into_iter().flatten().collect();
    let message = core.heap.as_str(message)?.as_str();
    Some(if place.is_empty() { message.to_owned() } else { format!("{message} ({})", place.join(", ")) })
}

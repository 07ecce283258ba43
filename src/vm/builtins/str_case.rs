//! Methods of `str` about case and character classes.
//!
//! Source: `Objects/unicodeobject.c`, `Objects/unicodectype.c` of CPython. Rust's Unicode tables stand in for CPython's;
//! digits beyond ASCII are told by a short list of ranges.

use super::str_methods::{is_space, receiver};
use crate::vm::core::Core;
use crate::vm::native::{NativeDef, NativeResult};
use crate::vm::text::string::is_printable;
use crate::vm::value::Value;

pub const METHODS: &[NativeDef] = &[
    NativeDef::method("capitalize", "self, /", capitalize),
    NativeDef::method("casefold", "self, /", casefold),
    NativeDef::method("isalnum", "self, /", isalnum),
    NativeDef::method("isalpha", "self, /", isalpha),
    NativeDef::method("isascii", "self, /", isascii),
    NativeDef::method("isdecimal", "self, /", isdecimal),
    NativeDef::method("isdigit", "self, /", isdigit),
    NativeDef::method("isidentifier", "self, /", isidentifier),
    NativeDef::method("islower", "self, /", islower),
    NativeDef::method("isnumeric", "self, /", isnumeric),
    NativeDef::method("isprintable", "self, /", isprintable),
    NativeDef::method("isspace", "self, /", isspace),
    NativeDef::method("istitle", "self, /", istitle),
    NativeDef::method("isupper", "self, /", isupper),
    NativeDef::method("lower", "self, /", lower),
    NativeDef::method("swapcase", "self, /", swapcase),
    NativeDef::method("title", "self, /", title),
    NativeDef::method("upper", "self, /", upper),
];

fn mapped(core: &mut Core, args: &[Value], map: fn(&str) -> String) -> NativeResult {
    let text = receiver(core, args);
    core.charge_items(text.as_str().len() / 4);
    let out = map(text.as_str());
    Ok(core.heap.str(out))
}

/// As [`mapped`], byte by byte where the text is ASCII and short.
fn mapped_quickly(core: &mut Core, args: &[Value], map: fn(&str) -> String, quick: fn(&mut [u8])) -> NativeResult {
    let mut bytes = [0; 32];
    if let Some(text) = core.heap.as_str(args[0]).filter(|text| text.is_ascii())
        && let Some(bytes) = bytes.get_mut(..text.n_chars())
    {
        bytes.copy_from_slice(text.as_str().as_bytes());
        core.charge_items(bytes.len() / 4);
        quick(bytes);
        if let Ok(out) = str::from_utf8(bytes) {
            return Ok(core.heap.str(out));
        }
    }
    mapped(core, args, map)
}

fn lower(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped_quickly(core, args, str::to_lowercase, <[u8]>::make_ascii_lowercase)
}

fn upper(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped_quickly(core, args, str::to_uppercase, <[u8]>::make_ascii_uppercase)
}

fn casefold(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, |text| text.to_lowercase().replace('ß', "ss").replace('ς', "σ"))
}

fn capitalize(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, |text| {
        let mut chars = text.chars();
        match chars.next() {
            Some(first) => title_char(first) + &chars.as_str().to_lowercase(),
            None => String::new(),
        }
    })
}

/// The title case of a character: its upper case, of which only the first letter stays upper.
fn title_char(c: char) -> String {
    let mut upper = c.to_uppercase();
    let first: String = upper.next().into_iter().collect();
    first + &upper.flat_map(char::to_lowercase).collect::<String>()
}

fn swapcase(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, |text| {
        let swap = |c: char| -> String {
            if c.is_uppercase() { c.to_lowercase().collect() } else { c.to_uppercase().collect() }
        };
        text.chars().map(swap).collect()
    })
}

fn title(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, |text| {
        let mut out = String::with_capacity(text.len());
        let mut inside = false;
        for c in text.chars() {
            if inside {
                out.extend(c.to_lowercase())
            } else {
                out.push_str(&title_char(c))
            }
            inside = is_cased(c);
        }
        out
    })
}

fn is_cased(c: char) -> bool {
    c.is_uppercase() || c.is_lowercase()
}

fn all(core: &mut Core, args: &[Value], test: fn(char) -> bool) -> NativeResult {
    let text = receiver(core, args);
    Ok(Value::Bool(!text.as_str().is_empty() && text.as_str().chars().all(test)))
}

fn isalnum(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, char::is_alphanumeric)
}

fn isalpha(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, char::is_alphabetic)
}

fn isascii(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Bool(receiver(core, args).is_ascii()))
}

/// Whether a character is a decimal digit of some script: in a run of ten from one of these.
pub fn decimal_value(c: char) -> Option<u32> {
    const ZEROS: &[u32] = &[
        0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
        0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
        0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    ];
    let code = u32::from(c);
    ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| code - zero)
}

fn isdecimal(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, |c| decimal_value(c).is_some())
}

fn isdigit(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, |c| decimal_value(c).is_some() || matches!(c, '²' | '³' | '¹' | '⁰'..='⁹' | '₀'..='₉' | '①'..='⑨'))
}

fn isnumeric(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, char::is_numeric)
}

fn isidentifier(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let mut chars = text.as_str().chars();
    let starts = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic());
    Ok(Value::Bool(starts && chars.all(|c| c == '_' || c.is_alphanumeric())))
}

fn cased(core: &mut Core, args: &[Value], wrong: fn(char) -> bool) -> NativeResult {
    let text = receiver(core, args);
    Ok(Value::Bool(text.as_str().chars().any(is_cased) && !text.as_str().chars().any(wrong)))
}

fn islower(core: &mut Core, args: &[Value]) -> NativeResult {
    cased(core, args, char::is_uppercase)
}

fn isupper(core: &mut Core, args: &[Value]) -> NativeResult {
    cased(core, args, char::is_lowercase)
}

fn isprintable(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Bool(receiver(core, args).as_str().chars().all(is_printable)))
}

fn isspace(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, is_space)
}

fn istitle(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let (mut any, mut inside) = (false, false);
    for c in text.as_str().chars() {
        if (c.is_uppercase() && inside) || (c.is_lowercase() && !inside) {
            return Ok(Value::Bool(false));
        }
        inside = is_cased(c);
        any |= inside;
    }
    Ok(Value::Bool(any))
}

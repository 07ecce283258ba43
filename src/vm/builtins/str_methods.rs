//! Methods of `str` that search, cut and join. Case and character classes are in `str_case.rs`.
//!
//! Source: `Objects/unicodeobject.c` of CPython. Places and lengths count characters.

use crate::base::count;
use crate::vm::core::{Core, hash_int};
use crate::vm::dict::Dict;
use crate::vm::native::{Break, NativeDef, NativeResult};
use crate::vm::string::PyStr;
use crate::vm::value::Value;
use crate::vm::{names, prelude, types};

pub const METHODS: &[NativeDef] = &[
    NativeDef::method("center", "self, width, fillchar=, /", center),
    NativeDef::method("count", "self, sub, start=, end=, /", count),
    NativeDef::method("encode", "self, /, encoding=, errors=", encode),
    NativeDef::method("endswith", "self, suffix, start=, end=, /", endswith),
    NativeDef::method("expandtabs", "self, /, tabsize=", expandtabs),
    NativeDef::method("find", "self, sub, start=, end=, /", find),
    NativeDef::method("index", "self, sub, start=, end=, /", index),
    NativeDef::method("join", "self, iterable, /", join),
    NativeDef::method("ljust", "self, width, fillchar=, /", ljust),
    NativeDef::method("lstrip", "self, chars=, /", lstrip),
    NativeDef::method("partition", "self, sep, /", partition),
    NativeDef::method("removeprefix", "self, prefix, /", removeprefix),
    NativeDef::method("removesuffix", "self, suffix, /", removesuffix),
    NativeDef::method("replace", "self, old, new, /, count=", replace),
    NativeDef::method("rfind", "self, sub, start=, end=, /", rfind),
    NativeDef::method("rindex", "self, sub, start=, end=, /", rindex),
    NativeDef::method("rjust", "self, width, fillchar=, /", rjust),
    NativeDef::method("rpartition", "self, sep, /", rpartition),
    NativeDef::method("rsplit", "self, /, sep=, maxsplit=", rsplit),
    NativeDef::method("rstrip", "self, chars=, /", rstrip),
    NativeDef::method("split", "self, /, sep=, maxsplit=", split),
    NativeDef::method("splitlines", "self, /, keepends=", splitlines),
    NativeDef::method("startswith", "self, prefix, start=, end=, /", startswith),
    NativeDef::method("strip", "self, chars=, /", strip),
    NativeDef::method("translate", "self, table, /", translate),
    NativeDef::method("zfill", "self, width, /", zfill),
    NativeDef::static_method("maketrans", "x, y=, z=, /", maketrans),
];

/// The string that a method is called on.
pub(super) fn receiver(core: &Core, args: &[Value]) -> PyStr {
    core.heap.as_str(args[0]).cloned().unwrap_or_else(|| PyStr::new(""))
}

fn given(value: Value) -> Option<Value> {
    (!value.is_null() && !value.is_none()).then_some(value)
}

/// Characters `start..end` of a text of `n`, as slices clamp them; `None` and missing mean the ends.
fn bounds(core: &mut Core, args: &[Value], first: usize, n: usize) -> Result<(usize, usize), Break> {
    let place = |core: &mut Core, arg: usize, default: usize| -> Result<usize, Break> {
        if given(args[arg]).is_none() {
            return Ok(default);
        }
        let big = core.heap.as_i64(args[arg]).is_none() && core.heap.as_bigint(args[arg]).is_some();
        let at = if big { i64::MAX } else { place_arg(core, args, arg)? };
        Ok(if at < 0 {
            (n as i64).saturating_add(at).max(0) as usize
        } else {
            (at as u64).min(usize::MAX as u64) as usize
        })
    };
    let start = place(core, first, 0)?;
    let end = place(core, first + 1, n)?.min(n);
    Ok((start, end))
}

/// A `start` or `end`.
pub(super) fn place_arg(core: &mut Core, args: &[Value], arg: usize) -> Result<i64, Break> {
    match core.index_arg(args, arg) {
        Err(Break::Raise(exc)) if core.is_instance(Value::Obj(exc), types::TYPE_ERROR) => {
            Err(core.type_error("slice indices must be integers or None or have an __index__ method"))
        }
        other => other,
    }
}

fn chars_before(text: &PyStr, byte: usize) -> usize {
    if text.is_ascii() { byte } else { text.as_str()[..byte].chars().count() }
}

fn search(core: &mut Core, args: &[Value], what: &str, from_end: bool) -> Result<Option<usize>, Break> {
    let text = receiver(core, args);
    let sub = core.str_arg(args, 1, what)?;
    let (start, end) = bounds(core, args, 2, text.n_chars())?;
    if start > end {
        return Ok(None);
    }
    let from = text.byte_of_char(start);
    let range = &text.as_str()[from..text.byte_of_char(end)];
    core.charge_items(range.len() / 16);
    let found = if from_end { range.rfind(&*sub) } else { range.find(&*sub) };
    Ok(found.map(|at| chars_before(&text, from + at)))
}

fn place_or_minus_one(found: Option<usize>) -> Value {
    Value::Int(found.map_or(-1, |at| at as i64))
}

fn find(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(place_or_minus_one(search(core, args, "find() argument 1", false)?))
}

fn rfind(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(place_or_minus_one(search(core, args, "rfind() argument 1", true)?))
}

fn index(core: &mut Core, args: &[Value]) -> NativeResult {
    match search(core, args, "index() argument 1", false)? {
        Some(at) => Ok(Value::Int(at as i64)),
        None => Err(core.value_error("substring not found")),
    }
}

fn rindex(core: &mut Core, args: &[Value]) -> NativeResult {
    match search(core, args, "rindex() argument 1", true)? {
        Some(at) => Ok(Value::Int(at as i64)),
        None => Err(core.value_error("substring not found")),
    }
}

fn count(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let sub = core.str_arg(args, 1, "count() argument 1")?;
    let (start, end) = bounds(core, args, 2, text.n_chars())?;
    if start > end {
        return Ok(Value::Int(0));
    }
    let range = text.slice(start, end);
    core.charge_items(range.len() / 8);
    Ok(Value::Int(if sub.is_empty() { (end - start + 1) as i64 } else { range.matches(&*sub).count() as i64 }))
}

fn affix(core: &mut Core, args: &[Value], name: &str, test: fn(&str, &str) -> bool) -> NativeResult {
    let text = receiver(core, args);
    let (start, end) = bounds(core, args, 2, text.n_chars())?;
    let wanted = match core.heap.as_tuple(args[1]) {
        Some(items) => items.to_vec(),
        None => vec![args[1]],
    };
    let in_tuple = core.heap.as_tuple(args[1]).is_some();
    for item in wanted {
        let Some(affix) = core.heap.as_str(item).cloned() else {
            let given = core.type_name(item).to_owned();
            let text = if in_tuple {
                format!("tuple for {name} must only contain str, not {given}")
            } else {
                format!("{name} first arg must be str or a tuple of str, not {given}")
            };
            return Err(core.type_error(text));
        };
        if start <= end && test(text.slice(start, end), affix.as_str()) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn startswith(core: &mut Core, args: &[Value]) -> NativeResult {
    affix(core, args, "startswith", |text, affix| text.starts_with(affix))
}

fn endswith(core: &mut Core, args: &[Value]) -> NativeResult {
    affix(core, args, "endswith", |text, affix| text.ends_with(affix))
}

fn padded(core: &mut Core, args: &[Value], split: fn(usize, usize) -> (usize, usize)) -> NativeResult {
    let text = receiver(core, args);
    let width = core.index_arg(args, 1)?;
    let fill = match given(args[2]) {
        None => ' ',
        Some(value) => {
            let fill = core.heap.as_str(value).map(|fill| (fill.n_chars(), fill.as_str().chars().next()));
            match fill {
                Some((1, Some(fill))) => fill,
                Some(_) => return Err(core.type_error("The fill character must be exactly one character long")),
                None => {
                    let text = format!("The fill character must be a unicode character, not {}", core.type_name(value));
                    return Err(core.type_error(text));
                }
            }
        }
    };
    let missing = count::saturating(width).saturating_sub(text.n_chars());
    if missing == 0 {
        return Ok(core.heap.str(text.as_str()));
    }
    core.reserve(missing.saturating_mul(fill.len_utf8()))?;
    let (left, right) = split(missing, count::saturating(width));
    let mut out = String::with_capacity(text.as_str().len() + missing);
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(text.as_str());
    out.extend(std::iter::repeat_n(fill, right));
    core.charge_items(out.len() / 16);
    Ok(core.heap.str(out))
}

fn center(core: &mut Core, args: &[Value]) -> NativeResult {
    padded(core, args, |missing, width| {
        let left = missing / 2 + (missing & width & 1);
        (left, missing - left)
    })
}

fn ljust(core: &mut Core, args: &[Value]) -> NativeResult {
    padded(core, args, |missing, _| (0, missing))
}

fn rjust(core: &mut Core, args: &[Value]) -> NativeResult {
    padded(core, args, |missing, _| (missing, 0))
}

fn zfill(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let width = count::saturating(core.index_arg(args, 1)?);
    let missing = width.saturating_sub(text.n_chars());
    core.reserve(missing)?;
    let (sign, digits) = match text.as_str().strip_prefix(['+', '-']) {
        Some(digits) => text.as_str().split_at(text.as_str().len() - digits.len()),
        None => ("", text.as_str()),
    };
    Ok(core.heap.str(format!("{sign}{}{digits}", "0".repeat(missing))))
}

fn stripped(core: &mut Core, args: &[Value], name: &str, left: bool, right: bool) -> NativeResult {
    let text = receiver(core, args);
    let chars = match given(args[1]) {
        None => None,
        Some(value) => match core.heap.as_str(value) {
            Some(chars) => Some(chars.clone()),
            None => {
                let text = format!("{name} arg must be None or str, not {}", core.type_name(value));
                return Err(core.type_error(text));
            }
        },
    };
    let cut = |c: char| match &chars {
        None => is_space(c),
        Some(chars) if c.is_ascii() => chars.as_str().bytes().any(|byte| byte == c as u8),
        Some(chars) => chars.as_str().contains(c),
    };
    let mut rest = text.as_str();
    if left {
        rest = rest.trim_start_matches(cut);
    }
    if right {
        rest = rest.trim_end_matches(cut);
    }
    if rest.len() == text.as_str().len() && core.class_of(args[0]) == types::STR {
        return Ok(args[0]);
    }
    Ok(core.heap.str(rest))
}

fn strip(core: &mut Core, args: &[Value]) -> NativeResult {
    stripped(core, args, "strip", true, true)
}

fn lstrip(core: &mut Core, args: &[Value]) -> NativeResult {
    stripped(core, args, "lstrip", true, false)
}

fn rstrip(core: &mut Core, args: &[Value]) -> NativeResult {
    stripped(core, args, "rstrip", false, true)
}

/// What `str.isspace` and `split()` take for white space.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}

fn split_args(core: &mut Core, args: &[Value]) -> Result<(Option<PyStr>, usize), Break> {
    let limit = if given(args[2]).is_some() { core.index_arg(args, 2)? } else { -1 };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let sep = match given(args[1]) {
        None => None,
        Some(value) => match core.heap.as_str(value).cloned() {
            Some(sep) if sep.as_str().is_empty() => return Err(core.value_error("empty separator")),
            Some(sep) => Some(sep),
            None => {
                let text = format!("must be str or None, not {}", core.type_name(value));
                return Err(core.type_error(text));
            }
        },
    };
    Ok((sep, limit))
}

fn strings(core: &mut Core, parts: &[&str]) -> Value {
    core.charge_items(parts.len() * 4);
    let items = parts.iter().map(|part| core.heap.str(*part)).collect();
    core.heap.list(items)
}

fn split(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let (sep, limit) = split_args(core, args)?;
    let parts: Vec<&str> = match &sep {
        Some(sep) => text.as_str().splitn(limit.saturating_add(1), sep.as_str()).collect(),
        None => split_spaces(text.as_str(), limit),
    };
    Ok(strings(core, &parts))
}

fn split_spaces(text: &str, limit: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == limit {
            parts.push(rest);
            break;
        }
        let (part, after) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
        parts.push(part);
        rest = after.trim_start_matches(is_space);
    }
    parts
}

fn rsplit(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let (sep, limit) = split_args(core, args)?;
    let mut parts: Vec<&str> = match &sep {
        Some(sep) => text.as_str().rsplitn(limit.saturating_add(1), sep.as_str()).collect(),
        None => rsplit_spaces(text.as_str(), limit),
    };
    parts.reverse();
    Ok(strings(core, &parts))
}

fn rsplit_spaces(text: &str, limit: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        if parts.len() == limit {
            parts.push(rest.trim_start_matches(is_space));
            break;
        }
        let after_space = rest.char_indices().rev().find(|&(_, c)| is_space(c)).map_or(0, |(at, c)| at + c.len_utf8());
        parts.push(&rest[after_space..]);
        rest = rest[..after_space].trim_end_matches(is_space);
    }
    parts
}

fn splitlines(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let keep = !args[1].is_null() && core.truth_arg(args, 1)?;
    let mut parts = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let Some((at, c)) = rest.char_indices().find(|&(_, c)| is_line_break(c)) else {
            parts.push(rest);
            break;
        };
        let mut end = at + c.len_utf8();
        if c == '\r' && rest[end..].starts_with('\n') {
            end += 1;
        }
        parts.push(&rest[..if keep { end } else { at }]);
        rest = &rest[end..];
    }
    Ok(strings(core, &parts))
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn partitioned(core: &mut Core, args: &[Value], from_end: bool) -> NativeResult {
    let text = receiver(core, args);
    let sep = match core.heap.as_str(args[1]).cloned() {
        Some(sep) if sep.as_str().is_empty() => return Err(core.value_error("empty separator")),
        Some(sep) => sep,
        None => {
            let text = format!("must be str, not {}", core.type_name(args[1]));
            return Err(core.type_error(text));
        }
    };
    let all = text.as_str();
    let cut = if from_end { all.rsplit_once(sep.as_str()) } else { all.split_once(sep.as_str()) };
    let empty = Value::Obj(names::EMPTY);
    let parts = match (cut, from_end) {
        (Some((before, after)), _) => [core.heap.str(before), args[1], core.heap.str(after)],
        (None, false) => [core.heap.str(all), empty, empty],
        (None, true) => [empty, empty, core.heap.str(all)],
    };
    Ok(core.heap.tuple(parts))
}

fn partition(core: &mut Core, args: &[Value]) -> NativeResult {
    partitioned(core, args, false)
}

fn rpartition(core: &mut Core, args: &[Value]) -> NativeResult {
    partitioned(core, args, true)
}

fn removeprefix(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let prefix = core.str_arg(args, 1, "removeprefix() argument")?;
    Ok(core.heap.str(text.as_str().strip_prefix(&*prefix).unwrap_or(text.as_str())))
}

fn removesuffix(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let suffix = core.str_arg(args, 1, "removesuffix() argument")?;
    Ok(core.heap.str(text.as_str().strip_suffix(&*suffix).unwrap_or(text.as_str())))
}

fn replace(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let old = core.str_arg(args, 1, "replace() argument 1")?;
    let new = core.str_arg(args, 2, "replace() argument 2")?;
    let limit = if args[3].is_null() { -1 } else { core.index_arg(args, 3)? };
    let all = text.as_str();
    core.charge_items(all.len() / 8);
    let n = usize::try_from(limit).unwrap_or(usize::MAX);
    if new.len() > old.len() {
        let places = if old.is_empty() { text.n_chars() + 1 } else { all.matches(&*old).count() };
        core.reserve(places.min(n).saturating_mul(new.len() - old.len()))?;
    }
    Ok(core.heap.str(all.replacen(&*old, &new, n)))
}

fn join(core: &mut Core, args: &[Value]) -> NativeResult {
    let separator = receiver(core, args);
    let items = match core.items(args, 1) {
        Err(Break::Raise(exc)) if core.is_instance(Value::Obj(exc), types::TYPE_ERROR) => {
            return Err(core.type_error("can only join an iterable"));
        }
        items => items?,
    };
    let mut n = separator.as_str().len().saturating_mul(items.len().saturating_sub(1));
    for (place, &item) in items.iter().enumerate() {
        match core.heap.as_str(item) {
            Some(part) => n = n.saturating_add(part.as_str().len()),
            None => {
                let text = format!("sequence item {place}: expected str instance, {} found", core.type_name(item));
                return Err(core.type_error(text));
            }
        }
    }
    core.reserve(n)?;
    core.charge_items(items.len() + n / 16);
    let mut out = String::with_capacity(n);
    for (place, &item) in items.iter().enumerate() {
        if place > 0 {
            out.push_str(separator.as_str());
        }
        if let Some(part) = core.heap.as_str(item) {
            out.push_str(part.as_str());
        }
    }
    Ok(core.heap.str(out))
}

fn expandtabs(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let size = if args[1].is_null() { 8 } else { core.index_arg(args, 1)? };
    let size = count::saturating(size);
    core.reserve(text.as_str().matches('\t').count().saturating_mul(size))?;
    let mut out = String::new();
    let mut column = 0;
    for c in text.as_str().chars() {
        match c {
            '\t' if size > 0 => {
                let missing = size - column % size;
                out.extend(std::iter::repeat_n(' ', missing));
                column += missing;
            }
            '\t' => {}
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            c => {
                out.push(c);
                column += 1;
            }
        }
    }
    Ok(core.heap.str(out))
}

fn encode(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    let encoding =
        if args[1].is_null() { "utf-8".into() } else { core.str_arg(args, 1, "encode() argument 'encoding'")? };
    let errors = if args[2].is_null() { "strict".into() } else { core.str_arg(args, 2, "encode() argument 'errors'")? };
    let bytes = super::codec::encode(core, text.as_str(), &encoding, &errors)?;
    Ok(core.heap.bytes_value(bytes))
}

/// `str.translate`: the table is a dict of code points, as `maketrans` makes it.
fn translate(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = receiver(core, args);
    if core.heap.as_dict(args[1]).is_none() {
        return Err(Break::Prelude(prelude::STR_TRANSLATE, args.to_vec()));
    }
    let mut out = String::new();
    for c in text.as_str().chars() {
        let hash = hash_int(i64::from(u32::from(c)));
        let table = core.heap.as_dict(args[1]);
        let found = table.and_then(|table| {
            let place = table.find(hash, |key| matches!(key, Value::Int(code) if code == i64::from(u32::from(c))))?;
            Some(table.value_at(place))
        });
        match found {
            None => out.push(c),
            Some(Value::None) => {}
            Some(Value::Int(code)) => match u32::try_from(code).ok().and_then(char::from_u32) {
                Some(c) => out.push(c),
                None => return Err(core.value_error("character mapping must be in range(0x110000)")),
            },
            Some(value) => match core.heap.as_str(value) {
                Some(text) => out.push_str(text.as_str()),
                None => {
                    return Err(core.type_error("character mapping must return integer, None or str"));
                }
            },
        }
    }
    Ok(core.heap.str(out))
}

fn maketrans(core: &mut Core, args: &[Value]) -> NativeResult {
    let mut pairs = Vec::new();
    if args[1].is_null() {
        let Some(dict) = core.heap.as_dict(args[0]) else {
            return Err(core.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        for entry in dict.iter().copied().collect::<Vec<_>>() {
            let code = match core.heap.as_str(entry.key).map(|key| (key.n_chars(), key.as_str().chars().next())) {
                None => entry.key,
                Some((1, Some(c))) => Value::Int(i64::from(u32::from(c))),
                Some(_) => return Err(core.value_error("string keys in translate table must be of length 1")),
            };
            pairs.push((code, entry.value));
        }
    } else {
        let from = core.str_arg(args, 0, "maketrans() argument 1")?;
        let to = core.str_arg(args, 1, "maketrans() argument 2")?;
        if from.chars().count() != to.chars().count() {
            return Err(core.value_error("the first two maketrans arguments must have equal length"));
        }
        let code = |c: char| Value::Int(i64::from(u32::from(c)));
        pairs.extend(from.chars().zip(to.chars()).map(|(a, b)| (code(a), code(b))));
        if !args[2].is_null() {
            let removed = core.str_arg(args, 2, "maketrans() argument 3")?;
            pairs.extend(removed.chars().map(|c| (code(c), Value::None)));
        }
    }
    let table = core.heap.dict(Dict::new());
    for (key, value) in pairs {
        if let Err(why) = core.dict_set(table, key, value) {
            return Err(super::dict::unanswered(core, why, prelude::STR_TRANSLATE, args));
        }
    }
    Ok(table)
}

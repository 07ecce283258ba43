//! Methods of `bytes` and `bytearray`. Sources: `Objects/bytesobject.c`, `bytearrayobject.c`, `bytes_methods.c`.

use crate::base::count;
use crate::vm::core::Core;
use crate::vm::cow::Cow;
use crate::vm::native::{Break, NativeDef, NativeResult, TypeDef};
use crate::vm::object::Object;
use crate::vm::prelude;
use crate::vm::types;
use crate::vm::value::Value;

macro_rules! shared_methods {
    ($($more:expr,)*) => {
        &[
            NativeDef::method("capitalize", "self, /", capitalize),
            NativeDef::method("count", "self, sub, start=, end=, /", count),
            NativeDef::method("decode", "self, /, encoding=, errors=", decode),
            NativeDef::method("endswith", "self, suffix, start=, end=, /", endswith),
            NativeDef::method("find", "self, sub, start=, end=, /", find),
            NativeDef::class_method("fromhex", "cls, string, /", fromhex),
            NativeDef::method("hex", "self, sep=, bytes_per_sep=", hex),
            NativeDef::method("index", "self, sub, start=, end=, /", index),
            NativeDef::method("isalnum", "self, /", isalnum),
            NativeDef::method("isalpha", "self, /", isalpha),
            NativeDef::method("isascii", "self, /", isascii),
            NativeDef::method("isdigit", "self, /", isdigit),
            NativeDef::method("islower", "self, /", islower),
            NativeDef::method("isspace", "self, /", isspace),
            NativeDef::method("isupper", "self, /", isupper),
            NativeDef::method("join", "self, iterable_of_bytes, /", join),
            NativeDef::method("center", "self, width, fillchar=, /", center),
            NativeDef::method("ljust", "self, width, fillchar=, /", ljust),
            NativeDef::method("rjust", "self, width, fillchar=, /", rjust),
            NativeDef::method("zfill", "self, width, /", zfill),
            NativeDef::method("lower", "self, /", lower),
            NativeDef::method("upper", "self, /", upper),
            NativeDef::method("swapcase", "self, /", swapcase),
            NativeDef::method("title", "self, /", title),
            NativeDef::method("lstrip", "self, bytes=, /", lstrip),
            NativeDef::method("rstrip", "self, bytes=, /", rstrip),
            NativeDef::method("strip", "self, bytes=, /", strip),
            NativeDef::method("partition", "self, sep, /", partition),
            NativeDef::method("rpartition", "self, sep, /", rpartition),
            NativeDef::method("removeprefix", "self, prefix, /", removeprefix),
            NativeDef::method("removesuffix", "self, suffix, /", removesuffix),
            NativeDef::method("replace", "self, old, new, count=, /", replace),
            NativeDef::method("rfind", "self, sub, start=, end=, /", rfind),
            NativeDef::method("rindex", "self, sub, start=, end=, /", rindex),
            NativeDef::method("split", "self, /, sep=, maxsplit=", split),
            NativeDef::method("rsplit", "self, /, sep=, maxsplit=", rsplit),
            NativeDef::method("splitlines", "self, /, keepends=", splitlines),
            NativeDef::method("startswith", "self, prefix, start=, end=, /", startswith),
            NativeDef::method("translate", "self, table, /, delete=", translate),
            NativeDef::static_method("maketrans", "frm, to, /", maketrans),
            $($more,)*
        ]
    };
}

/// The class `bytes`.
pub static BYTES: TypeDef = TypeDef::new(
    types::BYTES,
    shared_methods!(
        NativeDef::method("__bytes__", "self, /", to_bytes),
        NativeDef::method("__mod__", "self, value, /", percent),
    ),
);

fn percent(_core: &mut Core, args: &[Value]) -> NativeResult {
    Err(Break::Prelude(prelude::BYTES_PERCENT, args.to_vec()))
}

/// The class `bytearray`.
pub static BYTEARRAY: TypeDef = TypeDef::new(
    types::BYTEARRAY,
    shared_methods!(
        NativeDef::method("__mod__", "self, value, /", percent),
        NativeDef::method("append", "self, item, /", append),
        NativeDef::method("clear", "self, /", clear),
        NativeDef::method("copy", "self, /", copy),
        NativeDef::method("extend", "self, iterable_of_ints, /", extend),
        NativeDef::method("insert", "self, index, item, /", insert),
        NativeDef::method("pop", "self, index=, /", pop),
        NativeDef::method("remove", "self, value, /", remove),
        NativeDef::method("reverse", "self, /", reverse),
    ),
);

fn own(core: &Core, args: &[Value]) -> Vec<u8> {
    core.heap.as_bytes(args[0]).unwrap_or_default().to_vec()
}

/// A value of the receiver's kind: bytes or bytearray.
fn like(core: &mut Core, args: &[Value], bytes: Vec<u8>) -> Value {
    core.charge_items(bytes.len() / 16);
    let array = core.heap.plain_obj(args[0]).is_some_and(|obj| matches!(core.heap.get(obj), Object::ByteArray(_)));
    if array || args[0].is(Value::Obj(types::BYTEARRAY)) {
        Value::Obj(core.heap.alloc(Object::ByteArray(Cow::Owned(bytes))))
    } else {
        core.heap.bytes_value(bytes)
    }
}

fn to_bytes(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    Ok(core.heap.bytes_value(bytes))
}

fn bytes_arg(core: &mut Core, args: &[Value], arg: usize) -> Result<Vec<u8>, Break> {
    match core.heap.as_bytes(args[arg]) {
        Some(bytes) => Ok(bytes.to_vec()),
        None => {
            let text = format!("a bytes-like object is required, not '{}'", core.type_name(args[arg]));
            Err(core.type_error(text))
        }
    }
}

/// One byte from an int argument, or bytes: what is searched for.
fn needle(core: &mut Core, args: &[Value]) -> Result<Vec<u8>, Break> {
    if core.heap.as_bytes(args[1]).is_some() {
        return bytes_arg(core, args, 1);
    }
    match core.heap.as_i64(args[1]) {
        Some(i) => match u8::try_from(i) {
            Ok(byte) => Ok(vec![byte]),
            Err(_) => Err(core.value_error("byte must be in range(0, 256)")),
        },
        None => {
            let text = format!("argument should be integer or bytes-like object, not '{}'", core.type_name(args[1]));
            Err(core.type_error(text))
        }
    }
}

fn bounds(core: &mut Core, args: &[Value], n: usize) -> Result<(usize, usize), Break> {
    let at = |core: &mut Core, arg: usize, default: usize| -> Result<usize, Break> {
        if args[arg].is_null() || args[arg].is_none() {
            return Ok(default);
        }
        let place = super::str_methods::place_arg(core, args, arg)?;
        Ok(if place < 0 { (n as i64).saturating_add(place).max(0) as usize } else { place as usize })
    };
    let start = at(core, 2, 0)?;
    Ok((start, at(core, 3, n)?.min(n)))
}

fn search_bytes(haystack: &[u8], needle: &[u8], from_end: bool) -> Option<usize> {
    if needle.is_empty() {
        return Some(if from_end { haystack.len() } else { 0 });
    }
    let mut windows = haystack.windows(needle.len());
    if from_end { windows.rposition(|w| w == needle) } else { windows.position(|w| w == needle) }
}

fn search(core: &mut Core, args: &[Value], from_end: bool) -> Result<Option<usize>, Break> {
    let bytes = own(core, args);
    let wanted = needle(core, args)?;
    let (start, end) = bounds(core, args, bytes.len())?;
    if start > end {
        return Ok(None);
    }
    core.charge_items((end - start) / 8);
    Ok(search_bytes(&bytes[start..end], &wanted, from_end).map(|at| at + start))
}

fn find(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Int(search(core, args, false)?.map_or(-1, |at| at as i64)))
}

fn rfind(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Int(search(core, args, true)?.map_or(-1, |at| at as i64)))
}

fn found_or_raise(core: &mut Core, found: Option<usize>) -> NativeResult {
    match found {
        Some(at) => Ok(Value::Int(at as i64)),
        None => Err(core.value_error("subsection not found")),
    }
}

fn index(core: &mut Core, args: &[Value]) -> NativeResult {
    let found = search(core, args, false)?;
    found_or_raise(core, found)
}

fn rindex(core: &mut Core, args: &[Value]) -> NativeResult {
    let found = search(core, args, true)?;
    found_or_raise(core, found)
}

/// Non-overlapping places of `needle`, which is not empty.
fn places(haystack: &[u8], needle: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = search_bytes(&haystack[at..], needle, false) {
        found.push(at + next);
        at += next + needle.len();
    }
    found
}

fn count(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    let wanted = needle(core, args)?;
    let (start, end) = bounds(core, args, bytes.len())?;
    if start > end {
        return Ok(Value::Int(0));
    }
    let n = if wanted.is_empty() { end - start + 1 } else { places(&bytes[start..end], &wanted).len() };
    Ok(Value::Int(n as i64))
}

fn affix(core: &mut Core, args: &[Value], name: &str, test: fn(&[u8], &[u8]) -> bool) -> NativeResult {
    let bytes = own(core, args);
    let (start, end) = bounds(core, args, bytes.len())?;
    let wanted = core.heap.as_tuple(args[1]).map_or_else(|| vec![args[1]], <[Value]>::to_vec);
    for item in wanted {
        let Some(affix) = core.heap.as_bytes(item).map(<[u8]>::to_vec) else {
            let text = format!("{name} first arg must be bytes or a tuple of bytes, not {}", core.type_name(item));
            return Err(core.type_error(text));
        };
        if start <= end && test(&bytes[start..end], &affix) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn startswith(core: &mut Core, args: &[Value]) -> NativeResult {
    affix(core, args, "startswith", |bytes, affix| bytes.starts_with(affix))
}

fn endswith(core: &mut Core, args: &[Value]) -> NativeResult {
    affix(core, args, "endswith", |bytes, affix| bytes.ends_with(affix))
}

fn decode(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    let encoding =
        if args[1].is_null() { "utf-8".into() } else { core.str_arg(args, 1, "decode() argument 'encoding'")? };
    let errors = if args[2].is_null() { "strict".into() } else { core.str_arg(args, 2, "decode() argument 'errors'")? };
    let text = super::codec::decode(core, &bytes, &encoding, &errors)?;
    Ok(core.str(&text))
}

fn hex(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    core.reserve(bytes.len() * 3)?;
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    if args[1].is_null() {
        return Ok(core.str(&digits.concat()));
    }
    let separator = core.str_arg(args, 1, "sep")?;
    let group = if args[2].is_null() { 1 } else { core.index_arg(args, 2)? };
    let size = (group.unsigned_abs() as usize).clamp(1, digits.len().max(1));
    let groups: Vec<String> = if group >= 0 {
        let first = digits.len() % size;
        let head = (first > 0).then(|| digits[..first].concat());
        head.into_iter().chain(digits[first..].chunks(size).map(<[String]>::concat)).collect()
    } else {
        digits.chunks(size).map(<[String]>::concat).collect()
    };
    Ok(core.str(&groups.join(&separator)))
}

fn fromhex(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = core.str_arg(args, 1, "fromhex() argument")?;
    let mut bytes = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let high = chars[at].to_digit(16);
        let low = chars.get(at + 1).and_then(|c| c.to_digit(16));
        match (high, low) {
            (Some(high), Some(low)) => bytes.push((high * 16 + low) as u8),
            (high, _) => {
                let place = at + usize::from(high.is_some());
                let text = format!("non-hexadecimal number found in fromhex() arg at position {place}");
                return Err(core.value_error(text));
            }
        }
        at += 2;
    }
    Ok(like(core, args, bytes))
}

fn all(core: &mut Core, args: &[Value], test: fn(&u8) -> bool) -> NativeResult {
    let bytes = own(core, args);
    Ok(Value::Bool(!bytes.is_empty() && bytes.iter().all(test)))
}

fn isalnum(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, u8::is_ascii_alphanumeric)
}

fn isalpha(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, u8::is_ascii_alphabetic)
}

fn isdigit(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, u8::is_ascii_digit)
}

fn isspace(core: &mut Core, args: &[Value]) -> NativeResult {
    all(core, args, |byte| byte.is_ascii_whitespace() || *byte == 0x0b)
}

fn isascii(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Bool(own(core, args).is_ascii()))
}

fn islower(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    Ok(Value::Bool(bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)))
}

fn isupper(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    Ok(Value::Bool(bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)))
}

fn mapped(core: &mut Core, args: &[Value], map: fn(&mut [u8])) -> NativeResult {
    let mut bytes = own(core, args);
    map(&mut bytes);
    Ok(like(core, args, bytes))
}

fn lower(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, <[u8]>::make_ascii_lowercase)
}

fn upper(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, <[u8]>::make_ascii_uppercase)
}

fn swapcase(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, |bytes| {
        for byte in bytes {
            if byte.is_ascii_alphabetic() {
                *byte ^= 0x20;
            }
        }
    })
}

fn capitalize(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, |bytes| {
        bytes.make_ascii_lowercase();
        if let Some(first) = bytes.first_mut() {
            first.make_ascii_uppercase();
        }
    })
}

fn title(core: &mut Core, args: &[Value]) -> NativeResult {
    mapped(core, args, |bytes| {
        let mut inside = false;
        for byte in bytes {
            if inside {
                byte.make_ascii_lowercase()
            } else {
                byte.make_ascii_uppercase()
            }
            inside = byte.is_ascii_alphabetic();
        }
    })
}

fn padded(core: &mut Core, args: &[Value], split: fn(usize, usize) -> (usize, usize)) -> NativeResult {
    let bytes = own(core, args);
    let width = count::saturating(core.index_arg(args, 1)?);
    let fill = match args[2].is_null() {
        true => b' ',
        false => match bytes_arg(core, args, 2)?[..] {
            [byte] => byte,
            _ => return Err(core.type_error("The fill byte must be exactly one byte long")),
        },
    };
    let missing = width.saturating_sub(bytes.len());
    core.reserve(missing)?;
    let (left, right) = split(missing, width);
    let padded = [vec![fill; left], bytes, vec![fill; right]].concat();
    Ok(like(core, args, padded))
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
    let bytes = own(core, args);
    let missing = count::saturating(core.index_arg(args, 1)?).saturating_sub(bytes.len());
    core.reserve(missing)?;
    let signed = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let filled = [&bytes[..signed], &vec![b'0'; missing], &bytes[signed..]].concat();
    Ok(like(core, args, filled))
}

fn stripped(core: &mut Core, args: &[Value], left: bool, right: bool) -> NativeResult {
    let bytes = own(core, args);
    let cut =
        if args[1].is_null() || args[1].is_none() { b" \t\n\r\x0b\x0c".to_vec() } else { bytes_arg(core, args, 1)? };
    let start = if left { bytes.iter().position(|b| !cut.contains(b)).unwrap_or(bytes.len()) } else { 0 };
    let end = if right { bytes.iter().rposition(|b| !cut.contains(b)).map_or(start, |at| at + 1) } else { bytes.len() };
    Ok(like(core, args, bytes[start..end.max(start)].to_vec()))
}

fn strip(core: &mut Core, args: &[Value]) -> NativeResult {
    stripped(core, args, true, true)
}

fn lstrip(core: &mut Core, args: &[Value]) -> NativeResult {
    stripped(core, args, true, false)
}

fn rstrip(core: &mut Core, args: &[Value]) -> NativeResult {
    stripped(core, args, false, true)
}

fn partitioned(core: &mut Core, args: &[Value], from_end: bool) -> NativeResult {
    let bytes = own(core, args);
    let separator = bytes_arg(core, args, 1)?;
    if separator.is_empty() {
        return Err(core.value_error("empty separator"));
    }
    let parts = match (search_bytes(&bytes, &separator, from_end), from_end) {
        (Some(at), _) => [bytes[..at].to_vec(), separator.clone(), bytes[at + separator.len()..].to_vec()],
        (None, false) => [bytes, Vec::new(), Vec::new()],
        (None, true) => [Vec::new(), Vec::new(), bytes],
    };
    let parts = parts.map(|part| like(core, args, part));
    Ok(core.tuple(&parts))
}

fn partition(core: &mut Core, args: &[Value]) -> NativeResult {
    partitioned(core, args, false)
}

fn rpartition(core: &mut Core, args: &[Value]) -> NativeResult {
    partitioned(core, args, true)
}

fn removeprefix(core: &mut Core, args: &[Value]) -> NativeResult {
    let (bytes, prefix) = (own(core, args), bytes_arg(core, args, 1)?);
    let rest = bytes.strip_prefix(&prefix[..]).unwrap_or(&bytes).to_vec();
    Ok(like(core, args, rest))
}

fn removesuffix(core: &mut Core, args: &[Value]) -> NativeResult {
    let (bytes, suffix) = (own(core, args), bytes_arg(core, args, 1)?);
    let rest = bytes.strip_suffix(&suffix[..]).unwrap_or(&bytes).to_vec();
    Ok(like(core, args, rest))
}

fn replace(core: &mut Core, args: &[Value]) -> NativeResult {
    let (bytes, old, new) = (own(core, args), bytes_arg(core, args, 1)?, bytes_arg(core, args, 2)?);
    let limit =
        if args[3].is_null() { usize::MAX } else { usize::try_from(core.index_arg(args, 3)?).unwrap_or(usize::MAX) };
    let found: Vec<usize> = if old.is_empty() { (0..=bytes.len()).collect() } else { places(&bytes, &old) };
    let found = &found[..found.len().min(limit)];
    core.reserve(found.len().saturating_mul(new.len()))?;
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for &place in found {
        out.extend_from_slice(&bytes[at..place]);
        out.extend_from_slice(&new);
        at = place + old.len();
    }
    out.extend_from_slice(&bytes[at..]);
    Ok(like(core, args, out))
}

fn join(core: &mut Core, args: &[Value]) -> NativeResult {
    let separator = own(core, args);
    let items = core.items(args, 1)?;
    let mut out = Vec::new();
    for (place, &item) in items.iter().enumerate() {
        if place > 0 {
            out.extend_from_slice(&separator);
        }
        match core.heap.as_bytes(item) {
            Some(part) => out.extend_from_slice(part),
            None => {
                let text =
                    format!("sequence item {place}: expected a bytes-like object, {} found", core.type_name(item));
                return Err(core.type_error(text));
            }
        }
    }
    core.reserve(out.len())?;
    Ok(like(core, args, out))
}

fn pieces(core: &mut Core, args: &[Value], parts: Vec<Vec<u8>>) -> Value {
    let parts = parts.into_iter().map(|part| like(core, args, part)).collect();
    core.heap.list(parts)
}

fn split_parts(core: &mut Core, args: &[Value], from_end: bool) -> Result<Vec<Vec<u8>>, Break> {
    let bytes = own(core, args);
    let limit =
        if args[2].is_null() { usize::MAX } else { usize::try_from(core.index_arg(args, 2)?).unwrap_or(usize::MAX) };
    if args[1].is_null() || args[1].is_none() {
        let mut words: Vec<(usize, usize)> = Vec::new();
        let space = |b: u8| b.is_ascii_whitespace() || b == 0x0b;
        let mut at = 0;
        while at < bytes.len() {
            if space(bytes[at]) {
                at += 1;
                continue;
            }
            let end = bytes[at..].iter().position(|&b| space(b)).map_or(bytes.len(), |n| at + n);
            words.push((at, end));
            at = end;
        }
        return Ok(limited_words(&bytes, &words, limit, from_end));
    }
    let separator = bytes_arg(core, args, 1)?;
    if separator.is_empty() {
        return Err(core.value_error("empty separator"));
    }
    let mut found = places(&bytes, &separator);
    if from_end {
        found = found.split_off(found.len().saturating_sub(limit));
    } else {
        found.truncate(limit);
    }
    let mut parts = Vec::new();
    let mut at = 0;
    for place in found {
        parts.push(bytes[at..place].to_vec());
        at = place + separator.len();
    }
    parts.push(bytes[at..].to_vec());
    Ok(parts)
}

fn limited_words(bytes: &[u8], words: &[(usize, usize)], limit: usize, from_end: bool) -> Vec<Vec<u8>> {
    let word = |&(start, end): &(usize, usize)| bytes[start..end].to_vec();
    if words.len() <= limit {
        return words.iter().map(word).collect();
    }
    let trim = |part: &[u8]| part.trim_ascii().to_vec();
    if from_end {
        let kept = words.len() - limit;
        let head = trim(&bytes[..words[kept - 1].1]);
        return std::iter::once(head).chain(words[kept..].iter().map(word)).collect();
    }
    let tail = trim(&bytes[words[limit].0..]);
    words[..limit].iter().map(word).chain(std::iter::once(tail)).collect()
}

fn split(core: &mut Core, args: &[Value]) -> NativeResult {
    let parts = split_parts(core, args, false)?;
    Ok(pieces(core, args, parts))
}

fn rsplit(core: &mut Core, args: &[Value]) -> NativeResult {
    let parts = split_parts(core, args, true)?;
    Ok(pieces(core, args, parts))
}

fn splitlines(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    let keep = !args[1].is_null() && core.truth_arg(args, 1)?;
    let mut parts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let Some(next) = bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r')) else {
            parts.push(bytes[at..].to_vec());
            break;
        };
        let line_end = at + next;
        let after = if bytes[line_end..].starts_with(b"\r\n") { line_end + 2 } else { line_end + 1 };
        parts.push(bytes[at..if keep { after } else { line_end }].to_vec());
        at = after;
    }
    Ok(pieces(core, args, parts))
}

fn translate(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    let delete = if args[2].is_null() { Vec::new() } else { bytes_arg(core, args, 2)? };
    let table = if args[1].is_none() { None } else { Some(bytes_arg(core, args, 1)?) };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(core.value_error("translation table must be 256 characters long"));
    }
    let kept = bytes.into_iter().filter(|byte| !delete.contains(byte));
    let out = kept.map(|byte| table.as_ref().map_or(byte, |table| table[usize::from(byte)])).collect();
    Ok(like(core, args, out))
}

fn maketrans(core: &mut Core, args: &[Value]) -> NativeResult {
    let (from, to) = (bytes_arg(core, args, 0)?, bytes_arg(core, args, 1)?);
    if from.len() != to.len() {
        return Err(core.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    from.iter().zip(to).for_each(|(&from, to)| table[usize::from(from)] = to);
    Ok(core.heap.bytes_value(table))
}

// ---- bytearray alone ----

fn array<'a>(core: &'a mut Core, args: &[Value]) -> Option<&'a mut Vec<u8>> {
    match core.heap.get_mut(core.heap.plain_obj(args[0])?) {
        Object::ByteArray(bytes) => Some(bytes.to_mut()),
        _ => None,
    }
}

fn byte_arg(core: &mut Core, args: &[Value], arg: usize) -> Result<u8, Break> {
    let i = core.index_arg(args, arg)?;
    match u8::try_from(i) {
        Ok(byte) => Ok(byte),
        Err(_) => Err(core.value_error("byte must be in range(0, 256)")),
    }
}

fn append(core: &mut Core, args: &[Value]) -> NativeResult {
    let byte = byte_arg(core, args, 1)?;
    core.heap.grew(1);
    if let Some(bytes) = array(core, args) {
        bytes.push(byte);
    }
    Ok(Value::None)
}

fn clear(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(bytes) = array(core, args) {
        *bytes = Vec::new();
    }
    Ok(Value::None)
}

fn copy(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = own(core, args);
    Ok(like(core, args, bytes))
}

fn extend(core: &mut Core, args: &[Value]) -> NativeResult {
    let more = match core.heap.as_bytes(args[1]) {
        Some(bytes) => bytes.to_vec(),
        None => {
            if core.heap.as_str(args[1]).is_some() {
                return Err(core.type_error("expected iterable of integers; got: 'str'"));
            }
            let items = core.items(args, 1)?;
            let mut bytes = Vec::with_capacity(items.len());
            for item in items {
                bytes.push(byte_arg(core, &[item], 0)?);
            }
            bytes
        }
    };
    core.reserve(more.len())?;
    core.heap.grew(more.len());
    if let Some(bytes) = array(core, args) {
        bytes.extend(more);
    }
    Ok(Value::None)
}

fn insert(core: &mut Core, args: &[Value]) -> NativeResult {
    let index = core.index_arg(args, 1)?;
    let byte = byte_arg(core, args, 2)?;
    if let Some(bytes) = array(core, args) {
        let n = bytes.len() as i64;
        let at = if index < 0 { (index + n).max(0) } else { index.min(n) };
        bytes.insert(at as usize, byte);
    }
    Ok(Value::None)
}

fn pop(core: &mut Core, args: &[Value]) -> NativeResult {
    let index = if args[1].is_null() { -1 } else { core.index_arg(args, 1)? };
    let n = own(core, args).len() as i64;
    if n == 0 {
        return Err(core.index_error("pop from empty bytearray"));
    }
    let at = if index < 0 { index + n } else { index };
    match array(core, args) {
        Some(bytes) if (0..n).contains(&at) => Ok(Value::Int(i64::from(bytes.remove(at as usize)))),
        _ => Err(core.index_error("pop index out of range")),
    }
}

fn remove(core: &mut Core, args: &[Value]) -> NativeResult {
    let byte = byte_arg(core, args, 1)?;
    match (own(core, args).iter().position(|&b| b == byte), array(core, args)) {
        (Some(at), Some(bytes)) => {
            bytes.remove(at);
            Ok(Value::None)
        }
        _ => Err(core.value_error("value not found in bytearray")),
    }
}

fn reverse(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(bytes) = array(core, args) {
        bytes.reverse();
    }
    Ok(Value::None)
}

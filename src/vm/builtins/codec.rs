//! Text encodings: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32, with the error handlers people use.
//!
//! Source: `Objects/unicodeobject.c`, `Python/codecs.c` of CPython.

use std::ops::Range;

use crate::vm::core::Core;
use crate::vm::native::Break;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// The encodings there are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf8Sig,
    Ascii,
    Latin1,
    Utf16 { bom: bool, big: bool },
    Utf32 { bom: bool, big: bool },
}

fn encoding_of(core: &mut Core, name: &str) -> Result<Encoding, Break> {
    let plain: String = name.to_ascii_lowercase().replace(['_', ' '], "-");
    Ok(match plain.as_str() {
        "utf-8" | "utf8" | "u8" | "cp65001" => Encoding::Utf8,
        "utf-8-sig" => Encoding::Utf8Sig,
        "ascii" | "us-ascii" | "646" => Encoding::Ascii,
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" => Encoding::Latin1,
        "utf-16" | "utf16" => Encoding::Utf16 { bom: true, big: false },
        "utf-16-le" | "utf-16le" => Encoding::Utf16 { bom: false, big: false },
        "utf-16-be" | "utf-16be" => Encoding::Utf16 { bom: false, big: true },
        "utf-32" | "utf32" => Encoding::Utf32 { bom: true, big: false },
        "utf-32-le" | "utf-32le" => Encoding::Utf32 { bom: false, big: false },
        "utf-32-be" | "utf-32be" => Encoding::Utf32 { bom: false, big: true },
        _ => return Err(core.raise(types::LOOKUP_ERROR, format!("unknown encoding: {name}"))),
    })
}

/// `text.encode(encoding, errors)`
pub(super) fn encode(core: &mut Core, text: &str, name: &str, errors: &str) -> Result<Vec<u8>, Break> {
    let encoding = encoding_of(core, name)?;
    core.charge_items(text.len() / 16);
    Ok(match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Sig => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::Ascii => return narrow(core, text, "ascii", 0x80, errors),
        Encoding::Latin1 => return narrow(core, text, "latin-1", 0x100, errors),
        Encoding::Utf16 { bom, big } => {
            let mark = if bom { Some(0xfeff) } else { None };
            let units = mark.into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        }
        Encoding::Utf32 { bom, big } => {
            let mark = if bom { Some(0xfeff) } else { None };
            let units = mark.into_iter().chain(text.chars().map(u32::from));
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        }
    })
}

fn narrow(core: &mut Core, text: &str, name: &str, limit: u32, errors: &str) -> Result<Vec<u8>, Break> {
    let mut out = Vec::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        let code = u32::from(c);
        if code < limit {
            out.push(code as u8);
            continue;
        }
        match errors {
            "ignore" => {}
            "replace" => out.push(b'?'),
            "backslashreplace" => {
                let escaped = crate::vm::text::string::escape_non_ascii(&c.to_string());
                out.extend(escaped.bytes());
            }
            "xmlcharrefreplace" => out.extend(format!("&#{code};").bytes()),
            "strict" => {
                let n = text.chars().skip(at).take_while(|&c| u32::from(c) >= limit).count();
                let reason = format!("ordinal not in range({limit})");
                let object = core.str(text);
                return Err(codec_error(core, types::UNICODE_ENCODE_ERROR, object, name, at..at + n, &reason));
            }
            other => {
                return Err(core.raise(types::LOOKUP_ERROR, format!("unknown error handler name '{other}'")));
            }
        }
    }
    Ok(out)
}

/// `bytes.decode(encoding, errors)`
pub(super) fn decode(core: &mut Core, bytes: &[u8], name: &str, errors: &str) -> Result<String, Break> {
    let encoding = encoding_of(core, name)?;
    core.charge_items(bytes.len() / 16);
    match encoding {
        Encoding::Utf8 => decode_utf8(core, bytes, errors),
        Encoding::Utf8Sig => decode_utf8(core, bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes), errors),
        Encoding::Latin1 => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
        Encoding::Ascii => decode_ascii(core, bytes, errors),
        Encoding::Utf16 { bom, big } => {
            let (big, bytes) = match bytes {
                [0xfe, 0xff, rest @ ..] if bom => (true, rest),
                [0xff, 0xfe, rest @ ..] if bom => (false, rest),
                _ => (big, bytes),
            };
            let units = bytes.chunks(2).map(|pair| {
                let pair = [pair[0], pair.get(1).copied().unwrap_or(0)];
                if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
            });
            Ok(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect())
        }
        Encoding::Utf32 { bom, big } => {
            let (big, bytes) = match bytes {
                [0, 0, 0xfe, 0xff, rest @ ..] if bom => (true, rest),
                [0xff, 0xfe, 0, 0, rest @ ..] if bom => (false, rest),
                _ => (big, bytes),
            };
            let units = bytes.chunks_exact(4).map(|four| {
                let four = [four[0], four[1], four[2], four[3]];
                if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
            });
            Ok(units.map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}')).collect())
        }
    }
}

fn decode_utf8(core: &mut Core, bytes: &[u8], errors: &str) -> Result<String, Break> {
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    loop {
        let error = match std::str::from_utf8(&bytes[at..]) {
            Ok(text) => {
                out.push_str(text);
                return Ok(out);
            }
            Err(error) => error,
        };
        let good = at + error.valid_up_to();
        out.push_str(std::str::from_utf8(&bytes[at..good]).unwrap_or(""));
        let bad = error.error_len().unwrap_or(bytes.len() - good);
        let reason = match (error.error_len(), bytes[good]) {
            (None, _) => "unexpected end of data",
            (_, 0x80..=0xc1 | 0xf5..=0xff) => "invalid start byte",
            _ => "invalid continuation byte",
        };
        bad_bytes(core, &mut out, "utf-8", bytes, good..good + bad, reason, errors)?;
        at = good + bad;
    }
}

fn decode_ascii(core: &mut Core, bytes: &[u8], errors: &str) -> Result<String, Break> {
    let mut out = String::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if byte < 0x80 {
            out.push(char::from(byte));
        } else {
            bad_bytes(core, &mut out, "ascii", bytes, at..at + 1, "ordinal not in range(128)", errors)?;
        }
    }
    Ok(out)
}

/// A UnicodeError with its attributes.
fn codec_error(core: &mut Core, class: Obj, object: Value, name: &str, place: Range<usize>, reason: &str) -> Break {
    let (encoding, reason) = (core.str(name), core.str(reason));
    let (start, end) = (Value::Int(place.start as i64), Value::Int(place.end as i64));
    Break::Raise(core.new_exception(class, &[encoding, object, start, end, reason]))
}

fn bad_bytes(
    core: &mut Core,
    out: &mut String,
    name: &str,
    all: &[u8],
    place: Range<usize>,
    reason: &str,
    errors: &str,
) -> Result<(), Break> {
    let bad = &all[place.clone()];
    match errors {
        "ignore" => {}
        "replace" => out.push('\u{fffd}'),
        "backslashreplace" => bad.iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}"))),
        "strict" => {
            let object = core.heap.bytes_value(all.to_vec());
            return Err(codec_error(core, types::UNICODE_DECODE_ERROR, object, name, place, reason));
        }
        other => return Err(core.raise(types::LOOKUP_ERROR, format!("unknown error handler name '{other}'"))),
    }
    Ok(())
}

//! Methods of `float` and the reading of its literals. Source: `Objects/floatobject.c`.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, One};

use crate::vm::core::Core;
use crate::vm::native::{NativeDef, NativeResult, TypeDef};
use crate::vm::text::string::repr;
use crate::vm::types;
use crate::vm::value::Value;

/// The class `float`.
pub static FLOAT: TypeDef = TypeDef::new(
    types::FLOAT,
    &[
        NativeDef::method("as_integer_ratio", "self, /", as_integer_ratio),
        NativeDef::method("conjugate", "self, /", itself),
        NativeDef::class_method("fromhex", "cls, string, /", fromhex),
        NativeDef::method("hex", "self, /", hex),
        NativeDef::method("is_integer", "self, /", is_integer),
        NativeDef::method("__ceil__", "self, /", ceil),
        NativeDef::method("__floor__", "self, /", floor),
        NativeDef::method("__trunc__", "self, /", trunc),
        NativeDef::method("__int__", "self, /", trunc),
        NativeDef::method("__float__", "self, /", itself),
        NativeDef::method("__round__", "self, ndigits=, /", round),
        NativeDef::method("__getnewargs__", "self, /", getnewargs),
        NativeDef::getter("real", itself),
        NativeDef::getter("imag", zero),
    ],
);

fn own(core: &Core, args: &[Value]) -> f64 {
    core.heap.as_f64(args[0]).unwrap_or(0.0)
}

fn itself(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Float(own(core, args)))
}

fn zero(_core: &mut Core, _args: &[Value]) -> NativeResult {
    Ok(Value::Float(0.0))
}

fn getnewargs(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = Value::Float(own(core, args));
    Ok(core.tuple(&[x]))
}

fn is_integer(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = own(core, args);
    Ok(Value::Bool(x.is_finite() && x == x.trunc()))
}

/// The int of a whole float, or the error that infinities and NaN raise.
pub(in crate::vm) fn to_int(core: &mut Core, x: f64) -> NativeResult {
    if x.is_nan() {
        return Err(core.value_error("cannot convert float NaN to integer"));
    }
    match BigInt::from_f64(x) {
        Some(n) => Ok(core.heap.int(n)),
        None => Err(core.overflow_error("cannot convert float infinity to integer")),
    }
}

fn ceil(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = own(core, args).ceil();
    to_int(core, x)
}

fn floor(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = own(core, args).floor();
    to_int(core, x)
}

fn trunc(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = own(core, args).trunc();
    to_int(core, x)
}

fn round(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = own(core, args);
    if args[1].is_null() || args[1].is_none() {
        let rounded = x.round_ties_even();
        return to_int(core, rounded);
    }
    let digits = core.index_arg(args, 1)?;
    if !x.is_finite() || digits > 330 {
        return Ok(Value::Float(x));
    }
    if digits < -310 {
        return Ok(Value::Float(0.0f64.copysign(x)));
    }
    // Correctly rounded decimal text, read back: what CPython does with dtoa.
    let text = if digits >= 0 {
        format!("{:.*}", digits as usize, x)
    } else {
        return round_to_tens(core, x, digits.unsigned_abs() as u32);
    };
    let rounded: f64 = text.parse().unwrap_or(x);
    if rounded.is_infinite() {
        return Err(core.overflow_error("rounded value too large to represent"));
    }
    Ok(Value::Float(rounded))
}

fn round_to_tens(core: &mut Core, x: f64, places: u32) -> NativeResult {
    let (numerator, denominator) = ratio(x);
    let unit = denominator * BigInt::from(10).pow(places);
    let (quotient, rest) = num_integer::Integer::div_mod_floor(&numerator, &unit);
    let twice = rest * 2;
    let up = twice > unit || (twice == unit && num_integer::Integer::is_odd(&quotient));
    let text = format!("{}e{places}", quotient + i32::from(up));
    let rounded: f64 = text.parse().unwrap_or(x);
    if rounded.is_infinite() {
        return Err(core.overflow_error("rounded value too large to represent"));
    }
    Ok(Value::Float(if rounded == 0.0 { 0.0f64.copysign(x) } else { rounded }))
}

/// A finite float as a fraction in lowest terms.
fn ratio(x: f64) -> (BigInt, BigInt) {
    let (mut mantissa, exponent) = libm::frexp(x);
    let mut exponent = exponent;
    for _ in 0..300 {
        if mantissa == mantissa.floor() {
            break;
        }
        mantissa *= 2.0;
        exponent -= 1;
    }
    let n = BigInt::from_f64(mantissa).unwrap_or_default();
    if exponent >= 0 { (n << exponent, BigInt::one()) } else { (n, BigInt::one() << exponent.unsigned_abs()) }
}

fn as_integer_ratio(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = own(core, args);
    if x.is_nan() {
        return Err(core.value_error("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(core.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let (n, d) = ratio(x);
    let (n, d) = (core.heap.int(n), core.heap.int(d));
    Ok(core.tuple(&[n, d]))
}

fn hex(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = own(core, args);
    if !x.is_finite() {
        let text = crate::vm::text::float::repr(x);
        return Ok(core.str(&text));
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let bits = x.abs().to_bits();
    let (exponent, fraction) = (((bits >> 52) & 0x7ff) as i64, bits & ((1 << 52) - 1));
    let text = match (exponent, fraction) {
        (0, 0) => format!("{sign}0x0.0p+0"),
        (0, fraction) => format!("{sign}0x0.{fraction:013x}p-1022"),
        _ => format!("{sign}0x1.{fraction:013x}p{:+}", exponent - 1023),
    };
    Ok(core.str(&text))
}

fn fromhex(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = core.str_arg(args, 1, "fromhex() argument")?;
    match parse_hex(&text.trim().to_ascii_lowercase()) {
        Some(x) => Ok(Value::Float(x)),
        None => Err(core.value_error("invalid hexadecimal floating-point string")),
    }
}

fn parse_hex(text: &str) -> Option<f64> {
    let (negative, body) = match text.strip_prefix(['+', '-']) {
        Some(body) => (text.starts_with('-'), body),
        None => (false, text),
    };
    if let "inf" | "infinity" | "nan" = body {
        return parse(text);
    }
    let body = body.strip_prefix("0x").unwrap_or(body);
    let (digits, exponent) = match body.split_once('p') {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (body, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() || whole.len() + fraction.len() > 64 {
        return None;
    }
    let mut x = 0.0;
    for c in whole.chars().chain(fraction.chars()) {
        x = x * 16.0 + f64::from(c.to_digit(16)?);
    }
    let x = libm::ldexp(x, exponent.saturating_sub(4 * fraction.len() as i32));
    Some(if negative { -x } else { x })
}

/// What `float(text)` reads; `None` when it is no number.
pub(in crate::vm) fn parse(text: &str) -> Option<f64> {
    let text = text.trim_matches(super::str_methods::is_space);
    let plain = if text.contains('_') {
        let between_digits = text.char_indices().filter(|&(_, c)| c == '_').all(|(at, _)| {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next())
        });
        if !between_digits {
            return None;
        }
        text.replace('_', "")
    } else {
        text.to_owned()
    };
    let ascii: String = plain
        .chars()
        .map(|c| super::str_case::decimal_value(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c))
        .collect();
    let body = ascii.trim_start_matches(['+', '-']);
    if ascii.len() - body.len() > 1 {
        return None;
    }
    let lower = body.to_ascii_lowercase();
    let named = matches!(lower.as_str(), "inf" | "infinity" | "nan");
    if !named && !lower.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    ascii.parse().ok()
}

/// The ValueError of `float(text)`.
pub(in crate::vm) fn parse_or_raise(core: &mut Core, text: &str) -> NativeResult {
    match parse(text) {
        Some(x) => Ok(Value::Float(x)),
        None => {
            let text = format!("could not convert string to float: {}", repr(text));
            Err(core.value_error(text))
        }
    }
}

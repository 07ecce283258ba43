//! Methods of `int` and the reading of its literals. Source: `Objects/longobject.c`.

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::Zero;

use crate::base::limits::MOST_INT_STR_DIGITS;
use crate::vm::core::Core;
use crate::vm::native::{Break, NativeDef, NativeResult, TypeDef};
use crate::vm::text::string::repr;
use crate::vm::types;
use crate::vm::value::Value;

/// The class `int`.
pub static INT: TypeDef = TypeDef::new(
    types::INT,
    &[
        NativeDef::method("as_integer_ratio", "self, /", as_integer_ratio),
        NativeDef::method("bit_count", "self, /", bit_count),
        NativeDef::method("bit_length", "self, /", bit_length),
        NativeDef::method("conjugate", "self, /", itself),
        NativeDef::class_method("from_bytes", "cls, /, bytes, byteorder=, *, signed=", from_bytes),
        NativeDef::method("is_integer", "self, /", is_integer),
        NativeDef::method("to_bytes", "self, /, length=, byteorder=, *, signed=", to_bytes),
        NativeDef::method("__ceil__", "self, /", itself),
        NativeDef::method("__floor__", "self, /", itself),
        NativeDef::method("__trunc__", "self, /", itself),
        NativeDef::method("__int__", "self, /", itself),
        NativeDef::method("__index__", "self, /", itself),
        NativeDef::method("__float__", "self, /", to_float),
        NativeDef::method("__round__", "self, ndigits=, /", round),
        NativeDef::method("__getnewargs__", "self, /", getnewargs),
        NativeDef::getter("real", itself),
        NativeDef::getter("numerator", itself),
        NativeDef::getter("imag", zero),
        NativeDef::getter("denominator", one),
    ],
);

fn big(core: &Core, args: &[Value]) -> BigInt {
    core.heap.as_bigint(args[0]).unwrap_or_default()
}

fn itself(core: &mut Core, args: &[Value]) -> NativeResult {
    let n = big(core, args);
    Ok(core.heap.int(n))
}

fn zero(_core: &mut Core, _args: &[Value]) -> NativeResult {
    Ok(Value::Int(0))
}

fn one(_core: &mut Core, _args: &[Value]) -> NativeResult {
    Ok(Value::Int(1))
}

fn to_float(core: &mut Core, args: &[Value]) -> NativeResult {
    core.float_arg(args, 0).map(Value::Float)
}

fn getnewargs(core: &mut Core, args: &[Value]) -> NativeResult {
    let n = big(core, args);
    let n = core.heap.int(n);
    Ok(core.tuple(&[n]))
}

fn as_integer_ratio(core: &mut Core, args: &[Value]) -> NativeResult {
    let n = big(core, args);
    let n = core.heap.int(n);
    Ok(core.tuple(&[n, Value::Int(1)]))
}

fn bit_count(core: &mut Core, args: &[Value]) -> NativeResult {
    let ones: u64 = big(core, args).magnitude().iter_u64_digits().map(|digit| u64::from(digit.count_ones())).sum();
    Ok(Value::Int(ones as i64))
}

fn bit_length(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Int(big(core, args).bits() as i64))
}

fn is_integer(_core: &mut Core, _args: &[Value]) -> NativeResult {
    Ok(Value::Bool(true))
}

/// Half to even on a power of ten, as `round(n, -k)`.
fn round(core: &mut Core, args: &[Value]) -> NativeResult {
    if args[1].is_null() || args[1].is_none() {
        return itself(core, args);
    }
    let digits = core.index_arg(args, 1)?;
    if digits >= 0 {
        return itself(core, args);
    }
    let n = big(core, args);
    let places = u32::try_from(digits.unsigned_abs()).unwrap_or(u32::MAX);
    if u64::from(places) > n.bits() / 3 + 2 {
        return Ok(Value::Int(0));
    }
    let unit = BigInt::from(10).pow(places);
    let (quotient, rest) = num_integer::Integer::div_mod_floor(&n, &unit);
    let twice = &rest * 2;
    let up = twice > unit || (twice == unit && num_integer::Integer::is_odd(&quotient));
    Ok(core.heap.int((quotient + i32::from(up)) * unit))
}

/// `True` for `'big'`, which is also the default.
fn is_big_endian(core: &mut Core, args: &[Value], arg: usize) -> Result<bool, Break> {
    if args[arg].is_null() {
        return Ok(true);
    }
    let order = core.str_arg(args, arg, "byteorder")?;
    match &*order {
        "big" => Ok(true),
        "little" => Ok(false),
        _ => Err(core.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn to_bytes(core: &mut Core, args: &[Value]) -> NativeResult {
    let n = big(core, args);
    let length = if args[1].is_null() { 1 } else { core.index_arg(args, 1)? };
    let Ok(length) = usize::try_from(length) else {
        return Err(core.value_error("length argument must be non-negative"));
    };
    core.reserve(length)?;
    let big_endian = is_big_endian(core, args, 2)?;
    let signed = !args[3].is_null() && core.truth_arg(args, 3)?;
    if n.sign() == Sign::Minus && !signed {
        return Err(core.overflow_error("can't convert negative int to unsigned"));
    }
    let (mut bytes, fill) = if signed {
        let bytes = if n.is_zero() { Vec::new() } else { n.to_signed_bytes_le() };
        (bytes, if n.sign() == Sign::Minus { 0xff } else { 0 })
    } else {
        (if n.is_zero() { Vec::new() } else { n.to_bytes_le().1 }, 0)
    };
    if bytes.len() > length {
        return Err(core.overflow_error("int too big to convert"));
    }
    bytes.resize(length, fill);
    if big_endian {
        bytes.reverse();
    }
    Ok(core.heap.bytes_value(bytes))
}

fn from_bytes(core: &mut Core, args: &[Value]) -> NativeResult {
    let mut bytes = match core.heap.as_bytes(args[1]) {
        Some(bytes) => bytes.to_vec(),
        None => {
            if core.heap.as_str(args[1]).is_some() {
                return Err(core.type_error("cannot convert 'str' object to bytes"));
            }
            let items = core.items(args, 1)?;
            items.iter().map(|&item| core.heap.as_i64(item).unwrap_or(0) as u8).collect()
        }
    };
    let big_endian = is_big_endian(core, args, 2)?;
    let signed = !args[3].is_null() && core.truth_arg(args, 3)?;
    if big_endian {
        bytes.reverse();
    }
    let n = if signed { BigInt::from_signed_bytes_le(&bytes) } else { BigInt::from(BigUint::from_bytes_le(&bytes)) };
    Ok(core.heap.int(n))
}

/// `int(text, base)`; `shown` is the argument, for the error.
pub(in crate::vm) fn parse(core: &mut Core, text: &str, base: u32) -> NativeResult {
    let limit = str_digits(core);
    match parse_digits(text, base, limit) {
        Ok(n) => Ok(core.heap.int(n)),
        Err(Unread::TooLong(n_digits)) => {
            let text = format!(
                "Exceeds the limit ({limit} digits) for integer string conversion: value has {n_digits} digits; \
                 use sys.set_int_max_str_digits() to increase the limit"
            );
            Err(core.value_error(text))
        }
        Err(Unread::NoInt) => {
            // At most 200 characters are shown, as by `%.200R`.
            let shown: String = repr(text).chars().take(200).collect();
            let text = format!("invalid literal for int() with base {base}: {shown}");
            Err(core.value_error(text))
        }
    }
}

enum Unread {
    NoInt,
    TooLong(usize),
}

fn parse_digits(text: &str, base: u32, limit: usize) -> Result<BigInt, Unread> {
    let trimmed = text.trim_matches(super::str_methods::is_space);
    let (negative, body) = match trimmed.strip_prefix(['+', '-']) {
        Some(body) => (trimmed.starts_with('-'), body),
        None => (false, trimmed),
    };
    let lower = body.get(..2).unwrap_or("").to_ascii_lowercase();
    let (base, body, prefixed) = match (lower.as_str(), base) {
        ("0x", 0 | 16) => (16, &body[2..], true),
        ("0o", 0 | 8) => (8, &body[2..], true),
        ("0b", 0 | 2) => (2, &body[2..], true),
        (_, 0) => {
            let zeros = body.starts_with('0') && body.bytes().any(|b| b != b'0' && b != b'_');
            if zeros {
                return Err(Unread::NoInt);
            }
            (10, body, false)
        }
        _ => (base, body, false),
    };
    let body = if prefixed { body.strip_prefix('_').unwrap_or(body) } else { body };
    let fine = !body.is_empty() && !body.starts_with('_') && !body.ends_with('_') && !body.contains("__");
    if !fine {
        return Err(Unread::NoInt);
    }
    let mut digits = String::with_capacity(body.len());
    for c in body.chars().filter(|&c| c != '_') {
        let digit = c.to_digit(base).or_else(|| super::str_case::decimal_value(c).filter(|&d| d < base));
        digits.push(digit.and_then(|d| char::from_digit(d, base)).ok_or(Unread::NoInt)?);
    }
    if !base.is_power_of_two() && digits.len() > limit {
        return Err(Unread::TooLong(digits.len()));
    }
    let n = BigInt::parse_bytes(digits.as_bytes(), base).ok_or(Unread::NoInt)?;
    Ok(if negative { -n } else { n })
}

/// `str(n)`, with CPython's limit on the number of digits.
pub(in crate::vm) fn decimal(core: &mut Core, n: &BigInt) -> Result<String, Break> {
    let limit = str_digits(core);
    let too_long = format!(
        "Exceeds the limit ({limit} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    );
    // log10(2) is a little under 0.30103, so this never refuses what fits.
    if n.bits() > limit as u64 * 10 / 3 {
        return Err(core.value_error(too_long));
    }
    let text = n.to_string();
    core.charge_items(text.len() * text.len() / 256);
    if text.trim_start_matches('-').len() > limit {
        return Err(core.value_error(too_long));
    }
    Ok(text)
}

/// The most digits that are converted.
fn str_digits(core: &Core) -> usize {
    match core.max_str_digits {
        0 => MOST_INT_STR_DIGITS,
        limit => limit.min(MOST_INT_STR_DIGITS),
    }
}

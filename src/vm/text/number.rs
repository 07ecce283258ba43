//! `format(number, spec)` for ints and floats.
//!
//! Source: `Python/formatter_unicode.c` (`format_long_internal`, `format_float_internal`) and
//! `Objects/stringlib/localeutil.h` (grouping) of CPython.

use num_bigint::{BigInt, Sign};

use super::float;
use super::spec::{Align, Spec, SpecError, pad, unknown_code};

/// `format(value, spec)` for an int of any size.
pub fn format_int(value: &BigInt, spec: &Spec) -> Result<String, SpecError> {
    let kind = spec.kind.unwrap_or('d');
    match kind {
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            let float = num_traits::ToPrimitive::to_f64(value).filter(|f| f.is_finite());
            return format_float(float.ok_or("int too large to convert to float")?, spec);
        }
        'c' => return format_char(value, spec),
        'b' | 'o' | 'x' | 'X' | 'd' | 'n' => {}
        other => return Err(unknown_code(other, "int")),
    }
    if spec.precision.is_some() {
        return Err("Precision not allowed in integer format specifier".to_owned());
    }
    if spec.no_neg_zero {
        return Err("Negative zero coercion (z) not allowed in integer format specifier".to_owned());
    }
    let (radix, prefix) = match kind {
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = value.magnitude().to_str_radix(radix);
    if kind == 'X' {
        digits.make_ascii_uppercase();
    }
    let sign = sign_text(value.sign() == Sign::Minus, spec);
    let prefix = if spec.alt { prefix } else { "" };
    let every = if radix == 10 { 3 } else { 4 };
    Ok(assemble(sign, prefix, &digits, "", every, spec))
}

fn format_char(value: &BigInt, spec: &Spec) -> Result<String, SpecError> {
    if spec.precision.is_some() {
        return Err("Precision not allowed in integer format specifier".to_owned());
    }
    if spec.sign.is_some() {
        return Err("Sign not allowed with integer format specifier 'c'".to_owned());
    }
    if spec.alt {
        return Err("Alternate form (#) not allowed with integer format specifier 'c'".to_owned());
    }
    let c = u32::try_from(value).ok().and_then(char::from_u32).ok_or("%c arg not in range(0x110000)")?;
    Ok(pad(&c.to_string(), spec, Align::Right))
}

/// `format(value, spec)` for a float.
pub fn format_float(value: f64, spec: &Spec) -> Result<String, SpecError> {
    let kind = spec.kind.unwrap_or('r');
    let c_kind = match kind {
        'n' => 'g',
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => kind,
        'r' if spec.kind.is_none() => kind,
        other => return Err(unknown_code(other, "float")),
    };
    let text = float::format(value, c_kind, spec.precision, spec.alt);
    let mut negative = value.is_sign_negative() && !value.is_nan();
    if spec.no_neg_zero && text.bytes().all(|b| !(b'1'..=b'9').contains(&b)) && !text.starts_with(['i', 'I']) {
        negative = false;
    }
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(whole);
    Ok(assemble(sign_text(negative, spec), "", digits, rest, 3, spec))
}

fn sign_text(negative: bool, spec: &Spec) -> &'static str {
    match (negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    }
}

/// Sign, prefix, grouped digits and the rest, padded to the width. Zeros that fill up to the width are grouped too.
fn assemble(sign: &str, prefix: &str, digits: &str, rest: &str, every: usize, spec: &Spec) -> String {
    let after_sign = spec.align == Some(Align::AfterSign);
    let outside = sign.len() + prefix.len() + rest.len();
    let digits = match spec.group {
        Some(mark) => {
            let width = if after_sign && spec.fill == '0' { spec.width.saturating_sub(outside) } else { 0 };
            grouped(digits, mark, every, width)
        }
        None => digits.to_owned(),
    };
    if after_sign {
        let missing = spec.width.saturating_sub(outside + digits.len());
        let fill: String = std::iter::repeat_n(spec.fill, missing).collect();
        return format!("{sign}{prefix}{fill}{digits}{rest}");
    }
    pad(&format!("{sign}{prefix}{digits}{rest}"), spec, Align::Right)
}

/// `digits` with `mark` before every group of `every`, filled with zeros to `width`; never starts with the mark.
fn grouped(digits: &str, mark: char, every: usize, width: usize) -> String {
    let mut reversed = String::new();
    let mut source = digits.chars().rev();
    for place in 0.. {
        let next = source.next();
        if next.is_none() && reversed.len() >= width {
            break;
        }
        if place > 0 && place % every == 0 {
            reversed.push(mark);
        }
        reversed.push(next.unwrap_or('0'));
    }
    reversed.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::super::spec::parse;
    use super::*;

    fn int(value: i64, spec: &str) -> String {
        format_int(&BigInt::from(value), &parse(spec, "int").unwrap()).unwrap()
    }
    fn float(value: f64, spec: &str) -> String {
        format_float(value, &parse(spec, "float").unwrap()).unwrap()
    }

    #[test]
    fn ints_in_every_base() {
        assert_eq!(int(42, "05d"), "00042");
        assert_eq!(int(-42, "+d"), "-42");
        assert_eq!(int(42, "#010b"), "0b00101010");
        assert_eq!(int(255, "02X"), "FF");
        assert_eq!(int(1_234_567, ","), "1,234,567");
        assert_eq!(int(0xabcdef, "_x"), "ab_cdef");
        assert_eq!(int(1234, "06,"), "01,234");
        assert_eq!(int(123_456, "08,"), "0,123,456");
        assert_eq!(int(5, "e"), "5.000000e+00");
    }

    #[test]
    fn floats_with_grouping_and_fill() {
        assert_eq!(float(12345.678, "012,.1f"), "00,012,345.7");
        assert_eq!(float(1234.5678, ",.2f"), "1,234.57");
        assert_eq!(float(f64::INFINITY, "5"), "  inf");
        assert_eq!(float(-0.0001, "z.1f"), "0.0");
        assert_eq!(float(2.34567, ".3"), "2.35");
    }
}

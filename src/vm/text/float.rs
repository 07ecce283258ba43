//! Text of floats.
//!
//! Source: `Python/pystrtod.c` (`PyOS_double_to_string`, `format_float_short`) and `Objects/floatobject.c` of CPython.
//! Digits come from Rust's own conversion, which is exact and rounds half to even on the exact value, as CPython's does.

/// Decimal digits of a finite non-negative number without leading zeros, and where the point goes: 0.d1d2… × 10^point.
struct Digits {
    digits: Vec<u8>,
    point: i32,
}

/// Shortest digits that read back as `value`.
fn shortest(value: f64) -> Digits {
    let digits = parse_exponential(&format!("{value:e}"));
    // Two texts of this length can be equally near, if the number has one digit more: the even one is shown.
    if digits.digits.len() >= 15 {
        let text = format!("{:.*e}", digits.digits.len() - 1, value);
        if text.parse() == Ok(value) {
            return parse_exponential(&text);
        }
    }
    digits
}

/// `n` significant digits, correctly rounded.
fn significant(value: f64, n: usize) -> Digits {
    parse_exponential(&format!("{:.*e}", n.max(1) - 1, value))
}

fn parse_exponential(text: &str) -> Digits {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    Digits { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 }
}

fn special(value: f64, upper: bool) -> Option<&'static str> {
    match (value.is_nan(), value.is_infinite(), upper) {
        (true, _, false) => Some("nan"),
        (true, _, true) => Some("NAN"),
        (_, true, false) => Some("inf"),
        (_, true, true) => Some("INF"),
        _ => None,
    }
}

/// `repr(value)`.
pub fn repr(value: f64) -> String {
    let sign = if value.is_sign_negative() && !value.is_nan() { "-" } else { "" };
    let magnitude = value.abs();
    let body = match special(magnitude, false) {
        Some(name) => name.to_owned(),
        None if magnitude == 0.0 => "0.0".to_owned(),
        None => {
            let digits = shortest(magnitude);
            if digits.point > 16 || digits.point <= -4 {
                exponential(&digits, false, 'e')
            } else {
                fixed_from(&digits, true)
            }
        }
    };
    format!("{sign}{body}")
}

/// Half of `repr(complex)`: as [`repr`], but a whole number shows no `.0`.
pub fn repr_part(value: f64) -> String {
    let text = repr(value);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn exponential(digits: &Digits, keep_point: bool, letter: char) -> String {
    let mut out = String::new();
    let (first, rest) = digits.digits.split_at(1);
    out.push(char::from(first[0]));
    if !rest.is_empty() || keep_point {
        out.push('.');
    }
    out.extend(rest.iter().map(|&d| char::from(d)));
    let exponent = digits.point - 1;
    let sign = if exponent < 0 { '-' } else { '+' };
    out.push_str(&format!("{letter}{sign}{:02}", exponent.abs()));
    out
}

fn fixed_from(digits: &Digits, dot_zero: bool) -> String {
    let n = digits.digits.len() as i32;
    let text: String = digits.digits.iter().map(|&d| char::from(d)).collect();
    if digits.point <= 0 {
        format!("0.{}{text}", "0".repeat(digits.point.unsigned_abs() as usize))
    } else if digits.point >= n {
        let zeros = "0".repeat((digits.point - n) as usize);
        format!("{text}{zeros}{}", if dot_zero { ".0" } else { "" })
    } else {
        let (whole, fraction) = text.split_at(digits.point as usize);
        format!("{whole}.{fraction}")
    }
}

/// The unsigned text of `value.abs()` under a format type: one of `e E f F g G %`, or `r` for "like str but with at least
/// `precision` significant digits" (no type in the specification). `alt` keeps the point and trailing zeros.
pub fn format(value: f64, kind: char, precision: Option<usize>, alt: bool) -> String {
    let upper = kind.is_ascii_uppercase();
    let magnitude = value.abs();
    if kind == '%' {
        return match special(magnitude, false) {
            Some(name) => format!("{name}%"),
            None => format!("{}%", format(magnitude * 100.0, 'f', precision, alt)),
        };
    }
    if let Some(name) = special(magnitude, upper) {
        return name.to_owned();
    }
    let letter = if upper { 'E' } else { 'e' };
    match kind.to_ascii_lowercase() {
        'e' => exponential(&significant(magnitude, precision.unwrap_or(6) + 1), alt, letter),
        'f' => {
            let text = format!("{:.*}", precision.unwrap_or(6), magnitude);
            if alt && !text.contains('.') { text + "." } else { text }
        }
        'r' if precision.is_none() => repr(magnitude),
        kind => general(magnitude, precision.unwrap_or(6), alt, kind == 'r', letter),
    }
}

fn general(magnitude: f64, precision: usize, alt: bool, dot_zero: bool, letter: char) -> String {
    let precision = precision.max(1);
    let mut digits = significant(magnitude, precision);
    if magnitude == 0.0 {
        digits.point = 1;
    }
    if !alt {
        while digits.digits.len() > 1 && digits.digits.last() == Some(&b'0') {
            digits.digits.pop();
        }
    }
    let limit = precision as i32 - i32::from(dot_zero);
    if digits.point <= -4 || digits.point > limit {
        return exponential(&digits, alt, letter);
    }
    let text = fixed_from(&digits, dot_zero);
    if alt && !text.contains('.') { text + "." } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_is_the_shortest_that_reads_back() {
        for (value, text) in [
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (-0.0, "-0.0"),
            (1.0 / 3.0, "0.3333333333333333"),
            (1e22, "1e+22"),
            (123456789.125, "123456789.125"),
            (f64::INFINITY, "inf"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(repr(value), text);
        }
    }

    #[test]
    fn format_types_follow_c() {
        assert_eq!(format(1234.5678, 'e', None, false), "1.234568e+03");
        assert_eq!(format(1234.5678, 'g', Some(3), false), "1.23e+03");
        assert_eq!(format(0.00001234, 'g', None, false), "1.234e-05");
        assert_eq!(format(100.0, 'g', None, false), "100");
        assert_eq!(format(100.0, 'g', None, true), "100.000");
        assert_eq!(format(2.5, 'f', Some(0), false), "2");
        assert_eq!(format(0.256, '%', Some(1), false), "25.6%");
        assert_eq!(format(3.0, 'r', Some(3), false), "3.0");
        assert_eq!(format(100.0, 'r', Some(3), false), "1e+02");
        assert_eq!(format(0.0, 'g', None, false), "0");
        assert_eq!(format(0.0, 'e', Some(2), false), "0.00e+00");
    }
}

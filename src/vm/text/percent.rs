//! The `%` operator of strings: parsing of conversions, and the text of one converted number.
//!
//! Source: `Objects/unicodeobject.c` (`unicode_format_arg_parse`, `unicode_format_arg_format`) of CPython.

use num_bigint::{BigInt, Sign};

use super::float;

/// A number in the specification: written, or `*` (taken from the arguments).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    None,
    Given(usize),
    Star,
}

/// One conversion, `%(key)#0- +width.precisionX`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conversion {
    pub key: Option<String>,
    pub left: bool,
    pub plus: bool,
    pub space: bool,
    pub alt: bool,
    pub zero: bool,
    pub width: Amount,
    pub precision: Amount,
    pub kind: char,
    /// Character index of the letter, for error texts.
    pub at: usize,
}

/// A part of the template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    Text(String),
    Conversion(Conversion),
}

/// Splits a template. An error is the text of a ValueError.
pub fn parse(template: &str) -> Result<Vec<Piece>, String> {
    let chars: Vec<char> = template.chars().collect();
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] != '%' {
            text.push(chars[at]);
            at += 1;
        } else if chars.get(at + 1) == Some(&'%') {
            text.push('%');
            at += 2;
        } else {
            at += 1;
            let conversion = conversion(&chars, &mut at)?;
            if !text.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
            }
            pieces.push(Piece::Conversion(conversion));
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

fn conversion(chars: &[char], at: &mut usize) -> Result<Conversion, String> {
    let mut out = Conversion {
        key: None,
        left: false,
        plus: false,
        space: false,
        alt: false,
        zero: false,
        width: Amount::None,
        precision: Amount::None,
        kind: '%',
        at: 0,
    };
    if chars.get(*at) == Some(&'(') {
        out.key = Some(key(chars, at)?);
    }
    while let Some(flag) = chars.get(*at) {
        match flag {
            '-' => out.left = true,
            '+' => out.plus = true,
            ' ' => out.space = true,
            '#' => out.alt = true,
            '0' => out.zero = true,
            _ => break,
        }
        *at += 1;
    }
    out.width = amount(chars, at)?;
    if chars.get(*at) == Some(&'.') {
        *at += 1;
        out.precision = match amount(chars, at)? {
            Amount::None => Amount::Given(0),
            amount => amount,
        };
    }
    while matches!(chars.get(*at), Some('h' | 'l' | 'L')) {
        *at += 1;
    }
    out.kind = *chars.get(*at).ok_or("incomplete format")?;
    out.at = *at;
    *at += 1;
    Ok(out)
}

fn key(chars: &[char], at: &mut usize) -> Result<String, String> {
    let mut depth = 1;
    let mut key = String::new();
    *at += 1;
    while let Some(&c) = chars.get(*at) {
        *at += 1;
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(key);
        }
        key.push(c);
    }
    Err("incomplete format key".to_owned())
}

fn amount(chars: &[char], at: &mut usize) -> Result<Amount, String> {
    if chars.get(*at) == Some(&'*') {
        *at += 1;
        return Ok(Amount::Star);
    }
    let mut value = None;
    while let Some(digit) = chars.get(*at).and_then(|c| c.to_digit(10)) {
        let next = value.unwrap_or(0usize).saturating_mul(10).saturating_add(digit as usize);
        if next > 1 << 24 {
            return Err("width too big".to_owned());
        }
        value = Some(next);
        *at += 1;
    }
    Ok(value.map_or(Amount::None, Amount::Given))
}

/// Width and precision after `*` has been replaced.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sizes {
    pub width: usize,
    pub precision: Option<usize>,
    /// A negative `*` width aligns left.
    pub left: bool,
}

impl Conversion {
    /// Text of an int for `d i u o x X`.
    pub fn int(&self, value: &BigInt, sizes: Sizes) -> String {
        let (radix, prefix) = match self.kind {
            'o' => (8, "0o"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let mut digits = value.magnitude().to_str_radix(radix);
        if self.kind == 'X' {
            digits.make_ascii_uppercase();
        }
        let zeros = sizes.precision.unwrap_or(0).saturating_sub(digits.len());
        let digits = format!("{}{digits}", "0".repeat(zeros));
        self.signed(value.sign() == Sign::Minus, if self.alt { prefix } else { "" }, &digits, sizes, true)
    }
    /// Text of a float for `e E f F g G`.
    pub fn float(&self, value: f64, sizes: Sizes) -> String {
        let body = float::format(value, self.kind, sizes.precision, self.alt);
        self.signed(value.is_sign_negative() && !value.is_nan(), "", &body, sizes, true)
    }
    /// Text of `%s`, `%r`, `%a`, `%c`: cut to the precision, padded.
    pub fn text(&self, text: &str, sizes: Sizes) -> String {
        let cut: String = match sizes.precision {
            Some(n) if self.kind != 'c' => text.chars().take(n).collect(),
            _ => text.to_owned(),
        };
        let missing = " ".repeat(sizes.width.saturating_sub(cut.chars().count()));
        if self.left || sizes.left { cut + &missing } else { missing + &cut }
    }
    fn signed(&self, negative: bool, prefix: &str, body: &str, sizes: Sizes, numeric: bool) -> String {
        let sign = match (negative, self.plus, self.space) {
            (true, ..) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            _ => "",
        };
        let missing = sizes.width.saturating_sub(sign.len() + prefix.len() + body.len());
        if self.left || sizes.left {
            format!("{sign}{prefix}{body}{}", " ".repeat(missing))
        } else if self.zero && numeric {
            format!("{sign}{prefix}{}{body}", "0".repeat(missing))
        } else {
            format!("{}{sign}{prefix}{body}", " ".repeat(missing))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(template: &str) -> Conversion {
        match parse(template).unwrap().remove(0) {
            Piece::Conversion(conversion) => conversion,
            Piece::Text(text) => panic!("{text} is plain text"),
        }
    }

    #[test]
    fn flags_width_and_precision_are_read() {
        let c = one("%(user)-+8.3f");
        assert_eq!((c.key.as_deref(), c.left, c.plus), (Some("user"), true, true));
        assert_eq!((c.width, c.precision, c.kind), (Amount::Given(8), Amount::Given(3), 'f'));
        assert_eq!(parse("100%%").unwrap(), [Piece::Text("100%".to_owned())]);
        assert_eq!(parse("%").unwrap_err(), "incomplete format");
    }

    #[test]
    fn numbers_are_padded_as_c_pads_them() {
        let sizes = |width, precision| Sizes { width, precision, left: false };
        assert_eq!(one("%03d").int(&BigInt::from(7), sizes(3, None)), "007");
        assert_eq!(one("%#x").int(&BigInt::from(255), sizes(0, None)), "0xff");
        assert_eq!(one("%5.1f").float(2.55, sizes(5, Some(1))), "  2.5");
        assert_eq!(one("%-6s").text("ab", sizes(6, None)), "ab    ");
    }
}

//! The format specification mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
//!
//! Source: `Python/formatter_unicode.c` of CPython; the error texts are its own, 3.14's.

/// Where the padding goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
    Centre,
    /// Between sign and digits.
    AfterSign,
}

/// A parsed specification.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    pub fill: char,
    pub align: Option<Align>,
    /// `+`, `-` or space.
    pub sign: Option<char>,
    /// `z`: negative zero is written as zero.
    pub no_neg_zero: bool,
    pub alt: bool,
    pub width: usize,
    /// `,` or `_`.
    pub group: Option<char>,
    pub precision: Option<usize>,
    pub kind: Option<char>,
}

/// The text of the ValueError that a bad specification raises.
pub type SpecError = String;

/// Widest field, since width and precision must fit a `Py_ssize_t` there and memory here.
const MAX_WIDTH: usize = 1 << 24;

/// Parses `text` for an object of `type_name`.
pub fn parse(text: &str, type_name: &str) -> Result<Spec, SpecError> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut spec = Spec {
        fill: ' ',
        align: None,
        sign: None,
        no_neg_zero: false,
        alt: false,
        width: 0,
        group: None,
        precision: None,
        kind: None,
    };
    let mut filled = false;
    if let Some(align) = chars.get(1).copied().and_then(align_of) {
        (spec.fill, spec.align, filled, at) = (chars[0], Some(align), true, 2);
    } else if let Some(align) = chars.first().copied().and_then(align_of) {
        (spec.align, at) = (Some(align), 1);
    }
    if let Some(&sign @ ('+' | '-' | ' ')) = chars.get(at) {
        spec.sign = Some(sign);
        at += 1;
    }
    spec.no_neg_zero = take(&chars, &mut at, 'z');
    spec.alt = take(&chars, &mut at, '#');
    if !filled && take(&chars, &mut at, '0') {
        spec.fill = '0';
        spec.align = spec.align.or(Some(Align::AfterSign));
    }
    spec.width = number(&chars, &mut at)?.unwrap_or(0);
    group(&chars, &mut at, &mut spec, type_name)?;
    if take(&chars, &mut at, '.') {
        spec.precision = number(&chars, &mut at)?;
        if spec.precision.is_none() {
            return Err("Format specifier missing precision".to_owned());
        }
    }
    match chars.len() - at {
        0 => {}
        1 => spec.kind = Some(chars[at]),
        _ => return Err(format!("Invalid format specifier '{text}' for object of type '{type_name}'")),
    }
    check_group(&spec)?;
    Ok(spec)
}

fn align_of(c: char) -> Option<Align> {
    match c {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Centre),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

fn take(chars: &[char], at: &mut usize, wanted: char) -> bool {
    let found = chars.get(*at) == Some(&wanted);
    *at += usize::from(found);
    found
}

fn number(chars: &[char], at: &mut usize) -> Result<Option<usize>, SpecError> {
    let start = *at;
    let mut value = 0usize;
    while let Some(digit) = chars.get(*at).and_then(|c| c.to_digit(10)) {
        value = value.saturating_mul(10).saturating_add(digit as usize);
        *at += 1;
    }
    if value > MAX_WIDTH {
        return Err("Too many decimal digits in format string".to_owned());
    }
    Ok((*at > start).then_some(value))
}

fn group(chars: &[char], at: &mut usize, spec: &mut Spec, _type_name: &str) -> Result<(), SpecError> {
    if take(chars, at, ',') {
        spec.group = Some(',');
    }
    if take(chars, at, '_') {
        if spec.group.is_some() {
            return Err("Cannot specify both ',' and '_'.".to_owned());
        }
        spec.group = Some('_');
    }
    if spec.group.is_some() && chars.get(*at) == Some(&',') {
        let text =
            if spec.group == Some(',') { "Cannot specify ',' with ','." } else { "Cannot specify both ',' and '_'." };
        return Err(text.to_owned());
    }
    Ok(())
}

fn check_group(spec: &Spec) -> Result<(), SpecError> {
    let Some(group) = spec.group else { return Ok(()) };
    match spec.kind {
        None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => Ok(()),
        Some('b' | 'o' | 'x' | 'X') if group == '_' => Ok(()),
        Some(kind) => Err(format!("Cannot specify '{group}' with '{kind}'.")),
    }
}

/// `body` padded to the width.
pub fn pad(body: &str, spec: &Spec, default: Align) -> String {
    let missing = spec.width.saturating_sub(body.chars().count());
    if missing == 0 {
        return body.to_owned();
    }
    let (left, right) = match spec.align.unwrap_or(default) {
        Align::Left => (0, missing),
        Align::Right | Align::AfterSign => (missing, 0),
        Align::Centre => (missing / 2, missing - missing / 2),
    };
    let fill = |n: usize| std::iter::repeat_n(spec.fill, n).collect::<String>();
    format!("{}{body}{}", fill(left), fill(right))
}

/// `format(text, spec)` for a string.
pub fn format_str(text: &str, spec: &Spec) -> Result<String, SpecError> {
    if let Some(kind) = spec.kind.filter(|&kind| kind != 's') {
        return Err(unknown_code(kind, "str"));
    }
    if let Some(group) = spec.group {
        return Err(format!("Cannot specify '{group}' with 's'."));
    }
    if let Some(sign) = spec.sign {
        let what = if sign == ' ' { "Space" } else { "Sign" };
        return Err(format!("{what} not allowed in string format specifier"));
    }
    if spec.no_neg_zero {
        return Err("Negative zero coercion (z) not allowed in string format specifier".to_owned());
    }
    if spec.alt {
        return Err("Alternate form (#) not allowed in string format specifier".to_owned());
    }
    if spec.align == Some(Align::AfterSign) && spec.fill != '0' {
        return Err("'=' alignment not allowed in string format specifier".to_owned());
    }
    let cut: String = match spec.precision {
        Some(n) => text.chars().take(n).collect(),
        None => text.to_owned(),
    };
    let mut spec = spec.clone();
    if spec.align == Some(Align::AfterSign) {
        spec.align = Some(Align::Left);
    }
    Ok(pad(&cut, &spec, Align::Left))
}

/// The error of a type letter that the object's type does not know.
pub fn unknown_code(kind: char, type_name: &str) -> SpecError {
    if kind > '\u{20}' && kind < '\u{80}' {
        format!("Unknown format code '{kind}' for object of type '{type_name}'")
    } else {
        format!("Unknown format code '\\x{:x}' for object of type '{type_name}'", kind as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_specification_is_read_part_by_part() {
        let spec = parse("*^+#012,.3f", "float").unwrap();
        assert_eq!((spec.fill, spec.align, spec.sign), ('*', Some(Align::Centre), Some('+')));
        assert_eq!(
            (spec.alt, spec.width, spec.group, spec.precision, spec.kind),
            (true, 12, Some(','), Some(3), Some('f'))
        );
    }

    #[test]
    fn strings_refuse_what_is_meant_for_numbers() {
        let refuse = |text: &str| format_str("x", &parse(text, "str").unwrap()).unwrap_err();
        assert_eq!(refuse("d"), "Unknown format code 'd' for object of type 'str'");
        assert_eq!(refuse("+"), "Sign not allowed in string format specifier");
        assert_eq!(refuse("=5"), "'=' alignment not allowed in string format specifier");
    }
}

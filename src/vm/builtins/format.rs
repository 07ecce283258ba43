//! `format()`, `%` and the parsing of `str.format` templates.
//!
//! Sources: `Objects/unicodeobject.c`, `Objects/stringlib/unicode_format.h`, `Python/formatter_unicode.c`.

use crate::vm::core::Core;
use crate::vm::native::{Break, NativeDef, NativeResult};
use crate::vm::ops::Number;
use crate::vm::prelude;
use crate::vm::text::percent::{Amount, Conversion, Piece, Sizes};
use crate::vm::text::{float, number, percent, spec, string};
use crate::vm::types;
use crate::vm::value::Value;

/// Further methods of `str`.
pub const STR_METHODS: &[NativeDef] = &[
    NativeDef::method("format", "self, /, *args, **kwargs", str_format),
    NativeDef::method("format_map", "self, mapping, /", str_format_map),
    NativeDef::method("__format__", "self, format_spec, /", format_method),
    NativeDef::method("__str__", "self, /", |core, args| Ok(core.heap.plain(args[0]))),
    NativeDef::method("__mod__", "self, value, /", |core, args| percent_format(core, args[0], args[1])),
];
/// `__format__` of other builtin classes.
pub const FORMAT_METHOD: &[NativeDef] = &[NativeDef::method("__format__", "self, format_spec, /", format_method)];

fn format_method(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = core.str_arg(args, 1, "__format__() argument")?;
    let plain = core.heap.plain(args[0]);
    let class = core.class_of(args[0]);
    if text.is_empty()
        && !plain.is(args[0])
        && [crate::vm::names::STR, crate::vm::names::REPR]
            .iter()
            .any(|&name| matches!(core.lookup(class, name), Some(own) if !matches!(own, Value::Native(_))))
    {
        return Err(Break::Prelude(prelude::STR_OF, vec![args[0]]));
    }
    match format_value(core, plain, &text)? {
        Some(value) => Ok(value),
        None => Err(Break::Prelude(prelude::FORMAT_OBJECT, args.to_vec())),
    }
}

/// `format(value, spec)` of a builtin value; `None` when Python code must be asked (a `__format__` or `__str__` of its own).
pub(in crate::vm) fn format_value(core: &mut Core, value: Value, text: &str) -> Result<Option<Value>, Break> {
    if text.is_empty() && !matches!(value, Value::Obj(_)) {
        return Ok(super::repr::str_text(core, value).map(|text| core.str(&text)));
    }
    let type_name = match value {
        Value::Int(_) | Value::Bool(_) => "int",
        Value::Float(_) => "float",
        Value::Obj(_) => match core.class_of(value) {
            types::STR if text.is_empty() => return Ok(Some(value)),
            types::STR => "str",
            types::INT => "int",
            types::COMPLEX => "complex",
            _ => return other_value(core, value, text),
        },
        _ => return other_value(core, value, text),
    };
    if text.is_empty() {
        return Ok(super::repr::str_text(core, value).map(|text| core.str(&text)));
    }
    let formatted = spec::parse(text, type_name).and_then(|spec| match value {
        Value::Float(x) => number::format_float(x, &spec),
        _ => match core.heap.as_bigint(value) {
            Some(n) => number::format_int(&n, &spec),
            None => match core.heap.as_str(value) {
                Some(text) => spec::format_str(text.as_str(), &spec),
                None => match core.number(value) {
                    Some(Number::Complex(re, im)) => super::complex::format(re, im, &spec),
                    _ => Ok(String::new()),
                },
            },
        },
    });
    match formatted {
        Ok(text) => {
            core.reserve(text.len())?;
            Ok(Some(core.str(&text)))
        }
        Err(text) if text.starts_with("int too large") || text.starts_with("%c arg") => Err(core.overflow_error(text)),
        Err(text) => Err(core.value_error(text)),
    }
}

/// Values without a format of their own: `str(value)` for an empty specification, else a TypeError.
fn other_value(core: &mut Core, value: Value, text: &str) -> Result<Option<Value>, Break> {
    let class = core.class_of(value);
    let own = core.lookup(class, crate::vm::names::FORMAT);
    if own.is_some_and(|own| !matches!(own, Value::Native(_))) || !core.heap.plain(value).is(value) {
        return Ok(None);
    }
    if !text.is_empty() {
        let text = format!("unsupported format string passed to {}.__format__", core.class_name(class));
        return Err(core.type_error(text));
    }
    Ok(super::repr::str_text(core, value).map(|text| core.str(&text)))
}

// ---- the % operator ----

/// `template % values`.
pub(in crate::vm) fn percent_format(core: &mut Core, template: Value, values: Value) -> NativeResult {
    let Some(text) = core.heap.as_str(template).cloned() else { return Ok(Value::NotImplemented) };
    let pieces = match percent::parse(text.as_str()) {
        Ok(pieces) => pieces,
        Err(text) => return Err(core.value_error(text)),
    };
    let keyed = pieces.iter().any(|piece| matches!(piece, Piece::Conversion(conversion) if conversion.key.is_some()));
    let class = core.class_of(values);
    if keyed
        && !matches!(class, types::DICT | types::TUPLE | types::STR)
        && core.lookup(class, crate::vm::names::GETITEM).is_some()
    {
        // A mapping of its own, which may make up what is missing.
        return Err(Break::Prelude(prelude::STR_PERCENT, vec![template, values]));
    }
    let mut given = Given::new(core, values);
    let mut out = String::with_capacity(text.as_str().len() + 16);
    for piece in &pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Conversion(conversion) => match one(core, conversion, &mut given)? {
                Some(text) => out.push_str(&text),
                None => return Err(Break::Prelude(prelude::STR_PERCENT, vec![template, values])),
            },
        }
    }
    if given.left_over(core) {
        return Err(core.type_error("not all arguments converted during string formatting"));
    }
    core.reserve(out.len())?;
    core.charge_items(out.len() / 8 + pieces.len() * 8);
    Ok(core.str(&out))
}

/// The right side of `%`.
struct Given {
    /// What `%(name)s` looks up in, if it can be.
    mapping: Option<Value>,
    items: Vec<Value>,
    next: usize,
    used_mapping: bool,
}

impl Given {
    fn new(core: &Core, values: Value) -> Self {
        let items = core.heap.as_tuple(values).map_or_else(|| vec![values], <[Value]>::to_vec);
        let mapping = core.heap.as_dict(values).map(|_| values);
        Given { mapping, items, next: 0, used_mapping: false }
    }
    fn take(&mut self, core: &mut Core) -> Result<Value, Break> {
        match self.items.get(self.next) {
            Some(&value) => {
                self.next += 1;
                Ok(value)
            }
            None => Err(core.type_error("not enough arguments for format string")),
        }
    }
    fn by_key(&mut self, core: &mut Core, key: &str) -> Result<Value, Break> {
        let Some(mapping) = self.mapping else { return Err(core.type_error("format requires a mapping")) };
        self.used_mapping = true;
        let key = core.str(key);
        match core.dict_get(mapping, key) {
            Ok(Some(value)) => Ok(value),
            _ => Err(core.key_error(key)),
        }
    }
    fn left_over(&self, core: &Core) -> bool {
        let lone_mapping =
            self.mapping.is_some() || self.items.first().is_some_and(|&only| is_sequence_like(core, only));
        !self.used_mapping && self.next < self.items.len() && !(self.items.len() == 1 && lone_mapping && self.next == 0)
    }
}

/// A lone list counts as a mapping, which may go unused.
fn is_sequence_like(core: &Core, value: Value) -> bool {
    core.heap.as_list(value).is_some()
}

fn amount(core: &mut Core, amount: Amount, given: &mut Given) -> Result<Option<i64>, Break> {
    match amount {
        Amount::None => Ok(None),
        Amount::Given(n) => Ok(Some(n as i64)),
        Amount::Star => {
            let value = given.take(core)?;
            match core.heap.as_i64(value) {
                Some(n) => Ok(Some(n.clamp(-(1 << 24), 1 << 24))),
                None => Err(core.type_error("* wants int")),
            }
        }
    }
}

/// The text of one conversion; `None` when the argument needs Python code.
fn one(core: &mut Core, conversion: &Conversion, given: &mut Given) -> Result<Option<String>, Break> {
    let keyed = match &conversion.key {
        Some(key) => Some(given.by_key(core, key)?),
        None => None,
    };
    let width = amount(core, conversion.width, given)?.unwrap_or(0);
    let precision = amount(core, conversion.precision, given)?.map(|n| n.max(0) as usize);
    let sizes = Sizes { width: width.unsigned_abs() as usize, precision, left: width < 0 };
    core.reserve(sizes.width.saturating_add(precision.unwrap_or(0)))?;
    let value = match keyed {
        Some(value) => value,
        None => given.take(core)?,
    };
    text_of(core, conversion, value, sizes)
}

/// `_vm.percent_text` and the fast path share this.
fn text_of(core: &mut Core, conversion: &Conversion, value: Value, sizes: Sizes) -> Result<Option<String>, Break> {
    let plain = core.heap.plain(value);
    match conversion.kind {
        's' => Ok(super::repr::str_text(core, value).map(|text| conversion.text(&text, sizes))),
        'r' => Ok(super::repr::repr_text(core, value).map(|text| conversion.text(&text, sizes))),
        'a' => {
            let text = super::repr::repr_text(core, value);
            Ok(text.map(|text| conversion.text(&string::escape_non_ascii(&text), sizes)))
        }
        'c' => character(core, conversion, value, sizes).map(Some),
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            let whole = match plain {
                Value::Float(x) if !matches!(conversion.kind, 'o' | 'x' | 'X') => {
                    let n = super::float::to_int(core, x.trunc())?;
                    core.heap.as_bigint(n)
                }
                _ => core.heap.as_bigint(value),
            };
            match whole {
                Some(n) => Ok(Some(conversion.int(&n, sizes))),
                None => Err(wrong_number(core, conversion.kind, value)),
            }
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => match core.float_arg(&[value], 0) {
            Ok(x) => Ok(Some(conversion.float(x, Sizes { precision: Some(sizes.precision.unwrap_or(6)), ..sizes }))),
            Err(Break::Convert { .. }) => Ok(None),
            Err(other) => Err(other),
        },
        kind => {
            let shown = if kind.is_ascii_graphic() { kind } else { '?' };
            let text =
                format!("unsupported format character '{shown}' (0x{:x}) at index {}", u32::from(kind), conversion.at);
            Err(core.value_error(text))
        }
    }
}

fn wrong_number(core: &mut Core, kind: char, value: Value) -> Break {
    let what = if matches!(kind, 'd' | 'i' | 'u') { "a real number is required" } else { "an integer is required" };
    let text = format!("%{kind} format: {what}, not {}", core.type_name(value));
    core.type_error(text)
}

fn character(core: &mut Core, conversion: &Conversion, value: Value, sizes: Sizes) -> Result<String, Break> {
    if let Some(text) = core.heap.as_str(value) {
        if text.n_chars() == 1 {
            return Ok(conversion.text(text.as_str(), sizes));
        }
    } else if let Some(code) = core.heap.as_i64(value) {
        return match u32::try_from(code).ok().and_then(char::from_u32) {
            Some(c) => Ok(conversion.text(&c.to_string(), sizes)),
            None => Err(core.overflow_error("%c arg not in range(0x110000)")),
        };
    }
    let text = match core.heap.as_str(value) {
        Some(text) => format!("%c requires an int or a unicode character, not a string of length {}", text.n_chars()),
        None => format!("%c requires an int or a unicode character, not {}", core.type_name(value)),
    };
    Err(core.type_error(text))
}

/// `_vm.percent_kinds(template)`: for each conversion `(key or None, letter, number of stars)`, for the prelude.
pub(super) fn percent_kinds(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = core.str_arg(args, 0, "template")?;
    let pieces = match percent::parse(&text) {
        Ok(pieces) => pieces,
        Err(text) => return Err(core.value_error(text)),
    };
    let mut rows = Vec::new();
    for piece in pieces {
        if let Piece::Conversion(conversion) = piece {
            let key = match &conversion.key {
                Some(key) => core.str(key),
                None => Value::None,
            };
            let kind = core.str_char(conversion.kind);
            let stars = i64::from(conversion.width == Amount::Star) + i64::from(conversion.precision == Amount::Star);
            rows.push(core.tuple(&[key, kind, Value::Int(stars)]));
        }
    }
    Ok(core.heap.list(rows))
}

// ---- str.format ----

fn str_format(core: &mut Core, args: &[Value]) -> NativeResult {
    let kwargs = args[1].or(Value::None);
    let positional = core.tuple(&args[2..]);
    Err(Break::Prelude(prelude::STR_FORMAT, vec![args[0], positional, kwargs]))
}

fn str_format_map(core: &mut Core, args: &[Value]) -> NativeResult {
    let positional = core.tuple(&[]);
    Err(Break::Prelude(prelude::STR_FORMAT, vec![args[0], positional, args[1]]))
}

/// `_vm.format_pieces(template)`: list of `(literal, field, conversion, spec)`; `field` is None at the end.
pub(super) fn format_pieces(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = core.str_arg(args, 0, "template")?;
    let chars: Vec<char> = text.chars().collect();
    let mut rows = Vec::new();
    let mut at = 0;
    let mut literal = String::new();
    while at < chars.len() {
        let c = chars[at];
        let doubled = chars.get(at + 1) == Some(&c);
        match c {
            '{' | '}' if doubled => {
                literal.push(c);
                at += 2;
            }
            '}' => return Err(core.value_error("Single '}' encountered in format string")),
            '{' => {
                let (field, after) = field(core, &chars, at + 1)?;
                at = after;
                let row = row(core, &std::mem::take(&mut literal), Some(field));
                rows.push(row);
            }
            c => {
                literal.push(c);
                at += 1;
            }
        }
    }
    if !literal.is_empty() {
        let row = row(core, &literal, None);
        rows.push(row);
    }
    Ok(core.heap.list(rows))
}

/// Name, conversion and specification between braces.
type Field = (String, Option<char>, String);

fn row(core: &mut Core, literal: &str, field: Option<Field>) -> Value {
    let literal = core.str(literal);
    let (name, conversion, spec) = match field {
        None => (Value::None, Value::None, Value::None),
        Some((name, conversion, spec)) => {
            let conversion = conversion.map_or(Value::None, |c| core.str_char(c));
            (core.str(&name), conversion, core.str(&spec))
        }
    };
    core.tuple(&[literal, name, conversion, spec])
}

fn field(core: &mut Core, chars: &[char], start: usize) -> Result<(Field, usize), Break> {
    let mut depth = 1;
    let mut at = start;
    let mut brackets = 0;
    while depth > 0 {
        match chars.get(at) {
            None if at == start => return Err(core.value_error("Single '{' encountered in format string")),
            None => return Err(core.value_error("expected '}' before end of string")),
            Some('{') => depth += 1,
            Some('}') => depth -= 1,
            Some('[') if depth == 1 => brackets += 1,
            Some(']') if depth == 1 => brackets -= 1,
            Some(_) => {}
        }
        at += 1;
    }
    let _ = brackets;
    let inside = &chars[start..at - 1];
    let name_end = name_end(inside);
    let name: String = inside[..name_end].iter().collect();
    let mut rest = &inside[name_end..];
    let mut conversion = None;
    if let ['!', after @ ..] = rest {
        let Some((&letter, after)) = after.split_first() else {
            return Err(core.value_error("unmatched '{' in format spec"));
        };
        if !after.is_empty() && after[0] != ':' {
            return Err(core.value_error("expected ':' after conversion specifier"));
        }
        conversion = Some(letter);
        rest = after;
    }
    let spec: String = rest.iter().skip(1).collect();
    Ok(((name, conversion, spec), at))
}

/// Where the field name ends: the first `!` or `:` outside brackets.
fn name_end(inside: &[char]) -> usize {
    let mut in_brackets = false;
    for (at, &c) in inside.iter().enumerate() {
        match c {
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            '!' | ':' if !in_brackets => return at,
            _ => {}
        }
    }
    inside.len()
}

/// `_vm.float_repr(x)`: for subclasses of float.
pub(super) fn float_repr(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = core.float_arg(args, 0)?;
    Ok(core.str(&float::repr(x)))
}

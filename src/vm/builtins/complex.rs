//! Making complex numbers, and their methods. Source: `Objects/complexobject.c`.

use crate::vm::core::Core;
use crate::vm::names;
use crate::vm::native::{Break, NativeDef, NativeResult, TypeDef};
use crate::vm::object::Object;
use crate::vm::ops::Number;
use crate::vm::prelude;
use crate::vm::text::spec::Spec;
use crate::vm::text::{number, spec};
use crate::vm::types;
use crate::vm::value::Value;

/// The class `complex`.
pub static COMPLEX: TypeDef = TypeDef::new(
    types::COMPLEX,
    &[
        NativeDef::method("conjugate", "self, /", |core, args| {
            let (re, im) = own(core, args);
            Ok(made(core, re, -im))
        }),
        NativeDef::method("__complex__", "self, /", |core, args| {
            let (re, im) = own(core, args);
            Ok(made(core, re, im))
        }),
        NativeDef::method("__getnewargs__", "self, /", |core, args| {
            let (re, im) = own(core, args);
            Ok(core.tuple(&[Value::Float(re), Value::Float(im)]))
        }),
        NativeDef::class_method("from_number", "cls, number, /", |core, args| {
            new(core, &[args[0], args[1], Value::Null])
        }),
        NativeDef::getter("real", |core, args| Ok(Value::Float(own(core, args).0))),
        NativeDef::getter("imag", |core, args| Ok(Value::Float(own(core, args).1))),
    ],
);

fn own(core: &Core, args: &[Value]) -> (f64, f64) {
    match core.number(args[0]) {
        Some(Number::Complex(re, im)) => (re, im),
        _ => (0.0, 0.0),
    }
}

fn made(core: &mut Core, re: f64, im: f64) -> Value {
    Value::Obj(core.heap.alloc(Object::Complex(re, im)))
}

/// `complex.__new__`
pub(super) fn new(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = args[0].obj().unwrap_or(types::COMPLEX);
    if let Some(text) = core.heap.as_str(args[1]).map(|text| text.as_str().to_owned()) {
        if !args[2].is_null() {
            return Err(core.type_error("complex() argument 'real' must be a real number, not str"));
        }
        return match parse(&text) {
            Some((re, im)) => {
                let value = made(core, re, im);
                Ok(core.wrap_new(class, types::COMPLEX, value))
            }
            None => Err(core.value_error("complex() arg is a malformed string")),
        };
    }
    let (mut re, mut im) = part(core, args, 1)?;
    let (re2, im2) = part(core, args, 2)?;
    // A real number adds nothing to the other part, not even to the sign of a zero.
    let is_complex = |value: Value| matches!(core.number(value), Some(Number::Complex(..)));
    if is_complex(args[2]) {
        re -= im2;
    }
    im = if is_complex(args[1]) && !args[2].is_null() {
        im + re2
    } else if args[2].is_null() {
        im
    } else {
        re2
    };
    let value = made(core, re, im);
    Ok(core.wrap_new(class, types::COMPLEX, value))
}

fn part(core: &mut Core, args: &[Value], arg: usize) -> Result<(f64, f64), Break> {
    let value = args[arg];
    if value.is_null() {
        return Ok((0.0, 0.0));
    }
    if let Some(Number::Complex(re, im)) = core.number(value) {
        return Ok((re, im));
    }
    let class = core.class_of(value);
    if arg == 1 && core.lookup(class, names::COMPLEX).is_some() {
        return Err(Break::Prelude(prelude::COMPLEX_OF, vec![args[0], value, args[2].or(Value::Int(0))]));
    }
    match core.float_arg(args, arg) {
        Ok(x) => Ok((x, 0.0)),
        Err(Break::Raise(exc)) if core.is_instance(Value::Obj(exc), types::TYPE_ERROR) => {
            let kind = core.type_name(value);
            // The wording is 3.14's.
            let text = match (arg, args[2].is_null()) {
                (1, true) => format!("complex() argument must be a string or a number, not {kind}"),
                (1, false) => format!("complex() argument 'real' must be a real number, not {kind}"),
                _ => format!("complex() argument 'imag' must be a real number, not {kind}"),
            };
            Err(core.type_error(text))
        }
        Err(stop) => Err(stop),
    }
}

fn parse(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    let Some(body) = text.strip_suffix(['j', 'J']) else { return Some((super::float::parse(text)?, 0.0)) };
    let imaginary = |part: &str| match part {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        part => super::float::parse(part),
    };
    let split = body
        .char_indices()
        .skip(1)
        .filter(|&(i, c)| matches!(c, '+' | '-') && !matches!(body.as_bytes()[i - 1], b'e' | b'E'));
    match split.last() {
        Some((at, _)) => Some((super::float::parse(&body[..at])?, imaginary(&body[at..])?)),
        None => Some((0.0, imaginary(body)?)),
    }
}

/// `format(complex, spec)`: both parts with the same specification, padded as one.
pub(super) fn format(re: f64, im: f64, spec: &Spec) -> Result<String, String> {
    if spec.fill == '0' && spec.align == Some(spec::Align::AfterSign) {
        return Err("Zero padding is not allowed in complex format specifier".to_owned());
    }
    if spec.align == Some(spec::Align::AfterSign) {
        return Err("'=' alignment flag is not allowed in complex format specifier".to_owned());
    }
    let bare = Spec { width: 0, ..spec.clone() };
    let text = if spec.kind.is_none() {
        // Without a letter: as `repr`, with the given precision.
        let shown = |x: f64, sign: Option<char>| match spec.precision {
            Some(_) => number::format_float(x, &Spec { kind: Some('g'), sign, ..bare.clone() }),
            None => {
                let text = crate::vm::text::float::repr_part(x);
                let plus = if x.is_sign_negative() { None } else { sign.filter(|&sign| sign != '-') };
                Ok(plus.map_or(text.clone(), |plus| format!("{plus}{text}")))
            }
        };
        if re == 0.0 && !re.is_sign_negative() {
            format!("{}j", shown(im, spec.sign)?)
        } else {
            format!("({}{}j)", shown(re, spec.sign)?, shown(im, Some('+'))?)
        }
    } else {
        let re = number::format_float(re, &bare)?;
        format!("{re}{}j", number::format_float(im, &Spec { sign: Some('+'), ..bare })?)
    };
    Ok(spec::pad(&text, spec, spec::Align::Right))
}

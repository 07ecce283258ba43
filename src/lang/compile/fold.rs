//! Constants known at compile time, as CPython folds them.
//!
//! Source: `Python/flowgraph.c` (`fold_const_binop`, `safe_power` …) of CPython 3.14: sizes of results are bounded there too.

use std::sync::Arc;

use num_bigint::BigInt;
use num_traits::Zero;

use crate::lang::code::Const;
use crate::lang::parse::ast::{self, Expr, Number, Operator, UnaryOp};

const MAX_INT_BITS: u64 = 128;
const MAX_TEXT: usize = 4096;
const MAX_ITEMS: usize = 256;

/// The constant an expression is, when it is one.
pub(super) fn constant(expr: &Expr) -> Option<Const> {
    match expr {
        Expr::NoneLiteral(_) => Some(Const::None),
        Expr::BooleanLiteral(node) => Some(Const::Bool(node.value)),
        Expr::EllipsisLiteral(_) => Some(Const::Ellipsis),
        Expr::StringLiteral(node) => Some(Const::Str(node.value.to_str().into())),
        Expr::BytesLiteral(node) => Some(Const::Bytes(node.value.bytes().collect::<Vec<u8>>().into())),
        Expr::NumberLiteral(node) => Some(number(&node.value)),
        Expr::Tuple(node) => {
            let items: Option<Vec<Const>> = node.elts.iter().map(constant).collect();
            Some(Const::Tuple(items?.into()))
        }
        Expr::UnaryOp(node) => unary(node.op, constant(&node.operand)?),
        Expr::BinOp(node) => binary(constant(&node.left)?, node.op, constant(&node.right)?),
        Expr::Subscript(_) | Expr::Name(_) => name(expr),
        _ => None,
    }
}

fn name(expr: &Expr) -> Option<Const> {
    match expr {
        Expr::Name(node) if node.id.as_str() == "__debug__" => Some(Const::Bool(true)),
        _ => None,
    }
}

pub(super) fn number(number: &Number) -> Const {
    match number {
        Number::Float(x) => Const::Float(*x),
        Number::Complex { real, imag } => Const::Complex { real: *real, imag: *imag },
        Number::Int(int) => match int.as_i64() {
            Some(small) => Const::Int(small),
            None => big(&int.to_string()),
        },
    }
}

fn big(text: &str) -> Const {
    let digits = text.replace('_', "");
    let lower = digits.to_ascii_lowercase();
    let parsed = match lower.get(..2) {
        Some("0x") => BigInt::parse_bytes(&lower.as_bytes()[2..], 16),
        Some("0o") => BigInt::parse_bytes(&lower.as_bytes()[2..], 8),
        Some("0b") => BigInt::parse_bytes(&lower.as_bytes()[2..], 2),
        _ => BigInt::parse_bytes(lower.as_bytes(), 10),
    };
    int(parsed.unwrap_or_default())
}

fn int(n: BigInt) -> Const {
    i64::try_from(&n).map_or(Const::BigInt(n), Const::Int)
}

fn as_int(value: &Const) -> Option<BigInt> {
    match value {
        Const::Int(i) => Some(BigInt::from(*i)),
        Const::BigInt(n) => Some(n.clone()),
        Const::Bool(b) => Some(BigInt::from(u8::from(*b))),
        _ => None,
    }
}

fn as_float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(x) => Some(*x),
        Const::Int(i) => Some(*i as f64),
        Const::Bool(b) => Some(f64::from(u8::from(*b))),
        _ => None,
    }
}

fn unary(op: UnaryOp, value: Const) -> Option<Const> {
    match (op, &value) {
        (UnaryOp::Not, Const::None) => Some(Const::Bool(true)),
        (UnaryOp::Not, Const::Bool(b)) => Some(Const::Bool(!b)),
        (UnaryOp::USub, Const::Float(x)) => Some(Const::Float(-x)),
        (UnaryOp::USub, Const::Complex { real, imag }) => Some(Const::Complex { real: -real, imag: -imag }),
        (UnaryOp::UAdd, Const::Float(_) | Const::Int(_) | Const::BigInt(_)) => Some(value),
        (UnaryOp::USub, _) => Some(int(-as_int(&value)?)),
        (UnaryOp::Invert, Const::Int(_) | Const::BigInt(_)) => Some(int(-as_int(&value)? - 1)),
        _ => None,
    }
}

fn binary(a: Const, op: Operator, b: Const) -> Option<Const> {
    if let (Const::Bool(x), Const::Bool(y)) = (&a, &b) {
        match op {
            Operator::BitAnd => return Some(Const::Bool(x & y)),
            Operator::BitOr => return Some(Const::Bool(x | y)),
            Operator::BitXor => return Some(Const::Bool(x ^ y)),
            _ => {}
        }
    }
    if let (Some(x), Some(y)) = (as_int(&a), as_int(&b)) {
        return int_binary(&x, op, &y);
    }
    if let (Const::Complex { .. }, _) | (_, Const::Complex { .. }) = (&a, &b) {
        return complex_binary(&a, op, &b);
    }
    if let (Some(x), Some(y)) = (as_float(&a), as_float(&b)) {
        return match op {
            Operator::Add => Some(Const::Float(x + y)),
            Operator::Sub => Some(Const::Float(x - y)),
            Operator::Mult => Some(Const::Float(x * y)),
            Operator::Div if y != 0.0 => Some(Const::Float(x / y)),
            _ => None,
        };
    }
    match (a, op, b) {
        (Const::Str(a), Operator::Add, Const::Str(b)) if a.len() + b.len() <= MAX_TEXT => {
            Some(Const::Str(format!("{a}{b}").into()))
        }
        (Const::Str(text), Operator::Mult, Const::Int(n)) | (Const::Int(n), Operator::Mult, Const::Str(text)) => {
            let n = usize::try_from(n).unwrap_or(0);
            (text.len().saturating_mul(n) <= MAX_TEXT).then(|| Const::Str(text.repeat(n).into()))
        }
        (Const::Bytes(a), Operator::Add, Const::Bytes(b)) if a.len() + b.len() <= MAX_TEXT => {
            Some(Const::Bytes([&*a, &*b].concat().into()))
        }
        (Const::Tuple(a), Operator::Add, Const::Tuple(b)) if a.len() + b.len() <= MAX_ITEMS => {
            Some(Const::Tuple(a.iter().chain(b.iter()).cloned().collect::<Vec<_>>().into()))
        }
        (Const::Tuple(a), Operator::Mult, Const::Int(n)) => {
            let n = usize::try_from(n).unwrap_or(0);
            let fits = a.len().saturating_mul(n) <= MAX_ITEMS;
            fits.then(|| Const::Tuple(std::iter::repeat_n(a.iter().cloned(), n).flatten().collect::<Vec<_>>().into()))
        }
        _ => None,
    }
}

fn complex_binary(a: &Const, op: Operator, b: &Const) -> Option<Const> {
    let parts = |value: &Const| match value {
        Const::Complex { real, imag } => Some((*real, *imag)),
        other => as_float(other).map(|x| (x, 0.0)),
    };
    let ((a, b), (c, d)) = (parts(a)?, parts(b)?);
    match op {
        Operator::Add => Some(Const::Complex { real: a + c, imag: b + d }),
        Operator::Sub => Some(Const::Complex { real: a - c, imag: b - d }),
        _ => None,
    }
}

fn int_binary(x: &BigInt, op: Operator, y: &BigInt) -> Option<Const> {
    use num_integer::Integer;
    let small = |n: &BigInt| u32::try_from(n).ok().filter(|&n| n <= 128);
    let result = match op {
        Operator::Add => x + y,
        Operator::Sub => x - y,
        Operator::Mult => x * y,
        Operator::FloorDiv if !y.is_zero() => x.div_floor(y),
        Operator::Mod if !y.is_zero() => x.mod_floor(y),
        Operator::Div if !y.is_zero() => {
            let (x, y) = (i64::try_from(x).ok()?, i64::try_from(y).ok()?);
            // Exact only while both are exact floats; the rest is left to run time.
            let exact = x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53;
            return exact.then(|| Const::Float(x as f64 / y as f64));
        }
        Operator::Pow if y.sign() != num_bigint::Sign::Minus => {
            let exponent = small(y)?;
            if x.bits().saturating_mul(u64::from(exponent)) > MAX_INT_BITS {
                return None;
            }
            x.pow(exponent)
        }
        Operator::LShift if y.sign() != num_bigint::Sign::Minus => x << small(y)?,
        Operator::RShift if y.sign() != num_bigint::Sign::Minus => x >> small(y)?,
        Operator::BitAnd => x & y,
        Operator::BitOr => x | y,
        Operator::BitXor => x ^ y,
        _ => return None,
    };
    (result.bits() <= MAX_INT_BITS).then(|| int(result))
}

/// Whether a test is decided at compile time: `while True`, `if 0`.
pub(super) fn truth(expr: &Expr) -> Option<bool> {
    match constant(expr)? {
        Const::None => Some(false),
        Const::Bool(b) => Some(b),
        Const::Int(i) => Some(i != 0),
        Const::Str(text) => Some(!text.is_empty()),
        Const::Ellipsis => Some(true),
        _ => None,
    }
}

/// The right side of `in`: a list or set of constants becomes a tuple or frozenset.
pub(super) fn membership(expr: &Expr) -> Option<Const> {
    let items = |elts: &[Expr]| -> Option<Arc<[Const]>> {
        let items: Option<Vec<Const>> = elts.iter().map(constant).collect();
        Some(items?.into())
    };
    match expr {
        Expr::List(node) => items(&node.elts).map(Const::Tuple),
        Expr::Set(node) => items(&node.elts).map(Const::FrozenSet),
        _ => None,
    }
}

/// A body's docstring.
pub(super) fn docstring(body: &[ast::Stmt]) -> Option<Arc<str>> {
    match body.first() {
        Some(ast::Stmt::Expr(node)) => match &*node.value {
            Expr::StringLiteral(text) => Some(clean(text.value.to_str()).into()),
            _ => None,
        },
        _ => None,
    }
}

/// Common indentation is taken off at compile time since 3.13.
fn clean(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines[1..].iter().filter(|line| !line.trim().is_empty()).map(|line| indent(line)).min().unwrap_or(0);
    let first = lines[0].trim_start_matches(' ');
    let rest = lines[1..].iter().map(|line| line.get(margin.min(indent(line))..).unwrap_or(""));
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n")
}

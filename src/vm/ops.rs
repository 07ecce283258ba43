//! Operators on builtin values: arithmetic, comparison, equality. User classes are `operator.rs`'s.
//!
//! Sources: `Objects/longobject.c`, `floatobject.c`, `complexobject.c`, `abstract.c`, `listobject.c`, `unicodeobject.c`.
//! Python's `//` and `%` round towards minus infinity; `float` ones follow `float_divmod`.

use std::sync::Arc;

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use smol_str::SmolStrBuilder;

use super::arithmetic::arithmetic;
pub use super::arithmetic::{big_divmod, float_divmod, floor_mod};
use super::core::Core;
use super::equality::compare_numbers;
pub use super::equality::{big_from_f64, eq_mixed, eq_objects};
use super::native::{Break, COPIED_BYTE_PICOS};
use super::object::{Object, ViewKind};
use super::set::Set;
use super::value::{Obj, Value};
use crate::base::count;
use crate::lang::code::{BinaryOp, CmpOp};

/// A number as arithmetic sees it.
#[derive(Clone, Debug)]
pub enum Number {
    Int(i64),
    Big(Arc<BigInt>),
    Float(f64),
    Complex(f64, f64),
}

/// The nearest float, infinite when there is none.
pub fn big_to_f64(n: &BigInt) -> f64 {
    n.to_f64().unwrap_or(f64::INFINITY)
}

/// The operator without its in-place half.
pub fn base_op(op: BinaryOp) -> BinaryOp {
    use BinaryOp as B;
    match op {
        B::InplaceAdd => B::Add,
        B::InplaceAnd => B::And,
        B::InplaceFloorDivide => B::FloorDivide,
        B::InplaceLshift => B::Lshift,
        B::InplaceMatrixMultiply => B::MatrixMultiply,
        B::InplaceMultiply => B::Multiply,
        B::InplaceRemainder => B::Remainder,
        B::InplaceOr => B::Or,
        B::InplacePower => B::Power,
        B::InplaceRshift => B::Rshift,
        B::InplaceSubtract => B::Subtract,
        B::InplaceTrueDivide => B::TrueDivide,
        B::InplaceXor => B::Xor,
        other => other,
    }
}

/// As it is written: `+`, or `+=` in place.
pub fn op_text(op: BinaryOp) -> String {
    let base = match base_op(op) {
        BinaryOp::Add => "+",
        BinaryOp::And => "&",
        BinaryOp::FloorDivide => "//",
        BinaryOp::Lshift => "<<",
        BinaryOp::MatrixMultiply => "@",
        BinaryOp::Multiply => "*",
        BinaryOp::Remainder => "%",
        BinaryOp::Or => "|",
        BinaryOp::Power => "**",
        BinaryOp::Rshift => ">>",
        BinaryOp::Subtract => "-",
        BinaryOp::TrueDivide => "/",
        BinaryOp::Xor => "^",
        _ => "[]",
    };
    if base_op(op) == op { base.to_owned() } else { format!("{base}=") }
}

impl Core {
    /// A builtin number, also behind an instance of a subclass.
    pub fn number(&self, value: Value) -> Option<Number> {
        match self.heap.plain(value) {
            Value::Int(i) => Some(Number::Int(i)),
            Value::Bool(b) => Some(Number::Int(i64::from(b))),
            Value::Float(x) => Some(Number::Float(x)),
            Value::Obj(obj) => match self.heap.get(obj) {
                Object::BigInt(n) => Some(Number::Big(Arc::clone(n))),
                Object::Complex(re, im) => Some(Number::Complex(*re, *im)),
                _ => None,
            },
            _ => None,
        }
    }
    /// `a op b` on builtin values, `op` not in place; `None` where Python says NotImplemented.
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Result<Option<Value>, Break> {
        if let (BinaryOp::Add, Value::Obj(x), Value::Obj(y)) = (op, a, b)
            && let (Object::Str(_), Object::Str(_)) = (self.heap.get(x), self.heap.get(y))
        {
            return self.concat(a, b);
        }
        if let (Some(x), Some(y)) = (self.number(a), self.number(b)) {
            if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
                match op {
                    BinaryOp::And => return Ok(Some(Value::Bool(x & y))),
                    BinaryOp::Or => return Ok(Some(Value::Bool(x | y))),
                    BinaryOp::Xor => return Ok(Some(Value::Bool(x ^ y))),
                    _ => {}
                }
            }
            return arithmetic(self, op, x, y);
        }
        let (pa, pb) = (self.heap.plain(a), self.heap.plain(b));
        match op {
            BinaryOp::Add => self.concat(pa, pb),
            BinaryOp::Multiply => self.repeat(pa, pb),
            BinaryOp::Or | BinaryOp::And | BinaryOp::Subtract | BinaryOp::Xor => self.set_op(op, pa, pb),
            _ => Ok(None),
        }
    }
    fn concat(&mut self, a: Value, b: Value) -> Result<Option<Value>, Break> {
        let (Value::Obj(x), Value::Obj(y)) = (a, b) else { return Ok(None) };
        let made = match (self.heap.get(x), self.heap.get(y)) {
            (Object::Str(_), Object::Str(text)) if text.as_str().is_empty() => return Ok(Some(a)),
            (Object::Str(text), Object::Str(_)) if text.as_str().is_empty() => return Ok(Some(b)),
            (Object::Str(x), Object::Str(y)) => {
                let mut text = SmolStrBuilder::new();
                text.push_str(x.as_str());
                text.push_str(y.as_str());
                let text = text.finish();
                self.reserve(text.len())?;
                self.charge(text.len() as u64 * COPIED_BYTE_PICOS);
                return Ok(Some(if text.len() < 2 { self.str(&text) } else { self.heap.str(text) }));
            }
            (Object::List(x), Object::List(y)) => Object::List(super::cow::Cow::Owned([&x[..], &y[..]].concat())),
            (Object::Tuple(x), Object::Tuple(y)) => {
                let items = [&x[..], &y[..]].concat();
                return Ok(Some(self.tuple(&items)));
            }
            (Object::Bytes(x), Object::Bytes(y)) => {
                let n = x.len() + y.len();
                let made = Object::Bytes([&x[..], &y[..]].concat().into());
                self.charge(n as u64 * COPIED_BYTE_PICOS);
                made
            }
            (Object::ByteArray(x), Object::ByteArray(y)) => {
                Object::ByteArray(super::cow::Cow::Owned([&x[..], &y[..]].concat()))
            }
            (Object::ByteArray(x), Object::Bytes(y)) => {
                Object::ByteArray(super::cow::Cow::Owned([&x[..], &y[..]].concat()))
            }
            (Object::Bytes(x), Object::ByteArray(y)) => Object::Bytes([&x[..], &y[..]].concat().into()),
            _ => return Ok(None),
        };
        Ok(Some(Value::Obj(self.heap.alloc(made))))
    }
    fn repeat(&mut self, a: Value, b: Value) -> Result<Option<Value>, Break> {
        let (seq, count) = match (a, b) {
            (Value::Obj(_), Value::Int(_) | Value::Bool(_)) => (a, b),
            (Value::Int(_) | Value::Bool(_), Value::Obj(_)) => (b, a),
            _ => return Ok(None),
        };
        let n = count::saturating(self.heap.as_i64(count).unwrap_or(0));
        let Value::Obj(obj) = seq else { return Ok(None) };
        let size = match self.heap.get(obj) {
            Object::Str(s) => s.as_str().len(),
            Object::List(items) => items.len() * 16,
            Object::Tuple(items) => items.len() * 16,
            Object::Bytes(bytes) => bytes.len(),
            Object::ByteArray(bytes) => bytes.len(),
            _ => return Ok(None),
        };
        self.reserve(size.saturating_mul(n))?;
        self.charge((size.saturating_mul(n) / 16) as u64 * 200);
        let made = match self.heap.get(obj) {
            Object::Str(s) => {
                let text = s.as_str().repeat(n);
                return Ok(Some(self.str(&text)));
            }
            Object::List(items) => Object::List(super::cow::Cow::Owned(items.repeat(n))),
            Object::Tuple(items) => {
                let items = items.repeat(n);
                return Ok(Some(self.tuple(&items)));
            }
            Object::Bytes(bytes) => Object::Bytes(bytes.repeat(n).into()),
            Object::ByteArray(bytes) => Object::ByteArray(super::cow::Cow::Owned(bytes.repeat(n))),
            _ => return Ok(None),
        };
        Ok(Some(Value::Obj(self.heap.alloc(made))))
    }
    /// Sets, the views of dicts that behave as sets, and `dict | dict`.
    fn set_op(&mut self, op: BinaryOp, a: Value, b: Value) -> Result<Option<Value>, Break> {
        // A view of a dict takes any iterable, and makes its set in steps of its own.
        let view = |value: Value| match value.obj().map(|obj| self.heap.get(obj)) {
            Some(Object::DictView { kind, .. }) => *kind != ViewKind::Values,
            _ => false,
        };
        if view(a) || view(b) {
            return Err(Break::Prelude(super::prelude::SET_OP, vec![Value::Int(op as i64), a, b]));
        }
        let (Value::Obj(x), Value::Obj(y)) = (a, b) else { return Ok(None) };
        if op == BinaryOp::Or
            && let (Object::Dict(first), Object::Dict(second)) = (self.heap.get(x), self.heap.get(y))
        {
            let (mut merged, second) = ((***first).clone(), (***second).clone());
            for entry in second.iter() {
                match self.dict_find(&merged, entry.hash, entry.key) {
                    Ok(Some(place)) => merged.set_value_at(place, entry.value),
                    Ok(None) => merged.insert_new(entry.hash, entry.key, entry.value),
                    Err(_) => return Err(Break::Prelude(super::prelude::DICT_OR, vec![a, b])),
                }
            }
            return Ok(Some(self.heap.dict(merged)));
        }
        let (Some(first), Some(second)) = (self.set_operand(x), self.set_operand(y)) else { return Ok(None) };
        let frozen = matches!(self.heap.get(x), Object::FrozenSet(_));
        let Some(made) = self.combine_sets(op, &first, &second) else {
            let op = Value::Int(op as i64);
            return Err(Break::Prelude(super::prelude::SET_OP, vec![op, a, b]));
        };
        Ok(Some(if frozen {
            Value::Obj(self.heap.alloc(Object::FrozenSet(Arc::new(made))))
        } else {
            self.heap.set(made)
        }))
    }
    fn set_operand(&mut self, obj: Obj) -> Option<Set> {
        match self.heap.get(obj) {
            Object::Set(set) => Some((***set).clone()),
            Object::FrozenSet(set) => Some((**set).clone()),
            Object::DictView { dict, kind } if *kind != ViewKind::Values => {
                let (dict, kind) = (*dict, *kind);
                let entries: Vec<_> = self.heap.as_dict(Value::Obj(dict))?.iter().copied().collect();
                let mut set = Set::new();
                for entry in entries {
                    if kind == ViewKind::Keys {
                        set.insert_new(entry.hash, entry.key);
                    } else {
                        let pair = self.heap.tuple([entry.key, entry.value].as_slice());
                        set.insert_new(self.hash(pair).ok()?, pair);
                    }
                }
                Some(set)
            }
            _ => None,
        }
    }
    /// `a op b` for `<`, `<=`, `>`, `>=` and equality on builtin values; `None` where Python says NotImplemented or must be
    /// asked (see [`eq`](Self::eq) for equality).
    pub fn compare(&mut self, op: CmpOp, a: Value, b: Value) -> Option<bool> {
        match op {
            CmpOp::Eq => return self.eq(a, b),
            CmpOp::Ne => return self.eq(a, b).map(|eq| !eq),
            _ => {}
        }
        if let (Some(x), Some(y)) = (self.number(a), self.number(b)) {
            return Some(holds(op, compare_numbers(&x, &y)?));
        }
        let (pa, pb) = (self.heap.plain(a), self.heap.plain(b));
        let (Value::Obj(x), Value::Obj(y)) = (pa, pb) else { return None };
        match (self.heap.get(x), self.heap.get(y)) {
            (Object::Str(x), Object::Str(y)) => Some(holds(op, Some(x.as_str().cmp(y.as_str())))),
            (Object::Bytes(_) | Object::ByteArray(_), Object::Bytes(_) | Object::ByteArray(_)) => {
                let (x, y) = (self.heap.as_bytes(pa)?, self.heap.as_bytes(pb)?);
                Some(holds(op, Some(x.cmp(y))))
            }
            (Object::List(x), Object::List(y)) => {
                let (x, y) = (x.to_vec(), y.to_vec());
                self.compare_items(op, &x, &y)
            }
            (Object::Tuple(x), Object::Tuple(y)) => {
                let (x, y) = (Arc::clone(x), Arc::clone(y));
                self.compare_items(op, &x, &y)
            }
            _ => {
                let (first, second) = (self.set_operand(x)?, self.set_operand(y)?);
                let (small, large) = match op {
                    CmpOp::Lt | CmpOp::Le => (&first, &second),
                    _ => (&second, &first),
                };
                let mut within = true;
                for entry in small.iter() {
                    within &= self.set_find(large, entry.hash, entry.key).ok()?.is_some();
                }
                Some(within && (matches!(op, CmpOp::Le | CmpOp::Ge) || small.len() < large.len()))
            }
        }
    }
    fn compare_items(&mut self, op: CmpOp, a: &[Value], b: &[Value]) -> Option<bool> {
        for (&x, &y) in a.iter().zip(b) {
            if !self.eq_key(x, y)? {
                return self.compare(op, x, y);
            }
        }
        Some(holds(op, Some(a.len().cmp(&b.len()))))
    }
    /// `-a`, `+a`, `~a` on builtin numbers.
    pub fn negative(&mut self, value: Value) -> Option<Value> {
        Some(match self.number(value)? {
            Number::Int(i) => match i.checked_neg() {
                Some(n) => Value::Int(n),
                None => self.heap.int(-BigInt::from(i)),
            },
            Number::Big(n) => self.heap.int(-(*n).clone()),
            Number::Float(x) => Value::Float(-x),
            Number::Complex(re, im) => Value::Obj(self.heap.alloc(Object::Complex(-re, -im))),
        })
    }
    pub fn invert(&mut self, value: Value) -> Option<Value> {
        match self.number(value)? {
            Number::Int(i) => Some(Value::Int(!i)),
            Number::Big(n) => Some(self.heap.int(-(*n).clone() - 1)),
            _ => None,
        }
    }
    /// The value of a `Number`.
    pub fn number_value(&mut self, number: Number) -> Value {
        match number {
            Number::Int(i) => Value::Int(i),
            Number::Big(n) => self.heap.int((*n).clone()),
            Number::Float(x) => Value::Float(x),
            Number::Complex(re, im) => Value::Obj(self.heap.alloc(Object::Complex(re, im))),
        }
    }
}

/// Whether an ordering satisfies a comparison; unordered (NaN) satisfies none but `!=`.
pub fn holds(op: CmpOp, ordering: Option<std::cmp::Ordering>) -> bool {
    let Some(ordering) = ordering else { return op == CmpOp::Ne };
    match op {
        CmpOp::Lt => ordering.is_lt(),
        CmpOp::Le => ordering.is_le(),
        CmpOp::Eq => ordering.is_eq(),
        CmpOp::Ne => ordering.is_ne(),
        CmpOp::Gt => ordering.is_gt(),
        CmpOp::Ge => ordering.is_ge(),
    }
}

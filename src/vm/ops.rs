//! Operators on builtin values: arithmetic, comparison, equality. User classes are `operator.rs`'s.
//!
//! Sources: `Objects/longobject.c`, `floatobject.c`, `complexobject.c`, `abstract.c`, `listobject.c`, `unicodeobject.c`.
//! Python's `//` and `%` round towards minus infinity; `float` ones follow `float_divmod`.

use std::sync::Arc;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

use super::core::Core;
use super::dict::Dict;
use super::native::Break;
use super::object::{Object, ViewKind};
use super::set::Set;
use super::value::{Obj, Value};
use crate::base::limits::MAX_INT_BITS;
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
            (Object::Str(x), Object::Str(y)) => {
                let mut text = String::with_capacity(x.as_str().len() + y.as_str().len());
                text.push_str(x.as_str());
                text.push_str(y.as_str());
                let n = text.len();
                self.reserve(n)?;
                self.charge(n as u64 * 50);
                return Ok(Some(self.str(&text)));
            }
            (Object::List(x), Object::List(y)) => Object::List(super::cow::Cow::Owned([&x[..], &y[..]].concat())),
            (Object::Tuple(x), Object::Tuple(y)) => {
                let items = [&x[..], &y[..]].concat();
                return Ok(Some(self.tuple(&items)));
            }
            (Object::Bytes(x), Object::Bytes(y)) => Object::Bytes([&x[..], &y[..]].concat().into()),
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
        let n = usize::try_from(self.heap.as_i64(count).unwrap_or(0)).unwrap_or(0);
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
    /// `a op b` as a new set; `None` when Python code must compare keys. The order is CPython's: a copy of `a`, changed.
    pub fn combine_sets(&self, op: BinaryOp, a: &Set, b: &Set) -> Option<Set> {
        let has = |set: &Set, hash: u64, key: Value| self.set_find(set, hash, key).ok().map(|place| place.is_some());
        let mut made = Set::new();
        match op {
            BinaryOp::Or => {
                made = a.clone();
                if (made.len() + b.len()) * 5 >= (made.table().len() - 1) * 3 {
                    made.resize((made.len() + b.len()) * 2);
                }
                for entry in b.iter() {
                    if !has(&made, entry.hash, entry.key)? {
                        made.insert_new(entry.hash, entry.key);
                    }
                }
            }
            BinaryOp::And => {
                let (small, large) = if b.len() > a.len() { (a, b) } else { (b, a) };
                for entry in small.iter() {
                    if has(large, entry.hash, entry.key)? {
                        made.insert_new(entry.hash, entry.key);
                    }
                }
            }
            BinaryOp::Subtract => {
                for entry in a.iter() {
                    if !has(b, entry.hash, entry.key)? {
                        made.insert_new(entry.hash, entry.key);
                    }
                }
            }
            _ => {
                // CPython copies the right operand and toggles the left one's keys in it.
                made = b.clone();
                for entry in a.iter() {
                    match self.set_find(&made, entry.hash, entry.key).ok()? {
                        Some(place) => {
                            made.remove_at(place);
                        }
                        None => made.insert_new(entry.hash, entry.key),
                    }
                }
            }
        }
        Some(made)
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

/// `None`: not comparable (complex); `Some(None)`: unordered.
#[allow(clippy::option_option)]
fn compare_numbers(a: &Number, b: &Number) -> Option<Option<std::cmp::Ordering>> {
    use Number::{Big, Complex, Float, Int};
    Some(match (a, b) {
        (Complex(..), _) | (_, Complex(..)) => return None,
        (Int(a), Int(b)) => Some(a.cmp(b)),
        (Float(a), Float(b)) => a.partial_cmp(b),
        (Big(a), Big(b)) => Some(a.cmp(b)),
        (Int(_), Big(b)) => Some(if b.is_negative() { std::cmp::Ordering::Greater } else { std::cmp::Ordering::Less }),
        (Big(a), Int(_)) => Some(if a.is_negative() { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater }),
        (Int(a), Float(b)) => compare_big_float(&BigInt::from(*a), *b),
        (Float(a), Int(b)) => compare_big_float(&BigInt::from(*b), *a).map(std::cmp::Ordering::reverse),
        (Big(a), Float(b)) => compare_big_float(a, *b),
        (Float(a), Big(b)) => compare_big_float(b, *a).map(std::cmp::Ordering::reverse),
    })
}

fn compare_big_float(a: &BigInt, b: f64) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering;
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = big_from_f64(b.trunc());
    Some(a.cmp(&whole).then_with(|| {
        if b.fract() > 0.0 {
            Ordering::Less
        } else if b.fract() < 0.0 {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }))
}

/// The integer a whole float is.
pub fn big_from_f64(x: f64) -> BigInt {
    num_traits::FromPrimitive::from_f64(x).unwrap_or_default()
}

/// `a == b` of values of different kinds.
pub fn eq_mixed(core: &Core, a: Value, b: Value) -> Option<bool> {
    match (a, b) {
        (Value::Bool(a), b @ (Value::Int(_) | Value::Float(_) | Value::Bool(_))) => {
            let a = i64::from(a);
            Some(match b {
                Value::Int(b) => a == b,
                Value::Bool(b) => a == i64::from(b),
                Value::Float(b) => a as f64 == b,
                _ => false,
            })
        }
        (Value::Int(a), Value::Bool(b)) => Some(a == i64::from(b)),
        (Value::Float(a), Value::Bool(b)) => Some(a == f64::from(u8::from(b))),
        (Value::Int(a), Value::Float(b)) | (Value::Float(b), Value::Int(a)) => Some(int_eq_float(a, b)),
        (Value::Obj(obj), other) | (other, Value::Obj(obj)) => eq_with_object(core, obj, other),
        _ => Some(a.is(b)),
    }
}

fn eq_with_object(core: &Core, obj: Obj, other: Value) -> Option<bool> {
    match core.heap.get(obj) {
        Object::Instance(instance) => {
            let quirks = core.heap.class(instance.class)?.quirks;
            if !quirks.eq {
                return Some(false);
            }
            let plain = core.heap.plain(Value::Obj(obj));
            if instance.payload.is_none() || has_python_eq(core, instance.class) {
                return None;
            }
            core.eq(plain, other)
        }
        Object::Exception(exc) => {
            if core.heap.class(exc.class)?.quirks.eq {
                None
            } else {
                Some(false)
            }
        }
        Object::BigInt(n) => match other {
            Value::Float(x) => Some(compare_big_float(n, x) == Some(std::cmp::Ordering::Equal)),
            _ => Some(false),
        },
        Object::Complex(re, im) => Some(*im == 0.0 && core.eq(Value::Float(*re), other)?),
        Object::Opaque { .. } => None,
        Object::Class(class) if class.metaclass != super::types::TYPE => {
            if core.heap.class(class.metaclass)?.quirks.eq { None } else { Some(false) }
        }
        _ => Some(false),
    }
}

fn has_python_eq(core: &Core, class: Obj) -> bool {
    !matches!(core.lookup_uncached(class, super::names::EQ), Some(Value::Native(_)) | None)
}

fn int_eq_float(a: i64, b: f64) -> bool {
    // Exact: above 2^53 the conversion of the int may round.
    b == b.trunc() && (-9.3e18..9.3e18).contains(&b) && b as i128 == i128::from(a)
}

/// `a == b` of two heap objects that are not both strings, lists or tuples.
pub fn eq_objects(core: &Core, a: Obj, b: Obj, depth: u32) -> Option<bool> {
    if a == b {
        return match core.heap.get(a) {
            Object::Instance(_) | Object::Exception(_) | Object::Opaque { .. } => {
                let class = core.class_of(Value::Obj(a));
                if core.heap.class(class)?.quirks.eq { None } else { Some(true) }
            }
            _ => Some(true),
        };
    }
    match (core.heap.get(a), core.heap.get(b)) {
        (Object::BigInt(a), Object::BigInt(b)) => Some(a == b),
        (Object::Dict(x), Object::Dict(y)) => eq_dicts(core, x, y, depth),
        (Object::Set(_) | Object::FrozenSet(_), Object::Set(_) | Object::FrozenSet(_)) => {
            let (x, y) = (core.heap.as_set(Value::Obj(a))?, core.heap.as_set(Value::Obj(b))?);
            if x.len() != y.len() {
                return Some(false);
            }
            for entry in x.iter() {
                if core.set_find(y, entry.hash, entry.key).ok()?.is_none() {
                    return Some(false);
                }
            }
            Some(true)
        }
        (Object::Bytes(_) | Object::ByteArray(_), Object::Bytes(_) | Object::ByteArray(_)) => {
            Some(core.heap.as_bytes(Value::Obj(a)) == core.heap.as_bytes(Value::Obj(b)))
        }
        (Object::Complex(a, b), Object::Complex(c, d)) => Some(a == c && b == d),
        (Object::Range { start: a, stop: b, step: c }, Object::Range { start: x, stop: y, step: z }) => {
            let (n, m) = (super::iter::range_len(*a, *b, *c), super::iter::range_len(*x, *y, *z));
            Some(n == m && (n == 0 || (a == x && (n == 1 || c == z))))
        }
        (Object::Slice(x), Object::Slice(y)) => core.eq_items(&x[..], &y[..], depth),
        (Object::BoundMethod { func: f, receiver: r }, Object::BoundMethod { func: g, receiver: s }) => {
            Some(f.is(*g) && r.is(*s))
        }
        (Object::GenericAlias { origin: o, args: x }, Object::GenericAlias { origin: p, args: y }) => {
            Some(o == p && core.eq_at_depth(Value::Obj(*x), Value::Obj(*y), depth + 1)?)
        }
        (Object::Union(x), Object::Union(y)) => {
            let (x, y) = (core.heap.as_tuple(Value::Obj(*x))?, core.heap.as_tuple(Value::Obj(*y))?);
            let has = |&item: &Value| y.iter().any(|&other| core.eq_at_depth(item, other, depth + 1) == Some(true));
            Some(x.len() == y.len() && x.iter().all(has))
        }
        (Object::DictView { kind, .. }, Object::DictView { kind: other, .. }) => {
            if *kind == ViewKind::Values || *other == ViewKind::Values { Some(false) } else { None }
        }
        (Object::DictView { kind: ViewKind::Keys | ViewKind::Items, .. }, Object::Set(_) | Object::FrozenSet(_))
        | (Object::Set(_) | Object::FrozenSet(_), Object::DictView { kind: ViewKind::Keys | ViewKind::Items, .. }) => {
            None
        }
        (Object::MappingProxy(x), _) => eq_proxy(core, *x, b, depth),
        (_, Object::MappingProxy(x)) => eq_proxy(core, *x, a, depth),
        (Object::Opaque { .. } | Object::Instance(_) | Object::Exception(_), _) => eq_instance(core, a, b, depth),
        (_, Object::Opaque { .. } | Object::Instance(_) | Object::Exception(_)) => eq_instance(core, b, a, depth),
        (Object::Class(x), Object::Class(_)) if x.metaclass != super::types::TYPE => {
            if core.heap.class(x.metaclass)?.quirks.eq { None } else { Some(false) }
        }
        _ => Some(false),
    }
}

fn eq_dicts(core: &Core, x: &Dict, y: &Dict, depth: u32) -> Option<bool> {
    if x.len() != y.len() {
        return Some(false);
    }
    for entry in x.iter() {
        let Some(place) = core.dict_find(y, entry.hash, entry.key).ok()? else { return Some(false) };
        let other = y.value_at(place);
        if !entry.value.is(other) && !core.eq_at_depth(entry.value, other, depth + 1)? {
            return Some(false);
        }
    }
    Some(true)
}

fn eq_proxy(core: &Core, inner: Obj, other: Obj, depth: u32) -> Option<bool> {
    if matches!(core.heap.get(inner), Object::Class(_)) {
        Some(inner == other)
    } else {
        core.eq_at_depth(Value::Obj(inner), Value::Obj(other), depth + 1)
    }
}

fn eq_instance(core: &Core, a: Obj, b: Obj, depth: u32) -> Option<bool> {
    for obj in [a, b] {
        match core.heap.get(obj) {
            Object::Instance(instance)
                if core.heap.class(instance.class)?.quirks.eq
                    && (instance.payload.is_none() || has_python_eq(core, instance.class)) =>
            {
                return None;
            }
            Object::Exception(exc) if core.heap.class(exc.class)?.quirks.eq => return None,
            Object::Opaque { .. } => return None,
            _ => {}
        }
    }
    let (x, y) = (core.heap.plain(Value::Obj(a)), core.heap.plain(Value::Obj(b)));
    if x.is(Value::Obj(a)) && y.is(Value::Obj(b)) { Some(a == b) } else { core.eq_at_depth(x, y, depth + 1) }
}

// ---- arithmetic ----

fn arithmetic(core: &mut Core, op: BinaryOp, a: Number, b: Number) -> Result<Option<Value>, Break> {
    use Number::{Big, Complex, Float, Int};
    match (a, b) {
        (Complex(..), _) | (_, Complex(..)) if matches!(op, BinaryOp::FloorDivide | BinaryOp::Remainder) => Ok(None),
        (Complex(re, im), other) => complex_op(core, op, (re, im), complex_of(&other)),
        (other, Complex(re, im)) => complex_op(core, op, complex_of(&other), (re, im)),
        (Float(x), other) => {
            let y = float_of(core, &other)?;
            float_op(core, op, x, y)
        }
        (other, Float(y)) => {
            let x = float_of(core, &other)?;
            float_op(core, op, x, y)
        }
        (Int(x), Int(y)) => int_op(core, op, x, y),
        (Int(x), Big(y)) => big_op(core, op, &BigInt::from(x), &y),
        (Big(x), Int(y)) => big_op(core, op, &x, &BigInt::from(y)),
        (Big(x), Big(y)) => big_op(core, op, &x, &y),
    }
}

fn complex_of(number: &Number) -> (f64, f64) {
    match number {
        Number::Int(i) => (*i as f64, 0.0),
        Number::Big(n) => (big_to_f64(n), 0.0),
        Number::Float(x) => (*x, 0.0),
        Number::Complex(re, im) => (*re, *im),
    }
}

fn float_of(core: &mut Core, number: &Number) -> Result<f64, Break> {
    match number {
        Number::Int(i) => Ok(*i as f64),
        Number::Float(x) => Ok(*x),
        Number::Big(n) => {
            let x = big_to_f64(n);
            if x.is_finite() { Ok(x) } else { Err(core.overflow_error("int too large to convert to float")) }
        }
        Number::Complex(re, _) => Ok(*re),
    }
}

fn int_op(core: &mut Core, op: BinaryOp, a: i64, b: i64) -> Result<Option<Value>, Break> {
    let quick = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Subtract => a.checked_sub(b),
        BinaryOp::Multiply => a.checked_mul(b),
        BinaryOp::And => Some(a & b),
        BinaryOp::Or => Some(a | b),
        BinaryOp::Xor => Some(a ^ b),
        BinaryOp::FloorDivide if b != 0 => {
            a.checked_div(b).map(|q| if (a % b != 0) && ((a < 0) != (b < 0)) { q - 1 } else { q })
        }
        BinaryOp::Remainder if b != 0 => Some(floor_mod(a, b)),
        BinaryOp::Lshift if (0..63).contains(&b) => a.checked_mul(1i64 << b),
        BinaryOp::Rshift if b >= 0 => Some(a >> b.min(63)),
        BinaryOp::TrueDivide => return int_true_divide(core, a, b).map(Some),
        BinaryOp::Power if b >= 0 => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
        BinaryOp::MatrixMultiply => return Ok(None),
        _ => None,
    };
    match quick {
        Some(result) => Ok(Some(Value::Int(result))),
        None => big_op(core, op, &BigInt::from(a), &BigInt::from(b)),
    }
}

/// Python's `%`: the sign of the divisor. `b` is not 0.
#[inline]
pub fn floor_mod(a: i64, b: i64) -> i64 {
    let r = a.wrapping_rem(b);
    if r != 0 && ((r < 0) != (b < 0)) { r + b } else { r }
}

fn int_true_divide(core: &mut Core, a: i64, b: i64) -> Result<Value, Break> {
    if b == 0 {
        return Err(core.zero_division("division by zero"));
    }
    const EXACT: u64 = 1 << 53;
    if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        return Ok(Value::Float(a as f64 / b as f64));
    }
    big_true_divide(core, &BigInt::from(a), &BigInt::from(b))
}

/// `a / b` correctly rounded.
fn big_true_divide(core: &mut Core, a: &BigInt, b: &BigInt) -> Result<Value, Break> {
    if b.is_zero() {
        return Err(core.zero_division("division by zero"));
    }
    if a.is_zero() {
        return Ok(Value::Float(0.0));
    }
    // Scale so that the quotient has 64 to 66 bits, keep a sticky bit, and let the conversion round once.
    let shift = 65 - (a.bits() as i64 - b.bits() as i64);
    let (num, den) = if shift >= 0 {
        (a.magnitude() << shift as u64, b.magnitude().clone())
    } else {
        (a.magnitude().clone(), b.magnitude() << (-shift) as u64)
    };
    let (mut q, r) = num.div_rem(&den);
    if !r.is_zero() {
        q |= num_bigint::BigUint::from(1u8);
    }
    let mantissa = q.to_f64().unwrap_or(f64::INFINITY);
    let result = libm::ldexp(mantissa, i32::try_from(-shift).unwrap_or(if shift > 0 { -5000 } else { 5000 }));
    if result.is_infinite() {
        return Err(core.overflow_error("integer division result too large for a float"));
    }
    Ok(Value::Float(if (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus) { -result } else { result }))
}

fn big_op(core: &mut Core, op: BinaryOp, a: &BigInt, b: &BigInt) -> Result<Option<Value>, Break> {
    let words = a.bits().max(b.bits()) / 64 + 1;
    core.charge(words * u64::from(core.profile.costs.bigint_word));
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => {
            check_bits(core, a.bits() + b.bits())?;
            core.charge(a.bits() / 64 * (b.bits() / 64) * 500);
            a * b
        }
        BinaryOp::And => a & b,
        BinaryOp::Or => a | b,
        BinaryOp::Xor => a ^ b,
        BinaryOp::FloorDivide | BinaryOp::Remainder if b.is_zero() => {
            return Err(core.zero_division("division by zero"));
        }
        BinaryOp::FloorDivide => a.div_floor(b),
        BinaryOp::Remainder => a.mod_floor(b),
        BinaryOp::TrueDivide => return big_true_divide(core, a, b).map(Some),
        BinaryOp::Lshift | BinaryOp::Rshift => return shift(core, op, a, b).map(Some),
        BinaryOp::Power => return power(core, a, b).map(Some),
        _ => return Ok(None),
    };
    Ok(Some(core.heap.int(result)))
}

/// Quotient and remainder of integers that do not both fit 64 bits, by one division; `None` for other numbers and for zero.
pub fn big_divmod(core: &mut Core, a: Value, b: Value) -> Option<(Value, Value)> {
    let (quotient, remainder) = match (core.number(a)?, core.number(b)?) {
        (Number::Big(a), Number::Int(b)) if b != 0 => a.div_mod_floor(&BigInt::from(b)),
        (Number::Int(a), Number::Big(b)) => BigInt::from(a).div_mod_floor(&b),
        (Number::Big(a), Number::Big(b)) => a.div_mod_floor(&b),
        _ => return None,
    };
    let words = quotient.bits().max(remainder.bits()) / 64 + 1;
    core.charge(2 * words * u64::from(core.profile.costs.bigint_word));
    Some((core.heap.int(quotient), core.heap.int(remainder)))
}

fn check_bits(core: &mut Core, bits: u64) -> Result<(), Break> {
    if bits > MAX_INT_BITS { Err(core.raise_bare(super::types::MEMORY_ERROR)) } else { Ok(()) }
}

fn shift(core: &mut Core, op: BinaryOp, a: &BigInt, b: &BigInt) -> Result<Value, Break> {
    if b.is_negative() {
        return Err(core.value_error("negative shift count"));
    }
    let by = b.to_u64().unwrap_or(u64::MAX);
    if op == BinaryOp::Rshift {
        return Ok(if by > a.bits() {
            Value::Int(if a.is_negative() { -1 } else { 0 })
        } else {
            core.heap.int(a >> by)
        });
    }
    if a.is_zero() {
        return Ok(Value::Int(0));
    }
    check_bits(core, a.bits().saturating_add(by))?;
    Ok(core.heap.int(a << by))
}

fn power(core: &mut Core, a: &BigInt, b: &BigInt) -> Result<Value, Break> {
    if b.is_negative() {
        let (x, y) = (big_to_f64(a), big_to_f64(b));
        return Ok(float_op(core, BinaryOp::Power, x, y)?.unwrap_or(Value::None));
    }
    if a.bits() <= 1 {
        // 0, 1 and -1, whatever the exponent.
        let even = (b % 2u8).is_zero();
        let result = match a.to_i64() {
            Some(0) => i64::from(b.is_zero()),
            Some(-1) if !even => -1,
            _ => 1,
        };
        return Ok(Value::Int(result));
    }
    let exponent = b.to_u64().unwrap_or(u64::MAX);
    check_bits(core, a.bits().saturating_mul(exponent))?;
    let words = a.bits().saturating_mul(exponent) / 64;
    core.charge(words.saturating_mul(words) / 4 * 500);
    let exponent = u32::try_from(exponent).unwrap_or(u32::MAX);
    Ok(core.heap.int(Pow::pow(a, exponent)))
}

/// `float_divmod`: quotient and remainder.
pub fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut m = libm::fmod(a, b);
    let mut div = (a - m) / b;
    if m != 0.0 {
        if (b < 0.0) != (m < 0.0) {
            m += b;
            div -= 1.0;
        }
    } else {
        m = 0f64.copysign(b);
    }
    let mut floor = 0f64.copysign(a / b);
    if div != 0.0 {
        floor = div.floor();
        if div - floor > 0.5 {
            floor += 1.0;
        }
    }
    (floor, m)
}

fn float_op(core: &mut Core, op: BinaryOp, a: f64, b: f64) -> Result<Option<Value>, Break> {
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => a * b,
        BinaryOp::TrueDivide if b == 0.0 => return Err(core.zero_division("division by zero")),
        BinaryOp::TrueDivide => a / b,
        BinaryOp::FloorDivide if b == 0.0 => return Err(core.zero_division("division by zero")),
        BinaryOp::FloorDivide => float_divmod(a, b).0,
        BinaryOp::Remainder if b == 0.0 => return Err(core.zero_division("division by zero")),
        BinaryOp::Remainder => float_divmod(a, b).1,
        BinaryOp::Power => return float_power(core, a, b).map(Some),
        _ => return Ok(None),
    };
    Ok(Some(Value::Float(result)))
}

fn float_power(core: &mut Core, a: f64, b: f64) -> Result<Value, Break> {
    if a == 0.0 && b < 0.0 {
        return Err(core.zero_division("zero to a negative power"));
    }
    if a < 0.0 && b.is_finite() && b != b.trunc() && a.is_finite() {
        return complex_op(core, BinaryOp::Power, (a, 0.0), (b, 0.0)).map(|value| value.unwrap_or(Value::None));
    }
    let result = libm::pow(a, b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        let text = core.heap.str("Numerical result out of range");
        return Err(Break::Raise(core.new_exception(super::types::OVERFLOW_ERROR, &[Value::Int(34), text])));
    }
    Ok(Value::Float(result))
}

fn complex_op(core: &mut Core, op: BinaryOp, a: (f64, f64), b: (f64, f64)) -> Result<Option<Value>, Break> {
    let (re, im) = match op {
        BinaryOp::Add => (a.0 + b.0, a.1 + b.1),
        BinaryOp::Subtract => (a.0 - b.0, a.1 - b.1),
        BinaryOp::Multiply => (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0),
        BinaryOp::TrueDivide => {
            if b.0 == 0.0 && b.1 == 0.0 {
                return Err(core.zero_division("division by zero"));
            }
            if b.0.abs() >= b.1.abs() {
                let ratio = b.1 / b.0;
                let denominator = b.0 + b.1 * ratio;
                ((a.0 + a.1 * ratio) / denominator, (a.1 - a.0 * ratio) / denominator)
            } else {
                let ratio = b.0 / b.1;
                let denominator = b.0 * ratio + b.1;
                ((a.0 * ratio + a.1) / denominator, (a.1 * ratio - a.0) / denominator)
            }
        }
        BinaryOp::Power => complex_power(core, a, b)?,
        _ => return Ok(None),
    };
    Ok(Some(Value::Obj(core.heap.alloc(Object::Complex(re, im)))))
}

fn complex_power(core: &mut Core, a: (f64, f64), b: (f64, f64)) -> Result<(f64, f64), Break> {
    if b == (0.0, 0.0) {
        return Ok((1.0, 0.0));
    }
    if a == (0.0, 0.0) {
        if b.1 != 0.0 || b.0 < 0.0 {
            return Err(core.zero_division("zero to a negative or complex power"));
        }
        return Ok((0.0, 0.0));
    }
    if b.1 == 0.0 && b.0 == b.0.trunc() && b.0.abs() <= 100.0 {
        let mut result = (1.0, 0.0);
        for _ in 0..b.0.abs() as u32 {
            result = (result.0 * a.0 - result.1 * a.1, result.0 * a.1 + result.1 * a.0);
        }
        if b.0 < 0.0 {
            let norm = result.0 * result.0 + result.1 * result.1;
            result = (result.0 / norm, -result.1 / norm);
        }
        return Ok(result);
    }
    let magnitude = libm::hypot(a.0, a.1);
    let angle = libm::atan2(a.1, a.0);
    let mut length = libm::pow(magnitude, b.0);
    let mut phase = angle * b.0;
    if b.1 != 0.0 {
        length *= libm::exp(-angle * b.1);
        phase += b.1 * libm::log(magnitude);
    }
    Ok((length * libm::cos(phase), length * libm::sin(phase)))
}

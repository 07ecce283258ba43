//! Operators where user classes may have a say: which method is asked, in which order.
//!
//! Sources: `Objects/abstract.c` (`binary_op1`, `binary_iop1`), `Objects/typeobject.c` (`SLOT1BINFULL`),
//! `Objects/object.c` (`do_richcompare`).

use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::names;
use super::native::Owner;
use super::object::Object;
use super::ops::{base_op, op_text};
use super::prelude;
use super::types;
use super::value::{Obj, Value};
use crate::base::count;
use crate::lang::code::{BinaryOp, CmpOp};

/// Names of an operator's methods: plain, reflected, in place.
fn methods(op: BinaryOp) -> (Obj, Obj, Obj) {
    use names::*;
    match base_op(op) {
        BinaryOp::Add => (ADD, RADD, IADD),
        BinaryOp::And => (AND, RAND, IAND),
        BinaryOp::FloorDivide => (FLOORDIV, RFLOORDIV, IFLOORDIV),
        BinaryOp::Lshift => (LSHIFT, RLSHIFT, ILSHIFT),
        BinaryOp::MatrixMultiply => (MATMUL, RMATMUL, IMATMUL),
        BinaryOp::Multiply => (MUL, RMUL, IMUL),
        BinaryOp::Remainder => (MOD, RMOD, IMOD),
        BinaryOp::Or => (OR, ROR, IOR),
        BinaryOp::Power => (POW, RPOW, IPOW),
        BinaryOp::Rshift => (RSHIFT, RRSHIFT, IRSHIFT),
        BinaryOp::Subtract => (SUB, RSUB, ISUB),
        BinaryOp::TrueDivide => (TRUEDIV, RTRUEDIV, ITRUEDIV),
        _ => (XOR, RXOR, IXOR),
    }
}

/// A comparison's method and the reflected one.
fn compare_methods(op: CmpOp) -> (Obj, Obj) {
    match op {
        CmpOp::Lt => (names::LT, names::GT),
        CmpOp::Le => (names::LE, names::GE),
        CmpOp::Eq => (names::EQ, names::EQ),
        CmpOp::Ne => (names::NE, names::NE),
        CmpOp::Gt => (names::GT, names::LT),
        CmpOp::Ge => (names::GE, names::LE),
    }
}

fn compare_text(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Lt => "<",
        CmpOp::Le => "<=",
        CmpOp::Eq => "==",
        CmpOp::Ne => "!=",
        CmpOp::Gt => ">",
        CmpOp::Ge => ">=",
    }
}

fn is_sequence(object: &Object) -> bool {
    matches!(object, Object::Str(_) | Object::List(_) | Object::Tuple(_) | Object::Bytes(_) | Object::ByteArray(_))
}

impl Exec<'_> {
    fn is_builtin_value(&self, value: Value) -> bool {
        match value {
            Value::Obj(obj) => !matches!(
                self.core.heap.get(obj),
                Object::Instance(_) | Object::Opaque { .. } | Object::Exception(_) | Object::Class(_)
            ),
            _ => true,
        }
    }
    /// BINARY_OP, both operands on the stack, after the fast paths.
    #[inline(never)]
    pub fn binary_op(&mut self, op: BinaryOp) -> Slow {
        if op == BinaryOp::Subscr {
            return self.subscript();
        }
        let (a, b) = (self.peek(1), self.peek(0));
        if self.is_builtin_value(a) && self.is_builtin_value(b) {
            if base_op(op) != op {
                match self.inplace(op, a, b) {
                    Ok(true) => return Ok(Flow::Go),
                    Ok(false) => {}
                    Err(stop) => return self.native_binary_break(stop),
                }
            }
            match self.core.binary(base_op(op), a, b) {
                Ok(Some(value)) => {
                    self.drop_n(2);
                    self.push(value);
                    return Ok(Flow::Go);
                }
                Ok(None) => {}
                Err(stop) => return self.native_binary_break(stop),
            }
        }
        self.binary_stage(op, 0)
    }
    fn native_binary_break(&mut self, stop: super::native::Break) -> Slow {
        // The operands stay until the result is there; stage 4 has nothing after it.
        self.do_break(stop, OnReturn::Binary { op: BinaryOp::Add, stage: 4 })
    }
    /// `list += iterable`, `set |= set`, … on builtin containers. `false`: not in place.
    fn inplace(&mut self, op: BinaryOp, a: Value, b: Value) -> Result<bool, super::native::Break> {
        let Value::Obj(obj) = a else { return Ok(false) };
        match (self.core.heap.get(obj), op) {
            (Object::List(_), BinaryOp::InplaceAdd) => match self.core.collect(b)? {
                Some(items) => {
                    self.core.heap.grew(16 * items.len());
                    self.core.charge_items(items.len());
                    if let Some(list) = self.core.heap.as_list_mut(a) {
                        list.extend(items);
                    }
                }
                None => return Err(super::native::Break::Prelude(prelude::LIST_IADD, vec![a, b])),
            },
            (Object::List(_), BinaryOp::InplaceMultiply) => {
                let Some(n) = self.core.heap.as_i64(b) else { return Ok(false) };
                let n = count::saturating(n);
                let len = self.core.heap.as_list(a).map_or(0, Vec::len);
                self.core.reserve(len.saturating_mul(n).saturating_mul(16))?;
                if let Some(list) = self.core.heap.as_list_mut(a) {
                    *list = list.repeat(n);
                }
            }
            (Object::ByteArray(_), BinaryOp::InplaceAdd) => {
                let Some(more) = self.core.heap.as_bytes(b).map(<[u8]>::to_vec) else { return Ok(false) };
                self.core.heap.grew(more.len());
                if let Object::ByteArray(bytes) = self.core.heap.get_mut(obj) {
                    bytes.to_mut().extend(more);
                }
            }
            (Object::Dict(_), BinaryOp::InplaceOr) => {
                let Some(more) = self.core.heap.as_dict(b).cloned() else {
                    return Err(super::native::Break::Prelude(prelude::INPLACE, vec![Value::Int(3), a, b]));
                };
                for entry in more.iter() {
                    if self.core.dict_set_hashed(a, entry.hash, entry.key, entry.value).is_err() {
                        return Err(super::native::Break::Prelude(prelude::DICT_IOR, vec![a, b]));
                    }
                }
            }
            (
                Object::Set(_),
                BinaryOp::InplaceOr | BinaryOp::InplaceAnd | BinaryOp::InplaceSubtract | BinaryOp::InplaceXor,
            ) => {
                let (Some(first), Some(second)) =
                    (self.core.heap.as_set(a).cloned(), self.core.heap.as_set(b).cloned())
                else {
                    return Ok(false);
                };
                let Some(made) = self.core.update_set(base_op(op), &first, &second) else {
                    let kind = match op {
                        BinaryOp::InplaceOr => 4,
                        BinaryOp::InplaceAnd => 5,
                        BinaryOp::InplaceSubtract => 6,
                        _ => 7,
                    };
                    return Err(super::native::Break::Prelude(prelude::INPLACE, vec![Value::Int(kind), a, b]));
                };
                self.core.heap.grew(made.size().saturating_sub(first.size()));
                if let Some(set) = self.core.heap.as_set_mut(a) {
                    *set = made;
                }
            }
            _ => return Ok(false),
        }
        self.drop_n(1);
        Ok(true)
    }
    /// Asks the next method: 0 in place, 1 the right operand's reflected one when its class is derived from the left's,
    /// 2 the left's, 3 the right's reflected one, 4 none is left.
    pub fn binary_stage(&mut self, op: BinaryOp, mut stage: u8) -> Slow {
        let (a, b) = (self.peek(1), self.peek(0));
        let (class_a, class_b) = (self.core.class_of(a), self.core.class_of(b));
        let (plain, reflected, inplace) = methods(op);
        let derived = class_a != class_b && self.core.is_subclass(class_b, class_a) && {
            let theirs = self.core.lookup(class_b, reflected);
            theirs.is_some_and(|theirs| !self.core.lookup(class_a, reflected).is_some_and(|ours| ours.is(theirs)))
        };
        while stage < 4 {
            let (class, name, receiver, other) = match stage {
                0 => (class_a, inplace, a, b),
                1 => (class_b, reflected, b, a),
                2 => (class_a, plain, a, b),
                _ => (class_b, reflected, b, a),
            };
            let applies = match stage {
                0 => base_op(op) != op,
                1 => derived,
                3 => class_a != class_b && !derived,
                _ => true,
            };
            if applies
                && let Some(found) = self.core.lookup(class, name)
                && !found.is_none()
            {
                return self.call_method(found, receiver, &[other], OnReturn::Binary { op, stage });
            }
            stage += 1;
        }
        if base_op(op) == BinaryOp::Multiply {
            let sequence =
                |value| self.core.heap.plain_obj(value).is_some_and(|obj| is_sequence(self.core.heap.get(obj)));
            let (seq, n, class) = if sequence(a) { (a, b, class_b) } else { (b, a, class_a) };
            if sequence(seq)
                && self.core.lookup(class, names::INDEX).is_some_and(|found| !matches!(found, Value::Native(_)))
            {
                return self.call_prelude(prelude::REPEAT, &[seq, n], OnReturn::Binary { op, stage: 4 });
            }
        }
        let text = self.binary_error(op, a, b);
        Err(self.new_error(types::TYPE_ERROR, &text))
    }
    fn binary_error(&self, op: BinaryOp, a: Value, b: Value) -> String {
        let (name_a, name_b) = (self.core.type_name(a), self.core.type_name(b));
        let sequence = |value: Value| self.core.heap.plain_obj(value).map(|obj| self.core.heap.get(obj));
        match (base_op(op), sequence(a)) {
            (BinaryOp::Add, Some(Object::Str(_))) => format!("can only concatenate str (not \"{name_b}\") to str"),
            (BinaryOp::Add, Some(Object::List(_))) => format!("can only concatenate list (not \"{name_b}\") to list"),
            (BinaryOp::Add, Some(Object::Tuple(_))) => {
                format!("can only concatenate tuple (not \"{name_b}\") to tuple")
            }
            (BinaryOp::Add, Some(Object::Bytes(_))) => format!("can't concat {name_b} to bytes"),
            (BinaryOp::Add, Some(Object::ByteArray(_))) => format!("can't concat {name_b} to bytearray"),
            (BinaryOp::Multiply, Some(Object::Str(_) | Object::List(_) | Object::Tuple(_) | Object::Bytes(_))) => {
                format!("can't multiply sequence by non-int of type '{name_b}'")
            }
            (BinaryOp::Multiply, _)
                if matches!(
                    sequence(b),
                    Some(Object::Str(_) | Object::List(_) | Object::Tuple(_) | Object::Bytes(_))
                ) =>
            {
                format!("can't multiply sequence by non-int of type '{name_a}'")
            }
            (BinaryOp::Power, _) if op == BinaryOp::Power => {
                format!("unsupported operand type(s) for ** or pow(): '{name_a}' and '{name_b}'")
            }
            _ => format!("unsupported operand type(s) for {}: '{name_a}' and '{name_b}'", op_text(op)),
        }
    }
    /// COMPARE_OP after the fast paths.
    #[inline(never)]
    pub fn compare_op(&mut self, op: CmpOp, to_bool: bool) -> Slow {
        let (a, b) = (self.peek(1), self.peek(0));
        if self.is_builtin_value(a)
            && self.is_builtin_value(b)
            && let Some(result) = self.core.compare(op, a, b)
        {
            self.drop_n(2);
            self.push(Value::Bool(result));
            return Ok(Flow::Go);
        }
        self.compare_stage(op, 1, to_bool)
    }
    /// Asks the next method, as [`binary_stage`](Self::binary_stage); stages from 10 on: `__eq__` stands in for `__ne__`.
    pub fn compare_stage(&mut self, op: CmpOp, mut stage: u8, to_bool: bool) -> Slow {
        let (a, b) = (self.peek(1), self.peek(0));
        let (class_a, class_b) = (self.core.class_of(a), self.core.class_of(b));
        let (plain, reflected) = compare_methods(op);
        let derived = class_a != class_b
            && self.core.is_subclass(class_b, class_a)
            && self.core.lookup(class_b, reflected).is_some();
        while stage < 4 {
            let (class, name, receiver, other) = match stage {
                1 | 3 => (class_b, reflected, b, a),
                _ => (class_a, plain, a, b),
            };
            let applies = match stage {
                1 => derived,
                3 => !derived,
                _ => true,
            };
            if applies && let Some((found, inverted)) = self.compare_method(class, name) {
                let stage = if inverted { stage + 10 } else { stage };
                return self.call_method(found, receiver, &[other], OnReturn::Compare { op, stage, to_bool });
            }
            stage += 1;
        }
        let result = match op {
            CmpOp::Eq => a.is(b),
            CmpOp::Ne => !a.is(b),
            _ => {
                let text = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    compare_text(op),
                    self.core.type_name(a),
                    self.core.type_name(b)
                );
                return Err(self.new_error(types::TYPE_ERROR, &text));
            }
        };
        self.drop_n(2);
        self.push(Value::Bool(result));
        Ok(Flow::Go)
    }
    /// The method, and whether its result is to be inverted (`!=` by way of `__eq__`).
    fn compare_method(&mut self, class: Obj, name: Obj) -> Option<(Value, bool)> {
        let found = self.core.lookup(class, name)?;
        if found.is_none() {
            return None;
        }
        if let Value::Native(id) = found
            && matches!(self.core.natives[id.0 as usize].owner, Owner::Class(types::OBJECT))
        {
            if name == names::NE {
                let (eq, _) = self.compare_method(class, names::EQ)?;
                return Some((eq, true));
            }
            return None;
        }
        Some((found, false))
    }
    /// UNARY_NEGATIVE, UNARY_INVERT and unary plus, the operand on the stack.
    #[inline(never)]
    pub fn unary(&mut self, name: Obj) -> Slow {
        let value = self.pop();
        if self.is_builtin_value(value) {
            let result = match name {
                names::NEG => self.core.negative(value),
                names::INVERT => self.core.invert(value),
                _ => self.core.number(value).map(|number| self.core.number_value(number)),
            };
            if let Some(result) = result {
                self.push(result);
                return Ok(Flow::Go);
            }
        }
        let class = self.core.class_of(value);
        match self.core.lookup(class, name) {
            Some(found) => self.call_method(found, value, &[], OnReturn::Push),
            None => {
                let sign = match name {
                    names::NEG => "-",
                    names::INVERT => "~",
                    _ => "+",
                };
                let text = format!("bad operand type for unary {sign}: '{}'", self.core.class_name(class));
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
        }
    }
    /// CONTAINS_OP: `item container --`.
    #[inline(never)]
    pub fn contains(&mut self, negate: bool) -> Slow {
        let container = self.pop();
        let item = self.pop();
        match self.core.contains(container, item) {
            Ok(Some(found)) => {
                self.push(Value::Bool(found != negate));
                Ok(Flow::Go)
            }
            Ok(None) => {
                let class = self.core.class_of(container);
                match self.core.lookup(class, names::CONTAINS) {
                    Some(Value::None) => {
                        let text = format!("'{}' object is not a container", self.core.class_name(class));
                        Err(self.new_error(types::TYPE_ERROR, &text))
                    }
                    Some(found) if !matches!(found, Value::Native(_)) => {
                        self.call_method(found, container, &[item], OnReturn::Truth { negate })
                    }
                    Some(found) if matches!(container, Value::Obj(obj) if matches!(self.core.heap.get(obj), Object::Opaque { .. } | Object::Class(_))) => {
                        self.call_method(found, container, &[item], OnReturn::Truth { negate })
                    }
                    _ => self.call_prelude(prelude::CONTAINS, &[container, item], OnReturn::Truth { negate }),
                }
            }
            Err(stop) => self.do_break(stop, OnReturn::Truth { negate }),
        }
    }
}

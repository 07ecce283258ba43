//! Arithmetic on ints of any size, floats and complex numbers.
//!
//! Sources: `Objects/longobject.c`, `Objects/floatobject.c`, `Objects/complexobject.c`.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

use super::builtins::exp;
use super::core::Core;
use super::native::Break;
use super::object::Object;
use super::ops::{Number, big_to_f64};
use super::value::Value;
use crate::base::limits::MAX_INT_BITS;
use crate::lang::code::BinaryOp;

// ---- arithmetic ----

pub(super) fn arithmetic(core: &mut Core, op: BinaryOp, a: Number, b: Number) -> Result<Option<Value>, Break> {
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
    let result = exp::pow(a, b);
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
    let magnitude = exp::hypot(&[a.0, a.1]);
    let angle = exp::atan2(a.1, a.0);
    let mut length = exp::pow(magnitude, b.0);
    let mut phase = angle * b.0;
    if b.1 != 0.0 {
        length *= exp::exp(-angle * b.1);
        phase += b.1 * exp::log(magnitude);
    }
    if length.is_infinite() && [a.0, a.1, b.0, b.1].iter().all(|part| part.is_finite()) {
        return Err(core.overflow_error("complex exponentiation"));
    }
    Ok((length * exp::cos(phase), length * exp::sin(phase)))
}

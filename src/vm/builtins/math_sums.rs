//! Sums of many floats for `math`, rounded once: `fsum`, `sumprod`, `hypot`, `dist`.

use num_bigint::BigInt;

use crate::vm::core::Core;
use crate::vm::native::{Break, NativeResult};
use crate::vm::value::Value;

fn floats(core: &mut Core, args: &[Value], arg: usize) -> Result<Vec<f64>, Break> {
    let items = core.items(args, arg)?;
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        out.push(core.float_arg(&[item], 0)?);
    }
    Ok(out)
}

fn norm(values: &[f64]) -> f64 {
    if values.iter().any(|x| x.is_infinite()) { f64::INFINITY } else { super::exp::hypot(values) }
}

pub fn hypot(core: &mut Core, args: &[Value]) -> NativeResult {
    let mut values = Vec::with_capacity(args.len());
    for arg in 0..args.len() {
        values.push(core.float_arg(args, arg)?.abs());
    }
    Ok(Value::Float(norm(&values)))
}

pub fn dist(core: &mut Core, args: &[Value]) -> NativeResult {
    let (p, q) = (floats(core, args, 0)?, floats(core, args, 1)?);
    if p.len() != q.len() {
        return Err(core.value_error("both points must have the same number of dimensions"));
    }
    let differences: Vec<f64> = p.iter().zip(&q).map(|(a, b)| (a - b).abs()).collect();
    Ok(Value::Float(norm(&differences)))
}

/// Shewchuk's exact sum, rounded once (Discrete and Computational Geometry 18, 1997).
fn exact_sum(values: &[f64]) -> f64 {
    let mut partials: Vec<f64> = Vec::new();
    for &value in values {
        let mut x = value;
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                (x, y) = (y, x);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        partials.push(x);
    }
    let Some(mut high) = partials.pop() else { return 0.0 };
    while let Some(next) = partials.pop() {
        let x = high;
        high = x + next;
        let low = next - (high - x);
        if low != 0.0 {
            // Half-way cases are settled by the sign of what is still to come.
            if let Some(&after) = partials.last()
                && ((low < 0.0 && after < 0.0) || (low > 0.0 && after > 0.0))
            {
                let twice = low * 2.0;
                let up = high + twice;
                if twice == up - high {
                    high = up;
                }
            }
            break;
        }
    }
    high
}

pub fn fsum(core: &mut Core, args: &[Value]) -> NativeResult {
    let values = floats(core, args, 0)?;
    core.charge_items(values.len() * 4);
    if values.iter().all(|x| x.is_finite()) {
        return Ok(Value::Float(exact_sum(&values)));
    }
    let sum: f64 = values.iter().sum();
    if sum.is_nan() && !values.iter().any(|x| x.is_nan()) {
        return Err(core.value_error("-inf + inf in fsum"));
    }
    Ok(Value::Float(sum))
}

pub fn sumprod(core: &mut Core, args: &[Value]) -> NativeResult {
    let (p, q) = (core.items(args, 0)?, core.items(args, 1)?);
    if p.len() != q.len() {
        return Err(core.value_error("Inputs are not the same length"));
    }
    let ints: Option<BigInt> =
        p.iter().zip(&q).map(|(&a, &b)| Some(core.heap.as_bigint(a)? * core.heap.as_bigint(b)?)).sum();
    if let Some(total) = ints {
        return Ok(core.heap.int(total));
    }
    let (p, q) = (floats(core, args, 0)?, floats(core, args, 1)?);
    // Each product as an exact pair, so that the sum is rounded once.
    let pairs: Vec<f64> = p
        .iter()
        .zip(&q)
        .flat_map(|(&a, &b)| {
            let high = a * b;
            [high, libm::fma(a, b, -high)]
        })
        .collect();
    Ok(Value::Float(exact_sum(&pairs)))
}

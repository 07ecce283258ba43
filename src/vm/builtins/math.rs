//! The module `math`.
//!
//! Source: `Modules/mathmodule.c` of CPython for domains and errors. The elementary functions are `libm`'s in pure Rust, on
//! every platform the same.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::base::limits::MAX_INT_BITS;
use crate::vm::core::Core;
use crate::vm::names;
use crate::vm::native::{Break, CallSpec, ModuleDef, NativeDef, NativeResult};
use crate::vm::value::{Obj, Value};

macro_rules! unary {
    ($($name:literal => $f:expr,)*) => { &[$(NativeDef::function($name, "x, /", |core, args| float_function(core, args, $f)).nanos(20),)*] };
}

pub static MATH: ModuleDef = ModuleDef {
    name: "math",
    natives: &[
        NativeDef::function("ceil", "x, /", |core, args| rounded(core, args, names::CEIL, f64::ceil)),
        NativeDef::function("floor", "x, /", |core, args| rounded(core, args, names::FLOOR, f64::floor)),
        NativeDef::function("trunc", "x, /", |core, args| rounded(core, args, names::TRUNC, f64::trunc)),
        NativeDef::function("comb", "n, k, /", comb),
        NativeDef::function("perm", "n, k=, /", perm),
        NativeDef::function("factorial", "n, /", factorial),
        NativeDef::function("gcd", "*integers", gcd),
        NativeDef::function("lcm", "*integers", lcm),
        NativeDef::function("isqrt", "n, /", isqrt),
        NativeDef::function("copysign", "x, y, /", |core, args| two(core, args, f64::copysign)),
        NativeDef::function("atan2", "y, x, /", |core, args| two(core, args, super::exp::atan2)),
        NativeDef::function("fmod", "x, y, /", fmod),
        NativeDef::function("remainder", "x, y, /", |core, args| two(core, args, libm::remainder)),
        NativeDef::function("pow", "x, y, /", pow),
        NativeDef::function("hypot", "*coordinates", hypot),
        NativeDef::function("dist", "p, q, /", dist),
        NativeDef::function("fsum", "seq, /", fsum),
        NativeDef::function("sumprod", "p, q, /", sumprod),
        NativeDef::function("prod", "iterable, /, *, start=", prod),
        NativeDef::function("fabs", "x, /", |core, args| float_function(core, args, f64::abs)),
        NativeDef::function("frexp", "x, /", frexp),
        NativeDef::function("ldexp", "x, i, /", ldexp),
        NativeDef::function("modf", "x, /", modf),
        NativeDef::function("isclose", "a, b, *, rel_tol=, abs_tol=", isclose),
        NativeDef::function("isfinite", "x, /", |core, args| test(core, args, f64::is_finite)),
        NativeDef::function("isinf", "x, /", |core, args| test(core, args, f64::is_infinite)),
        NativeDef::function("isnan", "x, /", |core, args| test(core, args, f64::is_nan)),
        NativeDef::function("log", "x, base=, /", log),
        NativeDef::function("log2", "x, /", |core, args| logarithm(core, args, libm::log2, 1.0)),
        NativeDef::function("log10", "x, /", |core, args| {
            logarithm(core, args, super::gamma::log10, std::f64::consts::LOG10_2)
        }),
        NativeDef::function("nextafter", "x, y, /", |core, args| two(core, args, libm::nextafter)),
        NativeDef::function("ulp", "x, /", |core, args| float_function(core, args, ulp)),
        NativeDef::function("degrees", "x, /", |core, args| {
            float_function(core, args, |x| x * (180.0 / std::f64::consts::PI))
        }),
        NativeDef::function("radians", "x, /", |core, args| {
            float_function(core, args, |x| x * (std::f64::consts::PI / 180.0))
        }),
    ],
    attributes: constants,
};

/// The rest of `math`: functions of one float.
pub static MATH_UNARY: ModuleDef = ModuleDef {
    name: "math",
    natives: unary! {
        "acos" => super::exp::acos, "acosh" => libm::acosh, "asin" => super::exp::asin, "asinh" => libm::asinh, "atan" => super::exp::atan,
        "atanh" => libm::atanh, "cbrt" => libm::cbrt, "cos" => super::exp::cos, "cosh" => libm::cosh, "erf" => libm::erf,
        "erfc" => libm::erfc, "exp" => super::exp::exp, "exp2" => libm::exp2, "expm1" => libm::expm1, "gamma" => super::gamma::gamma,
        "lgamma" => super::gamma::lgamma, "log1p" => libm::log1p, "sin" => super::exp::sin, "sinh" => libm::sinh, "sqrt" => f64::sqrt,
        "tan" => super::exp::tan, "tanh" => libm::tanh,
    },
    attributes: crate::vm::native::no_attributes,
};

fn constants(core: &mut Core, module: Obj) {
    let floats = [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, value) in floats {
        core.module_set(module, name, Value::Float(value));
    }
}

/// NaN from a number is a domain error, infinity from a finite number a range error.
fn checked(core: &mut Core, given: &[f64], result: f64) -> NativeResult {
    if result.is_nan() && !given.iter().any(|x| x.is_nan()) {
        return Err(core.value_error("math domain error"));
    }
    if result.is_infinite() && given.iter().all(|x| x.is_finite()) {
        if let [x] = given
            && *x <= 0.0
            && *x == x.floor()
        {
            let shown = crate::vm::text::float::repr(*x);
            return Err(core.value_error(format!("expected a noninteger or positive integer, got {shown}")));
        }
        return Err(core.overflow_error("math range error"));
    }
    Ok(Value::Float(result))
}

fn float_function(core: &mut Core, args: &[Value], f: fn(f64) -> f64) -> NativeResult {
    let x = core.float_arg(args, 0)?;
    let result = f(x);
    if result.is_nan() && !x.is_nan() {
        let shown = crate::vm::text::float::repr(x);
        let native_sqrt = x < 0.0 && f(4.0) == 2.0;
        let text = if native_sqrt {
            format!("expected a nonnegative input, got {shown}")
        } else if f(0.0) == 0.0 && x.is_infinite() || f(0.0) == 1.0 && x.is_infinite() {
            format!("expected a finite input, got {shown}")
        } else if x.abs() > 1.0 && f(2.0).is_nan() && f(0.5).is_finite() {
            format!("expected a number in range from -1 up to 1, got {shown}")
        } else {
            "math domain error".to_owned()
        };
        return Err(core.value_error(text));
    }
    checked(core, &[x], result)
}

fn two(core: &mut Core, args: &[Value], f: fn(f64, f64) -> f64) -> NativeResult {
    let (x, y) = (core.float_arg(args, 0)?, core.float_arg(args, 1)?);
    checked(core, &[x, y], f(x, y))
}

fn test(core: &mut Core, args: &[Value], f: fn(f64) -> bool) -> NativeResult {
    Ok(Value::Bool(f(core.float_arg(args, 0)?)))
}

/// `ceil`, `floor`, `trunc`: of ints themselves, of floats ints, of objects what their method says.
fn rounded(core: &mut Core, args: &[Value], name: Obj, f: fn(f64) -> f64) -> NativeResult {
    let class = core.class_of(args[0]);
    match core.lookup(class, name) {
        Some(callable @ Value::Obj(_)) => {
            return Err(Break::Call(Box::new(CallSpec { callable, args: vec![args[0]], kwargs: Vec::new() })));
        }
        None if name == names::TRUNC => {
            let text = format!("type {} doesn't define __trunc__ method", core.class_name(class));
            return Err(core.type_error(text));
        }
        _ => {}
    }
    if core.heap.as_bigint(args[0]).is_some() {
        return Ok(core.heap.plain(args[0]));
    }
    let x = core.float_arg(args, 0)?;
    super::float::to_int(core, f(x))
}

fn fmod(core: &mut Core, args: &[Value]) -> NativeResult {
    two(core, args, libm::fmod)
}

fn pow(core: &mut Core, args: &[Value]) -> NativeResult {
    let (x, y) = (core.float_arg(args, 0)?, core.float_arg(args, 1)?);
    let result = super::exp::pow(x, y);
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(core.value_error("math domain error"));
    }
    checked(core, &[x, y], result)
}

/// A non-negative integer argument.
fn whole(core: &mut Core, args: &[Value], arg: usize) -> Result<BigInt, Break> {
    match core.heap.as_bigint(args[arg]) {
        Some(n) => Ok(n),
        None => core.index_arg(args, arg).map(BigInt::from),
    }
}

fn small(core: &mut Core, n: &BigInt, what: &str) -> Result<u64, Break> {
    match n.to_u64() {
        Some(n) => Ok(n),
        None => Err(core.overflow_error(format!("{what} argument should not exceed 9223372036854775807"))),
    }
}

/// Refuses results that would be larger than any int may be.
fn affordable(core: &mut Core, bits: u64) -> Result<(), Break> {
    core.charge(bits.saturating_mul(bits / 64 + 1));
    if bits > MAX_INT_BITS { Err(core.raise_bare(crate::vm::types::MEMORY_ERROR)) } else { Ok(()) }
}

/// The product of `from..=to`, by halves so that factors stay of a size.
fn product(from: u64, to: u64) -> BigInt {
    if from > to {
        return BigInt::one();
    }
    if to - from < 8 {
        return (from..=to).map(BigInt::from).product();
    }
    let middle = from + (to - from) / 2;
    product(from, middle) * product(middle + 1, to)
}

fn factorial(core: &mut Core, args: &[Value]) -> NativeResult {
    if core.heap.as_f64(args[0]).is_some() {
        return Err(core.type_error("'float' object cannot be interpreted as an integer"));
    }
    let n = whole(core, args, 0)?;
    if n.is_negative() {
        return Err(core.value_error("factorial() not defined for negative values"));
    }
    let n = small(core, &n, "factorial()")?;
    affordable(core, n.saturating_mul(u64::from(64 - n.leading_zeros())))?;
    Ok(core.heap.int(product(2, n)))
}

fn perm(core: &mut Core, args: &[Value]) -> NativeResult {
    if args[1].is_null() || args[1].is_none() {
        return factorial(core, args);
    }
    let (n, k) = (whole(core, args, 0)?, whole(core, args, 1)?);
    if n.is_negative() {
        return Err(core.value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(core.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = small(core, &k, "k")?;
    affordable(core, k.saturating_mul(n.bits()))?;
    let factors = (0..k).map(|i| &n - i);
    Ok(core.heap.int(factors.product()))
}

fn comb(core: &mut Core, args: &[Value]) -> NativeResult {
    let (n, k) = (whole(core, args, 0)?, whole(core, args, 1)?);
    if n.is_negative() {
        return Err(core.value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(core.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = (&n - &k).min(k);
    let k = small(core, &k, "k")?;
    affordable(core, k.saturating_mul(n.bits()))?;
    let mut result = BigInt::one();
    for i in 0..k {
        result = result * (&n - i) / (i + 1);
    }
    Ok(core.heap.int(result))
}

fn folded(core: &mut Core, args: &[Value], start: i64, f: fn(&BigInt, &BigInt) -> BigInt) -> NativeResult {
    let mut result = BigInt::from(start);
    for arg in 0..args.len() {
        let n = whole(core, args, arg)?;
        result = f(&result, &n);
    }
    Ok(core.heap.int(result.abs()))
}

fn gcd(core: &mut Core, args: &[Value]) -> NativeResult {
    folded(core, args, 0, |a, b| a.gcd(b))
}

fn lcm(core: &mut Core, args: &[Value]) -> NativeResult {
    folded(core, args, 1, |a, b| if a.is_zero() || b.is_zero() { BigInt::zero() } else { a.lcm(b) })
}

fn isqrt(core: &mut Core, args: &[Value]) -> NativeResult {
    let n = whole(core, args, 0)?;
    if n.is_negative() {
        return Err(core.value_error("isqrt() argument must be nonnegative"));
    }
    Ok(core.heap.int(n.sqrt()))
}

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

fn hypot(core: &mut Core, args: &[Value]) -> NativeResult {
    let mut values = Vec::with_capacity(args.len());
    for arg in 0..args.len() {
        values.push(core.float_arg(args, arg)?.abs());
    }
    Ok(Value::Float(norm(&values)))
}

fn dist(core: &mut Core, args: &[Value]) -> NativeResult {
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

fn fsum(core: &mut Core, args: &[Value]) -> NativeResult {
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

fn sumprod(core: &mut Core, args: &[Value]) -> NativeResult {
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

fn prod(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = core.items(args, 0)?;
    let start = args[1].or(Value::Int(1));
    let all: Vec<Value> = std::iter::once(start).chain(items).collect();
    let big: Option<Vec<BigInt>> = all.iter().map(|&item| core.heap.as_bigint(item)).collect();
    if let Some(factors) = big {
        affordable(core, factors.iter().map(BigInt::bits).sum())?;
        return Ok(core.heap.int(factors.into_iter().product()));
    }
    let mut result = 1.0;
    for item in all {
        result *= core.float_arg(&[item], 0)?;
    }
    Ok(Value::Float(result))
}

fn frexp(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = core.float_arg(args, 0)?;
    let (mantissa, exponent) = if x == 0.0 || !x.is_finite() { (x, 0) } else { libm::frexp(x) };
    Ok(core.tuple(&[Value::Float(mantissa), Value::Int(i64::from(exponent))]))
}

fn ldexp(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = core.float_arg(args, 0)?;
    let exponent = core.index_arg(args, 1)?.clamp(-100_000, 100_000);
    let result = libm::ldexp(x, exponent as i32);
    checked(core, &[x], result)
}

fn modf(core: &mut Core, args: &[Value]) -> NativeResult {
    let x = core.float_arg(args, 0)?;
    let fraction = if x.is_infinite() { 0.0f64.copysign(x) } else { (x - x.trunc()).copysign(x) };
    Ok(core.tuple(&[Value::Float(fraction), Value::Float(x.trunc())]))
}

fn isclose(core: &mut Core, args: &[Value]) -> NativeResult {
    let (a, b) = (core.float_arg(args, 0)?, core.float_arg(args, 1)?);
    let relative = if args[2].is_null() { 1e-9 } else { core.float_arg(args, 2)? };
    let absolute = if args[3].is_null() { 0.0 } else { core.float_arg(args, 3)? };
    if relative < 0.0 || absolute < 0.0 {
        return Err(core.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::Bool(true));
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::Bool(false));
    }
    let difference = (b - a).abs();
    Ok(Value::Bool(difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute))
}

fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let up = libm::nextafter(x, f64::INFINITY);
    if up.is_infinite() { x - libm::nextafter(x, 0.0) } else { up - x }
}

/// The logarithm of a positive number of any size: `scale` is the logarithm of 2.
fn logarithm(core: &mut Core, args: &[Value], f: fn(f64) -> f64, scale: f64) -> NativeResult {
    if let Some(n) = core.heap.as_bigint(args[0]) {
        if !n.is_positive() {
            return Err(core.value_error("expected a positive input"));
        }
        if n.bits() > 1_000 {
            let shift = n.bits() - 60;
            let top = (n >> shift).to_f64().unwrap_or(1.0);
            return Ok(Value::Float(f(top) + shift as f64 * scale));
        }
    }
    let x = core.float_arg(args, 0)?;
    if x <= 0.0 {
        let shown = crate::vm::text::float::repr(x);
        return Err(core.value_error(format!("expected a positive input, got {shown}")));
    }
    Ok(Value::Float(f(x)))
}

fn log(core: &mut Core, args: &[Value]) -> NativeResult {
    let natural = |core: &mut Core, value: Value| logarithm(core, &[value], super::exp::log, std::f64::consts::LN_2);
    let numerator = natural(core, args[0])?;
    if args[1].is_null() {
        return Ok(numerator);
    }
    let denominator = natural(core, args[1])?;
    match (numerator, denominator) {
        (_, Value::Float(0.0)) => Err(core.zero_division("division by zero")),
        (Value::Float(a), Value::Float(b)) => Ok(Value::Float(a / b)),
        _ => Ok(numerator),
    }
}

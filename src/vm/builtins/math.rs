//! The module `math`.
//!
//! Source: `Modules/mathmodule.c` of CPython for domains and errors. The elementary functions are `libm`'s in pure Rust, on
//! every platform the same.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{elementary, exp, gamma, math_sums};
use crate::base::limits::MAX_INT_BITS;
use crate::vm::core::Core;
use crate::vm::names;
use crate::vm::native::{Break, CallSpec, ModuleDef, NativeDef, NativeResult};
use crate::vm::value::{Obj, Value};

macro_rules! unary {
    ($($name:literal => $f:expr, $refusal:literal;)*) => {
        &[$(NativeDef::function($name, "x, /", |core, args| float_function(core, args, $f, $refusal)).nanos(20),)*]
    };
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
        NativeDef::function("atan2", "y, x, /", |core, args| two(core, args, exp::atan2)),
        NativeDef::function("fmod", "x, y, /", fmod),
        NativeDef::function("remainder", "x, y, /", |core, args| two(core, args, libm::remainder)),
        NativeDef::function("pow", "x, y, /", pow),
        NativeDef::function("hypot", "*coordinates", math_sums::hypot),
        NativeDef::function("dist", "p, q, /", math_sums::dist),
        NativeDef::function("fsum", "seq, /", math_sums::fsum),
        NativeDef::function("sumprod", "p, q, /", math_sums::sumprod),
        NativeDef::function("prod", "iterable, /, *, start=", prod),
        NativeDef::function("fabs", "x, /", |core, args| float_function(core, args, f64::abs, "")),
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
            logarithm(core, args, gamma::log10, std::f64::consts::LOG10_2)
        }),
        NativeDef::function("nextafter", "x, y, /, *, steps=", nextafter),
        NativeDef::function("fma", "x, y, z, /", fma),
        NativeDef::function("ulp", "x, /", |core, args| float_function(core, args, ulp, "")),
        NativeDef::function("degrees", "x, /", |core, args| {
            float_function(core, args, |x| x * (180.0 / std::f64::consts::PI), "")
        }),
        NativeDef::function("radians", "x, /", |core, args| {
            float_function(core, args, |x| x * (std::f64::consts::PI / 180.0), "")
        }),
    ],
    attributes: constants,
};

/// The rest of `math`: functions of one float.
pub static MATH_UNARY: ModuleDef = ModuleDef {
    name: "math",
    natives: unary! {
        "acos" => exp::acos, "expected a number in range from -1 up to 1, got";
        "acosh" => elementary::acosh, "expected argument value not less than 1, got";
        "asin" => exp::asin, "expected a number in range from -1 up to 1, got";
        "asinh" => elementary::asinh, "";
        "atan" => exp::atan, "";
        "atanh" => libm::atanh, "expected a number between -1 and 1, got";
        "cbrt" => libm::cbrt, "";
        "cos" => exp::cos, "expected a finite input, got";
        "cosh" => elementary::cosh, "";
        "erf" => libm::erf, "";
        "erfc" => libm::erfc, "";
        "exp" => exp::exp, "";
        "exp2" => libm::exp2, "";
        "expm1" => libm::expm1, "";
        "gamma" => gamma::gamma, "expected a noninteger or positive integer, got";
        "lgamma" => gamma::lgamma, "expected a noninteger or positive integer, got";
        "log1p" => libm::log1p, "expected argument value > -1, got";
        "sin" => exp::sin, "expected a finite input, got";
        "sinh" => libm::sinh, "";
        "sqrt" => f64::sqrt, "expected a nonnegative input, got";
        "tan" => exp::tan, "expected a finite input, got";
        "tanh" => elementary::tanh, "";
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

/// A function of one float; `refusal` is what is said of a number outside its domain.
fn float_function(core: &mut Core, args: &[Value], f: fn(f64) -> f64, refusal: &str) -> NativeResult {
    let x = core.float_arg(args, 0)?;
    let result = f(x);
    // A pole is an error of the domain; a function that has none is too large.
    let pole = result.is_infinite() && x.is_finite() && !refusal.is_empty() && (x.floor() == x && x <= 1.0);
    if !refusal.is_empty() && (result.is_nan() && !x.is_nan() || pole) {
        let shown = crate::vm::text::float::repr(x);
        return Err(core.value_error(format!("{refusal} {shown}")));
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
    let result = elementary::pow(x, y);
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

/// As many floats further as `steps` says, no further than `y`.
fn nextafter(core: &mut Core, args: &[Value]) -> NativeResult {
    let (x, y) = (core.float_arg(args, 0)?, core.float_arg(args, 1)?);
    if args[2].is_null() || args[2].is_none() {
        return Ok(Value::Float(libm::nextafter(x, y)));
    }
    let steps = whole(core, args, 2)?;
    if steps.is_negative() {
        return Err(core.value_error("steps must be a non-negative integer"));
    }
    let steps = steps.to_u64().unwrap_or(u64::MAX);
    if steps == 0 || x.is_nan() || y.is_nan() || x == y {
        return Ok(Value::Float(if steps == 0 || x.is_nan() { x } else { y }));
    }
    // Floats in order of their numbers, zero in the middle.
    let place = |x: f64| if x.is_sign_negative() { -((x.to_bits() << 1 >> 1) as i64) } else { x.to_bits() as i64 };
    let (from, to) = (place(x), place(y));
    let left = from.abs_diff(to);
    if steps >= left {
        return Ok(Value::Float(y));
    }
    let at = if to > from { from.wrapping_add_unsigned(steps) } else { from.wrapping_sub_unsigned(steps) };
    Ok(Value::Float(f64::from_bits(at.unsigned_abs()).copysign(if at < 0 { -1.0 } else { 1.0 })))
}

fn fma(core: &mut Core, args: &[Value]) -> NativeResult {
    let given = [core.float_arg(args, 0)?, core.float_arg(args, 1)?, core.float_arg(args, 2)?];
    let result = libm::fma(given[0], given[1], given[2]);
    if result.is_nan() && !given.iter().any(|x| x.is_nan()) {
        return Err(core.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && given.iter().all(|x| x.is_finite()) {
        return Err(core.overflow_error("overflow in fma"));
    }
    Ok(Value::Float(result))
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
    let natural = |core: &mut Core, value: Value| logarithm(core, &[value], exp::log, std::f64::consts::LN_2);
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

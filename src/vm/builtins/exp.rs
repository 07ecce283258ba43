//! Elementary functions nearly always correctly rounded, as glibc's are: a first answer of `libm`'s is corrected in pairs of
//! floats (Dekker 1971). The same on every platform: nothing here depends on how floats are fused.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, LN_2};

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// π/2 beyond what a float holds, in two parts.
const PI_2_MIDDLE: f64 = 6.123_233_995_736_766e-17;
const PI_2_LOW: f64 = -1.497_384_904_859_183_3e-33;
/// Terms of sine and cosine: the next is below 1e-30 for what is left after reduction.
const TERMS: u32 = 13;
/// Times that the exponential of a small part is squared.
const SQUARINGS: i32 = 6;
/// Beyond, a first answer is good enough, or corrections would overflow.
const LARGE: f64 = 1e290;
const SMALL: f64 = 1e-290;

/// A number as an unevaluated sum, the larger part first.
#[derive(Clone, Copy)]
struct Pair(f64, f64);

fn sum(a: f64, b: f64) -> Pair {
    let total = a + b;
    let part = total - a;
    Pair(total, (a - (total - part)) + (b - part))
}

fn split(a: f64) -> Pair {
    let scaled = 134_217_729.0 * a;
    let high = scaled - (scaled - a);
    Pair(high, a - high)
}

fn product(a: f64, b: f64) -> Pair {
    let (Pair(ah, al), Pair(bh, bl), whole) = (split(a), split(b), a * b);
    Pair(whole, ((ah * bh - whole) + ah * bl + al * bh) + al * bl)
}

impl Pair {
    fn plus(self, other: Pair) -> Pair {
        let Pair(high, error) = sum(self.0, other.0);
        sum(high, error + (self.1 + other.1))
    }
    fn times(self, other: Pair) -> Pair {
        let Pair(high, error) = product(self.0, other.0);
        sum(high, error + (self.0 * other.1 + self.1 * other.0))
    }
    fn over(self, divisor: f64) -> Pair {
        let quotient = self.0 / divisor;
        let back = product(quotient, divisor);
        sum(quotient, ((self.0 - back.0) - back.1 + self.1) / divisor)
    }
    fn minus(self) -> Pair {
        Pair(-self.0, -self.1)
    }
    fn rounded(self) -> f64 {
        self.0 + self.1
    }
}

fn ordinary(x: f64) -> bool {
    (SMALL..LARGE).contains(&x.abs())
}

/// e to the power of a pair, as a pair and a power of two.
fn exp_pair(x: Pair) -> (Pair, i32) {
    let turns = libm::round(x.0 / LN_2);
    let rest = sum(x.0 - turns * LN2_HIGH, x.1 - turns * LN2_LOW);
    let scale = libm::scalbn(1.0, -SQUARINGS);
    let small = Pair(rest.0 * scale, rest.1 * scale);
    // 1 + r + r²/2 in pairs; what follows is small enough for floats.
    let r = small.0;
    let tail = r * r * r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0 + r / 5040.0))));
    let half = Pair(small.0 / 2.0, small.1 / 2.0);
    let mut value = Pair(1.0, 0.0).plus(small.plus(small.times(half).plus(Pair(tail, 0.0))));
    for _ in 0..SQUARINGS {
        value = value.times(value);
    }
    (value, turns as i32)
}

/// e to the power of `x`.
pub fn exp(x: f64) -> f64 {
    if !(x.abs() > 1e-18 && x < 709.0 && x > -708.0) {
        return libm::exp(x);
    }
    let (value, turns) = exp_pair(Pair(x, 0.0));
    libm::scalbn(value.rounded(), turns)
}

/// The natural logarithm as a pair: one step of Newton's from libm's.
fn log_pair(x: f64) -> Pair {
    let first = libm::log(x);
    let (value, turns) = exp_pair(Pair(-first, 0.0));
    let near_one = Pair(libm::scalbn(x, turns), 0.0).times(value);
    let off = (near_one.0 - 1.0) + near_one.1;
    sum(first, off - off * off / 2.0)
}

pub fn log(x: f64) -> f64 {
    if x == 1.0 || !ordinary(x) || x < 0.0 { libm::log(x) } else { log_pair(x).rounded() }
}

pub fn pow(x: f64, y: f64) -> f64 {
    if y == 2.0 {
        return x * x;
    }
    let whole = y == libm::trunc(y);
    if !ordinary(x) || !ordinary(y) || x < 0.0 && !whole || x.abs() == 1.0 || y == 1.0 {
        return libm::pow(x, y);
    }
    let exponent = log_pair(x.abs()).times(Pair(y, 0.0));
    if exponent.0.abs() > 708.0 {
        return libm::pow(x, y);
    }
    let (value, turns) = exp_pair(exponent);
    let result = libm::scalbn(value.rounded(), turns);
    if x < 0.0 && libm::fmod(y, 2.0) != 0.0 { -result } else { result }
}

/// Sine and cosine as pairs, for angles that are not too large.
fn sin_cos(x: Pair) -> (Pair, Pair) {
    let turns = libm::round(x.0 * FRAC_2_PI);
    let near = product(turns, FRAC_PI_2);
    let rest = x.plus(near.minus()).plus(product(turns, PI_2_MIDDLE).minus()).plus(Pair(-turns * PI_2_LOW, 0.0));
    let square = rest.times(rest).minus();
    let (mut sine, mut cosine) = (Pair(1.0, 0.0), Pair(1.0, 0.0));
    for n in (1..=TERMS).rev() {
        let n = f64::from(2 * n);
        sine = Pair(1.0, 0.0).plus(square.times(sine).over(n * (n + 1.0)));
        cosine = Pair(1.0, 0.0).plus(square.times(cosine).over(n * (n - 1.0)));
    }
    sine = sine.times(rest);
    match turns as i64 & 3 {
        0 => (sine, cosine),
        1 => (cosine, sine.minus()),
        2 => (sine.minus(), cosine.minus()),
        _ => (cosine.minus(), sine),
    }
}

fn moderate(x: f64) -> bool {
    (1e-8..1e6).contains(&x.abs())
}

pub fn sin(x: f64) -> f64 {
    if moderate(x) { sin_cos(Pair(x, 0.0)).0.rounded() } else { libm::sin(x) }
}

pub fn cos(x: f64) -> f64 {
    if moderate(x) { sin_cos(Pair(x, 0.0)).1.rounded() } else { libm::cos(x) }
}

pub fn tan(x: f64) -> f64 {
    if !moderate(x) {
        return libm::tan(x);
    }
    let (sine, cosine) = sin_cos(Pair(x, 0.0));
    let quotient = sine.0 / cosine.0;
    let back = cosine.times(Pair(quotient, 0.0));
    quotient + sine.plus(back.minus()).0 / cosine.0
}

pub fn atan2(y: f64, x: f64) -> f64 {
    let first = libm::atan2(y, x);
    if !moderate(y) || !moderate(x) || !moderate(first) {
        return first;
    }
    let (sine, cosine) = sin_cos(Pair(first, 0.0));
    let off = cosine.times(Pair(y, 0.0)).plus(sine.times(Pair(x, 0.0)).minus());
    first + off.0 / (x * cosine.0 + y * sine.0)
}

pub fn atan(x: f64) -> f64 {
    if moderate(x) { atan2(x, 1.0) } else { libm::atan(x) }
}

pub fn asin(x: f64) -> f64 {
    let first = libm::asin(x);
    if !moderate(first) || x.abs() > 0.9999 {
        return first;
    }
    let (sine, cosine) = sin_cos(Pair(first, 0.0));
    first + Pair(x, 0.0).plus(sine.minus()).0 / cosine.0
}

pub fn acos(x: f64) -> f64 {
    let first = libm::acos(x);
    if !moderate(first) || x.abs() > 0.9999 {
        return first;
    }
    let (sine, cosine) = sin_cos(Pair(first, 0.0));
    first + cosine.plus(Pair(-x, 0.0)).0 / sine.0
}

/// The root of the sum of squares; what is given lies in the middle of a float's range.
fn root_of_squares(values: &[f64]) -> f64 {
    let squares = values.iter().fold(Pair(0.0, 0.0), |total, &x| total.plus(product(x, x)));
    let root = squares.0.sqrt();
    if root == 0.0 {
        return root;
    }
    root + squares.plus(product(root, root).minus()).0 / (2.0 * root)
}

/// `math.hypot` of any number of values, as CPython's `vector_norm`: scaled by a power of two, squared in pairs.
pub fn hypot(values: &[f64]) -> f64 {
    let largest = values.iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    let (_, exponent) = libm::frexp(largest);
    let scaled: Vec<f64> = values.iter().map(|&x| libm::scalbn(x, -exponent)).collect();
    libm::scalbn(root_of_squares(&scaled), exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_agree_with_glibc() {
        assert_eq!(exp(1.0), std::f64::consts::E);
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-1.0), 0.367_879_441_171_442_33);
        assert_eq!(exp(10.0), 22_026.465_794_806_718);
        assert_eq!(exp(0.5), 1.648_721_270_700_128_2);
        assert_eq!(exp(700.0), 1.014_232_054_735_004_5e304);
        assert!(exp(f64::NAN).is_nan());
    }

    #[test]
    fn powers_and_logarithms_agree_with_glibc() {
        assert_eq!(pow(10.0, -2.0), 0.01);
        assert_eq!(pow(1.05, 10.0), 1.628_894_626_777_442);
        assert_eq!(pow(-2.0, 3.0), -8.0);
        assert_eq!(pow(1e16, -2.0), 1e-32);
        assert_eq!(pow(0.0, -1.0), f64::INFINITY);
        assert_eq!(log(10.0), std::f64::consts::LN_10);
        assert_eq!(hypot(&[3.0, 4.0]), 5.0);
    }
}

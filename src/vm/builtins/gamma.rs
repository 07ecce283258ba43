//! `math.gamma`, `math.lgamma` and what glibc computes in a way of its own, so that results agree to the last bit.
//!
//! Sources: `Modules/mathmodule.c` of CPython (Lanczos' approximation); `log10` of glibc.

use std::f64::consts::LOG10_E;

use super::exp;

const LANCZOS_G: f64 = 6.024_680_040_776_73;
const LANCZOS_G_MINUS_HALF: f64 = 5.524_680_040_776_73;
const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_17,
    31_426_415.585_400_194,
    2_876_370.628_935_372_5,
    186_056.265_395_223_48,
    8_071.672_002_365_816,
    210.824_277_751_579_36,
    2.506_628_274_631_000_2,
];
const DENOMINATOR: [f64; 13] = [
    0.0,
    39_916_800.0,
    120_543_840.0,
    150_917_976.0,
    105_258_076.0,
    45_995_730.0,
    13_339_535.0,
    2_637_558.0,
    357_423.0,
    32_670.0,
    1_925.0,
    66.0,
    1.0,
];

fn lanczos_sum(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..13).rev() {
            above = above * x + NUMERATOR[i];
            below = below * x + DENOMINATOR[i];
        }
    } else {
        for i in 0..13 {
            above = above / x + NUMERATOR[i];
            below = below / x + DENOMINATOR[i];
        }
    }
    above / below
}

pub fn gamma(x: f64) -> f64 {
    if !(1e-20..171.0).contains(&x) || x == x.floor() && x <= 23.0 {
        return libm::tgamma(x);
    }
    let y = x + LANCZOS_G_MINUS_HALF;
    let z = if x > LANCZOS_G_MINUS_HALF { (y - x) - LANCZOS_G_MINUS_HALF } else { (y - LANCZOS_G_MINUS_HALF) - x };
    let z = z * LANCZOS_G / y;
    let mut result = lanczos_sum(x) / exp::exp(y);
    result += z * result;
    if x < 140.0 {
        result * exp::pow(y, x - 0.5)
    } else {
        let root = exp::pow(y, x / 2.0 - 0.25);
        result * root * root
    }
}

pub fn lgamma(x: f64) -> f64 {
    if !(1e-20..1e300).contains(&x) || x == x.floor() && x <= 2.0 {
        return libm::lgamma(x);
    }
    (exp::log(lanczos_sum(x)) - LANCZOS_G) + (x - 0.5) * (exp::log(x + LANCZOS_G - 0.5) - 1.0)
}

pub fn log10(x: f64) -> f64 {
    if !(1e-300..1e300).contains(&x) {
        return libm::log10(x);
    }
    let (mantissa, exponent) = libm::frexp(x);
    // The mantissa in 1 to 2, or in 1/2 to 1 when the number is below 1.
    let power = exponent - 1;
    let (m, power) = if power < 0 { (mantissa, power + 1) } else { (mantissa * 2.0, power) };
    let power = f64::from(power);
    let part = power * 3.694_239_077_158_931e-13 + LOG10_E * exp::log(m);
    part + power * 3.010_299_956_636_117_7e-1
}

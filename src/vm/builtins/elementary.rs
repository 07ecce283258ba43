//! Functions that follow glibc's formulas (`sysdeps/ieee754/dbl-64`), so that they round as it does; see `exp` for those that
//! are nearly always correctly rounded.

use super::exp::{exp, log};

/// `x` to the power of `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 2.0 {
        x * x
    } else if y == 0.5 && x > 0.0 {
        x.sqrt()
    } else {
        super::exp::pow(x, y)
    }
}

pub fn cosh(x: f64) -> f64 {
    let x = x.abs();
    if x < 0.5 * std::f64::consts::LN_2 {
        let t = libm::expm1(x);
        return 1.0 + t * t / (2.0 * (1.0 + t));
    }
    if x > 22.0 {
        return libm::cosh(x);
    }
    let t = exp(x);
    0.5 * t + 0.5 / t
}

pub fn tanh(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() || size < 5e-17 {
        return x;
    }
    let value = if size >= 22.0 {
        1.0
    } else if size >= 1.0 {
        1.0 - 2.0 / (libm::expm1(2.0 * size) + 2.0)
    } else {
        let t = libm::expm1(-2.0 * size);
        -t / (t + 2.0)
    };
    value.copysign(x)
}

pub fn acosh(x: f64) -> f64 {
    if x > 2.0 && x < 2.7e8 {
        return log(2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt()));
    }
    libm::acosh(x)
}

pub fn asinh(x: f64) -> f64 {
    let size = x.abs();
    if size > 2.0 && size < 2.7e8 {
        return log(2.0 * size + 1.0 / ((size * size + 1.0).sqrt() + size)).copysign(x);
    }
    libm::asinh(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_glibc() {
        assert_eq!((cosh(1.0), tanh(0.5)), (1.543_080_634_815_243_7, 0.462_117_157_260_009_74));
        assert_eq!((asinh(3.0), acosh(3.0)), (1.818_446_459_232_066_8, 1.762_747_174_039_086));
        assert_eq!((pow(2.0, 0.5), pow(1.5, 2.0)), (std::f64::consts::SQRT_2, 2.25));
    }
}

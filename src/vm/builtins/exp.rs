//! `math.exp`, nearly always correctly rounded, as glibc's is: Horner's scheme in pairs of floats (Dekker 1971).

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Terms of the series: the next is below 1e-24 for what is left after reduction.
const TERMS: u32 = 19;

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

/// e to the power of `x`.
pub fn exp(x: f64) -> f64 {
    if !(x.abs() > 1e-18 && x < 709.0 && x > -708.0) {
        return libm::exp(x);
    }
    let turns = libm::round(x / std::f64::consts::LN_2);
    let rest = sum(x - turns * LN2_HIGH, -turns * LN2_LOW);
    let mut value = Pair(1.0, 0.0);
    for n in (1..=TERMS).rev() {
        let n = f64::from(n);
        let Pair(high, error) = product(rest.0, value.0);
        let low = error + (rest.0 * value.1 + rest.1 * value.0);
        let part = high / n;
        let back = product(part, n);
        let low = ((high - back.0) - back.1 + low) / n;
        let Pair(high, error) = sum(1.0, part);
        value = sum(high, error + low);
    }
    libm::scalbn(value.0 + value.1, turns as i32)
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn it_agrees_with_glibc() {
        assert_eq!(exp(1.0), std::f64::consts::E);
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-1.0), 0.367_879_441_171_442_33);
        assert_eq!(exp(10.0), 22_026.465_794_806_718);
        assert_eq!(exp(0.5), 1.648_721_270_700_128_2);
        assert_eq!(exp(700.0), 1.014_232_054_735_004_5e304);
        assert!(exp(f64::NAN).is_nan());
    }
}

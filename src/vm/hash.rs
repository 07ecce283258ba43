//! Hashes of numbers and tuples, as CPython computes them. Sources: `Python/pyhash.c`, `Objects/tupleobject.c`.

use super::value::Obj;

const HASH_BITS: u32 = 61;
const HASH_MODULUS: u64 = (1 << HASH_BITS) - 1;

fn fix(hash: i64) -> u64 {
    (if hash == -1 { -2 } else { hash }) as u64
}

/// CPython's hash of an int: modulo 2^61 - 1, the sign kept.
pub fn hash_int(i: i64) -> u64 {
    let magnitude = (i.unsigned_abs() % HASH_MODULUS) as i64;
    fix(if i < 0 { -magnitude } else { magnitude })
}

pub(super) fn hash_bigint(n: &num_bigint::BigInt) -> u64 {
    let rest = n.magnitude() % HASH_MODULUS;
    let magnitude = u64::try_from(rest).unwrap_or(0) as i64;
    fix(if n.sign() == num_bigint::Sign::Minus { -magnitude } else { magnitude })
}

/// CPython's hash of a float: equal to that of the equal int. Source: `Python/pyhash.c`.
pub fn hash_float(x: f64) -> u64 {
    if x.is_infinite() {
        return fix(if x > 0.0 { 314_159 } else { -314_159 });
    }
    if x.is_nan() {
        return x.to_bits() >> 3;
    }
    let (mut m, mut e) = libm::frexp(x.abs());
    let mut h: u64 = 0;
    while m != 0.0 {
        h = ((h << 28) & HASH_MODULUS) | (h >> (HASH_BITS - 28));
        m *= 268_435_456.0;
        e -= 28;
        let part = m as u64;
        m -= part as f64;
        h += part;
        if h >= HASH_MODULUS {
            h -= HASH_MODULUS;
        }
    }
    let bits = HASH_BITS as i32;
    let e = if e >= 0 { e % bits } else { bits - 1 - ((-1 - e) % bits) };
    h = ((h << e) & HASH_MODULUS) | (h >> (bits - e));
    fix(if x < 0.0 { -(h as i64) } else { h as i64 })
}

/// CPython's hash of a tuple (xxHash by Collet). Source: `Objects/tupleobject.c`.
pub fn hash_tuple(hashes: &[u64]) -> u64 {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let mut acc = P5;
    for &hash in hashes {
        acc = acc.wrapping_add(hash.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    acc = acc.wrapping_add(hashes.len() as u64 ^ (P5 ^ 3_527_539));
    if acc == u64::MAX { 1_546_275_796 } else { acc }
}

pub(super) fn hash_frozenset(hashes: impl Iterator<Item = u64>, n: usize) -> u64 {
    let mut h = hashes.fold(0u64, |h, hash| h ^ ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167));
    h ^= (n as u64 + 1).wrapping_mul(1_927_868_237);
    h ^= (h >> 11) ^ (h >> 25);
    h.wrapping_mul(69_069).wrapping_add(907_133_923)
}

pub(super) fn hash_handle(obj: Obj) -> u64 {
    u64::from(obj.0) | 1 << 40
}

//! The generator behind Python's `random`: the Mersenne Twister MT19937, so that a seed gives CPython's numbers.
//!
//! Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); `Modules/_randommodule.c` of CPython for how an
//! int becomes a key (`init_by_array`) and how 53-bit floats and wide ints are drawn.

use num_bigint::BigUint;

const N: usize = 624;
const M: usize = 397;

/// A generator's whole state: 624 words and the place of the next one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mersenne {
    words: Box<[u32; N]>,
    next: usize,
}

impl Mersenne {
    /// `random.seed(n)` for the absolute value of an int.
    pub fn from_int(seed: &BigUint) -> Self {
        let mut key = seed.to_u32_digits();
        if key.is_empty() {
            key.push(0);
        }
        Self::from_key(&key)
    }

    fn from_word(seed: u32) -> Self {
        let mut words = Box::new([0u32; N]);
        words[0] = seed;
        for i in 1..N {
            let previous = words[i - 1];
            words[i] = 1_812_433_253u32.wrapping_mul(previous ^ (previous >> 30)).wrapping_add(i as u32);
        }
        Self { words, next: N }
    }

    fn from_key(key: &[u32]) -> Self {
        let mut state = Self::from_word(19_650_218);
        let words = &mut state.words;
        let (mut i, mut j) = (1, 0);
        let wrap = |words: &mut [u32; N], i: &mut usize| {
            *i += 1;
            if *i >= N {
                words[0] = words[N - 1];
                *i = 1;
            }
        };
        for _ in 0..N.max(key.len()) {
            let mixed = words[i - 1] ^ (words[i - 1] >> 30);
            words[i] = (words[i] ^ mixed.wrapping_mul(1_664_525)).wrapping_add(key[j]).wrapping_add(j as u32);
            wrap(words, &mut i);
            j = (j + 1) % key.len();
        }
        for _ in 0..N - 1 {
            let mixed = words[i - 1] ^ (words[i - 1] >> 30);
            words[i] = (words[i] ^ mixed.wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            wrap(words, &mut i);
        }
        words[0] = 0x8000_0000;
        state
    }

    fn refill(&mut self) {
        for i in 0..N {
            let y = (self.words[i] & 0x8000_0000) | (self.words[(i + 1) % N] & 0x7fff_ffff);
            let odd = if y & 1 == 0 { 0 } else { 0x9908_b0df };
            self.words[i] = self.words[(i + M) % N] ^ (y >> 1) ^ odd;
        }
        self.next = 0;
    }

    /// The next 32 bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.next >= N {
            self.refill();
        }
        let mut y = self.words[self.next];
        self.next += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// `random.random()`: 53 bits in [0, 1).
    pub fn random(&mut self) -> f64 {
        let a = u64::from(self.next_u32() >> 5);
        let b = u64::from(self.next_u32() >> 6);
        ((a << 26) + b) as f64 / 9_007_199_254_740_992.0
    }

    /// `random.getrandbits(k)`.
    pub fn bits(&mut self, k: u64) -> BigUint {
        if k == 0 {
            return BigUint::ZERO;
        }
        let n_words = k.div_ceil(32);
        let words = (0..n_words).map(|i| {
            let rest = k - i * 32;
            let word = self.next_u32();
            if rest < 32 { word >> (32 - rest) } else { word }
        });
        BigUint::new(words.collect())
    }

    /// The 624 words and the index, as `random.getstate()` shows them.
    pub fn state(&self) -> (&[u32; N], usize) {
        (&self.words, self.next)
    }

    /// The generator that [`state`](Self::state) described; `None` when the index or the length is off.
    pub fn from_state(words: &[u32], next: usize) -> Option<Self> {
        let words: [u32; N] = words.try_into().ok()?;
        (next <= N).then(|| Self { words: Box::new(words), next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_cpythons_numbers() {
        let mut generator = Mersenne::from_int(&BigUint::from(42u32));
        assert_eq!(generator.random(), 0.6394267984578837);
        assert_eq!(generator.random(), 0.025010755222666936);
        let mut wide = Mersenne::from_int(&(BigUint::from(1u32) << 70));
        assert_eq!(wide.bits(70).to_string(), "497141480733560800004");
    }
}

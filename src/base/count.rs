//! Counts that a program gives, the same on every platform.

/// A count of things in memory: nothing for a negative one; too large a one is more than there can be, and refused for its
/// size by whoever makes that many, also where `usize` has 32 bits.
pub fn saturating(n: i64) -> usize {
    usize::try_from(n.max(0)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    #[test]
    fn counts_saturate() {
        assert_eq!([-1, 0, 7].map(super::saturating), [0, 0, 7]);
        assert!(super::saturating(i64::MAX) >= u32::MAX as usize);
    }
}

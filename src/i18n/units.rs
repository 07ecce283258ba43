//! Sizes and factors as people read them, alike in every language. Times and counts are in `view/format.rs`.

/// A size in decimal units with up to three significant digits: `812 B`, `60 KB`, `4.9 MB`.
pub fn bytes(n: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)];
    match UNITS.into_iter().find(|(_, size)| *size <= n) {
        None => format!("{n} B"),
        Some((unit, size)) => format!("{} {unit}", tenths(n, size)),
    }
}

/// `wall` in how many times the time of `baseline`: `27×`, `1.9×`, `0.8×`; `–` when `wall` is nothing.
pub fn speed_up(baseline: u64, wall: u64) -> String {
    if wall == 0 { "–".to_owned() } else { format!("{}×", tenths(baseline, wall)) }
}

/// A quotient with one decimal below ten and none from there on, rounded to the nearest.
fn tenths(n: u64, by: u64) -> String {
    let tenths = (u128::from(n) * 10 + u128::from(by) / 2) / u128::from(by);
    match (tenths / 10, tenths % 10) {
        (whole @ 10.., _) => ((u128::from(n) + u128::from(by) / 2) / u128::from(by)).max(whole).to_string(),
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_adapt_their_unit() {
        let sizes = [(0, "0 B"), (812, "812 B"), (60_000, "60 KB"), (4_900_000, "4.9 MB"), (2_000_000_000, "2 GB")];
        for (n, text) in sizes {
            assert_eq!(bytes(n), text);
        }
    }

    #[test]
    fn speed_ups_are_relative_to_the_baseline() {
        assert_eq!(speed_up(24_100, 220), "110×");
        assert_eq!(speed_up(1_900, 1_000), "1.9×");
        assert_eq!(speed_up(800, 1_000), "0.8×");
        assert_eq!(speed_up(1, 0), "–");
    }
}

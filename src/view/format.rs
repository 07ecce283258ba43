//! Numbers as people read them: times with a fitting unit, counts with separators.
//!
//! Units are the SI's, alike in every language of the page; words around them are `i18n`'s.

use crate::base::time::Nanos;

/// A unit of time: its sign and its length in nanoseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    pub sign: &'static str,
    pub nanos: u64,
}

const UNITS: [Unit; 4] = [
    Unit { sign: "s", nanos: 1_000_000_000 },
    Unit { sign: "ms", nanos: 1_000_000 },
    Unit { sign: "µs", nanos: 1_000 },
    Unit { sign: "ns", nanos: 1 },
];

/// The largest unit that is not longer than `nanos`.
pub fn unit_for(nanos: u64) -> Unit {
    UNITS.into_iter().find(|unit| unit.nanos <= nanos).unwrap_or(UNITS[3])
}

/// A time or a length of time in four significant digits: `5.003 ms`, `412 ns`, `0 ns`.
pub fn time(nanos: Nanos) -> String {
    let unit = unit_for(nanos.0);
    let whole = nanos.0 / unit.nanos;
    let n_decimals = if unit.nanos == 1 { 0 } else { 4_usize.saturating_sub(n_digits(whole)) };
    let text = in_unit(nanos, unit, n_decimals);
    let text = if n_decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text} {}", unit.sign)
}

/// A time in a given unit with a given number of decimals, rounded down, without the unit's sign: `15.420`.
pub fn in_unit(nanos: Nanos, unit: Unit, n_decimals: usize) -> String {
    let (whole, mut rest) = (nanos.0 / unit.nanos, nanos.0 % unit.nanos);
    let mut text = count(whole);
    let mut digit = unit.nanos / 10;
    for place in 0..n_decimals {
        if place == 0 {
            text.push('.');
        }
        let figure = rest.checked_div(digit).unwrap_or(0);
        text.push(char::from(b'0' + u8::try_from(figure).unwrap_or(0)));
        rest -= figure * digit;
        digit /= 10;
    }
    text
}

/// A count with separators: `88,310`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A length of time as a plain number of milliseconds, for a form: `5`, `0.25`.
pub fn millis(nanos: Nanos) -> String {
    let (whole, rest) = (nanos.0 / 1_000_000, nanos.0 % 1_000_000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:06}").trim_end_matches('0').to_owned() }
}

/// The length of time that such a number means; what lies beneath a nanosecond is cut.
pub fn nanos_from_millis(text: &str) -> Option<Nanos> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    let whole = if whole.is_empty() { 0 } else { whole.parse::<u64>().ok()? };
    whole.checked_mul(1_000_000)?.checked_add(part.parse().ok()?).map(Nanos)
}

fn n_digits(number: u64) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_adapt_their_unit() {
        for (nanos, text) in [
            (0, "0 ns"),
            (412, "412 ns"),
            (1_000, "1 µs"),
            (15_420_000, "15.42 ms"),
            (5_003_000, "5.003 ms"),
            (999_999, "999.9 µs"),
            (61_000_000_000, "61 s"),
            (12_345_678_000_000, "12,345 s"),
        ] {
            assert_eq!(time(Nanos(nanos)), text);
        }
    }

    #[test]
    fn counts_have_separators() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(88_310), "88,310");
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn milliseconds_are_written_and_read() {
        for (nanos, text) in [(5_000_000, "5"), (250_000, "0.25"), (1_000, "0.001"), (12_345_678_000_000, "12345678")] {
            assert_eq!(millis(Nanos(nanos)), text);
            assert_eq!(nanos_from_millis(text), Some(Nanos(nanos)));
        }
        assert_eq!(nanos_from_millis(" .5 "), Some(Nanos(500_000)));
        assert_eq!(nanos_from_millis("1.0000009"), Some(Nanos(1_000_000)));
        for rubbish in ["x", "-1", "1.x", "99999999999999999999"] {
            assert_eq!(nanos_from_millis(rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn decimals_are_cut_not_rounded() {
        let unit = unit_for(1_000_000);
        assert_eq!(in_unit(Nanos(15_429_999), unit, 2), "15.42");
        assert_eq!(in_unit(Nanos(15_000_000), unit, 0), "15");
        assert_eq!(in_unit(Nanos(7), unit, 9), "0.000007000");
    }
}

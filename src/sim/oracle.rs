//! The one place that makes choices: which waiter wakes, how long the operating system takes.
//!
//! Choices are numbered as they are made. By default each is drawn from the seed; a schedule overrides some of them. A schedule
//! prints as `number=value` pairs, e.g. `3=1,17=0`.

use std::collections::BTreeMap;

use crate::base::rng::Rng;
use crate::base::time::{Nanos, Picos};

/// Makes all choices of a run.
#[derive(Clone, Debug)]
pub struct Oracle {
    rng: Rng,
    schedule: BTreeMap<u64, u64>,
    n_choices: u64,
}

/// A schedule text that does not read as one.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a schedule is a list of number=value pairs such as 3=1,17=0; this part is none: {0}")]
pub struct BadSchedule(String);

impl Oracle {
    /// Choices by `seed`, but for those that `schedule` fixes.
    pub fn new(seed: u64, schedule: &str) -> Result<Self, BadSchedule> {
        let mut fixed = BTreeMap::new();
        for part in schedule.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let pair =
                part.split_once('=').and_then(|(number, value)| Some((number.parse().ok()?, value.parse().ok()?)));
            let (number, value) = pair.ok_or_else(|| BadSchedule(part.to_owned()))?;
            fixed.insert(number, value);
        }
        Ok(Self { rng: Rng::new(seed), schedule: fixed, n_choices: 0 })
    }
    /// One of `n` things. No choice is made, and none counted, when there is only one.
    pub fn pick(&mut self, n: usize) -> usize {
        if n <= 1 {
            return 0;
        }
        self.choose(n as u64) as usize
    }
    /// A length of time between two bounds.
    pub fn latency(&mut self, low: Nanos, high: Nanos) -> Picos {
        let span = high.0.saturating_sub(low.0) + 1;
        Picos::from_nanos(Nanos(low.0 + self.choose(span)))
    }
    fn choose(&mut self, n: u64) -> u64 {
        let drawn = self.rng.below(n);
        let number = self.n_choices;
        self.n_choices += 1;
        self.schedule.get(&number).map_or(drawn, |&value| value.min(n - 1))
    }
    /// Choices made so far.
    pub fn n_choices(&self) -> u64 {
        self.n_choices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_overrides_the_seed_choice_by_choice() {
        let mut free = Oracle::new(1, "").unwrap();
        let drawn: Vec<usize> = (0..8).map(|_| free.pick(3)).collect();
        let mut fixed = Oracle::new(1, "2=1, 5=2").unwrap();
        let chosen: Vec<usize> = (0..8).map(|_| fixed.pick(3)).collect();
        assert_eq!((chosen[2], chosen[5]), (1, 2));
        let rest = |values: &[usize]| {
            values.iter().enumerate().filter(|(i, _)| ![2, 5].contains(i)).map(|(_, v)| *v).collect::<Vec<_>>()
        };
        assert_eq!(rest(&drawn), rest(&chosen));
        assert_eq!(Oracle::new(1, "a=b").unwrap_err(), BadSchedule("a=b".to_owned()));
    }
}

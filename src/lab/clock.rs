//! Where real time comes from.

use crate::base::time::Nanos;

/// A clock that never goes back and that all threads of a run read alike.
pub trait Clock: Send + Sync + 'static {
    /// Time since some moment before the run.
    fn now(&self) -> Nanos;
    /// The time of day, in nanoseconds since 1970.
    fn unix_nanos(&self) -> u64;
}

/// The smallest step a clock was seen to make, looking at it until it has moved a few times. Browsers round their clocks.
pub fn resolution(clock: &dyn Clock) -> Nanos {
    const CHANGES: usize = 8;
    const LOOKS: usize = 2_000_000;
    let (mut smallest, mut changes, mut last) = (Nanos::MAX, 0, clock.now());
    for _ in 0..LOOKS {
        let now = clock.now();
        if now > last {
            smallest = smallest.min(now.saturating_sub(last));
            changes += 1;
            last = now;
        }
        if changes == CHANGES {
            break;
        }
    }
    if changes == 0 { Nanos::ZERO } else { smallest }
}

/// The operating system's clock, for native runs.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    start: std::time::Instant,
}

#[cfg(not(target_arch = "wasm32"))]
impl SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the lab measures real time")]
    pub fn start() -> Self {
        Self { start: std::time::Instant::now() }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Clock for SystemClock {
    fn now(&self) -> Nanos {
        Nanos(u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX))
    }
    #[expect(clippy::disallowed_methods, reason = "the lab tells real time")]
    fn unix_nanos(&self) -> u64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    }
}

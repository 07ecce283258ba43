//! What xtask tells the person in front of it: one line per step, with how long it usually takes.

use std::time::Instant;

/// Announces a step that has no telling duration.
pub fn note(what: &str) {
    println!("· {what}");
}

/// Announces a step and how long it usually takes; the returned value reports the time it took when dropped.
#[must_use = "dropping it ends the step"]
pub fn step(what: &str, usually: &str) -> Step {
    println!("· {what} (usually {usually})");
    Step { what: what.to_owned(), started: Instant::now() }
}

/// A step under way.
pub struct Step {
    what: String,
    started: Instant,
}

impl Drop for Step {
    fn drop(&mut self) {
        let seconds = self.started.elapsed().as_secs_f64();
        if seconds >= 2.0 {
            println!("  {seconds:.0} s: {}", self.what);
        }
    }
}

//! The virtual world: cores, the GIL, the clock. Discrete events in virtual time, every choice through one oracle.
//!
//! A [`world::World`] is a value: the same program, settings and choices make the same run, step by step, on every platform.
//! A [`simulation::Simulation`] runs one, keeps keyframes and goes back to any step. Knows no browser and no real clock.

mod cores;
pub mod costs;
pub mod gil;
mod gil_rules;
pub mod inspect;
mod inspect_loop;
pub mod measured;
pub mod oracle;
mod outside;
pub mod record;
mod sharing;
pub mod simulation;
mod telling;
pub mod timers;
mod waking;
pub mod world;

#[cfg(test)]
mod latency_tests;
#[cfg(test)]
mod process_tests;
#[cfg(test)]
mod races_tests;
#[cfg(test)]
mod tests;

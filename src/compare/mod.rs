//! Which model for which work: the decision questions, a first analytic prediction of how long a workload takes under
//! each model, and at which values of the workload another model wins.
//!
//! Pure and small, so that the page asks it directly, without the engine. Emits codes; `i18n` has the words. Knows nothing
//! of programs, machines or browsers, and measures nothing.

pub mod costs;
pub mod decision;
pub mod predict;
pub mod threshold;
pub mod workload;

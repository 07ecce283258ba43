//! The pool of Web Workers that share the engine's memory: rayon's, as wasm-bindgen-rayon starts it.

use crate::lab::pool::{Job, Pool};

/// A pool that runs. Its size is `engine.js?threads=`, by default one worker per processor, at least 4 and at most 16.
#[derive(Clone, Copy, Debug)]
pub struct Workers {
    pub size: usize,
}

impl Pool for Workers {
    fn size(&self) -> usize {
        self.size
    }
    #[cfg(target_feature = "atomics")]
    fn spawn(&self, job: Job) {
        rayon::spawn(job);
    }
    /// Never reached: without shared memory `Host::start_pool` gives no pool.
    #[cfg(not(target_feature = "atomics"))]
    fn spawn(&self, job: Job) {
        job();
    }
}

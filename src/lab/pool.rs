//! Where real threads come from.

/// What a worker of the pool is given to do.
pub type Job = Box<dyn FnOnce() + Send + 'static>;

/// A pool of workers that may block.
pub trait Pool {
    /// How many jobs run at once.
    fn size(&self) -> usize;
    /// Starts a job as soon as a worker is free.
    fn spawn(&self, job: Job);
}

/// The operating system's threads, one for each job, for native runs.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub struct SystemThreads {
    pub size: usize,
}

#[cfg(not(target_arch = "wasm32"))]
impl Pool for SystemThreads {
    fn size(&self) -> usize {
        self.size
    }
    #[expect(clippy::disallowed_methods, reason = "the lab runs on real threads")]
    fn spawn(&self, job: Job) {
        std::thread::spawn(job);
    }
}

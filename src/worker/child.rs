//! Processes for real: engines that this engine starts, each in a worker with a WebAssembly instance and a memory of its own.
//!
//! Only bytes cross, by message. A child is the boot script started with `role=process` and the build without threads.

use serde::{Deserialize, Serialize};
use web_sys::{Worker, WorkerOptions, WorkerType};

use crate::base::ids::{ProcessId, ThreadId};
use crate::base::time::Nanos;
use crate::lab::recorder::Part;
use crate::process::kernel::{Call, Reply};

/// What `engine.js?role=` says to a child.
pub const ROLE: &str = "process";

/// To a child.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Order {
    /// The program, what to begin with, its number, and when the run's clock began.
    Start { source: String, payload: Vec<u8>, process: ProcessId, zero: f64, timeline: bool },
    /// The kernel's answer to one of its threads.
    Tell { thread: ThreadId, reply: Reply },
}

/// From a child. The first one comes unasked, when it is ready.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Answer {
    Ready,
    /// A thread of it wants something of the kernel.
    Asks {
        thread: ThreadId,
        call: Call,
    },
    /// What it has recorded, by the run's clock, until then, and how large its memory is by now.
    Told {
        part: Part,
        until: Nanos,
        memory_bytes: u64,
    },
    /// The process is over.
    Over {
        status: i32,
    },
}

/// Starts an engine as a child. Fails where workers cannot start workers.
pub fn worker(boot_script: &str) -> Result<Worker, String> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name("pylanes process");
    let url = format!("{boot_script}?variant=single&role={ROLE}");
    Worker::new_with_options(&url, &options).map_err(|error| format!("{error:?}"))
}

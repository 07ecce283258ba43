//! Processes for real: engines that this engine starts, each in a worker with a WebAssembly instance and a memory of its own.
//!
//! Only bytes cross, by message. A child is the boot script started with `role=process` and the build without threads.
//! One message to a child is answered by one message.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::base::ids::{ProcessId, ThreadId};
use crate::base::time::Nanos;
use crate::lab::recorder::Part;
use crate::process::kernel::{Call, Reply};
use crate::wire;

/// What `engine.js?role=` says to a child.
pub const ROLE: &str = "process";

/// To a child.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Order {
    /// The program of every task from now on.
    Program { source: String },
    /// One task: what the program reads.
    Task { stdin: String },
    /// A process that a program has started (`family.rs`): the program, what to begin with, its number, and when the run's
    /// clock began.
    Start { source: String, payload: Vec<u8>, process: ProcessId, zero: f64, timeline: bool },
    /// The kernel's answer to one of its threads.
    Tell { thread: ThreadId, reply: Reply },
}

/// From a child. The first one comes unasked, when it is ready.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Answer {
    Ready,
    /// What the program printed.
    Done {
        stdout: String,
    },
    Failed {
        text: String,
    },
    /// A thread of it wants something of the kernel.
    Asks {
        thread: ThreadId,
        call: Call,
    },
    /// What it has recorded, by the run's clock, until then.
    Told {
        part: Part,
        until: Nanos,
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

/// A child process, seen from its parent. Dropping it ends it.
pub struct Child {
    worker: Worker,
    inbox: Rc<Inbox>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(JsValue)>,
    /// Bytes that crossed, both ways.
    pub bytes: Cell<u64>,
}

#[derive(Default)]
struct Inbox {
    answer: RefCell<Option<Result<Vec<u8>, String>>>,
    waiting: RefCell<Option<Waker>>,
}

impl Inbox {
    fn put(&self, answer: Result<Vec<u8>, String>) {
        *self.answer.borrow_mut() = Some(answer);
        if let Some(waker) = self.waiting.borrow_mut().take() {
            waker.wake();
        }
    }
}

impl Child {
    /// Starts a child; it is ready when [`Child::ready`] says so. Fails where workers cannot start workers.
    pub fn start(boot_script: &str) -> Result<Child, String> {
        let worker = worker(boot_script)?;
        let inbox = Rc::new(Inbox::default());
        let arrived = Rc::clone(&inbox);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            arrived.put(match event.data().dyn_into::<Uint8Array>() {
                Ok(bytes) => Ok(bytes.to_vec()),
                Err(other) => Err(format!("the process could not start: {other:?}")),
            });
        });
        let died = Rc::clone(&inbox);
        let on_error = Closure::<dyn FnMut(JsValue)>::new(move |_| died.put(Err("the process died".to_owned())));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Child { worker, inbox, _on_message: on_message, _on_error: on_error, bytes: Cell::new(0) })
    }

    /// Waits until the child has started.
    pub async fn ready(&self) -> Result<(), String> {
        match self.answer().await? {
            Answer::Ready => Ok(()),
            other => Err(format!("the process began with {other:?}")),
        }
    }

    /// Sends an order and waits for its answer.
    pub async fn ask(&self, order: &Order) -> Result<String, String> {
        let bytes = wire::encode(order);
        self.bytes.set(self.bytes.get() + bytes.len() as u64);
        let sent = self.worker.post_message(&Uint8Array::from(bytes.as_slice()));
        sent.map_err(|error| format!("{error:?}"))?;
        match self.answer().await? {
            Answer::Done { stdout } => Ok(stdout),
            Answer::Ready => Ok(String::new()),
            Answer::Failed { text } => Err(text),
            other => Err(format!("the process answered {other:?}")),
        }
    }

    async fn answer(&self) -> Result<Answer, String> {
        let bytes = poll_fn(|context| match self.inbox.answer.borrow_mut().take() {
            Some(answer) => Poll::Ready(answer),
            None => {
                *self.inbox.waiting.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await?;
        self.bytes.set(self.bytes.get() + bytes.len() as u64);
        wire::decode(&bytes).map_err(|error| error.to_string())
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

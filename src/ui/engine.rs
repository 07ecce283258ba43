//! The page's end of the wire: starts the worker, keeps requests back until it is ready, turns its messages into actions.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::view::Action;
use crate::wire::{self, Reply, Request};

use super::{Send, browser};

/// The worker and what waits for it.
pub struct EngineClient {
    send: Send,
    line: Option<Line>,
    is_started: bool,
    is_ready: bool,
    waiting: Vec<Request>,
}

/// A running worker and its listeners.
struct Line {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl EngineClient {
    pub fn new(send: Send) -> Self {
        Self { send, line: None, is_started: false, is_ready: false, waiting: Vec::new() }
    }

    /// Starts the first worker, unless there has been one.
    pub fn ensure_started(&mut self) {
        if !self.is_started {
            self.start();
        }
    }

    /// Starts a worker, in place of the one there may be. What was asked of that one is forgotten.
    pub fn start(&mut self) {
        if self.is_started {
            self.waiting.clear();
        }
        self.is_started = true;
        if let Some(line) = self.line.take() {
            line.worker.set_onmessage(None);
            line.worker.set_onerror(None);
            line.worker.terminate();
        }
        self.is_ready = false;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name("engine");
        // The boot script picks the build by `crossOriginIsolated`.
        let Ok(worker) = Worker::new_with_options("./engine.js", &options) else {
            self.send.emit(Action::EngineLost);
            return;
        };
        let send = self.send.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(action) = action_of(&event.data()) {
                send.emit(action);
            }
        });
        let send = self.send.clone();
        let on_error =
            Closure::<dyn FnMut(web_sys::Event)>::new(move |_: web_sys::Event| send.emit(Action::EngineLost));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.line = Some(Line { worker, _on_message: on_message, _on_error: on_error });
    }

    /// The engine has said that it is ready: what has waited goes out.
    pub fn is_ready_now(&mut self) {
        self.is_ready = true;
        for request in std::mem::take(&mut self.waiting) {
            self.post(&request);
        }
    }

    pub fn ask(&mut self, request: Request) {
        if self.is_ready {
            self.post(&request);
        } else {
            self.waiting.push(request);
        }
    }

    fn post(&self, request: &Request) {
        let bytes = Uint8Array::from(wire::encode(request).as_slice());
        let posted = self.line.as_ref().map(|line| line.worker.post_message(&bytes));
        if !matches!(posted, Some(Ok(()))) {
            self.send.emit(Action::EngineLost);
        }
    }
}

/// What a message means to the page.
fn action_of(data: &JsValue) -> Option<Action> {
    if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
        return Some(match wire::decode::<Reply>(&bytes.to_vec()) {
            Ok(reply) => Action::Reply(Box::new(reply)),
            Err(error) => Action::BadMessage(error.to_string()),
        });
    }
    browser::get(data, "bootError").map(|_| Action::EngineLost)
}

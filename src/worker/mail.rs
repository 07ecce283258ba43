//! Messages between the page and the engine, as the wire's bytes or, for plain JavaScript, as JSON.
//!
//! With `engine.js?format=json` a request comes as `{ json, events, trace }` and each reply goes as `{ json }`: the wire's
//! types as serde writes them. `events: true` sends the trace's events too, else only what the program wrote and how it
//! ended; `trace: true` adds the run's trace as bytes (`trace/codec.rs`) to the reply that finishes it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

use crate::base::limits::MAX_SOURCE_BYTES;
use crate::trace::event::Fact;
use crate::trace::{Moment, Trace};
use crate::wire::{self, Chunk, Reply, Request, RequestId};

use super::desk::Outbox;

/// No request of a page is longer than this: the longest source, as JSON at its worst, and settings.
const MAX_MESSAGE_BYTES: usize = 16 * MAX_SOURCE_BYTES;

/// What a request in JSON wants besides its answer.
#[derive(Default)]
struct Wish {
    events: bool,
    trace: Option<Box<Trace>>,
}

/// Both directions.
#[derive(Clone)]
pub struct Mail {
    scope: DedicatedWorkerGlobalScope,
    json: bool,
    wishes: Rc<RefCell<BTreeMap<RequestId, Wish>>>,
}

impl Mail {
    pub fn new(json: bool) -> Self {
        Self { scope: js_sys::global().unchecked_into(), json, wishes: Rc::default() }
    }

    pub fn outbox(&self) -> Outbox {
        let mail = self.clone();
        Rc::new(move |reply| mail.send(reply))
    }

    /// The request in a message, or what is wrong with it.
    pub fn read(&self, data: &JsValue) -> Result<Request, String> {
        if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
            let length = bytes.length() as usize;
            if length > MAX_MESSAGE_BYTES {
                return Err(format!("a message of {length} bytes"));
            }
            return wire::decode(&bytes.to_vec()).map_err(|error| error.to_string());
        }
        let field = |name: &str| Reflect::get(data, &JsValue::from_str(name)).unwrap_or_default();
        let json = field("json").as_string().ok_or("neither bytes nor { json }")?;
        if json.len() > MAX_MESSAGE_BYTES {
            return Err(format!("a message of {} bytes", json.len()));
        }
        let request: Request = serde_json::from_str(&json).map_err(|error| error.to_string())?;
        if let Request::Simulate { id, .. } | Request::Execute { id, .. } = &request {
            let trace = field("trace").is_truthy().then(Box::default);
            self.wishes.borrow_mut().insert(*id, Wish { events: field("events").is_truthy(), trace });
        }
        Ok(request)
    }

    fn send(&self, reply: Reply) {
        let sent = if self.json {
            self.scope.post_message(&self.as_json(reply))
        } else {
            self.scope.post_message(&Uint8Array::from(wire::encode(&reply).as_slice()))
        };
        // The page is gone, then: there is nobody to tell.
        drop(sent);
    }

    fn as_json(&self, mut reply: Reply) -> JsValue {
        let message = Object::new();
        let set = |name: &str, value: &JsValue| drop(Reflect::set(&message, &JsValue::from_str(name), value));
        let mut wishes = self.wishes.borrow_mut();
        match &mut reply {
            Reply::Chunk { id, chunk } => {
                if let Some(wish) = wishes.get_mut(id) {
                    wish.grant(chunk);
                }
            }
            Reply::Finished { id, steps, makespan, .. } => {
                if let Some(mut trace) = wishes.remove(id).and_then(|wish| wish.trace) {
                    trace.close(Moment { step: *steps, time: *makespan });
                    set("trace", &Uint8Array::from(trace.to_bytes().as_slice()));
                }
            }
            Reply::Failed { id, .. } | Reply::Stopped { id } => drop(wishes.remove(id)),
            _ => {}
        }
        set("json", &JsValue::from_str(&serde_json::to_string(&reply).unwrap_or_default()));
        message.into()
    }
}

impl Wish {
    /// Keeps the chunk for the trace's bytes, and leaves out the events that nobody wants.
    fn grant(&mut self, chunk: &mut Chunk) {
        if let Some(trace) = &mut self.trace
            && trace.append(chunk.lanes.clone(), chunk.texts.clone(), &chunk.events).is_err()
        {
            self.trace = None;
        }
        if !self.events {
            chunk
                .events
                .retain(|event| matches!(event.fact, Fact::Wrote { .. } | Fact::Uncaught { .. } | Fact::Deadlocked));
        }
    }
}

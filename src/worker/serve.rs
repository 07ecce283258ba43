//! Requests to whoever answers them.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::wire::{Failure, Reply, Request, RequestId};

use super::desk::{Desk, Ticket};
use super::execute::Lab;
use super::host::Host;
use super::mail::Mail;
use super::simulate::Simulations;
use super::{child, execute, measure, panic, process};

/// The engine of one worker.
pub struct Engine {
    desk: Desk,
    host: Host,
    lab: Lab,
    simulations: Simulations,
}

/// Announces the engine and serves requests from then on. `info` is what `www/engine.js` describes.
pub fn start(info: &JsValue) {
    let host = Host::new(info);
    if host.role == child::ROLE {
        return process::start(host);
    }
    let mail = Mail::new(host.json);
    let desk = Desk::new(mail.outbox());
    panic::watch(&desk);
    desk.announce(Reply::Ready { environment: host.environment() });
    let engine = Rc::new(Engine { desk, host, lab: Lab::default(), simulations: Simulations::default() });
    let on_message =
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| match mail.read(&event.data()) {
            Ok(request) => engine.serve(request),
            // Nobody can be named as asking: pages number their requests from one.
            Err(text) => engine.desk.announce(Reply::Failed { id: RequestId(0), failure: Failure::Internal(text) }),
        });
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

impl Engine {
    fn serve(self: &Rc<Self>, request: Request) {
        let id = match &request {
            Request::Stop { of } => return self.desk.stop(*of),
            Request::Hello { id }
            | Request::Simulate { id, .. }
            | Request::Inspect { id, .. }
            | Request::Seek { id, .. }
            | Request::Execute { id, .. }
            | Request::Measure { id, .. } => *id,
        };
        let Some(ticket) = self.desk.open(id) else { return };
        let engine = Rc::clone(self);
        spawn_local(async move { engine.answer(request, ticket).await });
    }

    async fn answer(self: Rc<Self>, request: Request, ticket: Ticket) {
        if let Err(text) = self.host.provide(program_of(&request)).await {
            return ticket.fail(Failure::Internal(text));
        }
        match request {
            Request::Hello { .. } => {
                ticket.say(Reply::Ready { environment: self.host.environment() });
                ticket.done();
            }
            Request::Execute { source, settings, timeline, .. } => {
                execute::execute(&self.host, &self.lab, ticket, &source, &settings, timeline).await;
            }
            Request::Measure { workload, models, repeat, .. } => {
                measure::measure(&self.host, &self.lab, ticket, workload, &models, repeat).await;
            }
            Request::Simulate { source, settings, .. } => {
                self.simulations.simulate(self.host.clock, ticket, &source, &settings).await;
            }
            Request::Inspect { run, step, .. } => self.simulations.inspect(ticket, run, step).await,
            Request::Seek { run, step, target, .. } => self.simulations.seek(ticket, run, step, target),
            // Has no ticket.
            Request::Stop { .. } => ticket.done(),
        }
    }
}

/// The program that a request is about; for those of our own, what they need.
fn program_of(request: &Request) -> &str {
    match request {
        Request::Simulate { source, .. } | Request::Execute { source, .. } => source,
        Request::Measure { .. } => "import",
        _ => "",
    }
}

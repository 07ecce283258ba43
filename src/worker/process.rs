//! The child's side of `child.rs`: runs one Python program for each task it is given, with a memory of its own.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::lab::python::Python;
use crate::lab::run::Run;
use crate::trace::settings::Settings;
use crate::wire;

use super::child::{Answer, Order};
use super::drive::drive;
use super::host::Host;
use super::measure::output;

/// Serves the parent from now on.
pub fn start(host: Host) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let program = Rc::new(RefCell::new(String::new()));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        match wire::decode::<Order>(&bytes) {
            Ok(Order::Program { source }) => {
                let (host, program) = (host.clone(), Rc::clone(&program));
                spawn_local(async move {
                    match host.library().await {
                        Ok(()) => {
                            *program.borrow_mut() = source;
                            say(&Answer::Done { stdout: String::new() });
                        }
                        Err(text) => say(&Answer::Failed { text }),
                    }
                });
            }
            Ok(Order::Task { stdin }) => {
                let (host, source) = (host.clone(), program.borrow().clone());
                spawn_local(async move { say(&task(&host, &source, stdin).await) });
            }
            Err(error) => say(&Answer::Failed { text: error.to_string() }),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    say(&Answer::Ready);
}

async fn task(host: &Host, source: &str, stdin: String) -> Answer {
    let settings = Settings { stdin, ..Settings::default() };
    let Ok(process) = Python::new(source, &settings) else {
        return Answer::Failed { text: "the process's program does not compile".to_owned() };
    };
    let run = Arc::new(Run::new(process, settings.switch_interval, Arc::new(host.clock), false));
    let _ = drive(&run, None, host.clock, || false).await;
    let (stdout, stderr) = output(&run);
    if stderr.is_empty() { Answer::Done { stdout } } else { Answer::Failed { text: stderr } }
}

fn say(answer: &Answer) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    // Without a parent there is nobody to tell.
    drop(scope.post_message(&Uint8Array::from(wire::encode(answer).as_slice())));
}

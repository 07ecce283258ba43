//! The child's side of `child.rs` and `family.rs`: a process that a program has started, with a memory of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use futures::channel::mpsc::unbounded;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::base::ids::ProcessId;
use crate::base::time::Nanos;
use crate::lab::python::{Mailbox, Python};
use crate::lab::run::Run;
use crate::trace::event::End;
use crate::trace::settings::Settings;
use crate::wire;

use super::child::{Answer, Order};
use super::clock::BrowserClock;
use super::drive::drive;
use super::family::News;
use super::host::Host;
use super::memory::memory_bytes;

/// A process with nothing to tell says so this often, so that nobody waits for it.
const TELL_EVERY: Nanos = Nanos::from_millis(50);

/// What has been started here, if it is a process of a program.
#[derive(Default)]
struct Started {
    run: RefCell<Option<Arc<Run<Python>>>>,
    mail: Arc<Mailbox>,
}

/// Serves the parent from now on.
pub fn start(host: Host) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let started = Rc::new(Started::default());
    let (bell, news) = unbounded();
    let news = RefCell::new(Some(news));
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        match wire::decode::<Order>(&bytes) {
            Ok(Order::Start { source, payload, process, zero, timeline }) => {
                let Some(news) = news.borrow_mut().take() else { return };
                let (host, started) = (host.clone(), Rc::clone(&started));
                let clock = BrowserClock::from_zero(zero);
                let birth = Birth { source, payload: payload.into(), process, timeline, clock };
                spawn_local(async move {
                    let status = live(&host, birth, &started, news).await;
                    say(&Answer::Over { status });
                });
            }
            Ok(Order::Tell { thread, reply }) => {
                started.mail.put_answer(thread, reply);
                if let Some(run) = &*started.run.borrow() {
                    run.wake(thread);
                }
                // Nobody listens any more once the process is over.
                drop(bell.unbounded_send(()));
            }
            // Both sides are of one build.
            Err(_) => say(&Answer::Over { status: 1 }),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    say(&Answer::Ready);
}

/// What a process of a program begins with.
struct Birth {
    source: String,
    payload: Arc<[u8]>,
    process: ProcessId,
    timeline: bool,
    clock: BrowserClock,
}

/// A process of a program, from its first instruction to its end: its exit status.
async fn live(host: &Host, birth: Birth, started: &Started, mut news: News) -> i32 {
    let Birth { source, payload, process, timeline, clock } = birth;
    if host.provide(&source).await.is_err() || host.provide("import multiprocessing").await.is_err() {
        return 1;
    }
    let Some(python) = Python::started(&source, &payload, process, Arc::clone(&started.mail)) else { return 1 };
    let run = Arc::new(Run::new(python, Settings::default().switch_interval, Arc::new(clock), timeline));
    // Whether anybody will ever answer, only the parent could know.
    run.hope(true);
    *started.run.borrow_mut() = Some(Arc::clone(&run));
    let told = Cell::new(Nanos::ZERO);
    let look = || {
        for (thread, call) in started.mail.take_questions() {
            say(&Answer::Asks { thread, call });
        }
        tell(&run, &told);
        false
    };
    let end = drive(&run, None, false, clock, &mut news, look).await;
    tell(&run, &told);
    match end {
        Ok(End::Exited(status)) => status,
        _ => 1,
    }
}

/// Passes on what has been recorded, and now and then that nothing has.
fn tell(run: &Run<Python>, told: &Cell<Nanos>) {
    let (part, until) = run.take_part_on_clock();
    let is_news = !part.events.is_empty() || !part.lanes.is_empty();
    if is_news || until.saturating_sub(told.get()) >= TELL_EVERY {
        told.set(until);
        say(&Answer::Told { part, until, memory_bytes: memory_bytes() });
    }
}

fn say(answer: &Answer) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    // Without a parent there is nobody to tell.
    drop(scope.post_message(&Uint8Array::from(wire::encode(answer).as_slice())));
}

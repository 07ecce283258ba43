//! The processes that a program really starts: each a worker with an engine and a memory of its own.
//!
//! Carries what the run's [`Site`] orders to them and what they ask back. A member announces itself, gets the program and its
//! payload, asks and is told, and says when it is over; whatever it leaves behind ends with its worker.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use gloo_timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker};

use crate::base::ids::ProcessId;
use crate::lab::clock::Clock;
use crate::lab::python::Python;
use crate::lab::run::Run;
use crate::lab::site::{self, Site};
use crate::process::kernel::Fetch;
use crate::wire;

use super::child::{self, Answer, Order};
use super::host::Host;
use super::memory::memory_bytes;

/// A process that dies of a defect looks as if it had been aborted.
const ABORTED: i32 = -6;

/// Requests that go over the network at once: browsers open six connections to a host that speaks HTTP/1.1.
const MAX_CONNECTIONS: usize = 5;

/// Rings when a site has something to be carried.
pub type News = UnboundedReceiver<()>;
/// Makes it ring, from any thread.
pub type Bell = Arc<dyn Fn() + Send + Sync>;

/// A site for one run, and its bell.
pub fn site(host: &Host) -> (Arc<Site>, Bell, News) {
    let (bell, news) = unbounded();
    // Without a listener the run is over.
    let ring: Bell = Arc::new(move || drop(bell.unbounded_send(())));
    let bell = Arc::clone(&ring);
    (Arc::new(Site::new(Arc::new(host.clock), move || bell())), ring, news)
}

/// All processes of a run but the first.
pub struct Family {
    host: Host,
    site: Arc<Site>,
    run: Arc<Run<Python>>,
    source: Rc<str>,
    timeline: bool,
    members: RefCell<BTreeMap<ProcessId, Member>>,
    /// Of every process there has been, as large as it got.
    memories: RefCell<BTreeMap<ProcessId, u64>>,
    n_fetching: Cell<usize>,
}

/// One of them. Dropping it ends it.
struct Member {
    worker: Worker,
    payload: Arc<[u8]>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(JsValue)>,
}

impl Family {
    pub fn new(host: &Host, site: Arc<Site>, run: Arc<Run<Python>>, source: &str, timeline: bool) -> Rc<Self> {
        Rc::new(Self {
            host: host.clone(),
            site,
            run,
            source: source.into(),
            timeline,
            members: RefCell::default(),
            memories: RefCell::default(),
            n_fetching: Cell::new(0),
        })
    }

    /// Does everything that has been ordered, and wakes who is to look again.
    pub fn carry(self: &Rc<Self>) {
        self.site.tick();
        // First, so that nobody is thought to be waiting in vain who is about to be woken.
        self.site.take_woken().into_iter().for_each(|thread| self.run.wake(thread));
        for order in self.site.take_orders() {
            match order {
                site::Order::Start { process, name, payload } => {
                    self.run.process_opened(process, &name);
                    if self.start(process, payload).is_err() {
                        self.site.ended(process, ABORTED);
                    }
                }
                site::Order::Tell { process, thread, reply } => self.send(process, &Order::Tell { thread, reply }),
                site::Order::Fetch(fetch) => self.fetch(fetch),
                site::Order::End { process, status } => {
                    self.run.process_over(process, status);
                    drop(self.members.borrow_mut().remove(&process));
                }
            }
        }
        self.site.tell_hope(|hope| self.run.hope(hope));
    }

    /// By a request to `delay/<ms>` beside the page, which the service worker or the host answers late; by a timer where
    /// neither does, and beyond the connections that a browser opens to one host.
    fn fetch(self: &Rc<Self>, fetch: Fetch) {
        let (family, host) = (Rc::downgrade(self), self.host.clone());
        let by_network = self.n_fetching.get() < MAX_CONNECTIONS;
        self.n_fetching.set(self.n_fetching.get() + 1);
        spawn_local(async move {
            let end = host.clock.now().saturating_add(fetch.takes);
            let path = format!("../delay/{}", fetch.takes.0.div_ceil(1_000_000));
            if !by_network || host.fetch(&path).await.is_err() {
                let left = end.saturating_sub(host.clock.now()).0.div_ceil(1_000_000);
                TimeoutFuture::new(u32::try_from(left).unwrap_or(u32::MAX)).await;
            }
            // Without a family the run is over.
            if let Some(family) = family.upgrade() {
                family.n_fetching.set(family.n_fetching.get() - 1);
                family.site.fetched(fetch.id);
            }
        });
    }

    fn start(self: &Rc<Self>, process: ProcessId, payload: Arc<[u8]>) -> Result<(), String> {
        let worker = child::worker(&self.host.boot_script)?;
        self.host.equip(&worker);
        let family = Rc::downgrade(self);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
            let answer = bytes.ok().and_then(|bytes| wire::decode::<Answer>(&bytes).ok());
            let Some(family) = family.upgrade() else { return };
            match answer {
                Some(answer) => family.hear(process, answer),
                None => family.site.ended(process, ABORTED),
            }
        });
        let family = Rc::downgrade(self);
        let on_error = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            if let Some(family) = family.upgrade() {
                family.site.ended(process, ABORTED);
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let member = Member { worker, payload, _on_message: on_message, _on_error: on_error };
        self.members.borrow_mut().insert(process, member);
        Ok(())
    }

    fn hear(self: &Rc<Self>, process: ProcessId, answer: Answer) {
        match answer {
            Answer::Ready => {
                let payload = self.members.borrow().get(&process).map(|member| Arc::clone(&member.payload));
                let Some(payload) = payload else { return };
                let (source, zero) = (self.source.to_string(), self.host.clock.zero());
                self.send(
                    process,
                    &Order::Start { source, payload: payload.to_vec(), process, zero, timeline: self.timeline },
                );
            }
            Answer::Asks { thread, call } => {
                self.site.ask_from(process, thread, call);
                self.carry();
            }
            Answer::Told { part, until, memory_bytes } => {
                self.memories.borrow_mut().insert(process, memory_bytes);
                self.run.process_told(process, part, until);
            }
            // Its worker is ended by the order that this leads to, not in the middle of its message.
            Answer::Over { status } => self.site.ended(process, status),
        }
    }

    /// Bytes that went from one process to another so far.
    pub fn bytes_moved(&self) -> u64 {
        self.site.bytes_moved()
    }
    /// Of all processes' memories, and of the engine's.
    pub fn memory_bytes(&self) -> u64 {
        memory_bytes() + self.memories.borrow().values().sum::<u64>()
    }

    fn send(&self, process: ProcessId, order: &Order) {
        if let Some(member) = self.members.borrow().get(&process) {
            // A worker that is gone has said so itself.
            drop(member.worker.post_message(&Uint8Array::from(wire::encode(order).as_slice())));
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

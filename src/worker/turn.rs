//! Giving the worker's event loop a turn between two slices of work.
//!
//! By a message to ourselves: a timer would be held back to 4 ms by browsers, and a promise would let no message in.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, MessagePort};

/// Ends when every message that had arrived has been handled.
pub fn turn() -> Turn {
    Turn { done: None }
}

/// See [`turn`].
pub struct Turn {
    done: Option<Rc<Cell<bool>>>,
}

/// Who waits for the messages under way, in their order.
type Waiting = Rc<RefCell<VecDeque<(Rc<Cell<bool>>, Waker)>>>;

struct Loop {
    sender: MessagePort,
    waiting: Waiting,
}

thread_local! {
    static LOOP: Option<Loop> = Loop::new().ok();
}

impl Loop {
    fn new() -> Result<Self, JsValue> {
        let channel = MessageChannel::new()?;
        let waiting: Waiting = Rc::default();
        let arrived = Rc::clone(&waiting);
        let on_message = Closure::<dyn FnMut()>::new(move || {
            let first = arrived.borrow_mut().pop_front();
            if let Some((done, waker)) = first {
                done.set(true);
                waker.wake();
            }
        });
        channel.port1().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        Ok(Self { sender: channel.port2(), waiting })
    }
}

impl Future for Turn {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Some(done) = &self.done {
            return if done.get() { Poll::Ready(()) } else { Poll::Pending };
        }
        let done = Rc::new(Cell::new(false));
        let posted = LOOP.with(|events| {
            let Some(events) = events else { return false };
            events.waiting.borrow_mut().push_back((Rc::clone(&done), context.waker().clone()));
            events.sender.post_message(&JsValue::NULL).is_ok()
        });
        if !posted {
            return Poll::Ready(());
        }
        self.done = Some(done);
        Poll::Pending
    }
}

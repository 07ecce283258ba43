//! The open requests, and that each gets exactly one closing reply.
//!
//! A [`Ticket`] stands for one open request. Closing consumes it; dropping it without having closed it closes the request as
//! a defect of Pylanes, so that the page never waits for ever. Knows neither the wire's bytes nor the browser.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::wire::{Failure, Reply, RequestId};

/// Where replies go.
pub type Outbox = Rc<dyn Fn(Reply)>;

/// All open requests.
#[derive(Clone)]
pub struct Desk {
    outbox: Outbox,
    /// Each open request's wish to be stopped.
    open: Rc<RefCell<BTreeMap<RequestId, Rc<Cell<bool>>>>>,
}

impl Desk {
    pub fn new(outbox: Outbox) -> Self {
        Self { outbox, open: Rc::default() }
    }
    /// Opens a request. A number that is in use already has no reply of its own: nothing is opened.
    pub fn open(&self, id: RequestId) -> Option<Ticket> {
        let stop = Rc::new(Cell::new(false));
        let mut open = self.open.borrow_mut();
        if open.contains_key(&id) {
            return None;
        }
        open.insert(id, Rc::clone(&stop));
        Some(Ticket { id, desk: self.clone(), stop })
    }
    /// Asks an open request to stop; nothing when it is closed already.
    pub fn stop(&self, id: RequestId) {
        if let Some(stop) = self.open.borrow().get(&id) {
            stop.set(true);
        }
    }
    /// Requests that are not closed yet.
    pub fn n_open(&self) -> usize {
        self.open.borrow().len()
    }
    /// Closes everything at once, as a defect: the engine is about to die of it.
    pub fn fail_all(&self, message: &str) {
        let Ok(mut open) = self.open.try_borrow_mut() else { return };
        for id in std::mem::take(&mut *open).into_keys() {
            (self.outbox)(Reply::Failed { id, failure: Failure::Internal(message.to_owned()) });
        }
    }
    /// A reply that belongs to no request.
    pub fn announce(&self, reply: Reply) {
        (self.outbox)(reply);
    }
}

/// One open request.
pub struct Ticket {
    pub id: RequestId,
    desk: Desk,
    stop: Rc<Cell<bool>>,
}

impl Ticket {
    /// Streams a reply that does not close the request.
    pub fn say(&self, reply: Reply) {
        debug_assert!(!reply.is_closing(), "closing replies go through `close`");
        (self.desk.outbox)(reply);
    }
    /// Somebody asked this request to stop.
    pub fn is_stopped(&self) -> bool {
        self.stop.get()
    }
    /// Asks this request to stop, now or later, after the ticket has been handed on.
    pub fn stopper(&self) -> Rc<Cell<bool>> {
        Rc::clone(&self.stop)
    }
    /// Says the last word.
    pub fn close(self, reply: Reply) {
        debug_assert!(reply.is_closing(), "{reply:?} closes nothing");
        self.close_once(reply);
    }
    pub fn fail(self, failure: Failure) {
        let id = self.id;
        self.close(Reply::Failed { id, failure });
    }
    pub fn stopped(self) {
        let id = self.id;
        self.close(Reply::Stopped { id });
    }
    /// Ends it without figures of a run.
    pub fn done(self) {
        let id = self.id;
        self.close(Reply::Finished { id, end: None, steps: 0, makespan: crate::base::time::Nanos::ZERO });
    }

    fn close_once(&self, reply: Reply) {
        let was_open = self.desk.open.borrow_mut().remove(&self.id).is_some();
        if was_open {
            (self.desk.outbox)(reply);
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let failure = Failure::Internal("the engine let go of the request".to_owned());
        self.close_once(Reply::Failed { id: self.id, failure });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> (Desk, Rc<RefCell<Vec<Reply>>>) {
        let said: Rc<RefCell<Vec<Reply>>> = Rc::default();
        let outbox = Rc::clone(&said);
        (Desk::new(Rc::new(move |reply| outbox.borrow_mut().push(reply))), said)
    }
    fn n_closing(said: &RefCell<Vec<Reply>>) -> usize {
        said.borrow().iter().filter(|reply| reply.is_closing()).count()
    }

    #[test]
    fn a_request_is_closed_once() {
        let (desk, said) = desk();
        let ticket = desk.open(RequestId(1)).expect("new");
        ticket.say(Reply::Progress { id: RequestId(1), permille: None, steps: 5 });
        assert!(desk.open(RequestId(1)).is_none(), "in use");
        ticket.done();
        assert_eq!((n_closing(&said), said.borrow().len(), desk.n_open()), (1, 2, 0));
    }

    #[test]
    fn a_forgotten_request_is_closed_as_a_defect() {
        let (desk, said) = desk();
        drop(desk.open(RequestId(1)));
        assert!(matches!(said.borrow().as_slice(), [Reply::Failed { failure: Failure::Internal(_), .. }]));
    }

    #[test]
    fn stopping_reaches_the_request_and_nobody_else() {
        let (desk, said) = desk();
        let (one, two) = (desk.open(RequestId(1)).expect("new"), desk.open(RequestId(2)).expect("new"));
        desk.stop(RequestId(2));
        desk.stop(RequestId(3));
        assert_eq!((one.is_stopped(), two.is_stopped()), (false, true));
        two.stopped();
        one.done();
        assert_eq!(n_closing(&said), 2);
    }

    #[test]
    fn a_dying_engine_closes_everything_it_had_open() {
        let (desk, said) = desk();
        let (one, two) = (desk.open(RequestId(1)).expect("new"), desk.open(RequestId(2)).expect("new"));
        desk.fail_all("trap");
        assert_eq!((n_closing(&said), desk.n_open()), (2, 0));
        drop((one, two));
        assert_eq!(n_closing(&said), 2, "letting go afterwards says nothing more");
    }
}

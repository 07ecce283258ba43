//! Which requests are open. A reply to any other is of a request that was replaced or already closed, and is ignored;
//! so each request is closed exactly once, whatever arrives.

use crate::wire::{Environment, RequestId};

/// What the page knows of the engine.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Engine {
    /// Who it is; none until it has said that it is ready.
    pub environment: Option<Environment>,
    n_requests: u64,
    open: Vec<(RequestId, Purpose)>,
}

/// What a request is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    Simulate,
    Execute,
    Measure,
    Inspect,
    Seek,
}

impl Engine {
    /// A new request.
    pub fn open(&mut self, purpose: Purpose) -> RequestId {
        self.n_requests += 1;
        let id = RequestId(self.n_requests);
        self.open.push((id, purpose));
        id
    }
    /// What an open request is for.
    pub fn purpose(&self, id: RequestId) -> Option<Purpose> {
        self.open.iter().find(|(open, _)| *open == id).map(|&(_, purpose)| purpose)
    }
    /// Open requests for a purpose.
    pub fn open_for(&self, purpose: Purpose) -> impl Iterator<Item = RequestId> {
        self.open.iter().filter(move |(_, open)| *open == purpose).map(|&(id, _)| id)
    }
    /// Closes a request; says what it was for if it was open.
    pub fn close(&mut self, id: RequestId) -> Option<Purpose> {
        let place = self.open.iter().position(|(open, _)| *open == id)?;
        Some(self.open.remove(place).1)
    }
    /// Closes all: the engine is gone.
    pub fn close_all(&mut self) -> Vec<(RequestId, Purpose)> {
        std::mem::take(&mut self.open)
    }
    pub fn has_open_requests(&self) -> bool {
        !self.open.is_empty()
    }
}

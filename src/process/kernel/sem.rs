//! Semaphores between processes, and the locks made of them.
//!
//! Source: `Modules/_multiprocessing/semaphore.c` of CPython 3.14 (`SemLock`), `futex(2)`: releasing raises the value and wakes
//! the one that waits longest, which takes it if nobody was quicker. Each process counts its own acquisitions.

use std::collections::BTreeMap;

use super::call::{Errno, Reply, SemKind, Why};
use super::{Attempt, Ticket, Tickets, Who};
use crate::base::ids::{ProcessId, ThreadId};

#[derive(Clone, Debug)]
struct Semaphore {
    kind: SemKind,
    value: i64,
    max: i64,
    /// By process: the thread that acquired it last, and acquisitions less releases.
    counts: BTreeMap<ProcessId, (ThreadId, i64)>,
    last: Option<Who>,
    /// Tickets in the order of coming.
    waiting: Tickets,
}

/// All semaphores.
#[derive(Clone, Debug, Default)]
pub(super) struct Semaphores {
    all: Vec<Semaphore>,
}

impl Semaphore {
    fn is_mine(&self, who: Who) -> bool {
        self.counts.get(&who.process).is_some_and(|&(thread, count)| count > 0 && thread == who.thread)
    }
    fn counted(&mut self, who: Who, by: i64) {
        let entry = self.counts.entry(who.process).or_insert((who.thread, 0));
        entry.1 += by;
        if by > 0 {
            entry.0 = who.thread;
        }
    }
}

impl Semaphores {
    pub fn make(&mut self, value: i64, max: i64, kind: SemKind) -> i64 {
        let waiting = Tickets::new();
        self.all.push(Semaphore { kind, value, max, counts: BTreeMap::new(), last: None, waiting });
        self.all.len() as i64 - 1
    }
    fn get(&self, id: i64) -> Result<&Semaphore, Errno> {
        usize::try_from(id).ok().and_then(|id| self.all.get(id)).ok_or(Errno::Invalid)
    }
    fn get_mut(&mut self, id: i64) -> Option<&mut Semaphore> {
        usize::try_from(id).ok().and_then(|id| self.all.get_mut(id))
    }

    pub fn acquire(&mut self, id: i64, who: Who) -> Attempt {
        let Some(sem) = self.get_mut(id) else { return Attempt::Done(Reply::Error(Errno::Invalid)) };
        if sem.kind == SemKind::RLock && sem.is_mine(who) {
            sem.counted(who, 1);
            return Attempt::Done(Reply::Bool(true));
        }
        if sem.value == 0 {
            return Attempt::Blocks(Why::Semaphore(id));
        }
        sem.value -= 1;
        sem.last = Some(who);
        sem.counted(who, 1);
        Attempt::Done(Reply::Bool(true))
    }

    pub fn release(&mut self, id: i64, who: Who) -> Reply {
        let Some(sem) = self.get_mut(id) else { return Reply::Error(Errno::Invalid) };
        if sem.kind == SemKind::RLock {
            if !sem.is_mine(who) {
                return Reply::Error(Errno::NotOwned);
            }
            if sem.counts.get(&who.process).is_some_and(|&(_, count)| count > 1) {
                sem.counted(who, -1);
                return Reply::None;
            }
        } else if sem.value >= sem.max {
            return Reply::Error(Errno::ReleasedTooOften);
        }
        sem.value += 1;
        sem.counted(who, -1);
        Reply::None
    }

    pub fn enqueue(&mut self, id: i64, ticket: Ticket) {
        if let Some(sem) = self.get_mut(id) {
            sem.waiting.insert(ticket);
        }
    }
    pub fn forget(&mut self, id: i64, ticket: Ticket) {
        if let Some(sem) = self.get_mut(id) {
            sem.waiting.remove(&ticket);
        }
    }
    /// Takes out whoever waits longest, if there is something to be had.
    pub fn next(&mut self, id: i64) -> Option<Ticket> {
        self.get_mut(id).filter(|sem| sem.value > 0)?.waiting.pop_first()
    }
    pub fn value(&self, id: i64) -> Result<Reply, Errno> {
        self.get(id).map(|sem| Reply::Int(sem.value))
    }
    pub fn count(&self, id: i64, process: ProcessId) -> Result<Reply, Errno> {
        self.get(id).map(|sem| Reply::Int(sem.counts.get(&process).map_or(0, |&(_, count)| count)))
    }
    pub fn is_mine(&self, id: i64, who: Who) -> Result<Reply, Errno> {
        self.get(id).map(|sem| Reply::Bool(sem.is_mine(who)))
    }
    pub fn holder(&self, id: i64) -> Option<Who> {
        self.get(id).ok().filter(|sem| sem.value == 0).and_then(|sem| sem.last)
    }
}

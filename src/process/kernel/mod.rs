//! What processes share: descriptors, pipes, sockets, semaphores, shared memory, and who is whose child.
//!
//! A value without a clock: whoever drives processes asks ([`Kernel::ask`]) for one of their threads. An answer comes at once,
//! or the thread blocks and is named by [`Kernel::take_woken`] when it is to try again ([`Kernel::retry`]); time-outs are the
//! driver's ([`Kernel::timed_out`]). Waking is as Linux does it: a woken thread looks again, and another may have been quicker.
//!
//! Sources: `pipe(7)`, `poll(2)`, `sem_overview(7)`, `fork(2)`; `Modules/_multiprocessing/semaphore.c` of CPython 3.14.
//! Gaps: no signals but those that kill; sockets are streams on one computer; descriptors are never too many.

mod call;
mod file;
mod net;
mod sem;
mod shm;
mod store;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::ids::{IndexVec, ProcessId, ThreadId};
use crate::base::time::Nanos;

pub use call::{Answer, Call, Errno, NewProcess, Reply, SemKind, Why};
use file::{BufferId, Files};
use sem::Semaphores;
use shm::SharedMemory;
use store::Store;
use table::Entry;
pub use table::pid_of;

/// A thread of some process.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Who {
    pub process: ProcessId,
    pub thread: ThreadId,
}

/// Bytes that went from one thread to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sent {
    pub from: Who,
    pub to: Who,
    pub bytes: usize,
}

/// Something on its way from afar: the driver tells ([`Kernel::fetched`]) when it is there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FetchId(BufferId);

/// What the driver is to fetch, and how long that is to take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fetch {
    pub id: FetchId,
    pub takes: Nanos,
    pub bytes: usize,
}

/// A registration: which wait of a thread is meant. An older one is void.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Ticket(u64, Who);

/// Who is to hear of something, in the order of coming.
type Tickets = BTreeSet<Ticket>;

/// A thread that blocks.
#[derive(Clone, Debug)]
struct Blocked {
    call: Call,
    ticket: u64,
    /// Named by `take_woken`, and yet to try again.
    woken: bool,
}

/// Everything that processes share.
#[derive(Clone, Debug, Default)]
pub struct Kernel {
    processes: IndexVec<ProcessId, Entry>,
    files: Files,
    store: Store,
    sems: Semaphores,
    shm: SharedMemory,
    blocked: BTreeMap<Who, Blocked>,
    n_tickets: u64,
    woken: Vec<Who>,
    sent: Vec<Sent>,
    fetches: Vec<Fetch>,
}

/// What trying a call came to.
enum Attempt {
    Done(Reply),
    Blocks(Why),
}

impl Kernel {
    /// A kernel with the main process.
    pub fn new() -> Self {
        let mut kernel = Self::default();
        kernel.processes.push(Entry::main());
        kernel
    }

    /// Threads that are to try again, in order; each is named once.
    pub fn take_woken(&mut self) -> Vec<Who> {
        std::mem::take(&mut self.woken)
    }
    /// What was received since the last time, in order.
    pub fn take_sent(&mut self) -> Vec<Sent> {
        std::mem::take(&mut self.sent)
    }
    /// What is to be fetched from afar, in order.
    pub fn take_fetches(&mut self) -> Vec<Fetch> {
        std::mem::take(&mut self.fetches)
    }
    /// What was fetched is there.
    pub fn fetched(&mut self, id: FetchId) {
        self.no_more_from(id.0, true);
    }

    /// A thread asks for something.
    pub fn ask(&mut self, who: Who, call: Call) -> Answer {
        match call {
            Call::Fork { name } => Answer::Starts(NewProcess::Fork { name }),
            Call::Spawn { name, method, payload, fds } => {
                Answer::Starts(NewProcess::Fresh { name, method, payload, fds })
            }
            Call::Kill { pid, signal } => self.kill(pid, signal),
            Call::Connect { host, port } => match self.connect(who.process, &host, port) {
                Ok(fd) => self.block(who, Call::Connected { fd }, Why::Network, Some(net::CONNECT_LATENCY)),
                Err(errno) => Answer::Done(Reply::Error(errno)),
            },
            mut call => match self.attempt(who, &mut call) {
                Attempt::Done(reply) => Answer::Done(reply),
                Attempt::Blocks(_) if call.timeout() == Some(Nanos::ZERO) => Answer::Done(call.timed_out()),
                Attempt::Blocks(why) => {
                    let at_most = call.timeout();
                    self.block(who, call, why, at_most)
                }
            },
        }
    }

    fn block(&mut self, who: Who, call: Call, why: Why, at_most: Option<Nanos>) -> Answer {
        self.wait(who, call);
        Answer::Blocks { why, at_most }
    }

    /// Enters a thread among those that block, wherever its call waits for news.
    fn wait(&mut self, who: Who, call: Call) {
        self.n_tickets += 1;
        let ticket = Ticket(self.n_tickets, who);
        match &call {
            Call::SemAcquire { id, .. } => self.sems.enqueue(*id, ticket),
            Call::WaitPid { pid, .. } => {
                if let Some(entry) = self.processes.get_mut(table::process_of(*pid)) {
                    entry.waiting.insert(ticket);
                }
            }
            Call::Read { fd, .. } | Call::Accept { fd } | Call::Fetched { fd, .. } => {
                self.await_files(who.process, &[*fd], &[], ticket)
            }
            Call::Write { fd, .. } => self.await_files(who.process, &[], &[*fd], ticket),
            Call::Poll { reads, writes, .. } => self.await_files(who.process, reads, writes, ticket),
            _ => {}
        }
        self.blocked.insert(who, Blocked { call, ticket: ticket.0, woken: false });
    }

    /// Takes a thread out of everything that it waits for.
    fn unblock(&mut self, who: Who) -> Option<Call> {
        let Blocked { call, ticket, .. } = self.blocked.remove(&who)?;
        let ticket = Ticket(ticket, who);
        match &call {
            Call::SemAcquire { id, .. } => self.sems.forget(*id, ticket),
            Call::WaitPid { pid, .. } => {
                if let Some(entry) = self.processes.get_mut(table::process_of(*pid)) {
                    entry.waiting.remove(&ticket);
                }
            }
            Call::Read { fd, .. } | Call::Accept { fd } | Call::Fetched { fd, .. } => {
                self.forget_files(who.process, &[*fd], &[], ticket)
            }
            Call::Write { fd, .. } => self.forget_files(who.process, &[], &[*fd], ticket),
            Call::Poll { reads, writes, .. } => self.forget_files(who.process, reads, writes, ticket),
            _ => {}
        }
        Some(call)
    }

    /// A semaphore that can be had wakes the one that waits longest.
    fn wake_for_sem(&mut self, id: i64) {
        while let Some(ticket) = self.sems.next(id) {
            if self.wake(ticket) {
                break;
            }
        }
    }

    /// A woken thread tries again: the answer, or `None` when it waits on.
    pub fn retry(&mut self, who: Who) -> Option<Reply> {
        let mut call = self.unblock(who)?;
        match self.attempt(who, &mut call) {
            Attempt::Done(reply) => Some(reply),
            Attempt::Blocks(_) => {
                self.wait(who, call);
                None
            }
        }
    }
    /// A thread's time is over: it looks a last time.
    pub fn timed_out(&mut self, who: Who) -> Option<Reply> {
        let mut call = self.unblock(who)?;
        match self.attempt(who, &mut call) {
            Attempt::Done(reply) => Some(reply),
            Attempt::Blocks(_) => Some(call.timed_out()),
        }
    }

    /// Wakes a thread if it still waits by this ticket.
    fn wake(&mut self, ticket: Ticket) -> bool {
        match self.blocked.get_mut(&ticket.1) {
            Some(blocked) if blocked.ticket == ticket.0 && !blocked.woken => {
                blocked.woken = true;
                self.woken.push(ticket.1);
                true
            }
            _ => false,
        }
    }
    fn wake_all(&mut self, tickets: impl IntoIterator<Item = Ticket>) {
        for ticket in tickets {
            self.wake(ticket);
        }
    }

    fn attempt(&mut self, who: Who, call: &mut Call) -> Attempt {
        let done = |result: Result<Reply, Errno>| Attempt::Done(result.unwrap_or_else(Reply::Error));
        let process = who.process;
        match call {
            Call::Pipe => Attempt::Done(self.pipe(process)),
            Call::SocketPair => Attempt::Done(self.socket_pair(process)),
            Call::Read { fd, n, blocking } => self.read(who, *fd, *n, *blocking),
            Call::Write { fd, data, written, blocking } => self.write(who, *fd, data, written, *blocking),
            Call::Close { fd } => done(self.close(process, *fd)),
            Call::Dup { fd } => done(self.dup(process, *fd)),
            Call::Shutdown { fd } => done(self.shut_down(process, *fd)),
            Call::Poll { reads, writes, .. } => self.poll(process, reads, writes),
            Call::Listen { host, port } => done(self.listen(process, host, *port)),
            Call::Accept { fd } => self.accept(process, *fd),
            Call::ConnectStart { host, port } => done(self.connect(process, host, *port).map(Reply::Int)),
            Call::Connected { fd } => Attempt::Done(Reply::Int(*fd)),
            Call::Fetch { takes, bytes } => Attempt::Done(self.fetch(process, *takes, *bytes)),
            Call::Fetched { fd, .. } => self.await_fetch(process, *fd),
            Call::Name { fd, peer } => done(self.socket_name(process, *fd, *peer)),
            Call::SemNew { value, max, kind } => Attempt::Done(Reply::Int(self.sems.make(*value, *max, *kind))),
            Call::SemAcquire { id, .. } => self.sems.acquire(*id, who),
            Call::SemRelease { id } => {
                let (id, reply) = (*id, self.sems.release(*id, who));
                self.wake_for_sem(id);
                Attempt::Done(reply)
            }
            Call::SemValue { id } => done(self.sems.value(*id)),
            Call::SemCount { id } => done(self.sems.count(*id, process)),
            Call::SemIsMine { id } => done(self.sems.is_mine(*id, who)),
            Call::ShmNew { size } => Attempt::Done(Reply::Int(self.shm.make(*size))),
            Call::ShmSize { id } => done(self.shm.size(*id)),
            Call::ShmRead { id, offset, n } => done(self.shm.read(*id, *offset, *n)),
            Call::ShmWrite { id, offset, data } => done(self.shm.write(*id, *offset, data)),
            Call::ShmFree { id } => done(self.shm.free(*id)),
            Call::Open { path, flags } => done(self.open_path(process, path, *flags)),
            Call::Seek { fd, offset, whence } => done(self.seek(process, *fd, *offset, *whence)),
            Call::Truncate { fd, size } => done(self.truncate(process, *fd, *size)),
            Call::StatFd { fd } => done(self.stat_fd(process, *fd)),
            Call::Stat { path } => done(self.store.stat_path(path)),
            Call::List { path } => done(self.store.list(path)),
            Call::MakeDir { path } => done(self.store.make_folder(path)),
            Call::Remove { path, folder } => done(self.store.remove(path, *folder)),
            Call::Rename { path, to } => done(self.store.rename(path, to)),
            Call::WaitPid { pid, .. } => self.wait_pid(process, *pid),
            Call::GetPpid => Attempt::Done(Reply::Int(self.parent_pid(process))),
            Call::Fork { .. } | Call::Spawn { .. } | Call::Kill { .. } | Call::Connect { .. } => {
                Attempt::Done(Reply::Error(Errno::Invalid))
            }
        }
    }

    /// The thread that has a semaphore, for the record: of whoever acquired it last.
    pub fn sem_holder(&self, id: i64) -> Option<Who> {
        self.sems.holder(id)
    }
    /// What a thread blocks on, if it does.
    pub fn blocked_on(&self, who: Who) -> Option<&Call> {
        self.blocked.get(&who).map(|blocked| &blocked.call)
    }
}

#[cfg(test)]
mod tests;

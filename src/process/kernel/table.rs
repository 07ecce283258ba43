//! Processes: who is whose child, their descriptors, how they ended.

use std::collections::BTreeMap;

use super::call::{Answer, Call, Errno, Reply, Why};
use super::file::FileId;
use super::{Attempt, Kernel, Tickets, Who};
use crate::base::ids::ProcessId;

/// The main process's `os.getpid()`; the others count on from it.
const FIRST_PID: i64 = 4_000;

/// What `os.getpid()` says of a process.
pub fn pid_of(process: ProcessId) -> i64 {
    FIRST_PID + i64::from(process.0)
}
pub(super) fn process_of(pid: i64) -> ProcessId {
    ProcessId(u32::try_from(pid - FIRST_PID).unwrap_or(u32::MAX))
}

/// One process.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub parent: Option<ProcessId>,
    pub fds: BTreeMap<i64, FileId>,
    /// Exit status, or the negative number of the signal that killed it.
    pub ended: Option<i32>,
    /// Threads that wait for its end.
    pub waiting: Tickets,
}

impl Entry {
    pub fn main() -> Self {
        Self { parent: None, fds: BTreeMap::new(), ended: None, waiting: Tickets::new() }
    }
}

/// Descriptors 0, 1 and 2 are taken.
const FIRST_FD: i64 = 3;

impl Kernel {
    /// Enters a process that inherits all descriptors (`None`) or those named, under the same numbers.
    pub fn start(&mut self, parent: ProcessId, fds: Option<&[i64]>) -> ProcessId {
        let mut table = self.processes[parent].fds.clone();
        if let Some(wanted) = fds {
            table.retain(|fd, _| wanted.contains(fd));
        }
        for &file in table.values() {
            self.files.hold(file);
        }
        self.processes.push(Entry { parent: Some(parent), fds: table, ..Entry::main() })
    }

    /// A process is over: its descriptors are closed, its threads block no more, whoever waits for it is woken.
    pub fn end(&mut self, process: ProcessId, status: i32) {
        if self.processes[process].ended.is_some() {
            return;
        }
        self.processes[process].ended = Some(status);
        let of_it: Vec<Who> = self.blocked.keys().filter(|who| who.process == process).copied().collect();
        for who in of_it {
            // It may have been woken for a semaphore that another can have now.
            if let Some(Call::SemAcquire { id, .. }) = self.unblock(who) {
                self.wake_for_sem(id);
            }
        }
        let fds = std::mem::take(&mut self.processes[process].fds);
        for file in fds.into_values() {
            self.let_go(file);
        }
        let waiting = std::mem::take(&mut self.processes[process].waiting);
        self.wake_all(waiting);
    }

    /// How a process ended.
    pub fn status(&self, process: ProcessId) -> Option<i32> {
        self.processes.get(process)?.ended
    }
    pub fn parent(&self, process: ProcessId) -> Option<ProcessId> {
        self.processes.get(process)?.parent
    }
    pub(super) fn parent_pid(&self, process: ProcessId) -> i64 {
        match self.processes[process].parent {
            Some(parent) if self.processes[parent].ended.is_none() => pid_of(parent),
            Some(_) => 1,
            None => FIRST_PID - 1,
        }
    }

    pub(super) fn wait_pid(&mut self, process: ProcessId, pid: i64) -> Attempt {
        let child = process_of(pid);
        match self.processes.get(child) {
            Some(entry) if entry.parent == Some(process) => match entry.ended {
                Some(status) => Attempt::Done(Reply::Int(i64::from(status))),
                None => Attempt::Blocks(Why::Process(child)),
            },
            _ => Attempt::Done(Reply::Error(Errno::NoChild)),
        }
    }

    pub(super) fn kill(&mut self, pid: i64, signal: i32) -> Answer {
        let process = process_of(pid);
        match self.processes.get(process) {
            None => Answer::Done(Reply::Error(Errno::NoProcess)),
            // Not reaped yet: signals to it are no error.
            Some(entry) if entry.ended.is_some() || signal == 0 => Answer::Done(Reply::None),
            Some(_) => Answer::Kills { process, signal },
        }
    }

    // ---- descriptors ----

    pub(super) fn file(&self, process: ProcessId, fd: i64) -> Result<FileId, Errno> {
        self.processes[process].fds.get(&fd).copied().ok_or(Errno::BadFd)
    }
    /// Gives a file the lowest free number.
    pub(super) fn install(&mut self, process: ProcessId, file: FileId) -> i64 {
        let table = &mut self.processes[process].fds;
        let fd = (FIRST_FD..).zip(table.keys()).find(|(fd, used)| fd != *used).map(|(fd, _)| fd);
        let fd = fd.unwrap_or(FIRST_FD + table.len() as i64);
        table.insert(fd, file);
        fd
    }
    pub(super) fn close(&mut self, process: ProcessId, fd: i64) -> Result<Reply, Errno> {
        let file = self.processes[process].fds.remove(&fd).ok_or(Errno::BadFd)?;
        self.let_go(file);
        Ok(Reply::None)
    }
    pub(super) fn dup(&mut self, process: ProcessId, fd: i64) -> Result<Reply, Errno> {
        let file = self.file(process, fd)?;
        self.files.hold(file);
        Ok(Reply::Int(self.install(process, file)))
    }
}

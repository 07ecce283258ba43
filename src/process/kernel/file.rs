//! Open files: the ends of pipes, stream sockets, listening sockets, regular files (`store.rs`); reading, writing, polling.
//!
//! Source: `pipe(7)`, `unix(7)`, `poll(2)`: a pipe holds 64 KiB, a stream socket about 208 KiB; reading takes what is there;
//! a blocking write returns when all of it has been taken; the end of a stream is seen when the last writer has closed.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::call::{Errno, Reply, Why};
use super::store::Opened;
use super::{Attempt, Kernel, Sent, Ticket, Tickets, Who};
use crate::base::ids::ProcessId;

/// An open file, as several descriptors may name it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct FileId(u32);
/// Bytes on their way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct BufferId(u32);

const PIPE_CAPACITY: usize = 65_536;
const SOCKET_CAPACITY: usize = 212_992;
/// A pipe is ready for writing when so much fits.
const PIPE_BUF: usize = 4_096;

#[derive(Clone, Debug)]
pub(super) struct Open {
    n_refs: u32,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    ReadEnd(BufferId),
    WriteEnd(BufferId),
    Stream { incoming: BufferId, outgoing: BufferId, own_port: u16, peer_port: u16 },
    Listener { port: u16, backlog: VecDeque<FileId>, waiting: Tickets },
    Regular(Opened),
}

#[derive(Clone, Debug)]
struct Buffer {
    /// What is written and how much of its first part has been read.
    parts: VecDeque<Arc<[u8]>>,
    read_of_first: usize,
    len: usize,
    capacity: usize,
    has_reader: bool,
    has_writer: bool,
    last_writer: Option<Who>,
    /// Who is to hear of bytes or of the end, and who of room.
    readers: Tickets,
    writers: Tickets,
}

/// All open files.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    open: BTreeMap<FileId, Open>,
    buffers: BTreeMap<BufferId, Buffer>,
    n_made: u32,
    pub ports: BTreeMap<u16, FileId>,
}

impl Files {
    pub fn hold(&mut self, file: FileId) {
        if let Some(open) = self.open.get_mut(&file) {
            open.n_refs += 1;
        }
    }
    pub fn kind(&self, file: FileId) -> Option<&Kind> {
        self.open.get(&file).map(|open| &open.kind)
    }
    pub fn kind_mut(&mut self, file: FileId) -> Option<&mut Kind> {
        self.open.get_mut(&file).map(|open| &mut open.kind)
    }
    pub fn make(&mut self, kind: Kind) -> FileId {
        self.n_made += 1;
        let file = FileId(self.n_made);
        self.open.insert(file, Open { n_refs: 1, kind });
        file
    }
    fn buffer(&mut self, capacity: usize) -> BufferId {
        self.n_made += 1;
        let id = BufferId(self.n_made);
        let buffer = Buffer {
            parts: VecDeque::new(),
            read_of_first: 0,
            len: 0,
            capacity,
            has_reader: true,
            has_writer: true,
            last_writer: None,
            readers: Tickets::new(),
            writers: Tickets::new(),
        };
        self.buffers.insert(id, buffer);
        id
    }
    /// A stream whose writer is far away.
    pub fn far_stream(&mut self) -> (FileId, BufferId) {
        let buffer = self.buffer(SOCKET_CAPACITY);
        (self.make(Kind::ReadEnd(buffer)), buffer)
    }
    /// Two connected stream sockets.
    pub fn streams(&mut self, ports: (u16, u16)) -> (FileId, FileId) {
        let (there, back) = (self.buffer(SOCKET_CAPACITY), self.buffer(SOCKET_CAPACITY));
        let a = Kind::Stream { incoming: back, outgoing: there, own_port: ports.0, peer_port: ports.1 };
        let b = Kind::Stream { incoming: there, outgoing: back, own_port: ports.1, peer_port: ports.0 };
        (self.make(a), self.make(b))
    }
    fn incoming(&self, file: FileId) -> Option<BufferId> {
        match self.kind(file)? {
            Kind::ReadEnd(buffer) | Kind::Stream { incoming: buffer, .. } => Some(*buffer),
            _ => None,
        }
    }
    fn outgoing(&self, file: FileId) -> Option<BufferId> {
        match self.kind(file)? {
            Kind::WriteEnd(buffer) | Kind::Stream { outgoing: buffer, .. } => Some(*buffer),
            _ => None,
        }
    }
    pub fn is_readable(&self, file: FileId) -> bool {
        match self.kind(file) {
            Some(Kind::Listener { backlog, .. }) => return !backlog.is_empty(),
            Some(Kind::Regular(_)) => return true,
            _ => {}
        }
        let buffer = self.incoming(file).and_then(|buffer| self.buffers.get(&buffer));
        buffer.is_some_and(|buffer| buffer.len > 0 || !buffer.has_writer)
    }
    fn is_writable(&self, file: FileId) -> bool {
        if let Some(Kind::Regular(_)) = self.kind(file) {
            return true;
        }
        let buffer = self.outgoing(file).and_then(|buffer| self.buffers.get(&buffer));
        buffer.is_some_and(|buffer| buffer.capacity - buffer.len >= PIPE_BUF || !buffer.has_reader)
    }
}

impl Buffer {
    fn take(&mut self, n: usize) -> Vec<u8> {
        let mut taken = Vec::with_capacity(n.min(self.len));
        while taken.len() < n {
            let Some(first) = self.parts.front() else { break };
            let rest = &first[self.read_of_first..];
            let part = rest.len().min(n - taken.len());
            taken.extend_from_slice(&rest[..part]);
            if part == rest.len() {
                self.parts.pop_front();
                self.read_of_first = 0;
            } else {
                self.read_of_first += part;
            }
        }
        self.len -= taken.len();
        taken
    }
    fn put(&mut self, data: &Arc<[u8]>, from: usize) -> usize {
        let n = (data.len() - from).min(self.capacity - self.len);
        if n > 0 {
            let whole = from == 0 && n == data.len();
            self.parts.push_back(if whole { Arc::clone(data) } else { data[from..from + n].into() });
            self.len += n;
        }
        n
    }
}

impl Kernel {
    pub(super) fn pipe(&mut self, process: ProcessId) -> Reply {
        let buffer = self.files.buffer(PIPE_CAPACITY);
        let read = self.files.make(Kind::ReadEnd(buffer));
        let write = self.files.make(Kind::WriteEnd(buffer));
        let read = self.install(process, read);
        Reply::Pair(read, self.install(process, write))
    }
    pub(super) fn socket_pair(&mut self, process: ProcessId) -> Reply {
        let (a, b) = self.files.streams((0, 0));
        let a = self.install(process, a);
        Reply::Pair(a, self.install(process, b))
    }

    pub(super) fn read(&mut self, who: Who, fd: i64, n: usize, blocking: bool) -> Attempt {
        if let Some(done) = self.read_regular(who.process, fd, n) {
            return done;
        }
        let found = self.file(who.process, fd).and_then(|file| self.files.incoming(file).ok_or(Errno::BadFd));
        let id = match found {
            Ok(id) => id,
            Err(errno) => return Attempt::Done(Reply::Error(errno)),
        };
        let Some(buffer) = self.files.buffers.get_mut(&id) else {
            return Attempt::Done(Reply::Error(Errno::BadFd));
        };
        if buffer.len == 0 && buffer.has_writer && n > 0 {
            return if blocking { Attempt::Blocks(Why::Pipe) } else { Attempt::Done(Reply::None) };
        }
        let bytes = buffer.take(n);
        let (writers, from) = (std::mem::take(&mut buffer.writers), buffer.last_writer);
        // Others who wait for bytes may find some left.
        let readers = if buffer.len > 0 { std::mem::take(&mut buffer.readers) } else { Tickets::new() };
        if let Some(from) = from.filter(|&from| !bytes.is_empty() && from != who) {
            self.sent.push(Sent { from, to: who, bytes: bytes.len() });
        }
        self.wake_all(writers);
        self.wake_all(readers);
        Attempt::Done(Reply::Bytes(bytes.into()))
    }

    pub(super) fn write(
        &mut self,
        who: Who,
        fd: i64,
        data: &Arc<[u8]>,
        written: &mut usize,
        blocking: bool,
    ) -> Attempt {
        if let Some(done) = self.write_regular(who.process, fd, data) {
            return done;
        }
        let found = self.file(who.process, fd).and_then(|file| self.files.outgoing(file).ok_or(Errno::BadFd));
        let id = match found {
            Ok(id) => id,
            Err(errno) => return Attempt::Done(Reply::Error(errno)),
        };
        let Some(buffer) = self.files.buffers.get_mut(&id) else {
            return Attempt::Done(Reply::Error(Errno::BadFd));
        };
        if !buffer.has_reader || !buffer.has_writer {
            return Attempt::Done(Reply::Error(Errno::BrokenPipe));
        }
        let n = buffer.put(data, *written);
        *written += n;
        if n > 0 {
            buffer.last_writer = Some(who);
        }
        let readers = if n > 0 { std::mem::take(&mut buffer.readers) } else { Tickets::new() };
        self.wake_all(readers);
        if *written < data.len() && blocking {
            return Attempt::Blocks(Why::Pipe);
        }
        Attempt::Done(Reply::Int(*written as i64))
    }

    /// Which of the descriptors are ready; one that is not open counts as ready, and reading it will say so.
    pub(super) fn poll(&self, process: ProcessId, reads: &[i64], writes: &[i64]) -> Attempt {
        let readable = |fd: &i64| self.file(process, *fd).map_or(true, |file| self.files.is_readable(file));
        let writable = |fd: &i64| self.file(process, *fd).map_or(true, |file| self.files.is_writable(file));
        let reads: Vec<i64> = reads.iter().copied().filter(readable).collect();
        let writes: Vec<i64> = writes.iter().copied().filter(writable).collect();
        if reads.is_empty() && writes.is_empty() {
            return Attempt::Blocks(Why::Select);
        }
        Attempt::Done(Reply::Ready(reads, writes))
    }

    /// Enters a ticket with everything that can make these descriptors ready.
    pub(super) fn await_files(&mut self, process: ProcessId, reads: &[i64], writes: &[i64], ticket: Ticket) {
        self.each_list(process, reads, writes, &mut |tickets| {
            tickets.insert(ticket);
        });
    }
    pub(super) fn forget_files(&mut self, process: ProcessId, reads: &[i64], writes: &[i64], ticket: Ticket) {
        self.each_list(process, reads, writes, &mut |tickets| {
            tickets.remove(&ticket);
        });
    }
    fn each_list(&mut self, process: ProcessId, reads: &[i64], writes: &[i64], visit: &mut dyn FnMut(&mut Tickets)) {
        for &fd in reads {
            let Ok(file) = self.file(process, fd) else { continue };
            if let Some(Kind::Listener { waiting, .. }) = self.files.kind_mut(file) {
                visit(waiting);
            }
            let buffer = self.files.incoming(file).and_then(|buffer| self.files.buffers.get_mut(&buffer));
            if let Some(buffer) = buffer {
                visit(&mut buffer.readers);
            }
        }
        for &fd in writes {
            let Ok(file) = self.file(process, fd) else { continue };
            let buffer = self.files.outgoing(file).and_then(|buffer| self.files.buffers.get_mut(&buffer));
            if let Some(buffer) = buffer {
                visit(&mut buffer.writers);
            }
        }
    }

    pub(super) fn shut_down(&mut self, process: ProcessId, fd: i64) -> Result<Reply, Errno> {
        let file = self.file(process, fd)?;
        let Some(Kind::Stream { outgoing, .. }) = self.files.kind(file) else { return Err(Errno::NotSocket) };
        let outgoing = *outgoing;
        self.no_more_from(outgoing, true);
        Ok(Reply::None)
    }

    /// One descriptor less names a file; the last one closes it.
    pub(super) fn let_go(&mut self, file: FileId) {
        let Some(open) = self.files.open.get_mut(&file) else { return };
        open.n_refs -= 1;
        if open.n_refs > 0 {
            return;
        }
        let Some(open) = self.files.open.remove(&file) else { return };
        match open.kind {
            Kind::ReadEnd(buffer) => self.no_more_from(buffer, false),
            Kind::WriteEnd(buffer) => self.no_more_from(buffer, true),
            Kind::Regular(opened) => self.store.close(&opened),
            Kind::Stream { incoming, outgoing, .. } => {
                self.no_more_from(outgoing, true);
                self.no_more_from(incoming, false);
            }
            Kind::Listener { port, backlog, waiting } => {
                self.files.ports.remove(&port);
                for file in backlog {
                    self.let_go(file);
                }
                self.wake_all(waiting);
            }
        }
    }

    /// One side of a buffer is gone: everybody on it is to look.
    pub(super) fn no_more_from(&mut self, id: BufferId, writer: bool) {
        let Some(buffer) = self.files.buffers.get_mut(&id) else { return };
        if writer {
            buffer.has_writer = false;
        } else {
            buffer.has_reader = false;
        }
        let (readers, writers) = (std::mem::take(&mut buffer.readers), std::mem::take(&mut buffer.writers));
        if !buffer.has_reader && !buffer.has_writer {
            self.files.buffers.remove(&id);
        }
        self.wake_all(readers);
        self.wake_all(writers);
    }
}

//! Listening and connecting on one computer; fetching from others.
//!
//! Source: `tcp(7)` on the loopback interface: a connection is made by the kernel while the listener sleeps, and waits in its
//! backlog. Gaps: other hosts refuse; there is one address; the backlog has no bound.

use std::collections::VecDeque;
use std::sync::Arc;

use super::call::{Errno, Reply, Why};
use super::file::Kind;
use super::{Attempt, Fetch, FetchId, Kernel, Tickets};
use crate::base::ids::ProcessId;
use crate::base::time::Nanos;

/// What connecting takes, measured over loopback.
pub(super) const CONNECT_LATENCY: Nanos = Nanos::from_micros(60);
/// The first port that is given to those who ask for any.
const FIRST_FREE_PORT: u16 = 49_152;
const LOCALHOST: &str = "127.0.0.1";

impl Kernel {
    pub(super) fn listen(&mut self, process: ProcessId, _host: &str, port: u16) -> Result<Reply, Errno> {
        let port = if port == 0 { self.free_port()? } else { port };
        if self.files.ports.contains_key(&port) {
            return Err(Errno::AddressInUse);
        }
        let file = self.files.make(Kind::Listener { port, backlog: VecDeque::new(), waiting: Tickets::new() });
        self.files.ports.insert(port, file);
        Ok(Reply::Int(self.install(process, file)))
    }
    fn free_port(&self) -> Result<u16, Errno> {
        (FIRST_FREE_PORT..u16::MAX).find(|port| !self.files.ports.contains_key(port)).ok_or(Errno::AddressInUse)
    }

    /// Connects; the descriptor is ready for use, whoever listens has yet to accept.
    pub(super) fn connect(&mut self, process: ProcessId, host: &str, port: u16) -> Result<i64, Errno> {
        let local = matches!(host, "" | LOCALHOST | "localhost" | "0.0.0.0" | "::1" | "::");
        let listener = self.files.ports.get(&port).copied().filter(|_| local).ok_or(Errno::Refused)?;
        self.n_tickets += 1;
        let own_port = FIRST_FREE_PORT.saturating_sub((self.n_tickets % 16_000) as u16);
        let (client, server) = self.files.streams((own_port, port));
        let Some(Kind::Listener { backlog, waiting, .. }) = self.files.kind_mut(listener) else {
            return Err(Errno::Refused);
        };
        backlog.push_back(server);
        let waiting = std::mem::take(waiting);
        self.wake_all(waiting);
        Ok(self.install(process, client))
    }

    /// A stream that ends when what was fetched is there.
    pub(super) fn fetch(&mut self, process: ProcessId, takes: Nanos, bytes: usize) -> Reply {
        let (file, buffer) = self.files.far_stream();
        self.fetches.push(Fetch { id: FetchId(buffer), takes, bytes });
        Reply::Int(self.install(process, file))
    }
    pub(super) fn await_fetch(&self, process: ProcessId, fd: i64) -> Attempt {
        match self.file(process, fd) {
            Err(errno) => Attempt::Done(Reply::Error(errno)),
            Ok(file) if self.files.is_readable(file) => Attempt::Done(Reply::Bool(true)),
            Ok(_) => Attempt::Blocks(Why::Network),
        }
    }

    pub(super) fn accept(&mut self, process: ProcessId, fd: i64) -> Attempt {
        let file = match self.file(process, fd) {
            Ok(file) => file,
            Err(errno) => return Attempt::Done(Reply::Error(errno)),
        };
        let Some(Kind::Listener { backlog, .. }) = self.files.kind_mut(file) else {
            return Attempt::Done(Reply::Error(Errno::NotSocket));
        };
        let Some(connection) = backlog.pop_front() else { return Attempt::Blocks(Why::Network) };
        let peer = match self.files.kind(connection) {
            Some(Kind::Stream { peer_port, .. }) => *peer_port,
            _ => 0,
        };
        Attempt::Done(Reply::Accepted(self.install(process, connection), LOCALHOST.into(), peer))
    }

    pub(super) fn socket_name(&self, process: ProcessId, fd: i64, peer: bool) -> Result<Reply, Errno> {
        let host: Arc<str> = LOCALHOST.into();
        match self.files.kind(self.file(process, fd)?) {
            Some(Kind::Listener { port, .. }) if !peer => Ok(Reply::Address(host, *port)),
            Some(Kind::Listener { .. }) => Err(Errno::NotConnected),
            Some(Kind::Stream { own_port, peer_port, .. }) => {
                Ok(Reply::Address(host, if peer { *peer_port } else { *own_port }))
            }
            _ => Err(Errno::NotSocket),
        }
    }
}

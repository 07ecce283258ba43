//! What can be asked of a kernel, and what it answers.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::ids::ProcessId;
use crate::base::time::Nanos;

/// A request. Descriptors are the asking process's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Call {
    Pipe,
    SocketPair,
    /// At most `n` bytes; none at the end of the stream. Not `blocking`: [`Reply::None`] when there are none yet.
    Read {
        fd: i64,
        n: usize,
        blocking: bool,
    },
    /// All of it, of which `written` bytes are gone already. Not `blocking`: as much as there is room for.
    Write {
        fd: i64,
        data: Arc<[u8]>,
        written: usize,
        blocking: bool,
    },
    Close {
        fd: i64,
    },
    Dup {
        fd: i64,
    },
    /// No more will be written.
    Shutdown {
        fd: i64,
    },
    Poll {
        reads: Vec<i64>,
        writes: Vec<i64>,
        timeout: Option<Nanos>,
    },
    Listen {
        host: Arc<str>,
        port: u16,
    },
    Accept {
        fd: i64,
    },
    Connect {
        host: Arc<str>,
        port: u16,
    },
    ConnectStart {
        host: Arc<str>,
        port: u16,
    },
    /// What a connect becomes while its latency passes.
    Connected {
        fd: i64,
    },
    /// Fetches so many bytes from afar, which takes that long: a descriptor that is ready for reading when they are there.
    Fetch {
        takes: Nanos,
        bytes: usize,
    },
    /// Waits for a fetch: whether it came in time.
    Fetched {
        fd: i64,
        timeout: Option<Nanos>,
    },
    /// The own address of a socket, or its peer's.
    Name {
        fd: i64,
        peer: bool,
    },
    SemNew {
        value: i64,
        max: i64,
        kind: SemKind,
    },
    SemAcquire {
        id: i64,
        timeout: Option<Nanos>,
    },
    SemRelease {
        id: i64,
    },
    SemValue {
        id: i64,
    },
    SemCount {
        id: i64,
    },
    SemIsMine {
        id: i64,
    },
    ShmNew {
        size: usize,
    },
    ShmSize {
        id: i64,
    },
    ShmRead {
        id: i64,
        offset: usize,
        n: usize,
    },
    ShmWrite {
        id: i64,
        offset: usize,
        data: Arc<[u8]>,
    },
    ShmFree {
        id: i64,
    },
    /// A file, with the flags of `open(2)`.
    Open {
        path: Arc<str>,
        flags: i64,
    },
    Seek {
        fd: i64,
        offset: i64,
        whence: i64,
    },
    Truncate {
        fd: i64,
        size: usize,
    },
    StatFd {
        fd: i64,
    },
    Stat {
        path: Arc<str>,
    },
    List {
        path: Arc<str>,
    },
    MakeDir {
        path: Arc<str>,
    },
    Remove {
        path: Arc<str>,
        folder: bool,
    },
    Rename {
        path: Arc<str>,
        to: Arc<str>,
    },
    Fork {
        name: Arc<str>,
    },
    Spawn {
        name: Arc<str>,
        method: Arc<str>,
        payload: Arc<[u8]>,
        fds: Vec<i64>,
    },
    WaitPid {
        pid: i64,
        timeout: Option<Nanos>,
    },
    Kill {
        pid: i64,
        signal: i32,
    },
    GetPpid,
}

impl Call {
    /// How long it may block.
    pub(super) fn timeout(&self) -> Option<Nanos> {
        match self {
            Call::Poll { timeout, .. }
            | Call::Fetched { timeout, .. }
            | Call::SemAcquire { timeout, .. }
            | Call::WaitPid { timeout, .. } => *timeout,
            _ => None,
        }
    }
    /// The answer when nothing came in time.
    pub(super) fn timed_out(&self) -> Reply {
        match self {
            Call::SemAcquire { .. } | Call::Fetched { .. } => Reply::Bool(false),
            Call::Poll { .. } => Reply::Ready(Vec::new(), Vec::new()),
            Call::Connected { fd } => Reply::Int(*fd),
            _ => Reply::None,
        }
    }
    /// Bytes that it moves.
    pub fn bytes(&self) -> usize {
        match self {
            Call::Write { data, .. } | Call::ShmWrite { data, .. } => data.len(),
            _ => 0,
        }
    }
    /// Bytes that a read has room for.
    pub fn room(&self) -> usize {
        match self {
            Call::Read { n, .. } => *n,
            _ => 0,
        }
    }
    /// CPython makes a system call for it and lets go of the GIL meanwhile.
    pub fn lets_go(&self) -> bool {
        matches!(
            self,
            Call::Read { .. }
                | Call::Write { .. }
                | Call::Poll { .. }
                | Call::Accept { .. }
                | Call::Connect { .. }
                | Call::Fetched { .. }
                | Call::WaitPid { .. }
                | Call::Open { .. }
                | Call::Stat { .. }
                | Call::List { .. }
                | Call::MakeDir { .. }
                | Call::Remove { .. }
                | Call::Rename { .. }
        )
    }
}

/// Which of `SemLock`'s kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SemKind {
    /// `multiprocessing.Lock`: anybody may release it.
    Lock,
    /// `multiprocessing.RLock`
    RLock,
    Semaphore,
}

/// What comes back to Python.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Reply {
    None,
    Bool(bool),
    Int(i64),
    Bytes(Arc<[u8]>),
    Pair(i64, i64),
    /// Descriptors ready for reading and for writing.
    Ready(Vec<i64>, Vec<i64>),
    /// An address.
    Address(Arc<str>, u16),
    /// A connection and where it came from.
    Accepted(i64, Arc<str>, u16),
    /// What is known of a file.
    Numbers(Vec<i64>),
    Names(Vec<Arc<str>>),
    Error(Errno),
}

/// What went wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Errno {
    NoProcess,
    BadFd,
    NoChild,
    Invalid,
    BrokenPipe,
    NotSocket,
    AddressInUse,
    NotConnected,
    Refused,
    /// A semaphore was released once too often: ValueError.
    ReleasedTooOften,
    /// A recursive lock that the thread does not have was released: AssertionError.
    NotOwned,
    /// Where processes are really run, none can be copied.
    NoFork,
    TooManyProcesses,
    NoFile,
    Exists,
    NotFolder,
    IsFolder,
    NotEmpty,
    NoSpace,
    IllegalSeek,
}

impl Errno {
    /// Linux's number and text.
    pub const fn text(self) -> (i64, &'static str) {
        match self {
            Errno::NoProcess => (3, "No such process"),
            Errno::BadFd => (9, "Bad file descriptor"),
            Errno::NoChild => (10, "No child processes"),
            Errno::Invalid => (22, "Invalid argument"),
            Errno::BrokenPipe => (32, "Broken pipe"),
            Errno::NotSocket => (88, "Socket operation on non-socket"),
            Errno::AddressInUse => (98, "Address already in use"),
            Errno::NotConnected => (107, "Transport endpoint is not connected"),
            Errno::Refused => (111, "Connection refused"),
            Errno::NoFile => (2, "No such file or directory"),
            Errno::Exists => (17, "File exists"),
            Errno::NotFolder => (20, "Not a directory"),
            Errno::IsFolder => (21, "Is a directory"),
            Errno::NotEmpty => (39, "Directory not empty"),
            Errno::NoSpace => (28, "No space left on device"),
            Errno::IllegalSeek => (29, "Illegal seek"),
            Errno::TooManyProcesses => (11, "Resource temporarily unavailable"),
            Errno::NoFork => (38, "A real run cannot fork: use the start method 'spawn' or 'forkserver'"),
            Errno::ReleasedTooOften => (0, "semaphore or lock released too many times"),
            Errno::NotOwned => (0, "attempt to release recursive lock not owned by thread"),
        }
    }
}

/// What a thread blocks on, for the record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    Pipe,
    /// `poll`: an event loop's select, or `connection.wait`.
    Select,
    Network,
    Semaphore(i64),
    Process(ProcessId),
}

/// What becomes of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    Done(Reply),
    /// It blocks without the GIL, at most for so long.
    Blocks {
        why: Why,
        at_most: Option<Nanos>,
    },
    /// The driver is to start a process and answer its pid.
    Starts(NewProcess),
    /// The driver is to end a process so and to answer None.
    Kills {
        process: ProcessId,
        signal: i32,
    },
}

/// A process to be started.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewProcess {
    /// A copy of the asking one with only the asking thread; the copy gets 0.
    Fork { name: Arc<str> },
    /// A new interpreter that calls `multiprocessing.spawn.spawn_main(payload)`.
    Fresh { name: Arc<str>, method: Arc<str>, payload: Arc<[u8]>, fds: Vec<i64> },
}

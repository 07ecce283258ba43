//! Between Python values and what a kernel is asked (`kernel/call.rs`).

use std::sync::Arc;

use super::kernel::{Call, Errno, NewProcess, Reply, SemKind, pid_of};
use super::{Activity, Process};
use crate::base::ids::ThreadId;
use crate::base::time::Nanos;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// What a `_kernel` function comes to.
pub(super) enum Asked {
    /// Answered here.
    Answer(Value),
    /// For the driver.
    Call(Call),
}

/// Longest request for bytes or shared memory.
const MAX_BYTES: i64 = 1 << 28;

impl Process {
    /// Makes a request of a call's name (without `_kernel.`) and arguments.
    pub(super) fn kernel_call(&mut self, name: &str, args: &[Value]) -> Result<Asked, Obj> {
        let arg = |at: usize| args.get(at).copied().unwrap_or(Value::None);
        let call = match name {
            "pipe" => Call::Pipe,
            "socketpair" => Call::SocketPair,
            "read" | "read_nb" => Call::Read { fd: self.int(arg(0))?, n: self.size(arg(1))?, blocking: name == "read" },
            "write" | "write_nb" => {
                let (fd, data) = (self.int(arg(0))?, self.data(arg(1))?);
                Call::Write { fd, data, written: 0, blocking: name == "write" }
            }
            "close" => Call::Close { fd: self.int(arg(0))? },
            "dup" => Call::Dup { fd: self.int(arg(0))? },
            "shutdown" => Call::Shutdown { fd: self.int(arg(0))? },
            "poll" => {
                Call::Poll { reads: self.ints(arg(0))?, writes: self.ints(arg(1))?, timeout: self.timeout(arg(2))? }
            }
            "listen" | "connect" | "connect_start" => {
                let (host, port) = (self.text(arg(0))?, self.port(arg(1))?);
                match name {
                    "listen" => Call::Listen { host, port },
                    "connect" => Call::Connect { host, port },
                    _ => Call::ConnectStart { host, port },
                }
            }
            "fetch" => Call::Fetch { takes: self.timeout(arg(0))?.unwrap_or_default(), bytes: self.size(arg(1))? },
            "fetched" => Call::Fetched { fd: self.int(arg(0))?, timeout: self.timeout(arg(1))? },
            "accept" => Call::Accept { fd: self.int(arg(0))? },
            "sockname" | "peername" => Call::Name { fd: self.int(arg(0))?, peer: name == "peername" },
            _ if name.starts_with("file_") => self.file_call(name, arg(0), arg(1), arg(2))?,
            _ if name.starts_with("sem_") || name.starts_with("shm_") => {
                self.memory_call(name, arg(0), arg(1), arg(2))?
            }
            _ => return self.process_call(name, args),
        };
        Ok(Asked::Call(call))
    }

    fn memory_call(&mut self, name: &str, first: Value, second: Value, third: Value) -> Result<Call, Obj> {
        let id = self.int(first)?;
        Ok(match name {
            "sem_new" => {
                let kind = match &*self.text(third)? {
                    "lock" => SemKind::Lock,
                    "rlock" => SemKind::RLock,
                    _ => SemKind::Semaphore,
                };
                Call::SemNew { value: id, max: self.int(second)?, kind }
            }
            "sem_acquire" => {
                let blocking = third.is_none() || self.machine.core.truth(third).unwrap_or(true);
                let timeout = if blocking { self.timeout(second)? } else { Some(Nanos::ZERO) };
                Call::SemAcquire { id, timeout }
            }
            "sem_release" => Call::SemRelease { id },
            "sem_value" => Call::SemValue { id },
            "sem_count" => Call::SemCount { id },
            "sem_is_mine" => Call::SemIsMine { id },
            "shm_new" => Call::ShmNew { size: self.size(first)? },
            "shm_size" => Call::ShmSize { id },
            "shm_read" => Call::ShmRead { id, offset: self.size(second)?, n: self.size(third)? },
            "shm_write" => Call::ShmWrite { id, offset: self.size(second)?, data: self.data(third)? },
            "shm_free" => Call::ShmFree { id },
            _ => return Err(self.error(types::NOT_IMPLEMENTED_ERROR, &format!("no kernel call '{name}'"))),
        })
    }

    fn file_call(&mut self, name: &str, first: Value, second: Value, third: Value) -> Result<Call, Obj> {
        match name {
            "file_seek" => {
                let (fd, offset, whence) = (self.int(first)?, self.int(second)?, self.int(third)?);
                return Ok(Call::Seek { fd, offset, whence });
            }
            "file_truncate" => return Ok(Call::Truncate { fd: self.int(first)?, size: self.size(second)? }),
            "file_stat_fd" => return Ok(Call::StatFd { fd: self.int(first)? }),
            _ => {}
        }
        let path = self.text(first)?;
        Ok(match name {
            "file_open" => Call::Open { path, flags: self.int(second)? },
            "file_stat" => Call::Stat { path },
            "file_list" => Call::List { path },
            "file_mkdir" => Call::MakeDir { path },
            "file_remove" => Call::Remove { path, folder: self.machine.core.truth(second).unwrap_or(false) },
            _ => Call::Rename { path, to: self.text(second)? },
        })
    }

    fn process_call(&mut self, name: &str, args: &[Value]) -> Result<Asked, Obj> {
        let arg = |at: usize| args.get(at).copied().unwrap_or(Value::None);
        let call = match name {
            "getpid" => return Ok(Asked::Answer(Value::Int(pid_of(self.id)))),
            "main_source" => {
                let (path, text) = (self.filename.to_string(), Arc::clone(&self.source));
                let items = [self.machine.core.str(&path), self.machine.core.heap.str(text)];
                return Ok(Asked::Answer(self.machine.core.tuple(&items)));
            }
            "cpu_count" => return Ok(Asked::Answer(Value::Int(i64::from(self.cpu_count)))),
            "latency" => return Ok(Asked::Answer(self.machine.core.str(self.latency.name()))),
            "default_start_method" => {
                let fork = self.machine.core.profile.version < (3, 14, 0);
                return Ok(Asked::Answer(self.machine.core.str(if fork { "fork" } else { "forkserver" })));
            }
            "getppid" => Call::GetPpid,
            "fork" => Call::Fork { name: self.text(arg(0))? },
            "spawn" => Call::Spawn {
                name: self.text(arg(0))?,
                method: self.text(arg(1))?,
                payload: self.data(arg(2))?,
                fds: if arg(3).is_none() { Vec::new() } else { self.ints(arg(3))? },
            },
            "waitpid" => Call::WaitPid { pid: self.int(arg(0))?, timeout: self.timeout(arg(1))? },
            "kill" => Call::Kill { pid: self.int(arg(0))?, signal: self.int(arg(1))?.clamp(0, 64) as i32 },
            _ => return Err(self.error(types::NOT_IMPLEMENTED_ERROR, &format!("no kernel call '{name}'"))),
        };
        Ok(Asked::Call(call))
    }

    // ---- arguments ----

    fn int(&mut self, value: Value) -> Result<i64, Obj> {
        match self.machine.core.heap.as_i64(value) {
            Some(int) => Ok(int),
            None => {
                let text = format!("an integer is required (got type {})", self.machine.core.type_name(value));
                Err(self.error(types::TYPE_ERROR, &text))
            }
        }
    }
    fn size(&mut self, value: Value) -> Result<usize, Obj> {
        let n = self.int(value)?;
        if !(0..=MAX_BYTES).contains(&n) {
            return Err(self.error(types::VALUE_ERROR, "size out of range"));
        }
        Ok(n as usize)
    }
    fn port(&mut self, value: Value) -> Result<u16, Obj> {
        let port = self.int(value)?;
        u16::try_from(port).map_err(|_| self.error(types::OVERFLOW_ERROR, "port must be 0-65535."))
    }
    fn text(&mut self, value: Value) -> Result<Arc<str>, Obj> {
        match self.machine.core.heap.as_str(value) {
            Some(text) => Ok(text.as_str().into()),
            None if value.is_none() => Ok("".into()),
            None => Err(self.error(types::TYPE_ERROR, "a string is required")),
        }
    }
    fn data(&mut self, value: Value) -> Result<Arc<[u8]>, Obj> {
        match self.machine.core.heap.as_bytes(value) {
            Some(bytes) => Ok(bytes.into()),
            None => {
                let text = format!("a bytes-like object is required, not '{}'", self.machine.core.type_name(value));
                Err(self.error(types::TYPE_ERROR, &text))
            }
        }
    }
    fn ints(&mut self, value: Value) -> Result<Vec<i64>, Obj> {
        let heap = &self.machine.core.heap;
        let items = heap.as_list(value).cloned().or_else(|| heap.as_tuple(value).map(<[Value]>::to_vec));
        let items = items.ok_or_else(|| self.error(types::TYPE_ERROR, "a list of descriptors is required"))?;
        items.into_iter().map(|item| self.int(item)).collect()
    }
    /// Seconds; `None` for without limit. Rounded up, as CPython rounds time-outs.
    fn timeout(&mut self, value: Value) -> Result<Option<Nanos>, Obj> {
        if value.is_none() {
            return Ok(None);
        }
        let heap = &self.machine.core.heap;
        match heap.as_f64(value).or_else(|| heap.as_i64(value).map(|seconds| seconds as f64)) {
            Some(seconds) if seconds.is_nan() => {
                Err(self.error(types::VALUE_ERROR, "Invalid value NaN (not a number)"))
            }
            Some(seconds) => Ok(Some(Nanos((seconds.clamp(0.0, 9e9) * 1e9).ceil() as u64))),
            None => Err(self.error(types::TYPE_ERROR, "timeout must be a real number or None")),
        }
    }

    // ---- answers ----

    /// Hands a thread the kernel's answer; it can run.
    pub fn answered(&mut self, thread: ThreadId, reply: Reply) {
        let answer = match self.interrupts.remove(&thread) {
            Some(exc) => Err(exc),
            None => self.value_of(reply),
        };
        self.machine.resume(thread, answer);
        self.threads[thread].activity = Activity::Runnable;
    }

    /// Hands a thread the answer to its `fork` or `spawn`.
    pub fn answered_pid(&mut self, thread: ThreadId, pid: i64) {
        self.answered(thread, Reply::Int(pid));
    }

    /// Raises an exception as a thread's answer.
    pub fn raised(&mut self, thread: ThreadId, exc: Obj) {
        self.machine.resume(thread, Err(exc));
        self.threads[thread].activity = Activity::Runnable;
    }
    /// `BlockingIOError`: no more processes.
    pub fn refused_process(&mut self) -> Obj {
        let text = self.machine.core.str("Resource temporarily unavailable");
        self.machine.core.new_exception(types::BLOCKING_IO_ERROR, &[Value::Int(11), text])
    }
    /// The thread's call has to be waited for.
    pub fn blocks_on_kernel(&mut self, thread: ThreadId) {
        self.threads[thread].activity = Activity::Kernel;
    }

    fn value_of(&mut self, reply: Reply) -> Result<Value, Obj> {
        let core = &mut self.machine.core;
        let ints = |fds: Vec<i64>| fds.into_iter().map(Value::Int).collect::<Vec<Value>>();
        Ok(match reply {
            Reply::None => Value::None,
            Reply::Bool(truth) => Value::Bool(truth),
            Reply::Int(int) => Value::Int(int),
            Reply::Bytes(bytes) => core.heap.bytes_value(bytes),
            Reply::Pair(a, b) => core.tuple(&[Value::Int(a), Value::Int(b)]),
            Reply::Ready(reads, writes) => {
                let lists = [core.heap.list(ints(reads)), core.heap.list(ints(writes))];
                core.tuple(&lists)
            }
            Reply::Address(host, port) => {
                let host = core.heap.str(host);
                core.tuple(&[host, Value::Int(i64::from(port))])
            }
            Reply::Accepted(fd, host, port) => {
                let host = core.heap.str(host);
                let address = core.tuple(&[host, Value::Int(i64::from(port))]);
                core.tuple(&[Value::Int(fd), address])
            }
            Reply::Numbers(numbers) => core.tuple(&ints(numbers)),
            Reply::Names(names) => {
                let names = names.into_iter().map(|name| core.heap.str(name)).collect();
                core.heap.list(names)
            }
            Reply::Error(errno) => return Err(self.kernel_error(errno)),
        })
    }

    fn kernel_error(&mut self, errno: Errno) -> Obj {
        let (number, text) = errno.text();
        let class = match errno {
            Errno::ReleasedTooOften => return self.error(types::VALUE_ERROR, text),
            Errno::NotOwned => return self.error(types::ASSERTION_ERROR, text),
            Errno::NoFile => types::FILE_NOT_FOUND_ERROR,
            Errno::Exists => types::FILE_EXISTS_ERROR,
            Errno::NotFolder => types::NOT_A_DIRECTORY_ERROR,
            Errno::IsFolder => types::IS_A_DIRECTORY_ERROR,
            Errno::NoProcess => types::PROCESS_LOOKUP_ERROR,
            Errno::NoChild => types::CHILD_PROCESS_ERROR,
            Errno::BrokenPipe => types::BROKEN_PIPE_ERROR,
            Errno::Refused => types::CONNECTION_REFUSED_ERROR,
            _ => types::OS_ERROR,
        };
        let text = self.machine.core.str(text);
        self.machine.core.new_exception(class, &[Value::Int(number), text])
    }
}

impl NewProcess {
    /// As `Process.name` calls it.
    pub fn name(&self) -> &Arc<str> {
        match self {
            NewProcess::Fork { name } | NewProcess::Fresh { name, .. } => name,
        }
    }
}

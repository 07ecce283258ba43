//! The module `_kernel`: what lies outside one process (descriptors, pipes, sockets, semaphores, shared memory, processes).
//!
//! Every function is answered by the process layer (`process/ask.rs`) and whoever drives it: here are only their names and
//! signatures. `multiprocessing`, `asyncio` and `socket` are written over them.

use crate::vm::core::Core;
use crate::vm::effect::Effect;
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult};
use crate::vm::value::{Obj, Value};

/// A native that asks for the call of its own name.
macro_rules! ask {
    ($name:literal, $signature:literal) => {
        NativeDef::function($name, $signature, |core, args| ask(core, concat!("_kernel.", $name), args))
    };
}

pub static KERNEL: ModuleDef = ModuleDef {
    name: "_kernel",
    natives: &[
        ask!("pipe", "").nanos(1_500),
        ask!("socketpair", "").nanos(3_000),
        ask!("read", "fd, n, /"),
        ask!("read_nb", "fd, n, /"),
        ask!("write", "fd, data, /"),
        ask!("write_nb", "fd, data, /"),
        ask!("close", "fd, /"),
        ask!("dup", "fd, /"),
        ask!("shutdown", "fd, /"),
        ask!("poll", "rfds, wfds, timeout=, /"),
        ask!("listen", "host, port, /").nanos(5_000),
        ask!("accept", "fd, /").nanos(2_000),
        ask!("connect", "host, port, /").nanos(5_000),
        ask!("connect_start", "host, port, /").nanos(5_000),
        ask!("fetch", "seconds, n, /").nanos(20_000),
        ask!("fetched", "fd, timeout=, /"),
        ask!("sockname", "fd, /"),
        ask!("peername", "fd, /"),
        ask!("sem_new", "value, maxvalue, kind, /").nanos(5_000),
        ask!("sem_acquire", "id, timeout=, blocking=, /"),
        ask!("sem_release", "id, /"),
        ask!("sem_value", "id, /"),
        ask!("sem_count", "id, /"),
        ask!("sem_is_mine", "id, /"),
        ask!("shm_new", "size, /").nanos(10_000),
        ask!("shm_size", "id, /"),
        ask!("shm_read", "id, offset, n, /"),
        ask!("shm_write", "id, offset, data, /"),
        ask!("shm_free", "id, /"),
        ask!("file_open", "path, flags, /"),
        ask!("file_seek", "fd, offset, whence, /"),
        ask!("file_truncate", "fd, size, /"),
        ask!("file_stat_fd", "fd, /"),
        ask!("file_stat", "path, /"),
        ask!("file_list", "path, /"),
        ask!("file_mkdir", "path, /"),
        ask!("file_remove", "path, folder, /"),
        ask!("file_rename", "path, to, /"),
        ask!("fork", "name, /"),
        ask!("spawn", "name, start_method, payload, fds=, /"),
        NativeDef::function("exit", "status, /", exit),
        ask!("waitpid", "pid, timeout=, /"),
        ask!("kill", "pid, signum, /"),
        ask!("getpid", ""),
        ask!("getppid", ""),
        ask!("main_source", ""),
        ask!("cpu_count", ""),
        ask!("latency", ""),
        ask!("default_start_method", ""),
    ],
    attributes: no_more,
};

fn no_more(_: &mut Core, _: Obj) {}

/// `os._exit`
fn exit(core: &mut Core, args: &[Value]) -> NativeResult {
    let status = core.index_arg(args, 0)?;
    Err(Break::Want(Box::new(Effect::ExitProcess { status: (status & 0xff) as i32 })))
}

fn ask(core: &mut Core, call: &str, args: &[Value]) -> NativeResult {
    let given: Vec<Value> = args.iter().map(|&arg| if arg.is_null() { Value::None } else { arg }).collect();
    let args = core.tuple(&given);
    Err(Break::Want(Box::new(Effect::Host { call: call.into(), args })))
}

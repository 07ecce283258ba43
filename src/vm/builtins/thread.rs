//! The module `_thread`, and the classes `lock` and `RLock`.
//!
//! Source: `Modules/_threadmodule.c` of CPython 3.14. An uncontended acquire or release happens here and now; only waiting and
//! waking are effects. Joining is by ident, which stands for the handle.

use crate::base::ids::ThreadId;
use crate::base::time::Nanos;
use crate::vm::core::Core;
use crate::vm::effect::{Effect, ThreadEffect};
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, TypeDef};
use crate::vm::object::{LockData, Object};
use crate::vm::types;
use crate::vm::value::{Obj, Value};

pub static THREAD: ModuleDef = ModuleDef {
    name: "_thread",
    natives: &[
        NativeDef::function("allocate_lock", "", |core, _| new_lock(core, false)).nanos(35),
        NativeDef::function("RLock", "", |core, _| new_lock(core, true)).nanos(40),
        NativeDef::function("start_new_thread", "function, args, kwargs=, /", start_new_thread).nanos(2_000),
        NativeDef::function("start_joinable_thread", "function, handle=, daemon=", start_joinable_thread).nanos(2_000),
        NativeDef::function("get_ident", "", |core, _| Ok(Value::Int(ident(core.current_thread())))).nanos(10),
        NativeDef::function("get_native_id", "", |core, _| Ok(Value::Int(native_id(core.current_thread())))).nanos(10),
        NativeDef::function("_main_ident", "", |_, _| Ok(Value::Int(ident(ThreadId(0))))).nanos(10),
        NativeDef::function("_join", "handle, timeout=, /", join),
        NativeDef::function("_is_done", "handle, /", is_done),
        NativeDef::function("_count", "", |_, _| want(Effect::Thread(ThreadEffect::Count))),
        NativeDef::function("_print_exception", "prefix, exception, /", print_exception),
        NativeDef::function("exit", "", |core, _| Err(core.raise_bare(types::SYSTEM_EXIT))),
    ],
    attributes: |core, module| {
        core.module_set(module, "LockType", Value::Obj(types::LOCK));
        core.module_set(module, "error", Value::Obj(types::RUNTIME_ERROR));
        core.module_set(module, "TIMEOUT_MAX", Value::Float(MAX_TIMEOUT_SECONDS));
    },
};

pub static LOCK: TypeDef = TypeDef::new(
    types::LOCK,
    &[
        NativeDef::method("acquire", "self, blocking=, timeout=", acquire).nanos(20),
        NativeDef::method("release", "self, /", release).nanos(20),
        NativeDef::method("locked", "self, /", locked),
        NativeDef::method("__enter__", "self, /", enter).nanos(20),
        NativeDef::method("__exit__", "self, type, value, traceback, /", release_on_exit).nanos(20),
    ],
);

pub static RLOCK: TypeDef = TypeDef::new(
    types::RLOCK,
    &[
        NativeDef::method("acquire", "self, blocking=, timeout=", acquire).nanos(25),
        NativeDef::method("release", "self, /", release).nanos(25),
        NativeDef::method("locked", "self, /", locked),
        NativeDef::method("__enter__", "self, /", enter).nanos(25),
        NativeDef::method("__exit__", "self, type, value, traceback, /", release_on_exit).nanos(25),
        NativeDef::method("_is_owned", "self, /", is_owned),
        NativeDef::method("_recursion_count", "self, /", recursion_count),
        NativeDef::method("_release_save", "self, /", release_save),
        NativeDef::method("_acquire_restore", "self, state, /", acquire_restore),
    ],
);

const MAX_TIMEOUT_SECONDS: f64 = 9_223_372_036.0;
const FIRST_IDENT: i64 = 0x7f3a_0000_0000;
const IDENT_STEP: i64 = 0x0100_0000;

/// `threading.get_ident()` of a thread: a number like the addresses that CPython gives.
pub fn ident(thread: ThreadId) -> i64 {
    FIRST_IDENT + i64::from(thread.0) * IDENT_STEP
}

/// `threading.get_native_id()` of a thread.
pub fn native_id(thread: ThreadId) -> i64 {
    1_000 + i64::from(thread.0)
}

/// The thread of an ident.
fn thread_of(core: &mut Core, args: &[Value]) -> Result<ThreadId, Break> {
    let number = core.index_arg(args, 0)? - FIRST_IDENT;
    match u32::try_from(number / IDENT_STEP) {
        Ok(thread) if number % IDENT_STEP == 0 => Ok(ThreadId(thread)),
        _ => Err(core.runtime_error("no such thread")),
    }
}

fn want(effect: Effect) -> NativeResult {
    Err(Break::Want(Box::new(effect)))
}

fn new_lock(core: &mut Core, reentrant: bool) -> NativeResult {
    let lock = LockData { reentrant, ..LockData::default() };
    Ok(Value::Obj(core.heap.alloc(Object::Lock(Box::new(lock)))))
}

fn start_new_thread(core: &mut Core, args: &[Value]) -> NativeResult {
    if core.heap.as_tuple(args[1]).is_none() {
        return Err(core.type_error("2nd arg must be a tuple"));
    }
    want(Effect::StartThread { callable: args[0], args: args[1], kwargs: args[2], daemon: true })
}

fn start_joinable_thread(core: &mut Core, args: &[Value]) -> NativeResult {
    let daemon = args[2].is_null() || core.truth_arg(args, 2)?;
    let none = core.tuple(&[]);
    want(Effect::StartThread { callable: args[0], args: none, kwargs: Value::Null, daemon })
}

/// A time-out in seconds: `None` for none or -1.
fn timeout_arg(core: &mut Core, args: &[Value], arg: usize) -> Result<Option<f64>, Break> {
    if args[arg].is_null() || args[arg].is_none() {
        return Ok(None);
    }
    let seconds = core.float_arg(args, arg)?;
    if seconds.is_nan() {
        return Err(core.value_error("Invalid value NaN (not a number)"));
    }
    if seconds > MAX_TIMEOUT_SECONDS {
        return Err(core.overflow_error("timeout value is too large"));
    }
    Ok((seconds != -1.0).then_some(seconds))
}

fn nanos(seconds: f64) -> Nanos {
    Nanos((seconds.max(0.0) * 1e9).ceil() as u64)
}

fn join(core: &mut Core, args: &[Value]) -> NativeResult {
    let thread = thread_of(core, args)?;
    let timeout = timeout_arg(core, args, 1)?.map(nanos);
    want(Effect::Thread(ThreadEffect::Join { thread, timeout }))
}

fn is_done(core: &mut Core, args: &[Value]) -> NativeResult {
    let thread = thread_of(core, args)?;
    want(Effect::Thread(ThreadEffect::IsAlive(thread)))
}

fn print_exception(core: &mut Core, args: &[Value]) -> NativeResult {
    let args = core.tuple(args);
    want(Effect::Host { call: "print_exception", args })
}

// ---- locks ----

fn handle(args: &[Value]) -> Obj {
    args[0].obj().unwrap_or(Obj(0))
}

fn data<'a>(core: &'a mut Core, args: &[Value]) -> Result<&'a mut LockData, Break> {
    if !matches!(core.heap.get(handle(args)), Object::Lock(_)) {
        return Err(core.type_error("a lock is required"));
    }
    match core.heap.get_mut(handle(args)) {
        Object::Lock(lock) => Ok(lock),
        _ => Err(Break::Convert { arg: 0, to: crate::vm::native::Conversion::Index }),
    }
}

/// Takes the lock if that can be done at once.
fn try_take(core: &mut Core, args: &[Value]) -> Result<bool, Break> {
    let thread = core.current_thread();
    let lock = data(core, args)?;
    if !lock.locked {
        (lock.locked, lock.owner, lock.depth) = (true, Some(thread), 1);
        return Ok(true);
    }
    let again = lock.reentrant && lock.owner == Some(thread);
    lock.depth += u32::from(again);
    Ok(again)
}

fn acquire(core: &mut Core, args: &[Value]) -> NativeResult {
    let blocking = args[1].is_null() || core.truth_arg(args, 1)?;
    let timeout = timeout_arg(core, args, 2)?;
    if !blocking && timeout.is_some() {
        return Err(core.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout.is_some_and(|seconds| seconds < 0.0) {
        return Err(core.value_error("timeout value must be a non-negative number"));
    }
    if try_take(core, args)? {
        return Ok(Value::Bool(true));
    }
    if !blocking || timeout == Some(0.0) {
        return Ok(Value::Bool(false));
    }
    want(Effect::LockAcquire { lock: handle(args), timeout: timeout.map(nanos) })
}

fn enter(core: &mut Core, args: &[Value]) -> NativeResult {
    if try_take(core, args)? {
        return Ok(Value::Bool(true));
    }
    want(Effect::LockAcquire { lock: handle(args), timeout: None })
}

/// Frees the lock, `all` levels of an RLock at once; answers whether somebody waits for it.
fn give_back(core: &mut Core, args: &[Value], all: bool) -> Result<bool, Break> {
    let thread = core.current_thread();
    let lock = data(core, args)?;
    if lock.reentrant && (!lock.locked || lock.owner != Some(thread)) {
        return Err(core.runtime_error("cannot release un-acquired lock"));
    }
    if !lock.locked {
        return Err(core.runtime_error("release unlocked lock"));
    }
    lock.depth = if all { 0 } else { lock.depth.saturating_sub(1) };
    if lock.depth > 0 {
        return Ok(false);
    }
    (lock.locked, lock.owner) = (false, None);
    Ok(!lock.waiters.is_empty())
}

fn release(core: &mut Core, args: &[Value]) -> NativeResult {
    if give_back(core, args, false)? {
        return want(Effect::LockReleased { lock: handle(args) });
    }
    Ok(Value::None)
}

fn release_on_exit(core: &mut Core, args: &[Value]) -> NativeResult {
    release(core, args)
}

fn locked(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Bool(data(core, args)?.locked))
}

fn is_owned(core: &mut Core, args: &[Value]) -> NativeResult {
    let thread = core.current_thread();
    let lock = data(core, args)?;
    Ok(Value::Bool(lock.locked && lock.owner == Some(thread)))
}

fn recursion_count(core: &mut Core, args: &[Value]) -> NativeResult {
    let thread = core.current_thread();
    let lock = data(core, args)?;
    Ok(Value::Int(if lock.owner == Some(thread) { i64::from(lock.depth) } else { 0 }))
}

/// Frees an RLock wholly; the answer, when nobody waits, is how deep it was held.
fn release_save(core: &mut Core, args: &[Value]) -> NativeResult {
    let depth = i64::from(data(core, args)?.depth);
    if give_back(core, args, true)? {
        return want(Effect::LockReleased { lock: handle(args) });
    }
    Ok(Value::Int(depth))
}

fn acquire_restore(core: &mut Core, args: &[Value]) -> NativeResult {
    let depth = core.heap.as_i64(args[1]).and_then(|depth| u32::try_from(depth).ok()).unwrap_or(1).max(1);
    if try_take(core, args)? {
        data(core, args)?.depth = depth;
        return Ok(Value::None);
    }
    want(Effect::LockAcquire { lock: handle(args), timeout: None })
}

//! The module `_thread`: locks, identities, starting threads. Source: `Modules/_threadmodule.c`, `Python/lock.c`.
//!
//! A free lock is taken, and one without waiters released, by the machine alone; blocking and waking are effects.

use super::sys::lazy_attribute;
use crate::base::ids::ThreadId;
use crate::base::time::Nanos;
use crate::vm::core::Core;
use crate::vm::effect::{Effect, ThreadEffect};
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, TypeDef};
use crate::vm::object::{LockData, Object};
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// The module `_thread`.
pub static THREAD: ModuleDef = ModuleDef {
    name: "_thread",
    natives: &[
        NativeDef::function("allocate_lock", "", |core, _| Ok(new_lock(core, false))),
        NativeDef::function("start_new_thread", "function, args, kwargs=, /", start_new_thread).nanos(30_000),
        NativeDef::function("start_joinable_thread", "function, *, daemon=, args=, kwargs=", start_joinable)
            .nanos(30_000),
        NativeDef::function("get_ident", "", |core, _| Ok(Value::Int(ident(core.current_thread().0)))),
        NativeDef::function("get_native_id", "", |core, _| Ok(Value::Int(native_id(core.current_thread().0)))),
        NativeDef::function("_count", "", |_, _| Err(Break::Want(Box::new(Effect::Thread(ThreadEffect::Count))))),
        NativeDef::function("exit", "", |core, _| Err(core.raise_bare(types::SYSTEM_EXIT))),
        NativeDef::function("_main_ident", "", |_, _| Ok(Value::Int(ident(0)))),
        NativeDef::function("_join", "ident, timeout=, /", join),
        NativeDef::function("_is_done", "ident, /", is_done),
        NativeDef::function("_print_exception", "prefix, exception, /", print_exception),
        NativeDef::function("_format_exception", "exception, /", format_exception),
        NativeDef::function("__getattr__", "name, /", |core, args| {
            lazy_attribute(core, "_thread", "_threads", args[0])
        }),
    ],
    attributes: constants,
};

/// The lock classes.
pub static LOCKS: &[&TypeDef] = &[
    &TypeDef::new(
        types::LOCK,
        &[
            NativeDef::static_method("__new__", "cls, /", |core, _| Ok(new_lock(core, false))).nanos(40),
            NativeDef::method("acquire", "self, blocking=, timeout=", acquire).nanos(0),
            NativeDef::method("acquire_lock", "self, blocking=, timeout=", acquire).nanos(0),
            NativeDef::method("release", "self, /", release).nanos(0),
            NativeDef::method("release_lock", "self, /", release).nanos(0),
            NativeDef::method("locked", "self, /", locked),
            NativeDef::method("__enter__", "self, /", enter).nanos(0),
            NativeDef::method("__exit__", "self, /, *args", |core, args| release(core, &args[..1])).nanos(0),
            NativeDef::method("_at_fork_reinit", "self, /", reinit),
        ],
    ),
    &TypeDef::new(
        types::RLOCK,
        &[
            NativeDef::static_method("__new__", "cls, /", |core, _| Ok(new_lock(core, true))).nanos(40),
            NativeDef::method("acquire", "self, blocking=, timeout=", acquire).nanos(0),
            NativeDef::method("release", "self, /", release).nanos(0),
            NativeDef::method("locked", "self, /", locked),
            NativeDef::method("__enter__", "self, /", enter).nanos(0),
            NativeDef::method("__exit__", "self, /, *args", |core, args| release(core, &args[..1])).nanos(0),
            NativeDef::method("_is_owned", "self, /", is_owned),
            NativeDef::method("_recursion_count", "self, /", recursion_count),
            NativeDef::method("_release_save", "self, /", release_save),
            NativeDef::method("_acquire_restore", "self, state, /", acquire_restore),
            NativeDef::method("_at_fork_reinit", "self, /", reinit),
        ],
    ),
];

fn constants(core: &mut Core, module: Obj) {
    core.module_set(module, "error", Value::Obj(types::RUNTIME_ERROR));
    core.module_set(module, "LockType", Value::Obj(types::LOCK));
    core.module_set(module, "lock", Value::Obj(types::LOCK));
    core.module_set(module, "RLock", Value::Obj(types::RLOCK));
    core.module_set(module, "TIMEOUT_MAX", Value::Float(9_223_372_036.0));
}

const FIRST_IDENT: i64 = 0x7f00_0000_0000;
const IDENT_STEP: i64 = 0x1000;

/// What `get_ident()` says of a thread.
pub fn ident(thread: u32) -> i64 {
    FIRST_IDENT + i64::from(thread) * IDENT_STEP
}

/// What `get_native_id()` says of a thread.
pub fn native_id(thread: u32) -> i64 {
    4_000 + i64::from(thread)
}

/// The thread that an ident names.
pub fn thread_of(ident: i64) -> Option<ThreadId> {
    let number = ident.checked_sub(FIRST_IDENT)?;
    u32::try_from(number / IDENT_STEP).ok().filter(|_| number % IDENT_STEP == 0).map(ThreadId)
}
fn thread_arg(core: &mut Core, args: &[Value]) -> Result<ThreadId, Break> {
    let ident = core.index_arg(args, 0)?;
    thread_of(ident).ok_or_else(|| core.runtime_error("no such thread"))
}

fn join(core: &mut Core, args: &[Value]) -> NativeResult {
    let thread = thread_arg(core, args)?;
    let timeout = if args[1].is_null() || args[1].is_none() {
        None
    } else {
        Some(Nanos((core.float_arg(args, 1)?.max(0.0) * 1e9).ceil() as u64))
    };
    Err(Break::Want(Box::new(Effect::Thread(ThreadEffect::Join { thread, timeout }))))
}

fn is_done(core: &mut Core, args: &[Value]) -> NativeResult {
    let thread = thread_arg(core, args)?;
    Err(Break::Want(Box::new(Effect::Thread(ThreadEffect::IsAlive(thread)))))
}

fn print_exception(core: &mut Core, args: &[Value]) -> NativeResult {
    let args = core.tuple(args);
    Err(Break::Want(Box::new(Effect::Host { call: "print_exception".into(), args })))
}

fn format_exception(core: &mut Core, args: &[Value]) -> NativeResult {
    let args = core.tuple(args);
    Err(Break::Want(Box::new(Effect::Host { call: "format_exception".into(), args })))
}

fn new_lock(core: &mut Core, reentrant: bool) -> Value {
    Value::Obj(core.heap.alloc(Object::Lock(Box::new(LockData { reentrant, ..LockData::default() }))))
}

fn lock<'a>(core: &'a mut Core, args: &[Value]) -> Option<(Obj, &'a mut LockData)> {
    let obj = args[0].obj()?;
    match core.heap.get_mut(obj) {
        Object::Lock(lock) => Some((obj, lock)),
        _ => None,
    }
}

/// `None` for blocking without limit, zero for not blocking.
fn timeout_of(core: &mut Core, args: &[Value]) -> Result<Option<Nanos>, Break> {
    let blocking = args[1].is_null() || core.truth_arg(args, 1)?;
    let seconds = if args[2].is_null() { -1.0 } else { core.float_arg(args, 2)? };
    if !blocking && seconds != -1.0 {
        return Err(core.value_error("can't specify a timeout for a non-blocking call"));
    }
    if seconds < 0.0 && seconds != -1.0 {
        return Err(core.value_error("timeout value must be a non-negative number"));
    }
    if seconds > 9_223_372_036.0 {
        return Err(core.overflow_error("timeout value is too large"));
    }
    Ok(match (blocking, seconds == -1.0) {
        (false, _) => Some(Nanos::ZERO),
        (true, true) => None,
        (true, false) => Some(Nanos((seconds * 1e9) as u64)),
    })
}

fn acquire(core: &mut Core, args: &[Value]) -> NativeResult {
    let timeout = timeout_of(core, args)?;
    take(core, args, timeout)
}

fn enter(core: &mut Core, args: &[Value]) -> NativeResult {
    take(core, args, None)
}

fn take(core: &mut Core, args: &[Value], timeout: Option<Nanos>) -> NativeResult {
    let me = core.current_thread();
    core.charge(u64::from(core.profile.costs.lock));
    let tells = core.locks_to_tell > 0;
    let Some((obj, lock)) = lock(core, args) else { return Ok(Value::None) };
    if !lock.locked {
        if tells {
            core.locks_to_tell -= 1;
            return Err(Break::Want(Box::new(Effect::LockAcquire { lock: obj, timeout })));
        }
        lock.locked = true;
        lock.owner = Some(me);
        lock.depth = 1;
        return Ok(Value::Bool(true));
    }
    if lock.reentrant && lock.owner == Some(me) {
        lock.depth += 1;
        return Ok(Value::Bool(true));
    }
    if timeout == Some(Nanos::ZERO) {
        return Ok(Value::Bool(false));
    }
    Err(Break::Want(Box::new(Effect::LockAcquire { lock: obj, timeout })))
}

fn release(core: &mut Core, args: &[Value]) -> NativeResult {
    let me = core.current_thread();
    core.charge(u64::from(core.profile.costs.lock));
    let Some((obj, lock)) = lock(core, args) else { return Ok(Value::None) };
    if lock.reentrant {
        if !lock.locked || lock.owner != Some(me) {
            return Err(core.runtime_error("cannot release un-acquired lock"));
        }
        lock.depth -= 1;
        if lock.depth > 0 {
            return Ok(Value::None);
        }
    } else if !lock.locked {
        return Err(core.runtime_error("release unlocked lock"));
    }
    free(core, obj, Value::None)
}

/// Makes the lock free; the driver hears of it when someone waits.
fn free(core: &mut Core, obj: Obj, answer: Value) -> NativeResult {
    let tells = core.locks_to_tell > 0;
    let Object::Lock(lock) = core.heap.get_mut(obj) else { return Ok(Value::None) };
    lock.locked = false;
    lock.owner = None;
    lock.depth = 0;
    if lock.waiters.is_empty() && !tells {
        Ok(answer)
    } else {
        Err(Break::Want(Box::new(Effect::LockReleased { lock: obj, answer })))
    }
}

fn locked(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Bool(lock(core, args).is_some_and(|(_, lock)| lock.locked)))
}

fn is_owned(core: &mut Core, args: &[Value]) -> NativeResult {
    let me = core.current_thread();
    Ok(Value::Bool(lock(core, args).is_some_and(|(_, lock)| lock.locked && lock.owner == Some(me))))
}

fn recursion_count(core: &mut Core, args: &[Value]) -> NativeResult {
    let me = core.current_thread();
    Ok(Value::Int(
        lock(core, args).filter(|(_, lock)| lock.owner == Some(me)).map_or(0, |(_, lock)| i64::from(lock.depth)),
    ))
}

fn release_save(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some((obj, lock)) = lock(core, args) else { return Ok(Value::None) };
    if !lock.locked {
        return Err(core.runtime_error("cannot release un-acquired lock"));
    }
    // The state is the depth.
    let depth = Value::Int(i64::from(lock.depth));
    free(core, obj, depth)
}

fn acquire_restore(core: &mut Core, args: &[Value]) -> NativeResult {
    let taken = take(core, args, None);
    let depth = u32::try_from(core.heap.as_i64(args[1]).unwrap_or(1)).unwrap_or(1);
    let me = core.current_thread();
    if let Some((_, lock)) = lock(core, args) {
        match taken {
            Ok(_) => lock.depth = depth,
            // Whoever hands it over gives it the depth.
            Err(_) => lock.restore.push((me, depth)),
        }
    }
    taken
}

fn reinit(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some((_, lock)) = lock(core, args) {
        let reentrant = lock.reentrant;
        *lock = LockData { reentrant, ..LockData::default() };
    }
    Ok(Value::None)
}

fn start(core: &mut Core, callable: Value, args: Value, kwargs: Value, daemon: bool) -> NativeResult {
    let _ = core;
    Err(Break::Want(Box::new(Effect::StartThread { callable, args, kwargs, daemon })))
}

fn start_new_thread(core: &mut Core, args: &[Value]) -> NativeResult {
    if matches!(super::functions::callable(core, &args[..1])?, Value::Bool(false)) {
        return Err(core.type_error("first arg must be callable"));
    }
    if core.heap.as_tuple(args[1]).is_none() {
        return Err(core.type_error("2nd arg must be a tuple"));
    }
    if !args[2].is_null() && args[2].obj().is_none_or(|kwargs| core.heap.as_dict(Value::Obj(kwargs)).is_none()) {
        return Err(core.type_error("optional 3rd arg must be a dictionary"));
    }
    start(core, args[0], args[1], args[2], true)
}

fn start_joinable(core: &mut Core, args: &[Value]) -> NativeResult {
    let daemon = args[1].is_null() || core.truth_arg(args, 1)?;
    let positional = if args[2].is_null() { core.tuple(&[]) } else { args[2] };
    start(core, args[0], positional, args[3], daemon)
}

//! The module `sys`, as far as the machine knows it; the process layer fills in what depends on the process.
//!
//! Source: `Python/sysmodule.c`.

use std::sync::Arc;

use crate::base::limits::MAX_RECURSION_LIMIT;
use crate::vm::core::Core;
use crate::vm::effect::Effect;
use crate::vm::native::{Break, FrameQuery, ModuleDef, NativeDef, NativeResult};
use crate::vm::prelude;
use crate::vm::profile::Profile;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// The module.
pub static SYS: ModuleDef = ModuleDef {
    name: "sys",
    natives: &[
        NativeDef::function("exit", "status=, /", exit),
        NativeDef::function("exception", "", |core, _| Ok(core.handled_exception())),
        NativeDef::function("exc_info", "", exc_info),
        NativeDef::function("getrecursionlimit", "", |core, _| Ok(Value::Int(i64::from(core.recursion_limit)))),
        NativeDef::function("setrecursionlimit", "limit, /", set_recursion_limit),
        NativeDef::function("getsizeof", "object, default=, /", getsizeof),
        NativeDef::function("getrefcount", "object, /", |_, _| Ok(Value::Int(2))),
        NativeDef::function("getdefaultencoding", "", |core, _| Ok(core.str("utf-8"))),
        NativeDef::function("get_int_max_str_digits", "", |core, _| Ok(Value::Int(core.max_str_digits as i64))),
        NativeDef::function("set_int_max_str_digits", "maxdigits", set_max_str_digits),
        NativeDef::function("getswitchinterval", "", |core, args| host(core, "getswitchinterval", args)),
        NativeDef::function("setswitchinterval", "interval, /", |core, args| host(core, "setswitchinterval", args)),
        NativeDef::function("intern", "string, /", intern),
        NativeDef::function("is_finalizing", "", |_, _| Ok(Value::Bool(false))),
        NativeDef::function("__getattr__", "name, /", |core, args| lazy_attribute(core, "sys", "_sys", args[0])),
        NativeDef::function("_caller", "depth=, /", |core, args| {
            let depth = if args[0].is_null() { 0 } else { core.index_arg(args, 0)? };
            Err(Break::Frame(FrameQuery::Place { depth: u32::try_from(depth).unwrap_or(0) }))
        }),
    ],
    attributes: constants,
};

/// An attribute of a native module that the library module `rest` defines: imported when it is first asked for.
pub(super) fn lazy_attribute(core: &mut Core, module: &str, rest: &str, name: Value) -> NativeResult {
    let args = vec![core.str(module), core.str(rest), name];
    Err(Break::Prelude(prelude::LAZY_ATTRIBUTE, args))
}

/// More than the machine can hold is not refused but cut, as people ask for a million to be safe.
fn set_recursion_limit(core: &mut Core, args: &[Value]) -> NativeResult {
    match u32::try_from(core.index_arg(args, 0)?) {
        Ok(limit) if limit > 0 => core.recursion_limit = limit.min(MAX_RECURSION_LIMIT),
        _ => return Err(core.value_error("recursion limit must be greater or equal than 1")),
    }
    Ok(Value::None)
}

/// Something that the process answers.
fn host(core: &mut Core, call: &str, args: &[Value]) -> NativeResult {
    let args = core.tuple(args);
    Err(Break::Want(Box::new(Effect::Host { call: call.into(), args })))
}

impl Core {
    /// See [`Machine::set_profile`](super::super::machine::Machine::set_profile).
    pub(in crate::vm) fn set_profile(&mut self, profile: Arc<Profile>) {
        self.profile = profile;
        let name = self.intern("sys");
        if let Some(Value::Obj(sys)) = self.dict_get_name(self.modules, name) {
            version(self, sys);
        }
    }
}

fn version(core: &mut Core, module: Obj) {
    let (major, minor, micro) = core.profile.version;
    let version = core.str(&format!("{major}.{minor}.{micro} (Pylanes)"));
    core.module_set(module, "version", version);
    let numbers = [major, minor, micro].map(|n| Value::Int(i64::from(n)));
    let level = core.str("final");
    let info = core.tuple(&[numbers[0], numbers[1], numbers[2], level, Value::Int(0)]);
    core.module_set(module, "_version", info);
    core.module_set(module, "_gil", Value::Bool(core.profile.has_gil));
    let hex = (i64::from(major) << 24) | (i64::from(minor) << 16) | (i64::from(micro) << 8) | 0xf0;
    core.module_set(module, "hexversion", Value::Int(hex));
}

fn constants(core: &mut Core, module: Obj) {
    version(core, module);
    core.module_set(module, "maxsize", Value::Int(i64::MAX));
    core.module_set(module, "maxunicode", Value::Int(0x10_ffff));
    for (name, text) in [
        ("platform", "linux"),
        ("byteorder", "little"),
        ("executable", "/usr/bin/python"),
        ("prefix", "/usr"),
        ("exec_prefix", "/usr"),
        ("base_prefix", "/usr"),
    ] {
        let text = core.str(text);
        core.module_set(module, name, text);
    }
    let modules = core.modules;
    core.module_set(module, "modules", modules);
    let empty = core.str("");
    let argv = core.heap.list(vec![empty]);
    core.module_set(module, "argv", argv);
    let path = core.heap.list(Vec::new());
    core.module_set(module, "path", path);
    core.module_set(module, "dont_write_bytecode", Value::Bool(true));
    let names: Vec<&str> = super::MODULES.iter().map(|module| module.name).filter(|name| *name != "_vm").collect();
    let names: Vec<Value> = names.into_iter().map(|name| core.str(name)).collect();
    let names = core.tuple(&names);
    core.module_set(module, "builtin_module_names", names);
}

fn exit(core: &mut Core, args: &[Value]) -> NativeResult {
    let arguments: &[Value] = if args[0].is_null() { &[] } else { &args[..1] };
    Err(Break::Raise(core.new_exception(types::SYSTEM_EXIT, arguments)))
}

fn set_max_str_digits(core: &mut Core, args: &[Value]) -> NativeResult {
    match usize::try_from(core.index_arg(args, 0)?) {
        Ok(limit) if limit == 0 || limit >= 640 => core.max_str_digits = limit,
        _ => return Err(core.value_error("maxdigits must be 0 or larger than 640")),
    }
    Ok(Value::None)
}

fn exc_info(core: &mut Core, _args: &[Value]) -> NativeResult {
    let exc = core.handled_exception();
    let Value::Obj(obj) = exc else { return Ok(core.tuple(&[Value::None, Value::None, Value::None])) };
    let class = core.class_of(exc);
    let traceback = core.new_traceback(obj);
    Ok(core.tuple(&[Value::Obj(class), exc, traceback]))
}

fn getsizeof(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Int(super::sizeof::size_of(core, args[0])))
}

fn intern(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.intern_value(args[0]) {
        Some(name) => Ok(Value::Obj(name)),
        None => {
            let text = format!("intern() argument must be str, not {}", core.type_name(args[0]));
            Err(core.type_error(text))
        }
    }
}

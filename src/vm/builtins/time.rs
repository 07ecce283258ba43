//! The module `time`: every clock and every sleep is an effect, since the machine knows no time.
//!
//! Source: `Modules/timemodule.c` of CPython.

use super::sys::lazy_attribute;
use crate::base::time::Nanos;
use crate::vm::core::Core;
use crate::vm::effect::{Clock, Effect};
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult};
use crate::vm::value::{Obj, Value};

pub static TIME: ModuleDef = ModuleDef {
    name: "time",
    natives: &[
        NativeDef::function("monotonic", "", |_, _| now(Clock::Monotonic, false)).nanos(40),
        NativeDef::function("monotonic_ns", "", |_, _| now(Clock::Monotonic, true)).nanos(40),
        NativeDef::function("perf_counter", "", |_, _| now(Clock::PerfCounter, false)).nanos(40),
        NativeDef::function("perf_counter_ns", "", |_, _| now(Clock::PerfCounter, true)).nanos(40),
        NativeDef::function("process_time", "", |_, _| now(Clock::Process, false)).nanos(200),
        NativeDef::function("process_time_ns", "", |_, _| now(Clock::Process, true)).nanos(200),
        NativeDef::function("thread_time", "", |_, _| now(Clock::Thread, false)).nanos(200),
        NativeDef::function("thread_time_ns", "", |_, _| now(Clock::Thread, true)).nanos(200),
        NativeDef::function("time", "", |_, _| now(Clock::Wall, false)).nanos(40),
        NativeDef::function("time_ns", "", |_, _| now(Clock::Wall, true)).nanos(40),
        NativeDef::function("sleep", "seconds, /", sleep),
        NativeDef::function("__getattr__", "name, /", |core, args| lazy_attribute(core, "time", "_time", args[0])),
    ],
    attributes: constants,
};

fn constants(core: &mut Core, module: Obj) {
    core.module_set(module, "timezone", Value::Int(0));
    core.module_set(module, "altzone", Value::Int(0));
    let utc = core.str("UTC");
    let names = core.tuple(&[utc, utc]);
    core.module_set(module, "tzname", names);
    core.module_set(module, "daylight", Value::Int(0));
}

fn now(clock: Clock, nanos: bool) -> NativeResult {
    Err(Break::Want(Box::new(Effect::Now { clock, nanos })))
}

/// Longest sleep: what fits `_PyTime_t`, some 292 years.
const MAX_SECONDS: f64 = 9_223_372_036.0;

fn sleep(core: &mut Core, args: &[Value]) -> NativeResult {
    let nanos = match core.heap.plain(args[0]) {
        Value::Int(seconds) if seconds < 0 => return Err(core.value_error("sleep length must be non-negative")),
        Value::Int(seconds) if seconds as f64 > MAX_SECONDS => return Err(too_large(core)),
        Value::Int(seconds) => seconds as u64 * 1_000_000_000,
        _ => {
            let seconds = match core.float_arg(args, 0) {
                Err(Break::Raise(_)) if core.heap.as_f64(args[0]).is_none() => {
                    let text = format!("'{}' object cannot be interpreted as an integer", core.type_name(args[0]));
                    return Err(core.type_error(text));
                }
                other => other?,
            };
            if seconds.is_nan() {
                return Err(core.value_error("Invalid value NaN (not a number)"));
            }
            if seconds < 0.0 {
                return Err(core.value_error("sleep length must be non-negative"));
            }
            if seconds > MAX_SECONDS {
                return Err(too_large(core));
            }
            // Rounded up, as CPython rounds time-outs.
            (seconds * 1e9).ceil() as u64
        }
    };
    Err(Break::Want(Box::new(Effect::Sleep(Nanos(nanos)))))
}

fn too_large(core: &mut Core) -> Break {
    core.overflow_error("timestamp too large to convert to C PyTime_t")
}

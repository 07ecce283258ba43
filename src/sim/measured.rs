//! What CPython versions cost, as `www/calibrate.py` measures it, and the cost tables that follow.
//!
//! Provenance: 3.9.18, 3.10.13, 3.11.7, 3.12.1 and 3.13.0 were measured with the script (Linux, two cores, builds with -O3,
//! the smaller of two runs). Those are the best times of an undisturbed loop; what programs take beside others was recorded
//! too, and the instructions of 3.9 to 3.12 are set 15 to 25 % higher by it. Distributions' builds of 3.13 to 3.15 were only
//! recorded: their instructions are 3.13.0's, scaled by two recorded loops (arithmetic, a locked increment). 3.14t is 3.14
//! with the ratios of 3.13t to 3.13 for locks and containers and 8 % for the rest (What's New in 3.14). Starting threads, tasks
//! and processes, and sleeping: recorded medians.
//!
//! Gap: instructions that no figure stands for are scaled with arithmetic; a value's size changes no cost below 64 bits.

use serde::{Deserialize, Serialize};

use crate::lang::code::Op;
use crate::trace::settings::PythonVersion;
use crate::vm::profile::{CostTable, Profile};

/// Nanoseconds of things a program does, beyond a bare loop (`loop` itself excepted), as the script names them.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Measured {
    #[serde(rename = "loop")]
    pub loop_: f64,
    /// `x += i * i % 7`
    pub arithmetic: f64,
    pub local_add: f64,
    pub global_add: f64,
    pub attribute_add: f64,
    pub call: f64,
    pub native_call: f64,
    pub branch: f64,
    pub build_list: f64,
    pub format: f64,
    pub with_lock: f64,
    pub instance: f64,
    pub generator: f64,
    pub raise: f64,
    /// `Thread` start and join.
    pub thread: f64,
    pub sleep_zero: f64,
    /// So much late does a sleep of 1 ms end.
    pub sleep_late: f64,
    /// An asyncio task that does nothing, made and awaited.
    #[serde(default = "no_figure")]
    pub task: f64,
    /// `Process` start and join, by start method.
    #[serde(default = "no_figure")]
    pub fork: f64,
    #[serde(default = "no_figure")]
    pub spawn: f64,
    #[serde(default = "no_figure")]
    pub forkserver: f64,
    #[serde(default = "no_figure")]
    pub forkserver_boot: f64,
}

/// A figure that was not measured: the shipped one stands.
fn no_figure() -> f64 {
    0.0
}

const PY314: Measured = Measured {
    loop_: 14.0,
    arithmetic: 35.0,
    local_add: 14.0,
    global_add: 25.0,
    attribute_add: 18.0,
    call: 13.0,
    native_call: 8.0,
    branch: 5.0,
    build_list: 28.0,
    format: 50.0,
    with_lock: 46.0,
    instance: 65.0,
    generator: 9.0,
    raise: 110.0,
    thread: 175_000.0,
    sleep_zero: 85_000.0,
    sleep_late: 155_000.0,
    task: 2_500.0,
    fork: 3_200_000.0,
    spawn: 100_000_000.0,
    forkserver: 7_000_000.0,
    forkserver_boot: 100_000_000.0,
};

const PY39: Measured = Measured {
    loop_: 16.0,
    arithmetic: 76.0,
    local_add: 25.0,
    global_add: 39.0,
    attribute_add: 69.0,
    call: 50.0,
    native_call: 29.0,
    branch: 11.0,
    build_list: 28.0,
    format: 57.0,
    with_lock: 170.0,
    instance: 160.0,
    generator: 18.0,
    raise: 180.0,
    thread: 140_000.0,
    sleep_zero: 400.0,
    sleep_late: 140_000.0,
    task: 6_600.0,
    fork: 3_600_000.0,
    spawn: 71_000_000.0,
    forkserver: 37_000_000.0,
    forkserver_boot: 60_000_000.0,
};

const PY310: Measured = Measured {
    loop_: 15.0,
    arithmetic: 68.0,
    local_add: 21.0,
    global_add: 35.0,
    attribute_add: 70.0,
    call: 46.0,
    native_call: 27.0,
    branch: 10.0,
    with_lock: 165.0,
    sleep_zero: 500.0,
    ..PY39
};

const PY311: Measured = Measured {
    loop_: 12.0,
    arithmetic: 47.0,
    local_add: 12.0,
    global_add: 27.0,
    attribute_add: 18.0,
    call: 20.0,
    native_call: 10.0,
    branch: 5.0,
    build_list: 25.0,
    format: 47.0,
    with_lock: 190.0,
    instance: 98.0,
    generator: 16.0,
    raise: 110.0,
    thread: 198_000.0,
    task: 5_700.0,
    fork: 3_050_000.0,
    spawn: 120_000_000.0,
    forkserver: 54_000_000.0,
    ..PY314
};

const PY312: Measured = Measured {
    loop_: 17.0,
    arithmetic: 52.0,
    local_add: 17.0,
    global_add: 32.0,
    attribute_add: 24.0,
    call: 17.0,
    native_call: 11.0,
    build_list: 35.0,
    format: 55.0,
    with_lock: 182.0,
    instance: 115.0,
    generator: 18.0,
    raise: 130.0,
    task: 4_100.0,
    ..PY311
};

const PY313: Measured = Measured {
    arithmetic: 35.0,
    local_add: 15.0,
    global_add: 30.0,
    attribute_add: 20.0,
    call: 14.0,
    build_list: 30.0,
    format: 57.0,
    with_lock: 60.0,
    instance: 74.0,
    raise: 125.0,
    thread: 145_000.0,
    sleep_zero: 75_000.0,
    task: 3_400.0,
    fork: 3_400_000.0,
    spawn: 92_000_000.0,
    forkserver: 6_000_000.0,
    ..PY314
};

const PY315: Measured = Measured {
    loop_: 15.0,
    arithmetic: 42.0,
    local_add: 15.0,
    global_add: 22.0,
    with_lock: 37.0,
    thread: 173_000.0,
    task: 3_000.0,
    fork: 2_700_000.0,
    spawn: 91_000_000.0,
    forkserver: 6_400_000.0,
    ..PY314
};

const PY314T: Measured = Measured {
    loop_: 15.0,
    arithmetic: 38.0,
    local_add: 15.0,
    global_add: 30.0,
    attribute_add: 21.0,
    call: 14.5,
    native_call: 9.0,
    build_list: 31.0,
    format: 54.0,
    with_lock: 60.0,
    instance: 71.0,
    thread: 250_000.0,
    task: 3_000.0,
    ..PY314
};

impl Measured {
    /// The shipped figures of a version.
    pub const fn of(python: PythonVersion) -> Measured {
        match python {
            PythonVersion::Py39 => PY39,
            PythonVersion::Py310 => PY310,
            PythonVersion::Py311 => PY311,
            PythonVersion::Py312 => PY312,
            PythonVersion::Py313 => PY313,
            PythonVersion::Py314 => PY314,
            PythonVersion::Py315 => PY315,
            PythonVersion::Py314t => PY314T,
        }
    }

    /// Somebody's own figures, with the shipped ones where there are none. `None` when one is no sensible time.
    pub fn checked(self, python: PythonVersion) -> Option<Measured> {
        let shipped = Measured::of(python);
        let or = |own: f64, shipped: f64| if own > 0.0 { own } else { shipped };
        let measured = Measured {
            fork: or(self.fork, shipped.fork),
            spawn: or(self.spawn, shipped.spawn),
            forkserver: or(self.forkserver, shipped.forkserver),
            forkserver_boot: or(self.forkserver_boot, shipped.forkserver_boot),
            task: or(self.task, shipped.task),
            ..self
        };
        let all = [
            measured.loop_,
            measured.arithmetic,
            measured.local_add,
            measured.global_add,
            measured.attribute_add,
            measured.call,
            measured.native_call,
            measured.branch,
            measured.build_list,
            measured.format,
            measured.with_lock,
            measured.instance,
            measured.generator,
            measured.raise,
            measured.thread,
            measured.sleep_zero,
            measured.sleep_late,
            measured.task,
            measured.fork,
            measured.spawn,
            measured.forkserver,
            measured.forkserver_boot,
        ];
        all.iter().all(|nanos| nanos.is_finite() && (0.0..1e11).contains(nanos)).then_some(measured)
    }

    /// The cost table with which the machine takes these times.
    pub fn costs(&self) -> CostTable {
        let base = Profile::PY314.costs;
        let of = |op: Op| f64::from(base.op[op as usize]) / 1e3;
        // The loop is FOR_ITER, STORE_FAST, JUMP_BACKWARD; moving values about goes with it.
        let moving = self.loop_ / (of(Op::ForIter) + of(Op::StoreFast) + of(Op::JumpBackward));
        let one = of(Op::LoadFast) * moving;
        let pair = of(Op::LoadFastLoadFast) * moving;
        let arithmetic = (self.arithmetic - 3.0 * one - pair) / 3.0;
        let binary = at_least((3.0 * arithmetic + self.local_add - 3.0 * one) / 4.0);
        let rest = binary / of(Op::BinaryOp);
        let globals = at_least(self.global_add - one - binary);
        let load_global = at_least(globals * 0.2);
        let attributes = at_least(self.attribute_add - 4.0 * one - binary);
        let call = at_least(self.call - load_global - 3.0 * one);
        let native = at_least(self.native_call - load_global - 2.0 * one - call * 0.3);
        let specials = 2.0 * of(Op::LoadSpecial) * rest;
        let lock =
            at_least((self.with_lock - load_global - specials - 8.0 * one - 2.0 * (call * 0.3 + native * 0.4)) / 2.0);
        let set = |op: Op| match op {
            Op::BinaryOp => binary,
            Op::CompareOp => at_least(self.branch - 2.0 * one - of(Op::PopJumpIfFalse) * moving),
            Op::LoadGlobal => load_global,
            Op::StoreGlobal | Op::StoreName => at_least(globals - load_global),
            Op::LoadName => at_least(globals * 0.6),
            Op::LoadAttr => attributes * 0.43,
            Op::StoreAttr => attributes * 0.57,
            Op::Call => call * 0.3,
            Op::ReturnValue => call * 0.25,
            Op::BuildList | Op::BuildTuple => at_least(self.build_list - pair - one),
            Op::FormatSimple | Op::BuildString => at_least(self.format - 2.0 * one),
            op if is_moving(op) => of(op) * moving,
            op => of(op) * rest,
        };
        let mut costs = base.clone();
        for &op in Op::ALL {
            costs.op[op as usize] = picos(set(op));
        }
        costs.python_call = picos(call * 0.45);
        costs.native_call = picos(native * 0.4);
        costs.native_permille = ((native * 0.6 / 15.0).clamp(0.2, 4.0) * 1e3) as u32;
        costs.lock = picos(lock);
        costs.instance = picos(at_least(self.instance - self.call - attributes * 0.57 - 2.0 * one));
        // What the instructions of our library for it come to; the rest is added as a whole.
        let own = 37.0 * self.call + 32.0 * self.loop_ + 20.0 * self.attribute_add;
        costs.task = picos(at_least(self.task - own));
        costs.resume = picos(at_least(self.generator * 0.5));
        costs.raise = picos(at_least(self.raise * 0.4));
        costs.bigint_word = picos(f64::from(base.bigint_word) / 1e3 * rest);
        costs
    }
}

fn is_moving(op: Op) -> bool {
    matches!(
        op,
        Op::Nop
            | Op::NotTaken
            | Op::PushNull
            | Op::PopTop
            | Op::Copy
            | Op::Swap
            | Op::LoadFast
            | Op::LoadFastCheck
            | Op::LoadFastBorrow
            | Op::LoadConst
            | Op::LoadSmallInt
            | Op::StoreFast
            | Op::LoadFastLoadFast
            | Op::LoadFastBorrowLoadFastBorrow
            | Op::StoreFastStoreFast
            | Op::StoreFastLoadFast
            | Op::Resume
            | Op::ForIter
            | Op::JumpForward
            | Op::JumpBackward
            | Op::JumpBackwardNoInterrupt
            | Op::PopJumpIfTrue
            | Op::PopJumpIfFalse
            | Op::PopJumpIfNone
            | Op::PopJumpIfNotNone
    )
}

/// A cost that comes out of a subtraction is at least half a nanosecond.
fn at_least(nanos: f64) -> f64 {
    nanos.max(0.5)
}
fn picos(nanos: f64) -> u32 {
    (nanos * 1e3).clamp(0.0, 1e9) as u32
}

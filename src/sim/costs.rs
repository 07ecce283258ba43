//! What the operating system and the start of threads cost, and the two time scales.
//!
//! Figures: measured on Linux with two cores, both idle (about the 10th and 90th percentile); what differs between versions is
//! in `measured.rs`.

use crate::base::time::{Nanos, Picos};
use crate::lang::code::Op;
use crate::process::kernel::Call;
use crate::trace::settings::{PythonVersion, Scale, Settings};
use crate::vm::profile::Profile;

use super::measured::Measured;

/// A range that a latency is drawn from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Range {
    pub low: Nanos,
    pub high: Nanos,
}

const fn micros(low: u64, high: u64) -> Range {
    Range { low: Nanos::from_micros(low), high: Nanos::from_micros(high) }
}

/// Costs outside the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs {
    /// From the release of the GIL to the waiter's first instruction.
    pub wake_up: Range,
    /// The same when the thread has slept for less than `polling`: an idle core looks for work so long before it halts
    /// (`drivers/cpuidle/governors/haltpoll.c` of Linux).
    pub wake_up_soon: Range,
    pub polling: Nanos,
    /// A timed wait ends so much late (timer slack).
    pub timer_slack: Range,
    /// From starting a thread to its asking for the GIL.
    pub thread_start: Range,
    /// A sleep ends so much late.
    pub sleep_overshoot: Range,
    /// `time.sleep(0)` is away from the GIL for so long.
    pub sleep_zero: Range,
    /// Time slice of a core that several threads want.
    pub time_slice: Nanos,
    /// What a fork takes of the parent.
    pub fork: Picos,
    /// From a fork to the child's asking for its GIL.
    pub forked: Picos,
    /// What asking for a new interpreter takes of the parent.
    pub spawn_request: Picos,
    /// What a spawned interpreter computes before the first line of the program.
    pub spawn: Picos,
    /// The same for a child of the fork server, and what the server itself takes once.
    pub forkserver: Picos,
    pub forkserver_boot: Picos,
    /// What waking another thread takes of the one that does it.
    pub wake: Picos,
    /// Any system call, and each byte that one moves.
    pub syscall: Picos,
    pub syscall_byte: Picos,
    /// Room for a read of more than `LARGE_READ` bytes, and for each byte that comes.
    pub room: Picos,
    pub room_byte: Picos,
}

/// `os.read(fd, n)` makes a bytes object of `n` first and cuts it afterwards; from this size on glibc's `malloc` asks the system for
/// its memory (`M_MMAP_THRESHOLD`), which has to be mapped, faulted in and given back each time.
const LARGE_READ: usize = 128 * 1024;

impl Costs {
    /// Linux, two idle cores, with what was measured of a version.
    pub fn of(measured: &Measured) -> Costs {
        let around = |nanos: f64, low: u64, high: u64| {
            let nanos = nanos.clamp(0.0, 1e11) as u64;
            Range { low: Nanos(nanos * low / 100), high: Nanos(nanos * high / 100) }
        };
        let part = |nanos: f64, percent: f64| Picos((nanos.clamp(0.0, 1e11) * percent * 10.0) as u64);
        Costs {
            wake_up: micros(15, 55),
            wake_up_soon: micros(2, 6),
            polling: Nanos::from_micros(200),
            timer_slack: micros(100, 260),
            thread_start: around(measured.thread, 62, 112),
            sleep_overshoot: around(measured.sleep_late, 75, 125),
            sleep_zero: around(measured.sleep_zero, 90, 110),
            time_slice: Nanos::from_millis(3),
            fork: part(measured.fork, 40.0),
            forked: part(measured.fork, 58.0),
            spawn_request: part(measured.fork, 25.0),
            spawn: part(measured.spawn, 95.0),
            forkserver: part((measured.forkserver - 0.95 * measured.fork).max(0.0), 100.0),
            forkserver_boot: part(measured.forkserver_boot, 100.0),
            wake: Picos(3_000_000),
            syscall: Picos(900_000),
            syscall_byte: Picos(80),
            room: Picos(12_000_000),
            room_byte: Picos(470),
        }
    }

    /// What a call of the kernel takes, but for waiting.
    pub fn kernel_call(&self, call: &Call) -> Picos {
        match call {
            // These are no system calls in CPython: one atomic instruction, or memory.
            Call::SemAcquire { .. } | Call::SemRelease { .. } | Call::SemValue { .. } | Call::SemCount { .. } => {
                Picos(30_000)
            }
            Call::SemIsMine { .. } | Call::ShmRead { .. } | Call::ShmWrite { .. } | Call::ShmSize { .. } => {
                Picos(60_000)
            }
            _ => self.moving(call.bytes()),
        }
    }
    /// A read that has room for `room` bytes and gets so many.
    pub fn reading(&self, room: usize, bytes: usize) -> Picos {
        if room < LARGE_READ {
            return self.moving(bytes);
        }
        let filling = Picos(self.room_byte.0.saturating_mul(bytes as u64));
        self.moving(bytes).saturating_add(self.room).saturating_add(filling)
    }
    /// A system call that moves so many bytes.
    pub fn moving(&self, bytes: usize) -> Picos {
        self.syscall.saturating_add(Picos(self.syscall_byte.0.saturating_mul(bytes as u64)))
    }
}

/// In slow motion an instruction takes this many times as long, so that a ten-line program lasts many switch intervals.
pub(super) const SLOW_MOTION: u32 = 5_000;

/// The machine's profile for these settings.
pub fn machine_profile(settings: &Settings, measured: &Measured) -> Profile {
    let version = version_numbers(settings.python);
    let mut profile =
        Profile { version, has_gil: has_gil(settings.python), costs: measured.costs(), ..Profile::default() };
    match settings.python {
        PythonVersion::Py39 => look_everywhere(&mut profile),
        PythonVersion::Py310 => look_at_taken_jumps(&mut profile),
        _ => {}
    }
    let up_to_313 = settings.python < PythonVersion::Py314;
    profile.switch_points.after_with_enter = !up_to_313 || settings.python == PythonVersion::Py39;
    if settings.scale == Scale::Slow {
        let costs = &mut profile.costs;
        let others = [
            &mut costs.python_call,
            &mut costs.native_call,
            &mut costs.lock,
            &mut costs.instance,
            &mut costs.resume,
            &mut costs.raise,
            &mut costs.bigint_word,
            &mut costs.item,
        ];
        costs.op.iter_mut().chain(others).for_each(|cost| *cost = cost.saturating_mul(SLOW_MOTION));
    }
    profile
}

/// Up to 3.9 the eval breaker is looked at after every instruction but the fastest. Source: `Python/ceval.c` of 3.9
/// (`FAST_DISPATCH`), for the nearest of our instructions, which are 3.14's.
fn look_everywhere(profile: &mut Profile) {
    const FAST: &[Op] = &[
        Op::Nop,
        Op::NotTaken,
        Op::PushNull,
        Op::PopTop,
        Op::Copy,
        Op::Swap,
        Op::LoadFast,
        Op::LoadFastBorrow,
        Op::LoadFastCheck,
        Op::LoadFastLoadFast,
        Op::LoadFastBorrowLoadFastBorrow,
        Op::LoadConst,
        Op::LoadSmallInt,
        Op::StoreFast,
        Op::StoreFastLoadFast,
        Op::StoreFastStoreFast,
        Op::IsOp,
        Op::ContainsOp,
        Op::JumpForward,
        Op::PopJumpIfTrue,
        Op::PopJumpIfFalse,
    ];
    for &op in Op::ALL {
        profile.switch_points.after[op as usize] = !FAST.contains(&op);
    }
    profile.switch_points.after_specialised_call = true;
    profile.switch_points.at_handler = true;
}

/// 3.10 looks at conditional jumps that are taken (bpo-44645), on entry to handlers, and after calls of any native.
fn look_at_taken_jumps(profile: &mut Profile) {
    profile.switch_points.after_taken_jump = true;
    profile.switch_points.at_handler = true;
    profile.switch_points.after_specialised_call = true;
}

/// Whether the version has a GIL.
pub fn has_gil(python: PythonVersion) -> bool {
    python != PythonVersion::Py314t
}

/// Longest virtual time of a run: a program that sleeps for weeks is cut off with a message instead.
pub const MAX_VIRTUAL_TIME: Picos = Picos::from_nanos(Nanos(100 * 3_600 * 1_000_000_000));

/// As `sys.version_info` begins.
fn version_numbers(python: PythonVersion) -> (u8, u8, u8) {
    match python {
        PythonVersion::Py39 => (3, 9, 0),
        PythonVersion::Py310 => (3, 10, 0),
        PythonVersion::Py311 => (3, 11, 0),
        PythonVersion::Py312 => (3, 12, 0),
        PythonVersion::Py313 => (3, 13, 0),
        PythonVersion::Py314 | PythonVersion::Py314t => (3, 14, 0),
        PythonVersion::Py315 => (3, 15, 0),
    }
}

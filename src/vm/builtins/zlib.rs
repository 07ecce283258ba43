//! The hidden module `_zlib`: compression and checksums without the GIL, for `zlib`, which is written in Python over it.

use crate::base::count;
use std::sync::Arc;

use crate::vm::core::Core;
use crate::vm::effect::Effect;
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::value::Value;
use crate::vm::work::Work;
use crate::vm::zlib::{CHECKSUM_PICOS, Checksum, Format};

/// The module.
pub static ZLIB: ModuleDef = ModuleDef {
    name: "_zlib",
    natives: &[
        NativeDef::function("deflate", "data, raw, level, /", deflate),
        NativeDef::function("inflate", "data, raw, limit, /", inflate),
        NativeDef::function("crc32", "data, start, /", |core, args| checksum(core, args, Checksum::Crc32)),
        NativeDef::function("adler32", "data, start, /", |core, args| checksum(core, args, Checksum::Adler32)),
    ],
    attributes: no_attributes,
};

/// CPython computes checksums of fewer bytes under the GIL.
const UNDER_GIL: usize = 5 * 1024;

fn without_gil(work: Work) -> NativeResult {
    Err(Break::Want(Box::new(Effect::WithoutGil(Arc::new(work)))))
}

fn bytes(core: &Core, value: Value) -> Arc<[u8]> {
    core.heap.as_bytes(value).unwrap_or(&[]).into()
}

fn format(core: &mut Core, args: &[Value]) -> Result<Format, Break> {
    Ok(if core.truth_arg(args, 1)? { Format::Raw } else { Format::Zlib })
}

fn deflate(core: &mut Core, args: &[Value]) -> NativeResult {
    let level = u8::try_from(core.index_arg(args, 2)?).unwrap_or(6);
    let format = format(core, args)?;
    without_gil(Work::Deflate { data: bytes(core, args[0]), format, level })
}

/// `(bytes, bytes read, ended)`, or what is wrong.
fn inflate(core: &mut Core, args: &[Value]) -> NativeResult {
    let free = core.heap.limit.saturating_sub(core.heap.bytes());
    let limit = count::saturating(core.index_arg(args, 2)?).min(free);
    let format = format(core, args)?;
    without_gil(Work::Inflate { data: bytes(core, args[0]), format, limit })
}

fn checksum(core: &mut Core, args: &[Value], kind: Checksum) -> NativeResult {
    let start = (core.index_arg(args, 1)? & 0xffff_ffff) as u32;
    let data = bytes(core, args[0]);
    if data.len() > UNDER_GIL {
        return without_gil(Work::Checksum { kind, data, start });
    }
    core.charge(CHECKSUM_PICOS * data.len() as u64);
    Ok(Value::Int(i64::from(kind.of(start, &data))))
}

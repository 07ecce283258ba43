//! The module `pylanes`: what C extensions compute without the GIL, for programs that want to see threads run in parallel.
//!
//! Stands for NumPy's matrix product, an image library's blur and a compiled fractal, which are not simulated. Arguments are
//! read and results are built under the GIL, as extensions have to; only the computing in between is [`Work`].

use std::sync::Arc;

use crate::base::limits::MAX_WORK_ITEMS;
use crate::vm::core::Core;
use crate::vm::effect::Effect;
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::value::Value;
use crate::vm::work::Work;

pub static PYLANES: ModuleDef = ModuleDef {
    name: "pylanes",
    natives: &[
        NativeDef::function("matmul", "a, b, /", matmul),
        NativeDef::function("blur", "pixels, width, radius=, /", blur),
        NativeDef::function("mandelbrot", "width, height, first=, last=, limit=, /", mandelbrot),
    ],
    attributes: no_attributes,
};

fn without_gil(work: Work) -> NativeResult {
    Err(Break::Want(Box::new(Effect::WithoutGil(Arc::new(work)))))
}

fn sequence(core: &Core, value: Value) -> Option<Vec<Value>> {
    core.heap.as_list(value).cloned().or_else(|| core.heap.as_tuple(value).map(<[Value]>::to_vec))
}

/// A list of rows of numbers of the same length.
fn matrix(core: &mut Core, value: Value) -> Result<(Arc<[f64]>, usize), Break> {
    let rows = sequence(core, value);
    let Some(rows) = rows else { return Err(core.type_error("a matrix is a list of lists of numbers")) };
    let mut numbers = Vec::new();
    let mut columns = None;
    for row in rows {
        let row = sequence(core, row);
        let Some(row) = row else { return Err(core.type_error("a matrix is a list of lists of numbers")) };
        if *columns.get_or_insert(row.len()) != row.len() {
            return Err(core.value_error("the rows of a matrix must have the same length"));
        }
        for number in row {
            match core.heap.as_f64(number) {
                Some(number) => numbers.push(number),
                None => return Err(core.type_error("a matrix is a list of lists of numbers")),
            }
        }
    }
    match columns {
        Some(columns) if columns > 0 => Ok((numbers.into(), columns)),
        _ => Err(core.value_error("a matrix must not be empty")),
    }
}

fn matmul(core: &mut Core, args: &[Value]) -> NativeResult {
    let (a, inner) = matrix(core, args[0])?;
    let (b, columns) = matrix(core, args[1])?;
    if b.len() / columns != inner {
        let text = format!("the first matrix has {inner} columns, the second {} rows", b.len() / columns);
        return Err(core.value_error(&text));
    }
    if a.len().saturating_mul(columns) > MAX_WORK_ITEMS {
        return Err(too_large(core));
    }
    without_gil(Work::MatrixProduct { a, b, inner, columns })
}

fn blur(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(pixels) = core.heap.as_bytes(args[0]).map(Arc::<[u8]>::from) else {
        return Err(core.type_error("pixels must be bytes"));
    };
    let width = size(core, args, 1, 0)?;
    let radius = size(core, args, 2, 2)?;
    if width == 0 || pixels.is_empty() || pixels.len() % width != 0 {
        return Err(core.value_error("the pixels must fill rows of this width"));
    }
    if pixels.len().saturating_mul(radius.saturating_add(1)) > MAX_WORK_ITEMS {
        return Err(too_large(core));
    }
    without_gil(Work::BoxBlur { pixels, width, radius })
}

fn mandelbrot(core: &mut Core, args: &[Value]) -> NativeResult {
    let (width, height) = (size(core, args, 0, 0)?, size(core, args, 1, 0)?);
    let (first, last) = (size(core, args, 2, 0)?, size(core, args, 3, height)?);
    let limit = size(core, args, 4, 200)?;
    if width == 0 || limit == 0 || first > last || last > height {
        return Err(core.value_error("there are no such rows"));
    }
    let Ok(limit) = u32::try_from(limit) else { return Err(too_large(core)) };
    if width.saturating_mul(last - first).saturating_mul(limit as usize) > MAX_WORK_ITEMS {
        return Err(too_large(core));
    }
    without_gil(Work::Mandelbrot { width, height, first, last, limit })
}

/// A whole number that is not negative; `default` when it was not given.
fn size(core: &mut Core, args: &[Value], arg: usize, default: usize) -> Result<usize, Break> {
    if args[arg].is_null() {
        return Ok(default);
    }
    let n = core.index_arg(args, arg)?;
    usize::try_from(n).map_err(|_| core.value_error("a size must not be negative"))
}

fn too_large(core: &mut Core) -> Break {
    core.value_error("this is more than pylanes computes in one call")
}

//! Computing that CPython's C extensions do without the GIL: pure data in, pure data out.
//!
//! A native that has such work returns it as [`Effect::WithoutGil`](super::effect::Effect::WithoutGil). The driver lets go of
//! the GIL, calls [`Work::run`] wherever it likes, takes the GIL again and hands the product back
//! ([`Machine::product`](super::machine::Machine::product)). So in the lab two threads really do it at the same time, and in
//! the simulator it takes the time that [`Done::cost`] says. Knows no values and no threads.
//!
//! Costs are those of plain compiled loops at about 3 GHz; nothing here uses vector instructions.

use std::sync::Arc;

pub use super::hasher::{Hasher, Pbkdf2};
use super::zlib;
use crate::base::time::Picos;

/// What is to be computed.
#[derive(Clone, PartialEq, Debug)]
pub enum Work {
    /// `a @ b`, row by row: `a` has `inner` columns, `b` has `columns`.
    MatrixProduct { a: Arc<[f64]>, b: Arc<[f64]>, inner: usize, columns: usize },
    /// Each pixel of a grey image becomes the mean of the square of `2 * radius + 1` pixels around it; edges repeat.
    BoxBlur { pixels: Arc<[u8]>, width: usize, radius: usize },
    /// Rows `first` to `last` of the Mandelbrot set, seen from -2-1.25i to 0.5+1.25i: a byte for each pixel, how soon it
    /// escapes, 255 for never.
    Mandelbrot { width: usize, height: usize, first: usize, last: usize, limit: u32 },
    /// A hash that is fed these bytes.
    Hash { hasher: Box<Hasher>, data: Arc<[u8]> },
    /// A key from a password; the hash is one that nothing was fed to.
    Pbkdf2 { hasher: Box<Hasher>, request: Pbkdf2 },
    /// Compresses.
    Deflate { data: Arc<[u8]>, format: zlib::Format, level: u8 },
    /// Decompresses to at most so many bytes.
    Inflate { data: Arc<[u8]>, format: zlib::Format, limit: usize },
    /// A checksum, going on from `start`.
    Checksum { kind: zlib::Checksum, data: Arc<[u8]>, start: u32 },
}

/// What came out.
#[derive(Clone, PartialEq, Debug)]
pub enum Product {
    /// Rows of so many numbers.
    Matrix {
        numbers: Vec<f64>,
        columns: usize,
    },
    Bytes(Vec<u8>),
    Hasher(Box<Hasher>),
    Number(u32),
    /// Decompressed bytes, and how many were read for them; `Err` says what is wrong with the data.
    Inflated(Result<zlib::Inflated, &'static str>),
    /// It was told to stop.
    Nothing,
}

/// A product and what it cost.
#[derive(Clone, PartialEq, Debug)]
pub struct Done {
    pub product: Product,
    pub cost: Picos,
}

/// One multiplication and addition of floats, from memory.
const MULTIPLY_ADD: u64 = 900;
/// One pixel added to a sum.
const ADD_PIXEL: u64 = 600;
/// One turn of the Mandelbrot loop.
const MANDELBROT_TURN: u64 = 2_500;

impl Work {
    /// Does it. `goes_on` is asked every few tenths of a millisecond.
    pub fn run(&self, goes_on: &mut dyn FnMut() -> bool) -> Done {
        match self {
            Work::MatrixProduct { a, b, inner, columns } => matrix_product(a, b, *inner, *columns, goes_on),
            Work::BoxBlur { pixels, width, radius } => box_blur(pixels, *width, *radius, goes_on),
            Work::Mandelbrot { width, height, first, last, limit } => {
                mandelbrot(*width, *height, *first..*last, *limit, goes_on)
            }
            Work::Hash { hasher, data } => hash(hasher, data, goes_on),
            Work::Pbkdf2 { hasher, request } => pbkdf2(hasher, request, goes_on),
            Work::Deflate { data, format, level } => {
                let bytes = zlib::deflate(data, *format, *level);
                done(Product::Bytes(bytes), data.len(), zlib::deflate_picos(*level))
            }
            Work::Inflate { data, format, limit } => {
                let inflated = zlib::inflate(data, *format, *limit);
                let n = inflated.as_ref().map_or(data.len(), |inflated| inflated.bytes.len());
                done(Product::Inflated(inflated), n, zlib::INFLATE_PICOS)
            }
            Work::Checksum { kind, data, start } => {
                done(Product::Number(kind.of(*start, data)), data.len(), zlib::CHECKSUM_PICOS)
            }
        }
    }
}

fn done(product: Product, operations: usize, each: u64) -> Done {
    Done { product, cost: Picos(each.saturating_mul(operations as u64)) }
}

fn stopped() -> Done {
    Done { product: Product::Nothing, cost: Picos::ZERO }
}

fn hash(hasher: &Hasher, data: &[u8], goes_on: &mut dyn FnMut() -> bool) -> Done {
    let mut hasher = Box::new(hasher.clone());
    for part in data.chunks(1 << 16) {
        if !goes_on() {
            return stopped();
        }
        hasher.update(part);
    }
    let each = hasher.picos_per_byte();
    done(Product::Hasher(hasher), data.len(), each)
}

/// Two blocks a turn, for each block of the key.
fn pbkdf2(hasher: &Hasher, request: &Pbkdf2, goes_on: &mut dyn FnMut() -> bool) -> Done {
    let Some(key) = hasher.pbkdf2(request, goes_on) else { return stopped() };
    let blocks = key.len().div_ceil(hasher.digest(0).len().max(1)) as u64;
    let turns = usize::try_from(request.iterations.saturating_mul(blocks)).unwrap_or(usize::MAX);
    let each = hasher.picos_per_byte() * hasher.block_size() as u64 * 2;
    done(Product::Bytes(key), turns, each)
}

fn matrix_product(a: &[f64], b: &[f64], inner: usize, columns: usize, goes_on: &mut dyn FnMut() -> bool) -> Done {
    let rows = a.len().checked_div(inner).unwrap_or(0);
    let mut numbers = vec![0.0; rows * columns];
    for (row, sums) in numbers.chunks_exact_mut(columns.max(1)).enumerate() {
        if !goes_on() {
            return stopped();
        }
        for (k, factor) in a[row * inner..(row + 1) * inner].iter().enumerate() {
            for (sum, other) in sums.iter_mut().zip(&b[k * columns..(k + 1) * columns]) {
                *sum += factor * other;
            }
        }
    }
    done(Product::Matrix { numbers, columns }, rows * inner * columns, MULTIPLY_ADD)
}

/// Rows first, then columns: the mean of a square is a mean of means.
fn box_blur(pixels: &[u8], width: usize, radius: usize, goes_on: &mut dyn FnMut() -> bool) -> Done {
    let height = pixels.len().checked_div(width).unwrap_or(0);
    let mut across = vec![0_u32; pixels.len()];
    let mut blurred = vec![0_u8; pixels.len()];
    let side = 2 * radius + 1;
    for (row, sums) in pixels.chunks_exact(width.max(1)).zip(across.chunks_exact_mut(width.max(1))) {
        if !goes_on() {
            return stopped();
        }
        for (x, sum) in sums.iter_mut().enumerate() {
            *sum = (0..side).map(|i| u32::from(row[near(x, i, radius, width)])).sum();
        }
    }
    for (y, row) in blurred.chunks_exact_mut(width.max(1)).enumerate() {
        if !goes_on() {
            return stopped();
        }
        for (x, pixel) in row.iter_mut().enumerate() {
            let sum: u64 = (0..side).map(|i| u64::from(across[near(y, i, radius, height) * width + x])).sum();
            *pixel = u8::try_from(sum / (side * side) as u64).unwrap_or(u8::MAX);
        }
    }
    done(Product::Bytes(blurred), 2 * side * pixels.len(), ADD_PIXEL)
}

/// The place `i - radius` steps from `at`, kept inside.
fn near(at: usize, i: usize, radius: usize, length: usize) -> usize {
    (at + i).saturating_sub(radius).min(length - 1)
}

fn mandelbrot(
    width: usize,
    height: usize,
    rows: std::ops::Range<usize>,
    limit: u32,
    goes_on: &mut dyn FnMut() -> bool,
) -> Done {
    let mut bytes = Vec::with_capacity(rows.len() * width);
    let mut turns = 0;
    for y in rows {
        if !goes_on() {
            return stopped();
        }
        let im = -1.25 + 2.5 * y as f64 / height as f64;
        for x in 0..width {
            let n = escape(-2.0 + 2.5 * x as f64 / width as f64, im, limit);
            turns += n as usize;
            bytes.push(if n == limit {
                255
            } else {
                u8::try_from(u64::from(n) * 255 / u64::from(limit)).unwrap_or(254)
            });
        }
    }
    done(Product::Bytes(bytes), turns, MANDELBROT_TURN)
}

/// After how many turns a point leaves the circle of radius 2; `limit` when it has not by then.
fn escape(re: f64, im: f64, limit: u32) -> u32 {
    let (mut x, mut y) = (0.0, 0.0);
    for n in 0..limit {
        if x * x + y * y > 4.0 {
            return n;
        }
        (x, y) = (x * x - y * y + re, 2.0 * x * y + im);
    }
    limit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(work: &Work) -> Done {
        work.run(&mut || true)
    }

    #[test]
    fn a_matrix_product_is_rows_times_columns() {
        let work = Work::MatrixProduct {
            a: [1.0, 2.0, 3.0, 4.0].into(),
            b: [5.0, 6.0, 7.0, 8.0].into(),
            inner: 2,
            columns: 2,
        };
        let Done { product, cost } = run(&work);
        assert_eq!(product, Product::Matrix { numbers: vec![19.0, 22.0, 43.0, 50.0], columns: 2 });
        assert_eq!(cost, Picos(8 * MULTIPLY_ADD));
    }

    #[test]
    fn a_blur_keeps_a_plain_image_and_spreads_a_dot() {
        let plain = Work::BoxBlur { pixels: [7; 12].into(), width: 4, radius: 2 };
        assert_eq!(run(&plain).product, Product::Bytes(vec![7; 12]));
        let dot = Work::BoxBlur { pixels: [0, 0, 0, 0, 90, 0, 0, 0, 0].into(), width: 3, radius: 1 };
        assert_eq!(run(&dot).product, Product::Bytes(vec![10; 9]));
    }

    #[test]
    fn the_mandelbrot_set_holds_the_origin_and_is_cut_into_rows() {
        let rows = |first, last| match run(&Work::Mandelbrot { width: 20, height: 10, first, last, limit: 50 }).product
        {
            Product::Bytes(bytes) => bytes,
            other => panic!("{other:?}"),
        };
        let whole = rows(0, 10);
        assert_eq!(whole[5 * 20 + 16], 255, "the origin never escapes");
        assert_eq!(whole, [rows(0, 4), rows(4, 10)].concat());
    }

    #[test]
    fn work_that_is_told_to_stop_does() {
        let work = Work::Mandelbrot { width: 1_000, height: 1_000, first: 0, last: 1_000, limit: 100_000 };
        let mut asked = 0;
        let done = work.run(&mut || {
            asked += 1;
            asked < 2
        });
        assert_eq!((done.product, asked), (Product::Nothing, 2));
    }
}

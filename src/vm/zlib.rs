//! Compression and checksums as pure functions, by the crate `miniz_oxide`: what `zlib` is written over.
//!
//! Compressed bytes differ from zlib's own, and their length a little; what is decompressed does not.

use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_COMPUTE_ADLER32, TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// What is around the compressed bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Nothing.
    Raw,
    /// Two bytes of header, a checksum at the end.
    Zlib,
}

/// What came of decompressing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inflated {
    pub bytes: Vec<u8>,
    /// How many bytes were read.
    pub used: usize,
    /// The end of the compressed data was there.
    pub ended: bool,
}

/// For each byte that comes out.
pub const INFLATE_PICOS: u64 = 3_500;
/// For each byte summed up.
pub const CHECKSUM_PICOS: u64 = 900;

/// For each byte that goes in.
pub fn deflate_picos(level: u8) -> u64 {
    [2_000, 10_000, 11_000, 14_000, 16_000, 21_000, 28_000, 32_000, 42_000, 45_000][usize::from(level.min(9))]
}

pub fn deflate(data: &[u8], format: Format, level: u8) -> Vec<u8> {
    match format {
        Format::Raw => compress_to_vec(data, level.min(9)),
        Format::Zlib => compress_to_vec_zlib(data, level.min(9)),
    }
}

/// Decompresses to at most `limit` bytes; the error is how zlib puts it.
pub fn inflate(data: &[u8], format: Format, limit: usize) -> Result<Inflated, &'static str> {
    let mut flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    if format == Format::Zlib {
        let ok = data.len() < 2 || (data[0] & 15 == 8 && u16::from_be_bytes([data[0], data[1]]).is_multiple_of(31));
        if !ok {
            return Err("incorrect header check");
        }
        flags |= TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_COMPUTE_ADLER32;
    }
    let mut state = Box::<DecompressorOxide>::default();
    let mut bytes = vec![0; data.len().saturating_mul(2).max(256).min(limit)];
    let (mut used, mut made) = (0, 0);
    loop {
        let (status, n_in, n_out) = decompress(&mut state, &data[used..], &mut bytes, made, flags);
        used += n_in;
        made += n_out;
        match status {
            TINFLStatus::Done | TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                bytes.truncate(made);
                return Ok(Inflated { bytes, used, ended: status == TINFLStatus::Done });
            }
            TINFLStatus::HasMoreOutput if bytes.len() >= limit => {
                bytes.truncate(made);
                return Ok(Inflated { bytes, used, ended: false });
            }
            TINFLStatus::HasMoreOutput => bytes.resize(bytes.len().saturating_mul(2).min(limit), 0),
            TINFLStatus::Adler32Mismatch => return Err("incorrect data check"),
            _ => return Err("invalid code lengths set"),
        }
    }
}

/// A checksum that goes on from an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Checksum {
    Crc32,
    Adler32,
}

impl Checksum {
    pub fn of(self, start: u32, data: &[u8]) -> u32 {
        match self {
            Checksum::Crc32 => !data.iter().fold(!start, |crc, &byte| {
                let low = (crc ^ u32::from(byte)) & 0xff;
                CRC_TABLE[low as usize] ^ crc >> 8
            }),
            Checksum::Adler32 => {
                let (mut a, mut b) = (start & 0xffff, start >> 16);
                // So many bytes cannot overflow either sum.
                for part in data.chunks(5_552) {
                    for &byte in part {
                        a += u32::from(byte);
                        b += a;
                    }
                    (a, b) = (a % 65_521, b % 65_521);
                }
                b << 16 | a
            }
        }
    }
}

static CRC_TABLE: [u32; 256] = crc_table();

const fn crc_table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut crc = n as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[n] = crc;
        n += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compressed_comes_back() {
        let data: Vec<u8> = (0..50_000_u32).map(|n| ((n * n) >> 7) as u8).collect();
        for format in [Format::Raw, Format::Zlib] {
            let packed = deflate(&data, format, 6);
            assert!(packed.len() < data.len());
            let again = inflate(&packed, format, usize::MAX).unwrap();
            assert_eq!((again.bytes, again.used, again.ended), (data.clone(), packed.len(), true));
            let part = inflate(&packed[..packed.len() / 2], format, usize::MAX).unwrap();
            assert!(!part.ended);
        }
        assert_eq!(inflate(b"hello", Format::Zlib, 100), Err("incorrect header check"));
    }

    #[test]
    fn checksums() {
        assert_eq!(Checksum::Crc32.of(0, b"hello"), 0x3610_a686);
        assert_eq!(Checksum::Adler32.of(1, b"hello"), 0x062c_0215);
    }
}

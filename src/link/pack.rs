//! Bytes to short URL-safe text: CRC-32 and raw deflate in base64url without padding.
//!
//! Programs are short, so deflate alone has little to refer back to. Both sides therefore begin as if they had just seen
//! [`DICTIONARY`]: the packer feeds it first and throws away what came out up to the flush behind it; the unpacker lays it
//! before its output. The dictionary is part of the format and never changes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::base::checksum::crc32;
use crate::base::limits::MAX_SOURCE_BYTES;

use super::LinkError;

/// What Python about concurrency is full of; the likeliest last, where references are shortest.
const DICTIONARY: &[u8] = include_bytes!("dictionary.txt");
/// Longest unpacked payload: the longest program, and room for the other fields.
const MAX_UNPACKED_BYTES: usize = 2 * MAX_SOURCE_BYTES;
const CRC_BYTES: usize = 4;

pub fn pack(bytes: &[u8]) -> String {
    let mut packed = crc32(bytes).to_le_bytes().to_vec();
    packed.extend(deflate(bytes));
    URL_SAFE_NO_PAD.encode(packed)
}

pub fn unpack(text: &str) -> Result<Vec<u8>, LinkError> {
    let packed = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).map_err(|_| LinkError::Damaged)?;
    let (crc, deflated) = packed.split_first_chunk::<CRC_BYTES>().ok_or(LinkError::Damaged)?;
    let bytes = inflate(deflated)?;
    if crc32(&bytes) == u32::from_le_bytes(*crc) { Ok(bytes) } else { Err(LinkError::Damaged) }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    // Level 9, window bits below zero: no zlib header.
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(9, -15, 0));
    compress_to_output(&mut compressor, DICTIONARY, TDEFLFlush::Sync, |_| true);
    let mut out = Vec::new();
    compress_to_output(&mut compressor, bytes, TDEFLFlush::Finish, |part| {
        out.extend_from_slice(part);
        true
    });
    out
}

/// Grows its output until it fits, up to the limit.
fn inflate(deflated: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut room = (deflated.len() * 6).max(4_096);
    loop {
        let mut out = DICTIONARY.to_vec();
        out.resize(DICTIONARY.len() + room.min(MAX_UNPACKED_BYTES), 0);
        let mut state = DecompressorOxide::default();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, n_read, n_written) = decompress(&mut state, deflated, &mut out, DICTIONARY.len(), flags);
        match status {
            TINFLStatus::Done if n_read == deflated.len() => {
                out.truncate(DICTIONARY.len() + n_written);
                return Ok(out.split_off(DICTIONARY.len()));
            }
            TINFLStatus::HasMoreOutput if room < MAX_UNPACKED_BYTES => room *= 4,
            TINFLStatus::HasMoreOutput => return Err(LinkError::TooLong),
            _ => return Err(LinkError::Damaged),
        }
    }
}

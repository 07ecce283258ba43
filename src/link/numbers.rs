//! Numbers as LEB128: seven bits to a byte, the lowest first.

use super::LinkError;

/// The bytes of a number.
pub fn leb128(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2);
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// Takes a number off the front.
pub fn take_leb128(bytes: &mut &[u8]) -> Result<u64, LinkError> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or(LinkError::Damaged)?;
        *bytes = rest;
        let part = u64::from(byte & 0x7f);
        if (part << shift) >> shift != part {
            return Err(LinkError::Damaged);
        }
        number |= part << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err(LinkError::Damaged)
}

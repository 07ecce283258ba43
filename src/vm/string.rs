//! Python strings: immutable UTF-8 with hash and length known from the start. Short texts lie in the object itself.
//!
//! Lone surrogates cannot be held. Indexing is by character: direct when the text is ASCII, a walk otherwise.

use smol_str::SmolStr;

/// A string object's content.
#[derive(Clone, Debug)]
pub struct PyStr {
    text: SmolStr,
    hash: u32,
    n_chars: u32,
}

impl PyStr {
    pub fn new(text: impl Into<SmolStr>) -> Self {
        let text: SmolStr = text.into();
        let n_chars = if text.is_ascii() { text.len() } else { text.chars().count() };
        Self { hash: hash_bytes(text.as_bytes()) as u32, n_chars: n_chars as u32, text }
    }
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The text, cheap to clone.
    pub fn text(&self) -> &SmolStr {
        &self.text
    }
    /// Length in characters, as `len()` counts.
    #[inline]
    pub fn n_chars(&self) -> usize {
        self.n_chars as usize
    }
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.n_chars as usize == self.text.len()
    }
    #[inline]
    pub fn hash(&self) -> u64 {
        u64::from(self.hash)
    }
    /// The character at place `i`, counted from 0.
    #[inline]
    pub fn char_at(&self, i: usize) -> Option<char> {
        if self.is_ascii() { self.text.as_bytes().get(i).map(|&b| b as char) } else { self.text.chars().nth(i) }
    }
    /// Byte offset of character `i`; the text's length when `i` is at or past the end.
    pub fn byte_of_char(&self, i: usize) -> usize {
        if self.is_ascii() {
            i.min(self.text.len())
        } else {
            self.text.char_indices().nth(i).map_or(self.text.len(), |(at, _)| at)
        }
    }
    /// Characters `start..end`.
    pub fn slice(&self, start: usize, end: usize) -> &str {
        if start >= end {
            return "";
        }
        let from = self.byte_of_char(start);
        if self.is_ascii() {
            return &self.text[from..end.min(self.text.len())];
        }
        let rest = &self.text[from..];
        let to = rest.char_indices().nth(end - start).map_or(rest.len(), |(at, _)| at);
        &rest[..to]
    }
}

/// A fixed hash of bytes, the same on every platform: multiply and rotate over words of eight bytes. It has 32 bits.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut h = (bytes.len() as u64).wrapping_mul(K);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3], chunk[4], chunk[5], chunk[6], chunk[7]]);
        h = (h.rotate_left(23) ^ word).wrapping_mul(K);
    }
    let mut last = 0u64;
    for (i, &byte) in chunks.remainder().iter().enumerate() {
        last |= u64::from(byte) << (8 * i);
    }
    h = (h.rotate_left(23) ^ last).wrapping_mul(K);
    (h ^ (h >> 29)) >> 32
}

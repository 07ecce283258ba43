//! Dictionaries: entries in insertion order and, beside them, an open-addressing table of their places.
//!
//! After CPython's compact dict (`Objects/dictobject.c`). Knows hashes and places; whether two keys are equal is asked of
//! the caller, since that may need the heap or even Python code.

use super::footprint;
use super::value::Value;

/// One entry. A removed one has a `Null` key.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub hash: u64,
    pub key: Value,
    pub value: Value,
}

const EMPTY: u32 = u32::MAX;
const REMOVED: u32 = u32::MAX - 1;
/// Up to this many entries there is no table: a scan is faster.
const SCAN_MAX: usize = 8;

/// An insertion-ordered hash table.
#[derive(Clone, Debug, Default)]
pub struct Dict {
    entries: Vec<Entry>,
    table: Vec<u32>,
    len: u32,
    /// Grows whenever a key comes or goes, not when a value changes.
    keys_version: u32,
}

impl Dict {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn with_capacity(n: usize) -> Self {
        Self { entries: Vec::with_capacity(n), ..Self::default() }
    }
    #[inline]
    pub fn len(&self) -> usize {
        self.len as usize
    }
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    #[inline]
    pub fn keys_version(&self) -> u32 {
        self.keys_version
    }
    /// All entry places, removed ones included (their key is `Null`); iteration goes by place.
    #[inline]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// The entries that are there, in insertion order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> + Clone {
        self.entries.iter().filter(|entry| !entry.key.is_null())
    }
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = Value> + Clone + '_ {
        self.iter().map(|entry| entry.key)
    }
    /// Place of the first entry with this hash for which `is_key` says yes.
    #[inline(always)]
    pub fn find(&self, hash: u64, mut is_key: impl FnMut(Value) -> bool) -> Option<usize> {
        if self.table.is_empty() {
            return self
                .entries
                .iter()
                .position(|entry| entry.hash == hash && !entry.key.is_null() && is_key(entry.key));
        }
        let mask = self.table.len() - 1;
        let mut at = spread(hash) & mask;
        loop {
            match self.table[at] {
                EMPTY => return None,
                REMOVED => {}
                place => {
                    let entry = &self.entries[place as usize];
                    if entry.hash == hash && is_key(entry.key) {
                        return Some(place as usize);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }
    #[inline]
    pub fn value_at(&self, place: usize) -> Value {
        self.entries[place].value
    }
    #[inline]
    pub fn set_value_at(&mut self, place: usize, value: Value) {
        self.entries[place].value = value;
    }
    /// Appends a key that is not there.
    pub fn insert_new(&mut self, hash: u64, key: Value, value: Value) {
        if self.entries.len() > SCAN_MAX.max(2 * self.len as usize) {
            self.compact();
        }
        let place = self.entries.len() as u32;
        self.entries.push(Entry { hash, key, value });
        self.len += 1;
        self.keys_version = self.keys_version.wrapping_add(1);
        if self.table.is_empty() && self.entries.len() <= SCAN_MAX {
            return;
        }
        if self.table.is_empty() || self.entries.len() * 3 >= self.table.len() * 2 {
            self.rebuild_table();
            return;
        }
        let mask = self.table.len() - 1;
        let mut at = spread(hash) & mask;
        while self.table[at] < REMOVED {
            at = (at + 1) & mask;
        }
        self.table[at] = place;
    }
    /// Removes the entry at a place and returns it.
    pub fn remove_at(&mut self, place: usize) -> Entry {
        let entry = self.entries[place];
        if !self.table.is_empty() {
            let mask = self.table.len() - 1;
            let mut at = spread(entry.hash) & mask;
            while self.table[at] != place as u32 {
                at = (at + 1) & mask;
            }
            self.table[at] = REMOVED;
        }
        self.entries[place].key = Value::Null;
        self.entries[place].value = Value::Null;
        self.len -= 1;
        self.keys_version = self.keys_version.wrapping_add(1);
        // A removed tail is dropped at once, so that popitem() stays cheap.
        while self.entries.last().is_some_and(|last| last.key.is_null()) {
            self.entries.pop();
        }
        entry
    }
    /// The last entry's place, for `popitem`.
    pub fn last_place(&self) -> Option<usize> {
        self.entries.len().checked_sub(1)
    }
    pub fn clear(&mut self) {
        let keys_version = self.keys_version.wrapping_add(1);
        *self = Self { keys_version, ..Self::default() };
    }
    fn compact(&mut self) {
        self.entries.retain(|entry| !entry.key.is_null());
        self.table.clear();
        if self.entries.len() > SCAN_MAX {
            self.rebuild_table();
        }
    }
    fn rebuild_table(&mut self) {
        let size = (self.entries.len() * 2 + 2).next_power_of_two().max(32);
        self.table.clear();
        self.table.resize(size, EMPTY);
        let mask = size - 1;
        for (place, entry) in self.entries.iter().enumerate() {
            if entry.key.is_null() {
                continue;
            }
            let mut at = spread(entry.hash) & mask;
            while self.table[at] != EMPTY {
                at = (at + 1) & mask;
            }
            self.table[at] = place as u32;
        }
    }
    /// Bytes outside the slot.
    pub fn size(&self) -> usize {
        footprint::DICT + self.entries.len() * footprint::DICT_ENTRY + self.table.len() * 4
    }
}

/// Integers hash to themselves, so neighbouring keys must not fall in one run of a linear probe.
#[inline]
fn spread(hash: u64) -> usize {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_has_shrunk_takes_new_keys() {
        let mut dict = Dict::new();
        for key in 0..12 {
            dict.insert_new(key, Value::Int(key as i64), Value::None);
        }
        for key in (4..12).rev() {
            let place = dict.find(key, |_| true);
            assert_eq!(place.map(|place| dict.remove_at(place).hash), Some(key));
        }
        dict.insert_new(20, Value::Int(20), Value::None);
        assert_eq!(dict.find(20, |_| true), Some(4));
    }
}

//! Sets: open addressing exactly as CPython's, so that sets of ints iterate in CPython's order.
//!
//! Source: `Objects/setobject.c` of 3.14: linear probes of 9, then perturbation by 5 bits; grows when 3/5 full, to four
//! times the used entries (twice above 50,000); a new key takes the last removed place on its way. Sets of strings iterate in an order of our own, as CPython's order changes
//! with every run.

use super::footprint;
use super::value::Value;

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
const MIN_SIZE: usize = 8;

/// One place of the table: `Null` key and hash 0 for a free one, `Null` key and hash `u64::MAX` for a removed one.
#[derive(Clone, Copy, Debug)]
pub struct SetEntry {
    pub hash: u64,
    pub key: Value,
}

const FREE: SetEntry = SetEntry { hash: 0, key: Value::Null };
const REMOVED: SetEntry = SetEntry { hash: u64::MAX, key: Value::Null };

/// A hash set.
#[derive(Clone, Debug)]
pub struct Set {
    table: Vec<SetEntry>,
    /// Keys that are there.
    used: usize,
    /// Keys and removed places.
    fill: usize,
    /// Where `pop` goes on looking.
    finger: usize,
}

impl Default for Set {
    fn default() -> Self {
        Self { table: vec![FREE; MIN_SIZE], used: 0, fill: 0, finger: 0 }
    }
}

impl Set {
    pub fn new() -> Self {
        Self::default()
    }
    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }
    /// The table, free and removed places included; iteration goes by place.
    #[inline]
    pub fn table(&self) -> &[SetEntry] {
        &self.table
    }
    pub fn iter(&self) -> impl Iterator<Item = SetEntry> + Clone + '_ {
        self.table.iter().copied().filter(|entry| !entry.key.is_null())
    }
    /// Place of the key with this hash for which `is_key` says yes.
    pub fn find(&self, hash: u64, mut is_key: impl FnMut(Value) -> bool) -> Option<usize> {
        let mask = self.table.len() - 1;
        let mut perturb = hash;
        let mut at = hash as usize & mask;
        loop {
            let last = if at + LINEAR_PROBES <= mask { at + LINEAR_PROBES } else { at };
            for place in at..=last {
                let entry = &self.table[place];
                if entry.key.is_null() {
                    if entry.hash == 0 {
                        return None;
                    }
                } else if entry.hash == hash && is_key(entry.key) {
                    return Some(place);
                }
            }
            perturb >>= PERTURB_SHIFT;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }
    /// Adds a key that is not there.
    pub fn insert_new(&mut self, hash: u64, key: Value) {
        let (place, removed) = self.place_for(hash);
        self.table[place] = SetEntry { hash, key };
        self.used += 1;
        if removed {
            return;
        }
        self.fill += 1;
        if self.fill * 5 >= (self.table.len() - 1) * 3 {
            let wanted = if self.used > 50_000 { self.used * 2 } else { self.used * 4 };
            self.resize(wanted);
        }
    }
    /// Where a new key goes: the last removed place before the first free one (`true`), or that.
    fn place_for(&self, hash: u64) -> (usize, bool) {
        let mask = self.table.len() - 1;
        let mut perturb = hash;
        let mut at = hash as usize & mask;
        let mut removed = None;
        loop {
            let last = if at + LINEAR_PROBES <= mask { at + LINEAR_PROBES } else { at };
            for place in at..=last {
                match self.table[place] {
                    SetEntry { hash: 0, key: Value::Null } => {
                        return removed.map_or((place, false), |removed| (removed, true));
                    }
                    SetEntry { key: Value::Null, .. } => removed = Some(place),
                    _ => {}
                }
            }
            perturb >>= PERTURB_SHIFT;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }
    fn free_place(&self, hash: u64) -> usize {
        let mask = self.table.len() - 1;
        let mut perturb = hash;
        let mut at = hash as usize & mask;
        loop {
            let last = if at + LINEAR_PROBES <= mask { at + LINEAR_PROBES } else { at };
            if let Some(place) =
                (at..=last).find(|&place| self.table[place].key.is_null() && self.table[place].hash == 0)
            {
                return place;
            }
            perturb >>= PERTURB_SHIFT;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }
    /// Makes the table as large as CPython's `set_table_resize(minused)`.
    pub fn resize(&mut self, min_used: usize) {
        let mut size = MIN_SIZE;
        while size <= min_used {
            size <<= 1;
        }
        let old = std::mem::replace(&mut self.table, vec![FREE; size]);
        self.fill = self.used;
        for entry in old.into_iter().filter(|entry| !entry.key.is_null()) {
            let place = self.free_place(entry.hash);
            self.table[place] = entry;
        }
    }
    /// Makes room for `more` keys at once, as before another set or a dict is added.
    pub fn make_room(&mut self, more: usize) {
        if (self.fill + more) * 5 >= (self.table.len() - 1) * 3 {
            self.resize((self.used + more) * 2);
        }
    }
    /// Nothing was ever put in.
    pub fn is_pristine(&self) -> bool {
        self.fill == 0
    }
    /// Fills a pristine set that has room with another one's keys.
    pub fn fill_from(&mut self, other: &Set) {
        if self.table.len() == other.table.len() && other.fill == other.used {
            self.table.clone_from(&other.table);
        } else {
            for entry in other.iter() {
                let place = self.free_place(entry.hash);
                self.table[place] = entry;
            }
        }
        (self.fill, self.used) = (other.used, other.used);
    }
    /// `set(other)`: a copy, whose table is not as large if the other's has grown.
    pub fn copied(&self) -> Set {
        let mut made = Set::new();
        if !self.is_empty() {
            made.make_room(self.len());
            made.fill_from(self);
        }
        made
    }
    /// Gets rid of removed places when there are many.
    pub fn tidy(&mut self) {
        if self.fill - self.used > (self.table.len() - 1) / 4 {
            self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
        }
    }
    /// Removes the key at a place and returns it.
    pub fn remove_at(&mut self, place: usize) -> Value {
        let key = self.table[place].key;
        self.table[place] = REMOVED;
        self.used -= 1;
        key
    }
    /// `set.pop()`: the next key at or after the place where the last one was popped.
    pub fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let mask = self.table.len() - 1;
        let mut place = self.finger & mask;
        while self.table[place].key.is_null() {
            place = (place + 1) & mask;
        }
        self.finger = place + 1;
        Some(self.remove_at(place))
    }
    pub fn clear(&mut self) {
        *self = Self::default();
    }
    /// Bytes outside the slot.
    pub fn size(&self) -> usize {
        footprint::SET + self.table.len() * footprint::SET_ENTRY
    }
}

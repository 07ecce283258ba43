//! Operations on whole sets, in CPython's steps, so that the result iterates in CPython's order.
//!
//! Source: `Objects/setobject.c` of 3.14 (`set_merge_lock_held`, `set_intersection`, `set_difference`,
//! `set_difference_update_internal`, `set_symmetric_difference_update_set`).

use super::core::{Core, NeedsPython};
use super::set::Set;
use crate::lang::code::BinaryOp;

type Answer<T> = Result<T, NeedsPython>;

impl Core {
    /// Adds the other set's keys.
    pub fn set_merge(&self, set: &mut Set, other: &Set) -> Answer<()> {
        if other.is_empty() {
            return Ok(());
        }
        set.make_room(other.len());
        if set.is_pristine() {
            set.fill_from(other);
            return Ok(());
        }
        for entry in other.iter() {
            if self.set_find(set, entry.hash, entry.key)?.is_none() {
                set.insert_new(entry.hash, entry.key);
            }
        }
        Ok(())
    }
    /// `a & b`: the smaller one is walked, the right one of two of a size.
    pub fn set_common(&self, a: &Set, b: &Set) -> Answer<Set> {
        let (walked, other) = if b.len() > a.len() { (a, b) } else { (b, a) };
        let mut made = Set::new();
        for entry in walked.iter() {
            if self.set_find(other, entry.hash, entry.key)?.is_some() {
                made.insert_new(entry.hash, entry.key);
            }
        }
        Ok(made)
    }
    /// `a - b` as a new set.
    pub fn set_without(&self, a: &Set, b: &Set) -> Answer<Set> {
        if a.len() >> 2 > b.len() {
            let mut made = a.copied();
            self.set_remove_all(&mut made, b)?;
            return Ok(made);
        }
        let mut made = Set::new();
        for entry in a.iter() {
            if self.set_find(b, entry.hash, entry.key)?.is_none() {
                made.insert_new(entry.hash, entry.key);
            }
        }
        Ok(made)
    }
    /// `set -= other`
    pub fn set_remove_all(&self, set: &mut Set, other: &Set) -> Answer<()> {
        let common;
        let doomed = if other.len() >> 3 > set.len() {
            common = self.set_common(set, other)?;
            &common
        } else {
            other
        };
        for entry in doomed.iter() {
            if let Some(place) = self.set_find(set, entry.hash, entry.key)? {
                set.remove_at(place);
            }
        }
        set.tidy();
        Ok(())
    }
    /// `set ^= other`
    pub fn set_toggle(&self, set: &mut Set, other: &Set) -> Answer<()> {
        for entry in other.iter() {
            match self.set_find(set, entry.hash, entry.key)? {
                Some(place) => {
                    set.remove_at(place);
                }
                None => set.insert_new(entry.hash, entry.key),
            }
        }
        Ok(())
    }
    /// `a op b` as a new set; `None` when Python code must compare keys.
    pub fn combine_sets(&self, op: BinaryOp, a: &Set, b: &Set) -> Option<Set> {
        match op {
            BinaryOp::Or => {
                let mut made = a.copied();
                self.set_merge(&mut made, b).ok()?;
                Some(made)
            }
            BinaryOp::And => self.set_common(a, b).ok(),
            BinaryOp::Subtract => self.set_without(a, b).ok(),
            _ => {
                // The right operand is copied and the left one's keys are toggled in it.
                let mut made = b.copied();
                self.set_toggle(&mut made, a).ok()?;
                Some(made)
            }
        }
    }
    /// `set op= other`; `None` as above, and then the set is as it was.
    pub fn update_set(&self, op: BinaryOp, set: &Set, other: &Set) -> Option<Set> {
        let mut made = set.clone();
        match op {
            BinaryOp::Or => self.set_merge(&mut made, other).ok()?,
            BinaryOp::And => made = self.set_common(set, other).ok()?,
            BinaryOp::Subtract => self.set_remove_all(&mut made, other).ok()?,
            _ => self.set_toggle(&mut made, other).ok()?,
        }
        Some(made)
    }
}

//! Typed indices, so that a thread is never mistaken for a lane, and the vectors they index.

use std::marker::PhantomData;
use std::ops::{Index as Get, IndexMut as GetMut};

/// A newtype over `u32` that counts from zero.
pub trait Index: Copy + Eq + Ord {
    /// The id of place `i`. Panics when `i` does not fit 32 bits, which no limit of ours allows.
    fn from_usize(i: usize) -> Self;
    /// The place this id names.
    fn index(self) -> usize;
}

/// Declares a typed index: `index_type!(/// Doc. ThreadId);`
#[macro_export]
macro_rules! index_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, serde::Serialize, serde::Deserialize)]
        #[repr(transparent)]
        pub struct $name(pub u32);
        impl $crate::base::ids::Index for $name {
            #[inline]
            fn from_usize(i: usize) -> Self {
                Self(u32::try_from(i).expect("more than 2^32 entries"))
            }
            #[inline]
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index_type!(
    /// A process of the world; 0 is the main process.
    ProcessId
);
index_type!(
    /// A thread of one process; 0 is its main thread.
    ThreadId
);
index_type!(
    /// A simulated core.
    CoreId
);
index_type!(
    /// One row of the timeline.
    LaneId
);
index_type!(
    /// A compiled code object, unique within a [`crate::lang::code::CodeStore`].
    CodeId
);

/// A vector indexed by one id type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndexVec<I, T> {
    items: Vec<T>,
    id: PhantomData<fn(I) -> I>,
}

impl<I: Index, T> IndexVec<I, T> {
    pub const fn new() -> Self {
        Self { items: Vec::new(), id: PhantomData }
    }
    /// Appends and returns the new id.
    pub fn push(&mut self, item: T) -> I {
        let id = self.next_id();
        self.items.push(item);
        id
    }
    /// Removes the last item.
    pub fn pop(&mut self) -> Option<T> {
        self.items.pop()
    }
    /// The id that the next [`push`](Self::push) returns.
    pub fn next_id(&self) -> I {
        I::from_usize(self.items.len())
    }
    pub fn len(&self) -> usize {
        self.items.len()
    }
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
    pub fn get(&self, id: I) -> Option<&T> {
        self.items.get(id.index())
    }
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.items.get_mut(id.index())
    }
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }
    pub fn iter_enumerated(&self) -> impl DoubleEndedIterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(i, item)| (I::from_usize(i), item))
    }
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::from_usize)
    }
    pub fn last(&self) -> Option<&T> {
        self.items.last()
    }
}

impl<I: Index, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I: Index, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<It: IntoIterator<Item = T>>(items: It) -> Self {
        Self { items: items.into_iter().collect(), id: PhantomData }
    }
}

impl<I: Index, T> Get<I> for IndexVec<I, T> {
    type Output = T;
    #[inline]
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

impl<I: Index, T> GetMut<I> for IndexVec<I, T> {
    #[inline]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn push_returns_ids_in_order() {
        let mut names: IndexVec<ThreadId, &str> = IndexVec::new();
        let main = names.push("MainThread");
        let worker = names.push("Thread-1");
        assert_eq!((main, worker), (ThreadId(0), ThreadId(1)));
        assert_eq!(names[worker], "Thread-1");
        assert_eq!(names.ids().collect::<Vec<_>>(), [main, worker]);
    }
}

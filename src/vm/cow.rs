//! Copy-on-write payloads: a list's items must not be copied because a neighbour on its page was written.
//!
//! Owned while one machine alone has it, and then written in place without a check of counts; a snapshot turns it into
//! shared, and the first write after that copies it.

use std::ops::Deref;
use std::sync::Arc;

/// A payload that is either this machine's own or shared with snapshots.
#[derive(Debug)]
pub enum Cow<T> {
    /// No snapshot sees it.
    Owned(T),
    /// Snapshots may see it: copied before a write.
    Shared(Arc<T>),
}

impl<T: Clone + Default> Cow<T> {
    pub fn new(inner: T) -> Self {
        Cow::Owned(inner)
    }
    /// For writing; copies first when snapshots may see it.
    #[inline]
    pub fn to_mut(&mut self) -> &mut T {
        if let Cow::Shared(_) = self {
            self.own();
        }
        match self {
            Cow::Owned(inner) => inner,
            Cow::Shared(_) => unreachable!("owned just now"),
        }
    }
    #[cold]
    fn own(&mut self) {
        if let Cow::Shared(shared) = self {
            let inner = Arc::try_unwrap(std::mem::take(shared)).unwrap_or_else(|shared| (*shared).clone());
            *self = Cow::Owned(inner);
        }
    }
    /// Makes it shared, so that cloning it is cheap.
    pub fn freeze(&mut self) {
        if let Cow::Owned(inner) = self {
            *self = Cow::Shared(Arc::new(std::mem::take(inner)));
        }
    }
}

impl<T> Deref for Cow<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        match self {
            Cow::Owned(inner) => inner,
            Cow::Shared(shared) => shared,
        }
    }
}

impl<T: Clone> Clone for Cow<T> {
    fn clone(&self) -> Self {
        match self {
            Cow::Owned(inner) => Cow::Owned(inner.clone()),
            Cow::Shared(shared) => Cow::Shared(Arc::clone(shared)),
        }
    }
}

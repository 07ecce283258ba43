//! One value that several real threads change in turn: the only `unsafe` of the lab.
//!
//! Why it is sound. The value sits in an `UnsafeCell` together with the lock that guards it. A reference to it is made in
//! one place, [`Access::get`], from an exclusive borrow of an [`Access`]; an `Access` exists only while its thread holds the
//! GIL: [`Shared::take`] and [`Shared::try_take`] make it after the GIL has returned a [`Held`], which the `Access` owns, and the GIL is
//! released when that `Held` is dropped, so no `Access` outlives its turn. The GIL lets one thread in at a time, and each
//! hand-over goes through the GIL's mutex, so what one thread wrote happens before what the next one reads. The reference
//! cannot be kept: its lifetime is that of the borrow of the `Access`.
//! Therefore at most one reference to the value exists at any time, which is what `Sync` for `T: Send` needs: it is the
//! argument of `Mutex<T>`, with the GIL as the mutex. `Held` alone makes no `Access`, and a `Held` of another GIL cannot be
//! brought in, because `Shared` takes its own and no field is public.

#![expect(unsafe_code, reason = "one machine shared by real threads; the argument is above")]

use std::cell::UnsafeCell;

use super::gil::{Gil, Held, Stopped};
use crate::base::ids::ThreadId;

/// A value behind a GIL.
#[derive(Debug)]
pub struct Shared<T> {
    pub gil: Gil,
    value: UnsafeCell<T>,
}

// SAFETY: the head of this file. `T: Send` because each thread that holds the GIL uses the value as its own.
unsafe impl<T: Send> Sync for Shared<T> {}

/// The right to use the value, for as long as it lives.
#[derive(Debug)]
pub struct Access<'a, T> {
    shared: &'a Shared<T>,
    held: Held<'a>,
}

impl<T> Shared<T> {
    pub fn new(gil: Gil, value: T) -> Self {
        Self { gil, value: UnsafeCell::new(value) }
    }
    /// Waits for the GIL; see [`Gil::take`].
    pub fn take(&self, thread: ThreadId, on_request: impl FnMut(ThreadId)) -> Result<Access<'_, T>, Stopped> {
        let held = self.gil.take(thread, on_request)?;
        Ok(Access { shared: self, held })
    }
    /// The GIL, if it is free.
    pub fn try_take(&self, thread: ThreadId) -> Option<Access<'_, T>> {
        let held = self.gil.try_take(thread)?;
        Some(Access { shared: self, held })
    }
    /// The value, when nobody else can reach it any more.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<'a, T> Access<'a, T> {
    /// How the GIL was got.
    pub fn held(&self) -> &Held<'a> {
        &self.held
    }
    /// The value.
    pub fn get(&mut self) -> &mut T {
        // SAFETY: the head of this file: this thread holds the GIL while `self` lives, and `self` is borrowed exclusively.
        unsafe { &mut *self.shared.value.get() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Nanos;
    use std::sync::Arc;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of real threads")]
    fn four_threads_count_without_losing_one() {
        const EACH: u64 = if cfg!(miri) { 20 } else { 20_000 };
        let shared = Arc::new(Shared::new(Gil::new(Nanos(20_000)), 0u64));
        let threads: Vec<_> = (0..4)
            .map(|n| {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || {
                    let mut access = shared.take(ThreadId(n), |_| {}).expect("not stopped");
                    for _ in 0..EACH {
                        *access.get() += 1;
                        if shared.gil.drop_requested() {
                            drop(access);
                            access = shared.take(ThreadId(n), |_| {}).expect("not stopped");
                        }
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().expect("no panic"));
        let shared = Arc::into_inner(shared).expect("all threads are over");
        assert_eq!(shared.into_inner(), 4 * EACH);
    }
}

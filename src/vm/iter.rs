//! Builtin iterators and what `for` asks of them.
//!
//! Sources: `Objects/iterobject.c`, `listobject.c`, `rangeobject.c`, `dictobject.c`, `enumobject.c`,
//! `Python/bltinmodule.c` (map, filter, zip).

use std::sync::Arc;

use super::object::ViewKind;
use super::value::{Obj, Value};

/// A builtin iterator's state.
#[derive(Clone, Debug)]
pub enum Iter {
    /// `left` numbers from `next` on.
    Range {
        next: i64,
        step: i64,
        left: u64,
    },
    /// Items of a list, tuple, str, bytes or bytearray; `at` is `u32::MAX` once spent.
    Seq {
        seq: Obj,
        at: u32,
    },
    /// As `Seq`, from the end; `at` counts the items still to come.
    Reversed {
        seq: Obj,
        at: u32,
    },
    /// Places of a dict's entries; `len` to notice a change of size. Backwards when `reverse`: `at` counts places to come.
    Dict {
        dict: Obj,
        at: u32,
        len: u32,
        kind: ViewKind,
        reverse: bool,
    },
    Set {
        set: Obj,
        at: u32,
        len: u32,
    },
    Enumerate {
        iter: Value,
        count: i64,
    },
    Zip {
        iters: Arc<[Value]>,
        strict: bool,
    },
    Map(Box<MapState>),
    /// `func` is `None` for `filter(None, it)`. Packed as a tuple object `(func, iter)`.
    Filter {
        pair: Obj,
    },
    /// Iteration by `__getitem__` from 0 on.
    GetItem {
        seq: Value,
        at: i64,
    },
    /// `iter(callable, sentinel)`: a tuple object of both, `Null` once spent.
    Callable {
        pair: Value,
    },
}

/// `map(func, *iters)`.
#[derive(Clone, Debug)]
pub struct MapState {
    pub func: Value,
    pub iters: Vec<Value>,
}

const _: () = assert!(size_of::<Iter>() <= 32);

/// What an iterator answered.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    Item(Value),
    /// Spent.
    Done,
    /// Only Python code can tell: go through `__next__`.
    Python,
}

/// How many numbers `range(start, stop, step)` has.
pub fn range_len(start: i64, stop: i64, step: i64) -> u64 {
    if step > 0 && start < stop {
        (stop.wrapping_sub(start) as u64 - 1) / step as u64 + 1
    } else if step < 0 && start > stop {
        (start.wrapping_sub(stop) as u64 - 1) / step.unsigned_abs() + 1
    } else {
        0
    }
}

impl super::core::Core {
    /// All items of a builtin container or iterator, read without Python code; `None` when Python code must be asked.
    /// An iterator is spent by it.
    pub fn collect(&mut self, iterable: Value) -> Result<Option<Vec<Value>>, super::native::Break> {
        Ok(self.heap.as_list(iterable).cloned().or_else(|| self.heap.as_tuple(iterable).map(<[Value]>::to_vec)))
    }
}

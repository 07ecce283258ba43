//! The browser's clock: `performance`, which every worker has, counted from one moment that all of them share.

use js_sys::Date;
use wasm_bindgen::prelude::*;

use crate::base::time::Nanos;
use crate::lab::clock::Clock;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
    #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
    static TIME_ORIGIN: f64;
}

/// Reads `performance.now()`. Each worker counts from its own start, so the start is added.
#[derive(Clone, Copy, Debug)]
pub struct BrowserClock {
    /// Milliseconds since 1970 that count as zero.
    zero: f64,
}

impl BrowserClock {
    /// Time zero is about now.
    pub fn start() -> Self {
        Self { zero: millis() }
    }
    /// The clock of another worker, by its [`zero`](Self::zero).
    pub fn from_zero(zero: f64) -> Self {
        Self { zero }
    }
    /// Milliseconds since 1970 that count as zero.
    pub fn zero(self) -> f64 {
        self.zero
    }
}

impl Clock for BrowserClock {
    fn now(&self) -> Nanos {
        nanos(millis() - self.zero)
    }
    fn unix_nanos(&self) -> u64 {
        nanos(Date::now()).0
    }
}

fn millis() -> f64 {
    TIME_ORIGIN.with(|origin| *origin) + performance_now()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
fn nanos(millis: f64) -> Nanos {
    Nanos((millis * 1e6).clamp(0.0, 9e18) as u64)
}

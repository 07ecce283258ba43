//! Time to pixels and back, here and nowhere else; and how the window of time moves.
//!
//! Pixels are floats: a window of a year is still exact to far less than a pixel.

use crate::base::time::Nanos;

/// The shortest stretch of time the picture zooms into.
const MIN_SPAN_NANOS: f64 = 40.0;

/// The stretch of time in sight.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Window {
    pub start_nanos: f64,
    pub span_nanos: f64,
}

impl Window {
    /// All of a run that lasts until `end`, with a little air behind.
    pub fn fit(end: Nanos) -> Self {
        Self { start_nanos: 0.0, span_nanos: (end.0 as f64 * 1.01).max(MIN_SPAN_NANOS) }
    }
    /// A stretch of time with air on both sides.
    pub fn around(from: Nanos, to: Nanos, end: Nanos) -> Self {
        let length = to.saturating_sub(from).0 as f64;
        Self { start_nanos: from.0 as f64 - 0.1 * length, span_nanos: 1.2 * length }.within(end)
    }
    /// Makes everything `factor` times as wide while the time under `at_nanos` stays where it is.
    pub fn zoom(self, factor: f64, at_nanos: f64, end: Nanos) -> Self {
        let factor = if factor.is_finite() && factor > 0.0 { factor } else { 1.0 };
        let whole = Self::fit(end).span_nanos;
        let span_nanos = (self.span_nanos / factor).clamp(MIN_SPAN_NANOS.min(whole), whole);
        let part = (at_nanos - self.start_nanos) / self.span_nanos;
        Self { start_nanos: at_nanos - part * span_nanos, span_nanos }.within(end)
    }
    /// Moves the window later by `nanos`.
    pub fn pan(self, nanos: f64, end: Nanos) -> Self {
        Self { start_nanos: self.start_nanos + nanos, ..self }.within(end)
    }
    /// Moves the window as little as needed to have `time` in sight, not at its very edge.
    pub fn reveal(self, time: Nanos, end: Nanos) -> Self {
        let (time, margin) = (time.0 as f64, 0.05 * self.span_nanos);
        let last_start = time - margin;
        let first_start = time + margin - self.span_nanos;
        if self.start_nanos > time {
            Self { start_nanos: last_start, ..self }.within(end)
        } else if self.start_nanos + self.span_nanos < time {
            Self { start_nanos: first_start, ..self }.within(end)
        } else {
            self
        }
    }
    pub fn start(self) -> Nanos {
        nanos(self.start_nanos)
    }
    pub fn end(self) -> Nanos {
        nanos((self.start_nanos + self.span_nanos).ceil())
    }
    fn within(self, end: Nanos) -> Self {
        let whole = Self::fit(end).span_nanos;
        let span_nanos = self.span_nanos.clamp(MIN_SPAN_NANOS.min(whole), whole);
        Self { start_nanos: self.start_nanos.clamp(0.0, whole - span_nanos), span_nanos }
    }
}

/// Where a window of time lies on the canvas.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scale {
    pub window: Window,
    pub left_px: f64,
    pub width_px: f64,
}

impl Scale {
    pub fn right_px(&self) -> f64 {
        self.left_px + self.width_px
    }
    pub fn nanos_per_px(&self) -> f64 {
        self.window.span_nanos / self.width_px.max(1.0)
    }
    pub fn px_from_time(&self, time: Nanos) -> f64 {
        self.left_px + (time.0 as f64 - self.window.start_nanos) / self.nanos_per_px()
    }
    /// The time under a pixel, before the run's start too.
    pub fn nanos_from_px(&self, x: f64) -> f64 {
        self.window.start_nanos + (x - self.left_px) * self.nanos_per_px()
    }
    /// The time under a pixel, rounded down to a whole nanosecond.
    pub fn time_from_px(&self, x: f64) -> Nanos {
        nanos(self.nanos_from_px(x))
    }
}

/// A float cut to what a time can be.
fn nanos(nanos: f64) -> Nanos {
    // `as` saturates, and makes 0 of NaN.
    Nanos(nanos as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const END: Nanos = Nanos(1_000_000);

    #[test]
    fn a_fitted_window_shows_the_whole_run() {
        let scale = Scale { window: Window::fit(END), left_px: 100.0, width_px: 1_010.0 };
        assert_eq!(scale.px_from_time(Nanos::ZERO), 100.0);
        assert!((scale.px_from_time(END) - 1_100.0).abs() < 1e-6);
        assert_eq!(scale.time_from_px(600.0), Nanos(500_000));
    }

    #[test]
    fn an_empty_run_has_a_window_too() {
        let window = Window::fit(Nanos::ZERO);
        assert!(window.span_nanos > 0.0);
        assert_eq!(window.zoom(2.0, 0.0, Nanos::ZERO).pan(1e9, Nanos::ZERO).start_nanos, 0.0);
    }

    #[test]
    fn revealing_moves_no_more_than_needed() {
        let window = Window { start_nanos: 0.0, span_nanos: 100_000.0 };
        assert_eq!(window.reveal(Nanos(50_000), END), window);
        assert_eq!(window.reveal(Nanos(200_000), END).start_nanos, 105_000.0);
        let late = Window { start_nanos: 500_000.0, ..window };
        assert_eq!(late.reveal(Nanos(200_000), END).start_nanos, 195_000.0);
    }

    proptest! {
        #[test]
        fn zooming_keeps_the_time_under_the_pointer(factor in 0.5_f64..8.0, x in 350.0_f64..650.0) {
            let scale = Scale {
                window: Window { start_nanos: 400_000.0, span_nanos: 100_000.0 }, left_px: 0.0, width_px: 1_000.0,
            };
            let at = scale.nanos_from_px(x);
            let zoomed = Scale { window: scale.window.zoom(factor, at, END), ..scale };
            prop_assert!((zoomed.nanos_from_px(x) - at).abs() < 1e-3);
        }

        #[test]
        fn no_gesture_leaves_the_run(moves in proptest::collection::vec((0.01_f64..100.0, -1e7_f64..1e7), 1..20)) {
            let mut window = Window::fit(END);
            for (factor, nanos) in moves {
                window = window.zoom(factor, nanos, END).pan(nanos, END);
                prop_assert!(window.start_nanos >= 0.0 && window.span_nanos >= MIN_SPAN_NANOS);
                prop_assert!(window.start_nanos + window.span_nanos <= Window::fit(END).span_nanos + 1e-3);
            }
        }
    }
}

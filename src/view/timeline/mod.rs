//! The picture: pure geometry from a trace to a bounded list of marks, and back from a point to what is under it.
//!
//! Lengths are CSS pixels of the canvas, `y` grows downwards. Nothing here paints, and colours are not known: a mark
//! names what it means, the painter in `ui` knows how that looks in each theme.

pub mod draw;
pub mod gesture;
pub mod hit;
pub mod layout;
pub mod mark;
pub mod minimap;
pub mod scale;
#[cfg(test)]
mod tests;
pub mod ticks;

pub use draw::{Scene, draw};
pub use gesture::{Gesture, TimelineState};
pub use hit::{Hit, hit};
pub use mark::Mark;
pub use scale::{Scale, Window};

/// The canvas.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Size {
    pub width_px: f64,
    pub height_px: f64,
}

/// A point of the canvas, from its top left corner.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

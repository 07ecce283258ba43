//! Colours and patterns of the canvas, read from the page's tokens (`www/tokens.css`) once per theme and pixel ratio.
//!
//! Every state has a colour and a pattern, so that none is told by colour alone.

use wasm_bindgen::prelude::*;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

use crate::trace::kind::StateKind;

use super::browser;

/// Side of a pattern's tile in CSS pixels.
const TILE_PX: f64 = 6.0;

/// What the painter paints with.
pub struct Palette {
    pub dpr: f64,
    pub theme: String,
    pub panel: String,
    pub ink: String,
    pub ink_2: String,
    pub ink_3: String,
    pub line: String,
    pub accent: String,
    pub run: String,
    pub native: String,
    pub want: String,
    pub lock: String,
    pub io: String,
    pub ready: String,
    pub task: String,
    pub gil: String,
    pub font: String,
    want_fill: Option<CanvasPattern>,
    lock_fill: Option<CanvasPattern>,
    io_fill: Option<CanvasPattern>,
}

/// The theme that shows now.
pub fn theme_now() -> String {
    browser::root().and_then(|root| root.get_attribute("data-theme")).unwrap_or_default()
}

impl Palette {
    pub fn read() -> Option<Self> {
        let style = browser::window().get_computed_style(&browser::root()?).ok().flatten()?;
        let token = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
        let dpr = browser::window().device_pixel_ratio().max(1.0);
        let (want, lock, io) = (token("--want"), token("--lock"), token("--io"));
        Some(Self {
            dpr,
            theme: theme_now(),
            panel: token("--panel"),
            ink: token("--ink"),
            ink_2: token("--ink-2"),
            ink_3: token("--ink-3"),
            line: token("--line"),
            accent: token("--accent"),
            run: token("--run"),
            native: token("--native"),
            ready: token("--ready"),
            task: token("--task"),
            gil: token("--gil"),
            font: token("--ui"),
            want_fill: pattern(dpr, |it, side| {
                wash(it, side, &want, 0.26);
                stripes(it, side, &want, 2.0 * dpr, false);
            }),
            lock_fill: pattern(dpr, |it, side| {
                wash(it, side, &lock, 0.22);
                stripes(it, side, &lock, dpr, false);
                stripes(it, side, &lock, dpr, true);
            }),
            io_fill: pattern(dpr, |it, side| {
                it.set_fill_style_str(&io);
                let r = 0.8 * dpr;
                it.begin_path();
                let _ = it.arc(side / 2.0, side / 2.0, r, 0.0, std::f64::consts::TAU);
                it.fill();
            }),
            want,
            lock,
            io,
        })
    }

    /// Whether it still fits the page.
    pub fn is_current(&self) -> bool {
        self.dpr == browser::window().device_pixel_ratio().max(1.0) && self.theme == theme_now()
    }

    /// The colour of a state, for stripes and outlines.
    pub fn colour(&self, kind: StateKind) -> &str {
        match kind {
            StateKind::Running => &self.run,
            StateKind::Native => &self.native,
            StateKind::WantsGil => &self.want,
            StateKind::Ready => &self.ready,
            StateKind::Blocked => &self.lock,
            StateKind::Waiting | StateKind::Finished => &self.io,
            StateKind::Suspended => &self.task,
        }
    }

    /// The pattern of a state, if it has one.
    pub fn pattern(&self, kind: StateKind) -> Option<&CanvasPattern> {
        match kind {
            StateKind::WantsGil => self.want_fill.as_ref(),
            StateKind::Blocked => self.lock_fill.as_ref(),
            StateKind::Waiting => self.io_fill.as_ref(),
            _ => None,
        }
    }
}

/// How dark the GIL's row is for a holder: neighbours differ.
pub fn holder_alpha(tint: u8) -> f64 {
    [0.94, 0.72, 0.83, 0.66, 0.88, 0.77][usize::from(tint.saturating_sub(1)) % 6]
}

fn pattern(dpr: f64, draw: impl Fn(&CanvasRenderingContext2d, f64)) -> Option<CanvasPattern> {
    let canvas: HtmlCanvasElement = browser::document()?.create_element("canvas").ok()?.unchecked_into();
    let side = (TILE_PX * dpr).round();
    canvas.set_width(side as u32);
    canvas.set_height(side as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    draw(&context, side);
    context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()?
}

fn wash(it: &CanvasRenderingContext2d, side: f64, colour: &str, alpha: f64) {
    it.set_global_alpha(alpha);
    it.set_fill_style_str(colour);
    it.fill_rect(0.0, 0.0, side, side);
    it.set_global_alpha(1.0);
}

/// Diagonal lines that meet at the tile's edges.
fn stripes(it: &CanvasRenderingContext2d, side: f64, colour: &str, width: f64, falling: bool) {
    it.set_stroke_style_str(colour);
    it.set_line_width(width);
    for shift in [-side, 0.0, side] {
        it.begin_path();
        let (from, to) = if falling { (-1.0, side + 1.0) } else { (side + 1.0, -1.0) };
        it.move_to(shift - 1.0, from);
        it.line_to(shift + side + 1.0, to);
        it.stroke();
    }
}

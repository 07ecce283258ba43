//! The canvas painter: takes a list of marks and paints it, sharp at every pixel ratio.
//!
//! Does not know traces: what a mark means is in its name, how that looks is in the palette.

use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::trace::kind::StateKind;
use crate::view::timeline::Size;
use crate::view::timeline::mark::{Align, ConnectorKind, Emphasis, Family, Mark, Paint, Shares, TEXT_PX, TextRole};

use super::palette::{Palette, holder_alpha};

/// One painting of one canvas. Marks come in CSS pixels and are painted in device pixels.
pub struct Painter<'a> {
    it: CanvasRenderingContext2d,
    palette: &'a Palette,
    dpr: f64,
}

/// Where a shape is, in device pixels.
#[derive(Clone, Copy)]
struct Area {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
}

/// Paints the marks on a canvas of that size.
pub fn paint(canvas: &HtmlCanvasElement, size: Size, marks: &[Mark], palette: &Palette) {
    let dpr = palette.dpr;
    let (width, height) = ((size.width_px * dpr).round() as u32, (size.height_px * dpr).round() as u32);
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let Some(it) = canvas.get_context("2d").ok().flatten() else { return };
    let it: CanvasRenderingContext2d = it.unchecked_into();
    it.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    let painter = Painter { it, palette, dpr };
    for mark in marks {
        painter.mark(mark);
    }
}

/// A length with one decimal, as a font's size may have.
fn tenths(px: f64) -> String {
    let tenths = (px * 10.0).round() as u32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

impl Painter<'_> {
    fn mark(&self, mark: &Mark) {
        match mark {
            Mark::Slice { x, y, w, h, paint, emphasis } => self.slice(self.area(*x, *y, *w, *h), *paint, *emphasis),
            Mark::Band { x, y, w, h, shares, family } => self.band(self.area(*x, *y, *w, *h), shares, *family),
            Mark::Text { x, y, text, role, align, max_width_px } => {
                self.text((*x, *y), text, *role, *align, *max_width_px);
            }
            Mark::Connector { x, from_y, to_y, kind } => self.connector(*x, *from_y, *to_y, *kind),
            Mark::Gridline { x, y, h } => {
                self.it.set_fill_style_str(&self.palette.line);
                self.it.fill_rect((x * self.dpr).floor(), y * self.dpr, self.dpr.max(1.0).round(), h * self.dpr);
            }
            Mark::Rule { x, y, w } => {
                self.it.set_fill_style_str(&self.palette.line);
                self.it.fill_rect(x * self.dpr, (y * self.dpr).floor(), w * self.dpr, self.dpr.max(1.0).round());
            }
            Mark::FoldHandle { x, y, open } => self.fold_handle(*x, *y, *open),
            Mark::Playhead { x, y, h } => self.playhead(*x, *y, *h),
            Mark::Backdrop { x, y, w, h } => {
                self.it.set_fill_style_str(&self.palette.panel);
                self.it.fill_rect(x * self.dpr, y * self.dpr, w * self.dpr, h * self.dpr);
            }
            Mark::Frame { x, y, w, h } => self.frame(self.area(*x, *y, *w, *h)),
        }
    }

    fn area(&self, x: f64, y: f64, w: f64, h: f64) -> Area {
        let snap = |value: f64| (value * self.dpr).round();
        let (x0, y0) = (snap(x), snap(y));
        Area { x: x0, y: y0, w: (snap(x + w) - x0).max(1.0), h: (snap(y + h) - y0).max(1.0) }
    }

    fn fill(&self, area: Area, colour: &str) {
        self.it.set_fill_style_str(colour);
        self.fill_shape(area);
    }

    /// Rounded where there is room for it.
    fn fill_shape(&self, Area { x, y, w, h }: Area) {
        if w < 5.0 * self.dpr {
            self.it.fill_rect(x, y, w, h);
            return;
        }
        self.it.begin_path();
        let _ = self.it.round_rect_with_f64(x, y, w, h, 2.0 * self.dpr);
        self.it.fill();
    }

    fn stroke_shape(&self, Area { x, y, w, h }: Area, colour: &str, width: f64) {
        let inset = width * self.dpr / 2.0;
        self.it.set_stroke_style_str(colour);
        self.it.set_line_width(width * self.dpr);
        self.it.begin_path();
        let (w, h) = ((w - 2.0 * inset).max(0.5), (h - 2.0 * inset).max(0.5));
        let _ = self.it.round_rect_with_f64(x + inset, y + inset, w, h, 2.0 * self.dpr);
        self.it.stroke();
    }

    fn slice(&self, area: Area, paint: Paint, emphasis: Emphasis) {
        // A thin gap keeps neighbours of one state apart.
        let gap = if area.w > 4.0 * self.dpr { self.dpr.round() } else { 0.0 };
        let area = Area { w: area.w - gap, ..area };
        match paint {
            Paint::Holder(tint) => {
                self.it.set_global_alpha(holder_alpha(tint));
                self.fill(area, &self.palette.gil);
                self.it.set_global_alpha(1.0);
            }
            Paint::State(kind) => self.state(area, kind),
        }
        match emphasis {
            Emphasis::None => {}
            Emphasis::Hovered => self.stroke_shape(area, &self.palette.ink_2, 1.5),
            Emphasis::Selected => self.stroke_shape(area, &self.palette.accent, 2.5),
        }
    }

    fn state(&self, area: Area, kind: StateKind) {
        let colour = self.palette.colour(kind);
        match kind {
            StateKind::Running | StateKind::Native => self.fill(area, colour),
            StateKind::Ready => {
                self.fill(area, colour);
                self.stroke_shape(area, &self.palette.run, 1.0);
            }
            StateKind::WantsGil | StateKind::Blocked => {
                if let Some(pattern) = self.palette.pattern(kind) {
                    self.it.set_fill_style_canvas_pattern(pattern);
                    self.fill_shape(area);
                }
                self.it.set_global_alpha(0.6);
                self.stroke_shape(area, colour, 1.0);
                self.it.set_global_alpha(1.0);
            }
            StateKind::Waiting => {
                self.it.set_global_alpha(0.55);
                if let Some(pattern) = self.palette.pattern(kind) {
                    self.it.set_fill_style_canvas_pattern(pattern);
                    self.fill_shape(area);
                }
                self.it.set_global_alpha(1.0);
                self.stroke_shape(area, colour, 1.0);
            }
            StateKind::Suspended => {
                let h = (2.0 * self.dpr).round();
                self.fill(Area { y: (area.y + (area.h - h) / 2.0).round(), h, ..area }, colour);
            }
            StateKind::Finished => {}
        }
    }

    fn band(&self, area: Area, shares: &Shares, family: Family) {
        let mut y = area.y;
        for (class, &share) in shares.iter().enumerate().filter(|(_, share)| **share > 0) {
            let h = area.h * f64::from(share) / 255.0;
            let Some(paint) = u8::try_from(class).ok().and_then(|class| family.paint(class)) else {
                y += h;
                continue;
            };
            let colour = match paint {
                Paint::State(kind) => self.palette.colour(kind),
                Paint::Holder(tint) => {
                    self.it.set_global_alpha(holder_alpha(tint));
                    &self.palette.gil
                }
            };
            self.it.set_fill_style_str(colour);
            self.it.fill_rect(area.x, y, area.w, h);
            self.it.set_global_alpha(1.0);
            y += h;
        }
    }

    fn text(&self, (x, y): (f64, f64), text: &str, role: TextRole, align: Align, max_width_px: f64) {
        let (weight, colour, px) = match role {
            TextRole::Time => (400, &self.palette.ink_3, 11.0),
            TextRole::Step => (400, &self.palette.ink_3, 10.5),
            TextRole::LaneName => (500, &self.palette.ink, TEXT_PX + 0.5),
            TextRole::GroupName => (600, &self.palette.ink_2, TEXT_PX + 0.5),
            TextRole::Holder => (400, &self.palette.panel, TEXT_PX - 0.5),
        };
        self.it.set_font(&format!("{weight} {}px {}", tenths(px * self.dpr), self.palette.font));
        self.it.set_fill_style_str(colour);
        self.it.set_text_baseline("middle");
        self.it.set_text_align(match align {
            Align::Start => "left",
            Align::Middle => "center",
            Align::End => "right",
        });
        let (x, y, width) = (x * self.dpr, (y + 0.5) * self.dpr, (max_width_px * 1.15 + 4.0) * self.dpr);
        let _ = self.it.fill_text_with_max_width(text, x, y, width);
    }

    fn connector(&self, x: f64, from_y: f64, to_y: f64, kind: ConnectorKind) {
        let (colour, width) = match kind {
            ConnectorKind::HandOver => (&self.palette.ink_2, 1.0),
            ConnectorKind::Wake => (&self.palette.task, 1.0),
            ConnectorKind::Message => (&self.palette.native, 1.25),
            ConnectorKind::Releases => (&self.palette.accent, 2.0),
        };
        let x = (x * self.dpr).floor() + 0.5;
        self.it.set_stroke_style_str(colour);
        self.it.set_line_width(width * self.dpr);
        self.it.begin_path();
        self.it.move_to(x, from_y * self.dpr);
        self.it.line_to(x, to_y * self.dpr);
        self.it.stroke();
        if kind != ConnectorKind::HandOver {
            let back = if to_y > from_y { -6.0 } else { 6.0 };
            self.triangle(
                colour,
                [
                    (x, to_y * self.dpr),
                    (x - 3.5 * self.dpr, (to_y + back) * self.dpr),
                    (x + 3.5 * self.dpr, (to_y + back) * self.dpr),
                ],
            );
        }
    }

    fn triangle(&self, colour: &str, points: [(f64, f64); 3]) {
        self.it.set_fill_style_str(colour);
        self.it.begin_path();
        self.it.move_to(points[0].0, points[0].1);
        self.it.line_to(points[1].0, points[1].1);
        self.it.line_to(points[2].0, points[2].1);
        self.it.fill();
    }

    fn fold_handle(&self, x: f64, y: f64, open: bool) {
        let at = |dx: f64, dy: f64| ((x + dx) * self.dpr, (y + dy) * self.dpr);
        let points = if open {
            [at(-4.0, -2.0), at(4.0, -2.0), at(0.0, 3.0)]
        } else {
            [at(-2.0, -4.0), at(-2.0, 4.0), at(3.0, 0.0)]
        };
        self.triangle(&self.palette.ink_2, points);
    }

    fn playhead(&self, x: f64, y: f64, h: f64) {
        let width = (1.5 * self.dpr).round();
        self.it.set_fill_style_str(&self.palette.accent);
        self.it.fill_rect((x * self.dpr - width / 2.0).round(), y * self.dpr, width, h * self.dpr);
        if h > 60.0 {
            let at = |dx: f64, dy: f64| ((x + dx) * self.dpr, (y + dy) * self.dpr);
            self.triangle(&self.palette.accent, [at(-5.0, -2.0), at(5.0, -2.0), at(0.0, 5.0)]);
        }
    }

    fn frame(&self, area: Area) {
        self.it.set_global_alpha(0.14);
        self.fill(area, &self.palette.accent);
        self.it.set_global_alpha(1.0);
        self.stroke_shape(area, &self.palette.accent, 1.5);
    }
}

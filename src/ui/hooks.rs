//! What `window.pylanes` tells (its other half is `www/page.js`), and what of the view is written on the root element.
//!
//! `pylanes.whenIdle()` settles when nothing runs, loads or paints. `pylanes.state()` gives
//! `{ surface, tab, unit, language, theme, simulated, measured, active, sheet, problems, notices, says, output, source, saved,
//! ready }`
//! where a run is `{ status, step, steps, nanos, makespan, stale, lanes, slices, switches }`.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::trace::event::Stream;
use crate::trace::track::Track;
use crate::view::state::Run;
use crate::view::{Status, View, Which};

use super::{browser, keyboard};

thread_local! {
    /// The view that was reported last, as long as it is the page's.
    static VIEW: RefCell<Weak<View>> = const { RefCell::new(Weak::new()) };
    static ASKED: RefCell<Option<Closure<dyn FnMut() -> JsValue>>> = const { RefCell::new(None) };
}

/// Says whether the page is idle, and what it can be asked about.
pub fn report(view: &Rc<View>, is_idle: bool) {
    keyboard::note(view);
    VIEW.set(Rc::downgrade(view));
    let pylanes = browser::pylanes();
    ASKED.with_borrow_mut(|asked| {
        asked.get_or_insert_with(|| {
            let closure: Closure<dyn FnMut() -> JsValue> = Closure::new(|| {
                let view = VIEW.with_borrow(Weak::upgrade);
                view.map_or(JsValue::NULL, |view| describe(&view))
            });
            browser::set(&pylanes, "describe", closure.as_ref());
            closure
        });
    });
    browser::call(&pylanes, "report", &[JsValue::from_bool(is_idle)]);
}

/// Language and theme, on the root element.
pub fn show_look(view: &View) {
    if let Some(root) = browser::root()
        && root.get_attribute("lang").as_deref() != Some(view.language.tag())
    {
        let _ = root.set_attribute("lang", view.language.tag());
    }
    browser::call(&browser::pylanes(), "setTheme", &[JsValue::from_str(view.theme.name())]);
}

/// An object under construction.
struct Told(Object);

impl Told {
    fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        browser::set(&self.0, name, &value.into());
        self
    }
    /// A name that is told as its code calls it.
    fn named(self, name: &str, value: &dyn std::fmt::Debug) -> Self {
        self.with(name, format!("{value:?}"))
    }
}

fn describe(view: &View) -> JsValue {
    let output: String = view.active_run().trace.output_text(Stream::Stdout).chars().take(10_000).collect();
    let problems: Array = view.editor.problems.iter().map(|it| JsValue::from_str(&it.message)).collect();
    let notices: Array = view.notices.iter().map(|it| JsValue::from_str(&format!("{:?}", it.news))).collect();
    let told = Told(Object::new())
        .named("surface", &view.surface)
        .named("tab", &view.tab)
        .named("unit", &view.unit)
        .with("language", view.language.tag())
        .with("theme", view.theme.name())
        .with("simulated", describe_run(view, Which::Simulated))
        .with("measured", describe_run(view, Which::Measured))
        .named("active", &view.active)
        .with("sheet", view.sheet.map(|sheet| format!("{sheet:?}")))
        .with("problems", problems)
        .with("notices", notices)
        .with("says", view.spoken())
        .with("output", output)
        .with("source", view.editor.source.as_str())
        .with("saved", !view.save_is_due)
        .with("ready", view.engine.environment.is_some());
    told.0.into()
}

fn describe_run(view: &View, which: Which) -> JsValue {
    let run: &Run = view.run(which);
    // Steps and times of what fits a screen are far below 2⁵³.
    let told = Told(Object::new())
        .with("status", status_name(&run.status))
        .with("step", run.now.step as f64)
        .with("steps", run.trace.end().step as f64)
        .with("nanos", run.now.time.0 as f64)
        .with("makespan", run.trace.makespan().0 as f64)
        .with("stale", view.is_stale(which))
        .with("lanes", run.trace.n_lanes())
        .with("slices", run.trace.lanes().filter_map(|(lane, _)| run.trace.track(lane)).map(Track::len).sum::<usize>())
        .with("switches", run.trace.switches().len());
    told.0.into()
}

fn status_name(status: &Status) -> &'static str {
    match status {
        Status::Idle => "idle",
        Status::Starting => "starting",
        Status::Running { .. } => "running",
        Status::Finished => "finished",
        Status::Rejected => "rejected",
        Status::Stopped => "stopped",
        Status::Failed(_) => "failed",
    }
}

//! What `window.pylanes` tells (its other half is `www/page.js`), and what of the view is written on the root element.
//!
//! `pylanes.whenIdle()` settles when nothing runs, loads or paints. `pylanes.state()` gives
//! `{ surface, tab, unit, language, theme, simulated, measured, active, sheet, problems, notices, says, output, source, ready }`
//! where a run is `{ status, step, steps, nanos, makespan, stale, lanes, switches }`.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::trace::event::Stream;
use crate::view::{Status, View, Which};

use super::{app, browser, keyboard};

thread_local! {
    static STATE: RefCell<String> = const { RefCell::new(String::new()) };
    static ASKED: RefCell<Option<Closure<dyn FnMut() -> JsValue>>> = const { RefCell::new(None) };
}

/// Says whether the page is idle, and keeps what it would tell about itself.
pub fn report(view: &View, is_idle: bool) {
    keyboard::note(view);
    let pylanes = browser::pylanes();
    if is_idle {
        STATE.with_borrow_mut(|state| *state = describe(view));
    }
    ASKED.with_borrow_mut(|asked| {
        let describe = asked.get_or_insert_with(|| {
            Closure::new(|| STATE.with_borrow(|state| JsValue::from_str(if state.is_empty() { "null" } else { state })))
        });
        browser::set(&pylanes, "describe", describe.as_ref());
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
    browser::call(&browser::pylanes(), "setTheme", &[JsValue::from_str(app::theme_name(view.theme))]);
}

fn describe(view: &View) -> String {
    let run = |which: Which| {
        let run = view.run(which);
        serde_json::json!({
            "status": status_name(&run.status),
            "step": run.now.step,
            "steps": run.trace.end().step,
            "nanos": run.now.time.0,
            "makespan": run.trace.makespan().0,
            "stale": view.is_stale(which),
            "lanes": run.trace.n_lanes(),
            "switches": run.trace.switches().len(),
        })
    };
    let output: String = view.active_run().trace.output_text(Stream::Stdout).chars().take(10_000).collect();
    serde_json::json!({
        "surface": format!("{:?}", view.surface),
        "tab": format!("{:?}", view.tab),
        "unit": format!("{:?}", view.unit),
        "language": view.language.tag(),
        "theme": app::theme_name(view.theme),
        "simulated": run(Which::Simulated),
        "measured": run(Which::Measured),
        "active": format!("{:?}", view.active),
        "sheet": view.sheet.map(|sheet| format!("{sheet:?}")),
        "problems": view.editor.problems.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(),
        "notices": view.notices.iter().map(|it| format!("{:?}", it.news)).collect::<Vec<_>>(),
        "says": view.spoken(),
        "output": output,
        "source": view.editor.source.chars().take(100_000).collect::<String>(),
        "ready": view.engine.environment.is_some(),
    })
    .to_string()
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

//! What the boot script and the browser tell the engine about where it is.

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Worker;

use crate::base::time::Nanos;
use crate::lab::clock;
use crate::process::library;
use crate::wire::Environment;

use super::clock::BrowserClock;

/// How long the pool may take to start, in milliseconds.
const POOL_PATIENCE_MS: u32 = 10_000;

/// Where the engine is, and what it was started for.
#[derive(Clone)]
pub struct Host {
    /// The build with shared memory.
    pub threads: bool,
    /// What `engine.js?role=` said: empty for the page's own engine.
    pub role: String,
    /// Messages as JSON, for JavaScript that has no wire decoder.
    pub json: bool,
    /// The boot script, for starting engines of our own.
    pub boot_script: String,
    /// Workers the pool will have.
    pub pool_size: usize,
    start_pool: Option<Function>,
    fetch_text: Option<Function>,
    equip: Option<Function>,
    pub clock: BrowserClock,
}

impl Host {
    /// From what `www/engine.js` hands over; see its head.
    pub fn new(info: &JsValue) -> Self {
        let text = |name: &str| get(info, name).and_then(|value| value.as_string()).unwrap_or_default();
        let base = text("base");
        let (script, query) = base.split_once('?').unwrap_or((&base, ""));
        let query = query.split('#').next().unwrap_or_default();
        Self {
            threads: text("variant") == "threads" && cfg!(target_feature = "atomics"),
            role: text("role"),
            json: query.split('&').any(|pair| pair == "format=json"),
            boot_script: script.to_owned(),
            pool_size: get(info, "threads").and_then(|n| n.as_f64()).map_or(0, |n| n as usize),
            start_pool: get(info, "startPool").and_then(|start| start.dyn_into().ok()),
            fetch_text: get(info, "fetchText").and_then(|fetch| fetch.dyn_into().ok()),
            equip: get(info, "equip").and_then(|equip| equip.dyn_into().ok()),
            clock: BrowserClock::start(),
        }
    }

    /// Starts the thread pool; whether it runs. Where workers are forbidden the browser may never answer.
    pub async fn start_pool(&self) -> bool {
        let Some(start) = &self.start_pool else { return false };
        let Ok(promise) = start.call0(&JsValue::UNDEFINED).and_then(|promise| promise.dyn_into::<Promise>()) else {
            return false;
        };
        match select(JsFuture::from(promise), TimeoutFuture::new(POOL_PATIENCE_MS)).await {
            Either::Left((started, _)) => started.is_ok(),
            Either::Right(_) => false,
        }
    }

    /// Gives a worker that is to be a process what it would otherwise fetch and compile again.
    pub fn equip(&self, worker: &Worker) {
        if let Some(equip) = &self.equip {
            // The promise tells nothing: a worker without equipment never says that it is ready.
            drop(equip.call1(&JsValue::UNDEFINED, worker));
        }
    }

    /// Fetches what a program needs besides the engine, unless it is there: library modules, names of characters. What is
    /// wrong when it cannot be had.
    pub async fn provide(&self, program: &str) -> Result<(), String> {
        if library::wanted_by(program) && !library::is_installed() {
            library::install(self.fetch("library.txt").await?);
        }
        if program.contains("\\N{") && !unicode_names2::is_installed() {
            unicode_names2::install(self.fetch("names.txt").await?);
        }
        Ok(())
    }
    /// A text by its place beside the engine.
    pub async fn fetch(&self, name: &str) -> Result<String, String> {
        let told = |error: JsValue| {
            let text = get(&error, "message").and_then(|text| text.as_string()).unwrap_or_default();
            format!("{name} could not be fetched: {text}")
        };
        let fetch = self.fetch_text.as_ref().ok_or_else(|| told(JsValue::NULL))?;
        let promise = fetch.call1(&JsValue::UNDEFINED, &JsValue::from_str(name)).map_err(told)?;
        let text = JsFuture::from(promise.dyn_into::<Promise>().map_err(told)?).await.map_err(told)?;
        text.as_string().ok_or_else(|| told(JsValue::NULL))
    }

    /// As the page is told.
    pub fn environment(&self) -> Environment {
        let navigator = get(&js_sys::global(), "navigator").unwrap_or_default();
        let cores = get(&navigator, "hardwareConcurrency").and_then(|n| n.as_f64()).unwrap_or(1.0);
        Environment {
            cores: cores as u32,
            threads: self.threads,
            user_agent: get(&navigator, "userAgent").and_then(|name| name.as_string()).unwrap_or_default(),
            clock_resolution: self.clock_resolution(),
        }
    }

    fn clock_resolution(&self) -> Nanos {
        clock::resolution(&self.clock)
    }
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

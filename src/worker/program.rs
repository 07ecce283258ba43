//! A program with everything it needs to run for real: its site, its run, and the processes it starts.

use std::rc::Rc;
use std::sync::Arc;

use crate::lab::python::{CannotStart, Python};
use crate::lab::run::Run;
use crate::trace::event::End;
use crate::trace::settings::Settings;

use super::drive::{Lost, drive};
use super::family::{self, Bell, Family, News};
use super::host::Host;
use super::pool::Workers;

/// A program that is ready to run. Dropping it ends its processes.
pub struct Real {
    pub run: Arc<Run<Python>>,
    family: Rc<Family>,
    news: News,
    bell: Bell,
    /// It uses asyncio: its main thread is to turn inside the browser's event loop.
    has_loop: bool,
}

impl Real {
    /// Without `timeline` only output is recorded.
    pub fn new(host: &Host, source: &str, settings: &Settings, timeline: bool) -> Result<Self, CannotStart> {
        let (site, bell, news) = family::site(host);
        let python = Python::new(source, settings, Arc::clone(&site))?;
        let run = Arc::new(Run::new(python, settings.switch_interval, Arc::new(host.clock), timeline));
        let family = Family::new(host, site, Arc::clone(&run), source, timeline);
        Ok(Self { run, family, news, bell, has_loop: source.contains("asyncio") })
    }

    /// Bytes that went from one process to another so far.
    pub fn bytes_moved(&self) -> u64 {
        self.family.bytes_moved()
    }
    /// Of all memories that take part: the engine's and those of the processes.
    pub fn memory_bytes(&self) -> u64 {
        self.family.memory_bytes()
    }

    /// Runs it to its end, on `pool` or in turns in this worker. `look` is called now and then, and says when to stop.
    pub async fn drive(
        &mut self,
        host: &Host,
        pool: Option<Workers>,
        mut look: impl FnMut() -> bool,
    ) -> Result<End, Lost> {
        let family = Rc::clone(&self.family);
        let look = || {
            family.carry();
            look()
        };
        let is_home = self.has_loop && pool.is_some();
        if is_home {
            let bell = Arc::clone(&self.bell);
            self.run.settle_main(move || bell());
        }
        drive(&self.run, pool, is_home, host.clock, &mut self.news, look).await
    }
}

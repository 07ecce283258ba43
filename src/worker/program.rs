//! A program with everything it needs to run for real: its site, its run, and the processes it starts.

use std::rc::Rc;
use std::sync::Arc;

use crate::lab::python::{CannotStart, Python};
use crate::lab::run::Run;
use crate::trace::event::End;
use crate::trace::settings::Settings;

use super::drive::{Lost, drive};
use super::family::{self, Family, News};
use super::host::Host;
use super::pool::Workers;

/// A program that is ready to run. Dropping it ends its processes.
pub struct Real {
    pub run: Arc<Run<Python>>,
    family: Rc<Family>,
    news: News,
}

impl Real {
    /// Without `timeline` only output is recorded.
    pub fn new(host: &Host, source: &str, settings: &Settings, timeline: bool) -> Result<Self, CannotStart> {
        let (site, news) = family::site(host);
        let python = Python::new(source, settings, Arc::clone(&site))?;
        let run = Arc::new(Run::new(python, settings.switch_interval, Arc::new(host.clock), timeline));
        let family = Family::new(host, site, Arc::clone(&run), source, timeline);
        Ok(Self { run, family, news })
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
        drive(&self.run, pool, host.clock, &mut self.news, look).await
    }
}

//! What a link holds of the page, and what the page takes over of a link besides the program.
//!
//! Figures of real runs go with a link, and with where they were measured: whoever opens it sees them as measured elsewhere.

use std::rc::Rc;

use crate::compare::workload::{Slider, THREAD_POOL, Workload};
use crate::link::{Placed, Shared, Surface};
use crate::wire::{self, Environment, Measured, Model};

use super::state::{ModelResult, RanElsewhere, View, Which};
use super::{compare, place};

impl View {
    /// What a link to this moment holds: the figures of the surface that shows.
    pub fn shared(&self) -> Shared {
        let all = self.kept();
        Shared {
            program_figures: all.program_figures.filter(|_| self.surface == Surface::Trace),
            model_figures: all.model_figures.filter(|_| self.surface == Surface::Compare),
            ..all
        }
    }

    /// What is kept for next time: all there is.
    pub fn kept(&self) -> Shared {
        let has_place = !self.simulated.trace.is_empty() && !self.is_stale(Which::Simulated);
        let form = &self.comparison.form;
        Shared {
            source: self.editor.source.clone(),
            example: self.editor.example.clone(),
            settings: self.settings.clone(),
            surface: self.surface,
            step: has_place.then_some(self.simulated.now.step),
            unit: self.unit,
            tab: self.tab,
            workload: (*form != Workload::default()).then(|| compare::to_measure(form)),
            program_figures: self.program_figures(),
            model_figures: self.model_figures(),
        }
    }

    /// What the program came to elsewhere, if it is still that program and was not run here since.
    pub fn ran_elsewhere(&self) -> Option<&Placed<Measured>> {
        let ran = self.elsewhere.as_deref()?;
        let is_it = ran.source == self.editor.source && ran.settings == self.settings;
        (is_it && (self.measured.trace.is_empty() || self.is_stale(Which::Measured))).then_some(&ran.figures)
    }

    fn program_figures(&self) -> Option<Placed<Measured>> {
        let run = &self.measured;
        if run.trace.is_empty() || self.is_stale(Which::Measured) {
            return self.ran_elsewhere().cloned();
        }
        let (place, figures) = (self.engine.environment.as_ref()?, run.figures.clone()?);
        Some(Placed { place: place::in_short(place), figures })
    }

    fn model_figures(&self) -> Option<Placed<Vec<(Model, Measured)>>> {
        let results = || self.comparison.results_of(compare::to_measure(&self.comparison.form));
        let place = match &results().next()?.place {
            Some(place) => (**place).clone(),
            None => place::in_short(self.engine.environment.as_ref()?),
        };
        Some(Placed { place, figures: results().map(|result| (result.model, result.measured.clone())).collect() })
    }
}

/// Takes over what a link says of Compare and of real runs. The program is already the link's.
pub(super) fn take_over(view: &mut View, shared: &Shared) {
    view.elsewhere = shared.program_figures.clone().map(|figures| {
        Box::new(RanElsewhere { source: shared.source.clone(), settings: shared.settings.clone(), figures })
    });
    if let Some(workload) = shared.workload {
        view.comparison.form = form(&workload);
    }
    let workload = compare::to_measure(&view.comparison.form);
    let Some(Placed { place, figures }) = shared.model_figures.clone() else { return };
    let place: Option<Rc<Environment>> = Some(Rc::new(place));
    let comparison = &mut view.comparison;
    comparison.results.retain(|result| result.workload != workload);
    comparison.results.extend(figures.into_iter().map(|(model, measured)| ModelResult {
        workload,
        model,
        measured,
        place: place.clone(),
    }));
}

/// Within what the form can say.
fn form(measured: &wire::Workload) -> Workload {
    let wire::Workload { tasks, cpu_per_task, io_per_task, bytes_per_task, workers, async_library } = *measured;
    let exact = Workload {
        tasks,
        cpu_per_task,
        io_per_task,
        bytes_per_task,
        cores: workers,
        threads: THREAD_POOL,
        async_library,
    };
    Slider::ALL.into_iter().fold(exact, |form, slider| slider.set(&form, slider.value(&form)))
}

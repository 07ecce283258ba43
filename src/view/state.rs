//! What the page shows: one value, changed only by [`super::reduce::reduce`].
//!
//! What can be worked out is not stored: whether a picture is stale, what is busy, which slice the playhead is in.

use std::rc::Rc;

use crate::base::diagnostic::Diagnostic;
use crate::base::ids::LaneId;
use crate::base::language::Language;
use crate::base::time::Nanos;
use crate::compare::workload::Workload as Form;
use crate::link::{LinkError, Placed, Surface, Tab, Theme, Unit};
use crate::trace::event::{End, LimitHit};
use crate::trace::inspection::Inspection;
use crate::trace::settings::Settings;
use crate::trace::{Moment, Trace};
use crate::wire::{Environment, Failure, Measured, Model, RequestId, Workload};

use super::action::Program;
use super::engine::Engine;
use super::opening::Entry;
use super::playback::Playback;
use super::timeline::TimelineState;

/// Everything the page shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    pub surface: Surface,
    pub language: Language,
    /// The language was chosen on the page or by the URL, not guessed from the browser.
    pub(super) language_is_chosen: bool,
    pub theme: Theme,
    pub frame: Frame,
    pub editor: Editor,
    /// What the next run is made with.
    pub settings: Settings,
    pub simulated: Run,
    pub measured: Run,
    /// What a link said that its program came to when it was run for real.
    pub elsewhere: Option<Box<RanElsewhere>>,
    /// The run that the transport, the narration and the inspector are about.
    pub active: Which,
    pub unit: Unit,
    pub playback: Playback,
    pub tab: Tab,
    pub inspecting: Inspecting,
    pub comparison: Comparison,
    pub engine: Engine,
    pub sheet: Option<Sheet>,
    /// On a narrow screen: the one pane that shows.
    pub pane: Pane,
    pub notices: Vec<Notice>,
    /// What the page shows when its URL says nothing.
    pub(super) home: Option<Box<Program>>,
    /// What the URL says now: a run that would say the same makes no history.
    pub(super) fragment: String,
    /// The history entry that stands for what the page shows.
    pub(super) entry: Entry,
    pub(super) n_notices: u64,
    /// Something has changed that is yet to be kept.
    pub save_is_due: bool,
    /// What was looked at when keeping was last asked for.
    pub(super) kept_up: KeptUp,
}

/// What a reload should bring back, besides what is typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct KeptUp {
    pub surface: Surface,
    pub tab: Tab,
    pub unit: Unit,
    pub step: u64,
    pub form: Form,
    /// Whether a simulation, a real run, a measurement goes on.
    pub busy: [bool; 3],
}

/// What surrounds the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Frame {
    /// Part of another page: no header, no guide.
    pub embedded: bool,
    /// The program cannot be edited.
    pub readonly: bool,
}

/// The program as it is being written.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Editor {
    pub source: String,
    /// The example it came from, until it is changed.
    pub example: Option<String>,
    /// Counts replacements of the text by something other than typing: the editor takes the text over when this grows.
    pub revision: u64,
    /// What the last run found wrong with the source it was given.
    pub problems: Vec<Diagnostic>,
}

/// One of the two runs the page keeps.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Which {
    /// In virtual time.
    #[default]
    Simulated,
    /// For real.
    Measured,
}

/// A run and how it is looked at.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Run {
    pub status: Status,
    /// The request that made `trace`; none when the engine has forgotten it.
    pub request: Option<RequestId>,
    /// What `trace` was made from.
    pub source: String,
    pub settings: Settings,
    pub trace: Trace,
    /// How the run ended; none while it goes on or when it was cut off.
    pub end: Option<End>,
    /// Of a real run.
    pub figures: Option<Measured>,
    /// Where the playhead is.
    pub now: Moment,
    /// The slice that was clicked: lane and place.
    pub selected: Option<(LaneId, usize)>,
    /// The lane that steps by line stay on.
    pub followed: Option<LaneId>,
    pub timeline: TimelineState,
    /// Where the playhead goes when the run is done, unless it is moved before.
    pub(super) landing: Option<Landing>,
    /// A run that was asked for and has shown nothing yet: until it does, the picture stays the last one.
    pub(super) coming: Option<Coming>,
}

/// A program's figures from a link.
#[derive(Clone, PartialEq, Debug)]
pub struct RanElsewhere {
    pub source: String,
    pub settings: Settings,
    pub figures: Placed<Measured>,
}

/// A run that was asked for.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Coming {
    pub request: RequestId,
    pub source: String,
    pub settings: Settings,
    pub landing: Landing,
}

/// How far a run is.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Status {
    /// Nothing was run yet.
    #[default]
    Idle,
    /// Asked for; nothing heard yet.
    Starting,
    Running {
        /// Out of 1,000, when it is known.
        permille: Option<u32>,
        steps: u64,
    },
    Finished,
    /// The program does not compile: [`Editor::problems`] says why. The picture is the one before.
    Rejected,
    Stopped,
    Failed(Failure),
}

impl Status {
    pub fn is_busy(&self) -> bool {
        matches!(self, Status::Starting | Status::Running { .. })
    }
}

/// Where the playhead goes when a run is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Landing {
    /// The deadlock or uncaught exception if there is one, else the first drop request or switch, else the start.
    #[default]
    Telling,
    Start,
    End,
    Step(u64),
    /// The `n`th switch, from 0.
    Switch(usize),
    /// The `n`th time a thread asked for the GIL, from 0.
    Request(usize),
    /// The first time that something happens on this line but its being executed, else where telling leads.
    Line(u32),
}

/// The state of the run at the playhead, as far as the engine has told.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Inspecting {
    /// The latest answer. It may be of another step than the playhead's while a newer one is under way.
    pub shown: Option<Box<Inspection>>,
    pub(super) in_flight: Option<RequestId>,
    /// The run and step asked about last.
    pub(super) asked: Option<(RequestId, u64)>,
}

/// Workloads under each model, really run.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Comparison {
    /// What the form says.
    pub form: Form,
    pub request: Option<RequestId>,
    pub status: Status,
    /// What is being measured, or was last.
    pub workload: Option<Workload>,
    /// In order of arrival; a workload measured again replaces its results.
    pub results: Vec<ModelResult>,
}

/// One workload under one model.
#[derive(Clone, PartialEq, Debug)]
pub struct ModelResult {
    pub workload: Workload,
    pub model: Model,
    pub measured: Measured,
    /// Where, when that was not here.
    pub place: Option<Rc<Environment>>,
}

impl Comparison {
    pub fn results_of(&self, workload: Workload) -> impl Iterator<Item = &ModelResult> {
        self.results.iter().filter(move |result| result.workload == workload)
    }
}

/// Something that lies over the page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sheet {
    Settings,
    Help,
    Commands,
}

/// The pane that shows on a narrow screen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Pane {
    Editor,
    #[default]
    Timeline,
    Inspector,
}

/// Something to tell; shown until it is dismissed.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    pub id: u64,
    pub news: News,
}

/// What there is to tell. Words are `i18n`'s.
#[derive(Clone, PartialEq, Debug)]
pub enum News {
    /// The link is in the clipboard; this many characters.
    LinkCopied { n_chars: usize },
    /// The browser did not let us write to the clipboard: here is the link to copy by hand.
    CopyRefused { text: String },
    /// The program is too long for a link.
    LinkTooLong,
    /// The link the page was opened with; the page shows what it would have shown without.
    BadLink(LinkError),
    /// A run was cut; everything up to there is kept.
    Limit(LimitHit),
    /// The engine answered that it cannot.
    Failed(Failure),
    /// The engine is gone and was started anew.
    EngineLost,
    /// A message or trace from the engine made no sense.
    BadMessage(String),
}

impl View {
    pub fn run(&self, which: Which) -> &Run {
        match which {
            Which::Simulated => &self.simulated,
            Which::Measured => &self.measured,
        }
    }
    pub(super) fn run_mut(&mut self, which: Which) -> &mut Run {
        match which {
            Which::Simulated => &mut self.simulated,
            Which::Measured => &mut self.measured,
        }
    }
    /// The run that the transport, the narration and the inspector are about.
    pub fn active_run(&self) -> &Run {
        self.run(self.active)
    }
    /// The picture is of another program or other settings than the page's now.
    pub fn is_stale(&self, which: Which) -> bool {
        let run = self.run(which);
        !run.trace.is_empty() && (run.source != self.editor.source || run.settings != self.settings)
    }
    /// Something can be stopped.
    pub fn is_busy(&self) -> bool {
        self.simulated.status.is_busy() || self.measured.status.is_busy() || self.comparison.status.is_busy()
    }
    /// Nothing runs, loads or is awaited from the engine: what `pylanes.whenIdle()` waits for.
    pub fn is_idle(&self) -> bool {
        !self.is_busy() && !self.playback.playing && !self.engine.has_open_requests()
    }
    /// The inspection, if it is of the moment the playhead is at.
    pub fn inspection(&self) -> Option<&Inspection> {
        let run = self.active_run();
        self.inspecting.shown.as_deref().filter(|shown| shown.step == run.now.step && self.active == Which::Simulated)
    }
    /// The latest inspection of the active run, though the playhead may have moved on: what panels show meanwhile.
    pub fn latest_inspection(&self) -> Option<&Inspection> {
        self.inspecting.shown.as_deref().filter(|_| self.active == Which::Simulated)
    }
}

impl Run {
    /// The end of what there is to see.
    pub fn length(&self) -> Nanos {
        self.trace.makespan()
    }
}

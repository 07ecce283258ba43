//! What can happen to the page, and what the page asks of its surroundings in return.

use crate::base::ids::LaneId;
use crate::base::language::Language;
use crate::base::time::Nanos;
use crate::compare::workload::Workload as Form;
use crate::link::{Shared, Surface, Tab, Theme, Unit};
use crate::trace::settings::Settings;
use crate::trace::{EventId, Moment};
use crate::wire::{Model, Reply, Request, RequestId, Workload};

use super::saved::Saved;
use super::state::{Landing, Pane, Sheet, Which};
use super::timeline::Gesture;

/// Something that happened. Each says who sends it.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// The page was opened. Sent once, first, by the application's start.
    Open(Box<Opening>),
    /// The URL's fragment changed by hand, back or forward. Sent by the window.
    FragmentChanged(String),

    /// The program was edited. Sent by the editor at every change.
    Edit(String),
    /// An example was chosen. Sent by its menu, the guide and the summary table; runs at once.
    OpenProgram(Box<Program>),
    /// Sent by the settings sheet.
    ChangeSettings(Box<Settings>),

    /// Simulate the program. Sent by its button and key.
    Simulate,
    /// Run the program for real. Sent by its button and key.
    Execute,
    /// The workload to compare models for. Sent by Compare's form.
    SetWorkload(Form),
    /// Run a workload under each model for real. Sent by Compare.
    Measure { workload: Workload, models: Vec<Model>, repeat: u32 },
    /// Stop whatever runs. Sent by its button and key.
    Stop,
    /// This request was asked to stop a while ago. Sent by the timer of [`Command::After`].
    StopIsDue(RequestId),

    /// A message of the engine. Sent by the worker client.
    Reply(Box<Reply>),
    /// A message that could not be read, or a trace that made no sense. Sent by the worker client.
    BadMessage(String),
    /// The worker crashed or could not be loaded. Sent by the worker client.
    EngineLost,

    /// One step of the chosen unit. Sent by the transport and the arrow keys.
    Step { forward: bool },
    /// One step of a given unit. Sent by keys with modifiers.
    StepBy { unit: Unit, forward: bool },
    /// To this moment. Sent by links in the page.
    Seek(Destination),
    /// Sent by the transport and the space bar.
    TogglePlay,
    /// In quarters: 4 is normal speed. Sent by the transport.
    SetSpeed { quarters: u32 },
    /// Sent by the transport.
    SetUnit(Unit),
    /// Time has passed since the last frame. Sent by the animation frame while [`super::state::View::playback`] plays.
    Frame { elapsed: Nanos },

    /// Something was done to a timeline. Sent by its canvas.
    Gesture { which: Which, gesture: Gesture },
    /// Steps by line stay on this lane; none for whichever runs. Sent by lane names, stacks and the keys 1–9.
    Follow(Option<LaneId>),
    /// The same by its place among threads and tasks, from 0. Sent by the keys 1–9.
    FollowNth(usize),

    /// Sent by the header and links in the page.
    ShowSurface(Surface),
    /// Sent by the inspector's tabs.
    ShowTab(Tab),
    /// Sent by buttons and keys; none closes.
    ShowSheet(Option<Sheet>),
    /// Sent by the tabs of a narrow screen.
    ShowPane(Pane),
    /// Sent by the header.
    SetLanguage(Language),
    /// Sent by the header.
    SetTheme(Theme),

    /// Sent by its button and key.
    CopyLink,
    /// The link is in the clipboard, or (none) the browser refused. Sent by the clipboard.
    LinkCopied { text: String, done: bool },
    /// Sent by a notice's button or timer.
    Dismiss(u64),
    /// Half a second without a change. Sent by the timer of [`Command::After`].
    SaveIsDue,
}

/// What the page is opened with.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Opening {
    /// `location.search`
    pub query: String,
    /// `location.hash`
    pub fragment: String,
    /// What was kept from last time.
    pub saved: Option<Saved>,
    /// `navigator.languages`, most wanted first.
    pub languages: Vec<String>,
    /// What to show when neither the link nor last time says.
    pub program: Program,
}

/// A program to open and run.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Program {
    /// The example's id, if it is one.
    pub example: Option<String>,
    pub source: String,
    pub settings: Settings,
    pub landing: Landing,
    pub unit: Unit,
    pub tab: Tab,
}

/// Where to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Destination {
    Start,
    End,
    Step(u64),
    Time(Nanos),
    Moment(Moment),
    Event(EventId),
}

/// What the page asks of its surroundings. Carried out by the application in this order.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// To the engine; kept back by the worker client until the engine is ready.
    Send(Request),
    /// Terminate the worker and start another.
    RestartEngine,
    /// Send the action after so many milliseconds.
    After { millis: u32, action: Box<Action> },
    /// Make this the URL's fragment (without `#`), with a new history entry.
    PushFragment(String),
    /// Make this the URL's fragment (without `#`) in place of the present one.
    ReplaceFragment(String),
    /// Put the page's URL with this fragment (and the present query) in the clipboard, then [`Action::LinkCopied`].
    CopyLink { fragment: String },
    /// Keep this for next time.
    Save(Box<Saved>),
    /// Put the text cursor there.
    ShowLine(u32),
}

impl From<&Shared> for Program {
    fn from(shared: &Shared) -> Self {
        Self {
            example: shared.example.clone(),
            source: shared.source.clone(),
            settings: shared.settings.clone(),
            landing: shared.step.map_or(Landing::Telling, Landing::Step),
            unit: shared.unit,
            tab: shared.tab,
        }
    }
}

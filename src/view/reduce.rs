//! The one way the page changes: an action in, the next view and what it asks of its surroundings out.
//!
//! Pure: no clock, no DOM. The arms below are calls; what they do is in `running` (starting, stopping and the engine's
//! answers), `travel` (the playhead) and `opening` (links, last time, what to keep).

use crate::wire::Request;

use super::action::{Action, Command};
use super::engine::Purpose;
use super::state::{News, Notice, View, Which};
use super::{opening, running, travel};

/// The view after `action`, and what is to be done outside, in order.
pub fn reduce(mut view: View, action: Action) -> (View, Vec<Command>) {
    let mut commands = Vec::new();
    let then = &mut commands;
    match action {
        Action::Open(with) => opening::open(&mut view, *with, then),
        Action::FragmentChanged(fragment) => opening::follow_fragment(&mut view, &fragment, then),
        Action::Edit(source) => opening::edit(&mut view, source, then),
        Action::OpenProgram(program) => opening::open_program(&mut view, *program, then),
        Action::ChangeSettings(settings) => {
            view.settings = *settings;
            opening::save_soon(&mut view, then);
        }

        Action::Simulate => running::start(&mut view, Which::Simulated, running::Start::BY_HAND, then),
        Action::Execute => running::start(&mut view, Which::Measured, running::Start::BY_HAND, then),
        Action::SetWorkload(form) => view.comparison.form = form,
        Action::Measure { workload, models, repeat } => running::measure(&mut view, workload, models, repeat, then),
        Action::Stop => running::stop(&mut view, then),
        Action::StopIsDue(id) => running::stop_hard(&mut view, id, then),

        Action::Reply(reply) => running::hear(&mut view, *reply, then),
        Action::BadMessage(what) => tell(&mut view, News::BadMessage(what)),
        Action::EngineLost => running::lose_engine(&mut view, then),

        Action::Step { forward } => travel::step(&mut view, None, forward, then),
        Action::StepBy { unit, forward } => travel::step(&mut view, Some(unit), forward, then),
        Action::Seek(destination) => travel::seek(&mut view, destination),
        Action::TogglePlay => travel::toggle_play(&mut view),
        Action::SetSpeed { quarters } => view.playback.speed_quarters = quarters.max(1),
        Action::SetUnit(unit) => view.unit = unit,
        Action::Frame { elapsed } => travel::frame(&mut view, elapsed, then),

        Action::Gesture { which, gesture } => travel::gesture(&mut view, which, gesture),
        Action::Follow(lane) => travel::follow(&mut view, lane, then),
        Action::FollowNth(place) => travel::follow_nth(&mut view, place, then),

        Action::ShowSurface(surface) => view.surface = surface,
        Action::ShowTab(tab) => view.tab = tab,
        Action::ShowSheet(sheet) => view.sheet = sheet,
        Action::ShowPane(pane) => view.pane = pane,
        Action::SetLanguage(language) => {
            (view.language, view.language_is_chosen) = (language, true);
            opening::save_soon(&mut view, then);
        }
        Action::SetTheme(theme) => {
            view.theme = theme;
            opening::save_soon(&mut view, then);
        }

        Action::CopyLink => opening::copy_link(&mut view, then),
        Action::LinkCopied { text, done } => opening::link_copied(&mut view, text, done),
        Action::Dismiss(id) => view.notices.retain(|notice| notice.id != id),
        Action::SaveIsDue => opening::save(&mut view, then),
    }
    ask_for_inspection(&mut view, then);
    opening::keep_up(&mut view, then);
    (view, commands)
}

/// Adds a notice; one that says the same is replaced.
pub(super) fn tell(view: &mut View, news: News) {
    view.n_notices += 1;
    view.notices.retain(|notice| std::mem::discriminant(&notice.news) != std::mem::discriminant(&news));
    view.notices.push(Notice { id: view.n_notices, news });
}

/// Asks for the state at the playhead if it is not known. One question at a time: while one is open the playhead may
/// wander, and where it then stands is asked next. So the latest wins and the engine never has a queue.
fn ask_for_inspection(view: &mut View, then: &mut Vec<Command>) {
    let run = &view.simulated;
    let (Some(request), false) = (run.request, run.status.is_busy()) else { return };
    let wanted = (request, run.now.step);
    if view.active != Which::Simulated
        || view.inspecting.in_flight.is_some()
        || view.inspecting.asked == Some(wanted)
        || run.trace.is_empty()
    {
        return;
    }
    let id = view.engine.open(Purpose::Inspect);
    view.inspecting.in_flight = Some(id);
    view.inspecting.asked = Some(wanted);
    then.push(Command::Send(Request::Inspect { id, run: request, step: run.now.step }));
}

//! Programs, links and what is kept: how the page comes to its source and how others come to the page.

use crate::base::language::Language;
use crate::base::limits::MAX_LINK_BYTES;
use crate::link::{self, Query, Surface};
use crate::trace::settings::Settings;

use super::action::{Action, Command, Opening, Program};
use super::reduce::tell;
use super::running::{self, History, Start};
use super::saved::Saved;
use super::sharing;
use super::state::{Frame, KeptUp, News, View, Which};

/// Browsers refuse or cut longer URLs in their history; the program is then kept by [`Saved`] alone.
const MAX_HISTORY_CHARS: usize = 32_000;
const SAVE_AFTER_MILLIS: u32 = 500;

/// Decides what the page opens on: the link, else last time, else the given program; and runs it.
pub(super) fn open(view: &mut View, with: Opening, then: &mut Vec<Command>) {
    let query = Query::parse(&with.query);
    view.frame = Frame { embedded: query.embed, readonly: query.readonly };
    let saved = with.saved.filter(|_| !query.embed);
    choose_look(view, &query, saved.as_ref(), &with.languages);
    let linked = link::open_fragment(&with.fragment).unwrap_or_else(|error| {
        tell(view, News::BadLink(error));
        None
    });
    let saved = saved.filter(|saved| !saved.shared.source.trim().is_empty());
    if let (Some(saved), None) = (&saved, &linked) {
        sharing::take_over(view, &saved.shared);
    }
    let home = saved.map_or(with.program, |saved| Program::from(&saved.shared));
    view.home = Some(Box::new(home.clone()));
    if let Some(shared) = linked {
        view.surface = shared.surface;
        view.fragment = bare(&with.fragment).to_owned();
        sharing::take_over(view, &shared);
        put_program(view, Program::from(&shared), History::Keep, then);
    } else {
        put_program(view, home, History::Keep, then);
    }
}

/// A fragment without its `#`.
fn bare(fragment: &str) -> &str {
    fragment.strip_prefix('#').unwrap_or(fragment)
}

/// Language: what the URL says, else what was chosen last time, else what the browser wants first of what we have.
fn choose_look(view: &mut View, query: &Query, saved: Option<&Saved>, languages: &[String]) {
    let chosen = query.language.or(saved.and_then(|saved| saved.language));
    view.language_is_chosen = chosen.is_some();
    let wanted = || languages.iter().find_map(|tag| Language::from_tag(tag));
    view.language = chosen.or_else(wanted).unwrap_or_default();
    view.theme = query.theme.or(saved.map(|saved| saved.theme)).unwrap_or_default();
}

/// The fragment changed: shows what it holds, unless that is what is shown.
pub(super) fn follow_fragment(view: &mut View, fragment: &str, then: &mut Vec<Command>) {
    view.fragment = bare(fragment).to_owned();
    match link::open_fragment(fragment) {
        Err(error) => tell(view, News::BadLink(error)),
        Ok(None) => {
            if let Some(home) = view.home.clone() {
                put_program(view, *home, History::Keep, then);
            }
        }
        Ok(Some(shared)) => {
            let is_shown = shared.source == view.editor.source && shared.settings == view.settings;
            view.surface = shared.surface;
            sharing::take_over(view, &shared);
            if !is_shown || view.is_stale(Which::Simulated) {
                put_program(view, Program::from(&shared), History::Keep, then);
            } else if let Some(step) = shared.step {
                super::travel::seek(view, super::action::Destination::Step(step));
            }
        }
    }
}

/// Somebody chose a program: it is shown and run.
pub(super) fn open_program(view: &mut View, program: Program, then: &mut Vec<Command>) {
    view.surface = Surface::Trace;
    put_program(view, program, History::Push, then);
}

fn put_program(view: &mut View, program: Program, history: History, then: &mut Vec<Command>) {
    view.editor.source = program.source;
    view.editor.example = program.example;
    view.editor.revision += 1;
    view.settings = program.settings;
    (view.unit, view.tab) = (program.unit, program.tab);
    running::start(view, Which::Simulated, Start { landing: program.landing, history }, then);
}

/// Takes over what was typed. The picture stays, and is stale as long as the text differs from its program.
pub(super) fn edit(view: &mut View, source: String, then: &mut Vec<Command>) {
    if source != view.editor.source {
        view.editor.source = source;
        view.editor.example = None;
        save_soon(view, then);
    }
}

/// The browser's history entry that the page is at: the program it is about, and whether that was never run.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Entry {
    source: String,
    settings: Settings,
    is_draft: bool,
}

/// A program is about to run. One with an entry already keeps it, a draft's entry becomes the run's, any other run gets
/// an entry of its own: so back and forward move between runs.
pub(super) fn enter_run(view: &mut View, history: History, then: &mut Vec<Command>) {
    let is_known = is_of_entry(view);
    let now = entry(view, false);
    let was_draft = std::mem::replace(&mut view.entry, now).is_draft;
    if history == History::Push && !is_known {
        let shared = link::Shared { step: None, ..view.shared() };
        say_in_url(view, &shared, if was_draft { History::Keep } else { History::Push }, then);
    }
}

/// The URL follows what the page shows. The first change to a program that was run begins an entry of its own, which
/// then follows every further one: keystrokes make no history and lose none.
fn follow_in_url(view: &mut View, then: &mut Vec<Command>) {
    if view.simulated.status.is_busy() || (view.fragment.is_empty() && is_of_entry(view)) {
        return;
    }
    let begins_draft = !is_of_entry(view) && !view.entry.is_draft;
    view.entry = entry(view, view.entry.is_draft || begins_draft);
    let shared = view.shared();
    say_in_url(view, &shared, if begins_draft { History::Push } else { History::Keep }, then);
}

fn entry(view: &View, is_draft: bool) -> Entry {
    Entry { source: view.editor.source.clone(), settings: view.settings.clone(), is_draft }
}

fn is_of_entry(view: &View) -> bool {
    view.entry.source == view.editor.source && view.entry.settings == view.settings
}

fn say_in_url(view: &mut View, shared: &link::Shared, history: History, then: &mut Vec<Command>) {
    let fragment = link::fragment(shared);
    if view.frame.embedded || fragment.len() > MAX_HISTORY_CHARS || fragment == view.fragment {
        return;
    }
    view.fragment.clone_from(&fragment);
    then.push(match history {
        History::Push => Command::PushFragment(fragment),
        History::Keep => Command::ReplaceFragment(fragment),
    });
}

pub(super) fn copy_link(view: &mut View, then: &mut Vec<Command>) {
    let fragment = link::fragment(&view.shared());
    if fragment.len() <= MAX_LINK_BYTES {
        then.push(Command::CopyLink { fragment });
    } else {
        tell(view, News::LinkTooLong);
    }
}

pub(super) fn link_copied(view: &mut View, text: String, done: bool) {
    let n_chars = text.chars().count();
    tell(view, if done { News::LinkCopied { n_chars } } else { News::CopyRefused { text } });
}

/// Has everything kept once nothing has changed for a while.
pub(super) fn save_soon(view: &mut View, then: &mut Vec<Command>) {
    if !view.save_is_due && !view.frame.embedded {
        view.save_is_due = true;
        then.push(Command::After { millis: SAVE_AFTER_MILLIS, action: Box::new(Action::SaveIsDue) });
    }
}

/// Has everything kept soon when something has changed that a reload should bring back.
pub(super) fn keep_up(view: &mut View, then: &mut Vec<Command>) {
    let now = KeptUp {
        surface: view.surface,
        tab: view.tab,
        unit: view.unit,
        step: view.simulated.now.step,
        form: view.comparison.form,
        busy: [view.simulated.status.is_busy(), view.measured.status.is_busy(), view.comparison.status.is_busy()],
    };
    if view.kept_up != now {
        view.kept_up = now;
        save_soon(view, then);
    }
}

pub(super) fn save(view: &mut View, then: &mut Vec<Command>) {
    view.save_is_due = false;
    follow_in_url(view, then);
    let language = view.language_is_chosen.then_some(view.language);
    then.push(Command::Save(Box::new(Saved::new(view.kept(), language, view.theme))));
}

//! Programs, links and what is kept: how the page comes to its source and how others come to the page.

use crate::base::language::Language;
use crate::base::limits::MAX_LINK_BYTES;
use crate::link::{self, Query, Surface};

use super::action::{Action, Command, Opening, Program};
use super::reduce::tell;
use super::running::{self, History, Start};
use super::saved::Saved;
use super::state::{Frame, News, View, Which};

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
    let home = saved.map_or(with.program, |saved| Program::from(&saved.shared));
    view.home = Some(Box::new(home.clone()));
    if let Some(shared) = linked {
        view.surface = shared.surface;
        view.fragment = bare(&with.fragment).to_owned();
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

/// Makes the URL a link to the program that is about to run, with a history entry of its own.
pub(super) fn write_fragment(view: &mut View, history: History, then: &mut Vec<Command>) {
    if history == History::Keep || view.frame.embedded {
        return;
    }
    let fragment = link::fragment(&link::Shared { step: None, ..view.shared() });
    if fragment.len() <= MAX_HISTORY_CHARS && fragment != view.fragment {
        view.fragment.clone_from(&fragment);
        then.push(Command::PushFragment(fragment));
    }
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

pub(super) fn save(view: &mut View, then: &mut Vec<Command>) {
    view.save_is_due = false;
    let language = view.language_is_chosen.then_some(view.language);
    then.push(Command::Save(Box::new(Saved::new(view.shared(), language, view.theme))));
}

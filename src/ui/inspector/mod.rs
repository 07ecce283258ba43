//! The inspector: seven panels about the playhead's moment. What they show is `view::inspector`'s; this is how it looks.

mod bytecode;
mod event_loop;
mod locks;
mod output;
mod stacks;
mod variables;

use yew::prelude::*;

use crate::i18n::{Phrase, inspector as words};
use crate::link::Tab;
use crate::view::{Action, View, Which};

use super::Send;
use super::tablist::{TabItem, tablist};
use super::text::t;

const fn name(tab: Tab) -> (&'static str, Phrase) {
    match tab {
        Tab::Stacks => ("tab-stacks", words::STACKS),
        Tab::Variables => ("tab-variables", words::VARIABLES),
        Tab::Locks => ("tab-locks", words::LOCKS),
        Tab::Loop => ("tab-loop", words::LOOP),
        Tab::Bytecode => ("tab-bytecode", words::BYTECODE),
        Tab::Output => ("tab-output", words::OUTPUT),
        Tab::Findings => ("tab-findings", words::FINDINGS),
    }
}

pub fn inspector(view: &View, send: &Send) -> Html {
    let n_output = view.active_run().trace.n_output();
    let tabs = Tab::ALL.map(|tab| {
        let (id, title) = name(tab);
        let count = (tab == Tab::Output && n_output > 0).then(|| html! { <span class="count">{ n_output }</span> });
        TabItem {
            id,
            name: html! { <>{ t(view, title) }{ count }</> },
            is_selected: view.tab == tab,
            on_select: send.reform(move |()| Action::ShowTab(tab)),
        }
    });
    let body = match view.tab {
        Tab::Stacks => stacks::stacks(view, send),
        Tab::Variables => variables::variables(view),
        Tab::Locks => locks::locks(view),
        Tab::Loop => event_loop::event_loop(view),
        Tab::Bytecode => bytecode::bytecode(view),
        Tab::Output => output::output(view, send),
        Tab::Findings => empty(t(view, words::NO_FINDINGS), t(view, words::FINDINGS_NOT_YET)),
    };
    html! {
        <section class="ins" aria-label={t(view, words::INSPECTOR)}>
            { tablist("tabs", t(view, words::INSPECTOR), "panel", tabs.into()) }
            <div class="panel-body" id="panel" role="tabpanel" tabindex="0" aria-labelledby={name(view.tab).0}>{ body }</div>
        </section>
    }
}

/// What a panel says when there is nothing in it.
fn empty(what: &'static str, more: &'static str) -> Html {
    html! { <div class="empty"><p>{ what }</p><p>{ more }</p></div> }
}

/// What a panel says that lives from the engine's answer, while there is none; nothing when there is one.
fn unasked(view: &View) -> Option<Html> {
    if view.latest_inspection().is_some() {
        return None;
    }
    let words = if view.active == Which::Measured {
        words::MEASURED_HAS_NO_STATE
    } else if view.active_run().request.is_none() {
        words::ENGINE_FORGOT
    } else {
        words::ASKING
    };
    Some(empty(t(view, words), ""))
}

//! Output: what the program wrote, with the time and the lane of every line; a click goes to the moment it was written.

use std::rc::Rc;

use yew::prelude::*;

use crate::i18n::inspector as words;
use crate::trace::event::Stream;
use crate::view::inspector::{OutputLine, OutputLines};
use crate::view::{Action, Destination, View, format};

use super::super::Send;
use super::super::text::{t, tn};

pub fn output(view: &View, send: &Send) -> Html {
    let shown = view.output();
    if shown.lines.is_empty() {
        return super::empty(t(view, words::NO_OUTPUT), "");
    }
    let trace = &view.active_run().trace;
    let names = shown.lines.iter().map(|line| trace.full_name(line.lane)).collect::<Vec<_>>();
    let n_more = |phrase, n: usize| (n > 0).then(|| tn(view, phrase, &[("n", &format::count(n as u64))]));
    let (before, after) = (n_more(words::OUTPUT_BEFORE, shown.n_before), n_more(words::OUTPUT_AFTER, shown.n_after));
    html! { <Lines shown={Rc::new(shown)} names={Rc::new(names)} {before} {after} hint={t(view, words::SEEK_TO_OUTPUT)} ahead={t(view, words::AHEAD)} send={send.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct LinesProps {
    shown: Rc<OutputLines>,
    names: Rc<Vec<String>>,
    before: Option<String>,
    after: Option<String>,
    hint: &'static str,
    ahead: &'static str,
    send: Send,
}

/// The lines, rendered again only when they have changed: there may be thousands.
#[component]
fn Lines(props: &LinesProps) -> Html {
    let row = |(line, name): (&OutputLine, &String)| {
        let event = line.event;
        let onclick = props.send.reform(move |_: MouseEvent| Action::Seek(Destination::Event(event)));
        let class = classes!((line.stream == Stream::Stderr).then_some("err"), line.is_ahead.then_some("ahead"));
        let title = if line.is_ahead { props.ahead } else { props.hint };
        html! {
            <li {class}><button type="button" {onclick} {title}>
                <span class="t">{ format::time(line.at.time) }</span><span class="who">{ name.clone() }</span><span class="what">{ line.text.clone() }</span>
            </button></li>
        }
    };
    let more = |words: &Option<String>| words.clone().map(|words| html! { <li class="more">{ words }</li> });
    html! {
        <ul class="out">
            { more(&props.before) }
            { for props.shown.lines.iter().zip(props.names.iter()).map(row) }
            { more(&props.after) }
        </ul>
    }
}

//! Stacks: every thread and task with its frames; a click follows it.

use yew::prelude::*;

use crate::i18n::{frame, inspector as words};
use crate::trace::event::State;
use crate::view::inspector::StackCard;
use crate::view::words as sentences;
use crate::view::{Action, View};

use super::super::Send;
use super::super::text::{sentence, t, tn};
use super::super::timeline::swatch;

pub fn stacks(view: &View, send: &Send) -> Html {
    let cards = view.stacks();
    if cards.is_empty() {
        return super::empty(t(view, frame::NO_RUN_TITLE), t(view, frame::NO_RUN));
    }
    html! { <div class="stacks">{ for cards.iter().map(|it| card(view, it, send)) }</div> }
}

fn card(view: &View, card: &StackCard, send: &Send) -> Html {
    let run = view.active_run();
    let lane = card.lane;
    let is_followed = run.followed == Some(lane);
    let is_over = card.why.is_some_and(|why| why.state == State::Finished);
    let why = card.why.map(|why| sentence(&sentences::why(&view.words(), &why)));
    let class = classes!("card", card.is_current.then_some("current"), is_over.then_some("over"));
    let onclick = send.reform(move |_| Action::Follow((!is_followed).then_some(lane)));
    let at = |line: u32| if line == 0 { String::new() } else { tn(view, words::LINE, &[("line", &line.to_string())]) };
    let frames: Html = if card.frames.is_empty() && card.line != 0 {
        html! { <span class="fr"><span></span><span>{ at(card.line) }</span></span> }
    } else {
        let rows = card.frames.iter().map(|it| {
            let line = if it.library { String::new() } else { at(it.line) };
            html! { <span class="fr"><span>{ it.function.clone() }</span><span>{ line }</span></span> }
        });
        html! { { for rows } }
    };
    html! {
        <button type="button" {class} {onclick} aria-pressed={is_followed.to_string()} key={lane.0}>
            <span class="name"><i class={card.why.map_or("sw finished", |why| swatch(why.state.kind()))} aria-hidden="true"></i><span>{ run.trace.full_name(lane) }</span></span>
            <span class="why">{ why }</span>
            { frames }
        </button>
    }
}

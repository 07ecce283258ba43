//! Loop: the ready queue, the timers and the suspended tasks of every event loop.

use yew::prelude::*;

use crate::i18n::inspector as words;
use crate::trace::inspection::LoopView;
use crate::view::{View, format};

use super::super::text::{t, tn};

pub fn event_loop(view: &View) -> Html {
    let Some(shown) = view.latest_inspection() else { return super::unasked(view).unwrap_or_default() };
    if shown.loops.is_empty() {
        return super::empty(t(view, words::NO_LOOP), "");
    }
    shown.loops.iter().map(|it| one(view, it)).collect()
}

fn one(view: &View, of: &LoopView) -> Html {
    let trace = &view.active_run().trace;
    let iteration = tn(view, words::ITERATION, &[("n", &format::count(of.iteration))]);
    let ready = of.ready.iter().map(|what| html! { <tr><td class="mono">{ what.clone() }</td><td></td></tr> });
    let timers = of.timers.iter().map(|(due, what)| {
        html! { <tr><td class="mono">{ what.clone() }</td><td class="num">{ tn(view, words::DUE, &[("time", &format::time(*due))]) }</td></tr> }
    });
    let suspended = of.suspended.iter().map(|(lane, what)| {
        let name = trace.full_name(*lane);
        html! { <tr><td class="mono">{ name }</td><td>{ tn(view, words::AWAITS, &[("what", what)]) }</td></tr> }
    });
    html! {
        <table class="grid">
            <caption>{ format!("{} · {iteration}", trace.full_name(of.lane)) }</caption>
            <tbody>
                <tr><th colspan="2">{ t(view, words::READY_QUEUE) }</th></tr>{ for ready }
                <tr><th colspan="2">{ t(view, words::TIMERS) }</th></tr>{ for timers }
                <tr><th colspan="2">{ t(view, words::SUSPENDED) }</th></tr>{ for suspended }
            </tbody>
        </table>
    }
}

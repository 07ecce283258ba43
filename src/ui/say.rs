//! The narration: one sentence for the playhead's moment. The same sentence is what a screen reader gets.

use yew::prelude::*;

use crate::i18n::frame;
use crate::view::{View, format, words};

use super::text::{sentence, t};

pub fn say(view: &View) -> Html {
    let run = view.active_run();
    let told = words::narration(&view.words(), &view.narration());
    // While something plays, a voice could not keep up.
    let live = if view.playback.playing { "off" } else { "polite" };
    html! {
        <section class="say" aria-label={t(view, frame::NARRATION)}>
            <span class="t">{ format::time(run.now.time) }</span>
            <p aria-live={live}>{ sentence(&told) }</p>
        </section>
    }
}

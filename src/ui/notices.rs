//! Notices under the header: what went wrong or met a limit, what to do about it, and that the link was copied.

use yew::prelude::*;

use crate::i18n::{Phrase, frame, trouble, units};
use crate::link::LinkError;
use crate::trace::event::LimitHit;
use crate::view::state::{Notice, Sheet};
use crate::view::{Action, News, View, format};
use crate::wire::{Failure, Missing};

use super::Send;
use super::icons::{Icon, icon};
use super::text::{t, tn};

/// Longer links are cut by some programs.
const LONG_LINK_CHARS: usize = 2_000;

pub fn notices(view: &View, send: &Send) -> Html {
    html! { <div class="notices" role="status" aria-live="polite">{ for view.notices.iter().map(|notice| one(view, notice, send)) }</div> }
}

fn one(view: &View, notice: &Notice, send: &Send) -> Html {
    let id = notice.id;
    let class = match &notice.news {
        News::LinkCopied { .. } => "notice good",
        News::Limit(_) | News::CopyRefused { .. } | News::LinkTooLong => "notice",
        _ => "notice bad",
    };
    let by_hand = match &notice.news {
        News::CopyRefused { text } => {
            html! { <input readonly=true value={text.clone()} aria-label={t(view, frame::COPY_LINK)} /> }
        }
        News::Limit(LimitHit::Steps(_)) => html! {
            <button type="button" class="button" onclick={send.reform(|_| Action::ShowSheet(Some(Sheet::Settings)))}>{ t(view, frame::SETTINGS) }</button>
        },
        News::Failed(_) | News::EngineLost => html! {
            <button type="button" class="button" onclick={send.reform(|_| Action::Simulate)}>{ t(view, trouble::TRY_AGAIN) }</button>
        },
        _ => Html::default(),
    };
    html! {
        <div {class} key={id}>
            <span class="words">{ words(view, &notice.news) }</span>{ by_hand }<span class="sp"></span>
            <button type="button" class="button quiet icon-only" onclick={send.reform(move |_| Action::Dismiss(id))} aria-label={t(view, frame::DISMISS)} title={t(view, frame::DISMISS)}>{ icon(Icon::Close) }</button>
        </div>
    }
}

/// What a notice says.
fn words(view: &View, news: &News) -> String {
    let say = |phrase: Phrase| t(view, phrase).to_owned();
    match news {
        News::LinkCopied { n_chars } if *n_chars > LONG_LINK_CHARS => {
            tn(view, trouble::LINK_COPIED_LONG, &[("n", &format::count(*n_chars as u64))])
        }
        News::LinkCopied { .. } => say(trouble::LINK_COPIED),
        News::CopyRefused { .. } => say(trouble::COPY_REFUSED),
        News::LinkTooLong => say(trouble::LINK_TOO_LONG),
        News::BadLink(LinkError::Damaged) => say(trouble::LINK_DAMAGED),
        News::BadLink(LinkError::Foreign) => say(trouble::LINK_FOREIGN),
        News::BadLink(LinkError::NewerVersion(version)) => {
            tn(view, trouble::LINK_NEWER, &[("version", &version.to_string())])
        }
        News::BadLink(LinkError::TooLong) => say(trouble::LINK_OVER_LIMIT),
        News::Limit(hit) => limit(view, *hit),
        News::Failed(failure) => failed(view, failure),
        News::EngineLost if !view.simulated.trace.is_empty() => say(trouble::ENGINE_LOST),
        News::EngineLost => say(trouble::ENGINE_DID_NOT_LOAD),
        News::BadMessage(text) => tn(view, trouble::BAD_MESSAGE, &[("text", text)]),
    }
}

fn limit(view: &View, hit: LimitHit) -> String {
    let (phrase, limit) = match hit {
        LimitHit::Steps(n) => (trouble::LIMIT_STEPS, format::count(n)),
        LimitHit::TraceEvents(n) => (trouble::LIMIT_EVENTS, format::count(n)),
        LimitHit::OutputBytes(n) => (trouble::LIMIT_OUTPUT, units::bytes(n)),
        LimitHit::VirtualTime(time) => (trouble::LIMIT_TIME, format::time(time)),
    };
    tn(view, phrase, &[("limit", &limit)])
}

fn failed(view: &View, failure: &Failure) -> String {
    let phrase = match failure {
        Failure::UnknownRun => trouble::UNKNOWN_RUN,
        Failure::NotHere(Missing::SharedMemory) => trouble::NO_SHARED_MEMORY,
        Failure::NotHere(Missing::Workers) => trouble::NO_WORKERS,
        Failure::NotHere(Missing::Feature) => trouble::NO_FEATURE,
        Failure::Internal(text) => return tn(view, trouble::DEFECT, &[("text", text)]),
    };
    t(view, phrase).to_owned()
}

//! Variables: the names in sight of the lane that runs or is followed; what changed is marked and named.

use yew::prelude::*;

use crate::i18n::inspector as words;
use crate::view::View;
use crate::view::inspector::{self, Scope, VariableGroup, VariableRow};
use crate::view::words as sentences;

use super::super::text::{sentence, t, tn};

pub fn variables(view: &View) -> Html {
    let Some(groups) = view.variables() else { return super::unasked(view).unwrap_or_default() };
    if groups.iter().all(|group| group.rows.is_empty()) {
        return super::empty(t(view, words::NO_VARIABLES), "");
    }
    html! { <>{ changes(view, &groups) }{ for groups.iter().filter(|group| !group.rows.is_empty()).map(|it| group(view, it)) }</> }
}

/// What the step before changed, in words.
fn changes(view: &View, groups: &[VariableGroup]) -> Html {
    let told = inspector::changed(groups).into_iter().take(8);
    let told: Vec<Html> =
        told.map(|row| html! { <li>{ sentence(&sentences::change(&view.words(), row)) }</li> }).collect();
    if told.is_empty() {
        Html::default()
    } else {
        html! { <ul class="told">{ for told }</ul> }
    }
}

fn group(view: &View, group: &VariableGroup) -> Html {
    let caption = match &group.of {
        Scope::Module => t(view, words::GLOBALS).to_owned(),
        Scope::Frame { lane, function } => {
            let whose = view.active_run().trace.full_name(*lane);
            format!("{} · {whose}", tn(view, words::LOCALS_OF, &[("function", function)]))
        }
    };
    html! {
        <table class="grid">
            <caption>{ caption }</caption>
            <thead><tr><th>{ t(view, words::NAME) }</th><th>{ t(view, words::VALUE) }</th><th>{ t(view, words::TYPE) }</th></tr></thead>
            <tbody>{ for group.rows.iter().map(|it| row(view, it)) }</tbody>
        </table>
    }
}

fn row(view: &View, row: &VariableRow) -> Html {
    let indent = format!("padding-left: {}px", 10 + 16 * row.depth);
    html! {
        <tr class={row.changed.then_some("changed")}>
            <td class="mono" style={indent}>{ row.name.clone() }
                if row.changed { <span class="tag">{ t(view, words::CHANGED) }</span> }
                if row.shared { <span class="tag" title={t(view, words::SHARED_HINT)}>{ t(view, words::SHARED) }</span> }
            </td>
            <td class="mono">{ row.value.clone() }</td>
            <td class="mono dim">{ row.type_name.clone() }</td>
        </tr>
    }
}

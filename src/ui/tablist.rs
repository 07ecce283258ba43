//! Tabs: one of them is in the tab order, arrow keys move between them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// One tab.
pub struct TabItem {
    pub id: &'static str,
    pub name: Html,
    pub is_selected: bool,
    pub on_select: Callback<()>,
}

/// A list of tabs for the panel with id `panel`.
pub fn tablist(class: &'static str, label: &'static str, panel: &'static str, tabs: Vec<TabItem>) -> Html {
    let buttons = tabs.into_iter().map(|tab| {
        let select = tab.on_select;
        let tabindex = if tab.is_selected { "0" } else { "-1" };
        html! {
            <button type="button" role="tab" id={tab.id} aria-selected={tab.is_selected.to_string()} aria-controls={panel} {tabindex} onclick={move |_| select.emit(())}>{ tab.name }</button>
        }
    });
    html! { <div {class} role="tablist" aria-label={label} onkeydown={Callback::from(|event| move_focus(&event))}>{ for buttons }</div> }
}

/// To the neighbour, the first or the last: focusing selects.
fn move_focus(event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else { return };
    let Some(list) = target.closest("[role=tablist]").ok().flatten() else { return };
    let next = match event.key().as_str() {
        "ArrowRight" => target.next_element_sibling().or_else(|| list.first_element_child()),
        "ArrowLeft" => target.previous_element_sibling().or_else(|| list.last_element_child()),
        "Home" => list.first_element_child(),
        "End" => list.last_element_child(),
        _ => return,
    };
    event.prevent_default();
    if let Some(tab) = next.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = tab.focus();
        tab.click();
    }
}

//! The header: brand, surfaces, language, theme, help, link.

use yew::prelude::*;

use crate::i18n::{Language, frame};
use crate::link::{Surface, Theme};
use crate::view::state::Sheet;
use crate::view::{Action, View};

use super::icons::{Icon, brand, icon};
use super::text::t;
use super::{Send, palette};

pub fn header(view: &View, send: &Send) -> Html {
    let tab = |surface: Surface| {
        let name = t(
            view,
            match surface {
                Surface::Trace => frame::TRACE,
                Surface::Compare => frame::COMPARE,
                Surface::Guide => frame::GUIDE,
            },
        );
        let is_here = view.surface == surface;
        let onclick = send.reform(move |event: MouseEvent| {
            event.prevent_default();
            Action::ShowSurface(surface)
        });
        html! { <a href="#" {onclick} aria-current={is_here.then_some("page")}>{ name }</a> }
    };
    let language = |language: Language, short: &'static str| {
        let onclick = send.reform(move |_| Action::SetLanguage(language));
        let pressed = (view.language == language).to_string();
        html! { <button type="button" {onclick} aria-pressed={pressed} lang={language.tag()} title={language.own_name()}>{ short }</button> }
    };
    // The button goes to the other of the two looks, whatever the system's is.
    let onclick_theme =
        send.reform(|_| Action::SetTheme(if palette::theme_now() == "dark" { Theme::Light } else { Theme::Dark }));
    html! {
        <header class="header">
            <a class="skip" href="#main" onclick={|event: MouseEvent| { event.prevent_default(); focus_main(); }}>{ t(view, frame::SKIP_TO_CONTENT) }</a>
            <span class="brand">{ brand() }<span>{ "Pylanes" }</span></span>
            <nav class="nav" aria-label={t(view, frame::NAVIGATION)}>{ for Surface::ALL.map(tab) }</nav>
            <span class="sp"></span>
            <span class="languages" role="group" aria-label={t(view, frame::LANGUAGE)}>
                { language(Language::English, "EN") }{ "·" }{ language(Language::TraditionalChinese, "中文") }
            </span>
            <button type="button" class="button quiet icon-only" onclick={onclick_theme} aria-label={t(view, frame::THEME)} title={t(view, frame::THEME)}>{ icon(Icon::Theme) }</button>
            <button type="button" class="button quiet icon-only" onclick={send.reform(|_| Action::ShowSheet(Some(Sheet::Help)))} aria-label={t(view, frame::HELP)} title={t(view, frame::HELP)}>{ icon(Icon::Help) }</button>
            <button type="button" class="button" onclick={send.reform(|_| Action::CopyLink)} aria-label={t(view, frame::COPY_LINK)} title={t(view, frame::COPY_LINK_HINT)}>
                { icon(Icon::Link) }<span class="label">{ t(view, frame::COPY_LINK) }</span>
            </button>
        </header>
    }
}

/// What the link for keyboards does: the first thing after the header that takes the focus.
fn focus_main() {
    use wasm_bindgen::JsCast;
    let found = super::browser::document()
        .and_then(|page| page.query_selector("#main button, #main [tabindex='0']").ok().flatten());
    if let Some(element) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

//! Icons on a grid of 16 pixels, drawn with the text's colour. Decoration: the words are on their buttons.

use yew::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    First,
    Back,
    Play,
    Pause,
    Forward,
    Last,
    Chevron,
    Gear,
    Theme,
    Link,
    Close,
    Help,
    Stop,
}

pub fn icon(icon: Icon) -> Html {
    let body = match icon {
        Icon::First => html! { <><path d="M3 3v10" /><path class="f" d="M13 3 6 8l7 5z" /></> },
        Icon::Back => html! { <path class="f" d="M11.5 3 4.5 8l7 5z" /> },
        Icon::Play => html! { <path class="f" d="M4.5 2.5v11L13 8z" /> },
        Icon::Pause => html! { <><path class="f" d="M4 3h3v10H4z" /><path class="f" d="M9 3h3v10H9z" /></> },
        Icon::Forward => html! { <path class="f" d="m4.5 3 7 5-7 5z" /> },
        Icon::Last => html! { <><path d="M13 3v10" /><path class="f" d="m3 3 7 5-7 5z" /></> },
        Icon::Chevron => html! { <path d="m4.5 6.5 3.5 3.5 3.5-3.5" /> },
        Icon::Gear => {
            html! { <><path d="M2 5h7M13 5h1M2 11h1M7 11h7" /><circle cx="11" cy="5" r="1.8" /><circle cx="5" cy="11" r="1.8" /></> }
        }
        Icon::Theme => html! { <><circle cx="8" cy="8" r="5.5" /><path class="f" d="M8 2.5a5.5 5.5 0 0 1 0 11z" /></> },
        Icon::Link => {
            html! { <><path d="M6.7 9.3a2.6 2.6 0 0 0 3.8 0l2.2-2.3a2.7 2.7 0 0 0-3.8-3.8l-.9.9" /><path d="M9.3 6.7a2.6 2.6 0 0 0-3.8 0L3.3 9a2.7 2.7 0 0 0 3.8 3.8l.9-.9" /></> }
        }
        Icon::Close => html! { <path d="m4 4 8 8M12 4l-8 8" /> },
        Icon::Help => {
            html! { <><path d="M5.6 5.8a2.4 2.4 0 1 1 3.5 2.1c-.7.4-1.1.8-1.1 1.6" /><path d="M8 12.2v.3" /></> }
        }
        Icon::Stop => html! { <path class="f" d="M4 4h8v8H4z" /> },
    };
    html! { <svg class="icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true">{ body }</svg> }
}

/// Three lanes, each with its bar.
pub fn brand() -> Html {
    html! {
        <svg viewBox="0 0 20 20" aria-hidden="true">
            <rect x="1" y="3" width="11" height="3.4" rx="1" fill="var(--run)" />
            <rect x="8" y="8.3" width="11" height="3.4" rx="1" fill="var(--want)" />
            <rect x="4" y="13.6" width="9" height="3.4" rx="1" fill="var(--native)" />
        </svg>
    }
}

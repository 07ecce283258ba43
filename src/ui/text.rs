//! Sentences as markup: names and figures set apart, code in its own type.

use yew::prelude::*;

use crate::i18n::{Phrase, Span, spans};
use crate::view::View;
use crate::view::words::Piece;

/// The words of a phrase in the page's language.
pub fn t(view: &View, phrase: Phrase) -> &'static str {
    phrase.text(view.language)
}

/// The words with their arguments.
pub fn tn(view: &View, phrase: Phrase, args: &[(&str, &str)]) -> String {
    phrase.fill(view.language, args)
}

/// Thousandths as a percentage for a style: `12.3%`. Whole numbers only: printing floats would take much code.
pub fn permille(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// A length for a style or a drawing, rounded to whole pixels.
pub fn px(length: f64) -> i32 {
    length.round() as i32
}

/// A text in which code stands between backquotes.
pub fn prose(text: &str) -> Html {
    spans(text)
        .map(|span| match span {
            Span::Prose(words) => html! { <>{ words.to_owned() }</> },
            Span::Code(code) => html! { <code>{ code.to_owned() }</code> },
        })
        .collect()
}

/// A sentence with names and lines in bold.
pub fn sentence(pieces: &[Piece]) -> Html {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Plain(text) | Piece::Figure(text) => html! { <>{ text.clone() }</> },
            Piece::Lane(_, text) | Piece::Line(_, text) => html! { <b>{ text.clone() }</b> },
            Piece::Code(text) => html! { <code>{ text.clone() }</code> },
        })
        .collect()
}

/// What stands in the margin for a lane: `M` for MainThread, `T2` for Thread-2, `A1` for Task-1.
pub fn chip(name: &str) -> String {
    let digits: String = name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let letter = match name {
        task if task.starts_with("Task") => 'A',
        other => other.chars().next().unwrap_or('?').to_ascii_uppercase(),
    };
    format!("{letter}{digits}")
}

//! Codes become sentences: templates in each language, filled with names, lines, times and counts.
//!
//! A sentence is pieces, so that the page can set names apart and make lines links; read aloud and exported it is plain text.
//! What is said is decided in [`super::narration`] and [`super::why`]; how it is worded, in [`phrases`].

mod say;

use crate::base::ids::LaneId;
use crate::base::language::Language;
use crate::base::time::Nanos;
use crate::trace::Trace;

use super::format;

pub use crate::i18n::{Phrase, narration as phrases};

pub use say::{change, hover, narration, place, state, waits, why};

/// A part of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    Plain(String),
    /// A lane's name.
    Lane(LaneId, String),
    /// A line of the program: its number and what is written.
    Line(u32, String),
    /// Something of the program: a lock, output, an exception.
    Code(String),
    /// A time or a count.
    Figure(String),
}

/// What a sentence is made of.
pub type Sentence = Vec<Piece>;

/// An argument of a template.
#[derive(Clone, PartialEq, Debug)]
pub enum Arg {
    Lane(LaneId),
    Lanes(Vec<LaneId>),
    Line(u32),
    Code(String),
    Time(Nanos),
    Count(u64),
    /// A part that is itself a sentence.
    Part(Sentence),
}

/// Where words come from: a trace for names, a language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    pub trace: &'a Trace,
    pub language: Language,
}

/// A sentence as text.
pub fn plain(sentence: &[Piece]) -> String {
    sentence.iter().map(Piece::text).collect()
}

impl Piece {
    pub fn text(&self) -> &str {
        match self {
            Piece::Plain(text) | Piece::Lane(_, text) | Piece::Line(_, text) => text,
            Piece::Code(text) | Piece::Figure(text) => text,
        }
    }
}

impl Words<'_> {
    /// The phrase with its arguments; one that is not given is left out.
    pub fn fill(&self, phrase: Phrase, args: &[(&str, Arg)]) -> Sentence {
        let mut sentence = Sentence::new();
        let mut rest = phrase.text(self.language);
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            push_plain(&mut sentence, before);
            if let Some((_, arg)) = args.iter().find(|(known, _)| *known == name) {
                self.push(&mut sentence, arg);
            }
            rest = after;
        }
        push_plain(&mut sentence, rest);
        sentence
    }

    /// Two sentences after one another: English puts a space between them.
    pub fn join(&self, mut first: Sentence, second: Sentence) -> Sentence {
        if !second.is_empty() {
            push_plain(&mut first, phrases::BETWEEN_SENTENCES.text(self.language));
            first.extend(second);
        }
        first
    }

    fn push(&self, sentence: &mut Sentence, arg: &Arg) {
        match arg {
            Arg::Lane(lane) => sentence.push(self.lane(*lane)),
            Arg::Lanes(lanes) => {
                for (i, lane) in lanes.iter().enumerate() {
                    if i > 0 {
                        let is_last = i + 1 == lanes.len();
                        let between = if is_last { phrases::LAST_AND } else { phrases::AND };
                        push_plain(sentence, between.text(self.language));
                    }
                    sentence.push(self.lane(*lane));
                }
            }
            Arg::Line(0) => push_plain(sentence, phrases::LIBRARY.text(self.language)),
            Arg::Line(line) => {
                let text = phrases::LINE.text(self.language).replace("{n}", &line.to_string());
                sentence.push(Piece::Line(*line, text));
            }
            Arg::Code(code) => sentence.push(Piece::Code(code.clone())),
            Arg::Time(time) => sentence.push(Piece::Figure(format::time(*time))),
            Arg::Count(count) => sentence.push(Piece::Figure(format::count(*count))),
            Arg::Part(part) => sentence.extend(part.iter().cloned()),
        }
    }

    fn lane(&self, lane: LaneId) -> Piece {
        Piece::Lane(lane, self.trace.full_name(lane))
    }
}

fn push_plain(sentence: &mut Sentence, text: &str) {
    match sentence.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Plain(last)) => last.push_str(text),
        _ => sentence.push(Piece::Plain(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::{FIRST, MAIN, SECOND, two_threads};

    #[test]
    fn templates_are_filled_with_pieces() {
        let trace = two_threads();
        let words = Words { trace: &trace, language: Language::English };
        let phrase = Phrase::new("{lanes} wait {time} on {line}{nothing}.", "");
        let lanes = Arg::Lanes(vec![MAIN, FIRST, SECOND]);
        let args = [("lanes", lanes), ("time", Arg::Time(Nanos(5_000))), ("line", Arg::Line(6))];
        let sentence = words.fill(phrase, &args);
        assert_eq!(plain(&sentence), "MainThread, Thread-1 and Thread-2 wait 5 µs on line 6.");
        assert_eq!(sentence[0], Piece::Lane(MAIN, "MainThread".to_owned()));
    }
}

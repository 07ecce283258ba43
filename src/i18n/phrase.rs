//! One phrase in every language, filling it, and telling its code from its prose.

use crate::base::language::Language;

/// One template in every language. `{name}` is where an argument goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Phrase {
    pub english: &'static str,
    pub chinese: &'static str,
}

impl Phrase {
    pub const fn new(english: &'static str, chinese: &'static str) -> Self {
        Self { english, chinese }
    }

    pub const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::TraditionalChinese => self.chinese,
        }
    }

    /// The text with its arguments put in; one that is not given is left out. Braces inside arguments stay as they are.
    pub fn fill(&self, language: Language, args: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(language);
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            filled.push_str(before);
            filled.extend(args.iter().find(|(known, _)| *known == name).map(|(_, value)| *value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// A stretch of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span<'a> {
    Prose(&'a str),
    /// What stood between backquotes.
    Code(&'a str),
}

/// The stretches of a text: prose and, between backquotes, code.
pub fn spans(text: &str) -> impl Iterator<Item = Span<'_>> {
    let cut = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    cut.map(|(i, part)| if i % 2 == 0 { Span::Prose(part) } else { Span::Code(part) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATE: Phrase = Phrase::new("{who} is late by {time}.", "{who} 晚了 {time}。");

    #[test]
    fn arguments_take_the_place_of_their_names() {
        let args = [("time", "5 ms"), ("who", "a {thread}")];
        assert_eq!(LATE.fill(Language::English, &args), "a {thread} is late by 5 ms.");
        assert_eq!(LATE.fill(Language::TraditionalChinese, &args), "a {thread} 晚了 5 ms。");
    }

    #[test]
    fn a_missing_argument_leaves_a_gap() {
        assert_eq!(LATE.fill(Language::English, &[]), " is late by .");
    }

    #[test]
    fn code_stands_between_backquotes() {
        let expected = [Span::Prose("call "), Span::Code("join()"), Span::Prose(" once")];
        assert_eq!(spans("call `join()` once").collect::<Vec<_>>(), expected);
    }
}

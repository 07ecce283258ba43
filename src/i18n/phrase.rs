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
    /// Around an argument Chinese gets the space between Han and Latin that it needs, and no other.
    pub fn fill(&self, language: Language, args: &[(&str, &str)]) -> String {
        let push = match language {
            Language::English => |text: &mut String, part: &str| text.push_str(part),
            Language::TraditionalChinese => push_spaced,
        };
        let mut filled = String::new();
        let mut rest = self.text(language);
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            push(&mut filled, before);
            if let Some((_, value)) = args.iter().find(|(known, _)| *known == name) {
                push(&mut filled, value);
            }
            rest = after;
        }
        push(&mut filled, rest);
        filled
    }
}

/// Appends with one space between Han and Latin, none between Han and Han.
fn push_spaced(text: &mut String, part: &str) {
    let (bare, bare_part) = (text.trim_end_matches(' '), part.trim_start_matches(' '));
    let (Some(last), Some(first)) = (bare.chars().next_back(), bare_part.chars().next()) else {
        return text.push_str(part);
    };
    if is_han(last) && is_han(first) {
        text.truncate(bare.len());
        text.push_str(bare_part);
    } else {
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        let touches = bare.len() == text.len() && bare_part.len() == part.len();
        if touches && ((is_han(last) && is_latin(first)) || (is_latin(last) && is_han(first))) {
            text.push(' ');
        }
        text.push_str(part);
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
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
    fn chinese_has_a_space_before_latin_and_none_before_han() {
        let phrase = Phrase::new("With {it} now", "改用{it} 吧");
        let fill = |it| phrase.fill(Language::TraditionalChinese, &[("it", it)]);
        assert_eq!(fill("asyncio"), "改用 asyncio 吧");
        assert_eq!(fill("多執行緒"), "改用多執行緒吧");
        assert_eq!(phrase.fill(Language::English, &[("it", "threads")]), "With threads now");
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

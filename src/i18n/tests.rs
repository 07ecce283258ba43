//! What holds for every phrase.

use super::*;

const AREAS: [(&str, &[(&str, Phrase)]); 12] = [
    ("compare", compare::ALL),
    ("decision", decision::ALL),
    ("examples", examples::ALL),
    ("frame", frame::ALL),
    ("guide", guide::ALL),
    ("help", help::ALL),
    ("inspector", inspector::ALL),
    ("narration", narration::ALL),
    ("settings", settings::ALL),
    ("summary", summary::ALL),
    ("transport", transport::ALL),
    ("trouble", trouble::ALL),
];

fn every_phrase() -> impl Iterator<Item = (String, Phrase)> {
    AREAS.into_iter().flat_map(|(area, all)| all.iter().map(move |(name, it)| (format!("{area}::{name}"), *it)))
}

fn arguments(text: &str) -> Vec<&str> {
    let mut names: Vec<_> = text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|it| it.0).collect();
    names.sort_unstable();
    names
}

#[test]
fn no_phrase_is_empty_in_any_language() {
    for (name, phrase) in every_phrase() {
        for text in [phrase.english, phrase.chinese] {
            assert!(!text.is_empty() && text.trim() == text, "{name}: {text:?}");
        }
    }
}

#[test]
fn both_languages_have_the_same_arguments() {
    for (name, phrase) in every_phrase() {
        assert_eq!(arguments(phrase.english), arguments(phrase.chinese), "{name}");
    }
}

#[test]
fn code_is_closed_in_every_language() {
    for (name, phrase) in every_phrase() {
        for text in [phrase.english, phrase.chinese] {
            assert!(text.matches('`').count().is_multiple_of(2), "{name}: {text:?}");
        }
    }
}

/// A sentence of Chinese has Chinese in it, at least one character for every three words of English.
#[test]
fn nothing_was_left_in_english() {
    for (name, phrase) in every_phrase() {
        let n_words = phrase.english.split_whitespace().filter(|word| !word.starts_with(['{', '`'])).count();
        let n_han = phrase.chinese.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        assert!(n_words < 3 || n_han * 3 >= n_words, "{name}: {}", phrase.chinese);
    }
}

/// Full-width punctuation belongs to Chinese, and English stays in ASCII but for a few signs.
#[test]
fn punctuation_is_the_languages_own() {
    for (name, phrase) in every_phrase() {
        assert!(!phrase.english.contains(['。', '，', '、', '：', '「', '」']), "{name}: {}", phrase.english);
        let prose: String = spans(phrase.chinese)
            .filter_map(|span| match span {
                Span::Prose(prose) => Some(prose),
                Span::Code(_) => None,
            })
            .collect();
        assert!(!prose.contains(", ") && !prose.contains(". ") && !prose.contains(';'), "{name}: {}", phrase.chinese);
    }
}

#[test]
fn english_has_no_chinese_in_it() {
    for (name, phrase) in every_phrase() {
        assert!(!phrase.english.chars().any(|c| ('\u{3000}'..='\u{9fff}').contains(&c)), "{name}");
    }
}

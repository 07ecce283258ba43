//! What the page keeps for next time, as one line of text: version, theme, language, and a link's fragment.
//!
//! Where it is kept is the application's affair. `www/page.js` reads the theme out of the same line before anything else
//! is there, so that nothing flashes.

use crate::base::language::Language;
use crate::link::{self, Shared, Theme};

/// Grows when what is saved changes its meaning; other versions are forgotten.
const VERSION: &str = "2";
/// In place of a language that was not chosen.
const NOT_CHOSEN: &str = "-";

/// What the page keeps.
#[derive(Clone, PartialEq, Debug)]
pub struct Saved {
    /// The program, its settings and where the playhead was.
    pub shared: Shared,
    /// Chosen on the page; none while the browser's is followed.
    pub language: Option<Language>,
    pub theme: Theme,
}

impl Saved {
    pub fn new(shared: Shared, language: Option<Language>, theme: Theme) -> Self {
        Self { shared, language, theme }
    }
    pub fn to_text(&self) -> String {
        let language = self.language.map_or(NOT_CHOSEN, Language::tag);
        [VERSION, self.theme.name(), language, &link::fragment(&self.shared)].join(" ")
    }
    /// What was saved, unless it is of another version or no such thing.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (version, theme, language) = (words.next()?, Theme::from_name(words.next()?)?, words.next()?);
        let shared = link::open_fragment(words.next()?).ok()??;
        (version == VERSION).then(|| Self { shared, language: Language::from_tag(language), theme })
    }
}

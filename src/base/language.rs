//! The languages of the page's own words. Python's messages stay English.

use serde::{Deserialize, Serialize};

/// A language of the page's own words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Language {
    #[default]
    English,
    /// 繁體中文
    TraditionalChinese,
}

impl Language {
    pub const ALL: [Language; 2] = [Self::English, Self::TraditionalChinese];

    /// The tag of HTML's `lang` and of `?lang=`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::TraditionalChinese => "zh-Hant",
        }
    }
    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::TraditionalChinese => "繁體中文",
        }
    }
    /// The language that a BCP 47 tag asks for: any Chinese gets the Chinese we have.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        match primary.as_str() {
            "en" => Some(Self::English),
            "zh" => Some(Self::TraditionalChinese),
            _ => None,
        }
    }
}

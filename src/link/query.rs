//! How the page looks and behaves, from the URL's query: `?lang=zh-Hant&theme=dark&embed=1&readonly=1`.
//!
//! Unknown parameters and values are nobody's fault and count as not given.

use serde::{Deserialize, Serialize};

use crate::base::language::Language;

use super::percent;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// As a query, the page's style and what is kept for next time call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark].into_iter().find(|theme| theme.name() == name)
    }
}

/// What a query says. Nothing for what it does not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Query {
    pub language: Option<Language>,
    pub theme: Option<Theme>,
    /// The page is part of another page: no header, no guide.
    pub embed: bool,
    /// The program cannot be edited.
    pub readonly: bool,
}

impl Query {
    /// Reads a query with or without its `?`.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for pair in query.strip_prefix('?').unwrap_or(query).split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, "1"));
            let Some(value) = percent::decode(value) else { continue };
            let is_on = matches!(value.as_str(), "1" | "true");
            match name {
                "lang" => read.language = Language::from_tag(&value).or(read.language),
                "theme" => read.theme = Theme::from_name(&value).or(read.theme),
                "embed" => read.embed = is_on,
                "readonly" => read.readonly = is_on,
                _ => {}
            }
        }
        read
    }
}

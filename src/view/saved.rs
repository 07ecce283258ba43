//! What the page keeps for next time. Bytes in and out; where they are kept is the application's affair.

use serde::{Deserialize, Serialize};

use crate::base::language::Language;
use crate::link::{Shared, Theme};

/// Grows when what is saved changes its meaning; other versions are forgotten.
const VERSION: u32 = 1;

/// What the page keeps.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Saved {
    version: u32,
    /// The program, its settings and where the playhead was.
    pub shared: Shared,
    /// Chosen on the page; none while the browser's is followed.
    pub language: Option<Language>,
    pub theme: Theme,
}

impl Saved {
    pub fn new(shared: Shared, language: Option<Language>, theme: Theme) -> Self {
        Self { version: VERSION, shared, language, theme }
    }
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
    /// What was saved, unless it is of another version or no such thing.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|saved: &Self| saved.version == VERSION)
    }
}

//! Every word the page says, in English and 繁體中文 side by side, so that a missing translation does not compile.
//!
//! One file per area; a phrase is a constant, `frame::SIMULATE.text(language)`, and what nobody names is not shipped.
//! `{name}` in a phrase is an argument for [`Phrase::fill`]; both languages have the same. Code in a text stands between
//! backquotes; [`spans`] cuts it out. Knows only languages: neither what phrases are about nor where they are shown.
//! Python's own messages are never translated. Terms of the Chinese: 執行緒 thread, 進程 process, 異步 asynchronous,
//! 任務 task, 協程 coroutine, 事件循環 event loop, 切換間隔 switch interval, 切換點 switch point, 死結 deadlock,
//! 競爭條件 race condition, 併發 concurrent, 平行 parallel, 位元組碼 bytecode, 直譯器 interpreter.

mod phrase;
pub mod units;

pub mod compare;
pub mod decision;
pub mod examples;
pub mod frame;
pub mod guide;
pub mod help;
pub mod inspector;
pub mod narration;
pub mod settings;
pub mod summary;
#[cfg(test)]
mod tests;
pub mod transport;
pub mod trouble;

pub use crate::base::language::Language;
pub use phrase::{Phrase, Span, spans};

/// Declares the phrases of one area and, for the tests, the list of them.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident: $english:literal, $chinese:literal;)*) => {
        $($(#[$doc])* pub const $name: $crate::i18n::Phrase = $crate::i18n::Phrase::new($english, $chinese);)*
        /// Every phrase of this area, with its name.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, $crate::i18n::Phrase)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use catalogue;

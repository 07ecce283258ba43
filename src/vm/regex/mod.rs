//! Regular expressions with Python's syntax and meaning.
//!
//! Why not a crate: `regress` reads ECMAScript's syntax and `fancy-regex` brings `regex` with it (several hundred kilobytes);
//! neither has Python's error texts, conditional groups, `lastindex` and rules for empty matches, and both may recurse or
//! run without bound. This one is three small parts: a pattern is parsed to a tree (`parse.rs`), the tree compiled to a
//! program (`program.rs`), the program run by a backtracking matcher with a stack of its own and a limit of steps
//! (`matcher.rs`). Knows no Python values. Source followed: `Lib/re/_parser.py`, `Lib/re/_compiler.py`, `Modules/_sre/sre_lib.h`.

mod matcher;
mod parse;
mod parse_group;
mod parse_set;
mod program;

pub use matcher::{Found, Matcher, Mode, Text, TooMuch};
pub use parse::{Bad, flag};
pub use program::Program;

//! `cargo xtask accuracy`: how near simulated times are to recorded ones (`tests/accuracy.rs`).

use crate::{Result, say, shell};

/// Prints one line per quantity and the median error; a name restricts to the programs that have it in theirs.
pub fn run(rest: &[String]) -> Result {
    let only = match rest {
        [] => "",
        [name] => name.as_str(),
        [_, extra, ..] => return Err(format!("unexpected argument `{extra}`.")),
    };
    let _step = say::step("Simulated times beside recorded ones", "2 minutes");
    let arguments = ["test", "--release", "--test", "accuracy", "--", "--ignored", "--nocapture"];
    shell::run(shell::cargo().args(arguments).env("ACCURACY", only))
}

//! `docs/python-support.md`: what of Python's library there is, read off the modules and the tables of natives.
//!
//! To write the page anew: `PYLANES_WRITE_DOCS=1 cargo test --lib support`. What stands above [`MARK`] is written by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::library;
use crate::vm::native::{Owner, natives};
use crate::vm::types;

/// What follows it is generated.
const MARK: &str = "<!-- generated from here on -->\n";

fn page() -> String {
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut classes: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for native in natives() {
        let name = native.name().to_owned();
        match native.owner {
            Owner::Module(module) => {
                modules.entry(module.to_owned()).or_default().insert(name);
            }
            Owner::Class(class) => {
                let row = types::TABLE.iter().find(|row| row.class == class);
                if let Some(row) = row.filter(|row| row.module == "builtins" && !name.starts_with('_')) {
                    classes.entry(row.name).or_default().insert(name);
                }
            }
        }
    }
    for name in library::names() {
        let names = library::source(name).map(exported).unwrap_or_default();
        modules.entry(name.to_owned()).or_default().extend(names);
    }
    modules.retain(|module, names| !module.split('.').any(|part| part.starts_with('_')) && !names.is_empty());
    let mut text = "\n## Modules\n\n| module | names |\n|---|---|\n".to_owned();
    for (module, names) in &modules {
        text += &row(module, names.iter().filter(|name| !name.starts_with('_')));
    }
    text += "\n## Methods of built-in classes\n\n| class | methods |\n|---|---|\n";
    for (class, names) in &classes {
        text += &row(class, names.iter());
    }
    text
}

fn row<'a>(what: &str, names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    format!("| `{what}` | {} |\n", names.join(" "))
}

/// The names in a module's `__all__`; without one, its public functions and classes.
fn exported(source: &str) -> BTreeSet<String> {
    if let Some(list) = source.split("__all__ = [").nth(1).and_then(|rest| rest.split(']').next()) {
        return list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    }
    let named =
        source.lines().filter_map(|line| ["def ", "async def ", "class "].iter().find_map(|k| line.strip_prefix(k)));
    let names = named.map(|rest| rest.split(['(', ':', '[']).next().unwrap_or(rest).trim().to_owned());
    names.filter(|name| !name.starts_with('_')).collect()
}

#[test]
fn the_page_of_what_is_supported_tells_what_there_is() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/python-support.md");
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let by_hand = kept.split(MARK).next().unwrap_or("");
    let wanted = format!("{by_hand}{MARK}{}", page());
    if std::env::var_os("PYLANES_WRITE_DOCS").is_some() {
        std::fs::write(path, wanted).expect("the page can be written");
    } else {
        assert!(kept == wanted, "docs/python-support.md is out of date: PYLANES_WRITE_DOCS=1 cargo test --lib support");
    }
}

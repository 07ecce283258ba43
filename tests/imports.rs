//! Holds the direction of imports between modules, as `ARCHITECTURE.md` draws it, against the source itself.
//!
//! Reads every `crate::x` under `src/`, and every name of a browser crate. Knows nothing of what the modules do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and the modules it may name. What is allowed to one is not thereby allowed to those above it.
const MAY_NAME: [(&str, &[&str]); 16] = [
    ("base", &[]),
    ("lang", &["base"]),
    ("vm", &["base", "lang"]),
    ("process", &["base", "lang", "vm", "trace"]),
    ("trace", &["base"]),
    ("sim", &["base", "lang", "vm", "process", "trace"]),
    ("explore", &["base", "lang", "vm", "process", "trace", "sim"]),
    ("lab", &["base", "lang", "vm", "process", "trace"]),
    ("compare", &["base", "lang", "vm", "process", "trace", "sim", "lab"]),
    ("link", &["base", "trace"]),
    ("i18n", &["base"]),
    ("wire", &["base", "trace"]),
    ("view", &["base", "trace", "wire", "link", "i18n", "compare"]),
    ("ui", &["base", "trace", "wire", "link", "i18n", "compare", "view"]),
    ("cli", &["base", "lang", "vm", "process", "trace", "sim", "explore", "lab", "compare", "link"]),
    ("worker", &["base", "lang", "vm", "process", "trace", "sim", "explore", "lab", "compare", "wire", "link", "i18n"]),
];

/// The only modules that may name the browser.
const BROWSER_MODULES: [&str; 2] = ["ui", "worker"];
const BROWSER_CRATES: [&str; 8] =
    ["yew", "web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "wasm_bindgen_rayon", "gloo_timers", "rayon"];

/// What does not hold yet, as `(module, what it names)`; each is to be paid back, none may be added lightly.
const DEBT: [(&str, &str); 0] = [];

#[test]
fn modules_name_only_what_lies_beneath_them() {
    let allowed: BTreeSet<(&str, &str)> =
        MAY_NAME.iter().flat_map(|(module, names)| names.iter().map(|name| (*module, *name))).chain(DEBT).collect();
    let known: BTreeSet<&str> = MAY_NAME.iter().map(|(module, _)| *module).collect();
    let mut wrong = Vec::new();
    for (module, file, source) in modules() {
        if !known.contains(module.as_str()) {
            wrong.push(format!("{}: {module} has no place in MAY_NAME yet", file.display()));
        }
        // Other names are macros and functions of the root.
        for (line, name) in named_modules(&source).into_iter().filter(|(_, name)| known.contains(name.as_str())) {
            if name != module && !allowed.contains(&(module.as_str(), name.as_str())) {
                wrong.push(format!("{}:{line}: {module} names {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "against the direction of imports:\n{}", wrong.join("\n"));
}

#[test]
fn only_ui_and_worker_name_the_browser() {
    let mut wrong = Vec::new();
    for (module, file, source) in modules() {
        if BROWSER_MODULES.contains(&module.as_str()) {
            continue;
        }
        for (line, text) in code_lines(&source) {
            for name in BROWSER_CRATES.iter().filter(|name| names_crate(&text, name)) {
                wrong.push(format!("{}:{line}: {module} names the crate {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "the browser where it must not be known:\n{}", wrong.join("\n"));
}

#[test]
fn no_debt_is_listed_that_has_been_paid() {
    let named: BTreeSet<(String, String)> = modules()
        .flat_map(|(module, _, source)| {
            named_modules(&source).into_iter().map(move |(_, name)| (module.clone(), name)).collect::<Vec<_>>()
        })
        .collect();
    let paid: Vec<_> =
        DEBT.iter().filter(|(from, to)| !named.contains(&((*from).to_owned(), (*to).to_owned()))).collect();
    assert!(paid.is_empty(), "take these from DEBT: {paid:?}");
}

#[test]
fn all_ways_of_naming_a_module_are_seen() {
    let source = "use crate::{base::ids, vm as machine, sim::{clock, world}};\nuse crate::lang;\n\
                  // crate::comment\nlet x = crate::trace::Event; \"crate::text\"; pub(crate) fn f() {}\n\
                  use crate::{\n    explore,\n    wire::Reply,\n};\n$crate::lab::now!()";
    let names: Vec<String> = named_modules(source).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["base", "vm", "sim", "lang", "trace", "explore", "wire", "lab"]);
}

/// Every source file that belongs to a module of the library: the module, the file, its text.
fn modules() -> impl Iterator<Item = (String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.sort();
    files.into_iter().filter_map(move |file| {
        let inside = file.strip_prefix(&src).ok()?;
        let first = Path::new(inside.components().next()?.as_os_str()).with_extension("");
        let module = first.to_str()?.to_owned();
        let source = fs::read_to_string(&file).ok()?;
        (!["bin", "lib"].contains(&module.as_str())).then(|| (module, inside.to_owned(), source))
    })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// The lines that are code, numbered from 1, with string literals and comments blanked.
fn code_lines(source: &str) -> Vec<(usize, String)> {
    source.lines().enumerate().map(|(at, line)| (at + 1, without_text(line))).collect()
}

/// A line without what is in quotes and what follows `//`; good enough for literals that end on their line.
fn without_text(line: &str) -> String {
    let mut code = String::new();
    let mut chars = line.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => drop(chars.next()),
            '"' => quoted = !quoted,
            '/' if !quoted && chars.peek() == Some(&'/') => break,
            _ if !quoted => code.push(c),
            _ => {}
        }
    }
    // A literal that goes on to the next line: keep the line rather than lose an import.
    if quoted { line.split("//").next().unwrap_or_default().to_owned() } else { code }
}

/// Each module named through `crate::`, with its line.
fn named_modules(source: &str) -> Vec<(usize, String)> {
    let lines = code_lines(source);
    let code = lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(group) => heads_of_group(group),
            None => vec![identifier(rest)],
        };
        found.extend(names.into_iter().filter(|name| is_module_name(name)).map(|name| (line, name)));
    }
    found
}

/// The first word of each entry in `{a::b, c as d, e::{f, g}}`, the opening brace already taken.
fn heads_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut at_head) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_head = true,
            c if at_head && (c.is_alphanumeric() || c == '_') => {
                heads.push(identifier(&group[at..]));
                at_head = false;
            }
            _ => {}
        }
    }
    heads
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Modules are lower case; `crate::Name` and `crate::CONSTANT` are items of the root.
fn is_module_name(name: &str) -> bool {
    name.chars().next().is_some_and(|c| c.is_ascii_lowercase())
}

fn names_crate(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    let whole_word = |at: usize| {
        !code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '.')
    };
    let qualified = code.match_indices(&path).any(|(at, _)| whole_word(at));
    let words: Vec<&str> = code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let used = words.windows(2).any(|pair| pair == ["use", name] || pair == ["crate", name] && code.contains("extern"));
    qualified || used
}

//! The standard library written in Python: source texts by module name. Native modules are the machine's.

/// `(name, source)`; a package's submodules have dotted names.
const MODULES: &[(&str, &str)] = &[
    ("bisect", include_str!("lib/bisect.py")),
    ("collections", include_str!("lib/collections.py")),
    ("contextlib", include_str!("lib/contextlib.py")),
    ("functools", include_str!("lib/functools.py")),
    ("heapq", include_str!("lib/heapq.py")),
    ("queue", include_str!("lib/queue.py")),
    ("random", include_str!("lib/random.py")),
    ("threading", include_str!("lib/threading.py")),
];

/// Modules that exist natively, as far as people import them.
const NATIVE: &[&str] = &[
    "_collections",
    "_kernel",
    "_random",
    "_thread",
    "builtins",
    "math",
    "pylanes",
    "sys",
    "time",
    "__future__",
    "__main__",
];

/// Native modules of the machine that programs import.
pub fn source(name: &str) -> Option<&'static str> {
    MODULES.iter().find(|(module, _)| *module == name).map(|(_, text)| *text)
}

/// Whether `import name` finds something.
pub fn exists(name: &str) -> bool {
    source(name).is_some() || NATIVE.contains(&name)
}

/// The file name that tracebacks show for a library module.
pub fn filename(name: &str) -> String {
    format!("/usr/lib/python3.14/{}.py", name.replace('.', "/"))
}

/// What can be imported, for hints.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = MODULES.iter().map(|(name, _)| *name).chain(NATIVE.iter().copied()).collect();
    names.retain(|name| !name.starts_with('_'));
    names.sort_unstable();
    names
}

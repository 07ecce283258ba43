//! The standard library written in Python: source texts by module name. Native modules are the machine's.
//!
//! Native builds have the texts in them. The engine for browsers does not: they are a file of their own beside it, which
//! whoever drives the process fetches before it starts a program that imports ([`wanted_by`], [`install`]).

#[cfg(target_arch = "wasm32")]
static INSTALLED: std::sync::OnceLock<String> = std::sync::OnceLock::new();

#[cfg(not(target_arch = "wasm32"))]
macro_rules! text {
    ($file:literal) => {
        include_str!(concat!("lib/", $file))
    };
}
#[cfg(target_arch = "wasm32")]
macro_rules! text {
    ($file:literal) => {
        ""
    };
}

/// `(name, source)`; a package's submodules have dotted names.
const MODULES: &[(&str, &str)] = &[
    ("_arghelp", text!("_arghelp.py")),
    ("_argparsing", text!("_argparsing.py")),
    ("_asyncio", text!("_asyncio.py")),
    ("_decimal_context", text!("_decimal_context.py")),
    ("_decimal_format", text!("_decimal_format.py")),
    ("_decimal_functions", text!("_decimal_functions.py")),
    ("_net", text!("_net.py")),
    ("_queue", text!("_queue.py")),
    ("_sql", text!("_sql.py")),
    ("_sql_eval", text!("_sql_eval.py")),
    ("_sql_parse", text!("_sql_parse.py")),
    ("_strptime", text!("_strptime.py")),
    ("_sys", text!("_sys.py")),
    ("_threads", text!("_threads.py")),
    ("_time", text!("_time.py")),
    ("_timeformat", text!("_timeformat.py")),
    ("_versions", text!("_versions.py")),
    ("_weakref", text!("_weakref.py")),
    ("abc", text!("abc.py")),
    ("aiohttp", text!("aiohttp.py")),
    ("argparse", text!("argparse.py")),
    ("array", text!("array.py")),
    ("ast", text!("ast.py")),
    ("asyncio", text!("asyncio.py")),
    ("asyncio.base_events", text!("asyncio.base_events.py")),
    ("asyncio.coroutines", text!("asyncio.coroutines.py")),
    ("asyncio.events", text!("asyncio.events.py")),
    ("asyncio.exceptions", text!("asyncio.exceptions.py")),
    ("asyncio.futures", text!("asyncio.futures.py")),
    ("asyncio.locks", text!("asyncio.locks.py")),
    ("asyncio.policies", text!("asyncio.policies.py")),
    ("asyncio.protocols", text!("asyncio.protocols.py")),
    ("asyncio.queues", text!("asyncio.queues.py")),
    ("asyncio.runners", text!("asyncio.runners.py")),
    ("asyncio.selector_events", text!("asyncio.selector_events.py")),
    ("asyncio.streams", text!("asyncio.streams.py")),
    ("asyncio.subprocess", text!("asyncio.subprocess.py")),
    ("asyncio.taskgroups", text!("asyncio.taskgroups.py")),
    ("asyncio.tasks", text!("asyncio.tasks.py")),
    ("asyncio.threads", text!("asyncio.threads.py")),
    ("asyncio.timeouts", text!("asyncio.timeouts.py")),
    ("asyncio.transports", text!("asyncio.transports.py")),
    ("atexit", text!("atexit.py")),
    ("base64", text!("base64.py")),
    ("binascii", text!("binascii.py")),
    ("bisect", text!("bisect.py")),
    ("cProfile", text!("cProfile.py")),
    ("calendar", text!("calendar.py")),
    ("cmath", text!("cmath.py")),
    ("codecs", text!("codecs.py")),
    ("collections", text!("collections.py")),
    ("collections.abc", text!("collections.abc.py")),
    ("colorsys", text!("colorsys.py")),
    ("concurrent", text!("concurrent.py")),
    ("concurrent.futures", text!("concurrent.futures.py")),
    ("concurrent.futures._base", text!("concurrent.futures._base.py")),
    ("concurrent.futures.interpreter", text!("concurrent.futures.interpreter.py")),
    ("concurrent.futures.process", text!("concurrent.futures.process.py")),
    ("concurrent.futures.thread", text!("concurrent.futures.thread.py")),
    ("concurrent.interpreters", text!("concurrent.interpreters.py")),
    ("configparser", text!("configparser.py")),
    ("contextlib", text!("contextlib.py")),
    ("contextvars", text!("contextvars.py")),
    ("copy", text!("copy.py")),
    ("copyreg", text!("copyreg.py")),
    ("csv", text!("csv.py")),
    ("ctypes", text!("ctypes.py")),
    ("dataclasses", text!("dataclasses.py")),
    ("datetime", text!("datetime.py")),
    ("decimal", text!("decimal.py")),
    ("difflib", text!("difflib.py")),
    ("dis", text!("dis.py")),
    ("doctest", text!("doctest.py")),
    ("enum", text!("enum.py")),
    ("errno", text!("errno.py")),
    ("faulthandler", text!("faulthandler.py")),
    ("fnmatch", text!("fnmatch.py")),
    ("fractions", text!("fractions.py")),
    ("functools", text!("functools.py")),
    ("gc", text!("gc.py")),
    ("getopt", text!("getopt.py")),
    ("getpass", text!("getpass.py")),
    ("glob", text!("glob.py")),
    ("graphlib", text!("graphlib.py")),
    ("gzip", text!("gzip.py")),
    ("hashlib", text!("hashlib.py")),
    ("heapq", text!("heapq.py")),
    ("hmac", text!("hmac.py")),
    ("html", text!("html.py")),
    ("http", text!("http.py")),
    ("http.client", text!("http.client.py")),
    ("http.server", text!("http.server.py")),
    ("httpx", text!("httpx.py")),
    ("importlib", text!("importlib.py")),
    ("importlib.util", text!("importlib.util.py")),
    ("inspect", text!("inspect.py")),
    ("io", text!("io.py")),
    ("ipaddress", text!("ipaddress.py")),
    ("itertools", text!("itertools.py")),
    ("json", text!("json.py")),
    ("json.decoder", text!("json.decoder.py")),
    ("json.encoder", text!("json.encoder.py")),
    ("keyword", text!("keyword.py")),
    ("linecache", text!("linecache.py")),
    ("locale", text!("locale.py")),
    ("logging", text!("logging.py")),
    ("logging.config", text!("logging.config.py")),
    ("logging.handlers", text!("logging.handlers.py")),
    ("multiprocessing", text!("multiprocessing.py")),
    ("multiprocessing.connection", text!("multiprocessing.connection.py")),
    ("multiprocessing.context", text!("multiprocessing.context.py")),
    ("multiprocessing.dummy", text!("multiprocessing.dummy.py")),
    ("multiprocessing.managers", text!("multiprocessing.managers.py")),
    ("multiprocessing.pool", text!("multiprocessing.pool.py")),
    ("multiprocessing.process", text!("multiprocessing.process.py")),
    ("multiprocessing.queues", text!("multiprocessing.queues.py")),
    ("multiprocessing.reduction", text!("multiprocessing.reduction.py")),
    ("multiprocessing.shared_memory", text!("multiprocessing.shared_memory.py")),
    ("multiprocessing.sharedctypes", text!("multiprocessing.sharedctypes.py")),
    ("multiprocessing.spawn", text!("multiprocessing.spawn.py")),
    ("multiprocessing.synchronize", text!("multiprocessing.synchronize.py")),
    ("multiprocessing.util", text!("multiprocessing.util.py")),
    ("numbers", text!("numbers.py")),
    ("operator", text!("operator.py")),
    ("os", text!("os.py")),
    ("os.path", text!("os.path.py")),
    ("pathlib", text!("pathlib.py")),
    ("pickle", text!("pickle.py")),
    ("platform", text!("platform.py")),
    ("posix", text!("posix.py")),
    ("pprint", text!("pprint.py")),
    ("profile", text!("profile.py")),
    ("pstats", text!("pstats.py")),
    ("queue", text!("queue.py")),
    ("random", text!("random.py")),
    ("re", text!("re.py")),
    ("reprlib", text!("reprlib.py")),
    ("requests", text!("requests.py")),
    ("resource", text!("resource.py")),
    ("sched", text!("sched.py")),
    ("secrets", text!("secrets.py")),
    ("select", text!("select.py")),
    ("selectors", text!("selectors.py")),
    ("shlex", text!("shlex.py")),
    ("shutil", text!("shutil.py")),
    ("signal", text!("signal.py")),
    ("socket", text!("socket.py")),
    ("socketserver", text!("socketserver.py")),
    ("sqlite3", text!("sqlite3.py")),
    ("stat", text!("stat.py")),
    ("statistics", text!("statistics.py")),
    ("string", text!("string.py")),
    ("string.templatelib", text!("string.templatelib.py")),
    ("struct", text!("struct.py")),
    ("sysconfig", text!("sysconfig.py")),
    ("tempfile", text!("tempfile.py")),
    ("textwrap", text!("textwrap.py")),
    ("threading", text!("threading.py")),
    ("timeit", text!("timeit.py")),
    ("tomllib", text!("tomllib.py")),
    ("traceback", text!("traceback.py")),
    ("tracemalloc", text!("tracemalloc.py")),
    ("types", text!("types.py")),
    ("typing", text!("typing.py")),
    ("unittest", text!("unittest.py")),
    ("unittest.mock", text!("unittest.mock.py")),
    ("urllib", text!("urllib.py")),
    ("urllib.error", text!("urllib.error.py")),
    ("urllib.parse", text!("urllib.parse.py")),
    ("urllib.request", text!("urllib.request.py")),
    ("uuid", text!("uuid.py")),
    ("warnings", text!("warnings.py")),
    ("weakref", text!("weakref.py")),
    ("zlib", text!("zlib.py")),
    ("zoneinfo", text!("zoneinfo.py")),
];

/// Modules that exist natively, as far as people import them.
const NATIVE: &[&str] = &[
    "_collections",
    "_hashlib",
    "_kernel",
    "_lib",
    "_pickle",
    "_loop",
    "_random",
    "_re",
    "_thread",
    "_weak",
    "_zlib",
    "builtins",
    "math",
    "pylanes",
    "sys",
    "time",
    "__future__",
    "__main__",
];

/// The text of a library module.
#[cfg(not(target_arch = "wasm32"))]
pub fn source(name: &str) -> Option<&'static str> {
    MODULES.iter().find(|(module, _)| *module == name).map(|(_, text)| *text)
}
/// The text of a library module, once the library is installed.
#[cfg(target_arch = "wasm32")]
pub fn source(name: &str) -> Option<&'static str> {
    text_in(INSTALLED.get()?, name)
}

/// Makes the texts known: the file that the build makes of `lib/`, see [`text_in`]. Only the first call counts.
#[cfg(target_arch = "wasm32")]
pub fn install(file: String) {
    let _ = INSTALLED.set(file);
}
#[cfg(target_arch = "wasm32")]
pub fn is_installed() -> bool {
    INSTALLED.get().is_some()
}

/// Whether a program might import something or open a file: its text has the word, be it only in a string.
pub fn wanted_by(program: &str) -> bool {
    program.contains("import") || program.contains("open")
}

/// A module's text in the library's file: modules one after the other, each a form feed, its name, a new line, its text.
#[cfg(any(target_arch = "wasm32", test))]
fn text_in<'a>(file: &'a str, name: &str) -> Option<&'a str> {
    file.split('\u{c}').find_map(|module| module.strip_prefix(name)?.strip_prefix('\n'))
}

/// Whether `import name` finds something.
pub fn exists(name: &str) -> bool {
    source(name).is_some() || NATIVE.contains(&name)
}

/// Modules that CPython has in C: their frames have no switch points, are not in tracebacks and do not count for the
/// recursion limit.
pub fn stands_for_c(name: &str) -> bool {
    const IN_C: &[&str] = &[
        "_asyncio",
        "_decimal_context",
        "_decimal_format",
        "_decimal_functions",
        "_sql",
        "_sql_eval",
        "_sql_parse",
        "_threads",
        "_weakref",
        "decimal",
        "functools",
        "hashlib",
        "io",
        "itertools",
        "operator",
        "posix",
        "sqlite3",
        "struct",
        "unittest",
        "zlib",
    ];
    IN_C.contains(&name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_in_the_library_file_by_their_whole_name() {
        let file = "\u{c}a.b\nx = 1\n\u{c}a\ny = 2\n";
        assert_eq!(text_in(file, "a"), Some("y = 2\n"));
        assert_eq!(text_in(file, "a.b"), Some("x = 1\n"));
        assert_eq!(text_in(file, "b"), None);
    }

    #[test]
    fn every_module_is_a_file_of_its_name() {
        for (name, text) in MODULES {
            let file = format!("{}/src/process/lib/{name}.py", env!("CARGO_MANIFEST_DIR"));
            assert_eq!(std::fs::read_to_string(file).as_deref().ok(), Some(*text), "{name}");
            assert!(!text.contains('\u{c}'), "{name} has a form feed");
        }
    }
}

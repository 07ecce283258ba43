//! Exceptions as CPython prints them: frames with their source lines and marks, chains, notes, groups, suggestions.
//!
//! Source: `Lib/traceback.py` of 3.14 (`StackSummary.format`, `TracebackException.format`, `_ExceptionPrintContext`).

use super::builtins::exception_text::syntax_part;
use super::builtins::repr as representation;
use super::dict::Dict;
use super::exc::TracebackEntry;
use super::machine::{Fuel, Machine, Stop};
use super::names;
use super::object::Object;
use super::prelude;
use super::types;
use super::value::{Obj, Value};
use crate::lang::carets;

/// Frames of one place shown before the rest is counted.
const REPEATS_SHOWN: usize = 3;
/// Exceptions of a group shown.
const GROUP_WIDTH: usize = 15;
/// Groups in groups shown.
const GROUP_DEPTH: usize = 10;
const GROUP_END: &str = "+------------------------------------\n";
/// Instructions that a `__str__` may take while a traceback is printed.
const STR_STEPS: u64 = 1_000_000;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

impl Machine {
    /// What CPython prints for an uncaught exception, ended by a newline. A `__str__` written in Python is run.
    pub fn format_exception(&mut self, exc: Obj) -> String {
        let mut out = String::new();
        self.write_chain(exc, "", 0, &mut out);
        out
    }
    /// The last line alone: `ValueError: text`.
    pub fn exception_line(&mut self, exc: Obj) -> String {
        let lines = self.exception_only(exc);
        lines.into_iter().next().unwrap_or_default()
    }
    /// The frames of a traceback, the outermost first, as `traceback.format_tb` shows them.
    pub fn format_frames(&self, exc: Obj) -> String {
        let entries =
            self.core.heap.as_exception(Value::Obj(exc)).map(|data| data.traceback.clone()).unwrap_or_default();
        self.format_entries(&entries)
    }
    /// What a traceback object stands for, the outermost frame last.
    fn entries_of(&self, traceback: Value) -> &[TracebackEntry] {
        match traceback.obj().map(|obj| self.core.heap.get(obj)) {
            Some(&Object::Traceback { exc, len }) => self.core.traceback_entries(exc, len),
            _ => &[],
        }
    }
    /// The frames of a traceback object as `traceback.format_tb` shows them.
    pub fn format_traceback(&self, traceback: Value) -> String {
        self.format_entries(self.entries_of(traceback))
    }
    /// The text of a source file, empty when it is not known.
    pub fn source_text(&self, filename: &str) -> String {
        let source = self.core.sources.iter().rev().find(|(name, _)| **name == *filename);
        source.map(|(_, text)| text.to_string()).unwrap_or_default()
    }
    /// A list of `(file name, line number, function, source line)`, the outermost first.
    pub fn traceback_entries(&mut self, traceback: Value) -> Value {
        let entries = self.entries_of(traceback).to_vec();
        let mut items = Vec::with_capacity(entries.len());
        for entry in entries.iter().rev() {
            let code = &self.codes.get(entry.code).code;
            let (line, filename, name) = (code.line_at(entry.at), code.filename.clone(), code.name.to_string());
            let source = self.core.sources.iter().rev().find(|(name, _)| *name == filename);
            let text = source.and_then(|(_, text)| text.lines().nth((line as usize).saturating_sub(1))).unwrap_or("");
            let text = text.trim().to_owned();
            let parts =
                [self.core.str(&filename), Value::Int(i64::from(line)), self.core.str(&name), self.core.str(&text)];
            items.push(self.core.tuple(&parts));
        }
        self.core.heap.list(items)
    }
    fn chain_of(&self, exc: Obj) -> Vec<(Obj, &'static str)> {
        let mut chain = vec![(exc, "")];
        let mut at = exc;
        while chain.len() < 100 {
            let Some(data) = self.core.heap.as_exception(Value::Obj(at)) else { break };
            let (next, words) = match (data.cause, data.context) {
                (Value::Obj(cause), _) => (cause, CAUSE),
                (_, Value::Obj(context)) if !data.suppress_context => (context, CONTEXT),
                _ => break,
            };
            if chain.iter().any(|&(seen, _)| seen == next) {
                break;
            }
            chain.push((next, words));
            at = next;
        }
        chain.reverse();
        chain
    }
    fn write_chain(&mut self, exc: Obj, indent: &str, depth: usize, out: &mut String) {
        let chain = self.chain_of(exc);
        for (i, &(one, _)) in chain.iter().enumerate() {
            // The words stand between an exception and the one that came of it.
            if i > 0 {
                push_indented(out, indent, chain[i - 1].1);
            }
            self.write_one(one, indent, depth, out);
        }
    }
    fn write_one(&mut self, exc: Obj, indent: &str, depth: usize, out: &mut String) {
        let entries =
            self.core.heap.as_exception(Value::Obj(exc)).map(|data| data.traceback.clone()).unwrap_or_default();
        let group = self.core.is_instance(Value::Obj(exc), types::BASE_EXCEPTION_GROUP);
        let (head, inner) = match (group, depth) {
            (false, _) => ("Traceback (most recent call last):\n".to_owned(), indent.to_owned()),
            (true, 0) => {
                ("  + Exception Group Traceback (most recent call last):\n".to_owned(), format!("{indent}  | "))
            }
            (true, _) => ("Exception Group Traceback (most recent call last):\n".to_owned(), indent.to_owned()),
        };
        if !entries.is_empty() {
            push_indented(out, indent, &head);
            let frames = self.format_entries(&entries);
            push_indented(out, &inner, &frames);
        }
        for line in self.exception_only(exc) {
            push_indented(out, &inner, &format!("{line}\n"));
        }
        if group {
            self.write_group(exc, indent, depth, out);
        }
    }
    fn write_group(&mut self, exc: Obj, indent: &str, depth: usize, out: &mut String) {
        let base =
            if depth == 0 { format!("{indent}  ") } else { indent.strip_suffix("| ").unwrap_or(indent).to_owned() };
        if depth + 1 >= GROUP_DEPTH {
            push_indented(out, indent, "... (max_group_depth is 10)\n");
            return;
        }
        let members = self.core.own_attr(Value::Obj(exc), names::EXCEPTIONS_KEPT).unwrap_or(Value::None);
        let members: Vec<Obj> =
            self.core.heap.as_tuple(members).unwrap_or(&[]).iter().filter_map(|member| member.obj()).collect();
        let n = members.len();
        for (i, &member) in members.iter().take(GROUP_WIDTH).enumerate() {
            let first = if i == 0 { "+-" } else { "  " };
            out.push_str(&format!("{base}{first}+---------------- {} ----------------\n", i + 1));
            self.write_chain(member, &format!("{base}  | "), depth + 1, out);
        }
        if n > GROUP_WIDTH {
            out.push_str(&format!("{base}  +---------------- ... ----------------\n"));
            let rest = n - GROUP_WIDTH;
            out.push_str(&format!("{base}  | and {rest} more exception{}\n", if rest == 1 { "" } else { "s" }));
        }
        // A group that ends with a group is closed with it.
        if !out.ends_with(GROUP_END) {
            out.push_str(&format!("{base}  {GROUP_END}"));
        }
    }
    fn format_entries(&self, entries: &[TracebackEntry]) -> String {
        let mut out = String::new();
        let mut last: Option<(usize, u32, usize)> = None;
        let mut repeats = 0;
        for entry in entries.iter().rev() {
            let code = &self.codes.get(entry.code).code;
            let line = code.line_at(entry.at);
            let key = (entry.code.0 as usize, line, 0);
            if last == Some(key) {
                repeats += 1;
            } else {
                push_repeats(&mut out, repeats);
                repeats = 1;
                last = Some(key);
            }
            if repeats <= REPEATS_SHOWN {
                out.push_str(&format!("  File \"{}\", line {line}, in {}\n", code.filename, code.name));
                let source = self.core.sources.iter().rev().find(|(name, _)| *name == code.filename);
                if let (Some((_, text)), Some(&location)) = (source, code.locations.get(entry.at as usize)) {
                    out.push_str(&carets::excerpt(text, location));
                }
            }
        }
        push_repeats(&mut out, repeats);
        out
    }
    /// The lines that say which exception it is: `Name: text`, then its notes.
    pub fn exception_only(&mut self, exc: Obj) -> Vec<String> {
        let class = self.core.class_of(Value::Obj(exc));
        let qualname = self.core.heap.class(class).map_or(Value::None, |class| class.qualname);
        let mut name = self.core.text(qualname);
        let module = self.core.lookup_uncached(class, names::MODULE).unwrap_or(Value::None);
        let module = self.core.text(module);
        if !matches!(module.as_str(), "builtins" | "__main__" | "?") {
            name = format!("{module}.{name}");
        }
        let mut lines = Vec::new();
        let mut text = self.exception_text(exc);
        if self.core.is_instance(Value::Obj(exc), types::SYNTAX_ERROR) {
            lines = self.syntax_place(exc);
            if let Some(message) = self.syntax_message(exc) {
                text = message;
            }
        }
        let hint = self.suggestion(exc).map(|meant| format!(". Did you mean: '{meant}'?")).unwrap_or_default();
        lines.push(if text.is_empty() && hint.is_empty() { name } else { format!("{name}: {text}{hint}") });
        if let Some(notes) = self.core.own_attr(Value::Obj(exc), names::NOTES) {
            let notes = self.core.heap.as_list(notes).cloned().unwrap_or_default();
            for note in notes {
                lines.extend(self.core.text(note).split('\n').map(str::to_owned));
            }
        }
        lines
    }
    fn syntax_message(&self, exc: Obj) -> Option<String> {
        let exc = Value::Obj(exc);
        let items = self.core.heap.as_exception(exc)?.args;
        let message = match self.core.own_attr(exc, names::MSG) {
            Some(message) => message,
            None => *self.core.heap.as_tuple(items)?.first()?,
        };
        Some(self.core.heap.as_str(message)?.as_str().to_owned())
    }
    /// File, line and marks of a SyntaxError, as `traceback._format_syntax_error` has them.
    fn syntax_place(&self, exc: Obj) -> Vec<String> {
        let part = |name, place| syntax_part(&self.core, Value::Obj(exc), name, place);
        let number = |name, place| self.core.heap.as_i64(part(name, place));
        let Some(line) = number(names::LINENO, 1) else { return Vec::new() };
        let file = part(names::FILENAME, 0);
        let file = self.core.heap.as_str(file).map_or("<string>", |file| file.as_str());
        let mut lines = vec![format!("  File \"{file}\", line {line}")];
        let Some(text) = self.core.heap.as_str(part(names::TEXT, 3)) else { return lines };
        let right = text.as_str().trim_end_matches('\n');
        let left = right.trim_start_matches([' ', '\n', '\x0c']);
        let spaces = (right.chars().count() - left.chars().count()) as i64;
        lines.push(format!("    {left}"));
        if let Some(offset) = number(names::OFFSET, 2) {
            let whole = right.chars().count() as i64 + 1;
            let same_line = number(names::END_LINENO, 4).is_none_or(|end| end == line);
            let end = number(names::END_OFFSET, 5).filter(|&end| end > 0);
            let end = if same_line { end.unwrap_or(offset) } else { whole };
            let offset = offset.min(whole);
            let end = if end <= offset { offset + 1 } else { end };
            let column = offset - 1 - spaces;
            if column >= 0 {
                let (column, marks) = (column as usize, (end - offset).min(whole + 1) as usize);
                let space: String =
                    left.chars().take(column).map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
                lines.push(format!("    {space:column$}{}", "^".repeat(marks)));
            }
        }
        lines
    }
    /// `str(exc)`, running Python code where it must.
    pub fn exception_text(&mut self, exc: Obj) -> String {
        if let Some(text) = representation::str_text(&mut self.core, Value::Obj(exc)) {
            return text;
        }
        let function = Value::Obj(self.core.prelude[prelude::STR_OF.0 as usize]);
        match self.run_aside(function, &[Value::Obj(exc)]) {
            Some(text) if self.core.heap.as_str(text).is_some() => self.core.text(text),
            _ => "<exception str() failed>".to_owned(),
        }
    }
    /// Runs a call on a thread of its own to its end; `None` when it raises, wants an effect or takes too long.
    fn run_aside(&mut self, callable: Value, args: &[Value]) -> Option<Value> {
        let current = self.core.current;
        let no_names = self.core.heap.dict(Dict::new());
        let thread = self.spawn_thread(callable, args, no_names);
        let stop = self.run(thread, &Fuel::steps(STR_STEPS)).stop;
        self.threads.pop();
        self.core.current = current;
        match stop {
            Stop::Returned(value) => Some(value),
            _ => None,
        }
    }
    fn suggestion(&mut self, exc: Obj) -> Option<String> {
        let value = Value::Obj(exc);
        if self.core.profile.version < (3, 10, 0) {
            return None;
        }
        if let Some(suggestion) = self.core.heap.as_exception(value).map(|data| data.suggestion)
            && self.core.heap.as_str(suggestion).is_some()
        {
            return Some(self.core.text(suggestion));
        }
        if self.core.is_instance(value, types::IMPORT_ERROR) {
            let wanted = self.core.intern("name_from");
            let wanted = self.core.own_attr(value, wanted)?;
            let module = self.core.own_attr(value, names::NAME_ATTR)?;
            let module = self.core.text(module);
            let (module, wanted) = (Value::Obj(self.find_module(&module)?), self.core.text(wanted));
            return self.core.suggest_attribute(module, &wanted);
        }
        if !self.core.is_instance(value, types::ATTRIBUTE_ERROR) {
            return None;
        }
        let name = self.core.own_attr(value, names::NAME_ATTR)?;
        let owner = self.core.own_attr(value, names::OBJ_ATTR)?;
        let name = self.core.text(name);
        let found = self.core.suggest_attribute(owner, &name)?;
        // A private name is not suggested unless a private one was asked for.
        (name.starts_with('_') || !found.starts_with('_')).then_some(found)
    }
}

fn push_repeats(out: &mut String, repeats: usize) {
    if repeats > REPEATS_SHOWN {
        let n = repeats - REPEATS_SHOWN;
        out.push_str(&format!("  [Previous line repeated {n} more time{}]\n", if n == 1 { "" } else { "s" }));
    }
}

/// Each line with the indent in front.
fn push_indented(out: &mut String, indent: &str, text: &str) {
    for line in text.split_inclusive('\n') {
        out.push_str(indent);
        out.push_str(line);
    }
}

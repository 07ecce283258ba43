//! The bridge to the code editor: a plain text area at once, CodeMirror (`www/editor.js`) as soon as it is loaded.
//!
//! Typing never waits for anything: the text goes to the page as an action, and only replacements (an example, a link, back)
//! come back. Problems, lane marks and the current line are handed over when they have changed.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::base::diagnostic::{Diagnostic, DiagnosticKind};
use crate::trace::event::State;
use crate::view::inspector::{LineMark, line_marks};
use crate::view::{Action, View};

use super::text::chip;
use super::{Send, browser};

/// The id of the element the editor lives in.
pub const HOST: &str = "code";

/// The editor and what it was told last.
pub struct EditorBridge {
    send: Send,
    inner: Rc<RefCell<Inner>>,
    told: Told,
}

#[derive(Default)]
struct Inner {
    plain: Option<HtmlTextAreaElement>,
    /// What `createEditor` made.
    editor: Option<JsValue>,
    listeners: Vec<JsValue>,
    failed: bool,
    /// There is no place for an editor now.
    is_away: bool,
}

#[derive(Default, PartialEq)]
struct Told {
    revision: Option<u64>,
    problems: Vec<Diagnostic>,
    marks: Vec<(u32, String, &'static str, String)>,
    current: u32,
    label: &'static str,
    is_rich: bool,
}

impl EditorBridge {
    pub fn new(send: Send) -> Self {
        Self { send, inner: Rc::default(), told: Told::default() }
    }

    /// Sees to it that the editor is there and shows what the view says: called after every rendering.
    pub fn attend(&mut self, view: &View, label: &'static str) {
        let host = browser::by_id(HOST).map(JsCast::unchecked_into::<HtmlElement>);
        match host.map(|host| (host.first_element_child().and_then(|it| it.dyn_into().ok()), host)) {
            None => self.leave(),
            Some((Some(area), host)) if self.inner.borrow().plain.as_ref() != Some(&area) => {
                self.mount(host, area, view);
            }
            Some(_) => {}
        }
        self.sync(view, label);
    }

    /// The surface with the editor is not shown: what was in it is the view's anyway.
    fn leave(&mut self) {
        if let Some(editor) = self.inner.borrow_mut().editor.take() {
            browser::call(&editor, "destroy", &[]);
        }
        ON_PAGE.set(None);
        self.inner = Rc::default();
        self.inner.borrow_mut().is_away = true;
        self.told = Told::default();
    }

    /// Listens to the text area of a new host, and begins to load the editor that takes its place.
    fn mount(&mut self, host: HtmlElement, area: HtmlTextAreaElement, view: &View) {
        self.inner = Rc::default();
        self.told = Told { revision: Some(view.editor.revision), ..Told::default() };
        let (send, typed) = (self.send.clone(), area.clone());
        let on_input = Closure::<dyn FnMut()>::new(move || send.emit(Action::Edit(typed.value()))).into_js_value();
        area.set_oninput(Some(on_input.unchecked_ref()));
        {
            let mut inner = self.inner.borrow_mut();
            inner.plain = Some(area);
            inner.listeners.push(on_input);
        }
        self.load(host, view.frame.readonly);
    }

    fn load(&self, host: HtmlElement, read_only: bool) {
        let (inner, send) = (Rc::clone(&self.inner), self.send.clone());
        spawn_local(async move {
            let made = make(&host, read_only, &inner, &send).await;
            let mut it = inner.borrow_mut();
            it.failed = made.is_none();
            if let (Some(editor), Some(area)) = (made, it.plain.take()) {
                let had_focus = browser::document().and_then(|page| page.active_element()).as_deref() == Some(&area);
                area.remove();
                if had_focus {
                    browser::call(&editor, "focus", &[]);
                }
                ON_PAGE.set(Some(editor.clone()));
                it.editor = Some(editor);
            }
            drop(it);
            // Any action makes the page look at the editor again; this one changes nothing.
            send.emit(Action::Dismiss(0));
        });
    }

    /// Whether nothing is left to load.
    pub fn is_settled(&self) -> bool {
        let inner = self.inner.borrow();
        inner.editor.is_some() || inner.failed || inner.is_away
    }

    /// Tells the editor what has changed.
    fn sync(&mut self, view: &View, label: &'static str) {
        let inner = self.inner.borrow();
        let is_rich = inner.editor.is_some();
        let is_new = is_rich != self.told.is_rich;
        self.told.is_rich = is_rich;
        if self.told.revision != Some(view.editor.revision) {
            self.told.revision = Some(view.editor.revision);
            if let Some(area) = &inner.plain {
                area.set_value(&view.editor.source);
            }
            if let Some(editor) = &inner.editor {
                browser::call(editor, "setText", &[JsValue::from_str(&view.editor.source)]);
            }
        }
        let Some(editor) = &inner.editor else { return };
        if is_new || self.told.label != label {
            self.told.label = label;
            browser::call(editor, "setLabel", &[JsValue::from_str(label)]);
        }
        if is_new || self.told.problems != view.editor.problems {
            self.told.problems.clone_from(&view.editor.problems);
            browser::call(editor, "setDiagnostics", &[diagnostics(&view.editor.problems, &view.editor.source)]);
        }
        let (marks, current) = marks(view);
        if is_new || self.told.marks != marks {
            let list: Array = marks.iter().map(mark_object).collect();
            browser::call(editor, "setMarks", &[list.into()]);
            self.told.marks = marks;
        }
        if is_new || self.told.current != current {
            self.told.current = current;
            let options = Object::new();
            browser::set(&options, "scroll", &JsValue::TRUE);
            browser::call(editor, "setCurrentLine", &[JsValue::from(current), options.into()]);
        }
    }
}

/// Loads the editor and makes one in the host, with whatever has been typed by then.
async fn make(host: &HtmlElement, read_only: bool, inner: &Rc<RefCell<Inner>>, send: &Send) -> Option<JsValue> {
    let loading = browser::call(&browser::pylanes(), "loadEditor", &[])?.dyn_into::<js_sys::Promise>().ok()?;
    let module = JsFuture::from(loading).await.ok()?;
    let options = Object::new();
    let text = inner.borrow().plain.as_ref().map(|area| area.value()).unwrap_or_default();
    browser::set(&options, "doc", &JsValue::from_str(&text));
    browser::set(&options, "readOnly", &JsValue::from_bool(read_only));
    let send = send.clone();
    let on_change = Closure::<dyn FnMut(String)>::new(move |text| send.emit(Action::Edit(text))).into_js_value();
    browser::set(&options, "onChange", &on_change);
    inner.borrow_mut().listeners.push(on_change);
    browser::call(&module, "createEditor", &[host.clone().into(), options.into()])
}

fn diagnostics(problems: &[Diagnostic], source: &str) -> JsValue {
    let lines: Vec<&str> = source.lines().collect();
    // Columns come in UTF-8 bytes and go in UTF-16 units.
    let column = |line: u32, bytes: u32| {
        let text = (line as usize).checked_sub(1).and_then(|line| lines.get(line)).copied().unwrap_or_default();
        let before = text.char_indices().take_while(|(at, _)| *at < bytes as usize);
        before.map(|(_, c)| c.len_utf16()).sum::<usize>() as f64
    };
    let list: Array = problems
        .iter()
        .map(|problem| {
            let (start, end) = (problem.location.start, problem.location.end);
            let it = Object::new();
            let message = format!("{}: {}", kind_name(problem.kind), problem.message);
            let message = if problem.hint.is_empty() { message } else { format!("{message}\n{}", problem.hint) };
            browser::set(&it, "line", &start.line.into());
            browser::set(&it, "column", &column(start.line, start.col).into());
            browser::set(&it, "endLine", &end.line.max(start.line).into());
            browser::set(&it, "endColumn", &column(end.line.max(start.line), end.col).into());
            browser::set(&it, "message", &JsValue::from_str(&message));
            JsValue::from(it)
        })
        .collect();
    list.into()
}

/// As Python calls it.
pub fn kind_name(kind: DiagnosticKind) -> &'static str {
    match kind {
        DiagnosticKind::SyntaxError => "SyntaxError",
        DiagnosticKind::IndentationError => "IndentationError",
        DiagnosticKind::Unsupported => "Not supported",
        DiagnosticKind::TooLarge => "Too large",
    }
}

/// Where the lanes are, unless the text has moved on since the run; and the line that runs or is followed.
fn marks(view: &View) -> (Vec<(u32, String, &'static str, String)>, u32) {
    let run = view.active_run();
    if run.trace.is_empty() || run.source != view.editor.source {
        return (Vec::new(), 0);
    }
    let cards = view.stacks();
    let lines = line_marks(&cards);
    let followed = run.followed.and_then(|lane| cards.iter().find(|card| card.lane == lane));
    let current = followed.or_else(|| cards.iter().find(|card| card.is_current)).map_or(0, |card| card.line);
    let told = |mark: &LineMark| {
        let name = run.trace.lane_name(mark.lane);
        (mark.line, chip(name), colour(mark.state), run.trace.full_name(mark.lane))
    };
    (lines.iter().map(told).collect(), current)
}

fn mark_object(mark: &(u32, String, &'static str, String)) -> JsValue {
    let (line, text, colour, title) = mark;
    let it = Object::new();
    browser::set(&it, "line", &JsValue::from(*line));
    browser::set(&it, "text", &JsValue::from_str(text));
    browser::set(&it, "color", &JsValue::from_str(colour));
    browser::set(&it, "title", &JsValue::from_str(title));
    it.into()
}

fn colour(state: State) -> &'static str {
    match state {
        State::Running => "var(--run)",
        State::Native => "var(--native)",
        State::WantsGil => "var(--want)",
        State::Blocked(_) => "var(--lock)",
        State::Ready => "var(--ready)",
        State::Suspended => "var(--task)",
        State::Waiting(_) | State::Finished => "var(--io)",
    }
}

thread_local! {
    /// The editor on the page, for buttons that move its cursor.
    static ON_PAGE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Puts the text cursor on a line of the editor on the page.
pub fn go_to(line: u32) {
    ON_PAGE.with_borrow(|editor| {
        if let Some(editor) = editor {
            browser::call(editor, "goTo", &[JsValue::from(line)]);
        }
    });
}

#[derive(Clone, Debug, yew::Properties)]
pub struct HostProps {
    pub source: yew::AttrValue,
    pub readonly: bool,
}

impl PartialEq for HostProps {
    /// Nothing that becomes of the page makes the host anew.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The element the editor lives in, with a text area that is there from the first picture on. Never rendered again, so that what
/// was typed, and what the bridge put in its place, stays.
#[yew::component]
pub fn Host(props: &HostProps) -> yew::Html {
    let HostProps { source, readonly } = props;
    yew::html! {
        <div id={HOST}>
            <textarea class="plain" value={source} readonly={*readonly} spellcheck="false" autocapitalize="off" aria-label="Python" />
        </div>
    }
}

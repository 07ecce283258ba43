//! The application: keeps the one [`View`], gives every action to `reduce`, has the commands carried out, renders, and
//! paints the canvases once per animation frame.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::base::time::Nanos;
use crate::i18n::frame;
use crate::link::Surface;
use crate::view::examples;
use crate::view::hover::Hover;
use crate::view::saved::Saved;
use crate::view::timeline::{Gesture, Size};
use crate::view::{Action, Command, Opening, View, Which, reduce};
use crate::wire::Reply;

use super::commands::{self, SAVED};
use super::editor::EditorBridge;
use super::engine::EngineClient;
use super::palette::Palette;
use super::text::{px, t};
use super::{
    Send, browser, compare, guide, header, hooks, inspector, keyboard, left, notices, paint, say, sheets, timeline,
    transport,
};

/// Work that takes longer than this shows its progress.
const SHOW_PROGRESS_AFTER_MILLIS: u32 = 300;

/// What the application is told.
pub enum Message {
    Act(Action),
    /// An animation frame, with the time in milliseconds.
    Frame(f64),
    /// The theme changed.
    Repaint,
    /// Something has run for a while.
    BusyForAWhile,
}

/// The one component with a state of its own.
pub struct App {
    view: Rc<View>,
    engine: EngineClient,
    editor: EditorBridge,
    palette: Option<Palette>,
    send: Send,
    on_frame: Closure<dyn FnMut(f64)>,
    frame_is_due: bool,
    /// There has been a frame.
    has_drawn: bool,
    /// When the frame before was, while something plays.
    last_frame: Option<f64>,
    hover: Option<(Which, Hover)>,
    /// Something has been busy for long enough to say so.
    show_busy: bool,
    busy_timer: Option<Timeout>,
    _listeners: keyboard::Listeners,
    _on_theme: Closure<dyn FnMut()>,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let send: Send = ctx.link().callback(Message::Act);
        let frame = ctx.link().callback(Message::Frame);
        let repaint = ctx.link().callback(|()| Message::Repaint);
        let on_theme = Closure::<dyn FnMut()>::new(move || repaint.emit(()));
        browser::set(&browser::pylanes(), "onTheme", on_theme.as_ref());
        let mut app = Self {
            view: Rc::default(),
            engine: EngineClient::new(send.clone()),
            editor: EditorBridge::new(send.clone()),
            palette: None,
            on_frame: Closure::new(move |time| frame.emit(time)),
            frame_is_due: false,
            has_drawn: false,
            last_frame: None,
            hover: None,
            show_busy: false,
            busy_timer: None,
            _listeners: keyboard::listen(&send),
            _on_theme: on_theme,
            send,
        };
        app.act(ctx, Action::Open(Box::new(opening())));
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Act(action) => {
                // Where the pointer is changes no words; what is under it is looked up when the frame is painted.
                let is_hovering = matches!(&action, Action::Gesture { which, gesture: Gesture::Move(_) } if self.view.run(*which).timeline.drag.is_none());
                self.act(ctx, action);
                !is_hovering
            }
            Message::Frame(time) => self.frame(ctx, time),
            Message::Repaint => {
                self.want_frame();
                false
            }
            Message::BusyForAWhile => {
                self.show_busy = self.view.is_busy();
                true
            }
        }
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let (view, send) = (&*self.view, &self.send);
        let main = match view.surface {
            Surface::Trace => html! {
                <main class="trace" data-pane={pane_name(view)} id="main">
                    <h1 class="sr">{ t(view, frame::TRACE) }</h1>
                    { transport::panes(view, send) }
                    <div class="work">
                        { left::left(view, self.show_busy, send) }
                        <super::splitter::Splitter label={t(view, frame::RESIZE_EDITOR)} />
                        <div class="right">
                            { timeline::timelines(view, &self.hover, send) }
                            { say::say(view) }
                            { inspector::inspector(view, send) }
                        </div>
                    </div>
                    { transport::transport(view, send) }
                </main>
            },
            Surface::Compare => {
                html! { <main class="page" id="main">{ compare::compare(view, self.show_busy, send) }</main> }
            }
            Surface::Guide => html! { <main class="page" id="main">{ guide::guide(view, send) }</main> },
        };
        html! {
            <div class={classes!("frame", view.frame.embedded.then_some("embedded"))}>
                if !view.frame.embedded { { header::header(view, send) } }
                { notices::notices(view, send) }
                { main }
                { sheets::sheets(view, send) }
            </div>
        }
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        // Another surface has no editor; coming back makes a new one.
        self.editor.attend(&self.view, t(&self.view, frame::EDITOR_LABEL));
        self.place_tip();
        self.want_frame();
    }
}

impl App {
    /// One action, and all that follows from it.
    fn act(&mut self, ctx: &Context<Self>, action: Action) {
        let was_ready = self.view.engine.environment.is_some();
        let is_ready = matches!(&action, Action::Reply(reply) if matches!(**reply, Reply::Ready { .. }));
        let (view, commands) = reduce(Rc::unwrap_or_clone(std::mem::take(&mut self.view)), action);
        self.view = Rc::new(view);
        if is_ready && !was_ready {
            self.engine.is_ready_now();
        }
        for command in commands {
            self.execute(command);
        }
        hooks::show_look(&self.view);
        self.watch_busy(ctx);
        self.want_frame();
    }

    fn execute(&mut self, command: Command) {
        commands::execute(command, &mut self.engine, &self.send);
    }

    fn watch_busy(&mut self, ctx: &Context<Self>) {
        if !self.view.is_busy() {
            (self.show_busy, self.busy_timer) = (false, None);
        } else if self.busy_timer.is_none() {
            let link = ctx.link().clone();
            let timer = Timeout::new(SHOW_PROGRESS_AFTER_MILLIS, move || link.send_message(Message::BusyForAWhile));
            self.busy_timer = Some(timer);
        }
    }

    fn want_frame(&mut self) {
        if !self.frame_is_due {
            let asked = browser::window().request_animation_frame(self.on_frame.as_ref().unchecked_ref());
            self.frame_is_due = asked.is_ok();
        }
        self.report();
    }

    fn report(&self) {
        let is_idle = self.view.is_idle() && !self.frame_is_due && self.editor.is_settled();
        hooks::report(&self.view, is_idle);
    }

    /// An animation frame: plays on, paints, finds what is under the pointer. Whether the page must be rendered.
    fn frame(&mut self, ctx: &Context<Self>, time: f64) -> bool {
        self.frame_is_due = false;
        let mut must_render = false;
        if self.view.playback.playing {
            if let Some(last) = self.last_frame {
                let elapsed = Nanos(((time - last).clamp(0.0, 250.0) * 1e6) as u64);
                self.act(ctx, Action::Frame { elapsed });
                must_render = true;
            }
            self.last_frame = Some(time);
            self.want_frame();
        } else {
            self.last_frame = None;
        }
        if self.view.surface == Surface::Trace {
            self.paint();
            let hover = self.find_hover();
            if hover != self.hover {
                self.hover = hover;
                must_render = true;
            } else {
                self.place_tip();
            }
        }
        // The engine is large: neither the first picture nor whoever answers it at once waits for it.
        if self.has_drawn {
            self.engine.ensure_started();
        } else {
            self.has_drawn = true;
            self.want_frame();
        }
        self.report();
        must_render
    }

    fn paint(&mut self) {
        if !self.palette.as_ref().is_some_and(Palette::is_current) {
            self.palette = Palette::read();
        }
        let Some(palette) = &self.palette else { return };
        for which in [Which::Simulated, Which::Measured] {
            let run = self.view.run(which);
            let canvas = |id| browser::by_id(id).and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok());
            if let Some(canvas) = canvas(timeline::canvas_id(which)) {
                paint::paint(&canvas, run.timeline.size, &run.marks(), palette);
            }
            if let Some(canvas) = canvas(timeline::strip_id(which)) {
                let size = Size { width_px: f64::from(canvas.client_width()), height_px: timeline::STRIP_PX };
                paint::paint(&canvas, size, &run.minimap(size).unwrap_or_default(), palette);
            }
        }
    }

    fn find_hover(&self) -> Option<(Which, Hover)> {
        [Which::Simulated, Which::Measured]
            .into_iter()
            .find_map(|which| self.view.run(which).hover().map(|hover| (which, hover)))
    }

    /// Puts the tooltip beside the pointer, inside the canvas.
    fn place_tip(&self) {
        let Some((which, _)) = self.hover else { return };
        let looks = &self.view.run(which).timeline;
        let (Some(tip), Some(at)) = (browser::by_id("tip"), looks.pointer) else { return };
        let width = f64::from(tip.client_width());
        let left = (at.x + 14.0).min(looks.size.width_px - width - 8.0).max(4.0);
        let _ = tip.set_attribute("style", &format!("left: {}px; top: {}px", px(left), px(at.y + 18.0)));
    }
}

fn pane_name(view: &View) -> &'static str {
    use crate::view::state::Pane;
    match view.pane {
        Pane::Editor => "editor",
        Pane::Timeline => "timeline",
        Pane::Inspector => "inspector",
    }
}

/// What the page is opened with.
fn opening() -> Opening {
    let window = browser::window();
    let location = window.location();
    let saved = browser::storage().and_then(|storage| storage.get_item(SAVED).ok().flatten());
    let languages = window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
    Opening {
        query: location.search().unwrap_or_default(),
        fragment: location.hash().unwrap_or_default(),
        saved: saved.as_deref().and_then(Saved::from_text),
        languages,
        program: examples::first(),
    }
}

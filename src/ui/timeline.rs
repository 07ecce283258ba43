//! The timelines: a canvas that gestures come from, its tooltip, minimap and legend. Painting is `paint`'s, geometry `view`'s.

use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, Element, PointerEvent, ResizeObserver, WheelEvent};
use yew::prelude::*;

use crate::base::time::Nanos;
use crate::i18n::{compare, frame, settings, trouble};
use crate::link::Placed;
use crate::trace::kind::StateKind;
use crate::trace::lane::LaneKind;
use crate::view::hover::Hover;
use crate::view::timeline::{Gesture, Point, Size, Window};
use crate::view::words;
use crate::view::{Action, Status, View, Which, format, legend, place};
use crate::wire::Measured;

use super::Send;
use super::text::{px, sentence, t, tn};
use super::transport;

/// Height of the minimap, as in the style sheet.
pub const STRIP_PX: f64 = 28.0;

/// The ids of a run's canvases, for the painter.
pub const fn canvas_id(which: Which) -> &'static str {
    match which {
        Which::Simulated => "timeline-simulated",
        Which::Measured => "timeline-measured",
    }
}
pub const fn strip_id(which: Which) -> &'static str {
    match which {
        Which::Simulated => "strip-simulated",
        Which::Measured => "strip-measured",
    }
}

/// Both timelines and the legend.
pub fn timelines(view: &View, hover: &Option<(Which, Hover)>, send: &Send) -> Html {
    let has_measured = !view.measured.trace.is_empty() || view.measured.status.is_busy();
    html! {
        <section class="tl" aria-label={t(view, frame::TIMELINE)}>
            if has_measured { { head(view, Which::Simulated) } }
            { lane_box(view, Which::Simulated, hover, send) }
            if has_measured {
                { head(view, Which::Measured) }
                { lane_box(view, Which::Measured, hover, send) }
            }
            if let Some(ran) = view.ran_elsewhere() { <p class="measured-at">{ ran_elsewhere(view, ran) }</p> }
            { the_legend(view) }
        </section>
    }
}

fn head(view: &View, which: Which) -> Html {
    let run = view.run(which);
    let (title, more) = match which {
        Which::Simulated => (frame::SIMULATED_LANES, format::time(run.trace.makespan())),
        Which::Measured => (frame::MEASURED_LANES, measured_words(view)),
    };
    html! { <div class="tl-head"><h2>{ t(view, title) }</h2><span>{ more }</span></div> }
}

/// What a real run took, and where.
fn measured_words(view: &View) -> String {
    let run = &view.measured;
    let mut words = vec![format::time(run.trace.makespan())];
    if let Some(environment) = &view.engine.environment {
        words.push(tn(view, settings::N_CORES, &[("n", &environment.cores.to_string())]));
    }
    if let Some(figures) = &run.figures {
        words.push(t(view, if figures.reduced { trouble::REAL_REDUCED } else { trouble::REAL_SHARED }).to_owned());
    }
    words.join(" · ")
}

/// What the link said of a real run.
fn ran_elsewhere(view: &View, ran: &Placed<Measured>) -> String {
    let wall = ran.figures.walls.first().copied().unwrap_or_default();
    let parts = [
        ("time", format::time(wall)),
        ("n", format::count(ran.figures.switches)),
        ("place", place::told(&ran.place, view.language)),
    ];
    tn(view, compare::RAN_ELSEWHERE, &parts.each_ref().map(|(name, text)| (*name, text.as_str())))
}

fn lane_box(view: &View, which: Which, hover: &Option<(Which, Hover)>, send: &Send) -> Html {
    let run = view.run(which);
    let stale = view.is_stale(which);
    let tip =
        hover.as_ref().filter(|(of, _)| *of == which).map(|(_, hover)| tip(view, which, hover)).unwrap_or_default();
    let end = run.trace.end();
    let spoken = transport::position_words(view, run);
    let strip = run.minimap(Size { width_px: 100.0, height_px: STRIP_PX }).is_some();
    let height = if run.trace.is_empty() { 206.0 } else { run.layout().canvas_px() };
    html! {
        <>
            <div style="position: relative">
                <LaneBox {which} height={height.max(120.0)} {stale} label={t(view, frame::TIMELINE)} max={end.step} now={run.now.step}
                    {spoken} summary={summary(view, which)} send={send.clone()} />
                if stale && !run.status.is_busy() { <span class="stale-mark">{ t(view, frame::STALE) }</span> }
                if run.trace.is_empty() { { empty(view, which) } }
                { tip }
            </div>
            <Strip {which} shown={strip} span={run.trace.makespan().0} label={t(view, frame::MINIMAP)} send={send.clone()} />
        </>
    }
}

fn empty(view: &View, which: Which) -> Html {
    let words = match &view.run(which).status {
        Status::Starting if view.engine.environment.is_none() => frame::LOADING_ENGINE,
        Status::Starting | Status::Running { .. } if which == Which::Measured => frame::RUNNING_FOR_REAL,
        Status::Starting | Status::Running { .. } => frame::STARTING,
        Status::Rejected => frame::REJECTED_RUN,
        Status::Failed(_) => trouble::RUN_FAILED,
        _ => frame::NO_RUN,
    };
    html! { <div class="tl-empty"><p>{ t(view, words) }</p></div> }
}

/// The picture as text: each lane, what it does now and how long it did what.
fn summary(view: &View, which: Which) -> AttrValue {
    let run = view.run(which);
    let lanes = run.trace.lanes().filter(|(_, lane)| lane.kind != LaneKind::Process).take(64);
    let told: Vec<String> = lanes
        .map(|(id, lane)| {
            let totals = run.trace.totals(id);
            let spent = StateKind::ALL.into_iter().filter_map(|kind| {
                let spent = totals[usize::from(kind.class())];
                (spent > 0 && kind != StateKind::Finished)
                    .then(|| format!("{} {}", words::state(kind).text(view.language), format::time(Nanos(spent))))
            });
            format!("{}: {}", lane.name, spent.collect::<Vec<_>>().join(", "))
        })
        .collect();
    told.join(". ").into()
}

fn tip(view: &View, which: Which, hover: &Hover) -> Html {
    let words = words::Words { trace: &view.run(which).trace, language: view.language };
    let lines = words::hover(&words, hover).into_iter().map(|line| html! { <p>{ sentence(&line) }</p> });
    html! { <div class="tip" id="tip">{ for lines }</div> }
}

/// The class of a swatch.
pub const fn swatch(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Running => "sw running",
        StateKind::Native => "sw native",
        StateKind::WantsGil => "sw wants",
        StateKind::Ready => "sw ready",
        StateKind::Blocked => "sw blocked",
        StateKind::Waiting => "sw waiting",
        StateKind::Suspended => "sw suspended",
        StateKind::Finished => "sw finished",
    }
}

fn the_legend(view: &View) -> Html {
    let item = |kind: StateKind| {
        html! { <li><i class={swatch(kind)} aria-hidden="true"></i>{ words::state(kind).text(view.language) }</li> }
    };
    html! { <ul class="leg" aria-label={t(view, frame::LEGEND)}>{ for legend::legend(&view.active_run().trace).into_iter().map(item) }</ul> }
}

#[derive(Properties, PartialEq)]
struct LaneBoxProps {
    which: Which,
    height: f64,
    stale: bool,
    label: AttrValue,
    max: u64,
    now: u64,
    spoken: String,
    summary: AttrValue,
    send: Send,
}

/// Where a pointer is on an element.
fn point(element: &Element, x: i32, y: i32) -> Point {
    let rect = element.get_bounding_client_rect();
    Point { x: f64::from(x) - rect.left(), y: f64::from(y) - rect.top() }
}

/// One canvas. Yew listens to what it can; wheel and size need listeners of their own.
#[component]
fn LaneBox(props: &LaneBoxProps) -> Html {
    let node = use_node_ref();
    let (which, send) = (props.which, props.send.clone());
    let gesture = move |gesture: Gesture| send.emit(Action::Gesture { which, gesture });
    {
        let (node, gesture) = (node.clone(), gesture.clone());
        use_effect_with((), move |()| {
            let undo = node.cast::<Element>().and_then(|element| listen(&element, gesture));
            move || drop(undo)
        });
    }
    let on_point = {
        let (node, gesture) = (node.clone(), gesture.clone());
        move |make: fn(Point) -> Gesture| {
            let (node, gesture) = (node.clone(), gesture.clone());
            Callback::from(move |event: PointerEvent| {
                if let Some(element) = node.cast::<Element>() {
                    gesture(make(point(&element, event.client_x(), event.client_y())));
                }
            })
        }
    };
    let press = {
        let (node, gesture) = (node.clone(), gesture.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(element) = node.cast::<Element>().filter(|_| event.button() == 0) {
                let _ = element.set_pointer_capture(event.pointer_id());
                gesture(Gesture::Press(point(&element, event.client_x(), event.client_y())));
            }
        })
    };
    let leave = {
        let gesture = gesture.clone();
        Callback::from(move |_: PointerEvent| gesture(Gesture::Leave))
    };
    let fit = Callback::from(move |_: MouseEvent| gesture(Gesture::DoubleClick));
    let id = canvas_id(props.which);
    html! {
        <div ref={node} class={classes!("tl-box", props.stale.then_some("stale"))} style={format!("height: clamp(120px, {}px, var(--tl-max, 44vh))", px(props.height))}
            role="slider" tabindex="0" aria-label={props.label.clone()} aria-valuemin="0" aria-valuemax={props.max.to_string()}
            aria-valuenow={props.now.to_string()} aria-valuetext={props.spoken.clone()} aria-describedby={format!("{id}-text")}
            onpointerdown={press} onpointermove={on_point(Gesture::Move)} onpointerup={on_point(Gesture::Release)}
            onpointerleave={leave.clone()} onpointercancel={leave} ondblclick={fit}>
            <canvas {id} aria-hidden="true"></canvas>
            <span class="sr" id={format!("{id}-text")}>{ props.summary.clone() }</span>
        </div>
    }
}

/// The wheel, which must be able to keep the page from scrolling, and the element's size. Dropping the result ends both.
fn listen(element: &Element, gesture: impl Fn(Gesture) + Clone + 'static) -> Option<Listeners> {
    let (node, turn) = (element.clone(), gesture.clone());
    let wheel = Closure::<dyn FnMut(WheelEvent)>::new(move |event: WheelEvent| {
        event.prevent_default();
        // Lines and pages, as some mice count, in about as many pixels.
        let unit = if event.delta_mode() == 0 { 1.0 } else { 33.0 };
        let at = point(&node, event.client_x(), event.client_y());
        turn(Gesture::Wheel { at, dx: event.delta_x() * unit, dy: event.delta_y() * unit, shift: event.shift_key() });
    });
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    let as_function = wheel.as_ref().unchecked_ref();
    element.add_event_listener_with_callback_and_add_event_listener_options("wheel", as_function, &options).ok()?;
    let node = element.clone();
    let resized = Closure::<dyn FnMut()>::new(move || {
        let (width, height) = (f64::from(node.client_width()), f64::from(node.client_height()));
        if width > 0.0 && height > 0.0 {
            gesture(Gesture::Resize(Size { width_px: width, height_px: height }));
        }
    });
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Listeners { element: element.clone(), observer, wheel, _resized: resized })
}

struct Listeners {
    element: Element,
    observer: ResizeObserver,
    wheel: Closure<dyn FnMut(WheelEvent)>,
    _resized: Closure<dyn FnMut()>,
}

impl Drop for Listeners {
    fn drop(&mut self) {
        self.observer.disconnect();
        let _ = self.element.remove_event_listener_with_callback("wheel", self.wheel.as_ref().unchecked_ref());
    }
}

#[derive(Properties, PartialEq)]
struct StripProps {
    which: Which,
    /// Always there, so that nothing above it is made anew when it comes and goes; hidden when it would say nothing.
    shown: bool,
    span: u64,
    label: AttrValue,
    send: Send,
}

/// The minimap: a press or drag moves what the timeline shows.
#[component]
fn Strip(props: &StripProps) -> Html {
    let node = use_node_ref();
    let centre = {
        let (node, send, which, span) = (node.clone(), props.send.clone(), props.which, props.span);
        move |event: &PointerEvent| {
            if let Some(element) = node.cast::<Element>() {
                let part = point(&element, event.client_x(), 0).x / f64::from(element.client_width().max(1));
                let time = Nanos((Window::fit(Nanos(span)).span_nanos * part.clamp(0.0, 1.0)) as u64);
                send.emit(Action::Gesture { which, gesture: Gesture::Centre(time) });
            }
        }
    };
    let press = {
        let (node, centre) = (node.clone(), centre.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(element) = node.cast::<Element>() {
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            centre(&event);
        })
    };
    let drag = Callback::from(move |event: PointerEvent| {
        if event.buttons() & 1 == 1 {
            centre(&event);
        }
    });
    html! {
        <div ref={node} class="strip" hidden={!props.shown} title={props.label.clone()} aria-hidden="true" onpointerdown={press} onpointermove={drag}>
            <canvas id={strip_id(props.which)}></canvas>
        </div>
    }
}

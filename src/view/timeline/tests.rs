//! The picture of the two threads of the trace's sample, and what a crowd costs.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::trace::event::{Fact, State};
use crate::trace::kind::StateKind;
use crate::trace::lane::LaneKind;
use crate::trace::sample::{FIRST, MAIN, PROCESS, SECOND, Script, two_threads};
use crate::trace::{Moment, Trace};

use super::gesture::Outcome;
use super::layout::Layout;
use super::mark::{ConnectorKind, Paint, TextRole};
use super::scale::Window;
use super::{Gesture, Hit, Mark, Point, Scene, Size, TimelineState, draw, hit};

const SIZE: Size = Size { width_px: 1_148.0, height_px: 240.0 };

/// A scene of the whole run: 132 pixels of names, then 1,000 pixels of time.
fn scene<'a>(trace: &'a Trace, layout: &'a Layout) -> Scene<'a> {
    let now = Some(Moment { step: 540, time: Nanos(5_400) });
    let window = Window::fit(trace.makespan());
    Scene { trace, layout, window, size: SIZE, scroll_px: 0.0, now, selected: None, hovered: None, releaser: None }
}

/// `n` slices over `n_lanes` threads that take turns every 10 ns.
fn crowd(n: u64, n_lanes: u32) -> Trace {
    let mut script = Script::default();
    let process = script.lane(LaneKind::Process, "MainProcess", None);
    let lanes: Vec<LaneId> =
        (0..n_lanes).map(|i| script.lane(LaneKind::Thread, &format!("Thread-{i}"), Some(process))).collect();
    for turn in 0..n / 2 {
        let lane = |turn: u64| lanes[usize::try_from(turn % u64::from(n_lanes)).unwrap_or(0)];
        let (from, to) = (lane(turn), lane(turn + 1));
        script.at(turn, turn * 10).became(from, 1, State::WantsGil).became(to, 1, State::Running);
        script.fact(to, 1, Fact::GilTaken { from: Some(from), asked: true });
    }
    script.trace()
}

#[test]
fn each_slice_is_a_mark_where_its_time_is() {
    let trace = two_threads();
    let layout = Layout::new(&trace, &[]);
    let marks = draw(&scene(&trace, &layout));
    let bars_of = |y: f64| {
        let on_row = marks.iter().filter_map(move |mark| match *mark {
            Mark::Slice { x, y: at, w, paint, .. } if at == y => Some((paint, x.round() as i64, w.round() as i64)),
            _ => None,
        });
        on_row.collect::<Vec<_>>()
    };
    // 1,000 px for 21,210 ns; Thread-1 is the third row of 40 px under a ruler of 26 px, its bar 6 px down.
    assert_eq!(
        bars_of(26.0 + 80.0 + 6.0),
        [
            (Paint::State(StateKind::Running), 151, 236),
            (Paint::State(StateKind::WantsGil), 387, 236),
            (Paint::State(StateKind::Running), 622, 75),
        ]
    );
    assert_eq!(bars_of(26.0 + 6.0)[1], (Paint::Holder(2), 151, 236));
}

#[test]
fn holders_are_named_where_there_is_room() {
    let trace = two_threads();
    let layout = Layout::new(&trace, &[]);
    let marks = draw(&scene(&trace, &layout));
    let names: Vec<_> = marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { text, role: TextRole::Holder, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["Thread-1", "Thread-2", "Thread-1"]);
}

#[test]
fn hand_overs_connect_the_bars() {
    let trace = two_threads();
    let layout = Layout::new(&trace, &[]);
    let marks = draw(&scene(&trace, &layout));
    let hand_overs: Vec<_> = marks
        .iter()
        .filter_map(|mark| match *mark {
            Mark::Connector { from_y, to_y, kind: ConnectorKind::HandOver, .. } => Some((from_y, to_y)),
            _ => None,
        })
        .collect();
    let (main, first, second) = (86.0, 126.0, 166.0);
    assert_eq!(hand_overs, [(main, first), (first, second), (second, first), (first, main), (main, second)]);
}

#[test]
fn points_lead_back_to_what_is_drawn_there() {
    let trace = two_threads();
    let layout = Layout::new(&trace, &[]);
    let scene = scene(&trace, &layout);
    let x = |nanos: u64| scene.scale().px_from_time(Nanos(nanos)) + 0.01;
    let at = |x, y| hit(&scene, Point { x, y });
    assert_eq!(at(x(7_000), 126.0), Hit::Slice { lane: FIRST, slice: 1, time: Nanos(7_000) });
    assert_eq!(at(x(7_000), 46.0), Hit::Gil { process: PROCESS, slice: 4, time: Nanos(7_000) });
    assert_eq!(at(x(9_000), 10.0), Hit::Ruler(Nanos(9_000)));
    assert_eq!(at(x(5_400) + 3.0, 10.0), Hit::Playhead);
    assert_eq!(at(40.0, 86.0), Hit::Name(MAIN));
    assert_eq!(at(x(100), 166.0), Hit::Empty(Nanos(100)));
    assert_eq!(at(x(100), 200.0), Hit::Empty(Nanos(100)));
}

#[test]
fn a_million_slices_make_no_more_marks_than_pixels_hold() {
    let trace = crowd(1_000_000, 64);
    let layout = Layout::new(&trace, &[]);
    let mut window = Window::fit(trace.makespan());
    for _ in 0..24 {
        let scene = Scene { window, ..scene(&trace, &layout) };
        let n_marks = draw(&scene).len();
        let n_rows = layout.in_sight(0.0, scene.rows_px()).len();
        assert!(n_marks < 1_300 * n_rows + 3_000, "{n_marks} marks for {n_rows} rows");
        window = window.zoom(2.0, 1_234_567.0, trace.makespan());
    }
}

#[test]
fn a_crowd_is_painted_in_the_shares_of_its_time() {
    let trace = crowd(100_000, 2);
    let layout = Layout::new(&trace, &[]);
    let marks = draw(&scene(&trace, &layout));
    let bands: Vec<_> = marks
        .iter()
        .filter_map(|mark| match *mark {
            Mark::Band { y, w, shares, .. } if y == 26.0 + 40.0 + 6.0 && w >= 1.0 => Some((w, shares)),
            _ => None,
        })
        .collect();
    let covered: f64 = bands.iter().map(|(w, _)| w).sum();
    assert!(covered > 980.0, "only {covered} px of 990 are covered");
    for (_, shares) in bands {
        let (running, wants) = (shares[0], shares[2]);
        assert!((110..=145).contains(&running) && (110..=145).contains(&wants), "{shares:?}");
    }
}

#[test]
fn marks_never_leave_the_plot() {
    let trace = two_threads();
    let layout = Layout::new(&trace, &[]);
    for factor in [1.0, 3.0, 50.0] {
        let base = scene(&trace, &layout);
        let scene = Scene { window: base.window.zoom(factor, 10_400.0, trace.makespan()), ..base };
        for mark in draw(&scene) {
            if let Mark::Slice { x, w, .. } | Mark::Band { x, w, .. } = mark {
                assert!(x >= 132.0 - 1e-6 && x + w <= 1_132.0 + 1e-6);
            }
        }
    }
}

#[test]
fn dragging_pans_and_letting_go_at_once_clicks() {
    let trace = two_threads();
    let mut timeline = TimelineState { size: SIZE, ..TimelineState::default() };
    let under = |_: Point| Hit::Slice { lane: SECOND, slice: 1, time: Nanos(7_000) };
    let mut go = |gesture| timeline.gesture(gesture, &trace, Nanos::ZERO, under);
    assert_eq!(go(Gesture::Press(Point { x: 400.0, y: 170.0 })), Outcome::Nothing);
    assert_eq!(go(Gesture::Release(Point { x: 401.0, y: 170.0 })), Outcome::Click(under(Point::default())));
    go(Gesture::Zoom { factor: 4.0 });
    go(Gesture::Pan { widths: 1.0 });
    go(Gesture::Press(Point { x: 400.0, y: 170.0 }));
    go(Gesture::Move(Point { x: 500.0, y: 170.0 }));
    assert_eq!(go(Gesture::Release(Point { x: 500.0, y: 170.0 })), Outcome::Nothing);
    let window = timeline.window.expect("zoomed in");
    assert!((window.start_nanos - 0.9 * window.span_nanos).abs() < 1.0);
}

#[test]
fn pressing_a_ruler_takes_the_playhead_along() {
    let trace = two_threads();
    let mut timeline = TimelineState { size: SIZE, ..TimelineState::default() };
    let under = |_: Point| Hit::Ruler(Nanos(0));
    let mut go = |gesture| timeline.gesture(gesture, &trace, Nanos::ZERO, under);
    assert_eq!(go(Gesture::Press(Point { x: 132.0, y: 5.0 })), Outcome::Seek(Nanos::ZERO));
    assert_eq!(go(Gesture::Move(Point { x: 632.0, y: 300.0 })), Outcome::Seek(Nanos(10_605)));
    assert_eq!(go(Gesture::Move(Point { x: 9_999.0, y: 300.0 })), Outcome::Seek(Nanos(21_000)));
}

#[test]
fn zooming_out_far_enough_fits_again() {
    let trace = two_threads();
    let mut timeline = TimelineState::default();
    let mut go = |factor| {
        timeline.gesture(Gesture::Zoom { factor }, &trace, Nanos(10_000), |_| Hit::Empty(Nanos::ZERO));
        timeline.window
    };
    assert!(go(8.0).is_some());
    assert!(go(0.001).is_none());
}

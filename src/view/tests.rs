//! The page as a story: what somebody does, what the engine answers, what is then to be seen.

use proptest::prelude::*;

use crate::base::ids::LaneId;
use crate::base::language::Language;
use crate::base::time::Nanos;
use crate::compare::workload::Preset;
use crate::link::{self, Placed, Shared, Surface, Unit};
use crate::trace::event::{End, LimitHit};
use crate::trace::inspection::Inspection;
use crate::trace::sample::{FIRST, MAIN, two_threads};
use crate::trace::{Moment, Trace};
use crate::wire::{Chunk, Environment, Failure, Measured, Model, Reply, Request, RequestId, Target, Workload};

use super::action::{Action, Command, Destination, Opening, Program};
use super::engine::Purpose;
use super::reduce::reduce;
use super::saved::Saved;
use super::state::{Landing, News, Status, View, Which};
use super::timeline::{Gesture, Point};

/// A page and everything it has asked for.
#[derive(Default)]
struct Page {
    view: View,
    asked: Vec<Command>,
}

impl Page {
    fn opened() -> Self {
        let mut page = Page::default();
        page.act(Action::Open(Box::new(Opening {
            program: Program { source: "print(1)\n".to_owned(), ..Program::default() },
            ..Opening::default()
        })));
        page
    }
    fn act(&mut self, action: Action) -> &mut Self {
        let (view, commands) = reduce(std::mem::take(&mut self.view), action);
        self.view = view;
        self.asked.extend(commands);
        self
    }
    fn hear(&mut self, reply: Reply) -> &mut Self {
        self.act(Action::Reply(Box::new(reply)))
    }
    fn requests(&self) -> Vec<&Request> {
        self.asked
            .iter()
            .filter_map(|command| if let Command::Send(request) = command { Some(request) } else { None })
            .collect()
    }
    fn last_request(&self) -> &Request {
        self.requests().last().copied().expect("something was sent")
    }
    /// Answers the simulation `id` with the two threads.
    fn simulated(&mut self, id: u64) -> &mut Self {
        let id = RequestId(id);
        self.hear(Reply::Chunk { id, chunk: chunk_of(&two_threads()) });
        self.hear(Reply::Finished { id, end: Some(End::Exited(0)), steps: 1_350, makespan: Nanos(21_000) })
    }
    fn now(&self) -> Moment {
        self.view.active_run().now
    }
}

fn chunk_of(trace: &Trace) -> Chunk {
    Chunk {
        lanes: trace.lanes().map(|(_, lane)| lane.clone()).collect(),
        texts: vec!["done\n".to_owned()],
        events: trace.events(0..trace.n_events()).map(|(_, event)| event).collect(),
    }
}

fn at(step: u64, nanos: u64) -> Moment {
    Moment { step, time: Nanos(nanos) }
}

#[test]
fn the_page_opens_on_a_run() {
    let mut page = Page::opened();
    assert!(
        matches!(page.last_request(), Request::Simulate { id: RequestId(1), source, .. } if source == "print(1)\n")
    );
    assert_eq!(page.view.simulated.status, Status::Starting);
    page.simulated(1);
    assert_eq!(page.view.simulated.status, Status::Finished);
    // It lands on the first time a thread asked for the GIL, and asks for the state there.
    assert_eq!(page.now(), at(540, 5_400));
    assert!(matches!(page.last_request(), Request::Inspect { run: RequestId(1), step: 540, .. }));
}

#[test]
fn the_picture_grows_and_stays_when_the_run_is_stopped() {
    let mut page = Page::opened();
    page.hear(Reply::Chunk { id: RequestId(1), chunk: chunk_of(&two_threads()) });
    assert!(page.view.is_busy() && !page.view.simulated.trace.is_empty());
    page.act(Action::Stop);
    assert_eq!(page.last_request(), &Request::Stop { of: RequestId(1) });
    page.hear(Reply::Stopped { id: RequestId(1) });
    assert_eq!(page.view.simulated.status, Status::Stopped);
    assert_eq!(page.view.simulated.trace, two_threads());
}

#[test]
fn an_engine_that_does_not_stop_is_started_anew() {
    let mut page = Page::opened();
    page.act(Action::Stop).act(Action::StopIsDue(RequestId(1)));
    assert_eq!(page.asked.last(), Some(&Command::RestartEngine));
    assert_eq!(page.view.simulated.status, Status::Stopped);
    // Had it stopped in time, nothing would be left to do.
    let mut page = Page::opened();
    page.act(Action::Stop).hear(Reply::Stopped { id: RequestId(1) });
    let n_asked = page.asked.len();
    page.act(Action::StopIsDue(RequestId(1)));
    assert_eq!(page.asked.len(), n_asked);
}

#[test]
fn replies_to_a_replaced_run_are_ignored() {
    let mut page = Page::opened();
    page.act(Action::Edit("print(2)\n".to_owned())).act(Action::Simulate);
    assert!(page.requests().contains(&&Request::Stop { of: RequestId(1) }));
    page.hear(Reply::Chunk { id: RequestId(1), chunk: chunk_of(&two_threads()) });
    page.hear(Reply::Finished { id: RequestId(1), end: None, steps: 9, makespan: Nanos(9) });
    assert_eq!(page.view.simulated.status, Status::Starting);
    assert!(page.view.simulated.trace.is_empty());
    page.simulated(2);
    assert_eq!(page.view.simulated.source, "print(2)\n");
}

#[test]
fn a_request_is_closed_once() {
    let mut page = Page::opened();
    page.simulated(1);
    page.hear(Reply::Failed { id: RequestId(1), failure: Failure::Internal("late".to_owned()) });
    assert_eq!(page.view.simulated.status, Status::Finished);
    assert!(page.view.notices.is_empty());
}

#[test]
fn editing_keeps_the_picture_and_marks_it_stale() {
    let mut page = Page::opened();
    page.simulated(1);
    assert!(!page.view.is_stale(Which::Simulated));
    page.act(Action::Edit("print(2)\n".to_owned()));
    assert!(page.view.is_stale(Which::Simulated));
    page.act(Action::Edit("print(1)\n".to_owned()));
    assert!(!page.view.is_stale(Which::Simulated));
}

#[test]
fn a_program_that_does_not_compile_keeps_the_picture() {
    let mut page = Page::opened();
    page.simulated(1);
    page.act(Action::Edit("print(\n".to_owned())).act(Action::Simulate);
    let Request::Simulate { id, .. } = *page.last_request() else { panic!("no run was asked for") };
    page.hear(Reply::Problems { id, diagnostics: Vec::new() });
    page.hear(Reply::Finished { id, end: None, steps: 0, makespan: Nanos::ZERO });
    assert_eq!(page.view.simulated.status, Status::Rejected);
    assert_eq!(page.view.simulated.trace.makespan(), Nanos(21_000));
    assert!(page.view.is_stale(Which::Simulated) && !page.view.is_busy());
}

#[test]
fn a_limit_is_told_and_the_picture_kept() {
    let mut page = Page::opened();
    let id = RequestId(1);
    page.hear(Reply::Chunk { id, chunk: chunk_of(&two_threads()) });
    page.hear(Reply::Finished {
        id,
        end: Some(End::Limit(LimitHit::Steps(1_350))),
        steps: 1_350,
        makespan: Nanos(21_000),
    });
    assert_eq!(page.view.notices[0].news, News::Limit(LimitHit::Steps(1_350)));
    assert_eq!(page.view.simulated.status, Status::Finished);
}

#[test]
fn inspections_never_queue_and_the_latest_wins() {
    let mut page = Page::opened();
    page.simulated(1);
    let Request::Inspect { id: first, .. } = *page.last_request() else { panic!("nothing was asked") };
    let n_requests = page.requests().len();
    for step in 600..700 {
        page.act(Action::Seek(Destination::Step(step)));
    }
    assert_eq!(page.requests().len(), n_requests);
    let inspection = |step| Box::new(Inspection { step, ..Inspection::default() });
    page.hear(Reply::State { id: first, inspection: inspection(540) });
    assert_eq!(page.view.inspection(), None);
    page.hear(Reply::Finished { id: first, end: None, steps: 0, makespan: Nanos::ZERO });
    let Request::Inspect { id: second, step: 699, .. } = *page.last_request() else { panic!("699 was not asked") };
    page.hear(Reply::State { id: second, inspection: inspection(699) });
    page.hear(Reply::Finished { id: second, end: None, steps: 0, makespan: Nanos::ZERO });
    assert_eq!(page.view.inspection().map(|shown| shown.step), Some(699));
    assert!(page.view.is_idle());
}

#[test]
fn steps_by_switch_and_instruction_need_no_engine() {
    let mut page = Page::opened();
    page.simulated(1);
    page.act(Action::SetUnit(Unit::Switch)).act(Action::Step { forward: true });
    assert_eq!(page.now(), at(1_040, 10_400));
    page.act(Action::Step { forward: false });
    assert_eq!(page.now(), at(540, 5_400));
    page.act(Action::StepBy { unit: Unit::Instruction, forward: true });
    assert_eq!(page.now(), at(541, 5_410));
}

#[test]
fn a_step_by_line_asks_the_engine_once() {
    let mut page = Page::opened();
    page.simulated(1);
    page.act(Action::Step { forward: true }).act(Action::Step { forward: true });
    let seeks: Vec<_> = page.requests().into_iter().filter(|request| matches!(request, Request::Seek { .. })).collect();
    let [Request::Seek { id, step: 540, target: Target::Line { forward: true, lane: None }, .. }] = *seeks.as_slice()
    else {
        panic!("{seeks:?}")
    };
    let id = *id;
    page.hear(Reply::Found { id, step: Some(552), time: Nanos(5_520) });
    page.hear(Reply::Finished { id, end: None, steps: 0, makespan: Nanos::ZERO });
    assert_eq!(page.now(), at(552, 5_520));
    page.act(Action::Step { forward: true });
    let Request::Seek { id, .. } = *page.last_request() else { panic!("no further line was asked for") };
    page.hear(Reply::Found { id, step: None, time: Nanos::ZERO });
    assert_eq!(page.now(), at(1_350, 21_000));
}

#[test]
fn playing_goes_on_to_the_end_and_stops_there() {
    let mut page = Page::opened();
    page.simulated(1);
    page.act(Action::SetUnit(Unit::Switch)).act(Action::TogglePlay);
    for _ in 0..100 {
        page.act(Action::Frame { elapsed: Nanos::from_millis(100) });
    }
    assert_eq!(page.now(), at(1_350, 21_000));
    assert!(!page.view.playback.playing);
    page.act(Action::TogglePlay);
    assert_eq!(page.now(), at(0, 0));
}

#[test]
fn clicking_a_slice_selects_it_and_goes_there() {
    let mut page = Page::opened();
    page.simulated(1);
    let x = page.view.simulated.timeline.scale(&page.view.simulated.trace).px_from_time(Nanos(7_000)) + 0.01;
    let point = Point { x, y: 126.0 };
    for gesture in [Gesture::Press(point), Gesture::Release(point)] {
        page.act(Action::Gesture { which: Which::Simulated, gesture });
    }
    assert_eq!(page.view.simulated.selected, Some((FIRST, 1)));
    assert_eq!(page.now().time, Nanos(7_000));
}

#[test]
fn digits_follow_lanes() {
    let mut page = Page::opened();
    page.simulated(1);
    page.act(Action::FollowNth(0));
    assert_eq!(page.view.simulated.followed, Some(MAIN));
    assert_eq!(page.asked.last(), Some(&Command::ShowLine(14)));
    page.act(Action::FollowNth(0));
    assert_eq!(page.view.simulated.followed, None);
}

#[test]
fn a_link_opens_where_it_was_made() {
    let shared = Shared { source: "print(3)\n".to_owned(), step: Some(1_100), unit: Unit::Switch, ..Shared::default() };
    let mut page = Page::default();
    let fragment = format!("#{}", link::fragment(&shared));
    page.act(Action::Open(Box::new(Opening { fragment, ..Opening::default() })));
    page.simulated(1);
    assert_eq!((page.now().step, page.view.unit), (1_100, Unit::Switch));
    assert_eq!(page.view.shared(), shared);
}

#[test]
fn a_damaged_link_says_so_and_loses_nothing() {
    let kept = Shared { source: "print('mine')\n".to_owned(), ..Shared::default() };
    let saved = Some(Saved::new(kept, None, Default::default()));
    let mut page = Page::default();
    let opening = Opening { fragment: "#v1.AAAA".to_owned(), saved, ..Opening::default() };
    page.act(Action::Open(Box::new(opening)));
    assert!(matches!(page.view.notices[0].news, News::BadLink(link::LinkError::Damaged)));
    assert_eq!(page.view.editor.source, "print('mine')\n");
}

#[test]
fn languages_are_chosen_by_url_then_by_last_time_then_by_browser() {
    let language = |query: &str, last: Option<Language>, browser: &str| {
        let saved = Some(Saved::new(Shared::default(), last, Default::default()));
        let opening =
            Opening { query: query.to_owned(), saved, languages: vec![browser.to_owned()], ..Opening::default() };
        reduce(View::default(), Action::Open(Box::new(opening))).0.language
    };
    let (english, chinese) = (Language::English, Language::TraditionalChinese);
    assert_eq!(language("?lang=zh", Some(english), "en"), chinese);
    assert_eq!(language("", Some(english), "zh-TW"), english);
    assert_eq!(language("", None, "zh-TW"), chinese);
    assert_eq!(language("", None, "fr"), english);
}

#[test]
fn runs_make_history_and_keystrokes_do_not() {
    let mut page = Page::opened();
    page.simulated(1);
    for n in 0..10 {
        page.act(Action::Edit(format!("print({n})\n")));
    }
    page.act(Action::Simulate).act(Action::Execute);
    let pushed: Vec<&String> = page
        .asked
        .iter()
        .filter_map(|command| if let Command::PushFragment(fragment) = command { Some(fragment) } else { None })
        .collect();
    assert_eq!(pushed.len(), 1);
    let shared = link::open_fragment(pushed[0]).expect("a good link").expect("a program");
    assert_eq!(shared.source, "print(9)\n");
}

#[test]
fn going_back_brings_the_program_before() {
    let mut page = Page::opened();
    page.simulated(1);
    page.act(Action::Edit("print(2)\n".to_owned())).act(Action::Simulate).simulated(2);
    page.act(Action::FragmentChanged(String::new()));
    assert_eq!(page.view.editor.source, "print(1)\n");
    assert!(page.view.simulated.status.is_busy());
    let fragment = link::fragment(&Shared { source: "print(2)\n".to_owned(), ..Shared::default() });
    page.act(Action::FragmentChanged(format!("#{fragment}")));
    assert_eq!(page.view.editor.source, "print(2)\n");
}

/// What the page did to the browser's history: the source of each entry pushed (`+`) or rewritten (`=`).
fn history(page: &Page) -> Vec<String> {
    let told = |sign: char, fragment: &str| {
        let shared = link::open_fragment(fragment).ok().flatten().unwrap_or_default();
        format!("{sign}{}", shared.source.trim())
    };
    let told = page.asked.iter().filter_map(|command| match command {
        Command::PushFragment(fragment) => Some(told('+', fragment)),
        Command::ReplaceFragment(fragment) => Some(told('=', fragment)),
        _ => None,
    });
    told.collect()
}

#[test]
fn the_url_follows_a_draft_and_back_leads_to_the_run_before() {
    let mut page = Page::opened();
    page.simulated(1).act(Action::SaveIsDue);
    assert_eq!(history(&page), Vec::<String>::new());
    page.act(Action::Edit("print(2)".to_owned())).act(Action::SaveIsDue);
    page.act(Action::Edit("print(22)".to_owned())).act(Action::SaveIsDue);
    assert_eq!(history(&page), ["+print(2)", "=print(22)"]);
    page.act(Action::Simulate).act(Action::Simulate);
    assert_eq!(history(&page).len(), 2, "a draft's entry becomes its run's");
    page.act(Action::Edit("print(3)".to_owned())).act(Action::Simulate);
    assert_eq!(history(&page)[2..], ["+print(3)"]);
}

#[test]
fn the_url_says_where_the_playhead_is() {
    let mut page = Page::opened();
    page.act(Action::Edit("print(2)".to_owned())).act(Action::Simulate).simulated(2);
    page.act(Action::Seek(Destination::Step(700))).act(Action::SaveIsDue);
    let Some(Command::ReplaceFragment(fragment)) =
        page.asked.iter().rfind(|command| matches!(command, Command::ReplaceFragment(_)))
    else {
        panic!("the URL was not rewritten")
    };
    assert_eq!(link::open_fragment(fragment).ok().flatten().and_then(|shared| shared.step), Some(700));
}

#[test]
fn what_is_kept_comes_back() {
    let mut page = Page::opened();
    page.act(Action::Edit("print('kept')\n".to_owned())).act(Action::SaveIsDue);
    let Some(Command::Save(saved)) = page.asked.last() else { panic!("nothing was kept") };
    let back = Saved::from_text(&saved.to_text());
    assert_eq!(back.as_ref(), Some(saved.as_ref()));
    assert_eq!(Saved::from_text("99 dark - v1."), None);
    assert_eq!(Saved::from_text("rubbish"), None);
}

#[test]
fn a_lost_engine_is_started_again_only_if_it_ever_ran() {
    let mut page = Page::opened();
    page.act(Action::EngineLost);
    assert!(!page.asked.contains(&Command::RestartEngine));
    assert!(matches!(page.view.simulated.status, Status::Failed(_)));
    let environment =
        Environment { cores: 4, threads: true, user_agent: String::new(), clock_resolution: Nanos(5_000) };
    page.hear(Reply::Ready { environment }).act(Action::Simulate).act(Action::EngineLost);
    assert_eq!(page.asked.last(), Some(&Command::RestartEngine));
}

#[test]
fn a_nonsensical_trace_is_refused_and_the_run_stopped() {
    let mut page = Page::opened();
    let mut chunk = chunk_of(&two_threads());
    chunk.lanes.clear();
    page.hear(Reply::Chunk { id: RequestId(1), chunk });
    assert!(matches!(page.view.notices[0].news, News::BadMessage(_)));
    assert_eq!(page.last_request(), &Request::Stop { of: RequestId(1) });
}

#[test]
fn examples_land_on_their_telling_step() {
    for (landing, step) in
        [(Landing::Start, 0), (Landing::End, 1_350), (Landing::Switch(0), 40), (Landing::Request(1), 1_040)]
    {
        let mut page = Page::opened();
        page.act(Action::OpenProgram(Box::new(Program { landing, ..Program::default() })));
        page.simulated(2);
        assert_eq!(page.now().step, step);
    }
}

#[test]
fn measurements_are_kept_by_workload() {
    let workload = |tasks| Workload {
        tasks,
        cpu_per_task: Nanos::from_millis(10),
        io_per_task: Nanos::ZERO,
        bytes_per_task: 0,
        workers: 2,
        async_library: true,
    };
    let mut page = Page::opened();
    page.simulated(1);
    for tasks in [4, 8, 4] {
        page.act(Action::Measure { workload: workload(tasks), models: vec![Model::Threading], repeat: 1 });
        let Request::Measure { id, .. } = *page.last_request() else { panic!("nothing is measured") };
        page.hear(Reply::ModelMeasured { id, model: Model::Threading, measured: Measured::default() });
        assert!(page.view.is_busy());
        page.hear(Reply::Finished { id, end: None, steps: 0, makespan: Nanos::ZERO });
    }
    let comparison = &page.view.comparison;
    assert_eq!((comparison.results.len(), comparison.results_of(workload(8)).count()), (2, 1));
}

#[test]
fn figures_travel_with_a_link_and_are_told_as_measured_elsewhere() {
    let mut page = Page::opened();
    let environment =
        Environment { cores: 4, threads: true, user_agent: String::new(), clock_resolution: Nanos(5_000) };
    page.hear(Reply::Ready { environment });
    page.simulated(1);
    page.act(Action::SetWorkload(Preset::ChatServer.workload()));
    let workload = super::compare::to_measure(&page.view.comparison.form);
    page.act(Action::Measure { workload, models: vec![Model::Asyncio], repeat: 1 });
    let Request::Measure { id, .. } = *page.last_request() else { panic!("nothing is measured") };
    let measured = Measured { walls: vec![Nanos(7)], switches: 3, ..Measured::default() };
    page.hear(Reply::ModelMeasured { id, model: Model::Asyncio, measured: measured.clone() });
    page.hear(Reply::Finished { id, end: None, steps: 0, makespan: Nanos::ZERO });
    assert_eq!(page.view.shared().model_figures, None, "the trace shows none of them");
    page.act(Action::ShowSurface(Surface::Compare));
    let mut link = page.view.shared();
    let place = Environment { cores: 3, ..link.model_figures.clone().expect("figures").place };
    link.model_figures = link.model_figures.map(|it| Placed { place: place.clone(), ..it });
    link.program_figures = Some(Placed { place: place.clone(), figures: measured.clone() });

    let mut other = Page::opened();
    other.act(Action::FragmentChanged(link::fragment(&link)));
    assert_eq!(other.view.comparison.form, Preset::ChatServer.workload());
    let result = &other.view.comparison.results[0];
    assert_eq!((result.place.as_deref(), &result.measured), (Some(&place), &measured));
    assert_eq!(other.view.ran_elsewhere().map(|ran| &ran.figures), Some(&measured));
    assert_eq!(other.view.shared().model_figures, link.model_figures, "they travel on with where they are from");
    other.act(Action::Edit("print(2)".to_owned()));
    assert_eq!(other.view.ran_elsewhere(), None, "another program");
}

/// Anything that can happen, in any order: what the page must stand.
fn any_action() -> impl Strategy<Value = Action> {
    let point = (-50.0_f64..1_300.0, -50.0_f64..400.0).prop_map(|(x, y)| Point { x, y });
    let gesture = prop_oneof![
        point.clone().prop_map(Gesture::Press),
        point.clone().prop_map(Gesture::Move),
        point.clone().prop_map(Gesture::Release),
        Just(Gesture::Leave),
        Just(Gesture::DoubleClick),
        (0.01_f64..50.0).prop_map(|factor| Gesture::Zoom { factor }),
        (-3.0_f64..3.0).prop_map(|widths| Gesture::Pan { widths }),
        (point, -500.0_f64..500.0, any::<bool>()).prop_map(|(at, dy, shift)| Gesture::Wheel { at, dx: 0.0, dy, shift }),
        (0_u32..6).prop_map(|lane| Gesture::ToggleFold(LaneId(lane))),
        any::<u64>().prop_map(|nanos| Gesture::Centre(Nanos(nanos))),
    ];
    let id = || (0_u64..8).prop_map(RequestId);
    let reply = prop_oneof![
        id().prop_map(|id| Reply::Chunk { id, chunk: chunk_of(&two_threads()) }),
        id().prop_map(|id| Reply::Finished { id, end: None, steps: 1_350, makespan: Nanos(21_000) }),
        id().prop_map(|id| Reply::Stopped { id }),
        id().prop_map(|id| Reply::Problems { id, diagnostics: Vec::new() }),
        id().prop_map(|id| Reply::Failed { id, failure: Failure::UnknownRun }),
        (id(), any::<Option<u64>>()).prop_map(|(id, step)| Reply::Found { id, step, time: Nanos(7) }),
        (id(), any::<u64>()).prop_map(|(id, step)| Reply::State {
            id,
            inspection: Box::new(Inspection { step, ..Inspection::default() })
        }),
    ];
    prop_oneof![
        4 => reply.prop_map(|reply| Action::Reply(Box::new(reply))),
        4 => gesture.prop_map(|gesture| Action::Gesture { which: Which::Simulated, gesture }),
        1 => Just(Action::Simulate),
        1 => Just(Action::Execute),
        1 => Just(Action::Stop),
        1 => id().prop_map(Action::StopIsDue),
        1 => Just(Action::EngineLost),
        1 => "[a-z]{0,3}".prop_map(Action::Edit),
        2 => any::<bool>().prop_map(|forward| Action::Step { forward }),
        1 => Just(Action::SetUnit(Unit::Switch)),
        1 => Just(Action::TogglePlay),
        1 => (0_u64..1 << 34).prop_map(|nanos| Action::Frame { elapsed: Nanos(nanos) }),
        1 => any::<u64>().prop_map(|step| Action::Seek(Destination::Step(step))),
        1 => (0_usize..9).prop_map(Action::FollowNth),
        1 => "[#v1.A-Za-z]{0,9}".prop_map(Action::FragmentChanged),
        1 => Just(Action::CopyLink),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_the_page_stays_whole(actions in proptest::collection::vec(any_action(), 0..60)) {
        let mut page = Page::opened();
        for action in actions {
            page.act(action);
            let view = &page.view;
            for which in [Which::Simulated, Which::Measured] {
                let run = view.run(which);
                let end = run.trace.end();
                prop_assert!(run.now.step <= end.step && run.now.time <= end.time);
                run.marks();
                run.hover();
            }
            let n_open = [Purpose::Simulate, Purpose::Execute, Purpose::Measure]
                .map(|purpose| view.engine.open_for(purpose).count());
            prop_assert!(n_open.iter().all(|&n| n <= 1));
            prop_assert!(view.engine.open_for(Purpose::Inspect).count() <= 1);
            let is_rejected = view.simulated.status == Status::Rejected;
            prop_assert!(view.simulated.status.is_busy() == (n_open[0] == 1) || is_rejected);
            view.narration();
            view.stacks();
            view.locks();
            view.output();
        }
    }
}

//! Every example runs to an end, and the page opens it on a moment that has something to say.
//!
//! `cargo test --test examples -- --nocapture` prints where each opens and what is said there.

#![expect(clippy::expect_used, clippy::panic, reason = "tests fail by panics")]

use std::sync::Arc;

use pylanes::process::Program;
use pylanes::sim::record::Pending;
use pylanes::sim::world::{Progress, World};
use pylanes::trace::event::End;
use pylanes::view::examples::{self, Example};
use pylanes::view::narration::Said;
use pylanes::view::{Action, Landing, Opening, View, reduce};
use pylanes::wire::{Chunk, Reply, Request};

/// The page after it has opened the example and the run is over.
fn opened(example: &Example) -> View {
    let program = example.program();
    let opening = Opening { program: program.clone(), ..Opening::default() };
    let (mut view, commands) = reduce(View::default(), Action::Open(Box::new(opening)));
    let id = commands.iter().find_map(|command| match command {
        pylanes::view::Command::Send(Request::Simulate { id, .. }) => Some(*id),
        _ => None,
    });
    let id = id.expect("the page asks for a run");
    let text = Arc::from(program.source.as_str());
    let to_run = Program { filename: "main.py".into(), text, stdin: String::new(), seed: program.settings.seed };
    let mut pending = Pending::default();
    let mut world = World::new(&to_run, &program.settings, &mut pending).expect("an example is a program");
    let Progress::Over(end) = world.run(program.settings.max_steps, &mut pending) else {
        panic!("{} does not end", example.id)
    };
    assert!(matches!(end, End::Exited(_) | End::Deadlock(_)), "{}: {end:?}", example.id);
    let chunk = Chunk { lanes: pending.lanes, texts: pending.texts, events: pending.events };
    let finished = Reply::Finished { id, end: Some(end), steps: world.steps(), makespan: world.time() };
    for reply in [Reply::Chunk { id, chunk }, finished] {
        view = reduce(view, Action::Reply(Box::new(reply))).0;
    }
    view
}

#[test]
fn every_example_opens_where_something_happens() {
    for example in examples::all() {
        let view = opened(example);
        let said = view.narration().said;
        let step = view.active_run().now.step;
        println!("{:20} step {step:7}  {}", example.id, view.spoken());
        if example.landing != Landing::Start {
            let is_nothing = matches!(said, Said::Nothing | Said::AllWait | Said::Opens { by: None, .. });
            assert!(step > 0 && !is_nothing, "{} opens at step {step}: {}", example.id, view.spoken());
        }
    }
}

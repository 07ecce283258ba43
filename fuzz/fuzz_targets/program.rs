//! Arbitrary text through parser, compiler and a bounded run. `cargo fuzz run program tests/programs src/process/lib`
//! starts from the project's own programs.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pylanes::process::Program;
use pylanes::sim::record::Nowhere;
use pylanes::sim::world::World;
use pylanes::trace::settings::Settings;

fuzz_target!(|text: &str| {
    let settings = Settings { max_steps: 20_000, ..Settings::default() };
    let program = Program { filename: "prog.py".into(), text: text.into(), stdin: String::new(), seed: 1 };
    if let Ok(mut world) = World::new(&program, &settings, &mut Nowhere) {
        world.run(20_000, &mut Nowhere);
    }
});

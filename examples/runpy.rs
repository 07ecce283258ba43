use pylanes::vm::machine::{Fuel, Machine};
use pylanes::vm::profile::Profile;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let t = std::time::Instant::now();
    let mut machine = match Machine::boot(Profile::PY314) {
        Ok(m) => m,
        Err(e) => {
            eprintln!("BOOT {e}");
            std::process::exit(99)
        }
    };
    if std::env::var("T").is_ok() {
        eprintln!("boot {:?}", t.elapsed());
    }
    let t = std::time::Instant::now();
    let o = pylanes::vm::testing::run_program(&mut machine, &text, || Fuel::UNLIMITED, u64::MAX);
    print!("{}", o.stdout);
    eprint!("{}", o.stderr);
    if std::env::var("T").is_ok() {
        eprintln!("steps {} cost {}ms time {:?}", o.steps, o.cost_picos / 1_000_000_000, t.elapsed());
    }
    std::process::exit(o.exit_status);
}

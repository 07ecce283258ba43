//! `cargo xtask serve`: builds the page and serves it to this machine.

use crate::build::{self, Mode};
use crate::http::{self, Site};
use crate::{Result, say, shell};
use std::time::Duration;

const DEFAULT_PORT: u16 = 8080;

/// Runs until interrupted.
pub fn run(args: &[String]) -> Result {
    let (port, mode) = parse(args)?;
    http::check_port(port)?;
    match mode {
        Mode::Release => serve_built(port),
        Mode::Dev => serve_and_rebuild(port),
    }
}

fn parse(args: &[String]) -> Result<(u16, Mode)> {
    let (mut port, mut mode) = (DEFAULT_PORT, Mode::Release);
    let mut args = args.iter().map(String::as_str);
    while let Some(arg) = args.next() {
        let value = match arg {
            "--dev" => {
                mode = Mode::Dev;
                continue;
            }
            "--release" => {
                mode = Mode::Release;
                continue;
            }
            "--port" => args.next().ok_or("--port needs a number.")?,
            other => match other.strip_prefix("--port=") {
                Some(value) => value,
                None => return Err(format!("`serve` knows --port N, --dev and --release, not `{other}`.")),
            },
        };
        port = value.parse().map_err(|_| format!("`{value}` is not a port: give a number from 1 to 65535."))?;
    }
    Ok((port, mode))
}

fn serve_built(port: u16) -> Result {
    let folder = build::release()?;
    let url = http::start(Site { folder, base: "/", isolated: true }, port)?;
    say::note("Serving until Ctrl+C");
    println!("{url}");
    loop {
        std::thread::park();
    }
}

/// trunk watches, rebuilds and reloads; the URL is printed when the first build answers there.
fn serve_and_rebuild(port: u16) -> Result {
    let setup = build::set_up()?;
    let folder = build::dev_dist();
    // What an earlier start left would answer before the build is done.
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).map_err(|e| format!("cannot make a folder under target/: {e}"))?;
    say::note(
        "Building quickly (usually 4 minutes the first time, then seconds), then again on each change, until Ctrl+C",
    );
    let mut serve = build::trunk(&setup, "serve", Mode::Dev)?;
    serve.arg("--dist").arg(folder).args(["--port", &port.to_string()]);
    std::thread::spawn(move || {
        while !http::answers(port) {
            std::thread::sleep(Duration::from_millis(300));
        }
        println!("http://127.0.0.1:{port}/");
    });
    shell::run(&mut serve)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_and_the_mode_are_read_in_any_order() {
        let parsed = |words: &[&str]| parse(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(parsed(&[]), Ok((8080, Mode::Release)));
        assert_eq!(parsed(&["--dev", "--port", "9000"]), Ok((9000, Mode::Dev)));
        assert_eq!(parsed(&["--port=9000", "--release"]), Ok((9000, Mode::Release)));
        assert!(parsed(&["--port"]).is_err());
        assert!(parsed(&["--port", "70000"]).is_err());
        assert!(parsed(&["--prot", "1"]).is_err());
    }
}

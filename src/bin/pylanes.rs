//! The native command line: see `pylanes::cli`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    pylanes::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}

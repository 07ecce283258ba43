//! The engine, in a Web Worker. `main` is empty: every worker of the thread pool runs it again.
fn main() {}

use super::*;

const MAIN: Who = Who { process: ProcessId(0), thread: ThreadId(0) };
const OTHER: Who = Who { process: ProcessId(0), thread: ThreadId(1) };

fn done(answer: Answer) -> Reply {
    match answer {
        Answer::Done(reply) => reply,
        other => panic!("{other:?}"),
    }
}
fn pipe(kernel: &mut Kernel) -> (i64, i64) {
    match done(kernel.ask(MAIN, Call::Pipe)) {
        Reply::Pair(read, write) => (read, write),
        other => panic!("{other:?}"),
    }
}
fn write(fd: i64, data: &[u8]) -> Call {
    Call::Write { fd, data: data.into(), written: 0, blocking: true }
}
fn read(fd: i64, n: usize) -> Call {
    Call::Read { fd, n, blocking: true }
}

#[test]
fn a_reader_blocks_until_bytes_come() {
    let mut kernel = Kernel::new();
    let (r, w) = pipe(&mut kernel);
    assert_eq!((r, w), (3, 4));
    assert_eq!(kernel.ask(OTHER, read(r, 10)), Answer::Blocks { why: Why::Pipe, at_most: None });
    assert_eq!(done(kernel.ask(MAIN, write(w, b"hello"))), Reply::Int(5));
    assert_eq!(kernel.take_woken(), [OTHER]);
    assert_eq!(kernel.retry(OTHER), Some(Reply::Bytes(b"hello"[..].into())));
    assert_eq!(kernel.take_sent(), [Sent { from: MAIN, to: OTHER, bytes: 5 }]);
}

#[test]
fn a_writer_blocks_when_64_kib_are_full_and_goes_on_as_they_are_read() {
    let mut kernel = Kernel::new();
    let (r, w) = pipe(&mut kernel);
    let big = vec![7; 100_000];
    assert_eq!(kernel.ask(OTHER, write(w, &big)), Answer::Blocks { why: Why::Pipe, at_most: None });
    let Reply::Bytes(first) = done(kernel.ask(MAIN, read(r, 1 << 20))) else { panic!() };
    assert_eq!(first.len(), 65_536);
    assert_eq!(kernel.take_woken(), [OTHER]);
    assert_eq!(kernel.retry(OTHER), Some(Reply::Int(100_000)));
    let Reply::Bytes(rest) = done(kernel.ask(MAIN, read(r, 1 << 20))) else { panic!() };
    assert_eq!(rest.len(), 100_000 - 65_536);
}

#[test]
fn the_end_of_a_stream_needs_every_writer_gone_over_fork_too() {
    let mut kernel = Kernel::new();
    let (r, w) = pipe(&mut kernel);
    let child = kernel.start(ProcessId(0), None);
    kernel.ask(MAIN, Call::Close { fd: w });
    let poll = Call::Poll { reads: vec![r], writes: vec![], timeout: None };
    assert!(matches!(kernel.ask(MAIN, poll), Answer::Blocks { why: Why::Select, .. }));
    kernel.end(child, 0);
    assert_eq!(kernel.take_woken(), [MAIN]);
    assert_eq!(kernel.retry(MAIN), Some(Reply::Ready(vec![r], vec![])));
    assert_eq!(done(kernel.ask(MAIN, read(r, 1))), Reply::Bytes([][..].into()));
}

#[test]
fn writing_without_readers_is_a_broken_pipe() {
    let mut kernel = Kernel::new();
    let (r, w) = pipe(&mut kernel);
    kernel.ask(MAIN, Call::Close { fd: r });
    assert_eq!(done(kernel.ask(MAIN, write(w, b"x"))), Reply::Error(Errno::BrokenPipe));
    assert_eq!(done(kernel.ask(MAIN, Call::Close { fd: r })), Reply::Error(Errno::BadFd));
}

#[test]
fn a_released_semaphore_wakes_one_and_the_quicker_has_it() {
    let mut kernel = Kernel::new();
    let Reply::Int(id) = done(kernel.ask(MAIN, Call::SemNew { value: 1, max: 1, kind: SemKind::Lock })) else {
        panic!()
    };
    let acquire = || Call::SemAcquire { id, timeout: None };
    assert_eq!(done(kernel.ask(MAIN, acquire())), Reply::Bool(true));
    assert_eq!(kernel.ask(OTHER, acquire()), Answer::Blocks { why: Why::Semaphore(id), at_most: None });
    assert_eq!(done(kernel.ask(MAIN, Call::SemRelease { id })), Reply::None);
    assert_eq!(kernel.take_woken(), [OTHER]);
    assert_eq!(done(kernel.ask(MAIN, acquire())), Reply::Bool(true), "barging");
    assert_eq!(kernel.retry(OTHER), None);
    assert_eq!(done(kernel.ask(MAIN, Call::SemRelease { id })), Reply::None);
    assert_eq!(done(kernel.ask(MAIN, Call::SemRelease { id })), Reply::Error(Errno::ReleasedTooOften));
    assert_eq!((kernel.take_woken(), kernel.retry(OTHER)), (vec![OTHER], Some(Reply::Bool(true))));
}

#[test]
fn a_connection_waits_in_the_backlog() {
    let mut kernel = Kernel::new();
    let listen = Call::Listen { host: "127.0.0.1".into(), port: 8000 };
    let Reply::Int(server) = done(kernel.ask(MAIN, listen)) else { panic!() };
    let connect = |port| Call::Connect { host: "localhost".into(), port };
    assert_eq!(done(kernel.ask(OTHER, connect(9))), Reply::Error(Errno::Refused));
    assert!(matches!(kernel.ask(OTHER, connect(8000)), Answer::Blocks { why: Why::Network, at_most: Some(_) }));
    let Reply::Accepted(connection, ..) = done(kernel.ask(MAIN, Call::Accept { fd: server })) else { panic!() };
    let Some(Reply::Int(client)) = kernel.timed_out(OTHER) else { panic!() };
    assert_eq!(done(kernel.ask(OTHER, write(client, b"ping"))), Reply::Int(4));
    assert_eq!(done(kernel.ask(MAIN, read(connection, 9))), Reply::Bytes(b"ping"[..].into()));
}

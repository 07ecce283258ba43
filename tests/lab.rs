//! Programs really run on threads of the operating system, and what CPython makes of them.
//!
//! A process that a program starts lives on a thread of its own and reaches the kernel by messages only, as it does on a
//! worker in the browser. Programs of `tests/programs` that use no more than the language are left to `truth.rs`.

#![expect(clippy::disallowed_methods, reason = "the lab runs on real threads")]

mod corpus;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use corpus::{CORPUS, Outcome, difference, expected, failures, programs};
use pylanes::base::ids::{ProcessId, ThreadId};
use pylanes::base::time::Nanos;
use pylanes::lab::clock::{Clock, SystemClock};
use pylanes::lab::pool::SystemThreads;
use pylanes::lab::python::{Mailbox, Python};
use pylanes::lab::recorder::Part;
use pylanes::lab::run::{Advanced, Run};
use pylanes::lab::site::{Order, Site};
use pylanes::lab::workload::{self, Batch, Figures, Task};
use pylanes::process::kernel::{Call, Reply};
use pylanes::trace::event::{End, Fact, Stream};
use pylanes::trace::settings::Settings;

const SWITCH_INTERVAL: Nanos = Nanos::from_millis(5);
/// Longest pause between two looks.
const LOOK: Duration = Duration::from_millis(5);

/// Programs whose order hangs on tens of milliseconds, in which an unoptimised build does not even import what they use.
const TIGHT: &[&str] = &[
    "asyncio/async_context_managers",
    "asyncio/blocking_starves_loop",
    "asyncio/rate_limiter",
    "asyncio/retry_backoff",
];

/// Programs whose order hangs on short sleeps: on a busy machine a real run may come out otherwise, so it may try again.
const ATTEMPTS: usize = 3;

/// What the run's home hears.
enum News {
    /// There are orders.
    Orders,
    Asks {
        process: ProcessId,
        thread: ThreadId,
        call: Call,
    },
    Told {
        process: ProcessId,
        part: Part,
        until: Nanos,
    },
    Over {
        process: ProcessId,
        status: i32,
    },
}

/// Programs that ask for what a real run does not have, with why.
const NOT_REAL: &[(&str, &str)] = &[("multiprocessing/start_methods", "a real process cannot fork")];

fn as_recorded(path: &Path) -> Result<Outcome, String> {
    let mut outcome = really_run(path);
    for _ in 1..ATTEMPTS {
        if outcome.as_ref().is_ok_and(|outcome| difference(outcome, &expected(path)).is_none()) {
            break;
        }
        outcome = really_run(path);
    }
    outcome
}

fn really_run(path: &Path) -> Result<Outcome, String> {
    run_source(&fs::read_to_string(path).map_err(|error| error.to_string())?)
}

fn run_source(source: &str) -> Result<Outcome, String> {
    let (ring, news) = channel();
    let clock = Arc::new(SystemClock::start());
    let bell = ring.clone();
    let site = Arc::new(Site::new(clock.clone(), move || drop(bell.send(News::Orders))));
    let python = Python::new(source, &Settings::default(), Arc::clone(&site)).map_err(|error| format!("{error:?}"))?;
    let run = Arc::new(Run::new(python, SWITCH_INTERVAL, clock.clone(), false));
    run.start(&SystemThreads { size: 48 });
    let mut home = Home { site, run, clock, source: source.into(), ring, members: BTreeMap::new() };
    let end = home.serve(&news);
    let (mut stdout, mut stderr) = (String::new(), String::new());
    let part = home.run.take_part();
    for event in &part.events {
        if let Fact::Wrote { stream, text } = event.fact {
            let to = if stream == Stream::Stdout { &mut stdout } else { &mut stderr };
            to.push_str(&part.texts[text as usize]);
        }
    }
    match end {
        End::Exited(status) => Ok(Outcome { stdout, stderr, status }),
        end => Err(format!("{end:?}\n{stdout}{stderr}")),
    }
}

/// The first process of a program, and what it knows of the others.
struct Home {
    site: Arc<Site>,
    run: Arc<Run<Python>>,
    clock: Arc<SystemClock>,
    source: Arc<str>,
    ring: Sender<News>,
    members: BTreeMap<ProcessId, Sender<(ThreadId, Reply)>>,
}

impl Home {
    /// Until the run is over.
    fn serve(&mut self, news: &Receiver<News>) -> End {
        loop {
            self.carry();
            if let Some(end) = self.run.end() {
                return end;
            }
            match news.recv_timeout(LOOK) {
                Ok(News::Asks { process, thread, call }) => self.site.ask_from(process, thread, call),
                Ok(News::Told { process, part, until }) => {
                    if self.members.contains_key(&process) {
                        self.run.process_told(process, part, until);
                    }
                }
                Ok(News::Over { process, status }) => self.site.ended(process, status),
                Ok(News::Orders) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
        }
    }

    fn carry(&mut self) {
        self.site.tick();
        self.site.take_woken().into_iter().for_each(|thread| self.run.wake(thread));
        for order in self.site.take_orders() {
            match order {
                Order::Start { process, name, payload } => {
                    self.run.process_opened(process, &name);
                    let (tell, told) = channel();
                    self.members.insert(process, tell);
                    let member = Member { process, ring: self.ring.clone(), told, clock: Arc::clone(&self.clock) };
                    let source = Arc::clone(&self.source);
                    std::thread::spawn(move || member.live(&source, &payload));
                }
                Order::Tell { process, thread, reply } => {
                    if let Some(member) = self.members.get(&process) {
                        drop(member.send((thread, reply)));
                    }
                }
                Order::Fetch(fetch) => {
                    let site = Arc::clone(&self.site);
                    std::thread::spawn(move || {
                        std::thread::park_timeout(Duration::from_nanos(fetch.takes.0));
                        site.fetched(fetch.id);
                    });
                }
                Order::End { process, status } => {
                    self.run.process_over(process, status);
                    drop(self.members.remove(&process));
                }
            }
        }
        self.site.tell_hope(|hope| self.run.hope(hope));
    }
}

/// A process that the program has started. It ends when its home lets go of it.
struct Member {
    process: ProcessId,
    ring: Sender<News>,
    told: Receiver<(ThreadId, Reply)>,
    clock: Arc<SystemClock>,
}

impl Member {
    fn live(self, source: &str, payload: &Arc<[u8]>) {
        let mail = Arc::new(Mailbox::default());
        let Some(python) = Python::started(source, payload, self.process, Arc::clone(&mail)) else { return };
        let run = Run::new(python, SWITCH_INTERVAL, self.clock.clone(), false);
        run.hope(true);
        loop {
            let advanced = run.advance(self.clock.now().saturating_add(SWITCH_INTERVAL));
            for (thread, call) in mail.take_questions() {
                drop(self.ring.send(News::Asks { process: self.process, thread, call }));
            }
            let (part, until) = run.take_part_on_clock();
            drop(self.ring.send(News::Told { process: self.process, part, until }));
            if let Some(end) = run.end() {
                let status = if let End::Exited(status) = end { status } else { 1 };
                drop(self.ring.send(News::Over { process: self.process, status }));
                return;
            }
            let wait = match advanced {
                Advanced::Busy | Advanced::Over => Duration::ZERO,
                Advanced::Until(due) => Duration::from_nanos(due.saturating_sub(self.clock.now()).0).min(LOOK),
                Advanced::Waits => LOOK,
            };
            let mut heard = match self.told.recv_timeout(wait) {
                Err(RecvTimeoutError::Disconnected) => return,
                heard => heard.ok(),
            };
            while let Some((thread, reply)) = heard {
                mail.put_answer(thread, reply);
                run.wake(thread);
                heard = self.told.try_recv().ok();
            }
        }
    }
}

#[test]
fn programs_of_the_corpus_do_really_what_cpython_did() {
    for folder in ["threading", "futures", "multiprocessing", "asyncio"] {
        let mut paths = programs(&Path::new(CORPUS).join(folder));
        let left_out = NOT_REAL.iter().map(|(name, _)| name).chain(TIGHT.iter().filter(|_| cfg!(debug_assertions)));
        let left_out: Vec<String> = left_out.map(|name| format!("{name}.py")).collect();
        paths.retain(|path| !left_out.iter().any(|name| path.ends_with(name)));
        let failures = failures(&paths, 4, as_recorded);
        println!("{folder}: {} of {}", paths.len() - failures.len(), paths.len());
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

#[test]
fn workloads_time_themselves_and_their_waits_overlap() {
    let task = Task { loops: 200, io: Nanos::from_millis(60), awaitable: true };
    let batch = Batch { tasks: 6, workers: 3, bytes: 70_000, repeat: 2 };
    let figures = |source: String| {
        let outcome = run_source(&source).expect("it ends");
        Figures::read(&outcome.stdout).unwrap_or_else(|| panic!("{}{}", outcome.stdout, outcome.stderr))
    };
    assert_eq!(figures(workload::calibration(1_000)).walls.len(), 1);
    let alone = figures(workload::sequential(task, batch));
    let models =
        [workload::threading(task, batch), workload::multiprocessing(task, batch), workload::asyncio(task, batch)];
    let blocking = Task { awaitable: false, ..task };
    for (source, overlaps) in
        models.into_iter().map(|it| (it, true)).chain([(workload::asyncio(blocking, batch), false)])
    {
        let figures = figures(source);
        assert_eq!(figures.walls.len(), 2);
        assert!(figures.total >= 2 * 6 + 2 * 3, "{figures:?}");
        assert!(figures.latencies.is_sorted() && figures.latencies[0] >= task.io, "{figures:?}");
        if overlaps {
            assert!(
                figures.walls.iter().min() < alone.walls.iter().min(),
                "{figures:?}, one after the other {alone:?}"
            );
        } else {
            assert!(figures.walls.iter().all(|wall| wall.0 >= 6 * task.io.0), "{figures:?}");
        }
    }
}

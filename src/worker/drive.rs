//! A real run from beginning to end, seen from the engine's own worker, which must not block: it looks again and again.

use std::sync::Arc;

use futures::StreamExt;
use futures::future::select;
use gloo_timers::future::TimeoutFuture;

use crate::base::time::Nanos;
use crate::lab::clock::Clock;
use crate::lab::guest::Guest;
use crate::lab::run::{Advanced, Run};
use crate::trace::event::End;

use super::clock::BrowserClock;
use super::family::News;
use super::panic;
use super::pool::Workers;
use super::turn::turn;

/// How long the engine works before it reads its messages, where threads take turns in it.
pub const SLICE: Nanos = Nanos::from_millis(12);
/// Longest pause between two looks at a run, in milliseconds.
const LOOK_MS: u32 = 10;
/// Looks that a stopped run gets to let go of its workers; a native that never ends keeps one.
const GRACE_LOOKS: u32 = 150;

/// Why a run has no end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lost {
    /// It was stopped, and a worker is still inside something that cannot be interrupted.
    Stuck,
    /// A worker died of a defect of ours.
    Panicked(String),
}

/// Until so many milliseconds are over, or there is news; all there is counts as one.
async fn pause_for(news: &mut News, millis: u32) {
    select(news.next(), TimeoutFuture::new(millis)).await;
    while news.try_recv().is_ok() {}
}

/// Drives `run` to its end: on `pool`, or in turns in this worker. `look` is called now and then, and says when to stop.
pub async fn drive<G: Guest>(
    run: &Arc<Run<G>>,
    pool: Option<Workers>,
    clock: BrowserClock,
    news: &mut News,
    look: impl FnMut() -> bool,
) -> Result<End, Lost> {
    match pool {
        Some(pool) => on_pool(run, pool, news, look).await,
        None => in_turns(run, clock, news, look).await,
    }
}

async fn on_pool<G: Guest>(
    run: &Arc<Run<G>>,
    pool: Workers,
    news: &mut News,
    mut look: impl FnMut() -> bool,
) -> Result<End, Lost> {
    run.start(&pool);
    let (mut pause, mut grace) = (1, GRACE_LOOKS);
    loop {
        if let Some(end) = run.end() {
            return Ok(end);
        }
        if let Some(text) = panic::in_pool() {
            run.stop();
            return Err(Lost::Panicked(text));
        }
        if look() {
            run.stop();
            grace -= 1;
            if grace == 0 {
                return Err(Lost::Stuck);
            }
        }
        pause_for(news, pause).await;
        pause = (pause + 1).min(LOOK_MS);
    }
}

async fn in_turns<G: Guest>(
    run: &Arc<Run<G>>,
    clock: BrowserClock,
    news: &mut News,
    mut look: impl FnMut() -> bool,
) -> Result<End, Lost> {
    loop {
        let advanced = run.advance(clock.now().saturating_add(SLICE));
        if look() {
            run.stop();
        }
        if let Some(end) = run.end() {
            return Ok(end);
        }
        match advanced {
            Advanced::Until(due) => {
                let wait = due.saturating_sub(clock.now()).0.div_ceil(1_000_000).max(1);
                pause_for(news, u32::try_from(wait).unwrap_or(LOOK_MS).min(LOOK_MS)).await;
            }
            Advanced::Waits => pause_for(news, LOOK_MS).await,
            Advanced::Busy | Advanced::Over => turn().await,
        }
    }
}

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

/// Drives `run` to its end: on `pool`, or in turns in this worker. With `is_home` the main thread lives here, beside the
/// pool: a program's event loop turns inside the browser's. `look` is called now and then, and says when to stop.
pub async fn drive<G: Guest>(
    run: &Arc<Run<G>>,
    pool: Option<Workers>,
    is_home: bool,
    clock: BrowserClock,
    news: &mut News,
    mut look: impl FnMut() -> bool,
) -> Result<End, Lost> {
    if let Some(pool) = &pool {
        run.start(pool);
    }
    let (mut pause, mut grace) = (1, GRACE_LOOKS);
    loop {
        let deadline = clock.now().saturating_add(SLICE);
        let advanced = match &pool {
            None => run.advance(deadline),
            Some(_) if is_home => run.advance_home(deadline),
            Some(_) => Advanced::Waits,
        };
        let stops = look();
        if stops {
            run.stop();
        }
        if let Some(end) = run.end() {
            return Ok(end);
        }
        if let Some(text) = panic::in_pool() {
            run.stop();
            return Err(Lost::Panicked(text));
        }
        match advanced {
            Advanced::Busy => turn().await,
            Advanced::Until(due) => pause_until(due, clock, news).await,
            Advanced::Waits | Advanced::Over => {
                pause_for(news, pause).await;
                pause = (pause + 1).min(LOOK_MS);
                if stops {
                    grace -= 1;
                    if grace == 0 {
                        return Err(Lost::Stuck);
                    }
                }
            }
        }
    }
}

/// Timers count milliseconds: what is left of one is waited for turn by turn.
async fn pause_until(due: Nanos, clock: BrowserClock, news: &mut News) {
    match u32::try_from(due.saturating_sub(clock.now()).0 / 1_000_000).unwrap_or(LOOK_MS) {
        0 => turn().await,
        millis => pause_for(news, millis.min(LOOK_MS)).await,
    }
}

//! A run's record on its way to the page, in parts of bounded size.

use crate::trace::event::Event;
use crate::trace::lane::Lane;
use crate::wire::{Chunk, Reply};

use super::desk::Ticket;

/// Most events in one chunk: a few hundred kilobytes.
const MAX_EVENTS: usize = 20_000;

/// Streams what was appended to a trace. Lanes and texts go first: an event may name any of them.
pub fn say(ticket: &Ticket, lanes: Vec<Lane>, texts: Vec<String>, events: &[Event]) {
    if lanes.is_empty() && texts.is_empty() && events.is_empty() {
        return;
    }
    let (first, rest) = events.split_at(events.len().min(MAX_EVENTS));
    let chunk = Chunk { lanes, texts, events: first.to_vec() };
    ticket.say(Reply::Chunk { id: ticket.id, chunk });
    for events in rest.chunks(MAX_EVENTS) {
        let chunk = Chunk { events: events.to_vec(), ..Chunk::default() };
        ticket.say(Reply::Chunk { id: ticket.id, chunk });
    }
}

//! What is done to drafts before they become instructions: jumps threaded, small ends copied to where they are jumped to,
//! unreachable code dropped, every instruction given a line, swaps of stored values undone, idle NOPs dropped.
//!
//! Source: `Python/flowgraph.c` of CPython 3.14 (`inline_small_or_no_lineno_blocks`, `resolve_line_numbers`,
//! `apply_static_swaps`, `basicblock_remove_redundant_nops`, `normalize_jumps`). There the code is a graph of blocks; here
//! it stays one list in which a `Mark` that something jumps to begins a block. Each pass is linear in the list.

use super::code::Op;
use super::effect::ends_flow;
use super::unit::{Arg, Draft, Label, Unit};
use crate::base::span::Location;

/// Longest end of a function that is copied to where it is jumped to.
const MAX_COPY_SIZE: usize = 4;
/// How many jumps to jumps are followed.
const MAX_THREADING: usize = 16;

/// All passes, over drafts in their final order.
pub(super) fn simplify(drafts: &mut Vec<Draft>, unit: &mut Unit) {
    sweep_marks(drafts, unit);
    thread_jumps(drafts, unit.n_labels);
    inline_small_ends(drafts, unit.n_labels);
    drop_unreachable(drafts, unit);
    sweep_marks(drafts, unit);
    copy_ends_without_line(drafts, unit);
    give_lines(drafts, unit);
    undo_swaps(drafts);
    flip_backward_conditions(drafts, unit);
    drop_idle(drafts);
}

/// Whether a draft becomes an instruction.
pub(super) fn is_solid(draft: &Draft) -> bool {
    !matches!(draft.arg, Arg::Mark(_) | Arg::Open(_))
}

/// The label a draft jumps to.
pub(super) fn target(draft: &Draft) -> Option<Label> {
    match draft.arg {
        Arg::Jump(label) | Arg::JumpQuietly(label) => Some(label),
        _ => None,
    }
}

fn at(label: Label) -> usize {
    label.0 as usize
}

/// Goes on to no other instruction, and does not jump.
fn leaves(op: Op) -> bool {
    ends_flow(op) && !matches!(op, Op::JumpForward | Op::JumpBackward | Op::JumpBackwardNoInterrupt)
}

/// Where each label is marked.
fn mark_places(drafts: &[Draft], n_labels: u32) -> Vec<usize> {
    let mut places = vec![drafts.len(); n_labels as usize];
    for (place, draft) in drafts.iter().enumerate() {
        if let Arg::Mark(label) = draft.arg {
            places[at(label)] = place;
        }
    }
    places
}

/// Marks that nothing jumps to are no borders of blocks.
fn sweep_marks(drafts: &mut Vec<Draft>, unit: &Unit) {
    let mut used = vec![false; unit.n_labels as usize];
    let covers = unit.covers.iter().map(|cover| cover.target);
    drafts.iter().filter_map(target).chain(covers).for_each(|label| used[at(label)] = true);
    drafts.retain(|draft| !matches!(draft.arg, Arg::Mark(label) if !used[at(label)]));
}

/// A jump to a jump goes straight to its end.
fn thread_jumps(drafts: &mut [Draft], n_labels: u32) {
    let mut first_after = vec![None; n_labels as usize];
    let mut next = None;
    for (place, draft) in drafts.iter().enumerate().rev() {
        match draft.arg {
            Arg::Mark(label) => first_after[at(label)] = next,
            Arg::Open(_) => {}
            _ => next = Some(place),
        }
    }
    for place in 0..drafts.len() {
        for _ in 0..MAX_THREADING {
            let Some(label) = target(&drafts[place]) else { break };
            if matches!(drafts[place].op, Op::ForIter | Op::Send) {
                break;
            }
            let Some(then) = first_after[at(label)] else { break };
            match drafts[then].arg {
                Arg::Jump(further) if drafts[then].op == Op::JumpForward && further != label && then != place => {
                    drafts[place].arg = Arg::Jump(further);
                }
                _ => break,
            }
        }
    }
}

/// The solid drafts of the block marked at `mark`, when it leaves the code without a jump.
fn end_block(drafts: &[Draft], mark: usize) -> Option<Vec<Draft>> {
    let mut block = Vec::new();
    for draft in drafts.get(mark..)? {
        match draft.arg {
            Arg::Open(_) => {}
            Arg::Mark(_) if block.is_empty() => {}
            Arg::Mark(_) | Arg::Jump(_) | Arg::JumpQuietly(_) => return None,
            _ => block.push(*draft),
        }
        if is_solid(draft) && leaves(draft.op) {
            return Some(block);
        }
        if block.len() > MAX_COPY_SIZE {
            return None;
        }
    }
    None
}

/// An unconditional jump to a short end becomes a copy of it.
fn inline_small_ends(drafts: &mut Vec<Draft>, n_labels: u32) {
    let places = mark_places(drafts, n_labels);
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts.iter() {
        let end = match target(draft) {
            Some(label) if draft.op == Op::JumpForward => end_block(drafts, places[at(label)]),
            _ => None,
        };
        match end.filter(|end| end.len() <= MAX_COPY_SIZE) {
            None => out.push(*draft),
            Some(end) => {
                out.push(Draft { op: Op::Nop, arg: Arg::Plain(0), ..*draft });
                out.extend(end);
            }
        }
    }
    *drafts = out;
}

fn drop_unreachable(drafts: &mut Vec<Draft>, unit: &Unit) {
    let places = mark_places(drafts, unit.n_labels);
    let mut reached = vec![false; drafts.len()];
    let mut handled = vec![false; unit.covers.len()];
    let mut work = vec![0];
    while let Some(mut place) = work.pop() {
        while place < drafts.len() && !reached[place] {
            reached[place] = true;
            let draft = &drafts[place];
            if let Some(label) = target(draft) {
                work.push(places[at(label)]);
            }
            if let Some(cover) = draft.cover.filter(|&cover| is_solid(draft) && !handled[cover]) {
                handled[cover] = true;
                work.push(places[at(unit.covers[cover].target)]);
            }
            if is_solid(draft) && ends_flow(draft.op) {
                break;
            }
            place += 1;
        }
    }
    let mut place = 0;
    drafts.retain(|draft| {
        place += 1;
        reached[place - 1] || !is_solid(draft)
    });
}

fn has_line(draft: &Draft) -> bool {
    draft.location.start.line > 0
}

/// How many ways lead to each label: jumps, and code that runs into it.
fn count_ways(drafts: &[Draft], unit: &Unit) -> Vec<u32> {
    let mut ways = vec![0; unit.n_labels as usize];
    let mut runs_on = true;
    for draft in drafts {
        match draft.arg {
            Arg::Mark(label) => ways[at(label)] += u32::from(runs_on),
            _ if is_solid(draft) => runs_on = !ends_flow(draft.op),
            _ => {}
        }
        if let Some(label) = target(draft) {
            ways[at(label)] += 1;
        }
    }
    ways
}

/// The end of a body (`return None`) that has no line of its own, reached in several ways, is copied for each jump to it, so
/// that it can have the line of the statement it is reached from.
fn copy_ends_without_line(drafts: &mut Vec<Draft>, unit: &mut Unit) {
    let places = mark_places(drafts, unit.n_labels);
    let mut ways = count_ways(drafts, unit);
    let mut copies: Vec<(usize, Vec<Draft>)> = Vec::new();
    for place in 0..drafts.len() {
        let Some(label) = target(&drafts[place]) else { continue };
        let Some(end) = end_block(drafts, places[at(label)]) else { continue };
        if ways[at(label)] < 2 || end.iter().any(has_line) {
            continue;
        }
        ways[at(label)] -= 1;
        let new = unit.label();
        let arg = if matches!(drafts[place].arg, Arg::Jump(_)) { Arg::Jump(new) } else { Arg::JumpQuietly(new) };
        drafts[place].arg = arg;
        let location = drafts[place].location;
        let mark = Draft { op: Op::Nop, arg: Arg::Mark(new), location, ..end[0] };
        let copy = std::iter::once(mark).chain(end.iter().map(|draft| Draft { location, ..*draft })).collect();
        // Behind the end it is a copy of.
        let after = (places[at(label)]..drafts.len()).find(|&at| is_solid(&drafts[at]) && leaves(drafts[at].op));
        copies.push((after.unwrap_or(drafts.len() - 1), copy));
    }
    if copies.is_empty() {
        return;
    }
    copies.sort_by_key(|(after, _)| *after);
    let mut copies = copies.into_iter().peekable();
    let mut out = Vec::with_capacity(drafts.len());
    for (place, draft) in drafts.drain(..).enumerate() {
        out.push(draft);
        while let Some((_, copy)) = copies.next_if(|(after, _)| *after == place) {
            out.extend(copy);
        }
    }
    *drafts = out;
}

/// An instruction without a line takes that of the one before it, or of the only one that leads to it.
fn give_lines(drafts: &mut [Draft], unit: &Unit) {
    let ways = count_ways(drafts, unit);
    let is_handler: Vec<bool> = {
        let mut is_handler = vec![false; unit.n_labels as usize];
        unit.covers.iter().for_each(|cover| is_handler[at(cover.target)] = true);
        is_handler
    };
    // From where the only way to a label comes.
    let mut arrives: Vec<Option<Location>> = vec![None; unit.n_labels as usize];
    let mut last = Location::default();
    let mut runs_on = true;
    for draft in drafts.iter_mut() {
        if let Arg::Mark(label) = draft.arg {
            let only = ways[at(label)] < 2 && !is_handler[at(label)];
            // An end without a line is reached by running into it at most: jumps to it have copies.
            last = match arrives[at(label)] {
                Some(location) if only => location,
                _ if runs_on => last,
                _ => Location::default(),
            };
            if is_handler[at(label)] {
                last = Location::default();
            }
        } else if is_solid(draft) {
            if !has_line(draft) {
                draft.location = last;
            }
            last = draft.location;
            runs_on = !ends_flow(draft.op);
            if let Some(label) = target(draft) {
                arrives[at(label)] = Some(last);
            }
            if !runs_on {
                last = Location::default();
            }
        }
    }
}

/// Values swapped only to be stored are stored in the other order instead.
fn undo_swaps(drafts: &mut [Draft]) {
    for place in (0..drafts.len()).rev() {
        let (Op::Swap, Arg::Plain(depth)) = (drafts[place].op, drafts[place].arg) else { continue };
        let Some(first) = next_store(drafts, place, None) else { continue };
        let line = drafts[first].location.start.line;
        let last = (1..depth).try_fold(first, |at, _| next_store(drafts, at, Some(line)));
        let Some(last) = last.filter(|&last| last != first) else { continue };
        let stored = |at: usize| match (drafts[at].op, drafts[at].arg) {
            (Op::StoreFast, Arg::Local(local) | Arg::LocalMaybe(local)) => Some(local),
            _ => None,
        };
        let (a, b) = (stored(first), stored(last));
        let clash = |local: Option<u32>| local.is_some() && (local == a || local == b);
        if a.is_some() && a == b || (first + 1..last).any(|at| clash(stored(at))) {
            continue;
        }
        drafts[place] = Draft { op: Op::Nop, arg: Arg::Plain(0), ..drafts[place] };
        let (mut one, mut other) = (drafts[first], drafts[last]);
        std::mem::swap(&mut one.cover, &mut other.cover);
        (drafts[first], drafts[last]) = (other, one);
    }
}

/// The next draft of the block if it only takes the top of the stack away, on the given line.
fn next_store(drafts: &[Draft], after: usize, line: Option<u32>) -> Option<usize> {
    for (at, draft) in drafts.iter().enumerate().skip(after + 1) {
        if matches!(draft.arg, Arg::Open(_)) {
            continue;
        }
        if !is_solid(draft) || line.is_some_and(|line| line != draft.location.start.line) {
            return None;
        }
        match draft.op {
            Op::Nop => {}
            Op::StoreFast | Op::PopTop => return Some(at),
            _ => return None,
        }
    }
    None
}

/// Conditional jumps go forward only, as CPython's: one that would go back is turned round a JUMP_BACKWARD.
fn flip_backward_conditions(drafts: &mut Vec<Draft>, unit: &mut Unit) {
    let mut seen = vec![false; unit.n_labels as usize];
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts.drain(..) {
        if let Arg::Mark(label) = draft.arg {
            seen[at(label)] = true;
        }
        let flipped = match draft.op {
            Op::PopJumpIfTrue => Some(Op::PopJumpIfFalse),
            Op::PopJumpIfFalse => Some(Op::PopJumpIfTrue),
            Op::PopJumpIfNone => Some(Op::PopJumpIfNotNone),
            Op::PopJumpIfNotNone => Some(Op::PopJumpIfNone),
            _ => None,
        };
        match (flipped, target(&draft)) {
            (Some(op), Some(label)) if seen.get(at(label)) == Some(&true) => {
                let past = unit.label();
                seen.push(false);
                out.push(Draft { op, arg: Arg::Jump(past), ..draft });
                out.push(Draft { op: Op::JumpForward, arg: Arg::Jump(label), ..draft });
                out.push(Draft { op: Op::Nop, arg: Arg::Mark(past), ..draft });
            }
            _ => out.push(draft),
        }
    }
    *drafts = out;
}

/// A jump to the very next instruction is none, nor is a NOP that shares its line with a neighbour.
fn drop_idle(drafts: &mut Vec<Draft>) {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    // From the end: `follows` is the line of the next instruction kept, `marks` the labels between.
    let mut follows = 0;
    let mut marks: Vec<Label> = Vec::new();
    for (place, draft) in drafts.iter().enumerate().rev() {
        if !is_solid(draft) {
            if let Arg::Mark(label) = draft.arg {
                marks.push(label);
            }
            kept.push(*draft);
            continue;
        }
        let line = draft.location.start.line;
        let to_next = draft.op == Op::JumpForward && target(draft).is_some_and(|label| marks.contains(&label));
        let before = drafts[..place].iter().rev().find(|draft| !matches!(draft.arg, Arg::Open(_)));
        let before = before.is_some_and(|draft| is_solid(draft) && draft.location.start.line == line);
        let idle = draft.op == Op::Nop || to_next;
        if idle && (line == 0 || line == follows || before) {
            continue;
        }
        if to_next {
            kept.push(Draft { op: Op::Nop, arg: Arg::Plain(0), ..*draft });
        } else {
            kept.push(*draft);
        }
        follows = line;
        marks.clear();
    }
    kept.reverse();
    *drafts = kept;
}

//! From drafts to a finished body: cold code to the end, jumps threaded and resolved, unreachable code dropped, locals put
//! in their final order, pairs of loads fused, the exception table made and the stack measured.
//!
//! Source: `Python/flowgraph.c` and `Python/assemble.c` of CPython 3.14, for what they do to the order of instructions.

use super::code::{Handler, Instr, Op};
use super::effect::{ends_flow, is_jump, stack_effect};
use super::unit::{Arg, Body, Draft, Label, Storage, Unit};

const NO_LABEL: Label = Label(u32::MAX);

/// Finishes a unit. The order of `unit.locals` becomes final.
pub(super) fn assemble(unit: &mut Unit) -> Body {
    let places = order_locals(unit);
    let starts: Vec<usize> = unit.covers.iter().map(|cover| cover.start).collect();
    // Every draft keeps its first number, by which covers know their start.
    let mut drafts: Vec<(usize, Draft)> = unit.drafts.drain(..).enumerate().collect();
    drafts.sort_by_key(|(_, draft)| draft.cold);
    thread_jumps(&mut drafts, unit.n_labels);
    drop_unreachable(&mut drafts, unit);
    flip_backward_conditions(&mut drafts, unit);
    drop_empty_jumps(&mut drafts);
    let (body, kept) = finish(unit, &drafts, &places, &starts);
    for at in maybe_unbound(&body, unit) {
        drafts[kept[at]].1.op = Op::LoadFastCheck;
    }
    fuse_locals(&mut drafts, &places);
    finish(unit, &drafts, &places, &starts).0
}

/// The body that the drafts make, and which draft each instruction comes from.
fn finish(unit: &Unit, drafts: &[(usize, Draft)], places: &[u32], starts: &[usize]) -> (Body, Vec<usize>) {
    let (instrs, kept) = resolve(drafts, places, unit);
    let locations = kept.iter().map(|&at| drafts[at].1.location).collect();
    let mut body = Body { locations, handlers: Vec::new(), max_stack: 0, instrs };
    let labels = label_places(drafts, &kept, unit.n_labels);
    measure(&mut body, unit, drafts, &kept, starts, &labels);
    (body, kept)
}

/// Parameters first, then other fast locals, cells that are no parameters, free variables. Returns old → new numbers.
fn order_locals(unit: &mut Unit) -> Vec<u32> {
    let mut order: Vec<usize> = (0..unit.locals.len()).collect();
    let rank = |at: usize| {
        let local = &unit.locals[at];
        if local.param { (0, at) } else { (1 + local.storage as usize, at) }
    };
    order.sort_by_key(|&at| rank(at));
    let mut places = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        places[old] = new as u32;
    }
    unit.locals = order.iter().map(|&old| unit.locals[old].clone()).collect();
    places
}

fn target(draft: &Draft) -> Option<Label> {
    match draft.arg {
        Arg::Jump(label) | Arg::JumpQuietly(label) => Some(label),
        _ => None,
    }
}

/// A jump to a jump goes straight to its end.
fn thread_jumps(drafts: &mut [(usize, Draft)], n_labels: u32) {
    let mut first_after = vec![None; n_labels as usize];
    let mut next = None;
    for (at, (_, draft)) in drafts.iter().enumerate().rev() {
        match draft.arg {
            Arg::Mark(NO_LABEL) => {}
            Arg::Mark(label) => first_after[label.0 as usize] = next,
            _ => next = Some(at),
        }
    }
    for at in 0..drafts.len() {
        for _ in 0..16 {
            let (Arg::Jump(label) | Arg::JumpQuietly(label)) = drafts[at].1.arg else { break };
            if matches!(drafts[at].1.op, Op::ForIter | Op::Send) {
                break;
            }
            let Some(then) = first_after[label.0 as usize] else { break };
            let onward: &Draft = &drafts[then].1;
            match onward.arg {
                Arg::Jump(further) if onward.op == Op::JumpForward && further != label && then != at => {
                    drafts[at].1.arg = Arg::Jump(further);
                }
                _ => break,
            }
        }
    }
}

fn drop_unreachable(drafts: &mut Vec<(usize, Draft)>, unit: &Unit) {
    let mut place = vec![usize::MAX; unit.n_labels as usize];
    for (at, (_, draft)) in drafts.iter().enumerate() {
        if let Arg::Mark(label) = draft.arg
            && label != NO_LABEL
        {
            place[label.0 as usize] = at;
        }
    }
    let mut reached = vec![false; drafts.len()];
    let mut handled = vec![false; unit.covers.len()];
    let mut work = vec![0];
    while let Some(mut at) = work.pop() {
        while at < drafts.len() && !reached[at] {
            reached[at] = true;
            let draft = &drafts[at].1;
            if let Some(label) = target(draft) {
                work.push(place[label.0 as usize]);
            }
            let is_mark = matches!(draft.arg, Arg::Mark(_));
            if let Some(cover) = draft.cover.filter(|&cover| !handled[cover] && !is_mark) {
                handled[cover] = true;
                work.push(place[unit.covers[cover].target.0 as usize]);
            }
            if !is_mark && ends_flow(draft.op) {
                break;
            }
            at += 1;
        }
    }
    let mut at = 0;
    drafts.retain(|(_, draft)| {
        at += 1;
        reached[at - 1] || matches!(draft.arg, Arg::Mark(_))
    });
}

/// Conditional jumps go forward only, as CPython's: one that would go back is turned round a JUMP_BACKWARD.
fn flip_backward_conditions(drafts: &mut Vec<(usize, Draft)>, unit: &mut Unit) {
    let mut seen = vec![false; unit.n_labels as usize];
    let mut out = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts.drain(..) {
        if let Arg::Mark(label) = draft.arg
            && label != NO_LABEL
        {
            seen[label.0 as usize] = true;
        }
        let flipped = match draft.op {
            Op::PopJumpIfTrue => Some(Op::PopJumpIfFalse),
            Op::PopJumpIfFalse => Some(Op::PopJumpIfTrue),
            Op::PopJumpIfNone => Some(Op::PopJumpIfNotNone),
            Op::PopJumpIfNotNone => Some(Op::PopJumpIfNone),
            _ => None,
        };
        match (flipped, target(&draft)) {
            (Some(op), Some(label)) if seen.get(label.0 as usize) == Some(&true) => {
                let past = unit.label();
                seen.push(false);
                out.push((number, Draft { op, arg: Arg::Jump(past), ..draft }));
                out.push((number, Draft { op: Op::JumpForward, arg: Arg::Jump(label), ..draft }));
                out.push((number, Draft { op: Op::Nop, arg: Arg::Mark(past), ..draft }));
            }
            _ => out.push((number, draft)),
        }
    }
    *drafts = out;
}

/// A jump to the very next instruction is none; a NOP that shares its line with a neighbour is none either.
fn drop_empty_jumps(drafts: &mut Vec<(usize, Draft)>) {
    let mut at = 0;
    while at < drafts.len() {
        let (_, draft) = drafts[at];
        let empty = match target(&draft) {
            Some(label) if draft.op == Op::JumpForward => drafts[at + 1..]
                .iter()
                .take_while(|(_, next)| matches!(next.arg, Arg::Mark(_)))
                .any(|(_, next)| next.arg == Arg::Mark(label)),
            _ => false,
        };
        let idle_nop = draft.op == Op::Nop && !matches!(draft.arg, Arg::Mark(_)) && {
            let line = draft.location.start.line;
            let near = |found: Option<&(usize, Draft)>| found.is_some_and(|(_, d)| d.location.start.line == line);
            let solid = |(_, d): &&(usize, Draft)| !matches!(d.arg, Arg::Mark(_));
            line == 0 || near(drafts[at + 1..].iter().find(solid)) || near(drafts[..at].iter().rev().find(solid))
        };
        if empty || idle_nop {
            drafts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Two neighbouring accesses to locals below 16 on one line become one instruction.
fn fuse_locals(drafts: &mut Vec<(usize, Draft)>, places: &[u32]) {
    let mut out: Vec<(usize, Draft)> = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts.drain(..) {
        let fused = out.last().and_then(|(_, before)| {
            let (Arg::Local(a), Arg::Local(b)) = (before.arg, draft.arg) else { return None };
            let (a, b) = (places[a as usize], places[b as usize]);
            let same_line = before.location.start.line == draft.location.start.line && before.cover == draft.cover;
            if a > 15 || b > 15 || !same_line {
                return None;
            }
            let op = match (before.op, draft.op) {
                (Op::LoadFastBorrow, Op::LoadFastBorrow) => Op::LoadFastBorrowLoadFastBorrow,
                (Op::StoreFast, Op::LoadFastBorrow) => Op::StoreFastLoadFast,
                (Op::StoreFast, Op::StoreFast) => Op::StoreFastStoreFast,
                _ => return None,
            };
            Some(Draft { op, arg: Arg::Plain(a << 4 | b), ..*before })
        });
        match (fused, out.last_mut()) {
            (Some(fused), Some(last)) => last.1 = fused,
            _ => out.push((number, draft)),
        }
    }
    *drafts = out;
}

/// The instructions, and which draft each comes from.
fn resolve(drafts: &[(usize, Draft)], places: &[u32], unit: &Unit) -> (Vec<Instr>, Vec<usize>) {
    let kept: Vec<usize> = (0..drafts.len()).filter(|&at| !matches!(drafts[at].1.arg, Arg::Mark(_))).collect();
    let labels = label_places(drafts, &kept, unit.n_labels);
    let instrs = kept
        .iter()
        .enumerate()
        .map(|(here, &at)| {
            let draft = &drafts[at].1;
            let (op, arg) = match draft.arg {
                Arg::Plain(arg) => (draft.op, arg),
                Arg::Local(local) => (draft.op, places[local as usize]),
                Arg::Jump(label) | Arg::JumpQuietly(label) => {
                    let to = labels[label.0 as usize];
                    let backward = to as usize <= here && draft.op == Op::JumpForward;
                    let quiet = matches!(draft.arg, Arg::JumpQuietly(_));
                    let op = match (backward, quiet) {
                        (true, true) => Op::JumpBackwardNoInterrupt,
                        (true, false) => Op::JumpBackward,
                        _ => draft.op,
                    };
                    (op, to)
                }
                Arg::Mark(_) => (Op::Nop, 0),
            };
            Instr { op, arg }
        })
        .collect();
    (instrs, kept)
}

/// Index of the instruction that follows each label.
fn label_places(drafts: &[(usize, Draft)], kept: &[usize], n_labels: u32) -> Vec<u32> {
    let mut places = vec![0; n_labels as usize];
    let mut next = 0;
    for (at, (_, draft)) in drafts.iter().enumerate() {
        if kept.get(next) == Some(&at) {
            next += 1;
        } else if let Arg::Mark(label) = draft.arg
            && label != NO_LABEL
        {
            places[label.0 as usize] = next as u32;
        }
    }
    places
}

/// Stack heights by following the flow, and from them the exception table.
fn measure(body: &mut Body, unit: &Unit, drafts: &[(usize, Draft)], kept: &[usize], starts: &[usize], labels: &[u32]) {
    let n = body.instrs.len();
    let cover_of: Vec<Option<usize>> = kept.iter().map(|&at| drafts[at].1.cover).collect();
    let mut depth: Vec<Option<u32>> = vec![None; n];
    let mut cover_depth: Vec<Option<u32>> = vec![None; unit.covers.len()];
    // The mark that opened each cover stands right before the first instruction it covers, or where that was.
    let cover_at = |cover: usize| {
        let mark = drafts
            .iter()
            .position(|(number, draft)| *number == starts[cover] && matches!(draft.arg, Arg::Mark(NO_LABEL)));
        mark.map(|mark| kept.partition_point(|&at| at < mark))
    };
    let cover_places: Vec<Option<usize>> = (0..unit.covers.len()).map(cover_at).collect();
    let mut work: Vec<(usize, u32)> = vec![(0, 0)];
    let mut most = 0;
    while let Some((mut at, mut height)) = work.pop() {
        while at < n && depth[at].is_none() {
            depth[at] = Some(height);
            for (cover, _) in cover_places.iter().enumerate().filter(|(_, place)| **place == Some(at)) {
                cover_depth[cover] = Some(height.saturating_sub(unit.covers[cover].dropped));
            }
            if let Some(cover) = cover_of[at]
                && let Some(base) = cover_depth[cover]
            {
                let cover = &unit.covers[cover];
                work.push((labels[cover.target.0 as usize] as usize, base + 1 + u32::from(cover.push_lasti)));
            }
            let instr = body.instrs[at];
            if is_jump(instr.op) {
                let after = height.saturating_add_signed(stack_effect(instr, true));
                most = most.max(after);
                work.push((instr.arg as usize, after));
            }
            // While it runs an instruction may hold one more than before or after it.
            height = height.saturating_add_signed(stack_effect(instr, false));
            most = most.max(height);
            if ends_flow(instr.op) {
                break;
            }
            at += 1;
        }
    }
    body.max_stack = most + 2;
    let mut rows: Vec<Handler> = Vec::new();
    for at in 0..n {
        let Some(cover) = cover_of[at] else { continue };
        let Some(depth) = cover_depth[cover] else { continue };
        let cover = &unit.covers[cover];
        let row = Handler {
            start: at as u32,
            end: at as u32 + 1,
            target: labels[cover.target.0 as usize],
            depth,
            push_lasti: cover.push_lasti,
        };
        match rows.last_mut() {
            Some(last)
                if last.end == row.start
                    && (Handler { start: last.start, end: row.end, ..row }) == (Handler { end: row.end, ..*last }) =>
            {
                last.end = row.end;
            }
            _ => rows.push(row),
        }
    }
    body.handlers = rows;
}

/// Loads that may find their local unbound: a flow analysis of what is certainly bound.
fn maybe_unbound(body: &Body, unit: &Unit) -> Vec<usize> {
    let n_locals = unit.locals.len();
    let words = n_locals.div_ceil(64).max(1);
    let n = body.instrs.len();
    let mut known: Vec<Option<Vec<u64>>> = vec![None; n];
    let mut entry = vec![0u64; words];
    for (at, local) in unit.locals.iter().enumerate() {
        if local.param || local.storage != Storage::Fast {
            entry[at / 64] |= 1 << (at % 64);
        }
    }
    let mut work = vec![(0usize, entry)];
    while let Some((mut at, mut state)) = work.pop() {
        while at < n {
            match &mut known[at] {
                Some(old) => {
                    let mut changed = false;
                    for (old, new) in old.iter_mut().zip(&state) {
                        changed |= *old & *new != *old;
                        *old &= *new;
                    }
                    if !changed {
                        break;
                    }
                    state.clone_from(old);
                }
                unknown => *unknown = Some(state.clone()),
            }
            let row = body.handlers.partition_point(|row| row.start <= at as u32);
            if let Some(row) = body.handlers[..row].last().filter(|row| (at as u32) < row.end) {
                work.push((row.target as usize, state.clone()));
            }
            let instr = body.instrs[at];
            apply(instr, &mut state);
            if is_jump(instr.op) {
                work.push((instr.arg as usize, state.clone()));
            }
            if ends_flow(instr.op) {
                break;
            }
            at += 1;
        }
    }
    let unbound = |at: usize, local: u32| {
        known[at].as_ref().is_some_and(|state| state[local as usize / 64] >> (local % 64) & 1 == 0)
    };
    let loads = body.instrs.iter().enumerate().filter(|(_, instr)| instr.op == Op::LoadFastBorrow);
    loads.filter(|(at, instr)| unbound(*at, instr.arg)).map(|(at, _)| at).collect()
}

fn apply(instr: Instr, state: &mut [u64]) {
    let mut set = |local: u32, bound: bool| {
        let bit = 1u64 << (local % 64);
        if bound { state[local as usize / 64] |= bit } else { state[local as usize / 64] &= !bit }
    };
    match instr.op {
        Op::StoreFast => set(instr.arg, true),
        Op::DeleteFast | Op::LoadFastAndClear => set(instr.arg, false),
        Op::StoreFastLoadFast => set(instr.arg >> 4, true),
        Op::StoreFastStoreFast => {
            set(instr.arg >> 4, true);
            set(instr.arg & 15, true);
        }
        _ => {}
    }
}

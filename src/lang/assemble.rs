//! From drafts to a finished body: cold code to the end, jumps resolved, locals put in their final order, pairs of loads
//! fused, the exception table made and the stack measured.
//!
//! Source: `Python/flowgraph.c` and `Python/assemble.c` of CPython 3.14, for what they do to the order of instructions.

use super::code::{Handler, Instr, Op};
use super::effect::{ends_flow, is_jump, stack_effect};
use super::flow::{is_solid, simplify};
use super::unit::{Arg, Body, Draft, Storage, Unit};

/// Finishes a unit. The order of `unit.locals` becomes final.
pub(super) fn assemble(unit: &mut Unit) -> Body {
    let places = order_locals(unit);
    let mut drafts = std::mem::take(&mut unit.drafts);
    drafts.sort_by_key(|draft| draft.cold);
    simplify(&mut drafts, unit);
    let (body, kept) = finish(unit, &drafts, &places);
    for at in maybe_unbound(&body, unit, |at| matches!(drafts[kept[at]].arg, Arg::LocalMaybe(_))) {
        drafts[kept[at]].op = Op::LoadFastCheck;
    }
    fuse_locals(&mut drafts, &places);
    finish(unit, &drafts, &places).0
}

/// The body that the drafts make, and which draft each instruction comes from.
fn finish(unit: &Unit, drafts: &[Draft], places: &[u32]) -> (Body, Vec<usize>) {
    let kept: Vec<usize> = (0..drafts.len()).filter(|&at| is_solid(&drafts[at])).collect();
    let (labels, opens) = label_places(drafts, unit);
    let instrs = kept.iter().enumerate().map(|(here, &at)| resolve(&drafts[at], here, places, &labels)).collect();
    let locations = kept.iter().map(|&at| drafts[at].location).collect();
    let mut body = Body { locations, handlers: Vec::new(), max_stack: 0, instrs };
    let cover_of: Vec<Option<usize>> = kept.iter().map(|&at| drafts[at].cover).collect();
    measure(&mut body, unit, &cover_of, &opens, &labels);
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

/// Two neighbouring accesses to locals below 16 on one line become one instruction.
fn fuse_locals(drafts: &mut Vec<Draft>, places: &[u32]) {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts.drain(..) {
        let fused = out.last().and_then(|before| {
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
            (Some(fused), Some(last)) => *last = fused,
            _ => out.push(draft),
        }
    }
    *drafts = out;
}

/// The instruction at index `here` that a draft becomes.
fn resolve(draft: &Draft, here: usize, places: &[u32], labels: &[u32]) -> Instr {
    let (op, arg) = match draft.arg {
        Arg::Plain(arg) => (draft.op, arg),
        Arg::Local(local) | Arg::LocalMaybe(local) => (draft.op, places[local as usize]),
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
        Arg::Mark(_) | Arg::Open(_) => (Op::Nop, 0),
    };
    Instr { op, arg }
}

/// Index of the instruction that follows each label; and which covers begin at which instruction, in order.
fn label_places(drafts: &[Draft], unit: &Unit) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut labels = vec![0; unit.n_labels as usize];
    let mut opens = Vec::with_capacity(unit.covers.len());
    let mut next = 0;
    for draft in drafts {
        match draft.arg {
            Arg::Mark(label) => labels[label.0 as usize] = next,
            Arg::Open(cover) => opens.push((next, cover)),
            _ => next += 1,
        }
    }
    (labels, opens)
}

/// Stack heights by following the flow, and from them the exception table.
fn measure(body: &mut Body, unit: &Unit, cover_of: &[Option<usize>], opens: &[(u32, u32)], labels: &[u32]) {
    let n = body.instrs.len();
    let mut seen = vec![false; n];
    let mut cover_depth: Vec<Option<u32>> = vec![None; unit.covers.len()];
    let mut handled = vec![false; unit.covers.len()];
    let mut work: Vec<(usize, u32)> = vec![(0, 0)];
    let mut most = 0;
    while let Some((mut at, mut height)) = work.pop() {
        while at < n && !seen[at] {
            seen[at] = true;
            let first = opens.partition_point(|&(place, _)| (place as usize) < at);
            for &(_, cover) in opens[first..].iter().take_while(|&&(place, _)| place as usize == at) {
                let cover = cover as usize;
                cover_depth[cover] = Some(height.saturating_sub(unit.covers[cover].dropped));
            }
            if let Some(cover) = cover_of[at]
                && let (Some(base), false) = (cover_depth[cover], handled[cover])
            {
                handled[cover] = true;
                let cover = &unit.covers[cover];
                work.push((labels[cover.target.0 as usize] as usize, base + 1 + u32::from(cover.push_lasti)));
            }
            let instr = body.instrs[at];
            if is_jump(instr.op) {
                let after = height.saturating_add_signed(stack_effect(instr, true));
                most = most.max(after);
                work.push((instr.arg as usize, after));
            }
            height = height.saturating_add_signed(stack_effect(instr, false));
            most = most.max(height);
            if ends_flow(instr.op) {
                break;
            }
            at += 1;
        }
    }
    // While it runs an instruction may hold more than before or after it.
    body.max_stack = most + 2;
    let mut rows: Vec<Handler> = Vec::new();
    for (at, cover) in cover_of.iter().enumerate() {
        let Some(cover) = *cover else { continue };
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
fn maybe_unbound(body: &Body, unit: &Unit, restores: impl Fn(usize) -> bool) -> Vec<usize> {
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
            apply(instr, restores(at), &mut state);
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

/// A restored local may have been unbound when it was saved.
fn apply(instr: Instr, restores: bool, state: &mut [u64]) {
    let mut set = |local: u32, bound: bool| {
        let bit = 1u64 << (local % 64);
        if bound { state[local as usize / 64] |= bit } else { state[local as usize / 64] &= !bit }
    };
    match instr.op {
        Op::StoreFast => set(instr.arg, !restores),
        Op::DeleteFast | Op::LoadFastAndClear => set(instr.arg, false),
        Op::StoreFastLoadFast => set(instr.arg >> 4, true),
        Op::StoreFastStoreFast => {
            set(instr.arg >> 4, true);
            set(instr.arg & 15, true);
        }
        _ => {}
    }
}

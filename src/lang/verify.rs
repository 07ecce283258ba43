//! A check of finished code, for tests: heights of the operand stack agree wherever paths meet, never fall below zero, never
//! pass `max_stack`, and every handler finds the height its table row promises.

use super::code::{Code, Op};
use super::effect::{ends_flow, is_jump, stack_effect};

/// What is wrong, if anything.
pub(super) fn verify(code: &Code) -> Result<(), String> {
    let n = code.instrs.len();
    let mut heights: Vec<Option<i32>> = vec![None; n];
    let mut work = vec![(0usize, 0i32)];
    let fail = |at: usize, what: &str| Err(format!("{} at {at} {}: {what}", code.qualname, code.instrs[at].op.name()));
    while let Some((start, start_height)) = work.pop() {
        let (mut at, mut height) = (start, start_height);
        loop {
            if at >= n {
                return Err(format!("{}: control leaves the end", code.qualname));
            }
            match heights[at] {
                Some(known) if known == height => break,
                Some(known) => return fail(at, &format!("height {height}, was {known}")),
                None => heights[at] = Some(height),
            }
            if let Some(row) = code.handler_at(at as u32) {
                if (height as u32) < row.depth {
                    return fail(at, "below its handler's depth");
                }
                work.push((row.target as usize, row.depth as i32 + 1 + i32::from(row.push_lasti)));
            }
            let instr = code.instrs[at];
            if is_jump(instr.op) {
                if instr.arg as usize >= n {
                    return fail(at, "jumps outside");
                }
                work.push((instr.arg as usize, height + stack_effect(instr, true)));
            }
            height += stack_effect(instr, false);
            if height < 0 {
                return fail(at, "below zero");
            }
            if height > code.max_stack as i32 {
                return fail(at, "above max_stack");
            }
            if ends_flow(instr.op) {
                if instr.op == Op::ReturnValue && height != 0 {
                    return fail(at, &format!("returns with {height} left"));
                }
                break;
            }
            at += 1;
        }
    }
    Ok(())
}

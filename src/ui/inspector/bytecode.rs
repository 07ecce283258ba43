//! Bytecode: the current function, the next instruction, what each costs, and where CPython may switch.

use yew::prelude::*;

use crate::i18n::inspector as words;
use crate::trace::inspection::BytecodeRow;
use crate::view::{View, format};

use super::super::text::{t, tn};

/// Of a very long function, this many rows around the next instruction.
const ROWS_AROUND: usize = 250;

pub fn bytecode(view: &View) -> Html {
    let Some(shown) = view.latest_inspection() else { return super::unasked(view).unwrap_or_default() };
    let Some(code) = &shown.bytecode else { return super::empty(t(view, words::NO_BYTECODE), "") };
    let next = code.next as usize;
    let from = next.saturating_sub(ROWS_AROUND);
    let hint = tn(view, words::SWITCH_POINT_HINT, &[("version", view.active_run().settings.python.name())]);
    let row = |(at, row): (usize, &BytecodeRow)| {
        html! {
            <tr class={(at == next).then_some("next")} aria-current={(at == next).then_some("step")}>
                <td class="num dim">{ if row.line == 0 { String::new() } else { row.line.to_string() } }</td>
                <td class="num dim">{ row.offset }</td>
                <td class="mono">{ row.name.clone() }
                    if at == next { <span class="tag">{ t(view, words::NEXT_INSTRUCTION) }</span> }
                    if row.switch_point { <span class="tag" title={hint.clone()}>{ t(view, words::SWITCH_POINT) }</span> }
                </td>
                <td class="mono">{ row.argument.clone() }</td>
                <td class="num dim">{ format::time(row.cost) }</td>
            </tr>
        }
    };
    let rows = code.rows.iter().enumerate().skip(from).take(2 * ROWS_AROUND).map(row);
    html! {
        <table class="grid">
            <caption>{ tn(view, words::FUNCTION, &[("name", &code.function)]) }</caption>
            <thead><tr><th class="num">{ "#" }</th><th class="num">{ t(view, words::OFFSET) }</th><th>{ t(view, words::INSTRUCTION) }</th><th>{ t(view, words::ARGUMENT) }</th><th class="num">{ t(view, words::COST) }</th></tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

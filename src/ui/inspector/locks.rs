//! Locks: who waits for whom as a graph, with the cycle marked when there is one; and every lock in a table.

use yew::prelude::*;

use crate::base::ids::LaneId;
use crate::i18n::inspector as words;
use crate::view::View;
use crate::view::inspector::{LockRow, Locks, WaitEdge};
use crate::view::words as sentences;

use super::super::text::{sentence, t};

const BOX_WIDTH: i32 = 150;
const BOX_HEIGHT: i32 = 28;
const GAP_X: i32 = 130;
const GAP_Y: i32 = 18;

pub fn locks(view: &View) -> Html {
    let locks = view.locks();
    if locks.rows.is_empty() && locks.edges.is_empty() {
        return super::empty(t(view, words::NO_LOCKS), "");
    }
    html! {
        <>
            if !locks.cycle.is_empty() {
                <p class="why"><b class="tag bad">{ t(view, words::DEADLOCK) }</b>{ " " }{ t(view, words::DEADLOCK_EXPLAINED) }</p>
            }
            { graph(view, &locks) }
            <ul class="told">{ for sentences::waits(&view.words(), &locks).iter().take(24).map(|it| html! { <li>{ sentence(it) }</li> }) }</ul>
            { table(view, &locks) }
        </>
    }
}

/// Those who wait on the left, those waited for on the right; a lane that does both stands once on each side.
fn graph(view: &View, locks: &Locks) -> Html {
    if locks.edges.is_empty() {
        return Html::default();
    }
    let trace = &view.active_run().trace;
    let edges = &locks.edges[..locks.edges.len().min(24)];
    let mut owners: Vec<LaneId> = Vec::new();
    for edge in edges {
        if !owners.contains(&edge.owner) {
            owners.push(edge.owner);
        }
    }
    let y = |row: usize| i32::try_from(row).unwrap_or(1_000) * (BOX_HEIGHT + GAP_Y) + 4;
    let height = y(edges.len().max(owners.len())) + 4;
    let width = 2 * BOX_WIDTH + GAP_X + 4;
    let lane_box = |x: i32, row: usize, lane: LaneId| {
        let class = locks.cycle.contains(&lane).then_some("on");
        let name: String = trace.full_name(lane).chars().take(24).collect();
        html! { <g><rect {class} x={x.to_string()} y={y(row).to_string()} width={BOX_WIDTH.to_string()} height={BOX_HEIGHT.to_string()} rx="6" />
        <text x={(x + 10).to_string()} y={(y(row) + 18).to_string()}>{ name }</text></g> }
    };
    let arrow = |(row, edge): (usize, &WaitEdge)| {
        let to = owners.iter().position(|&owner| owner == edge.owner).unwrap_or_default();
        let (x0, y0) = (BOX_WIDTH + 2, y(row) + BOX_HEIGHT / 2);
        let (x1, y1) = (BOX_WIDTH + GAP_X - 4, y(to) + BOX_HEIGHT / 2);
        let middle = (x0 + x1) / 2;
        let path = format!("M{x0} {y0} C{middle} {y0} {middle} {y1} {x1} {y1} m-7 -4 l7 4 l-7 4");
        let name = edge.lock.map_or_else(
            || "join()".to_owned(),
            |lock| trace.lock_name(lock).map_or_else(|| format!("Lock-{lock}"), str::to_owned),
        );
        let class = if edge.in_cycle { "edge cycle" } else { "edge" };
        html! { <g><path {class} d={path} /><text class="lock" x={(x0 + 8).to_string()} y={(y0 - 6).to_string()}>{ name }</text></g> }
    };
    html! {
        <svg class="graph" width={width.to_string()} height={height.to_string()} viewBox={format!("0 0 {width} {height}")} role="img" aria-label={spoken(view, edges)}>
            { for edges.iter().enumerate().map(arrow) }
            { for edges.iter().enumerate().map(|(row, edge)| lane_box(1, row, edge.waiter)) }
            { for owners.iter().enumerate().map(|(row, &owner)| lane_box(BOX_WIDTH + GAP_X, row, owner)) }
        </svg>
    }
}

fn spoken(view: &View, edges: &[WaitEdge]) -> String {
    let trace = &view.active_run().trace;
    let told = edges.iter().map(|edge| format!("{} → {}", trace.full_name(edge.waiter), trace.full_name(edge.owner)));
    format!("{}: {}", t(view, words::WAIT_FOR_GRAPH), told.collect::<Vec<_>>().join(", "))
}

fn table(view: &View, locks: &Locks) -> Html {
    if locks.rows.is_empty() {
        return Html::default();
    }
    let trace = &view.active_run().trace;
    let row = |row: &LockRow| {
        let owner = row.owner.map_or_else(|| t(view, words::FREE).to_owned(), |lane| trace.full_name(lane));
        let waiters: Vec<String> = row.waiters.iter().map(|&lane| trace.full_name(lane)).collect();
        let waiters = if waiters.is_empty() { t(view, words::NOBODY).to_owned() } else { waiters.join(", ") };
        html! { <tr><td class="mono">{ row.name.clone() }</td><td class="dim">{ row.kind.clone() }</td><td>{ owner }</td><td>{ waiters }</td></tr> }
    };
    html! {
        <table class="grid">
            <thead><tr><th>{ t(view, words::LOCK) }</th><th>{ t(view, words::LOCK_KIND) }</th><th>{ t(view, words::OWNER) }</th><th>{ t(view, words::WAITERS) }</th></tr></thead>
            <tbody>{ for locks.rows.iter().map(row) }</tbody>
        </table>
    }
}

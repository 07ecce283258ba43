//! Event loops as the inspector shows them: read off the objects of the library's `asyncio`.

use crate::base::ids::{LaneId, ProcessId};
use crate::base::time::Nanos;
use crate::process::Process;
use crate::trace::inspection::LoopView;
use crate::vm::builtins::thread;
use crate::vm::object::Object;
use crate::vm::value::Value;

use super::world::World;

/// Longest text of a callback or of what is awaited.
const MAX_TEXT: usize = 80;
/// Handles shown of a queue.
const MAX_HANDLES: usize = 100;

/// The loops that run in threads of this process.
pub(super) fn loops(world: &World, id: ProcessId) -> Vec<LoopView> {
    let sim = world.process(id);
    let look = Look { process: &sim.process, tasks: &sim.tasks };
    let running = look.global("asyncio.events", "_running");
    let tasks = look.global("_asyncio", "_tasks");
    let mut views = Vec::new();
    for (ident, event_loop) in running.map(|running| look.pairs(running)).unwrap_or_default() {
        let thread = sim.process.thread_ids().find(|id| Value::Int(thread::ident(id.0)).is(ident));
        let Some(thread) = thread else { continue };
        let timers = look.attribute(event_loop, "_scheduled").map(|timers| look.timers(timers)).unwrap_or_default();
        views.push(LoopView {
            lane: world.lane_of(id, thread),
            iteration: look.number(event_loop, "_iteration"),
            ready: look.ready(event_loop),
            timers,
            suspended: tasks.map(|tasks| look.suspended(tasks, event_loop)).unwrap_or_default(),
        });
    }
    views
}

struct Look<'a> {
    process: &'a Process,
    tasks: &'a [(LaneId, String)],
}

impl Look<'_> {
    fn global(&self, module: &str, name: &str) -> Option<Value> {
        let core = &self.process.machine.core;
        let module = self.entry(core.modules, module)?.obj()?;
        let Object::Module { dict, .. } = *core.heap.get(module) else { return None };
        self.entry(Value::Obj(dict), name)
    }
    fn entry(&self, dict: Value, name: &str) -> Option<Value> {
        let heap = &self.process.machine.core.heap;
        let mut entries = heap.as_dict(dict)?.iter();
        entries.find(|entry| heap.as_str(entry.key).is_some_and(|key| key.as_str() == name)).map(|entry| entry.value)
    }
    fn pairs(&self, dict: Value) -> Vec<(Value, Value)> {
        let dict = self.process.machine.core.heap.as_dict(dict);
        dict.map(|dict| dict.iter().map(|entry| (entry.key, entry.value)).collect()).unwrap_or_default()
    }
    fn attribute(&self, owner: Value, name: &str) -> Option<Value> {
        let attributes = self.process.machine.attributes(owner);
        attributes.into_iter().find(|(found, _)| &**found == name).map(|(_, value)| value)
    }
    fn text(&self, owner: Value, name: &str) -> Option<String> {
        let value = self.attribute(owner, name)?;
        self.process.machine.core.heap.as_str(value).map(|text| text.as_str().to_owned())
    }
    fn number(&self, owner: Value, name: &str) -> u64 {
        let value = self.attribute(owner, name).and_then(|value| self.process.machine.core.heap.as_i64(value));
        value.and_then(|value| u64::try_from(value).ok()).unwrap_or(0)
    }

    fn ready(&self, event_loop: Value) -> Vec<String> {
        let Some(queue) = self.attribute(event_loop, "_ready") else { return Vec::new() };
        let handles = self.process.machine.deque_items(queue);
        let alive = handles.into_iter().filter(|handle| !self.is_cancelled(*handle));
        alive.take(MAX_HANDLES).map(|handle| self.handle(handle)).collect()
    }
    fn is_cancelled(&self, handle: Value) -> bool {
        self.attribute(handle, "_cancelled").is_some_and(|value| value.is(Value::Bool(true)))
    }
    fn timers(&self, timers: Value) -> Vec<(Nanos, String)> {
        let heap = &self.process.machine.core.heap;
        let handles = heap.as_list(timers).cloned().unwrap_or_default();
        let mut due: Vec<(Nanos, String)> = handles
            .into_iter()
            .filter(|handle| !self.is_cancelled(*handle))
            .take(MAX_HANDLES)
            .map(|handle| {
                let when = self.attribute(handle, "_when").and_then(|when| heap.as_f64(when)).unwrap_or(0.0);
                (Nanos((when.max(0.0) * 1e9) as u64), self.handle(handle))
            })
            .collect();
        due.sort_by_key(|(when, _)| *when);
        due
    }
    /// What a handle will do: `step Task-2`, `wake Task-2`, `wake what awaits the future`, `print()`.
    fn handle(&self, handle: Value) -> String {
        let Some(callback) = self.attribute(handle, "_callback") else { return "?".to_owned() };
        if let Some(receiver) = self.process.machine.receiver(callback)
            && let Some(name) = self.text(receiver, "_name")
        {
            return name;
        }
        let text = self.process.machine.function_name(callback).unwrap_or_else(|| "callback".to_owned());
        if text == "_set_result_unless_cancelled" {
            let future = self
                .attribute(handle, "_args")
                .and_then(|args| self.process.machine.core.heap.as_tuple(args)?.first().copied());
            let waits = self.pairs(self.global("_asyncio", "_tasks").unwrap_or(Value::None)).into_iter();
            let task = waits.map(|(task, _)| task).find(|task| {
                self.attribute(*task, "_fut_waiter").zip(future).is_some_and(|(waits, future)| waits.is(future))
            });
            return task.and_then(|task| self.text(task, "_name")).unwrap_or(text);
        }
        cut(text)
    }
    fn suspended(&self, tasks: Value, event_loop: Value) -> Vec<(LaneId, String)> {
        let mut rows = Vec::new();
        for (task, _) in self.pairs(tasks) {
            let ours = self.attribute(task, "_loop").is_some_and(|of| of.is(event_loop));
            let number = self.number(task, "_lane");
            let Some((lane, _)) = number.checked_sub(1).and_then(|at| self.tasks.get(at as usize)) else { continue };
            if let Some(waits) = self.attribute(task, "_fut_waiter").filter(|waits| ours && !waits.is_none()) {
                rows.push((*lane, self.awaited(waits)));
            }
        }
        rows
    }
    /// What a future stands for: a task's name, what the library wrote on it, or its kind.
    fn awaited(&self, future: Value) -> String {
        let known = self.text(future, "_name").or_else(|| self.text(future, "_what"));
        cut(known.unwrap_or_else(|| self.process.machine.core.type_name(future).to_owned()))
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

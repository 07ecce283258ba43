//! The hidden module `_re`: compiled patterns for `re`, which is written in Python over it.

use std::any::Any;
use std::sync::Arc;

use crate::base::count;
use crate::vm::core::Core;
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::object::{Object, Opaque};
use crate::vm::regex::{Found, Matcher, Mode, Program, Text, TooMuch};
use crate::vm::types;
use crate::vm::value::Value;

/// The module.
pub static REGEX: ModuleDef = ModuleDef {
    name: "_re",
    natives: &[
        NativeDef::function("compile", "pattern, flags, /", compile),
        NativeDef::function("find", "program, text, pos, end, mode, /", |core, args| {
            search(core, args, |matcher, start, mode| {
                let mode = [Mode::Match, Mode::FullMatch, Mode::Search][mode.clamp(0, 2) as usize];
                Ok(matcher.find(start, mode, None)?.into_iter().collect())
            })
        }),
        NativeDef::function("scan", "program, text, pos, end, limit, /", |core, args| {
            search(core, args, |matcher, start, limit| {
                matcher.scan(start, usize::try_from(limit).unwrap_or(usize::MAX))
            })
        }),
    ],
    attributes: no_attributes,
};

/// Picoseconds for one step of the matcher.
const STEP: u64 = 3_000;

#[derive(Clone, Debug)]
struct Compiled(Arc<Program>);

impl Opaque for Compiled {
    fn clone_box(&self) -> Box<dyn Opaque> {
        Box::new(self.clone())
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
    fn size(&self) -> usize {
        self.0.ops.len() * 32 + self.0.sets.len() * 64
    }
}

/// `(program, flags, number of groups, [(name, group), …])`, or `(text, place)` of what is wrong.
fn compile(core: &mut Core, args: &[Value]) -> NativeResult {
    let flags = u32::try_from(core.index_arg(args, 1)?).unwrap_or(0);
    let (pattern, bytes): (Vec<u32>, bool) = match core.heap.as_str(args[0]) {
        Some(text) => (text.as_str().chars().map(u32::from).collect(), false),
        None => {
            let bytes = core.heap.as_bytes(args[0]).unwrap_or(&[]);
            (bytes.iter().map(|&byte| u32::from(byte)).collect(), true)
        }
    };
    core.charge(pattern.len() as u64 * 1_000_000);
    let parts = match Program::new(&pattern, flags, bytes) {
        Ok(program) => {
            let mut names = Vec::new();
            for (name, group) in &program.names {
                let pair = [core.str(name), Value::Int(i64::from(*group))];
                names.push(core.tuple(&pair));
            }
            let names = core.heap.list(names);
            let (flags, groups) = (Value::Int(i64::from(program.flags)), Value::Int(i64::from(program.n_groups)));
            let state = Box::new(Compiled(Arc::new(program)));
            let program = Value::Obj(core.heap.alloc(Object::Opaque { class: types::OBJECT, state }));
            vec![program, flags, groups, names]
        }
        Err(bad) => {
            let place = if bad.at == usize::MAX { Value::None } else { Value::Int(bad.at as i64) };
            vec![core.str(&bad.text), place]
        }
    };
    Ok(core.tuple(&parts))
}

/// A list of tuples: begin and end of the whole and of each group (-1 for none), then the last group closed.
fn search(
    core: &mut Core,
    args: &[Value],
    look: impl Fn(&mut Matcher<'_>, usize, i64) -> Result<Vec<Found>, TooMuch>,
) -> NativeResult {
    let last = core.index_arg(args, 4)?;
    let (pos, end) = (core.index_arg(args, 2)?, core.index_arg(args, 3)?);
    let Some(Compiled(program)) = core.heap.opaque::<Compiled>(args[0]).cloned() else { return Ok(Value::None) };
    let chars: Vec<char>;
    let text = match core.heap.as_str(args[1]) {
        Some(text) if text.as_str().is_ascii() => Text::Bytes(text.as_str().as_bytes()),
        Some(text) => {
            chars = text.as_str().chars().collect();
            Text::Chars(&chars)
        }
        None => Text::Bytes(core.heap.as_bytes(args[1]).unwrap_or(&[])),
    };
    let end = count::saturating(end).min(text.len());
    let pos = count::saturating(pos).min(text.len());
    let mut matcher = Matcher::new(&program, text, end);
    let found = look(&mut matcher, pos, last);
    let steps = matcher.steps;
    core.charge(steps.saturating_mul(STEP));
    match found {
        Ok(found) => {
            core.reserve(found.len() * 64)?;
            let found = found.iter().map(|one| spans(core, one)).collect();
            Ok(core.heap.list(found))
        }
        Err(TooMuch) => {
            let text = core.str("the pattern takes too many steps on this text");
            Err(Break::Raise(core.new_exception(types::RUNTIME_ERROR, &[text])))
        }
    }
}

fn spans(core: &mut Core, found: &Found) -> Value {
    let mut numbers: Vec<Value> =
        found.spans.iter().map(|&at| Value::Int(if at == usize::MAX { -1 } else { at as i64 })).collect();
    // A group that was begun again and not ended keeps its last whole match's end only.
    for pair in numbers.chunks_exact_mut(2) {
        if let [begin, end] = pair
            && (matches!(end, Value::Int(-1)) || matches!(begin, Value::Int(-1)))
        {
            (*begin, *end) = (Value::Int(-1), Value::Int(-1));
        }
    }
    numbers.push(Value::Int(i64::from(found.last_group)));
    core.tuple(&numbers)
}

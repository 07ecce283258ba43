//! The hidden module `_hashlib`: hashes for `hashlib` and `hmac`, which are written in Python over it.
//!
//! As in CPython, bytes in bulk are hashed without the GIL (`updated`, `pbkdf2`): these make a new state from an old one.

use crate::base::count;
use std::any::Any;
use std::sync::Arc;

use crate::vm::core::Core;
use crate::vm::effect::Effect;
use crate::vm::hasher::{Blake2Params, Hasher, Pbkdf2};
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::object::{Object, Opaque};
use crate::vm::types;
use crate::vm::value::Value;
use crate::vm::work::Work;

/// The module.
pub static HASHLIB: ModuleDef = ModuleDef {
    name: "_hashlib",
    natives: &[
        NativeDef::function("new", "name, /", new),
        NativeDef::function("blake2", "name, digest_size, key, salt, person, /", blake2),
        NativeDef::function("sizes", "state, /", sizes),
        NativeDef::function("copy", "state, /", copy),
        NativeDef::function("update", "state, data, /", update),
        NativeDef::function("updated", "state, data, /", updated),
        NativeDef::function("digest", "state, length, /", digest),
        NativeDef::function("pbkdf2", "name, password, salt, iterations, length, /", pbkdf2),
    ],
    attributes: no_attributes,
};

#[derive(Clone, Debug)]
struct State(Hasher);

impl Opaque for State {
    fn clone_box(&self) -> Box<dyn Opaque> {
        Box::new(self.clone())
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// A hash as a value.
pub fn state(core: &mut Core, hasher: Hasher) -> Value {
    Value::Obj(core.heap.alloc(Object::Opaque { class: types::OBJECT, state: Box::new(State(hasher)) }))
}

fn hasher(core: &mut Core, value: Value) -> Result<Hasher, Break> {
    match core.heap.opaque::<State>(value) {
        Some(State(hasher)) => Ok(hasher.clone()),
        None => Err(core.type_error("a hash is needed")),
    }
}

fn named(core: &mut Core, value: Value) -> Result<Hasher, Break> {
    let name = core.text(value);
    match Hasher::new(&name) {
        Some(hasher) => Ok(hasher),
        None => Err(core.value_error(format!("unsupported hash type {name}"))),
    }
}

fn bytes(core: &Core, value: Value) -> &[u8] {
    core.heap.as_bytes(value).unwrap_or(&[])
}

fn new(core: &mut Core, args: &[Value]) -> NativeResult {
    let hasher = named(core, args[0])?;
    Ok(state(core, hasher))
}

/// None when a parameter is too long.
fn blake2(core: &mut Core, args: &[Value]) -> NativeResult {
    let digest_size = count::saturating(core.index_arg(args, 1)?);
    let name = core.text(args[0]);
    let [key, salt, person] = [2, 3, 4].map(|arg| bytes(core, args[arg]));
    match Hasher::blake2(&name, Blake2Params { digest_size, key, salt, person }) {
        Some(hasher) => Ok(state(core, hasher)),
        None => Ok(Value::None),
    }
}

/// `(digest_size, block_size)`; SHAKE has a digest size of 0.
fn sizes(core: &mut Core, args: &[Value]) -> NativeResult {
    let hasher = hasher(core, args[0])?;
    let sizes = [hasher.digest(0).len(), hasher.block_size()].map(|size| Value::Int(size as i64));
    Ok(core.tuple(&sizes))
}

fn copy(core: &mut Core, args: &[Value]) -> NativeResult {
    let hasher = hasher(core, args[0])?;
    Ok(state(core, hasher))
}

/// Feeds a few bytes under the GIL.
fn update(core: &mut Core, args: &[Value]) -> NativeResult {
    let data = bytes(core, args[1]).to_vec();
    if let Some(State(hasher)) = core.heap.opaque_mut::<State>(args[0]) {
        hasher.update(&data);
        let cost = hasher.picos_per_byte() * data.len() as u64;
        core.charge(cost);
    }
    Ok(Value::None)
}

/// The state that has been fed many bytes, without the GIL.
fn updated(core: &mut Core, args: &[Value]) -> NativeResult {
    let hasher = Box::new(hasher(core, args[0])?);
    let data: Arc<[u8]> = bytes(core, args[1]).into();
    Err(Break::Want(Box::new(Effect::WithoutGil(Arc::new(Work::Hash { hasher, data })))))
}

fn digest(core: &mut Core, args: &[Value]) -> NativeResult {
    let length = count::saturating(core.index_arg(args, 1)?);
    core.reserve(length)?;
    let hasher = hasher(core, args[0])?;
    core.charge(hasher.picos_per_byte() * (hasher.block_size() + length) as u64);
    Ok(core.heap.bytes_value(hasher.digest(length)))
}

fn pbkdf2(core: &mut Core, args: &[Value]) -> NativeResult {
    let (iterations, length) = (core.index_arg(args, 3)?, core.index_arg(args, 4)?);
    let (Ok(iterations), Ok(length)) = (u64::try_from(iterations), usize::try_from(length)) else {
        return Err(core.value_error("iteration value must be greater than 0."));
    };
    core.reserve(length)?;
    let hasher = Box::new(named(core, args[0])?);
    let (password, salt) = (bytes(core, args[1]).to_vec(), bytes(core, args[2]).to_vec());
    let request = Pbkdf2 { password, salt, iterations, length };
    Err(Break::Want(Box::new(Effect::WithoutGil(Arc::new(Work::Pbkdf2 { hasher, request })))))
}

//! The module `_random`: the generator under `random.Random`.
//!
//! Source: `Modules/_randommodule.c` of CPython. Everything that `random` makes of these numbers is Python code.

use num_bigint::{BigInt, BigUint};

use crate::vm::core::Core;
use crate::vm::effect::Effect;
use crate::vm::mersenne::Mersenne;
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::object::{Object, Opaque};
use crate::vm::types;
use crate::vm::value::Value;

pub static RANDOM: ModuleDef = ModuleDef {
    name: "_random",
    natives: &[
        NativeDef::function("new", "seed, /", new),
        NativeDef::function("seed", "generator, seed, /", seed),
        NativeDef::function("random", "generator, /", random).nanos(12),
        NativeDef::function("getrandbits", "generator, k, /", getrandbits),
        NativeDef::function("getstate", "generator, /", getstate),
        NativeDef::function("setstate", "generator, state, /", setstate),
        NativeDef::function("entropy", "", entropy),
        NativeDef::function("sha512_int", "data, /", sha512_int),
    ],
    attributes: no_attributes,
};

impl Opaque for Mersenne {
    fn clone_box(&self) -> Box<dyn Opaque> {
        Box::new(self.clone())
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
    fn size(&self) -> usize {
        2_500
    }
}

fn seeded(core: &mut Core, args: &[Value], arg: usize) -> Result<Mersenne, Break> {
    match core.heap.as_bigint(args[arg]) {
        Some(n) => Ok(Mersenne::from_int(n.magnitude())),
        None => Err(core.type_error("seed must be an int")),
    }
}

fn new(core: &mut Core, args: &[Value]) -> NativeResult {
    let state = seeded(core, args, 0)?;
    Ok(Value::Obj(core.heap.alloc(Object::Opaque { class: types::RANDOM, state: Box::new(state) })))
}

fn generator<'a>(core: &'a mut Core, args: &[Value]) -> Result<&'a mut Mersenne, Break> {
    if core.heap.opaque::<Mersenne>(args[0]).is_none() {
        return Err(core.type_error("a _random generator is required"));
    }
    core.heap.opaque_mut::<Mersenne>(args[0]).ok_or(Break::Convert { arg: 0, to: crate::vm::native::Conversion::Index })
}

fn seed(core: &mut Core, args: &[Value]) -> NativeResult {
    let state = seeded(core, args, 1)?;
    *generator(core, args)? = state;
    Ok(Value::None)
}

fn random(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Float(generator(core, args)?.random()))
}

fn getrandbits(core: &mut Core, args: &[Value]) -> NativeResult {
    let k = core.index_arg(args, 1)?;
    let Ok(k) = u64::try_from(k) else {
        return Err(core.value_error("number of bits must be non-negative"));
    };
    core.reserve((k / 8) as usize)?;
    let bits = generator(core, args)?.bits(k);
    Ok(core.heap.int(BigInt::from(bits)))
}

/// The 624 words and the index, as a list of ints.
fn getstate(core: &mut Core, args: &[Value]) -> NativeResult {
    let (words, next) = generator(core, args)?.state();
    let next = next as i64;
    let items = words.iter().map(|&word| Value::Int(i64::from(word))).chain([Value::Int(next)]).collect();
    Ok(core.heap.list(items))
}

fn setstate(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = core.items(args, 1)?;
    let numbers: Vec<u32> =
        items.iter().filter_map(|&item| core.heap.as_i64(item).and_then(|n| u32::try_from(n).ok())).collect();
    let restored = numbers.split_last().and_then(|(&next, words)| Mersenne::from_state(words, next as usize));
    match restored {
        Some(state) => {
            *generator(core, args)? = state;
            Ok(Value::None)
        }
        None => Err(core.value_error("state vector invalid")),
    }
}

fn entropy(_core: &mut Core, _args: &[Value]) -> NativeResult {
    Err(Break::Want(Box::new(Effect::Entropy { n_bytes: 32 })))
}

/// `int.from_bytes(data + sha512(data).digest())`: how a str or bytes becomes a seed.
fn sha512_int(core: &mut Core, args: &[Value]) -> NativeResult {
    use sha2::Digest;
    let data = match core.heap.as_bytes(args[0]) {
        Some(bytes) => bytes.to_vec(),
        None => core.str_arg(args, 0, "seed")?.as_bytes().to_vec(),
    };
    let digest = sha2::Sha512::digest(&data);
    let all = [&data[..], &digest[..]].concat();
    Ok(core.heap.int(BigInt::from(BigUint::from_bytes_be(&all))))
}

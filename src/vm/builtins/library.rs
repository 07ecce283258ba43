//! The hidden module `_lib`: what library modules written in Python need of the machine and cannot write themselves.

use super::vm_module;
use crate::vm::effect::Effect;
use crate::vm::native::{Break, ModuleDef, NativeDef, no_attributes};
use crate::vm::value::Value;

/// The module.
pub static LIBRARY: ModuleDef = ModuleDef {
    name: "_lib",
    natives: &[
        NativeDef::function("entropy", "n_bytes, /", |core, args| {
            let n_bytes = u32::try_from(core.index_arg(args, 0)?).unwrap_or(0).min(1 << 20);
            Err(Break::Want(Box::new(Effect::Entropy { n_bytes })))
        }),
        NativeDef::function("write", "stream, text, /", vm_module::write),
        NativeDef::function("host", "call, /, *args", vm_module::host),
        NativeDef::function("in_c", "module, /, *classes", |core, args| {
            let module = core.text(args[0]);
            let classes: Vec<_> = args[1..].iter().filter_map(|value| value.obj()).collect();
            classes.into_iter().for_each(|class| core.stand_for_c(class, &module));
            Ok(Value::None)
        }),
    ],
    attributes: no_attributes,
};

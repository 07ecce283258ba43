//! The import instructions. Source: `Python/ceval.c` (`import_name`, `import_from`).

use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::object::Object;
use super::prelude;
use super::value::{Obj, Value};

impl Exec<'_> {
    /// IMPORT_NAME: `level fromlist -- module`.
    #[inline(never)]
    pub fn import_name(&mut self, name: Obj) -> Slow {
        let from_list = self.pop();
        let level = self.pop();
        let plain = matches!(level, Value::Int(0));
        let dotted = self.core.text(Value::Obj(name)).contains('.');
        if plain
            && !dotted
            && let Some(module) = self.core.dict_get_name(self.core.modules, name)
            && !module.is_none()
            && (from_list.is_none() || !self.is_package(module))
        {
            self.push(module);
            return Ok(Flow::Go);
        }
        let globals = self.th.frames[self.th.frames.len() - 1].globals;
        let parts = [Value::Obj(name), Value::Obj(globals), from_list, level];
        self.call_prelude(prelude::IMPORT_NAME, &parts, OnReturn::Push)
    }
    /// What is imported from it may be a module not yet imported.
    fn is_package(&mut self, module: Value) -> bool {
        let path = self.core.intern("__path__");
        match module.obj().map(|obj| self.core.heap.get(obj)) {
            Some(Object::Module { dict, .. }) => self.core.dict_get_name(Value::Obj(*dict), path).is_some(),
            _ => false,
        }
    }
    /// IMPORT_FROM: `module -- module attr`.
    #[inline(never)]
    pub fn import_from(&mut self, name: Obj) -> Slow {
        let module = self.peek(0);
        if let Some(Object::Module { dict, .. }) = module.obj().map(|obj| self.core.heap.get(obj))
            && let Some(value) = self.core.dict_get_name(Value::Obj(*dict), name)
        {
            self.push(value);
            return Ok(Flow::Go);
        }
        self.call_prelude(prelude::IMPORT_FROM, &[module, Value::Obj(name)], OnReturn::Push)
    }
}

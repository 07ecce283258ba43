//! The classes `object` and `type`. Source: `Objects/typeobject.c`, `Objects/object.c`.

use crate::vm::attr::{Attr, SetAttr};
use crate::vm::core::Core;
use crate::vm::dict::Dict;
use crate::vm::names;
use crate::vm::native::{Break, CallSpec, NativeDef, NativeResult, TypeDef};
use crate::vm::object::Object;
use crate::vm::prelude;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// The class `object`.
pub static OBJECT: TypeDef = TypeDef::new(
    types::OBJECT,
    &[
        NativeDef::static_method("__new__", "cls, /, *args, **kwargs", new),
        NativeDef::method("__init__", "self, /, *args, **kwargs", |_, _| Ok(Value::None)),
        NativeDef::class_method("__init_subclass__", "cls, /, **kwargs", init_subclass),
        NativeDef::class_method("__subclasshook__", "cls, /, *args", |_, _| Ok(Value::NotImplemented)),
        NativeDef::method("__getattribute__", "self, name, /", getattribute),
        NativeDef::method("__setattr__", "self, name, value, /", setattr),
        NativeDef::method("__delattr__", "self, name, /", delattr),
        NativeDef::method("__repr__", "self, /", repr),
        NativeDef::method("__str__", "self, /", str),
        NativeDef::method("__format__", "self, format_spec, /", format),
        NativeDef::method("__hash__", "self, /", hash),
        NativeDef::method("__eq__", "self, value, /", eq),
        NativeDef::method("__ne__", "self, value, /", ne),
        NativeDef::method("__lt__", "self, value, /", |_, _| Ok(Value::NotImplemented)),
        NativeDef::method("__le__", "self, value, /", |_, _| Ok(Value::NotImplemented)),
        NativeDef::method("__gt__", "self, value, /", |_, _| Ok(Value::NotImplemented)),
        NativeDef::method("__ge__", "self, value, /", |_, _| Ok(Value::NotImplemented)),
        NativeDef::method("__dir__", "self, /", dir),
        NativeDef::method("__sizeof__", "self, /", |_, _| Ok(Value::Int(48))),
        NativeDef::attribute("__class__", |core, args| Ok(Value::Obj(core.class_of(args[0]))), set_class),
        NativeDef::attribute("__dict__", dict, set_dict),
    ],
);

/// The class `type`.
pub static TYPE: TypeDef = TypeDef::new(
    types::TYPE,
    &[
        NativeDef::static_method("__new__", "cls, name, bases=, dict=, /, **kwargs", type_new),
        NativeDef::method("__init__", "self, /, *args, **kwargs", |_, _| Ok(Value::None)),
        NativeDef::method("__call__", "self, /, *args, **kwargs", type_call),
        NativeDef::method("__repr__", "self, /", repr_class),
        NativeDef::method("__or__", "self, value, /", |core, args| union(core, args[0], args[1])),
        NativeDef::method("__ror__", "self, value, /", |core, args| union(core, args[1], args[0])),
        NativeDef::class_method("__prepare__", "cls, /, *args, **kwargs", |core, _| Ok(core.heap.dict(Dict::new()))),
        NativeDef::method("__instancecheck__", "self, instance, /", instance_check),
        NativeDef::method("__subclasscheck__", "self, subclass, /", subclass_check),
        NativeDef::method("mro", "self, /", mro_list),
        NativeDef::method("__subclasses__", "self, /", subclasses),
        NativeDef::attribute("__name__", get_name, set_name),
        NativeDef::attribute("__qualname__", |core, args| field(core, args, |class| class.qualname), set_qualname),
        NativeDef::getter("__bases__", bases),
        NativeDef::getter("__base__", base),
        NativeDef::getter("__mro__", mro),
        NativeDef::getter("__dict__", class_dict),
        NativeDef::attribute("__abstractmethods__", abstract_methods, set_abstract_methods),
        NativeDef::attribute("__annotations__", annotations, set_annotations),
        NativeDef::attribute("__annotate__", annotate, set_annotate),
        NativeDef::getter("__type_params__", |core, args| match own(core, args[0], names::TYPE_PARAMS) {
            Some(params) => Ok(params),
            None => Ok(core.tuple(&[])),
        }),
    ],
);

fn new(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(class) = args[0].obj().filter(|&obj| core.heap.class(obj).is_some()) else {
        return Err(core.type_error("object.__new__(X): X is not a type object"));
    };
    let extra = args.len() > 2 || args[1].obj().is_some();
    if extra {
        let own_new = core.lookup(class, names::NEW);
        let own_init = core.lookup(class, names::INIT);
        if !matches!(own_new, Some(Value::Native(_))) {
            let text = "object.__new__() takes exactly one argument (the type to instantiate)";
            return Err(core.type_error(text));
        }
        if matches!(own_init, Some(Value::Native(_))) {
            let text = format!("{}() takes no arguments", core.class_name(class));
            return Err(core.type_error(text));
        }
    }
    core.new_instance(class).map(Value::Obj)
}

fn init_subclass(core: &mut Core, args: &[Value]) -> NativeResult {
    if !args[1].is_null() {
        let text = format!(
            "{}.__init_subclass__() takes no keyword arguments",
            core.class_name(args[0].obj().unwrap_or_default())
        );
        return Err(core.type_error(text));
    }
    Ok(Value::None)
}

fn name_of(core: &mut Core, value: Value) -> Result<Obj, Break> {
    match core.intern_value(value) {
        Some(name) => Ok(name),
        None => {
            let text = format!("attribute name must be string, not '{}'", core.type_name(value));
            Err(core.type_error(text))
        }
    }
}

fn getattribute(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = name_of(core, args[1])?;
    let class = core.class_of(args[0]);
    match core.find_attr_plain(args[0], class, name)? {
        Some(Attr::Value(value)) => Ok(value),
        Some(Attr::Method(func)) => Ok(core.bound_method(func, args[0])),
        Some(Attr::Call(callable, args) | Attr::CallOrGetAttr(callable, args)) => {
            Err(Break::Call(Box::new(CallSpec { callable, args, kwargs: Vec::new() })))
        }
        None => Err(core.no_attribute(args[0], name)),
    }
}

fn setattr(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = name_of(core, args[1])?;
    let class = core.class_of(args[0]);
    let done = core.set_attr_plain(args[0], class, name, args[2])?;
    super::functions::finish_set(core, done)
}

fn delattr(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = name_of(core, args[1])?;
    let class = core.class_of(args[0]);
    let done: SetAttr = core.set_attr_plain(args[0], class, name, Value::Null)?;
    super::functions::finish_set(core, done)
}

fn repr(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = core.class_of(args[0]);
    let text = format!(
        "<{} object at {}>",
        super::repr::full_name(core, class),
        args[0].obj().map_or_else(|| "0x7f0000000000".to_owned(), super::repr::address)
    );
    Ok(core.str(&text))
}

fn repr_class(core: &mut Core, args: &[Value]) -> NativeResult {
    match super::repr::repr_text(core, args[0]) {
        Some(text) => Ok(core.str(&text)),
        None => {
            let class = args[0].obj().unwrap_or_default();
            let text = format!("<class '{}'>", super::repr::full_name(core, class));
            Ok(core.str(&text))
        }
    }
}

fn str(core: &mut Core, args: &[Value]) -> NativeResult {
    match super::repr::repr_text(core, args[0]) {
        Some(text) => Ok(core.str(&text)),
        None => Err(Break::Prelude(prelude::REPR_OF, vec![args[0]])),
    }
}

fn format(core: &mut Core, args: &[Value]) -> NativeResult {
    let spec = core.text(args[1]);
    if !spec.is_empty() {
        let text = format!("unsupported format string passed to {}.__format__", core.type_name(args[0]));
        return Err(core.type_error(text));
    }
    match super::repr::str_text(core, args[0]) {
        Some(text) => Ok(core.str(&text)),
        None => Err(Break::Prelude(prelude::STR_OF, vec![args[0]])),
    }
}

fn hash(core: &mut Core, args: &[Value]) -> NativeResult {
    match args[0] {
        Value::Obj(obj) => Ok(Value::Int(i64::from(obj.0) | 1 << 40)),
        other => super::functions::hash_value(core, other),
    }
}

fn eq(_core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(if args[0].is(args[1]) { Value::Bool(true) } else { Value::NotImplemented })
}

fn ne(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = core.class_of(args[0]);
    match core.lookup(class, names::EQ) {
        Some(Value::Native(id)) => {
            let func = core.natives[id.0 as usize].func;
            Ok(match func(core, args)? {
                Value::Bool(same) => Value::Bool(!same),
                other => other,
            })
        }
        _ => Err(Break::Prelude(prelude::NOT_EQUAL, args.to_vec())),
    }
}

fn dir(core: &mut Core, args: &[Value]) -> NativeResult {
    let names: Vec<Value> = core.attribute_names(args[0]).iter().map(|name| core.str(name)).collect();
    Ok(core.heap.list(names))
}

fn set_class(core: &mut Core, args: &[Value]) -> NativeResult {
    let (Value::Obj(obj), Value::Obj(class)) = (args[0], args[1]) else {
        return Err(core.type_error("__class__ must be set to a class"));
    };
    let heap_type = core.heap.class(class).map(|class| class.heap_type());
    match (core.heap.get_mut(obj), heap_type) {
        (Object::Instance(instance), Some(true)) => {
            instance.class = class;
            Ok(Value::None)
        }
        (_, None) => Err(core.type_error("__class__ must be set to a class, not an object")),
        _ => Err(core.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses")),
    }
}

fn dict(core: &mut Core, args: &[Value]) -> NativeResult {
    let Value::Obj(obj) = args[0] else { return Err(core.no_attribute(args[0], names::DICT)) };
    match core.heap.get(obj) {
        Object::Instance(instance) => {
            let class = instance.class;
            if core.heap.class(class).is_some_and(|class| class.no_dict) {
                return Err(core.no_attribute(args[0], names::DICT));
            }
            Ok(core.instance_dict(obj))
        }
        Object::Module { dict, .. } => Ok(Value::Obj(*dict)),
        Object::Class(_) => class_dict(core, args),
        Object::Function(function) => {
            if function.dict.is_null() {
                let dict = core.heap.dict(Dict::new());
                if let Object::Function(function) = core.heap.get_mut(obj) {
                    function.dict = dict;
                }
                return Ok(dict);
            }
            Ok(function.dict)
        }
        Object::Exception(exc) => {
            if exc.dict.is_null() {
                let dict = core.heap.dict(Dict::new());
                if let Object::Exception(exc) = core.heap.get_mut(obj) {
                    exc.dict = dict;
                }
                return Ok(dict);
            }
            Ok(exc.dict)
        }
        _ => Err(core.no_attribute(args[0], names::DICT)),
    }
}

fn set_dict(core: &mut Core, args: &[Value]) -> NativeResult {
    if core.heap.as_dict(args[1]).is_none() {
        let text = format!("__dict__ must be set to a dictionary, not a '{}'", core.type_name(args[1]));
        return Err(core.type_error(text));
    }
    if let Value::Obj(obj) = args[0] {
        core.instance_dict(obj);
        if let Object::Instance(instance) = core.heap.get_mut(obj) {
            instance.values = vec![args[1]];
        }
    }
    Ok(Value::None)
}

// ---- type ----

fn type_new(core: &mut Core, args: &[Value]) -> NativeResult {
    let [metaclass, name, bases, namespace, kwargs] = args else { return Ok(Value::None) };
    if bases.is_null() && metaclass.obj() == Some(types::TYPE) {
        return Ok(Value::Obj(core.class_of(*name)));
    }
    if namespace.is_null() {
        let one_or_three = metaclass.obj() == Some(types::TYPE);
        let given = 1 + usize::from(!bases.is_null());
        return Err(core.type_error(match one_or_three {
            true => "type() takes 1 or 3 arguments".to_owned(),
            false => format!("type.__new__() takes exactly 3 arguments ({given} given)"),
        }));
    }
    let kwargs = if kwargs.is_null() { core.heap.dict(Dict::new()) } else { *kwargs };
    Err(Break::Prelude(prelude::TYPE_NEW, vec![*metaclass, *name, *bases, *namespace, kwargs]))
}

fn type_call(core: &mut Core, args: &[Value]) -> NativeResult {
    let kwargs = core
        .heap
        .as_dict(args[1])
        .map(|dict| dict.iter().filter_map(|entry| Some((entry.key.obj()?, entry.value))).collect())
        .unwrap_or_default();
    Err(Break::Make(Box::new(CallSpec { callable: args[0], args: args[2..].to_vec(), kwargs })))
}

/// `X | Y` of classes: a union.
pub(super) fn union(core: &mut Core, a: Value, b: Value) -> NativeResult {
    let mut items = Vec::new();
    for side in [a, b] {
        let ok = side.is_none()
            || side.obj().is_some_and(|obj| {
                matches!(core.heap.get(obj), Object::Class(_) | Object::GenericAlias { .. } | Object::Union(_))
            });
        if !ok {
            return Ok(Value::NotImplemented);
        }
        let parts = match side.obj().map(|obj| core.heap.get(obj)) {
            Some(Object::Union(items)) => core.heap.as_tuple(Value::Obj(*items)).unwrap_or(&[]).to_vec(),
            _ => vec![side],
        };
        for part in parts {
            let part = if part.is_none() { Value::Obj(types::NONE_TYPE) } else { part };
            if !items.iter().any(|&item| core.eq(item, part) == Some(true)) {
                items.push(part);
            }
        }
    }
    if let [only] = items[..] {
        return Ok(only);
    }
    match core.tuple(&items) {
        Value::Obj(items) => Ok(Value::Obj(core.heap.alloc(Object::Union(items)))),
        other => Ok(other),
    }
}

fn instance_check(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Bool(args[0].obj().is_some_and(|class| core.is_instance(args[1], class))))
}

fn subclass_check(core: &mut Core, args: &[Value]) -> NativeResult {
    let (Some(class), Some(sub)) = (args[0].obj(), args[1].obj()) else { return Ok(Value::Bool(false)) };
    Ok(Value::Bool(core.is_subclass(sub, class)))
}

fn class_arg(core: &Core, args: &[Value]) -> Option<Obj> {
    args[0].obj().filter(|&obj| core.heap.class(obj).is_some())
}

fn field(core: &mut Core, args: &[Value], get: fn(&crate::vm::class::ClassData) -> Value) -> NativeResult {
    Ok(class_arg(core, args).and_then(|class| core.heap.class(class)).map_or(Value::None, get))
}

fn set_text(
    core: &mut Core,
    args: &[Value],
    name: &str,
    set: fn(&mut crate::vm::class::ClassData, Value),
) -> NativeResult {
    let changeable = core.heap.as_class(args[0]).is_some_and(|class| !class.in_c());
    if !changeable {
        let text = format!(
            "cannot set '{name}' attribute of immutable type '{}'",
            core.class_name(args[0].obj().unwrap_or_default())
        );
        return Err(core.type_error(text));
    }
    if core.heap.as_str(args[1]).is_none() {
        let text = format!(
            "can only assign string to {}.{name}, not '{}'",
            core.class_name(args[0].obj().unwrap_or_default()),
            core.type_name(args[1])
        );
        return Err(core.type_error(text));
    }
    if let Some(class) = args[0].obj().and_then(|obj| core.heap.class_mut(obj)) {
        set(class, args[1]);
    }
    Ok(Value::None)
}

fn get_name(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(class) = class_arg(core, args) else { return Ok(Value::None) };
    if core.heap.class(class).is_some_and(|data| !data.in_c()) {
        return field(core, args, |class| class.name);
    }
    let name = core.short_name(class).to_owned();
    Ok(Value::Obj(core.intern(&name)))
}

fn set_name(core: &mut Core, args: &[Value]) -> NativeResult {
    set_text(core, args, "__name__", |class, value| class.name = value)
}

fn set_qualname(core: &mut Core, args: &[Value]) -> NativeResult {
    set_text(core, args, "__qualname__", |class, value| class.qualname = value)
}

fn classes_tuple(core: &mut Core, classes: &[Obj]) -> Value {
    let values: Vec<Value> = classes.iter().map(|&class| Value::Obj(class)).collect();
    core.tuple(&values)
}

fn bases(core: &mut Core, args: &[Value]) -> NativeResult {
    let bases = core.heap.as_class(args[0]).map(|class| class.bases.clone()).unwrap_or_default();
    Ok(classes_tuple(core, &bases))
}

fn base(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(core.heap.as_class(args[0]).and_then(|class| class.bases.first().copied()).map_or(Value::None, Value::Obj))
}

fn mro(core: &mut Core, args: &[Value]) -> NativeResult {
    let mro = core.heap.as_class(args[0]).map(|class| class.mro.clone()).unwrap_or_default();
    Ok(classes_tuple(core, &mro))
}

fn mro_list(core: &mut Core, args: &[Value]) -> NativeResult {
    let mro = core.heap.as_class(args[0]).map(|class| class.mro.clone()).unwrap_or_default();
    Ok(core.heap.list(mro.into_iter().map(Value::Obj).collect()))
}

fn subclasses(core: &mut Core, args: &[Value]) -> NativeResult {
    let below = core.heap.as_class(args[0]).map(|class| class.subclasses.clone()).unwrap_or_default();
    Ok(core.heap.list(below.into_iter().map(Value::Obj).collect()))
}

fn class_dict(core: &mut Core, args: &[Value]) -> NativeResult {
    match class_arg(core, args) {
        Some(class) => Ok(Value::Obj(core.heap.alloc(Object::MappingProxy(class)))),
        None => Err(core.no_attribute(args[0], names::DICT)),
    }
}

/// A name in the class's own namespace.
fn own(core: &Core, class: Value, name: Obj) -> Option<Value> {
    core.dict_get_name(class, name)
}

fn abstract_methods(core: &mut Core, args: &[Value]) -> NativeResult {
    match own(core, args[0], names::ABSTRACT_METHODS) {
        Some(value) => Ok(value),
        None => Err(core.no_attribute(args[0], names::ABSTRACT_METHODS)),
    }
}

fn set_abstract_methods(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(class) = class_arg(core, args) else { return Ok(Value::None) };
    core.class_set(class, names::ABSTRACT_METHODS, args[1]);
    let any = core.truth(args[1]).unwrap_or(false);
    if let Some(data) = core.heap.class_mut(class) {
        data.abstract_class = any;
    }
    Ok(Value::None)
}

fn annotations(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(kept) = own(core, args[0], names::ANNOTATIONS) {
        return Ok(kept);
    }
    let annotate = annotate(core, args)?;
    Err(Break::Prelude(prelude::ANNOTATIONS_OF, vec![args[0], annotate]))
}

fn set_annotations(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(class) = class_arg(core, args) {
        core.class_set(class, names::ANNOTATIONS, args[1]);
    }
    Ok(Value::None)
}

fn annotate(core: &mut Core, args: &[Value]) -> NativeResult {
    let other = core.intern("__annotate_func__");
    Ok(own(core, args[0], names::ANNOTATE).or_else(|| own(core, args[0], other)).unwrap_or(Value::None))
}

fn set_annotate(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(class) = class_arg(core, args) {
        core.class_set(class, names::ANNOTATE, args[1]);
    }
    Ok(Value::None)
}

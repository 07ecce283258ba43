//! Classes: bases, method resolution order (C3), namespace, and the lookup through them.
//!
//! Source: `Objects/typeobject.c` (`mro_implementation`, `_PyType_Lookup`).

use super::core::Core;
use super::dict::Dict;
use super::native::Break;
use super::shape::ShapeId;
use super::types;
use super::value::{Obj, Value};

/// How instances of a class are stored: which builtin storage they carry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// Attributes alone.
    #[default]
    Object,
    Type,
    Int,
    Bool,
    Float,
    Complex,
    Str,
    Bytes,
    ByteArray,
    Tuple,
    List,
    Dict,
    Set,
    FrozenSet,
    Exception,
    Module,
    Property,
    StaticMethod,
    ClassMethod,
    /// A library type's own state.
    Opaque,
    /// Cannot be subclassed, nor made by calling unless it has a `__new__`.
    Sealed,
}

/// Where a class comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Origin {
    /// The machine's own.
    #[default]
    Native,
    /// Made by a `class` statement or `type()`, so it may be changed.
    Program,
    /// Made so, too, but it stands for one in C: may not be changed, and its name holds its module.
    Library,
}

/// A class object.
#[derive(Clone, Debug, Default)]
pub struct ClassData {
    pub name: Value,
    pub qualname: Value,
    pub metaclass: Obj,
    pub bases: Vec<Obj>,
    /// This class first.
    pub mro: Vec<Obj>,
    /// The namespace; every key is an interned string.
    pub dict: Dict,
    pub layout: Layout,
    /// Instances have no `__dict__`: only the names of `slots` may be set.
    pub no_dict: bool,
    /// Names of all `__slots__` of the class and its bases.
    pub slots: Vec<Obj>,
    pub origin: Origin,
    /// Shape of a new instance: always `EMPTY`, but with how many places to start.
    pub n_attrs_hint: u8,
    /// Classes whose first base this is among, for `__subclasses__` and for invalidating.
    pub subclasses: Vec<Obj>,
    /// Some special methods are asked for so often that the answer is kept: see [`Quirks`].
    pub quirks: Quirks,
    /// Has abstract methods left: cannot be instantiated.
    pub abstract_class: bool,
}

/// What a class does differently from `object`, kept up to date whenever a namespace in its MRO changes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quirks {
    /// `__getattribute__` is not `object`'s.
    pub getattribute: bool,
    /// Has `__getattr__`.
    pub getattr: bool,
    /// `__setattr__` is not `object`'s.
    pub setattr: bool,
    /// `__delattr__` is not `object`'s.
    pub delattr: bool,
    /// Has `__eq__` other than `object`'s.
    pub eq: bool,
    /// Has `__del__`.
    pub del: bool,
    /// Has `__hash__` other than `object`'s.
    pub hash: bool,
}

impl ClassData {
    pub const EMPTY_SHAPE: ShapeId = ShapeId::EMPTY;
}

impl ClassData {
    /// Not the machine's own.
    pub fn heap_type(&self) -> bool {
        self.origin != Origin::Native
    }
    /// In C, as far as programs can tell.
    pub fn in_c(&self) -> bool {
        self.origin != Origin::Program
    }
}

impl Core {
    /// The class of a value.
    #[inline]
    pub fn class_of(&self, value: Value) -> Obj {
        types::class_of(&self.heap, value)
    }
    /// The class's name, as error messages show it: `'int' object …`.
    pub fn class_name(&self, class: Obj) -> &str {
        match self.heap.class(class).map(|class| class.name) {
            Some(name) => self.heap.as_str(name).map_or("?", |name| name.as_str()),
            None => "?",
        }
    }
    /// The class's `__name__`: of a class that stands for one in C, what is after the last dot (`type_name` of
    /// `Objects/typeobject.c`), since its name holds its module: `'datetime.timedelta' object …`.
    pub fn short_name(&self, class: Obj) -> &str {
        let name = self.class_name(class);
        let in_c = self.heap.class(class).is_some_and(ClassData::in_c);
        name.rfind('.').filter(|_| in_c).map_or(name, |dot| &name[dot + 1..])
    }
    /// Makes a class of the library's stand for one in C: it cannot be changed, and messages name its module.
    pub fn stand_for_c(&mut self, class: Obj, module: &str) {
        let name = self.heap.class(class).map_or(Value::Null, |data| data.qualname);
        let name = format!("{module}.{}", self.text(name));
        let name = Value::Obj(self.intern(&name));
        if let Some(data) = self.heap.class_mut(class) {
            data.name = name;
            data.origin = Origin::Library;
        }
    }
    /// Name of a value's class.
    pub fn type_name(&self, value: Value) -> &str {
        self.class_name(self.class_of(value))
    }
    /// `issubclass(class, of)` by the MRO.
    #[inline]
    pub fn is_subclass(&self, class: Obj, of: Obj) -> bool {
        class == of || self.heap.class(class).is_some_and(|class| class.mro.contains(&of))
    }
    /// `isinstance(value, class)` by the MRO.
    #[inline]
    pub fn is_instance(&self, value: Value, class: Obj) -> bool {
        self.is_subclass(self.class_of(value), class)
    }
    /// What `name` means on the class: the first namespace of the MRO that has it, unbound. `name` is interned.
    #[inline]
    pub fn lookup(&mut self, class: Obj, name: Obj) -> Option<Value> {
        if let Some(&found) = self.method_cache.0.get(&(class, name)) {
            return (!found.is_null()).then_some(found);
        }
        let found = self.lookup_uncached(class, name);
        self.method_cache.0.insert((class, name), found.unwrap_or(Value::Null));
        found
    }
    /// As [`lookup`](Self::lookup), without filling the cache.
    pub fn lookup_uncached(&self, class: Obj, name: Obj) -> Option<Value> {
        self.lookup_where(class, name).map(|(_, value)| value)
    }
    /// The value and the class whose namespace has it.
    pub fn lookup_where(&self, class: Obj, name: Obj) -> Option<(Obj, Value)> {
        let hash = self.heap.as_str(Value::Obj(name))?.hash();
        self.heap.class(class)?.mro.iter().find_map(|&base| {
            let dict = &self.heap.class(base)?.dict;
            let place = dict.find(hash, |key| key.is(Value::Obj(name)))?;
            Some((base, dict.value_at(place)))
        })
    }
    /// Looks up after `after` in the MRO of `class`, as `super()` does.
    pub fn lookup_after(&self, class: Obj, after: Obj, name: Obj) -> Option<Value> {
        let hash = self.heap.as_str(Value::Obj(name))?.hash();
        let mro = &self.heap.class(class)?.mro;
        let from = mro.iter().position(|&base| base == after)? + 1;
        mro[from..].iter().find_map(|&base| {
            let dict = &self.heap.class(base)?.dict;
            let place = dict.find(hash, |key| key.is(Value::Obj(name)))?;
            Some(dict.value_at(place))
        })
    }
    /// To be called after any namespace or MRO changed: forgets what was cached of classes.
    pub fn classes_changed(&mut self) {
        self.type_version = self.type_version.wrapping_add(1);
        self.method_cache.0.clear();
    }
    /// Sets a name in a class's namespace and keeps the caches true.
    pub fn class_set(&mut self, class: Obj, name: Obj, value: Value) {
        let Some(hash) = self.heap.as_str(Value::Obj(name)).map(|name| name.hash()) else { return };
        if let Some(data) = self.heap.class_mut(class) {
            match data.dict.find(hash, |key| key.is(Value::Obj(name))) {
                Some(place) => data.dict.set_value_at(place, value),
                None => data.dict.insert_new(hash, Value::Obj(name), value),
            }
        }
        self.classes_changed();
        self.update_quirks(class);
    }
    /// Recomputes the quirks of a class and of those below it.
    pub fn update_quirks(&mut self, class: Obj) {
        use super::names;
        let differs = |core: &Core, name: Obj| match core.lookup_where(class, name) {
            Some((owner, _)) => owner != types::OBJECT,
            None => false,
        };
        // `__setattr__ = dict.__setitem__` is one of its own, too.
        let own = |core: &Core, name: Obj| {
            let plain = core.lookup_where(types::OBJECT, name).map(|(_, found)| found);
            differs(core, name)
                && core.lookup_where(class, name).is_some_and(|(_, found)| !plain.is_some_and(|plain| plain.is(found)))
        };
        let quirks = Quirks {
            getattribute: differs(self, names::GETATTRIBUTE)
                && self.lookup_where(class, names::GETATTRIBUTE).is_some_and(|(_, v)| !matches!(v, Value::Native(_))),
            getattr: differs(self, names::GETATTR),
            setattr: own(self, names::SETATTR),
            delattr: own(self, names::DELATTR),
            eq: differs(self, names::EQ),
            hash: differs(self, names::HASH),
            del: differs(self, names::DEL),
        };
        let Some(data) = self.heap.class_mut(class) else { return };
        data.quirks = quirks;
        for below in data.subclasses.clone() {
            self.update_quirks(below);
        }
    }
    /// The C3 linearisation of a class with these bases.
    pub fn c3(&mut self, class: Obj, bases: &[Obj]) -> Result<Vec<Obj>, Break> {
        let mut lists: Vec<Vec<Obj>> =
            bases.iter().filter_map(|&base| Some(self.heap.class(base)?.mro.clone())).chain([bases.to_vec()]).collect();
        let mut mro = vec![class];
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Ok(mro);
            }
            let head = lists.iter().map(|list| list[0]).find(|head| lists.iter().all(|list| !list[1..].contains(head)));
            let Some(head) = head else {
                let mut names: Vec<String> = Vec::new();
                for list in &lists {
                    let name = self.class_name(list[0]).to_owned();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                let text =
                    format!("Cannot create a consistent method resolution order (MRO) for bases {}", names.join(", "));
                return Err(self.type_error(text));
            };
            mro.push(head);
            lists.iter_mut().filter(|list| list[0] == head).for_each(|list| {
                list.remove(0);
            });
        }
    }
}

//! Bytes that things are accounted with, the same on every platform: when a collection runs and when memory is over must not
//! hang on how wide the platform's pointers are. They are the sizes where pointers have 64 bits.

/// An object's slot.
pub const OBJECT: usize = 40;
pub const DICT: usize = 56;
pub const DICT_ENTRY: usize = 40;
pub const SET: usize = 48;
pub const SET_ENTRY: usize = 24;
pub const EXCEPTION: usize = 112;
pub const CLASS: usize = 200;
pub const FUNCTION: usize = 176;
pub const GENERATOR: usize = 144;
/// The three parts of a slice.
pub const SLICE: usize = 48;
/// The items of a tuple.
#[inline]
pub const fn tuple(n: usize) -> usize {
    n * 16 + 16
}
/// A library object's state, about.
pub const OPAQUE: usize = 64;

#[cfg(all(test, target_pointer_width = "64"))]
mod tests {
    use crate::vm::value::Value;
    use crate::vm::{class, dict, exc, generator, object, set};

    #[test]
    fn they_are_what_things_take_where_pointers_have_64_bits() {
        let told = [
            super::OBJECT,
            super::DICT,
            super::DICT_ENTRY,
            super::SET,
            super::SET_ENTRY,
            super::EXCEPTION,
            super::CLASS,
            super::FUNCTION,
            super::GENERATOR,
            super::SLICE,
        ];
        let sizes = [
            size_of::<object::Object>(),
            size_of::<dict::Dict>(),
            size_of::<dict::Entry>(),
            size_of::<set::Set>(),
            size_of::<set::SetEntry>(),
            size_of::<exc::ExcData>(),
            size_of::<class::ClassData>(),
            size_of::<object::Function>(),
            size_of::<generator::GeneratorData>(),
            3 * size_of::<Value>(),
        ];
        assert_eq!(told, sizes);
    }
}

//! Characters by their Unicode names, as `"\N{BULLET}"` asks for them: the one function of the crate of this name that
//! the parser uses.
//!
//! Natively the complete crate answers. In browsers its tables, which hardly a program needs, are a file of their own
//! that is fetched for the first program that has such an escape: [`install`].

/// The character with this name, in upper or lower case but otherwise exactly.
#[cfg(not(target_arch = "wasm32"))]
pub fn character(name: &str) -> Option<char> {
    let exactly = |c: &char| complete::name(*c).is_some_and(|own| own.to_string() == name.to_ascii_uppercase());
    complete::character(name).filter(exactly)
}

#[cfg(target_arch = "wasm32")]
static TABLE: std::sync::OnceLock<String> = std::sync::OnceLock::new();

/// The character with this name, in upper or lower case but otherwise exactly; `None` while there is no table.
#[cfg(target_arch = "wasm32")]
pub fn character(name: &str) -> Option<char> {
    lookup(TABLE.get()?, name)
}

/// Makes the names known. Only the first call counts.
#[cfg(target_arch = "wasm32")]
pub fn install(table: String) {
    let _ = TABLE.set(table);
}

/// Whether [`install`] was called.
#[cfg(target_arch = "wasm32")]
pub fn is_installed() -> bool {
    TABLE.get().is_some()
}

/// The names of which there are tens of thousands, and that are made of the character's number: not in a table.
pub const IDEOGRAPH: &str = "CJK UNIFIED IDEOGRAPH-";
const IDEOGRAPHS: [(u32, u32); 10] = [
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0x20000, 0x2a6df),
    (0x2a700, 0x2b739),
    (0x2b740, 0x2b81d),
    (0x2b820, 0x2cea1),
    (0x2ceb0, 0x2ebe0),
    (0x2ebf0, 0x2ee5d),
    (0x30000, 0x3134a),
    (0x31350, 0x323af),
];

/// The character with this name in a table, which has a line for each: a tab, the name, a tab, the number in hexadecimal.
pub fn lookup(table: &str, name: &str) -> Option<char> {
    let name = name.to_ascii_uppercase();
    if let Some(number) = name.strip_prefix(IDEOGRAPH) {
        let number = u32::from_str_radix(number, 16).ok().filter(|n| format!("{n:X}") == number)?;
        let known = IDEOGRAPHS.iter().any(|(first, last)| (*first..=*last).contains(&number));
        return char::from_u32(number).filter(|_| known);
    }
    if name.contains(['\t', '\n']) {
        return None;
    }
    let line = format!("\t{name}\t");
    let number = &table[table.find(&line)? + line.len()..];
    char::from_u32(u32::from_str_radix(number.lines().next()?, 16).ok()?)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_exactly_but_for_case() {
        for known in [character, |name: &str| lookup("\tBULLET\t2022\n\tGRINNING FACE\t1F600\n", name)] {
            assert_eq!(known("BULLET"), Some('•'));
            assert_eq!(known("grinning face"), Some('😀'));
            assert_eq!(known("CJK UNIFIED IDEOGRAPH-4E2D"), Some('中'));
            for unknown in ["BULL", "BULLET ", "GRINNINGFACE", "CJK UNIFIED IDEOGRAPH-04E2D", "", "\t"] {
                assert_eq!(known(unknown), None, "{unknown}");
            }
        }
    }

    #[test]
    fn ideographs_are_those_of_unicode() {
        for c in '\u{3000}'..='\u{3ffff}' {
            let named = complete::name(c).is_some_and(|name| name.to_string().starts_with(IDEOGRAPH));
            let number = u32::from(c);
            let ours = lookup("", &format!("{IDEOGRAPH}{number:X}")).is_some();
            assert!(!named || ours, "{number:X}");
        }
    }
}

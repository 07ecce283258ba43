//! Small files that say from what something was built, so that it is not built again for the same.

use crate::Result;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// The stamp of these bytes.
pub fn of_bytes(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The stamp of all files at or under these paths (names and contents), and of the extra words.
pub fn of_files(paths: &[&str], extra: &[&str]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    extra.hash(&mut hasher);
    for path in paths {
        add(Path::new(path), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Result {
    let failed = |e: std::io::Error| format!("{} cannot be read: {e}", path.display());
    if path.is_dir() {
        let entries: std::io::Result<Vec<_>> = std::fs::read_dir(path).map_err(failed)?.collect();
        let mut entries: Vec<_> = entries.map_err(failed)?.into_iter().map(|entry| entry.path()).collect();
        entries.sort();
        entries.iter().try_for_each(|entry| add(entry, hasher))
    } else if path.is_file() {
        path.hash(hasher);
        std::fs::read(path).map_err(failed)?.hash(hasher);
        Ok(())
    } else {
        Ok(())
    }
}

/// Whether the file holds this stamp.
pub fn matches(file: &Path, wanted: &str) -> bool {
    std::fs::read_to_string(file).is_ok_and(|kept| kept == wanted)
}

/// Writes the stamp.
pub fn write(file: &Path, stamp: &str) -> Result {
    std::fs::write(file, stamp).map_err(|e| format!("{} cannot be written: {e}", file.display()))
}

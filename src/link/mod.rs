//! Permalinks: everything needed to see again what somebody saw, in the part of a URL that no server receives.
//!
//! `#v1.<payload>` is a [`Shared`] as fields → deflate → base64url; `#code=` is plain percent-encoded source. Query
//! parameters (`?lang=`, `?embed=1`…) are about how the page looks, not about what is shown, and are read in [`query`].
//! Knows settings, nothing of the page. What comes in is bounded; whatever is wrong with it is a [`LinkError`].
//!
//! A link once made opens for ever: `tests/golden/links.txt` holds links that are never regenerated. So numbers that stand
//! for something are written out here and never change; new fields get new tags; a field of unknown tag is passed over.

mod fields;
mod figures;
mod numbers;
mod pack;
pub mod percent;
pub mod query;
pub mod shared;

#[cfg(test)]
mod tests;

pub use query::{Query, Theme};
pub use shared::{Placed, Shared, Surface, Tab, Unit};

use crate::base::limits::MAX_LINK_BYTES;

/// What the version that this build writes begins with.
const V1: &str = "v1.";

/// Why a link cannot be opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LinkError {
    /// It was cut or changed on its way.
    #[error("the link is damaged: part of it is missing or changed")]
    Damaged,
    /// Not a link of Pylanes.
    #[error("not a Pylanes link")]
    Foreign,
    /// Made by a later Pylanes, with this version of the format.
    #[error("the link was made by a newer Pylanes (format {0})")]
    NewerVersion(u32),
    /// Longer than anything this page makes.
    #[error("the link is too long (over {MAX_LINK_BYTES} characters)")]
    TooLong,
}

/// The fragment for `shared`, without the `#`.
pub fn fragment(shared: &Shared) -> String {
    format!("{V1}{}", pack::pack(&fields::write(shared)))
}

/// What a fragment (with or without `#`) holds; none when it is empty.
pub fn open_fragment(fragment: &str) -> Result<Option<Shared>, LinkError> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.is_empty() {
        return Ok(None);
    }
    if fragment.len() > MAX_LINK_BYTES {
        return Err(LinkError::TooLong);
    }
    if let Some(source) = fragment.strip_prefix("code=") {
        let source = percent::decode(source).ok_or(LinkError::Damaged)?;
        return Ok(Some(Shared { source, ..fields::unsaid() }));
    }
    match version_and_payload(fragment) {
        Some((1, payload)) => fields::read(&pack::unpack(payload)?).map(Some),
        Some((version, _)) if version > 1 => Err(LinkError::NewerVersion(version)),
        _ => Err(LinkError::Foreign),
    }
}

/// What a whole URL (or just its fragment) holds: what `pylanes open` is given.
pub fn open_url(url: &str) -> Result<Shared, LinkError> {
    let fragment = url.split_once('#').map_or(url, |(_, fragment)| fragment);
    open_fragment(fragment.trim())?.ok_or(LinkError::Foreign)
}

fn version_and_payload(fragment: &str) -> Option<(u32, &str)> {
    let (version, payload) = fragment.strip_prefix('v')?.split_once('.')?;
    let is_number = !version.is_empty() && version.len() <= 6 && version.bytes().all(|b| b.is_ascii_digit());
    Some((version.parse().ok().filter(|_| is_number)?, payload))
}

//! Where something was measured, in words.

use crate::base::language::Language;
use crate::i18n::{compare as words, settings};
use crate::wire::Environment;

use super::format;

/// Longer is no name of a browser.
const MAX_CHARS: usize = 60;

/// Browsers by what only they say of themselves, in the order to look: most also say they are others.
const BROWSERS: [(&str, &str); 5] =
    [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Version/", "Safari")];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// `Chrome 131, Linux` for what a browser says of itself; what is already short stays.
pub fn browser(user_agent: &str) -> String {
    let version = |sign: &str| {
        let (_, rest) = user_agent.split_once(sign)?;
        Some(rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().to_owned())
    };
    let name = BROWSERS.into_iter().find_map(|(sign, name)| Some(format!("{name} {}", version(sign)?)));
    let system = SYSTEMS.into_iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| name.to_owned());
    match name {
        Some(name) => [Some(name), system].into_iter().flatten().collect::<Vec<_>>().join(", "),
        None => user_agent.chars().take(MAX_CHARS).collect(),
    }
}

/// The place with its browser's short name: what a link tells.
pub fn in_short(place: &Environment) -> Environment {
    Environment { user_agent: browser(&place.user_agent), ..place.clone() }
}

/// `Chrome 131, Linux · 8 cores · shared memory · clock steps of 5 µs`
pub fn told(place: &Environment, language: Language) -> String {
    let memory = if place.threads { words::SHARED_MEMORY } else { words::NO_SHARED_MEMORY };
    let parts = [
        browser(&place.user_agent),
        settings::N_CORES.fill(language, &[("n", &place.cores.to_string())]),
        memory.text(language).to_owned(),
        words::CLOCK_STEP.fill(language, &[("time", &format::time(place.clock_resolution))]),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_what_only_they_say() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
        assert_eq!(browser(chrome), "Chrome 131, Linux");
        assert_eq!(browser(&format!("{chrome} Edg/131.0.1")), "Edge 131, Linux");
        let safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15";
        assert_eq!(browser(safari), "Safari 18, macOS");
        assert_eq!(browser(&browser(chrome)), "Chrome 131, Linux");
        assert_eq!(browser(&"x".repeat(200)).len(), MAX_CHARS);
    }
}

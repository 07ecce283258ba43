//! The guide as data: chapters of claims, each with the program that shows it.
//!
//! Texts are `i18n`'s, programs are [`super::examples`]'. Knows nothing of how the page sets them.

use crate::i18n::{Phrase, guide as words};

/// A chapter. [`Chapter::id`] is its anchor and never changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chapter {
    pub id: &'static str,
    pub title: Phrase,
    pub lead: Option<Phrase>,
    pub sections: &'static [Section],
}

/// A part of a chapter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Section {
    /// None where a chapter has one part.
    pub title: Option<Phrase>,
    pub claims: &'static [Claim],
}

/// A statement and the example (its id) that shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claim {
    pub text: Phrase,
    pub example: &'static str,
}

/// Something that is often said, and what is so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Myth {
    pub said: Phrase,
    pub exactly: Phrase,
    pub example: &'static str,
}

const fn claim(text: Phrase, example: &'static str) -> Claim {
    Claim { text, example }
}

/// The chapters, in reading order.
pub static CHAPTERS: &[Chapter] = &[
    Chapter { id: "basics", title: words::BASICS, lead: None, sections: BASICS },
    Chapter { id: "gil", title: words::GIL, lead: Some(words::GIL_LEAD), sections: GIL },
    Chapter { id: "threading", title: words::THREADING, lead: Some(words::THREADING_LEAD), sections: THREADING },
    Chapter { id: "multiprocessing", title: words::PROCESSES, lead: Some(words::PROCESSES_LEAD), sections: PROCESSES },
    Chapter { id: "asyncio", title: words::ASYNCIO, lead: Some(words::ASYNCIO_LEAD), sections: ASYNCIO },
    Chapter { id: "together", title: words::TOGETHER, lead: Some(words::TOGETHER_LEAD), sections: TOGETHER },
];

static BASICS: &[Section] = &[Section {
    title: None,
    claims: &[
        claim(words::BASICS_CONCURRENT, "two-threads"),
        claim(words::BASICS_BOUND, "io-release"),
        claim(words::BASICS_OVERLAP, "semaphore"),
    ],
}];

static GIL: &[Section] = &[Section {
    title: None,
    claims: &[
        claim(words::GIL_ONE, "two-threads"),
        claim(words::GIL_ASKS, "two-threads"),
        claim(words::GIL_SWITCH_POINTS, "two-threads"),
        claim(words::GIL_BLOCKING, "io-release"),
        claim(words::GIL_NATIVE, "native-release"),
        claim(words::GIL_CONVOY, "convoy"),
        claim(words::GIL_DATA, "lost-update"),
        claim(words::GIL_FREE, "free-threaded"),
    ],
}];

static THREADING: &[Section] = &[
    Section {
        title: Some(words::PRINCIPLES),
        claims: &[
            claim(words::THREADING_HOW_OS, "three-sleeps"),
            claim(words::THREADING_HOW_MEMORY, "late-binding"),
            claim(words::THREADING_HOW_START, "join"),
        ],
    },
    Section {
        title: Some(words::ADVANTAGES),
        claims: &[
            claim(words::THREADING_PRO_LIGHT, "three-sleeps"),
            claim(words::THREADING_PRO_SHARING, "thread-queue"),
            claim(words::THREADING_PRO_LIBRARIES, "thread-pool"),
        ],
    },
    Section {
        title: Some(words::DRAWBACKS),
        claims: &[
            claim(words::THREADING_CON_CPU, "two-threads"),
            claim(words::THREADING_CON_RACES, "lost-update-fixed"),
            claim(words::THREADING_CON_DEADLOCK, "deadlock"),
            claim(words::THREADING_CON_STOP, "daemon"),
        ],
    },
    Section {
        title: Some(words::USES),
        claims: &[
            claim(words::THREADING_USE_IO, "io-release"),
            claim(words::THREADING_USE_NATIVE, "native-release"),
            claim(words::THREADING_USE_BACKGROUND, "condition"),
        ],
    },
];

static PROCESSES: &[Section] = &[
    Section {
        title: Some(words::PRINCIPLES),
        claims: &[
            claim(words::PROCESSES_HOW_OWN, "process-pool-map"),
            claim(words::PROCESSES_HOW_START, "process-no-sharing"),
            claim(words::PROCESSES_HOW_MESSAGES, "process-queue"),
            claim(words::PROCESSES_HOW_SHARED, "process-shared-value"),
        ],
    },
    Section {
        title: Some(words::ADVANTAGES),
        claims: &[
            claim(words::PROCESSES_PRO_CORES, "process-pool-map"),
            claim(words::PROCESSES_PRO_ISOLATION, "process-crash"),
            claim(words::PROCESSES_PRO_NO_RACES, "process-no-sharing"),
        ],
    },
    Section {
        title: Some(words::DRAWBACKS),
        claims: &[
            claim(words::PROCESSES_CON_START, "process-pool"),
            claim(words::PROCESSES_CON_MEMORY, "process-pool"),
            claim(words::PROCESSES_CON_PICKLING, "process-pickling"),
            claim(words::PROCESSES_CON_POOLS, "process-crash"),
        ],
    },
    Section {
        title: Some(words::USES),
        claims: &[
            claim(words::PROCESSES_USE_CPU, "process-pool-map"),
            claim(words::PROCESSES_USE_BATCH, "process-pool"),
            claim(words::PROCESSES_USE_RISK, "process-crash"),
        ],
    },
];

static ASYNCIO: &[Section] = &[
    Section {
        title: Some(words::PRINCIPLES),
        claims: &[
            claim(words::ASYNCIO_HOW_LOOP, "async-gather"),
            claim(words::ASYNCIO_HOW_EXPLICIT, "generator-pipeline"),
            claim(words::ASYNCIO_HOW_GIL, "async-to-thread"),
        ],
    },
    Section {
        title: Some(words::ADVANTAGES),
        claims: &[
            claim(words::ASYNCIO_PRO_CHEAP, "async-gather"),
            claim(words::ASYNCIO_PRO_SWITCH, "async-queue"),
            claim(words::ASYNCIO_PRO_LOCKS, "async-race"),
            claim(words::ASYNCIO_PRO_CANCEL, "async-cancel"),
            claim(words::ASYNCIO_PRO_LIBRARIES, "async-gather"),
        ],
    },
    Section {
        title: Some(words::DRAWBACKS),
        claims: &[
            claim(words::ASYNCIO_CON_CPU, "async-blocking"),
            claim(words::ASYNCIO_CON_BLOCKING, "async-blocking"),
            claim(words::ASYNCIO_CON_COLOUR, "async-queue"),
            claim(words::ASYNCIO_CON_LEARNING, "async-timeout"),
        ],
    },
    Section {
        title: Some(words::USES),
        claims: &[
            claim(words::ASYNCIO_USE_SERVERS, "async-taskgroup"),
            claim(words::ASYNCIO_USE_CHAT, "async-chat"),
            claim(words::ASYNCIO_USE_CLIENTS, "async-rate-limit"),
        ],
    },
];

static TOGETHER: &[Section] = &[Section {
    title: None,
    claims: &[
        claim(words::TOGETHER_TO_THREAD, "async-to-thread"),
        claim(words::TOGETHER_PROCESSES, "async-processes"),
        claim(words::TOGETHER_POOLS, "thread-pool"),
    ],
}];

/// What is often said, and what is so.
pub static MYTHS: &[Myth] = &[
    Myth { said: words::MYTH_USELESS, exactly: words::MYTH_USELESS_EXACTLY, example: "io-release" },
    Myth { said: words::MYTH_SAFE, exactly: words::MYTH_SAFE_EXACTLY, example: "lost-update" },
    Myth { said: words::MYTH_FIVE, exactly: words::MYTH_FIVE_EXACTLY, example: "two-threads" },
    Myth { said: words::MYTH_ASYNC_GIL, exactly: words::MYTH_ASYNC_GIL_EXACTLY, example: "async-to-thread" },
    Myth { said: words::MYTH_ASYNC_LOCK, exactly: words::MYTH_ASYNC_LOCK_EXACTLY, example: "async-race" },
    Myth { said: words::MYTH_ASYNC_FAST, exactly: words::MYTH_ASYNC_FAST_EXACTLY, example: "async-gather" },
    Myth { said: words::MYTH_CRASH, exactly: words::MYTH_CRASH_EXACTLY, example: "process-crash" },
    Myth { said: words::MYTH_MORE, exactly: words::MYTH_MORE_EXACTLY, example: "process-pool" },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::examples;

    #[test]
    fn every_claim_has_a_program_that_shows_it() {
        let claims = CHAPTERS.iter().flat_map(|chapter| chapter.sections).flat_map(|section| section.claims);
        let shown = claims.map(|claim| claim.example).chain(MYTHS.iter().map(|myth| myth.example));
        for id in shown {
            assert!(examples::find(id).is_some(), "{id}");
        }
    }

    #[test]
    fn each_model_has_principles_advantages_drawbacks_and_uses() {
        let parts = [words::PRINCIPLES, words::ADVANTAGES, words::DRAWBACKS, words::USES];
        for id in ["threading", "multiprocessing", "asyncio"] {
            let chapter = CHAPTERS.iter().find(|chapter| chapter.id == id).expect(id);
            let titles: Vec<_> = chapter.sections.iter().filter_map(|section| section.title).collect();
            assert_eq!(titles, parts);
            assert!(chapter.sections.iter().all(|section| section.claims.len() >= 3));
        }
    }

    #[test]
    fn every_example_is_somewhere_in_the_guide_or_its_fix_is() {
        let claims = CHAPTERS.iter().flat_map(|chapter| chapter.sections).flat_map(|section| section.claims);
        let used: Vec<&str> = claims.map(|claim| claim.example).chain(MYTHS.iter().map(|myth| myth.example)).collect();
        let n_shown = examples::all().filter(|example| used.contains(&example.id)).count();
        assert!(n_shown * 5 >= examples::all().count() * 4, "{n_shown} of {}", examples::all().count());
    }
}

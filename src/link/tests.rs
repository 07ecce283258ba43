//! What a link must do: come back as it was, stay short, say what is wrong with it, and never panic.

use proptest::prelude::*;

use crate::base::language::Language;
use crate::base::time::Nanos;
use crate::trace::measured::{Environment, Measured, Model, Workload};
use crate::trace::settings::{Latency, PythonVersion, Scale, Settings};

use super::*;

const PROGRAM: &str = r#"import threading, time

def count_primes(n):
    found = 0
    for k in range(2, n):
        if all(k % d for d in range(2, int(k**0.5) + 1)):
            found += 1
    return found

def main():
    threads = [threading.Thread(target=count_primes, args=(4000,))
               for _ in range(2)]
    for t in threads: t.start()
    for t in threads: t.join()
    print("two threads, one GIL")

main()
"#;

fn place() -> Environment {
    Environment {
        cores: 8,
        threads: true,
        user_agent: "Firefox 140 on Linux".to_owned(),
        clock_resolution: Nanos(5_000),
    }
}

fn figures(latencies: Option<[Nanos; 3]>) -> Measured {
    let walls = [12_000_000, 11_900_000, 12_345_678].map(Nanos).to_vec();
    let startup = Nanos(450_000);
    Measured { walls, startup, latencies, switches: 12, bytes_moved: 80_000, memory_bytes: 64 << 20, reduced: true }
}

fn everything_set() -> Shared {
    Shared {
        source: PROGRAM.to_owned(),
        example: Some("two-threads".to_owned()),
        settings: Settings {
            python: PythonVersion::Py314t,
            cores: 8,
            switch_interval: Nanos::from_micros(500),
            seed: u64::MAX,
            scale: Scale::Slow,
            schedule: "0a3".to_owned(),
            max_steps: 1_000,
            stdin: "Ada\n".to_owned(),
            latency: Latency::HeavyTail,
        },
        surface: Surface::Compare,
        step: Some(31_204),
        unit: Unit::Switch,
        tab: Tab::Locks,
        workload: Some(Workload {
            tasks: 200,
            cpu_per_task: Nanos::from_micros(400),
            io_per_task: Nanos::from_millis(120),
            bytes_per_task: 60_000,
            workers: 4,
            async_library: true,
        }),
        program_figures: Some(Placed { place: place(), figures: figures(None) }),
        model_figures: Some(Placed {
            place: place(),
            figures: vec![
                (Model::Sequential, figures(Some([1, 2, 3].map(Nanos)))),
                (Model::Asyncio, figures(Some([4, 5, 6].map(Nanos)))),
            ],
        }),
    }
}

/// A link's content in words that do not change when the types behind them do.
fn told(shared: &Shared) -> String {
    let settings = &shared.settings;
    format!(
        "{:?} example={:?} python={} cores={} interval={} seed={} scale={:?} schedule={:?} max_steps={} stdin={:?} \
         surface={:?} step={:?} unit={:?} tab={:?}",
        shared.source,
        shared.example,
        settings.python.name(),
        settings.cores,
        settings.switch_interval.0,
        settings.seed,
        settings.scale,
        settings.schedule,
        settings.max_steps,
        settings.stdin,
        shared.surface,
        shared.step,
        shared.unit,
        shared.tab
    )
}

#[test]
fn links_once_made_open_for_ever() {
    let golden = include_str!("../../tests/golden/links.txt");
    let mut n_links = 0;
    for line in golden.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (link, expected) = line.split_once('\t').expect("a link, a tab, what it holds");
        let shared = open_fragment(link).expect("a golden link opens").expect("a golden link holds something");
        assert_eq!(told(&shared), expected);
        n_links += 1;
    }
    assert_eq!(n_links, 5);
}

#[test]
fn a_link_holds_everything() {
    let shared = everything_set();
    assert_eq!(open_fragment(&fragment(&shared)), Ok(Some(shared.clone())));
    assert_eq!(open_url(&format!("https://example.org/x/?lang=en#{}", fragment(&shared))), Ok(shared));
}

#[test]
fn what_a_link_leaves_unsaid_is_the_default_latency() {
    let usual = Shared::default();
    let other = Shared { settings: Settings { latency: Latency::Fixed, ..Settings::default() }, ..Shared::default() };
    assert!(fragment(&usual).len() < fragment(&other).len());
    let opened = open_fragment("v1.AAAAAAMA").expect("opens").expect("holds something");
    assert_eq!(opened.settings.latency, Latency::Normal);
}

#[test]
fn links_are_short() {
    let small = Shared { source: PROGRAM.to_owned(), ..Shared::default() };
    assert!(fragment(&small).len() < 330, "{}", fragment(&small).len());
    assert!(fragment(&Shared::default()).len() < 20);
}

#[test]
fn links_are_url_safe() {
    let text = fragment(&everything_set());
    assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{text}");
}

#[test]
fn plain_code_is_a_link_too() {
    let shared = open_fragment("#code=print(%22%E4%BD%A0%E5%A5%BD%22)%0A").expect("good").expect("not empty");
    assert_eq!(shared.source, "print(\"你好\")\n");
    assert_eq!(open_fragment("#code=%E4%BD"), Err(LinkError::Damaged));
    assert_eq!(open_fragment("#code=100%"), Err(LinkError::Damaged));
}

#[test]
fn nothing_is_no_error() {
    assert_eq!(open_fragment(""), Ok(None));
    assert_eq!(open_fragment("#"), Ok(None));
    assert_eq!(open_url("https://example.org/"), Err(LinkError::Foreign));
}

#[test]
fn what_is_wrong_is_told_apart() {
    let good = fragment(&everything_set());
    assert_eq!(open_fragment("section-2"), Err(LinkError::Foreign));
    assert_eq!(open_fragment("v0.abc"), Err(LinkError::Foreign));
    assert_eq!(open_fragment("v+1.abc"), Err(LinkError::Foreign));
    assert_eq!(open_fragment("v7.abc"), Err(LinkError::NewerVersion(7)));
    assert_eq!(open_fragment("v1."), Err(LinkError::Damaged));
    assert_eq!(open_fragment(&good[..good.len() - 3]), Err(LinkError::Damaged));
    assert_eq!(open_fragment(&format!("{good}AAAA")), Err(LinkError::Damaged));
    assert_eq!(open_fragment(&format!("v1.{}", "A".repeat(1 << 20))), Err(LinkError::TooLong));
}

#[test]
fn a_bomb_is_refused() {
    let zeros = Shared { source: "a".repeat(3 << 20), ..Shared::default() };
    assert_eq!(open_fragment(&fragment(&zeros)), Err(LinkError::TooLong));
}

#[test]
fn a_megabyte_of_program_still_travels() {
    let source: String = (0..40_000).map(|i| format!("x{i} = {i}\n")).collect();
    let shared = Shared { source, ..Shared::default() };
    assert_eq!(open_fragment(&fragment(&shared)), Ok(Some(shared)));
}

#[test]
fn queries_are_read_leniently() {
    let query = Query::parse("?lang=zh-TW&theme=dark&embed=1&utm=x&readonly=true&lang=%");
    let expected =
        Query { language: Some(Language::TraditionalChinese), theme: Some(Theme::Dark), embed: true, readonly: true };
    assert_eq!(query, expected);
    assert_eq!(Query::parse(""), Query::default());
    assert_eq!(Query::parse("lang=tlh&theme=blue&embed=0"), Query::default());
}

proptest! {
    #[test]
    fn any_program_and_settings_come_back(
        source in "\\PC{0,400}", seed: u64, step: Option<u64>, cores in 1_u32..64, interval: u64,
    ) {
        let settings = Settings { seed, cores, switch_interval: Nanos(interval), ..Settings::default() };
        let shared = Shared { source, step, settings, ..Shared::default() };
        prop_assert_eq!(open_fragment(&fragment(&shared)), Ok(Some(shared)));
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        let _ = open_fragment(&text);
        let _ = open_fragment(&format!("v1.{text}"));
        let _ = Query::parse(&text);
    }

    #[test]
    fn any_fields_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = fields::read(&bytes);
        let _ = open_fragment(&format!("v1.{}", pack::pack(&bytes)));
    }

    #[test]
    fn any_change_of_a_character_is_found(place in 3_usize..200, to in "[A-Za-z0-9_-]") {
        let good = fragment(&everything_set());
        let place = place.min(good.len() - 2);
        let bad = format!("{}{to}{}", &good[..place], &good[place + 1..]);
        if bad != good {
            prop_assert_eq!(open_fragment(&bad), Err(LinkError::Damaged));
        }
    }
}

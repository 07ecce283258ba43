//! How long the simulated internet takes, by the setting.

use super::tests::run_with;
use crate::trace::settings::{Latency, Settings};

/// Microseconds of so many answers from one host.
fn answers(latency: Latency, seed: u64, n: u32) -> Vec<u64> {
    let text = format!(
        "from _net import Answer\nfor _ in range({n}):\n    answer = Answer('GET', 'http://example.org/status/200')\n    \
         print(round(answer.seconds * 1_000_000))\n"
    );
    let settings = Settings { latency, seed, max_steps: 60_000_000, ..Settings::default() };
    let outcome = run_with(&text, &settings);
    outcome.stdout.lines().map(|line| line.parse().expect(line)).collect()
}

#[test]
fn fixed_latency_is_constant() {
    let micros = answers(Latency::Fixed, 7, 20);
    assert_eq!(micros.len(), 20, "{micros:?}");
    assert!(micros.iter().all(|&one| one == micros[0] && one % 1_000 == 0), "{micros:?}");
    assert_eq!(answers(Latency::Fixed, 8, 20), micros);
}

#[test]
fn latencies_are_spread_as_documented() {
    let distance = answers(Latency::Fixed, 7, 1)[0] as f64;
    for (latency, low, p50, p95, high) in
        [(Latency::Normal, 0.85, 1.0, 1.083, 1.15), (Latency::HeavyTail, 0.7, 1.0, 3.5, 60.0)]
    {
        let mut factors: Vec<f64> =
            answers(latency, 7, 2_000).into_iter().map(|micros| micros as f64 / distance).collect();
        factors.sort_by(f64::total_cmp);
        let near = |at: usize, wanted: f64, by: f64| {
            assert!((factors[at] / wanted - 1.0).abs() < by, "{latency:?}: {} for {wanted}", factors[at]);
        };
        near(1_000, p50, 0.03);
        near(1_900, p95, 0.2);
        assert!(factors[0] >= low * 0.999 && factors[1_999] <= high * 1.001, "{latency:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_trace_under_every_latency() {
    let text = "import threading, urllib.request\ndef get(n):\n    with urllib.request.urlopen(f'http://h{n}.example/') as r: r.read()\n\
                threads = [threading.Thread(target=get, args=(n,)) for n in range(4)]\n\
                for t in threads: t.start()\nfor t in threads: t.join()\n";
    let ends: Vec<u64> = Latency::ALL
        .into_iter()
        .map(|latency| {
            let settings = Settings { latency, ..Settings::default() };
            let (one, other) = (run_with(text, &settings), run_with(text, &settings));
            assert!(one.pending.events == other.pending.events, "{latency:?}");
            one.makespan.0
        })
        .collect();
    assert!(ends[0] != ends[1] && ends[1] != ends[2] && ends[0] != ends[2], "{ends:?}");
}

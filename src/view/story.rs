//! A run as a text: Markdown with the program, what each thread's time went into, the output, and every telling moment.
//!
//! For people who read instead of looking, for course notes and for issue trackers. Long runs are cut, and say so.

use std::fmt::Write;

use crate::base::language::Language;
use crate::base::time::Nanos;
use crate::trace::event::{Fact, State, Stream};
use crate::trace::kind::StateKind;
use crate::trace::lane::LaneKind;
use crate::trace::{Moment, Trace};

use super::narration::narrate;
use super::state::{Run, View};
use super::words::{self, Arg, Phrase, Words, phrases as p, plain};
use super::{format, legend};

/// More moments than this are counted, not told.
const MAX_MOMENTS: usize = 1_000;
/// Longer output is cut.
const MAX_OUTPUT_CHARS: usize = 20_000;

impl View {
    /// Words for the active run in the page's language.
    pub fn words(&self) -> Words<'_> {
        Words { trace: &self.active_run().trace, language: self.language }
    }
    /// The narration as it is read aloud.
    pub fn spoken(&self) -> String {
        plain(&words::narration(&self.words(), &self.narration()))
    }
}

/// The run as Markdown.
pub fn story(run: &Run, language: Language) -> String {
    let words = Words { trace: &run.trace, language };
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_story(&mut out, run, &words);
    out
}

fn write_story(out: &mut String, run: &Run, words: &Words) -> std::fmt::Result {
    let text = |phrase: Phrase| phrase.text(words.language);
    writeln!(out, "# {}\n\n{}\n", text(p::STORY_TITLE), summary(run, words))?;
    writeln!(out, "## {}\n\n{}", text(p::STORY_PROGRAM), fenced("python", &run.source))?;
    writeln!(out, "## {}\n", text(p::STORY_LANES))?;
    write_lanes(out, words)?;
    let output = run.trace.output_text(Stream::Stdout);
    if !output.is_empty() {
        let cut: String = output.chars().take(MAX_OUTPUT_CHARS).collect();
        writeln!(out, "\n## {}\n\n{}", text(p::STORY_OUTPUT), fenced("text", &cut))?;
    }
    writeln!(out, "\n## {}\n", text(p::STORY_EVENTS))?;
    write_moments(out, run, words)
}

fn summary(run: &Run, words: &Words) -> String {
    let (settings, report) = (&run.settings, run.trace.report());
    let sentence = words.fill(
        p::STORY_SUMMARY,
        &[
            ("python", Arg::Code(settings.python.name().to_owned())),
            ("cores", Arg::Count(u64::from(settings.cores))),
            ("interval", Arg::Time(settings.switch_interval)),
            ("steps", Arg::Count(report.steps)),
            ("makespan", Arg::Time(Nanos(report.makespan_nanos))),
            ("switches", Arg::Count(report.switches)),
        ],
    );
    plain(&sentence)
}

fn write_lanes(out: &mut String, words: &Words) -> std::fmt::Result {
    let (trace, language) = (words.trace, words.language);
    let kinds = legend::legend(trace);
    let heads = kinds.iter().map(|&kind| words::state(kind).text(language));
    row(out, std::iter::once(p::STORY_LANE.text(language)).chain(heads))?;
    row(out, std::iter::once("---").chain(kinds.iter().map(|_| "---:")))?;
    for (id, lane) in trace.lanes().filter(|(_, lane)| lane.kind != LaneKind::Process) {
        let totals = trace.totals(id);
        let spent: Vec<String> =
            kinds.iter().map(|kind| format::time(Nanos(totals[usize::from(kind.class())]))).collect();
        row(out, std::iter::once(lane.name.as_str()).chain(spent.iter().map(String::as_str)))?;
    }
    Ok(())
}

fn write_moments(out: &mut String, run: &Run, words: &Words) -> std::fmt::Result {
    let heads = [p::STORY_TIME, p::STORY_STEP, p::STORY_WHAT].map(|phrase| phrase.text(words.language));
    row(out, heads.into_iter())?;
    row(out, ["---:", "---:", "---"].into_iter())?;
    let moments = telling_moments(&run.trace);
    for &now in moments.iter().take(MAX_MOMENTS) {
        let narration = narrate(&run.trace, now, run.end.as_ref(), None);
        let told = plain(&words::narration(words, &narration)).replace('|', "\\|");
        row(out, [format::time(now.time).as_str(), &format::count(now.step), &told].into_iter())?;
    }
    if let Some(n_more) = moments.len().checked_sub(MAX_MOMENTS).filter(|&n| n > 0) {
        writeln!(out, "\n{}", plain(&words.fill(p::STORY_MORE, &[("n", Arg::Count(n_more as u64))])))?;
    }
    Ok(())
}

/// The moments at which more happens than a thread becoming ready, and the end.
fn telling_moments(trace: &Trace) -> Vec<Moment> {
    let is_telling = |fact: Fact| match fact {
        Fact::Became(State::Running | State::WantsGil | State::Ready) | Fact::LockNamed { .. } => false,
        Fact::Became(_) | Fact::GilTaken { .. } | Fact::GilRequested { .. } | Fact::Wrote { .. } => true,
        Fact::LockTaken { .. } | Fact::LockReleased { .. } | Fact::Woke { .. } | Fact::Sent { .. } => true,
        Fact::Opened { .. } | Fact::Uncaught { .. } | Fact::Deadlocked => true,
        Fact::Exited { .. } => true,
        Fact::GilReleased { .. } => false,
    };
    let mut moments: Vec<Moment> = trace
        .events(0..trace.n_events())
        .filter(|(_, event)| is_telling(event.fact))
        .map(|(_, event)| Moment { step: event.step, time: event.time })
        .chain((!trace.is_empty()).then(|| trace.end()))
        .collect();
    moments.dedup();
    moments
}

fn row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) -> std::fmt::Result {
    for cell in cells {
        write!(out, "| {cell} ")?;
    }
    writeln!(out, "|")
}

/// A code block whose fence is longer than any in the text.
fn fenced(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat((longest + 1).max(3));
    let text = text.strip_suffix('\n').unwrap_or(text);
    format!("{fence}{language}\n{text}\n{fence}\n")
}

/// What the legend and tables call a state.
pub fn state_name(kind: StateKind, language: Language) -> &'static str {
    words::state(kind).text(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::event::End;
    use crate::trace::sample::two_threads;

    fn run() -> Run {
        Run {
            trace: two_threads(),
            source: "print('a``` b')\n".to_owned(),
            end: Some(End::Exited(0)),
            ..Run::default()
        }
    }

    #[test]
    fn a_run_reads_as_a_text() {
        let story = story(&run(), Language::English);
        for line in [
            "# What happened",
            "CPython 3.14, 2 cores, switch interval 5 ms: 1,350 steps in 21 µs, 5 switches.",
            "````python",
            "| Thread or task | runs Python | wants the GIL | waits for a lock or a thread | I/O, sleep |",
            "| Thread-2 | 6 µs | 6.6 µs | 0 ns | 8 µs |",
            "| 12.5 µs | 1,250 | MainThread writes “done”. |",
            "| 21 µs | 1,350 | The program has ended. |",
        ] {
            assert!(story.lines().any(|told| told == line), "{line}\nis not in\n{story}");
        }
    }

    #[test]
    fn it_reads_in_chinese_too() {
        assert!(story(&run(), Language::TraditionalChinese).contains("| 21 µs | 1,350 | 程式結束了。 |"));
    }
}

//! What the painter is told: shapes that name their meaning, in the order of painting.

use crate::trace::kind::StateKind;

/// Shares of a density band, out of 255, by class of its track.
pub type Shares = [u8; crate::trace::track::N_CLASSES];

/// One shape. All coordinates are canvas pixels.
#[derive(Clone, PartialEq, Debug)]
pub enum Mark {
    /// One slice (or the part of it in sight), at least a pixel wide.
    Slice { x: f64, y: f64, w: f64, h: f64, paint: Paint, emphasis: Emphasis },
    /// A crowd of slices narrower than a pixel, in about equal shares all along: painted as stripes on top of one
    /// another, each as high as its share.
    Band { x: f64, y: f64, w: f64, h: f64, shares: Shares, family: Family },
    /// A line of text; `y` is its middle. It fits `max_width_px`, cut with `…` if it must be.
    Text { x: f64, y: f64, text: String, role: TextRole, align: Align, max_width_px: f64 },
    /// From one lane's bar to another's at one time. `arrow` points at `to_y`.
    Connector { x: f64, from_y: f64, to_y: f64, kind: ConnectorKind },
    /// A vertical line of a ruler through all rows.
    Gridline { x: f64, y: f64, h: f64 },
    /// A horizontal line under a row.
    Rule { x: f64, y: f64, w: f64 },
    /// The triangle by which a group opens and closes.
    FoldHandle { x: f64, y: f64, open: bool },
    /// Here is the current moment.
    Playhead { x: f64, y: f64, h: f64 },
    /// The part of the minimap that the timeline shows.
    Frame { x: f64, y: f64, w: f64, h: f64 },
    /// Bare background over rows that reach into a ruler.
    Backdrop { x: f64, y: f64, w: f64, h: f64 },
}

/// How a slice looks, by what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paint {
    State(StateKind),
    /// The GIL is held by the thread with this tint (from 1).
    Holder(u8),
}

/// What the shares of a band are shares of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// Class `i` is [`StateKind::ALL`]`[i]`.
    States,
    /// Class 0 is a free GIL, the others are holders' tints.
    Holders,
}

impl Family {
    /// How a whole slice of a class looks; none for what is not painted: a lane that is over, a GIL that is free.
    pub fn paint(self, class: u8) -> Option<Paint> {
        match self {
            Family::States => match StateKind::ALL.get(usize::from(class)) {
                None | Some(StateKind::Finished) => None,
                Some(&kind) => Some(Paint::State(kind)),
            },
            Family::Holders => (class != 0).then_some(Paint::Holder(class)),
        }
    }
}

/// How much a slice stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Emphasis {
    #[default]
    None,
    Hovered,
    Selected,
}

/// What a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextRole {
    /// A time on the ruler.
    Time,
    /// A step number on the second ruler.
    Step,
    /// A thread or task.
    LaneName,
    /// `GIL`, a process.
    GroupName,
    /// On a holder's slice.
    Holder,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Start,
    Middle,
    End,
}

/// What went from one lane to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConnectorKind {
    /// The GIL; thin, no arrow.
    HandOver,
    /// One lane made another runnable.
    Wake,
    /// A message.
    Message,
    /// The lane that will release the one the pointer is on.
    Releases,
}

/// Size of the type on the canvas.
pub const TEXT_PX: f64 = 12.0;

/// About how wide a text is: the canvas knows exactly, but geometry must not ask it.
pub fn text_width_px(text: &str) -> f64 {
    text.chars().map(char_width_px).sum()
}

/// The text, or as much of it as fits: without what stands behind in brackets, as in `Thread-1 (work)`, or else cut with
/// `…`; empty when not even three characters fit.
pub fn fit_text(text: &str, max_px: f64) -> String {
    if text_width_px(text) <= max_px {
        return text.to_owned();
    }
    if let Some((name, _)) = text.split_once(" (").filter(|(name, _)| text_width_px(name) <= max_px) {
        return name.to_owned();
    }
    let mut used = char_width_px('…');
    let kept: String = text
        .chars()
        .take_while(|&c| {
            used += char_width_px(c);
            used <= max_px
        })
        .collect();
    if kept.chars().count() < 3 { String::new() } else { format!("{kept}…") }
}

fn char_width_px(c: char) -> f64 {
    match c {
        'i' | 'l' | 'j' | '.' | ',' | ':' | ' ' | '(' | ')' | '|' => 0.34 * TEXT_PX,
        'm' | 'w' | 'M' | 'W' => 0.88 * TEXT_PX,
        '\u{2e80}'..='\u{ffef}' => TEXT_PX,
        'A'..='Z' => 0.68 * TEXT_PX,
        _ => 0.57 * TEXT_PX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_only_when_it_must_be() {
        assert_eq!(fit_text("Thread-1", 100.0), "Thread-1");
        assert_eq!(fit_text("Thread-1 (count_primes)", 80.0), "Thread-1");
        assert_eq!(fit_text("count_primes", 60.0), "count_p…");
        assert_eq!(fit_text("Thread-1", 10.0), "");
    }

    #[test]
    fn what_is_over_is_not_painted() {
        assert_eq!(Family::States.paint(StateKind::Finished.class()), None);
        assert_eq!(Family::Holders.paint(0), None);
        assert_eq!(Family::Holders.paint(2), Some(Paint::Holder(2)));
    }
}

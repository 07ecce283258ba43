//! The keyboard: one table from chords to what they do, from which both the handler and the help sheet live.

use crate::link::Unit;

use super::action::{Action, Destination};
use super::state::{Sheet, Which};
use super::timeline::Gesture;

/// How much a press of `W` or `S` zooms, and which part of the width `A` and `D` move by.
const KEY_ZOOM: f64 = 1.5;
const KEY_PAN_WIDTHS: f64 = 0.2;

/// A key press, as the browser tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`
    pub key: &'a str,
    /// Control, or Command on a Mac.
    pub command: bool,
    pub shift: bool,
    pub alt: bool,
    /// The focus is in the editor or another text field: only chords with Control work there.
    pub in_text: bool,
}

/// A key with modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chord {
    pub command: bool,
    pub shift: bool,
    pub alt: bool,
    /// As in `KeyboardEvent.key`, letters lower case.
    pub key: &'static str,
}

/// What keys do, in the order of the help sheet. Words are `i18n`'s.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Shortcut {
    StepForward,
    StepBack,
    SwitchForward,
    SwitchBack,
    LineForward,
    LineBack,
    ToStart,
    ToEnd,
    PlayPause,
    /// The digits 1 to 9.
    FollowLane,
    ZoomIn,
    ZoomOut,
    PanLeft,
    PanRight,
    Fit,
    Simulate,
    RunForReal,
    Stop,
    CopyLink,
    Commands,
    Help,
    /// Handled by the editor: Tab leaves it from then on.
    LeaveEditor,
}

const fn plain(key: &'static str) -> Chord {
    Chord { command: false, shift: false, alt: false, key }
}
const fn shift(key: &'static str) -> Chord {
    Chord { shift: true, ..plain(key) }
}
const fn alt(key: &'static str) -> Chord {
    Chord { alt: true, ..plain(key) }
}
const fn command(key: &'static str) -> Chord {
    Chord { command: true, ..plain(key) }
}

/// Every shortcut and its chord.
pub const SHORTCUTS: [(Shortcut, Chord); 22] = [
    (Shortcut::StepForward, plain("ArrowRight")),
    (Shortcut::StepBack, plain("ArrowLeft")),
    (Shortcut::SwitchForward, shift("ArrowRight")),
    (Shortcut::SwitchBack, shift("ArrowLeft")),
    (Shortcut::LineForward, alt("ArrowRight")),
    (Shortcut::LineBack, alt("ArrowLeft")),
    (Shortcut::ToStart, plain("Home")),
    (Shortcut::ToEnd, plain("End")),
    (Shortcut::PlayPause, plain(" ")),
    (Shortcut::FollowLane, plain("1–9")),
    (Shortcut::ZoomIn, plain("w")),
    (Shortcut::ZoomOut, plain("s")),
    (Shortcut::PanLeft, plain("a")),
    (Shortcut::PanRight, plain("d")),
    (Shortcut::Fit, plain("f")),
    (Shortcut::Simulate, command("Enter")),
    (Shortcut::RunForReal, Chord { command: true, ..shift("Enter") }),
    (Shortcut::Stop, command(".")),
    (Shortcut::CopyLink, command("s")),
    (Shortcut::Commands, command("k")),
    (Shortcut::Help, plain("?")),
    (Shortcut::LeaveEditor, plain("Escape")),
];

/// What a key press does; none when it is not ours and the browser should have it.
pub fn action_for(press: Press, active: Which) -> Option<Action> {
    if press.in_text && !press.command {
        return None;
    }
    if let Some(digit) = digit(press) {
        return Some(Action::FollowNth(digit - 1));
    }
    let key = if press.key.len() == 1 { press.key.to_ascii_lowercase() } else { press.key.to_owned() };
    // `?` needs Shift on many keyboards and on others not.
    let is_shift = press.shift && key != "?";
    let (shortcut, _) = SHORTCUTS.into_iter().find(|(_, chord)| {
        (chord.key, chord.command, chord.shift, chord.alt) == (key.as_str(), press.command, is_shift, press.alt)
    })?;
    shortcut.action(active)
}

fn digit(press: Press) -> Option<usize> {
    let is_plain = !press.command && !press.shift && !press.alt;
    press.key.parse().ok().filter(|digit| is_plain && (1..=9).contains(digit))
}

impl Shortcut {
    /// What it does; none for what is handled elsewhere.
    pub fn action(self, active: Which) -> Option<Action> {
        let gesture = |gesture| Action::Gesture { which: active, gesture };
        Some(match self {
            Self::StepForward => Action::Step { forward: true },
            Self::StepBack => Action::Step { forward: false },
            Self::SwitchForward => Action::StepBy { unit: Unit::Switch, forward: true },
            Self::SwitchBack => Action::StepBy { unit: Unit::Switch, forward: false },
            Self::LineForward => Action::StepBy { unit: Unit::Line, forward: true },
            Self::LineBack => Action::StepBy { unit: Unit::Line, forward: false },
            Self::ToStart => Action::Seek(Destination::Start),
            Self::ToEnd => Action::Seek(Destination::End),
            Self::PlayPause => Action::TogglePlay,
            Self::ZoomIn => gesture(Gesture::Zoom { factor: KEY_ZOOM }),
            Self::ZoomOut => gesture(Gesture::Zoom { factor: 1.0 / KEY_ZOOM }),
            Self::PanLeft => gesture(Gesture::Pan { widths: -KEY_PAN_WIDTHS }),
            Self::PanRight => gesture(Gesture::Pan { widths: KEY_PAN_WIDTHS }),
            Self::Fit => gesture(Gesture::Fit),
            Self::Simulate => Action::Simulate,
            Self::RunForReal => Action::Execute,
            Self::Stop => Action::Stop,
            Self::CopyLink => Action::CopyLink,
            Self::Commands => Action::ShowSheet(Some(Sheet::Commands)),
            Self::Help => Action::ShowSheet(Some(Sheet::Help)),
            Self::FollowLane | Self::LeaveEditor => return None,
        })
    }
}

impl Chord {
    /// As a person reads it: `Shift+←`, `Ctrl+Enter`, on a Mac `⌘Enter`.
    pub fn label(&self, is_mac: bool) -> String {
        let key = match self.key {
            "ArrowRight" => "→",
            "ArrowLeft" => "←",
            " " => "Space",
            "Escape" => "Esc",
            key => key,
        };
        let key = if key.len() == 1 { key.to_ascii_uppercase() } else { key.to_owned() };
        let modifiers = [
            (self.command, if is_mac { "⌘" } else { "Ctrl+" }),
            (self.shift, if is_mac { "⇧" } else { "Shift+" }),
            (self.alt, if is_mac { "⌥" } else { "Alt+" }),
        ];
        let held: String = modifiers.into_iter().filter(|(is_held, _)| *is_held).map(|(_, sign)| sign).collect();
        held + &key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press<'_> {
        Press { key, command: false, shift: false, alt: false, in_text: false }
    }

    fn action(press: Press) -> Option<Action> {
        action_for(press, Which::Simulated)
    }

    #[test]
    fn arrows_step_and_modifiers_say_by_what() {
        assert_eq!(action(press("ArrowRight")), Some(Action::Step { forward: true }));
        let switch = Press { shift: true, ..press("ArrowLeft") };
        assert_eq!(action(switch), Some(Action::StepBy { unit: Unit::Switch, forward: false }));
    }

    #[test]
    fn typing_is_left_alone() {
        assert_eq!(action(Press { in_text: true, ..press("d") }), None);
        assert_eq!(action(Press { in_text: true, ..press(" ") }), None);
        assert_eq!(action(Press { in_text: true, command: true, ..press("Enter") }), Some(Action::Simulate));
        assert_eq!(action(Press { command: true, ..press("a") }), None);
    }

    #[test]
    fn capitals_and_question_marks_work_with_and_without_shift() {
        assert_eq!(action(press("W")), action(press("w")));
        assert_eq!(action(Press { shift: true, ..press("?") }), action(press("?")));
        assert!(action(press("?")).is_some());
    }

    #[test]
    fn digits_follow_lanes() {
        assert_eq!(action(press("1")), Some(Action::FollowNth(0)));
        assert_eq!(action(press("0")), None);
        assert_eq!(action(Press { command: true, ..press("1") }), None);
    }

    #[test]
    fn chords_read_as_on_the_keyboard() {
        let label = |shortcut, is_mac| {
            SHORTCUTS.into_iter().find(|(known, _)| *known == shortcut).map(|(_, chord)| chord.label(is_mac))
        };
        assert_eq!(label(Shortcut::RunForReal, false).as_deref(), Some("Ctrl+Shift+Enter"));
        assert_eq!(label(Shortcut::CopyLink, true).as_deref(), Some("⌘S"));
        assert_eq!(label(Shortcut::PlayPause, false).as_deref(), Some("Space"));
    }

    #[test]
    fn no_two_shortcuts_share_a_chord() {
        for (i, (_, chord)) in SHORTCUTS.iter().enumerate() {
            assert!(SHORTCUTS[..i].iter().all(|(_, other)| other != chord), "{chord:?}");
        }
    }
}

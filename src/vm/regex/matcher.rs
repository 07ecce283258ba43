//! The backtracking matcher: one loop, a stack of choices of its own, a limit of steps.
//!
//! The stack holds choices to come back to and what must be undone on the way; so nothing is copied when a choice is made, and
//! the Rust stack does not grow. Source followed: `Modules/_sre/sre_lib.h` for what is tried in which order.

use super::parse::{At, Class, FOR_EVER, Greed};
use super::program::{One, Op, Program, class_has, lower};

/// What is searched.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// ASCII text, or bytes.
    Bytes(&'a [u8]),
    Chars(&'a [char]),
}

impl Text<'_> {
    /// How many characters.
    pub fn len(&self) -> usize {
        match self {
            Text::Bytes(bytes) => bytes.len(),
            Text::Chars(chars) => chars.len(),
        }
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[inline]
    fn at(&self, at: usize) -> u32 {
        match self {
            Text::Bytes(bytes) => u32::from(bytes[at]),
            Text::Chars(chars) => chars[at] as u32,
        }
    }
}

/// Where a match may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Match,
    FullMatch,
    Search,
}

/// A match: the places of the whole and of each group (`NONE` for one that did not take part), and the last group closed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub spans: Vec<usize>,
    pub last_group: u32,
}

/// The place of a group that did not take part.
pub const NONE: usize = usize::MAX;
/// Steps of one call.
const MAX_STEPS: u64 = 200_000_000;
/// Choices and undo entries.
const MAX_STACK: usize = 1 << 22;

/// It took too long, or too much memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooMuch;

#[derive(Clone, Copy, Debug)]
enum Entry {
    Choice {
        op: usize,
        at: usize,
    },
    /// A run that may give back characters down to `least`, or take more up to `most` when lazy.
    Run {
        op: usize,
        at: usize,
        bound: usize,
    },
    Register {
        register: usize,
        value: usize,
    },
    Span {
        slot: usize,
        value: usize,
        last: u32,
    },
}

/// A program on a text.
#[derive(Debug)]
pub struct Matcher<'a> {
    program: &'a Program,
    text: Text<'a>,
    end: usize,
    stack: Vec<Entry>,
    registers: Vec<usize>,
    spans: Vec<usize>,
    last_group: u32,
    /// Steps taken.
    pub steps: u64,
}

impl<'a> Matcher<'a> {
    pub fn new(program: &'a Program, text: Text<'a>, end: usize) -> Self {
        let end = end.min(text.len());
        let registers = vec![0; program.n_registers];
        let spans = vec![NONE; 2 * (program.n_groups as usize + 1)];
        Self { program, text, end, stack: Vec::new(), registers, spans, last_group: 0, steps: 0 }
    }

    /// Looks from `start`. A match that begins at `not_empty` must not be empty.
    pub fn find(&mut self, start: usize, mode: Mode, not_empty: Option<usize>) -> Result<Option<Found>, TooMuch> {
        let mut at = start;
        while at <= self.end {
            if mode == Mode::Search
                && let Some(&Op::One(one)) = self.program.ops.first()
            {
                while at < self.end && !self.test(one, self.text.at(at)) {
                    at += 1;
                }
                self.steps += 1;
            }
            self.spans.fill(NONE);
            self.last_group = 0;
            self.stack.clear();
            if let Some(end) = self.run(at, mode == Mode::FullMatch, not_empty)? {
                self.spans[0] = at;
                self.spans[1] = end;
                return Ok(Some(Found { spans: self.spans.clone(), last_group: self.last_group }));
            }
            if mode != Mode::Search {
                break;
            }
            at += 1;
        }
        Ok(None)
    }

    /// All matches one after the other, as `finditer` finds them.
    pub fn scan(&mut self, start: usize, limit: usize) -> Result<Vec<Found>, TooMuch> {
        let (mut found, mut at, mut not_empty) = (Vec::new(), start, None);
        while found.len() < limit && at <= self.end {
            let Some(one) = self.find(at, Mode::Search, not_empty)? else { break };
            at = one.spans[1];
            not_empty = (one.spans[0] == at).then_some(at);
            found.push(one);
        }
        Ok(found)
    }

    #[inline]
    fn test(&self, one: One, c: u32) -> bool {
        match one {
            One::Char(wanted) => c == wanted,
            One::CharIgnoringCase(wanted) => c == wanted || lower(c) == wanted,
            One::Any => true,
            One::AnyButNewline => c != 10,
            One::Set(set) => self.program.sets[set].has(c),
        }
    }

    fn run(&mut self, start: usize, full: bool, not_empty: Option<usize>) -> Result<Option<usize>, TooMuch> {
        let program = self.program;
        let (mut op, mut at) = (0, start);
        loop {
            self.steps += 1;
            if self.steps > MAX_STEPS || self.stack.len() > MAX_STACK {
                return Err(TooMuch);
            }
            let next = match program.ops[op] {
                Op::One(one) if at < self.end && self.test(one, self.text.at(at)) => Some((op + 1, at + 1)),
                Op::At(place) if self.holds(place, at) => Some((op + 1, at)),
                Op::Jump(target) => Some((target, at)),
                Op::Split(first, second) => {
                    self.stack.push(Entry::Choice { op: second, at });
                    Some((first, at))
                }
                Op::Run { one, min, max, greed } => self.run_of(op, at, one, min, max, greed),
                Op::Match if full && at != self.end || not_empty == Some(start) && at == start => None,
                Op::Match => return Ok(Some(at)),
                other => self.other(other, op, at),
            };
            match next.or_else(|| self.back()) {
                Some(next) => (op, at) = next,
                None => return Ok(None),
            }
        }
    }

    fn other(&mut self, instruction: Op, op: usize, at: usize) -> Option<(usize, usize)> {
        match instruction {
            Op::Open(group) => self.set_span(2 * group as usize, at, self.last_group),
            Op::Close(group) => self.set_span(2 * group as usize + 1, at, group),
            Op::Backreference { group, ignore_case } => return self.repeat_group(group, ignore_case, op, at),
            Op::UnlessGroup(group, target) => {
                return Some((if self.spans[2 * group as usize + 1] == NONE { target } else { op + 1 }, at));
            }
            Op::Zero(register) => self.set(register, 0),
            Op::Turn(register) => self.set(register + 1, at),
            Op::Loop { register, min, max, body, lazy } => {
                let count = self.registers[register] + 1;
                self.set(register, count);
                if count < min as usize {
                    return Some((body, at));
                }
                let more = (max == FOR_EVER || count < max as usize) && self.registers[register + 1] != at;
                if more {
                    let (first, second) = if lazy { (op + 1, body) } else { (body, op + 1) };
                    self.stack.push(Entry::Choice { op: second, at });
                    return Some((first, at));
                }
            }
            Op::Mark(register) => {
                let height = self.stack.len() + 2;
                self.set(register, height);
                self.set(register + 1, at);
            }
            Op::Commit { register, back } => {
                let height = self.registers[register];
                let place = self.registers[register + 1];
                let mut kept = height;
                for i in height..self.stack.len() {
                    if matches!(self.stack[i], Entry::Register { .. } | Entry::Span { .. }) {
                        self.stack[kept] = self.stack[i];
                        kept += 1;
                    }
                }
                self.stack.truncate(kept);
                return Some((op + 1, if back { place } else { at }));
            }
            Op::Refuse(register) => {
                let height = self.registers[register];
                while self.stack.len() > height {
                    self.undo();
                }
                return None;
            }
            Op::Back(n) if at >= n => return Some((op + 1, at - n)),
            _ => return None,
        }
        Some((op + 1, at))
    }

    /// Puts the last entry's value back; `None` when it was no choice.
    fn undo(&mut self) -> Option<Entry> {
        match self.stack.pop()? {
            Entry::Register { register, value } => self.registers[register] = value,
            Entry::Span { slot, value, last } => {
                self.spans[slot] = value;
                self.last_group = last;
            }
            choice => return Some(choice),
        }
        None
    }

    fn back(&mut self) -> Option<(usize, usize)> {
        while !self.stack.is_empty() {
            match self.undo() {
                Some(Entry::Choice { op, at }) => return Some((op, at)),
                Some(Entry::Run { op, at, bound }) => {
                    let Op::Run { one, greed, .. } = self.program.ops[op] else { return None };
                    if greed == Greed::Lazy {
                        if at < bound && self.test(one, self.text.at(at)) {
                            self.stack.push(Entry::Run { op, at: at + 1, bound });
                            return Some((op + 1, at + 1));
                        }
                        continue;
                    }
                    let at = self.give_back(op, at, bound)?;
                    if at > bound {
                        self.stack.push(Entry::Run { op, at, bound });
                    }
                    return Some((op + 1, at));
                }
                _ => {}
            }
        }
        None
    }

    /// One character less, or as many as it takes until the character that must follow does.
    fn give_back(&mut self, op: usize, at: usize, least: usize) -> Option<usize> {
        let mut at = at - 1;
        if let Some(&Op::One(One::Char(wanted))) = self.program.ops.get(op + 1) {
            while at > least && self.text.at(at) != wanted {
                at -= 1;
                self.steps += 1;
            }
        }
        Some(at)
    }

    fn run_of(&mut self, op: usize, at: usize, one: One, min: u32, max: u32, greed: Greed) -> Option<(usize, usize)> {
        let most = if max == FOR_EVER { self.end } else { self.end.min(at.saturating_add(max as usize)) };
        let least = at.checked_add(min as usize).filter(|&least| least <= self.end)?;
        let wanted = if greed == Greed::Lazy { least } else { most };
        let mut here = at;
        while here < wanted && self.test(one, self.text.at(here)) {
            here += 1;
        }
        self.steps += (here - at) as u64 / 8;
        if here < least {
            return None;
        }
        match greed {
            Greed::Lazy if here < most => self.stack.push(Entry::Run { op, at: here, bound: most }),
            Greed::Greedy if here > least => self.stack.push(Entry::Run { op, at: here, bound: least }),
            _ => {}
        }
        Some((op + 1, here))
    }

    fn set(&mut self, register: usize, value: usize) {
        let old = std::mem::replace(&mut self.registers[register], value);
        self.stack.push(Entry::Register { register, value: old });
    }
    fn set_span(&mut self, slot: usize, value: usize, last: u32) {
        let old = std::mem::replace(&mut self.spans[slot], value);
        self.stack.push(Entry::Span { slot, value: old, last: self.last_group });
        self.last_group = last;
    }

    fn repeat_group(&self, group: u32, ignore_case: bool, op: usize, at: usize) -> Option<(usize, usize)> {
        let (begin, end) = (self.spans[2 * group as usize], self.spans[2 * group as usize + 1]);
        if begin == NONE || end == NONE || end < begin || at + (end - begin) > self.end {
            return None;
        }
        let same = (begin..end).zip(at..).all(|(i, j)| {
            let (a, b) = (self.text.at(i), self.text.at(j));
            a == b || ignore_case && lower(a) == lower(b)
        });
        same.then_some((op + 1, at + (end - begin)))
    }

    fn holds(&self, place: At, at: usize) -> bool {
        let newline = |i: usize| self.text.at(i) == 10;
        match place {
            At::Start => at == 0,
            At::End => at == self.end,
            At::Dollar => at == self.end || at + 1 == self.end && newline(at),
            At::LineStart => at == 0 || newline(at - 1),
            At::LineEnd => at == self.end || newline(at),
            At::Boundary { outside, ascii } => {
                let word = |i: usize| class_has(Class::Word, ascii, self.text.at(i));
                let before = at > 0 && word(at - 1);
                let after = at < self.end && word(at);
                (before != after) != outside
            }
        }
    }
}

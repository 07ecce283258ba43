//! The tree as a program for the matcher. Source followed: `Lib/re/_compiler.py`; instructions are our own.

use super::parse::{At, Bad, Class, FOR_EVER, Greed, Item, Node, Parsed, Set, bad, parse};

/// One instruction. Targets are places in the program; registers hold numbers that backtracking restores.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Op {
    One(One),
    At(At),
    Jump(usize),
    /// Goes on at the first, later at the second.
    Split(usize, usize),
    /// One character so many times. `lazy`: as few as do.
    Run {
        one: One,
        min: u32,
        max: u32,
        greed: Greed,
    },
    Open(u32),
    Close(u32),
    Backreference {
        group: u32,
        ignore_case: bool,
    },
    /// Goes to the target when the group has not matched.
    UnlessGroup(u32, usize),
    /// `register = 0`
    Zero(usize),
    /// Ends a turn of a counted loop whose body begins at `body`: `register` counts, the next register holds where the turn began.
    Loop {
        register: usize,
        min: u32,
        max: u32,
        body: usize,
        lazy: bool,
    },
    /// Notes where a turn begins.
    Turn(usize),
    /// Notes the height of the stack and the place.
    Mark(usize),
    /// Forgets choices made since the mark; `back` goes back to where it was set.
    Commit {
        register: usize,
        back: bool,
    },
    /// Undoes everything since the mark and fails.
    Refuse(usize),
    /// So many characters back.
    Back(usize),
    Fail,
    Match,
}

/// A test of one character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum One {
    Char(u32),
    CharIgnoringCase(u32),
    Any,
    AnyButNewline,
    /// Its place in [`Program::sets`].
    Set(usize),
}

/// A set with the answers for ASCII at hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FastSet {
    ascii: u128,
    set: Set,
}

/// A compiled pattern.
#[derive(Clone, PartialEq, Debug)]
pub struct Program {
    pub ops: Vec<Op>,
    pub sets: Vec<FastSet>,
    pub flags: u32,
    pub n_groups: u32,
    pub n_registers: usize,
    pub names: Vec<(String, u32)>,
}

/// Longest program.
const MAX_OPS: usize = 200_000;

impl Program {
    /// Compiles a pattern given as characters or bytes.
    pub fn new(pattern: &[u32], flags: u32, bytes: bool) -> Result<Self, Bad> {
        let Parsed { tree, flags, n_groups, names } = parse(pattern, flags, bytes)?;
        let mut program = Program { ops: Vec::new(), sets: Vec::new(), flags, n_groups, n_registers: 0, names };
        program.node(&tree)?;
        program.ops.push(Op::Match);
        Ok(program)
    }

    fn one(&mut self, node: &Node) -> Option<One> {
        Some(match node {
            Node::Char { char, ignore_case: true } if other_cases(*char) => One::CharIgnoringCase(lower(*char)),
            Node::Char { char, .. } => One::Char(*char),
            Node::Any { newline: true } => One::Any,
            Node::Any { newline: false } => One::AnyButNewline,
            Node::Set(set) => {
                let fast = FastSet::new(set.clone());
                let known = self.sets.iter().position(|other| *other == fast);
                One::Set(known.unwrap_or_else(|| {
                    self.sets.push(fast);
                    self.sets.len() - 1
                }))
            }
            _ => return None,
        })
    }
    fn registers(&mut self, n: usize) -> usize {
        self.n_registers += n;
        self.n_registers - n
    }
    fn push(&mut self, op: Op) -> usize {
        self.ops.push(op);
        self.ops.len() - 1
    }

    fn node(&mut self, node: &Node) -> Result<(), Bad> {
        if self.ops.len() > MAX_OPS {
            return bad("the pattern is too large", 0);
        }
        if let Some(one) = self.one(node) {
            self.push(Op::One(one));
            return Ok(());
        }
        match node {
            Node::Sequence(parts) => {
                for part in parts {
                    self.node(part)?;
                }
            }
            Node::Either(parts) => self.either(parts)?,
            Node::Group { index, inner } => {
                self.push(Op::Open(*index));
                self.node(inner)?;
                self.push(Op::Close(*index));
            }
            Node::Repeat { inner, min, max, greed } => self.repeat(inner, *min, *max, *greed)?,
            Node::Look { inner, behind, negate } => self.look(inner, *behind, *negate)?,
            Node::Atomic(inner) => {
                let register = self.registers(2);
                self.push(Op::Mark(register));
                self.node(inner)?;
                self.push(Op::Commit { register, back: false });
            }
            Node::Backreference { group, ignore_case } => {
                self.push(Op::Backreference { group: *group, ignore_case: *ignore_case });
            }
            Node::IfGroup { group, yes, no } => {
                let test = self.push(Op::Fail);
                self.node(yes)?;
                let end = self.push(Op::Fail);
                self.ops[test] = Op::UnlessGroup(*group, self.ops.len());
                self.node(no)?;
                self.ops[end] = Op::Jump(self.ops.len());
            }
            Node::At(at) => drop(self.push(Op::At(*at))),
            _ => drop(self.push(Op::Fail)),
        }
        Ok(())
    }

    fn either(&mut self, parts: &[Node]) -> Result<(), Bad> {
        let mut ends = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            if i + 1 == parts.len() {
                self.node(part)?;
                break;
            }
            let split = self.push(Op::Fail);
            self.node(part)?;
            ends.push(self.push(Op::Fail));
            self.ops[split] = Op::Split(split + 1, self.ops.len());
        }
        for end in ends {
            self.ops[end] = Op::Jump(self.ops.len());
        }
        Ok(())
    }

    fn repeat(&mut self, inner: &Node, min: u32, max: u32, greed: Greed) -> Result<(), Bad> {
        if let Some(one) = self.one(inner) {
            self.push(Op::Run { one, min, max, greed });
            return Ok(());
        }
        if greed == Greed::Possessive {
            let register = self.registers(2);
            self.push(Op::Mark(register));
            self.repeat(inner, min, max, Greed::Greedy)?;
            self.push(Op::Commit { register, back: false });
            return Ok(());
        }
        let lazy = greed == Greed::Lazy;
        if (min, max) == (0, 1) {
            let split = self.push(Op::Fail);
            self.node(inner)?;
            let end = self.ops.len();
            self.ops[split] = if lazy { Op::Split(end, split + 1) } else { Op::Split(split + 1, end) };
            return Ok(());
        }
        let register = self.registers(2);
        self.push(Op::Zero(register));
        let enter = self.push(Op::Fail);
        let body = self.push(Op::Turn(register));
        self.node(inner)?;
        let end = self.push(Op::Loop { register, min, max, body, lazy }) + 1;
        self.ops[enter] = match (min, lazy) {
            _ if max == 0 => Op::Jump(end),
            (0, false) => Op::Split(body, end),
            (0, true) => Op::Split(end, body),
            _ => Op::Jump(body),
        };
        Ok(())
    }

    fn look(&mut self, inner: &Node, behind: bool, negate: bool) -> Result<(), Bad> {
        let register = self.registers(2);
        self.push(Op::Mark(register));
        let split = negate.then(|| self.push(Op::Fail));
        if behind {
            let (low, high) = width(inner);
            if low != high {
                return bad("look-behind requires fixed-width pattern", usize::MAX);
            }
            self.push(Op::Back(low as usize));
        }
        self.node(inner)?;
        match split {
            Some(split) => {
                self.push(Op::Refuse(register));
                self.ops[split] = Op::Split(split + 1, self.ops.len());
            }
            None => drop(self.push(Op::Commit { register, back: true })),
        }
        Ok(())
    }
}

/// Fewest and most characters that a part takes.
fn width(node: &Node) -> (u32, u32) {
    match node {
        Node::Char { .. } | Node::Any { .. } | Node::Set(_) => (1, 1),
        Node::At(_) | Node::Look { .. } | Node::Fail => (0, 0),
        Node::Sequence(parts) => parts.iter().map(width).fold((0, 0), |sum, w| (add(sum.0, w.0), add(sum.1, w.1))),
        Node::Either(parts) => parts.iter().map(width).fold((FOR_EVER, 0), |a, b| (a.0.min(b.0), a.1.max(b.1))),
        Node::Group { inner, .. } | Node::Atomic(inner) => width(inner),
        Node::Repeat { inner, min, max, .. } => {
            let (low, high) = width(inner);
            (low.saturating_mul(*min), high.saturating_mul(*max))
        }
        Node::Backreference { .. } => (0, FOR_EVER),
        Node::IfGroup { yes, no, .. } => {
            let (a, b) = (width(yes), width(no));
            (a.0.min(b.0), a.1.max(b.1))
        }
    }
}

fn add(a: u32, b: u32) -> u32 {
    a.saturating_add(b)
}

/// The lower-case form, where it is one character.
pub(super) fn lower(c: u32) -> u32 {
    single(c, |c| c.to_lowercase().collect())
}
fn upper(c: u32) -> u32 {
    single(c, |c| c.to_uppercase().collect())
}
fn single(c: u32, change: fn(char) -> Vec<char>) -> u32 {
    let Some(char) = char::from_u32(c) else { return c };
    match change(char)[..] {
        [one] => one as u32,
        _ => c,
    }
}
fn other_cases(c: u32) -> bool {
    lower(c) != c || upper(c) != c
}

impl FastSet {
    fn new(set: Set) -> Self {
        let ascii = (0..128).filter(|&c| slow_has(&set, c)).fold(0, |bits, c| bits | 1 << c);
        Self { ascii, set }
    }
    pub fn has(&self, c: u32) -> bool {
        if c < 128 { self.ascii >> c & 1 == 1 } else { slow_has(&self.set, c) }
    }
}

fn slow_has(set: &Set, c: u32) -> bool {
    let within = |c: u32| set.items.iter().any(|item| item_has(item, c));
    (within(c) || set.ignore_case && (within(lower(c)) || within(upper(c)))) != set.negate
}

fn item_has(item: &Item, c: u32) -> bool {
    match *item {
        Item::Range(low, high) => (low..=high).contains(&c),
        Item::Class { class, outside, ascii } => class_has(class, ascii, c) != outside,
    }
}

pub(super) fn class_has(class: Class, ascii: bool, c: u32) -> bool {
    let Some(char) = char::from_u32(c).filter(|_| !ascii || c < 128) else { return false };
    match class {
        Class::Digit => crate::vm::builtins::str_case::decimal_value(char).is_some(),
        Class::Space => char.is_whitespace() || !ascii && (0x1c..0x20).contains(&c),
        Class::Word => char.is_alphanumeric() || char == '_',
    }
}

//! A pattern as a tree. Source followed: `Lib/re/_parser.py`: what is an error, its text and place are its.

/// Flags, with Python's numbers.
pub mod flag {
    pub const IGNORECASE: u32 = 2;
    pub const LOCALE: u32 = 4;
    pub const MULTILINE: u32 = 8;
    pub const DOTALL: u32 = 16;
    pub const UNICODE: u32 = 32;
    pub const VERBOSE: u32 = 64;
    pub const ASCII: u32 = 256;
}

/// Why a pattern is none, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bad {
    pub text: String,
    pub at: usize,
}

/// A kind of character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    Digit,
    Space,
    Word,
}

/// A member of a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    Range(u32, u32),
    /// `outside`: what is not of the class.
    Class {
        class: Class,
        outside: bool,
        ascii: bool,
    },
}

/// `[…]`, and `\d` and its kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Set {
    pub items: Vec<Item>,
    pub negate: bool,
    pub ignore_case: bool,
}

/// A place, not a character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
    Start,
    End,
    /// `$` without `MULTILINE`: the end, or before the newline that ends the text.
    Dollar,
    LineStart,
    LineEnd,
    Boundary {
        outside: bool,
        ascii: bool,
    },
}

/// How a repetition gives back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// A part of a pattern.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    Char { char: u32, ignore_case: bool },
    Any { newline: bool },
    Set(Set),
    At(At),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Group { index: u32, inner: Box<Node> },
    Repeat { inner: Box<Node>, min: u32, max: u32, greed: Greed },
    Look { inner: Box<Node>, behind: bool, negate: bool },
    Atomic(Box<Node>),
    Backreference { group: u32, ignore_case: bool },
    IfGroup { group: u32, yes: Box<Node>, no: Box<Node> },
    Fail,
}

/// No limit of a repetition.
pub const FOR_EVER: u32 = u32::MAX;
/// Deepest nesting of groups.
const MAX_DEPTH: u32 = 100;

/// What a pattern says besides its tree.
#[derive(Clone, PartialEq, Debug)]
pub struct Parsed {
    pub tree: Node,
    pub flags: u32,
    pub n_groups: u32,
    pub names: Vec<(String, u32)>,
}

/// Reads a pattern; `bytes` for a pattern of bytes.
pub fn parse(pattern: &[u32], flags: u32, bytes: bool) -> Result<Parsed, Bad> {
    let mut parser = Parser::new(pattern, flags, bytes);
    let parsed = parser.whole();
    // A global `(?x)` changes how everything is read: once more.
    if parser.global & !flags & flag::VERBOSE != 0 {
        return Parser::new(pattern, flags | flag::VERBOSE, bytes).whole();
    }
    parsed
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a [u32],
    pub(super) at: usize,
    /// In force now.
    pub(super) flags: u32,
    pub(super) global: u32,
    pub(super) bytes: bool,
    pub(super) n_groups: u32,
    pub(super) open: Vec<u32>,
    pub(super) names: Vec<(String, u32)>,
    depth: u32,
    pub(super) behind: u32,
}

pub(super) fn bad<T>(text: impl Into<String>, at: usize) -> Result<T, Bad> {
    Err(Bad { text: text.into(), at })
}

pub(super) const fn code(c: char) -> u32 {
    c as u32
}

impl<'a> Parser<'a> {
    fn new(text: &'a [u32], flags: u32, bytes: bool) -> Self {
        Self {
            text,
            at: 0,
            flags,
            global: flags,
            bytes,
            n_groups: 0,
            open: Vec::new(),
            names: Vec::new(),
            depth: 0,
            behind: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at).map(|&c| char::from_u32(c).unwrap_or('\u{fffd}'))
    }
    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = self.text.get(self.at) == Some(&code(c));
        self.at += usize::from(found);
        found
    }
    pub(super) fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
    pub(super) fn ascii(&self) -> bool {
        self.bytes || self.has(flag::ASCII)
    }

    fn whole(&mut self) -> Result<Parsed, Bad> {
        let tree = self.either()?;
        if self.peek().is_some() {
            return bad("unbalanced parenthesis", self.at);
        }
        let mut flags = self.global;
        if !self.bytes && flags & flag::ASCII == 0 {
            flags |= flag::UNICODE;
        }
        Ok(Parsed { tree, flags, n_groups: self.n_groups, names: std::mem::take(&mut self.names) })
    }

    pub(super) fn either(&mut self) -> Result<Node, Bad> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return bad("too many nested groups", self.at);
        }
        let mut parts = vec![self.sequence()?];
        while self.eat('|') {
            parts.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::Either(parts) })
    }

    fn sequence(&mut self) -> Result<Node, Bad> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            if self.has(flag::VERBOSE) && self.skip_verbose(c) {
                continue;
            }
            if matches!(c, '*' | '+' | '?') || c == '{' && self.counts()?.is_some() {
                self.repeat(&mut nodes)?;
                continue;
            }
            let begin = self.at;
            self.at += 1;
            let node = match c {
                '.' => Node::Any { newline: self.has(flag::DOTALL) },
                '^' => Node::At(if self.has(flag::MULTILINE) { At::LineStart } else { At::Start }),
                '$' => Node::At(if self.has(flag::MULTILINE) { At::LineEnd } else { At::Dollar }),
                '[' => self.set(begin)?,
                '(' => match self.group(begin)? {
                    Some(node) => node,
                    None => continue,
                },
                '\\' => self.escape(begin)?,
                _ => self.char(self.text[begin]),
            };
            nodes.push(node);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Sequence(nodes) })
    }

    fn skip_verbose(&mut self, c: char) -> bool {
        if c == '#' {
            while self.peek().is_some_and(|c| c != '\n') {
                self.at += 1;
            }
            return true;
        }
        let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c');
        self.at += usize::from(space);
        space
    }

    pub(super) fn char(&self, char: u32) -> Node {
        Node::Char { char, ignore_case: self.has(flag::IGNORECASE) }
    }

    /// `{m,n}` here: the limits and where it ends. `None` when it is only a brace.
    fn counts(&self) -> Result<Option<(u32, u32, usize)>, Bad> {
        let mut at = self.at + 1;
        let number = |at: &mut usize| -> Result<Option<u32>, Bad> {
            let begin = *at;
            let mut n: u64 = 0;
            while let Some(&digit) = self.text.get(*at).filter(|&&c| (48..58).contains(&c)) {
                n = (n * 10 + u64::from(digit - 48)).min(u64::from(FOR_EVER));
                *at += 1;
            }
            match u32::try_from(n) {
                _ if *at == begin => Ok(None),
                Ok(n) if n < FOR_EVER => Ok(Some(n)),
                _ => bad("the repetition number is too large", begin),
            }
        };
        let min = number(&mut at)?;
        let comma = self.text.get(at) == Some(&code(','));
        let max = if comma {
            at += 1;
            number(&mut at)?
        } else {
            min
        };
        if self.text.get(at) != Some(&code('}')) || min.is_none() && !comma {
            return Ok(None);
        }
        Ok(Some((min.unwrap_or(0), max.unwrap_or(FOR_EVER), at + 1)))
    }

    fn repeat(&mut self, nodes: &mut Vec<Node>) -> Result<(), Bad> {
        let begin = self.at;
        let (min, max) = match self.peek() {
            Some('*') => (0, FOR_EVER),
            Some('+') => (1, FOR_EVER),
            Some('?') => (0, 1),
            _ => match self.counts()? {
                Some((min, max, end)) => {
                    self.at = end - 1;
                    (min, max)
                }
                None => return Ok(()),
            },
        };
        self.at += 1;
        if max < min {
            return bad("min repeat greater than max repeat", begin + 1);
        }
        let inner = match nodes.pop() {
            None | Some(Node::At(_)) => return bad("nothing to repeat", begin),
            Some(Node::Sequence(items)) if items.is_empty() => return bad("nothing to repeat", begin),
            Some(Node::Repeat { .. }) => return bad("multiple repeat", begin),
            Some(node) => Box::new(node),
        };
        let greed = if self.eat('?') {
            Greed::Lazy
        } else if self.eat('+') {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        nodes.push(Node::Repeat { inner, min, max, greed });
        Ok(())
    }
}

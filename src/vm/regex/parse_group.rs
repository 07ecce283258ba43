//! What stands after `(`: groups, assertions, conditions, flags. Source followed: `Lib/re/_parser.py` (`_parse`).

use super::parse::{Bad, Node, Parser, bad, flag};

impl Parser<'_> {
    /// After the `(` at `begin`. `None` for what matches nothing: comments and flags.
    pub(super) fn group(&mut self, begin: usize) -> Result<Option<Node>, Bad> {
        if !self.eat('?') {
            return self.capture(begin, None).map(Some);
        }
        let Some(c) = self.peek() else { return bad("unexpected end of pattern", self.at) };
        let place = self.at;
        self.at += 1;
        match c {
            'P' => self.named(begin),
            ':' => self.inner(begin).map(|node| Some(Node::Sequence(vec![node]))),
            '>' => self.inner(begin).map(|node| Some(Node::Atomic(Box::new(node)))),
            '#' => {
                while let Some(c) = self.peek() {
                    self.at += 1;
                    if c == ')' {
                        return Ok(None);
                    }
                }
                bad("missing ), unterminated comment", begin)
            }
            '=' | '!' => self.look(begin, false, c == '!').map(Some),
            '<' => match self.peek() {
                Some(sign @ ('=' | '!')) => {
                    self.at += 1;
                    self.look(begin, true, sign == '!').map(Some)
                }
                None => bad("unexpected end of pattern", self.at),
                Some(other) => bad(format!("unknown extension ?<{other}"), place - 1),
            },
            '(' => self.condition(begin).map(Some),
            'a' | 'i' | 'L' | 'm' | 's' | 'u' | 'x' | '-' => self.flag_group(begin, c),
            _ => bad(format!("unknown extension ?{c}"), place - 1),
        }
    }

    fn close(&mut self, begin: usize) -> Result<(), Bad> {
        if self.eat(')') { Ok(()) } else { bad("missing ), unterminated subpattern", begin) }
    }
    fn inner(&mut self, begin: usize) -> Result<Node, Bad> {
        let flags = self.flags;
        let node = self.either()?;
        self.flags = flags;
        self.close(begin)?;
        Ok(node)
    }
    fn capture(&mut self, begin: usize, name: Option<(String, usize)>) -> Result<Node, Bad> {
        self.n_groups += 1;
        let index = self.n_groups;
        if let Some((name, at)) = name {
            if let Some((_, old)) = self.names.iter().find(|(known, _)| *known == name) {
                return bad(format!("redefinition of group name '{name}' as group {index}; was group {old}"), at);
            }
            self.names.push((name, index));
        }
        self.open.push(index);
        let inner = Box::new(self.inner(begin)?);
        self.open.pop();
        Ok(Node::Group { index, inner })
    }
    fn look(&mut self, begin: usize, behind: bool, negate: bool) -> Result<Node, Bad> {
        self.behind += u32::from(behind);
        let inner = Box::new(self.inner(begin)?);
        self.behind -= u32::from(behind);
        Ok(match *inner {
            Node::Sequence(ref items) if items.is_empty() && negate => Node::Fail,
            _ => Node::Look { inner, behind, negate },
        })
    }

    /// A name up to `end`, checked; and where it stood.
    fn name(&mut self, end: char, missing: &str) -> Result<(String, usize), Bad> {
        let begin = self.at;
        let mut name = String::new();
        loop {
            match self.peek() {
                Some(c) if c == end => break,
                Some(c) => {
                    name.push(c);
                    self.at += 1;
                }
                None if name.is_empty() => return bad(format!("missing {missing}"), begin),
                None => return bad(format!("missing {end}, unterminated name"), begin),
            }
        }
        self.at += 1;
        if name.is_empty() { bad(format!("missing {missing}"), begin) } else { Ok((name, begin)) }
    }
    fn check_name(&self, name: &str, at: usize) -> Result<(), Bad> {
        let mut chars = name.chars();
        let first = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
        if first && chars.all(|c| c.is_alphanumeric() || c == '_') && (!self.bytes || name.is_ascii()) {
            return Ok(());
        }
        bad(format!("bad character in group name '{name}'"), at)
    }

    fn named(&mut self, begin: usize) -> Result<Option<Node>, Bad> {
        if self.eat('<') {
            let (name, at) = self.name('>', "group name")?;
            self.check_name(&name, at)?;
            return self.capture(begin, Some((name, at))).map(Some);
        }
        if self.eat('=') {
            let (name, at) = self.name(')', "group name")?;
            self.check_name(&name, at)?;
            let Some(&(_, group)) = self.names.iter().find(|(known, _)| *known == name) else {
                return bad(format!("unknown group name '{name}'"), at);
            };
            return self.backreference(group, at).map(Some);
        }
        match self.peek() {
            None => bad("unexpected end of pattern", self.at),
            Some(c) => bad(format!("unknown extension ?P{c}"), self.at - 2),
        }
    }
    pub(super) fn backreference(&self, group: u32, at: usize) -> Result<Node, Bad> {
        if self.open.contains(&group) {
            return bad("cannot refer to an open group", at);
        }
        Ok(Node::Backreference { group, ignore_case: self.has(flag::IGNORECASE) })
    }

    fn condition(&mut self, begin: usize) -> Result<Node, Bad> {
        let (name, at) = self.name(')', "group name")?;
        let group = match name.parse::<u32>() {
            Ok(0) => return bad("bad group number", at),
            Ok(n) => n,
            Err(_) => {
                self.check_name(&name, at)?;
                match self.names.iter().find(|(known, _)| *known == name) {
                    Some(&(_, group)) => group,
                    None => return bad(format!("unknown group name '{name}'"), at),
                }
            }
        };
        let (yes, no) = match self.inner(begin)? {
            Node::Either(parts) if parts.len() > 2 => {
                return bad("conditional backref with more than two branches", self.at - 1);
            }
            Node::Either(mut parts) => {
                let no = parts.pop().unwrap_or(Node::Fail);
                (parts.pop().unwrap_or(Node::Fail), no)
            }
            node => (node, Node::Sequence(Vec::new())),
        };
        if group > self.n_groups {
            return bad(format!("invalid group reference {group}"), at);
        }
        Ok(Node::IfGroup { group, yes: Box::new(yes), no: Box::new(no) })
    }

    /// `(?ims)` for the whole, `(?i-s:…)` for a part.
    fn flag_group(&mut self, begin: usize, first: char) -> Result<Option<Node>, Bad> {
        let (mut on, mut off, mut minus) = (0, 0, false);
        let mut c = first;
        loop {
            match c {
                '-' if minus => return bad("missing flag", self.at - 1),
                '-' => minus = true,
                ')' | ':' => break,
                _ => {
                    let bit = match c {
                        'i' => flag::IGNORECASE,
                        'L' if self.bytes => flag::LOCALE,
                        'L' => return bad("bad inline flags: cannot use 'L' flag with a str pattern", self.at),
                        'm' => flag::MULTILINE,
                        's' => flag::DOTALL,
                        'u' if !self.bytes => flag::UNICODE,
                        'u' => return bad("bad inline flags: cannot use 'u' flag with a bytes pattern", self.at),
                        'x' => flag::VERBOSE,
                        'a' => flag::ASCII,
                        c if c.is_alphabetic() => return bad("unknown flag", self.at - 1),
                        _ if minus => return bad("missing :", self.at - 1),
                        _ => return bad("missing -, : or )", self.at - 1),
                    };
                    if minus { off |= bit } else { on |= bit }
                }
            }
            let Some(next) = self.peek() else {
                return bad(if minus { "missing :" } else { "missing -, : or )" }, self.at);
            };
            c = next;
            self.at += 1;
        }
        if c == ')' {
            if minus {
                return bad("missing :", self.at - 1);
            }
            if begin != 0 {
                return bad("global flags not at the start of the expression", begin);
            }
            self.global |= on;
            self.flags |= on;
            return Ok(None);
        }
        let flags = self.flags;
        self.flags = (self.flags | on) & !off;
        let inner = self.either()?;
        self.flags = flags;
        self.close(begin)?;
        Ok(Some(Node::Sequence(vec![inner])))
    }
}

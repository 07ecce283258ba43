//! Sets and escapes. Source followed: `Lib/re/_parser.py` (`_escape`, `_class_escape`).

use super::parse::{At, Bad, Class, Item, Node, Parser, Set, bad, code, flag};

/// What an escape in a set stands for.
enum One {
    Char(u32),
    Class(Item),
}

impl Parser<'_> {
    /// After the `[` at `begin`.
    pub(super) fn set(&mut self, begin: usize) -> Result<Node, Bad> {
        let negate = self.eat('^');
        let first = self.at;
        let mut items = Vec::new();
        loop {
            if self.peek().is_none() {
                return bad("unterminated character set", begin);
            }
            if self.at > first && self.eat(']') {
                break;
            }
            let place = self.at;
            let low = self.set_member(begin)?;
            if self.peek() == Some('-') {
                match self.text.get(self.at + 1) {
                    None => return bad("unterminated character set", begin),
                    Some(&c) if c == code(']') => {}
                    Some(_) => {
                        self.at += 1;
                        let high = self.set_member(begin)?;
                        let (One::Char(low), One::Char(high)) = (low, high) else {
                            return bad(format!("bad character range {}", self.excerpt(place)), place);
                        };
                        if high < low {
                            return bad(format!("bad character range {}", self.excerpt(place)), place);
                        }
                        items.push(Item::Range(low, high));
                        continue;
                    }
                }
            }
            items.push(match low {
                One::Char(char) => Item::Range(char, char),
                One::Class(item) => item,
            });
        }
        let ignore_case = self.has(flag::IGNORECASE);
        Ok(match items[..] {
            [Item::Range(low, high)] if low == high && !negate => self.char(low),
            _ => Node::Set(Set { items, negate, ignore_case }),
        })
    }

    fn excerpt(&self, from: usize) -> String {
        self.text[from..self.at].iter().filter_map(|&c| char::from_u32(c)).collect()
    }

    fn set_member(&mut self, begin: usize) -> Result<One, Bad> {
        let Some(&char) = self.text.get(self.at) else { return bad("unterminated character set", begin) };
        let place = self.at;
        self.at += 1;
        if char != code('\\') {
            return Ok(One::Char(char));
        }
        let Some(c) = self.peek() else { return bad("bad escape (end of pattern)", place) };
        self.at += 1;
        if let Some(item) = self.class(c) {
            return Ok(One::Class(item));
        }
        if c == 'b' {
            return Ok(One::Char(8));
        }
        if c.is_digit(8) {
            self.at -= 1;
            return self.octal(3, place).map(One::Char);
        }
        self.plain_escape(c, place).map(One::Char)
    }

    fn class(&self, c: char) -> Option<Item> {
        let class = match c.to_ascii_lowercase() {
            'd' => Class::Digit,
            's' => Class::Space,
            'w' => Class::Word,
            _ => return None,
        };
        Some(Item::Class { class, outside: c.is_ascii_uppercase(), ascii: self.ascii() })
    }

    /// After the backslash at `begin`.
    pub(super) fn escape(&mut self, begin: usize) -> Result<Node, Bad> {
        let Some(c) = self.peek() else { return bad("bad escape (end of pattern)", begin) };
        self.at += 1;
        if let Some(item) = self.class(c) {
            return Ok(Node::Set(Set { items: vec![item], negate: false, ignore_case: false }));
        }
        match c {
            'A' => return Ok(Node::At(At::Start)),
            'Z' | 'z' => return Ok(Node::At(At::End)),
            'b' | 'B' => return Ok(Node::At(At::Boundary { outside: c == 'B', ascii: self.ascii() })),
            '0' => {
                self.at -= 1;
                return self.octal(3, begin).map(|char| self.char(char));
            }
            '1'..='9' => {}
            _ => return self.plain_escape(c, begin).map(|char| self.char(char)),
        }
        let digits: Vec<u32> = self.text[self.at - 1..].iter().take(3).map(|c| c.wrapping_sub(48)).collect();
        if let [a @ 0..=7, b @ 0..=7, c @ 0..=7] = digits[..] {
            self.at += 2;
            let value = a * 64 + b * 8 + c;
            if value > 0o377 {
                return bad(format!("octal escape value {} outside of range 0-0o377", self.excerpt(begin)), begin);
            }
            return Ok(self.char(value));
        }
        let mut group = digits[0];
        if let Some(&second @ 0..=9) = digits.get(1) {
            group = group * 10 + second;
            self.at += 1;
        }
        if group > self.n_groups {
            return bad(format!("invalid group reference {group}"), begin + 1);
        }
        self.backreference(group, begin)
    }

    fn octal(&mut self, most: usize, begin: usize) -> Result<u32, Bad> {
        let mut value = 0;
        for _ in 0..most {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else { break };
            value = value * 8 + digit;
            self.at += 1;
        }
        if value > 0o377 {
            return bad(format!("octal escape value {} outside of range 0-0o377", self.excerpt(begin)), begin);
        }
        Ok(value)
    }

    /// Escapes that mean one character, in sets and outside.
    fn plain_escape(&mut self, c: char, begin: usize) -> Result<u32, Bad> {
        let width = match c {
            'a' => return Ok(7),
            'f' => return Ok(12),
            'n' => return Ok(10),
            'r' => return Ok(13),
            't' => return Ok(9),
            'v' => return Ok(11),
            'x' => 2,
            'u' if !self.bytes => 4,
            'U' if !self.bytes => 8,
            c if c.is_ascii_alphanumeric() => return bad(format!("bad escape \\{c}"), begin),
            _ => return Ok(self.text[self.at - 1]),
        };
        let mut value: u32 = 0;
        for _ in 0..width {
            match self.peek().and_then(|c| c.to_digit(16)) {
                Some(digit) => value = value.wrapping_mul(16).wrapping_add(digit),
                None => return bad(format!("incomplete escape {}", self.excerpt(begin)), begin),
            }
            self.at += 1;
        }
        if value > 0x10_ffff {
            return bad(format!("bad escape {}", self.excerpt(begin)), begin);
        }
        Ok(value)
    }
}

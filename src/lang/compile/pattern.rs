//! `match` statements.
//!
//! Source: `codegen_match` and the `codegen_pattern_*` functions of CPython 3.14. The subject lies on the stack; a pattern
//! that fails jumps with everything it had pushed popped again.

use super::{Compiled, Compiler, fold};
use crate::lang::code::{CMP_TO_BOOL, CmpOp, Const, Op};
use crate::lang::parse::ast::{self, Pattern};
use crate::lang::unit::Label;

/// The state of one case: where failures go by how much must be popped, and the names captured so far.
#[derive(Default)]
struct Case {
    /// `fail[n]` pops n values and goes to the next case.
    fail: Vec<Label>,
    /// Names whose values lie on the stack below what is being matched, the first captured on top.
    stores: Vec<String>,
    /// Values of this pattern on top of the captured ones.
    on_top: usize,
    allow_irrefutable: bool,
}

impl<'a> Compiler<'a> {
    pub(super) fn match_(&mut self, node: &'a ast::StmtMatch) -> Compiled {
        let end = self.unit().label();
        self.expr(&node.subject)?;
        let n = node.cases.len();
        for (i, part) in node.cases.iter().enumerate() {
            let last = i + 1 == n;
            let mut case = Case { allow_irrefutable: part.guard.is_some() || last, ..Case::default() };
            self.at(&part.pattern);
            if !last {
                self.emit_arg(Op::Copy, 1);
            }
            self.pattern(&part.pattern, &mut case)?;
            for name in std::mem::take(&mut case.stores) {
                self.store_name(&name);
            }
            if let Some(guard) = &part.guard {
                let fail = self.fail_label(&mut case, 0);
                self.jump_if(guard, fail, false)?;
            }
            if !last {
                self.emit(Op::PopTop);
            }
            self.body(&part.body)?;
            self.unit().goto_quietly(end);
            self.emit_fails(case);
        }
        self.unit().mark(end);
        Ok(())
    }

    fn fail_label(&mut self, case: &mut Case, pops: usize) -> Label {
        while case.fail.len() <= pops {
            let label = self.unit().label();
            case.fail.push(label);
        }
        case.fail[pops]
    }

    /// Jumps to the failure that pops all this case has on the stack.
    fn fail_jump(&mut self, op: Op, case: &mut Case) {
        let pops = case.on_top + case.stores.len();
        let label = self.fail_label(case, pops);
        self.unit().jump(op, label);
    }

    fn emit_fails(&mut self, case: Case) {
        let mut labels = case.fail;
        while let Some(label) = labels.pop() {
            self.unit().mark(label);
            if !labels.is_empty() {
                self.emit(Op::PopTop);
            }
        }
    }

    fn pattern(&mut self, pattern: &'a Pattern, case: &mut Case) -> Compiled {
        self.at(pattern);
        match pattern {
            Pattern::MatchValue(node) => {
                self.expr(&node.value)?;
                self.emit_arg(Op::CompareOp, CmpOp::Eq as u32 | CMP_TO_BOOL);
                self.fail_jump(Op::PopJumpIfFalse, case);
            }
            Pattern::MatchSingleton(node) => {
                self.load_const(match node.value {
                    ast::Singleton::None => Const::None,
                    ast::Singleton::True => Const::Bool(true),
                    ast::Singleton::False => Const::Bool(false),
                });
                self.emit_arg(Op::IsOp, 0);
                self.fail_jump(Op::PopJumpIfFalse, case);
            }
            Pattern::MatchSequence(node) => self.sequence(&node.patterns, pattern, case)?,
            Pattern::MatchMapping(node) => self.mapping(node, case)?,
            Pattern::MatchClass(node) => self.class(node, case)?,
            Pattern::MatchStar(node) => self.capture(node.name.as_ref(), case, pattern)?,
            Pattern::MatchAs(node) => self.as_pattern(node, case)?,
            Pattern::MatchOr(node) => self.or_pattern(node, case)?,
        }
        Ok(())
    }

    /// `value --` into a name, or away.
    fn capture(&mut self, name: Option<&'a ast::Identifier>, case: &mut Case, node: &'a Pattern) -> Compiled {
        let Some(name) = name else {
            self.emit(Op::PopTop);
            return Ok(());
        };
        if case.stores.iter().any(|stored| **stored == *name.id) {
            return self.syntax_error(format!("multiple assignments to name '{}' in pattern", name.id), node);
        }
        // The value goes below what the case has on top and above what it captured before.
        self.rotate(case.on_top + case.stores.len() + 1);
        case.stores.push(name.id.to_string());
        Ok(())
    }

    /// Moves the top below the `n - 1` values under it.
    fn rotate(&mut self, n: usize) {
        (2..=n as u32).rev().for_each(|i| self.emit_arg(Op::Swap, i));
    }

    fn as_pattern(&mut self, node: &'a ast::PatternMatchAs, case: &mut Case) -> Compiled {
        let Some(inner) = &node.pattern else {
            if !case.allow_irrefutable {
                let text = match &node.name {
                    Some(name) => format!("name capture '{}' makes remaining patterns unreachable", name.id),
                    None => "wildcard makes remaining patterns unreachable".to_owned(),
                };
                return self.syntax_error(text, node);
            }
            return match &node.name {
                Some(name) => {
                    if case.stores.iter().any(|stored| **stored == *name.id) {
                        let text = format!("multiple assignments to name '{}' in pattern", name.id);
                        return self.syntax_error(text, node);
                    }
                    self.rotate(case.on_top + case.stores.len() + 1);
                    case.stores.push(name.id.to_string());
                    Ok(())
                }
                None => {
                    self.emit(Op::PopTop);
                    Ok(())
                }
            };
        };
        case.on_top += 1;
        self.emit_arg(Op::Copy, 1);
        self.pattern(inner, case)?;
        case.on_top -= 1;
        match &node.name {
            Some(name) => {
                self.rotate(case.on_top + case.stores.len() + 1);
                case.stores.push(name.id.to_string());
            }
            None => self.emit(Op::PopTop),
        }
        Ok(())
    }

    fn sequence(&mut self, patterns: &'a [Pattern], node: &'a Pattern, case: &mut Case) -> Compiled {
        let stars: Vec<usize> =
            patterns.iter().enumerate().filter(|(_, p)| matches!(p, Pattern::MatchStar(_))).map(|(at, _)| at).collect();
        if stars.len() > 1 {
            return self.syntax_error("multiple starred names in sequence pattern", node);
        }
        let star = stars.first().copied();
        case.on_top += 1;
        self.emit(Op::MatchSequence);
        self.fail_jump(Op::PopJumpIfFalse, case);
        let needed = patterns.len() - usize::from(star.is_some());
        if star.is_none() || needed > 0 {
            self.emit(Op::GetLen);
            self.load_const(Const::Int(needed as i64));
            let op = if star.is_some() { CmpOp::Ge } else { CmpOp::Eq };
            self.emit_arg(Op::CompareOp, op as u32 | CMP_TO_BOOL);
            self.fail_jump(Op::PopJumpIfFalse, case);
        }
        case.on_top -= 1;
        match star {
            None => self.emit_arg(Op::UnpackSequence, patterns.len() as u32),
            Some(at) => self.emit_arg(Op::UnpackEx, (at | (patterns.len() - at - 1) << 8) as u32),
        }
        case.on_top += patterns.len();
        self.subpatterns(patterns.iter(), case)
    }

    /// Each pattern against the value on top, which it takes.
    fn subpatterns(&mut self, patterns: impl Iterator<Item = &'a Pattern>, case: &mut Case) -> Compiled {
        let allow = std::mem::replace(&mut case.allow_irrefutable, true);
        for pattern in patterns {
            case.on_top -= 1;
            self.pattern(pattern, case)?;
        }
        case.allow_irrefutable = allow;
        Ok(())
    }

    fn mapping(&mut self, node: &'a ast::PatternMatchMapping, case: &mut Case) -> Compiled {
        let mut keys: Vec<Const> = Vec::new();
        for key in &node.keys {
            if let Some(value) = fold::constant(key) {
                if keys.contains(&value) {
                    let text = format!("mapping pattern checks duplicate key ({})", self.source_of(key));
                    return self.syntax_error(text, node);
                }
                keys.push(value);
            }
        }
        case.on_top += 1;
        self.emit(Op::MatchMapping);
        self.fail_jump(Op::PopJumpIfFalse, case);
        let n = node.keys.len();
        if n == 0 && node.rest.is_none() {
            case.on_top -= 1;
            self.emit(Op::PopTop);
            return Ok(());
        }
        if n > 0 {
            self.emit(Op::GetLen);
            self.load_const(Const::Int(n as i64));
            self.emit_arg(Op::CompareOp, CmpOp::Ge as u32 | CMP_TO_BOOL);
            self.fail_jump(Op::PopJumpIfFalse, case);
        }
        for key in &node.keys {
            match fold::constant(key) {
                Some(value) => self.load_const(value),
                None => self.expr(key)?,
            }
        }
        self.emit_arg(Op::BuildTuple, n as u32);
        self.emit(Op::MatchKeys);
        case.on_top += 2;
        self.emit_arg(Op::Copy, 1);
        self.fail_jump(Op::PopJumpIfNone, case);
        // subject keys values -- subject keys v1 … vn, the first on top
        self.emit_arg(Op::UnpackSequence, n as u32);
        case.on_top += n;
        case.on_top -= 1;
        self.subpatterns(node.patterns.iter(), case)?;
        // subject keys
        case.on_top -= 2;
        match &node.rest {
            Some(rest) => {
                // A copy of the subject without the keys.
                self.emit_arg(Op::BuildMap, 0);
                self.emit_arg(Op::Swap, 3);
                self.emit_arg(Op::DictUpdate, 2);
                self.emit_arg(Op::UnpackSequence, n as u32);
                for left in (1..=n).rev() {
                    self.emit_arg(Op::Copy, left as u32 + 1);
                    self.emit_arg(Op::Swap, 2);
                    self.emit(Op::DeleteSubscr);
                }
                self.rotate(case.on_top + case.stores.len() + 1);
                case.stores.push(rest.id.to_string());
            }
            None => {
                self.emit(Op::PopTop);
                self.emit(Op::PopTop);
            }
        }
        Ok(())
    }

    fn class(&mut self, node: &'a ast::PatternMatchClass, case: &mut Case) -> Compiled {
        let arguments = &node.arguments;
        for (i, keyword) in arguments.keywords.iter().enumerate() {
            if arguments.keywords[..i].iter().any(|before| before.attr.id == keyword.attr.id) {
                let text = format!("attribute name repeated in class pattern: {}", keyword.attr.id);
                return self.syntax_error(text, &keyword.pattern);
            }
        }
        self.expr(&node.cls)?;
        let names: Vec<Const> =
            arguments.keywords.iter().map(|keyword| Const::Str(keyword.attr.id.as_str().into())).collect();
        let n = arguments.patterns.len() + names.len();
        self.load_const(Const::Tuple(names.into()));
        self.emit_arg(Op::MatchClass, arguments.patterns.len() as u32);
        self.emit_arg(Op::Copy, 1);
        case.on_top += 1;
        self.fail_jump(Op::PopJumpIfNone, case);
        self.emit_arg(Op::UnpackSequence, n as u32);
        case.on_top += n;
        case.on_top -= 1;
        let keywords = arguments.keywords.iter().map(|keyword| &keyword.pattern);
        self.subpatterns(arguments.patterns.iter().chain(keywords), case)
    }

    fn or_pattern(&mut self, node: &'a ast::PatternMatchOr, case: &mut Case) -> Compiled {
        let matched = self.unit().label();
        let mut names: Option<Vec<String>> = None;
        let n = node.patterns.len();
        for (i, alternative) in node.patterns.iter().enumerate() {
            let mut own = Case { allow_irrefutable: case.allow_irrefutable && i + 1 == n, ..Case::default() };
            self.at(alternative);
            self.emit_arg(Op::Copy, 1);
            self.pattern(alternative, &mut own)?;
            match &names {
                None => names = Some(own.stores.clone()),
                Some(first) => {
                    let mut sorted = (first.clone(), own.stores.clone());
                    sorted.0.sort();
                    sorted.1.sort();
                    if sorted.0 != sorted.1 {
                        return self.syntax_error("alternative patterns bind different names", node);
                    }
                    self.reorder(&own.stores.clone(), first);
                }
            }
            own.stores.clear();
            self.unit().goto_quietly(matched);
            self.emit_fails(own);
        }
        self.emit(Op::PopTop);
        let pops = case.on_top + case.stores.len();
        let fail = self.fail_label(case, pops);
        self.unit().goto(fail);
        self.unit().mark(matched);
        // captured… lie above the subject: subject c1 … cn. They go below what the case has on top.
        let captured = names.unwrap_or_default();
        let n = captured.len();
        let below = case.on_top + case.stores.len() + 1;
        for _ in 0..n {
            self.rotate(below + n);
        }
        for name in captured {
            if case.stores.contains(&name) {
                return self.syntax_error(format!("multiple assignments to name '{name}' in pattern"), node);
            }
            case.stores.push(name);
        }
        self.emit(Op::PopTop);
        Ok(())
    }

    /// Brings captured values on top of the stack from one order of names to another.
    fn reorder(&mut self, from: &[String], to: &[String]) {
        let mut now = from.to_vec();
        for (place, wanted) in to.iter().enumerate() {
            let Some(at) = now.iter().position(|name| name == wanted) else { continue };
            if at != place {
                // Depth from the top, 1 being the top: swap both through the top.
                let (a, b) = (place as u32 + 1, at as u32 + 1);
                if a != 1 {
                    self.emit_arg(Op::Swap, a);
                }
                if b != 1 {
                    self.emit_arg(Op::Swap, b);
                }
                if a != 1 {
                    self.emit_arg(Op::Swap, a);
                }
                now.swap(at, place);
            }
        }
    }
}

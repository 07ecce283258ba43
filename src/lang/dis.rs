//! Disassembly in the look of `python -m dis`.
//!
//! Source: `Lib/dis.py` of CPython 3.14. Offsets count instructions.

use std::fmt::Write as _;

use super::code::{BinaryOp, CMP_TO_BOOL, CmpOp, Code, CodeStore, Const, Instr, Intrinsic1, Intrinsic2, Op, Special};
use super::effect::is_jump;
use crate::base::ids::CodeId;

/// A code object and all inside it.
pub fn disassemble_all(store: &CodeStore, id: CodeId) -> String {
    let mut out = String::new();
    let mut queue = vec![id];
    while let Some(id) = queue.pop() {
        let code = store.get(id);
        if !out.is_empty() {
            let _ = write!(
                out,
                "\nDisassembly of <code object {}, file \"{}\", line {}>:\n",
                code.name, code.filename, code.first_line
            );
        }
        out.push_str(&disassemble(code, store));
        let nested = code.consts.iter().filter_map(|value| match value {
            Const::Code(inner) => Some(*inner),
            _ => None,
        });
        queue.extend(nested.collect::<Vec<_>>().into_iter().rev());
    }
    out
}

/// An instruction as `dis.get_instructions` tells of it.
pub struct Row {
    pub name: &'static str,
    /// The argument, if it takes one.
    pub number: Option<u32>,
    /// What the argument means, without parentheses.
    pub meaning: String,
    /// 0 where there is none.
    pub line: u32,
    pub is_target: bool,
}

/// All instructions of a code object.
pub fn rows(code: &Code, store: &CodeStore) -> Vec<Row> {
    let targets = targets(code);
    let label = |at: u32| targets.binary_search(&at).ok().map(|i| format!("L{}", i + 1));
    let row = |(at, instr): (usize, &Instr)| Row {
        name: instr.op.name(),
        number: takes_argument(instr.op).then_some(instr.arg),
        meaning: argument(code, store, *instr, &label).trim_start_matches('(').trim_end_matches(')').to_owned(),
        line: code.line_at(at as u32),
        is_target: targets.binary_search(&(at as u32)).is_ok(),
    };
    code.instrs.iter().enumerate().map(row).collect()
}

/// Places that are jumped to, or that a handler begins, ends or covers, in order.
fn targets(code: &Code) -> Vec<u32> {
    let mut targets: Vec<u32> = code.instrs.iter().filter(|instr| is_jump(instr.op)).map(|instr| instr.arg).collect();
    for handler in code.handlers.iter() {
        targets.extend([handler.start, handler.end, handler.target]);
    }
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// One code object.
pub fn disassemble(code: &Code, store: &CodeStore) -> String {
    let mut out = String::new();
    let targets = targets(code);
    let label = |at: u32| targets.binary_search(&at).ok().map(|i| format!("L{}", i + 1));
    let lines = || (0..code.instrs.len() as u32).map(|at| code.line_at(at));
    let digits = lines().max().unwrap_or(0).to_string().len().max(3);
    let line_width = if lines().any(|line| line == 0) { digits.max(4) } else { digits };
    let label_width = 4 + targets.len().to_string().len();
    let mut last_line = u32::MAX;
    for (at, instr) in code.instrs.iter().enumerate() {
        let line = code.line_at(at as u32);
        let shown = match line {
            line if line == last_line => String::new(),
            0 => "--".to_owned(),
            line => line.to_string(),
        };
        if line != last_line && at > 0 {
            out.push('\n');
        }
        last_line = line;
        let mark = label(at as u32).map_or_else(String::new, |label| format!("{label}:"));
        let argument = argument(code, store, *instr, &label);
        let number = if takes_argument(instr.op) { instr.arg.to_string() } else { String::new() };
        // A long name takes its room from the number.
        let number_width = 5usize.saturating_sub(instr.op.name().len().saturating_sub(20));
        let row = format!(
            "{shown:>line_width$} {mark:>label_width$}     {:<20} {number:>number_width$} {argument}",
            instr.op.name()
        );
        out.push_str(row.trim_end());
        out.push('\n');
    }
    if !code.handlers.is_empty() {
        out.push_str("ExceptionTable:\n");
        for handler in code.handlers.iter() {
            let name = |at: u32| label(at).unwrap_or_else(|| at.to_string());
            let lasti = if handler.push_lasti { " lasti" } else { "" };
            let (start, end, target) = (name(handler.start), name(handler.end), name(handler.target));
            let _ = writeln!(out, "  {start} to {end} -> {target} [{}]{lasti}", handler.depth);
        }
    }
    out
}

fn takes_argument(op: Op) -> bool {
    !matches!(
        op,
        Op::Nop
            | Op::NotTaken
            | Op::PopTop
            | Op::PushNull
            | Op::ReturnValue
            | Op::GetIter
            | Op::GetYieldFromIter
            | Op::EndFor
            | Op::PopIter
            | Op::EndSend
            | Op::PopExcept
            | Op::PushExcInfo
            | Op::CheckExcMatch
            | Op::CheckEgMatch
            | Op::WithExceptStart
            | Op::ToBool
            | Op::UnaryNot
            | Op::UnaryNegative
            | Op::UnaryInvert
            | Op::BinarySlice
            | Op::StoreSlice
            | Op::StoreSubscr
            | Op::DeleteSubscr
            | Op::FormatSimple
            | Op::FormatWithSpec
            | Op::MakeFunction
            | Op::LoadBuildClass
            | Op::LoadLocals
            | Op::ReturnGenerator
            | Op::CleanupThrow
            | Op::GetAiter
            | Op::GetAnext
            | Op::EndAsyncFor
            | Op::GetLen
            | Op::MatchKeys
            | Op::MatchMapping
            | Op::MatchSequence
            | Op::SetupAnnotations
            | Op::CallFunctionEx
    )
}

/// What the argument means, in parentheses; empty when its number says all.
pub fn argument(code: &Code, store: &CodeStore, instr: Instr, label: &dyn Fn(u32) -> Option<String>) -> String {
    let arg = instr.arg;
    let name = |at: u32| code.names.get(at as usize).map_or("?", |name| name).to_owned();
    let local = |at: u32| code.locals.get(at as usize).map_or("?", |name| name).to_owned();
    let text = match instr.op {
        op if is_jump(op) => format!("to {}", label(arg).unwrap_or_else(|| arg.to_string())),
        Op::LoadConst => code.consts.get(arg as usize).map_or_else(String::new, |value| show(value, store)),
        Op::LoadFast
        | Op::LoadFastBorrow
        | Op::LoadFastCheck
        | Op::LoadFastAndClear
        | Op::StoreFast
        | Op::DeleteFast
        | Op::MakeCell
        | Op::LoadDeref
        | Op::StoreDeref
        | Op::DeleteDeref
        | Op::LoadFromDictOrDeref => local(arg),
        Op::LoadFastLoadFast | Op::LoadFastBorrowLoadFastBorrow | Op::StoreFastLoadFast | Op::StoreFastStoreFast => {
            format!("{}, {}", local(arg >> 4), local(arg & 15))
        }
        Op::LoadGlobal => name(arg >> 1) + if arg & 1 == 1 { " + NULL" } else { "" },
        Op::LoadAttr => name(arg >> 1) + if arg & 1 == 1 { " + NULL|self" } else { "" },
        Op::LoadSuperAttr => name(arg >> 2) + if arg & 1 == 1 { " + NULL|self" } else { "" },
        Op::LoadName
        | Op::StoreName
        | Op::DeleteName
        | Op::StoreGlobal
        | Op::DeleteGlobal
        | Op::StoreAttr
        | Op::DeleteAttr
        | Op::LoadFromDictOrGlobals
        | Op::ImportName
        | Op::ImportFrom => name(arg),
        Op::BinaryOp => BinaryOp::from_arg(arg).map_or("?", binary_symbol).to_owned(),
        Op::CompareOp => {
            let symbol = CmpOp::from_arg(arg & !CMP_TO_BOOL).map_or("?", compare_symbol);
            if arg & CMP_TO_BOOL == 0 { symbol.to_owned() } else { format!("bool({symbol})") }
        }
        Op::IsOp => if arg == 0 { "is" } else { "is not" }.to_owned(),
        Op::ContainsOp => if arg == 0 { "in" } else { "not in" }.to_owned(),
        Op::LoadSpecial => Special::from_arg(arg).map_or("?", special_name).to_owned(),
        Op::CallIntrinsic1 => Intrinsic1::from_arg(arg).map_or_else(String::new, |which| format!("{which:?}")),
        Op::CallIntrinsic2 => Intrinsic2::from_arg(arg).map_or_else(String::new, |which| format!("{which:?}")),
        Op::LoadCommonConstant => ["AssertionError", "NotImplementedError", "tuple", "all", "any"]
            .get(arg as usize)
            .unwrap_or(&"?")
            .to_string(),
        Op::SetFunctionAttribute => {
            let parts = [(1, "defaults"), (2, "kwdefaults"), (4, "annotations"), (8, "closure"), (16, "annotate")];
            let named = parts.iter().filter(|(bit, _)| arg & bit != 0).map(|(_, name)| *name);
            named.collect::<Vec<_>>().join(", ")
        }
        Op::ConvertValue => ["", "str", "repr", "ascii"].get(arg as usize).unwrap_or(&"?").to_string(),
        _ => String::new(),
    };
    if text.is_empty() { text } else { format!("({text})") }
}

fn show(value: &Const, store: &CodeStore) -> String {
    match value {
        Const::None => "None".to_owned(),
        Const::Ellipsis => "Ellipsis".to_owned(),
        Const::Bool(b) => if *b { "True" } else { "False" }.to_owned(),
        Const::Int(i) => i.to_string(),
        Const::BigInt(n) => n.to_string(),
        Const::Float(x) => format!("{x:?}"),
        Const::Complex { real, imag } => format!("({real:?}+{imag:?}j)"),
        Const::Str(text) => format!("'{}'", text.escape_debug()),
        Const::Bytes(bytes) => format!("b'{}'", bytes.escape_ascii()),
        Const::Tuple(items) => {
            let inside: Vec<String> = items.iter().map(|item| show(item, store)).collect();
            format!("({}{})", inside.join(", "), if items.len() == 1 { "," } else { "" })
        }
        Const::FrozenSet(items) => {
            let inside: Vec<String> = items.iter().map(|item| show(item, store)).collect();
            format!("frozenset({{{}}})", inside.join(", "))
        }
        Const::Code(id) => {
            let code = store.get(*id);
            format!("<code object {}, file \"{}\", line {}>", code.name, code.filename, code.first_line)
        }
    }
}

fn compare_symbol(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Lt => "<",
        CmpOp::Le => "<=",
        CmpOp::Eq => "==",
        CmpOp::Ne => "!=",
        CmpOp::Gt => ">",
        CmpOp::Ge => ">=",
    }
}

/// How an operator is written.
pub fn binary_symbol(op: BinaryOp) -> &'static str {
    const SYMBOLS: [&str; 27] = [
        "+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^", "+=", "&=", "//=", "<<=", "@=", "*=",
        "%=", "|=", "**=", ">>=", "-=", "/=", "^=", "[]",
    ];
    SYMBOLS[op as usize]
}

fn special_name(special: Special) -> &'static str {
    match special {
        Special::Enter => "__enter__",
        Special::Exit => "__exit__",
        Special::Aenter => "__aenter__",
        Special::Aexit => "__aexit__",
    }
}

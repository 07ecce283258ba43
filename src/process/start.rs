//! From a source text to a process that is ready to run.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::{Activity, Process, PyThread, library};
use crate::base::diagnostic::{Diagnostic, DiagnosticKind};
use crate::base::ids::{CodeId, IndexVec, ProcessId, ThreadId};
use crate::base::rng::Rng;
use crate::base::span::Span;
use crate::lang::Source;
use crate::lang::code::{CodeStore, Const, Op};
use crate::trace::settings::Latency;
use crate::vm::boot::BootError;
use crate::vm::machine::Machine;
use crate::vm::profile::Profile;
use crate::vm::value::Value;

/// What is to be run.
#[derive(Clone, Debug)]
pub struct Program {
    /// As tracebacks show it, e.g. `prog.py`.
    pub filename: Arc<str>,
    pub text: Arc<str>,
    /// What `input()` reads.
    pub stdin: String,
    /// Where `random` and the like get their seed when the program gives none.
    pub seed: u64,
}

/// Why a program cannot start.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProgramError {
    #[error("the program does not compile")]
    Problems(Vec<Diagnostic>),
    /// A defect of ours.
    #[error("the machine does not start: {0}")]
    Boot(Arc<BootError>),
}

pub(super) static BOOTED: LazyLock<Result<Machine, Arc<BootError>>> =
    LazyLock::new(|| Machine::boot(Profile::default()).map_err(Arc::new));

impl Process {
    /// A process whose main thread is about to run the program as `__main__`, under a version's switch points and costs.
    pub fn start(program: &Program, profile: Profile) -> Result<Process, ProgramError> {
        let mut machine = BOOTED.clone().map_err(ProgramError::Boot)?;
        machine.set_profile(Arc::new(profile));
        let source = Source { filename: Arc::clone(&program.filename), text: Arc::clone(&program.text), hidden: false };
        let before = machine.codes().len();
        let code = machine.compile(&source).map_err(ProgramError::Problems)?;
        let missing = missing_modules(machine.codes(), before, &program.text);
        if !missing.is_empty() {
            return Err(ProgramError::Problems(missing));
        }
        Ok(Self::of(machine, code, program))
    }

    /// Sets `sys.argv[1:]`; before anything has run. Without any, nothing is made anew: where objects are, and so the order of
    /// sets of them, is to be the same wherever a program runs.
    pub fn set_args(&mut self, args: &[String]) {
        if args.is_empty() {
            return;
        }
        let args = args.iter().map(|arg| Arc::from(arg.as_str()));
        let argv = std::iter::once(Arc::clone(&self.filename)).chain(args).collect();
        set_argv(&mut self.machine, argv);
    }

    pub(super) fn of(mut machine: Machine, code: CodeId, program: &Program) -> Process {
        set_argv(&mut machine, vec![Arc::clone(&program.filename)]);
        let main_module = machine.new_module("__main__");
        let file = machine.core.str(&program.filename);
        machine.core.module_set(main_module, "__file__", file);
        machine.spawn_module(main_module, code);
        let main = PyThread { name: "MainThread".to_owned(), daemon: false, activity: Activity::Runnable };
        Process {
            machine,
            threads: IndexVec::from_iter([main]),
            lock_numbers: BTreeMap::new(),
            lock_names: Vec::new(),
            main_module,
            filename: Arc::clone(&program.filename),
            source: Arc::clone(&program.text),
            id: ProcessId(0),
            cpu_count: 1,
            latency: Latency::default(),
            main: ThreadId(0),
            stdin: program.stdin.clone(),
            entropy: Rng::new(program.seed ^ 0x656e_7472_6f70_7921),
            switch_interval: None,
            n_tasks: 0,
            status: None,
            ending: super::Ending::Not,
            interrupts: BTreeMap::new(),
        }
    }
}

fn set_argv(machine: &mut Machine, argv: Vec<Arc<str>>) {
    let values: Vec<Value> = argv.iter().map(|arg| machine.core.str(arg)).collect();
    machine.core.argv = argv;
    let list = machine.core.heap.list(values);
    if let Some(sys) = machine.find_module("sys") {
        machine.core.module_set(sys, "argv", list);
    }
}

/// Imports of the program that cannot succeed and that nothing around them catches.
fn missing_modules(codes: &CodeStore, first: usize, text: &str) -> Vec<Diagnostic> {
    let lines = crate::base::span::LineIndex::new(text);
    let mut found = Vec::new();
    for (id, code) in codes.iter().filter(|(id, _)| id.0 as usize >= first) {
        let _ = id;
        for (at, instr) in code.instrs.iter().enumerate().filter(|(_, instr)| instr.op == Op::ImportName) {
            let Some(name) = code.names.get(instr.arg as usize) else { continue };
            let relative = at >= 2
                && !matches!(code.instrs[at - 2].op, Op::LoadSmallInt if code.instrs[at - 2].arg == 0)
                && !matches!(const_at(code, at - 2), Some(Const::Int(0)));
            let caught = code.handler_at(at as u32).is_some();
            if relative || caught || library::exists(name) {
                continue;
            }
            let location = code.locations[at];
            let start = lines.offset(location.start);
            let end = lines.offset(location.end);
            found.push(Diagnostic {
                kind: DiagnosticKind::Unsupported,
                message: format!("module '{name}' is not available here"),
                hint: format!("There are: {}.", library::names().join(", ")),
                span: Span { start, end },
                location,
            });
        }
    }
    found
}

fn const_at(code: &crate::lang::code::Code, at: usize) -> Option<&Const> {
    let instr = code.instrs.get(at).filter(|instr| instr.op == Op::LoadConst)?;
    code.consts.get(instr.arg as usize)
}

//! A [`Shared`] as tagged fields. What has its default is not written, so a link is about as long as its program.
//!
//! A field is a tag, a length and that many bytes, the numbers as LEB128. Tags and the numbers of variants are part of the
//! format: they are listed here once and never change.

use crate::base::time::Nanos;
use crate::trace::settings::{Latency, PythonVersion, Scale, Settings};

use super::LinkError;
use super::figures;
use super::numbers::{leb128, take_leb128};
use super::shared::{Shared, Surface, Tab, Unit};

const SOURCE: u64 = 1;
const EXAMPLE: u64 = 2;
const PYTHON: u64 = 3;
const CORES: u64 = 4;
const SWITCH_INTERVAL: u64 = 5;
const SEED: u64 = 6;
const SCALE: u64 = 7;
const SCHEDULE: u64 = 8;
const MAX_STEPS: u64 = 9;
const STDIN: u64 = 10;
const SURFACE: u64 = 11;
const STEP: u64 = 12;
const UNIT: u64 = 13;
const TAB: u64 = 14;
const LATENCY: u64 = 15;
const WORKLOAD: u64 = 16;
const PROGRAM_FIGURES: u64 = 17;
const MODEL_FIGURES: u64 = 18;

const SURFACES: [(u64, Surface); 3] = [(0, Surface::Trace), (1, Surface::Compare), (2, Surface::Guide)];
const SCALES: [(u64, Scale); 2] = [(0, Scale::Real), (1, Scale::Slow)];
const LATENCIES: [(u64, Latency); 3] = [(0, Latency::Normal), (1, Latency::Fixed), (2, Latency::HeavyTail)];
const UNITS: [(u64, Unit); 3] = [(0, Unit::Instruction), (1, Unit::Line), (2, Unit::Switch)];
const TABS: [(u64, Tab); 7] = [
    (0, Tab::Stacks),
    (1, Tab::Variables),
    (2, Tab::Locks),
    (3, Tab::Loop),
    (4, Tab::Bytecode),
    (5, Tab::Output),
    (6, Tab::Findings),
];
/// A value that a later build added to this format.
const LATER: LinkError = LinkError::NewerVersion(1);

/// What a link says when it says nothing. Frozen with the format: today's defaults may move on.
pub fn unsaid() -> Shared {
    Shared {
        source: String::new(),
        example: None,
        settings: Settings {
            python: PythonVersion::Py314,
            cores: 2,
            switch_interval: Nanos(5_000_000),
            seed: 7,
            scale: Scale::Real,
            schedule: String::new(),
            max_steps: 20_000_000,
            stdin: String::new(),
            latency: Latency::Normal,
        },
        surface: Surface::Trace,
        step: None,
        unit: Unit::Line,
        tab: Tab::Stacks,
        workload: None,
        program_figures: None,
        model_figures: None,
    }
}

/// The fields of `shared`.
pub fn write(shared: &Shared) -> Vec<u8> {
    let (unsaid, settings) = (unsaid(), &shared.settings);
    let mut out = Writer(Vec::with_capacity(shared.source.len() + 64));
    out.text(SOURCE, &shared.source);
    out.text(EXAMPLE, shared.example.as_deref().unwrap_or_default());
    if settings.python != unsaid.settings.python {
        out.text(PYTHON, settings.python.name());
    }
    out.number(CORES, u64::from(settings.cores), u64::from(unsaid.settings.cores));
    out.number(SWITCH_INTERVAL, settings.switch_interval.0, unsaid.settings.switch_interval.0);
    out.number(SEED, settings.seed, unsaid.settings.seed);
    out.number(SCALE, number_of(&SCALES, settings.scale), number_of(&SCALES, unsaid.settings.scale));
    out.text(SCHEDULE, &settings.schedule);
    out.number(MAX_STEPS, settings.max_steps, unsaid.settings.max_steps);
    out.text(STDIN, &settings.stdin);
    out.number(SURFACE, number_of(&SURFACES, shared.surface), number_of(&SURFACES, unsaid.surface));
    if let Some(step) = shared.step {
        out.field(STEP, &leb128(step));
    }
    out.number(UNIT, number_of(&UNITS, shared.unit), number_of(&UNITS, unsaid.unit));
    out.number(TAB, number_of(&TABS, shared.tab), number_of(&TABS, unsaid.tab));
    out.number(LATENCY, number_of(&LATENCIES, settings.latency), number_of(&LATENCIES, unsaid.settings.latency));
    if let Some(workload) = &shared.workload {
        out.field(WORKLOAD, &figures::workload(workload));
    }
    if let Some(program) = &shared.program_figures {
        out.field(PROGRAM_FIGURES, &figures::of_program(program));
    }
    if let Some(models) = &shared.model_figures {
        out.field(MODEL_FIGURES, &figures::of_models(models));
    }
    out.0
}

/// The [`Shared`] that fields make. Fields of unknown tags are passed over; a value unknown here is
/// from a later Pylanes, for damage was ruled out by the checksum.
pub fn read(mut bytes: &[u8]) -> Result<Shared, LinkError> {
    let mut shared = unsaid();
    while !bytes.is_empty() {
        let tag = take_leb128(&mut bytes)?;
        let length = usize::try_from(take_leb128(&mut bytes)?).map_err(|_| LinkError::Damaged)?;
        let (field, rest) = bytes.split_at_checked(length).ok_or(LinkError::Damaged)?;
        bytes = rest;
        let settings = &mut shared.settings;
        match tag {
            SOURCE => shared.source = text(field)?,
            EXAMPLE => shared.example = Some(text(field)?),
            PYTHON => settings.python = PythonVersion::from_name(&text(field)?).ok_or(LATER)?,
            CORES => settings.cores = u32::try_from(number(field)?).map_err(|_| LinkError::Damaged)?,
            SWITCH_INTERVAL => settings.switch_interval = Nanos(number(field)?),
            SEED => settings.seed = number(field)?,
            SCALE => settings.scale = named(&SCALES, field)?,
            SCHEDULE => settings.schedule = text(field)?,
            MAX_STEPS => settings.max_steps = number(field)?,
            STDIN => settings.stdin = text(field)?,
            SURFACE => shared.surface = named(&SURFACES, field)?,
            STEP => shared.step = Some(number(field)?),
            UNIT => shared.unit = named(&UNITS, field)?,
            TAB => shared.tab = named(&TABS, field)?,
            LATENCY => settings.latency = named(&LATENCIES, field)?,
            WORKLOAD => shared.workload = Some(figures::read_workload(field)?),
            PROGRAM_FIGURES => shared.program_figures = Some(figures::read_of_program(field)?),
            MODEL_FIGURES => shared.model_figures = Some(figures::read_of_models(field)?),
            _ => {}
        }
    }
    Ok(shared)
}

struct Writer(Vec<u8>);

impl Writer {
    fn field(&mut self, tag: u64, bytes: &[u8]) {
        self.0.extend(leb128(tag));
        self.0.extend(leb128(bytes.len() as u64));
        self.0.extend_from_slice(bytes);
    }
    fn text(&mut self, tag: u64, text: &str) {
        if !text.is_empty() {
            self.field(tag, text.as_bytes());
        }
    }
    fn number(&mut self, tag: u64, number: u64, unsaid: u64) {
        if number != unsaid {
            self.field(tag, &leb128(number));
        }
    }
}

fn text(field: &[u8]) -> Result<String, LinkError> {
    String::from_utf8(field.to_vec()).map_err(|_| LinkError::Damaged)
}

fn number(mut field: &[u8]) -> Result<u64, LinkError> {
    let number = take_leb128(&mut field)?;
    if field.is_empty() { Ok(number) } else { Err(LinkError::Damaged) }
}

fn named<T: Copy>(names: &[(u64, T)], field: &[u8]) -> Result<T, LinkError> {
    let number = number(field)?;
    names.iter().find(|(known, _)| *known == number).map(|&(_, value)| value).ok_or(LATER)
}

fn number_of<T: PartialEq>(names: &[(u64, T)], value: T) -> u64 {
    names.iter().find(|(_, known)| *known == value).map_or(0, |&(number, _)| number)
}

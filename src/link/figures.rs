//! Workloads, and figures with where they were measured, as bytes of a field: numbers as LEB128 in a fixed order.
//!
//! What a later Pylanes adds goes to the end of a field, where readers stop looking.

use crate::base::time::Nanos;
use crate::trace::measured::{Environment, Measured, Model, Workload};

use super::LinkError;
use super::numbers::{leb128, take_leb128};
use super::shared::Placed;

const MODELS: [(u64, Model); 5] = [
    (0, Model::Sequential),
    (1, Model::Threading),
    (2, Model::Multiprocessing),
    (3, Model::Asyncio),
    (4, Model::FreeThreaded),
];
/// More is no measurement of ours.
const MAX_WALLS: u64 = 1_000;

pub fn workload(workload: &Workload) -> Vec<u8> {
    let Workload { tasks, cpu_per_task, io_per_task, bytes_per_task, workers, async_library } = *workload;
    let numbers =
        [tasks.into(), cpu_per_task.0, io_per_task.0, bytes_per_task.into(), workers.into(), async_library.into()];
    numbers.into_iter().flat_map(leb128).collect()
}

pub fn read_workload(mut bytes: &[u8]) -> Result<Workload, LinkError> {
    let bytes = &mut bytes;
    Ok(Workload {
        tasks: small(bytes)?,
        cpu_per_task: nanos(bytes)?,
        io_per_task: nanos(bytes)?,
        bytes_per_task: small(bytes)?,
        workers: small(bytes)?,
        async_library: flag(bytes)?,
    })
}

pub fn of_program(figures: &Placed<Measured>) -> Vec<u8> {
    let mut out = environment(&figures.place);
    out.extend(measured(&figures.figures));
    out
}

pub fn read_of_program(mut bytes: &[u8]) -> Result<Placed<Measured>, LinkError> {
    let bytes = &mut bytes;
    Ok(Placed { place: read_environment(bytes)?, figures: read_measured(bytes)? })
}

pub fn of_models(figures: &Placed<Vec<(Model, Measured)>>) -> Vec<u8> {
    let mut out = environment(&figures.place);
    for (model, figures) in &figures.figures {
        let number = MODELS.iter().find(|(_, known)| known == model).map_or(0, |(number, _)| *number);
        let figures = measured(figures);
        out.extend(leb128(number));
        out.extend(leb128(figures.len() as u64));
        out.extend(figures);
    }
    out
}

pub fn read_of_models(mut bytes: &[u8]) -> Result<Placed<Vec<(Model, Measured)>>, LinkError> {
    let bytes = &mut bytes;
    let place = read_environment(bytes)?;
    let mut figures = Vec::new();
    while !bytes.is_empty() {
        let number = take_leb128(bytes)?;
        let mut entry = take(bytes)?;
        // Models of a later Pylanes are passed over.
        if let Some((_, model)) = MODELS.iter().find(|(known, _)| *known == number) {
            figures.push((*model, read_measured(&mut entry)?));
        }
    }
    Ok(Placed { place, figures })
}

fn environment(place: &Environment) -> Vec<u8> {
    let Environment { cores, threads, user_agent, clock_resolution } = place;
    let numbers = [u64::from(*cores), u64::from(*threads), clock_resolution.0, user_agent.len() as u64];
    numbers.into_iter().flat_map(leb128).chain(user_agent.bytes()).collect()
}

fn read_environment(bytes: &mut &[u8]) -> Result<Environment, LinkError> {
    let (cores, threads, clock_resolution) = (small(bytes)?, flag(bytes)?, nanos(bytes)?);
    let user_agent = String::from_utf8(take(bytes)?.to_vec()).map_err(|_| LinkError::Damaged)?;
    Ok(Environment { cores, threads, user_agent, clock_resolution })
}

fn measured(figures: &Measured) -> Vec<u8> {
    let Measured { walls, startup, latencies, switches, bytes_moved, memory_bytes, reduced } = figures;
    let mut numbers = vec![walls.len() as u64];
    numbers.extend(walls.iter().map(|wall| wall.0));
    numbers.extend([startup.0, u64::from(latencies.is_some())]);
    numbers.extend(latencies.iter().flatten().map(|latency| latency.0));
    numbers.extend([*switches, *bytes_moved, *memory_bytes, u64::from(*reduced)]);
    numbers.into_iter().flat_map(leb128).collect()
}

fn read_measured(bytes: &mut &[u8]) -> Result<Measured, LinkError> {
    let n_walls = take_leb128(bytes)?;
    if n_walls > MAX_WALLS {
        return Err(LinkError::Damaged);
    }
    let walls = (0..n_walls).map(|_| nanos(bytes)).collect::<Result<_, _>>()?;
    let startup = nanos(bytes)?;
    let latencies = if flag(bytes)? { Some([nanos(bytes)?, nanos(bytes)?, nanos(bytes)?]) } else { None };
    let (switches, bytes_moved, memory_bytes) = (take_leb128(bytes)?, take_leb128(bytes)?, take_leb128(bytes)?);
    Ok(Measured { walls, startup, latencies, switches, bytes_moved, memory_bytes, reduced: flag(bytes)? })
}

/// So many bytes as a number before them says.
fn take<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], LinkError> {
    let length = usize::try_from(take_leb128(bytes)?).map_err(|_| LinkError::Damaged)?;
    let (taken, rest) = bytes.split_at_checked(length).ok_or(LinkError::Damaged)?;
    *bytes = rest;
    Ok(taken)
}

fn small(bytes: &mut &[u8]) -> Result<u32, LinkError> {
    u32::try_from(take_leb128(bytes)?).map_err(|_| LinkError::Damaged)
}

fn nanos(bytes: &mut &[u8]) -> Result<Nanos, LinkError> {
    take_leb128(bytes).map(Nanos)
}

fn flag(bytes: &mut &[u8]) -> Result<bool, LinkError> {
    Ok(take_leb128(bytes)? != 0)
}

//! The summary table of the three models: seven aspects, and in every cell the program that shows it.

use crate::i18n::{Phrase, summary as words};

/// What heads the three columns of cells.
pub const MODELS: [Phrase; 3] = [words::THREADING, words::PROCESSES, words::ASYNCIO];

/// One aspect of the three models.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    pub aspect: Phrase,
    /// In the order of [`MODELS`].
    pub cells: [Cell; 3],
}

/// What one model is like in one aspect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    pub text: Phrase,
    /// The id of the example that shows it.
    pub example: &'static str,
}

const fn cell(text: Phrase, example: &'static str) -> Cell {
    Cell { text, example }
}

/// The table.
pub static ROWS: [Row; 7] = [
    Row {
        aspect: words::CORE,
        cells: [
            cell(words::CORE_THREADING, "three-sleeps"),
            cell(words::CORE_PROCESSES, "process-queue"),
            cell(words::CORE_ASYNCIO, "async-gather"),
        ],
    },
    Row {
        aspect: words::GIL,
        cells: [
            cell(words::GIL_THREADING, "two-threads"),
            cell(words::GIL_PROCESSES, "process-pool-map"),
            cell(words::GIL_ASYNCIO, "async-to-thread"),
        ],
    },
    Row {
        aspect: words::PARALLEL,
        cells: [
            cell(words::PARALLEL_THREADING, "two-threads"),
            cell(words::PARALLEL_PROCESSES, "process-pool-map"),
            cell(words::PARALLEL_ASYNCIO, "async-gather"),
        ],
    },
    Row {
        aspect: words::COST,
        cells: [
            cell(words::COST_THREADING, "thread-pool"),
            cell(words::COST_PROCESSES, "process-pool"),
            cell(words::COST_ASYNCIO, "async-gather"),
        ],
    },
    Row {
        aspect: words::SHARING,
        cells: [
            cell(words::SHARING_THREADING, "lost-update-fixed"),
            cell(words::SHARING_PROCESSES, "process-shared-value"),
            cell(words::SHARING_ASYNCIO, "async-race"),
        ],
    },
    Row {
        aspect: words::BEST,
        cells: [
            cell(words::BEST_THREADING, "io-release"),
            cell(words::BEST_PROCESSES, "process-crash"),
            cell(words::BEST_ASYNCIO, "async-queue"),
        ],
    },
    Row {
        aspect: words::EXAMPLES,
        cells: [
            cell(words::EXAMPLES_THREADING, "thread-pool"),
            cell(words::EXAMPLES_PROCESSES, "process-pool"),
            cell(words::EXAMPLES_ASYNCIO, "async-taskgroup"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::examples;

    #[test]
    fn every_cell_has_a_program_that_shows_it() {
        for cell in ROWS.iter().flat_map(|row| row.cells) {
            assert!(examples::find(cell.example).is_some(), "{}", cell.example);
        }
    }
}

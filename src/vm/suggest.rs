//! "Did you mean": the candidate nearest to a misspelt name.
//!
//! Source of the rules: `Python/suggestions.c`: an edit distance in which a move costs 2 and a change of case 1, at most a
//! third of the longer name's cost, names longer than 40 left out.

const MOVE: usize = 2;
const CASE: usize = 1;
const MAX_LEN: usize = 40;

/// The best candidate, the first among equals.
pub fn closest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|candidate| *candidate != name) {
        let most = (name.len() + candidate.len() + 3) * MOVE / 6;
        let most = best.map_or(most, |(distance, _)| most.min(distance.saturating_sub(1)));
        if let Some(distance) = distance(name.as_bytes(), candidate.as_bytes()).filter(|&d| d <= most)
            && best.is_none_or(|(d, _)| distance < d)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn distance(a: &[u8], b: &[u8]) -> Option<usize> {
    if a.len() > MAX_LEN || b.len() > MAX_LEN {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).map(|i| i * MOVE).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) * MOVE;
        for (j, &y) in b.iter().enumerate() {
            let change = if x == y {
                0
            } else if x.eq_ignore_ascii_case(&y) {
                CASE
            } else {
                MOVE
            };
            let replaced = diagonal + change;
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + MOVE).min(row[j + 1] + MOVE);
        }
    }
    row.last().copied()
}

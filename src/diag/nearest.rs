//! "Did you mean …?"

/// The candidate that is most like `word`, if one is near enough to be meant: equal but for case,
/// or at most a third of its letters away (insertions, deletions, replacements, neighbours swapped).
///
/// ```
/// use attrflow::diag::nearest;
/// assert_eq!(nearest("NormaliseDiacritics", ["Join", "NormalizeDiacritics"]), Some("NormalizeDiacritics"));
/// assert_eq!(nearest("xyz", ["Join", "Append"]), None);
/// ```
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let limit = folded.len().div_ceil(3).min(5);
    candidates
        .into_iter()
        .map(|candidate| {
            let other: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
            (distance(&folded, &other), candidate)
        })
        .filter(|(away, _)| *away <= limit)
        .min_by_key(|(away, _)| *away)
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (row, letter) in a.iter().enumerate() {
        let mut line = Vec::with_capacity(b.len() + 1);
        line.push(row + 1);
        let mut previous_b = None;
        for (column, other) in b.iter().enumerate() {
            let at =
                |list: &[usize], index: usize| list.get(index).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&last, column) + usize::from(letter != other);
            let mut best = replaced
                .min(at(&last, column + 1) + 1)
                .min(at(&line, column) + 1);
            if column > 0 && previous_a == Some(other) && previous_b == Some(letter) {
                best = best.min(at(&before, column - 1) + 1);
            }
            line.push(best);
            previous_b = Some(other);
        }
        previous_a = Some(letter);
        before = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or(0)
}

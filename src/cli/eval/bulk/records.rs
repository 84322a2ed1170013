//! Where CSV records end, told from bytes alone. Quotes are read as the evaluator's splitter reads them: one
//! opens only at the beginning of a cell.

/// Behind the last record that is whole.
pub(super) fn last_end(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let mut last = None;
    unquoted(bytes, delimiter, |start, region| {
        last = memchr::memrchr(b'\n', region)
            .map(|at| start + at + 1)
            .or(last);
        true
    });
    last
}

/// Behind the first record that is whole.
pub(super) fn first_end(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let mut first = None;
    unquoted(bytes, delimiter, |start, region| {
        first = memchr::memchr2(b'\n', b'\r', region).map(|at| match region.get(at..at + 2) {
            Some(b"\r\n") => start + at + 2,
            _ => start + at + 1,
        });
        first.is_none()
    });
    first
}

/// Visits each piece outside quotes with its place, until told to stop.
fn unquoted(bytes: &[u8], delimiter: u8, mut visit: impl FnMut(usize, &[u8]) -> bool) {
    let next = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        memchr::memchr(b'"', rest).map(|at| from + at)
    };
    let opens = |quote: usize| match quote.checked_sub(1).and_then(|before| bytes.get(before)) {
        None | Some(b'\n' | b'\r') => true,
        Some(before) => *before == delimiter,
    };
    let mut start = 0;
    let mut from = 0;
    loop {
        let Some(quote) = next(from) else {
            visit(start, bytes.get(start..).unwrap_or_default());
            return;
        };
        from = quote + 1;
        if !opens(quote) {
            continue;
        }
        if !visit(start, bytes.get(start..quote).unwrap_or_default()) {
            return;
        }
        loop {
            let Some(quote) = next(from) else { return };
            from = quote + 1;
            if bytes.get(from) != Some(&b'"') {
                break;
            }
            from += 1;
        }
        start = from;
    }
}

//! Where CSV records end, told from bytes alone, which may be no text yet. Quotes are read as the splitter of
//! cells reads them: one opens only at the beginning of a cell.

/// Behind the last record that ends in these bytes, which begin with a record; `None` where none ends.
///
/// ```
/// use attrflow::eval::last_record_end;
/// assert_eq!(last_record_end(b"1,a\n2,\"b\nc\",d\n3,\"e\n", b','), Some(14));
/// assert_eq!(last_record_end(b"1,\"a\n", b','), None);
/// ```
pub fn last_record_end(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let mut last = None;
    unquoted(bytes, delimiter, |start, piece| {
        if piece != [delimiter]
            && let Some(at) = memchr::memrchr(b'\n', piece)
        {
            last = Some(start + at + 1);
        }
        true
    });
    last
}

/// Behind the first record that ends in these bytes, which begin with a record; `None` where none ends.
///
/// ```
/// use attrflow::eval::first_record_end;
/// assert_eq!(first_record_end(b"2,\"b\nc\",d\r\n3,e\n", b','), Some(11));
/// ```
pub fn first_record_end(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let mut first = None;
    unquoted(bytes, delimiter, |start, piece| {
        first = memchr::memchr2(b'\n', b'\r', piece).map(|at| match piece.get(at..at + 2) {
            Some(b"\r\n") => start + at + 2,
            _ => start + at + 1,
        });
        first.is_none()
    });
    first
}

/// Visits each piece outside quotes with its place, until told to stop.
fn unquoted(bytes: &[u8], delimiter: u8, mut visit: impl FnMut(usize, &[u8]) -> bool) {
    let opens = |quote: usize| match quote.checked_sub(1).and_then(|before| bytes.get(before)) {
        None | Some(b'\n' | b'\r') => true,
        Some(before) => *before == delimiter,
    };
    let mut start = 0;
    let mut from = 0;
    loop {
        let Some(quote) = next_quote(bytes, from) else {
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
            let Some(quote) = next_quote(bytes, from) else {
                return;
            };
            from = quote + 1;
            if bytes.get(from) != Some(&b'"') {
                break;
            }
            from += 1;
        }
        start = from;
    }
}

/// The first quote from a place on. Most are near.
#[inline(always)]
pub(super) fn next_quote(bytes: &[u8], from: usize) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const NEAR: usize = 32;
    let mut at = from;
    while at < from + NEAR
        && let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk())
    {
        let word = u64::from_le_bytes(*word) ^ (LOW * 0x22);
        let found = word.wrapping_sub(LOW) & !word & HIGH;
        if found != 0 {
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    memchr::memchr(b'"', rest).map(|length| at + length)
}

//! The plain part of a JSON string, which stands for itself: no quote, no backslash, no control character.

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The bytes of a word that are not plain. Bytes after the first marked one may be marked wrongly.
#[inline(always)]
fn marked(word: u64) -> u64 {
    let quotes = (word ^ (LOW * 0x22)).wrapping_sub(LOW);
    let backslashes = (word ^ (LOW * 0x5C)).wrapping_sub(LOW);
    let controls = word.wrapping_sub(LOW * 0x20);
    (quotes | backslashes | controls) & !word & HIGH
}

/// The first byte from `at` that is not plain, or the end.
#[inline(always)]
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let found = marked(u64::from_le_bytes(*word));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    last_end(bytes, at)
}

/// [`plain_end`] for fewer bytes than a word.
#[cold]
fn last_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
    at + found.unwrap_or(rest.len())
}

/// Whether all bytes are plain.
#[inline(always)]
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
        return marked(few(bytes)) == 0;
    };
    let mut found = marked(u64::from_le_bytes(*last)) | marked(u64::from_le_bytes(*first));
    let mut at = 8;
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        found |= marked(u64::from_le_bytes(*word));
        at += 8;
    }
    found == 0
}

/// Fewer bytes than a word, some of them twice, with plain ones around them.
#[inline(always)]
fn few(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(head), Some(tail)) => {
            u64::from(u32::from_le_bytes(*head)) | u64::from(u32::from_le_bytes(*tail)) << 32
        }
        _ => {
            let byte = |at: usize| u64::from(bytes.get(at).copied().unwrap_or(b' '));
            0x2020_2020_2000_0000 | byte(0) | byte(1) << 8 | byte(2) << 16
        }
    }
}

//! The plain part of a JSON string, which stands for itself: no quote, no backslash, no control character.

use wide::u8x16;

/// Bytes that are looked at together.
const BLOCK: usize = 16;

/// A bit for each byte that is not plain, the first byte's the lowest.
#[inline(always)]
fn marked(block: &[u8; BLOCK]) -> u32 {
    let bytes = u8x16::new(*block);
    let quotes = bytes.simd_eq(u8x16::splat(b'"'));
    let backslashes = bytes.simd_eq(u8x16::splat(b'\\'));
    let controls = bytes.simd_eq(bytes.min(u8x16::splat(0x1F)));
    (quotes | backslashes | controls).to_bitmask()
}

/// The first byte from `at` that is not plain, or the end.
#[inline(always)]
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let found = marked(block);
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += BLOCK;
    }
    last_end(bytes, at)
}

/// [`plain_end`] for fewer bytes than a block.
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
    let Some(last) = bytes.last_chunk() else {
        return marked(&few(bytes)) == 0;
    };
    let mut found = marked(last);
    let (blocks, _) = bytes.as_chunks();
    for block in blocks {
        found |= marked(block);
    }
    found == 0
}

/// Fewer bytes than a block, some of them twice, with plain ones around them.
#[inline(always)]
fn few(bytes: &[u8]) -> [u8; BLOCK] {
    let word = |first: u64, last: u64| (u128::from(first) | u128::from(last) << 64).to_le_bytes();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return word(u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    const BLANKS: u64 = 0x2020_2020_2020_2020;
    let half = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        _ => {
            let byte = |at: usize| u64::from(bytes.get(at).copied().unwrap_or(b' '));
            BLANKS << 24 | byte(0) | byte(1) << 8 | byte(2) << 16
        }
    };
    word(half, BLANKS)
}

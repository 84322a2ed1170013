//! Names of members as they are written, for reading and for writing, with neither loop nor call where they
//! are of usual length.

use super::plan::Use;
use super::write;
use wide::u8x16;

/// Bytes before a value that are compared at once.
const USUAL: usize = 32;

/// A member as it stood at this place of the lines before.
pub(super) struct Expected {
    /// What stood between the value before and its own: a comma or the opening brace, its name, the colon, and
    /// whatever blanks were among them.
    written: Box<[u8]>,
    head: [u8; USUAL],
    /// A bit for each byte of the head that must be there.
    needed: u32,
    pub(super) what: Use,
}

impl Expected {
    pub(super) fn new(written: &str, what: Use) -> Self {
        let mut head = [0; USUAL];
        let mut needed = 0;
        for (place, byte) in head.iter_mut().zip(written.bytes()) {
            *place = byte;
            needed = needed << 1 | 1;
        }
        Self {
            head,
            needed,
            written: written.as_bytes().into(),
            what,
        }
    }

    /// Where the value begins, if the member stands at that place of the text.
    #[inline(always)]
    pub(super) fn begins(&self, text: &[u8], at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let length = self.written.len();
        let is = match rest.first_chunk::<USUAL>() {
            Some(head) if length <= USUAL => {
                equal_bytes(head, &self.head) & self.needed == self.needed
            }
            _ => rest.starts_with(&self.written),
        };
        is.then_some(at + length)
    }
}

/// A bit for each byte that both have at the same place.
#[inline(always)]
fn equal_bytes(left: &[u8; USUAL], right: &[u8; USUAL]) -> u32 {
    let (left, _) = left.as_chunks();
    let (right, _) = right.as_chunks();
    let mut bits = 0;
    for (half, (left, right)) in left.iter().zip(right).enumerate() {
        let equal = u8x16::new(*left).simd_eq(u8x16::new(*right));
        bits |= equal.to_bitmask() << (16 * half);
    }
    bits
}

/// Bytes of a prefix that are written at once.
const BLOCK: usize = 32;

/// What is written before a member's value: the sign before the member, its name, the colon, and the quote that
/// begins a text.
pub(super) struct Prefix {
    whole: Box<[u8]>,
    block: [u8; BLOCK],
}

impl Prefix {
    pub(super) fn new(before: &str, name: &str) -> Self {
        let mut whole = before.as_bytes().to_vec();
        write::string(name, &mut whole);
        whole.extend_from_slice(b":\"");
        let mut block = [0; BLOCK];
        for (place, byte) in block.iter_mut().zip(&whole) {
            *place = *byte;
        }
        Self {
            whole: whole.into_boxed_slice(),
            block,
        }
    }

    /// Writes it with the quote.
    #[inline(always)]
    pub(super) fn before_text(&self, out: &mut Vec<u8>) {
        let length = self.whole.len();
        if length <= BLOCK {
            out.extend_from_slice(&self.block);
            out.truncate(out.len() - (BLOCK - length));
        } else {
            out.extend_from_slice(&self.whole);
        }
    }

    /// Writes it without the quote.
    #[inline]
    pub(super) fn before_other(&self, out: &mut Vec<u8>) {
        self.before_text(out);
        out.pop();
    }
}

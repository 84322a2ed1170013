//! Names of members as they are written, for reading and for writing, with neither loop nor call where they
//! are of usual length.

use super::plan::Use;
use super::write;

/// Bytes of a name, with quotes and colon, that are compared at once.
const USUAL: usize = 24;

/// A member as it stood at this place of the lines before.
pub(super) struct Expected {
    /// Its name with quotes and colon.
    written: Box<[u8]>,
    head: [u64; 3],
    mask: [u64; 3],
    what: Use,
}

impl Expected {
    pub(super) fn new(name: &str, what: Use) -> Self {
        let mut written = Vec::with_capacity(name.len() + 3);
        write::string(name, &mut written);
        written.push(b':');
        let mut head = [0; USUAL];
        let mut mask = [0; USUAL];
        for ((head, mask), byte) in head.iter_mut().zip(&mut mask).zip(&written) {
            (*head, *mask) = (*byte, 0xFF);
        }
        Self {
            head: words(&head),
            mask: words(&mask),
            written: written.into_boxed_slice(),
            what,
        }
    }

    /// The length of the name, quotes and colon included, and what is done with the member, if the text begins
    /// with it.
    #[inline(always)]
    pub(super) fn begins(&self, text: &[u8]) -> Option<(usize, Use)> {
        let length = self.written.len();
        let is = match text.first_chunk::<USUAL>() {
            Some(head) if length <= USUAL => {
                let [a, b, c] = words(head);
                let [x, y, z] = self.head;
                let [p, q, r] = self.mask;
                ((a ^ x) & p) | ((b ^ y) & q) | ((c ^ z) & r) == 0
            }
            _ => text.starts_with(&self.written),
        };
        is.then_some((length, self.what))
    }
}

#[inline(always)]
fn words(bytes: &[u8; USUAL]) -> [u64; 3] {
    let word = |at: usize| {
        let word = bytes.get(at..).and_then(|rest| rest.first_chunk());
        u64::from_le_bytes(word.copied().unwrap_or_default())
    };
    [word(0), word(8), word(16)]
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

//! A table of constant texts, each with an argument's index: finds one without allocating.
//!
//! Open addressing over at most half-filled slots. The hash looks at the length and at the first and
//! last eight bytes; keys that agree in those only cost a comparison each.

/// Texts by which an argument is chosen.
#[derive(Debug)]
pub(in crate::functions) struct Keys {
    slots: Box<[Option<Slot>]>,
}

#[derive(Clone, Debug)]
struct Slot {
    key: Box<str>,
    argument: usize,
}

impl Keys {
    /// A table of these texts; of equal ones the first is found.
    pub(in crate::functions) fn new<'k>(
        keys: impl ExactSizeIterator<Item = (&'k str, usize)>,
    ) -> Self {
        let mut table = Self {
            slots: vec![None; (keys.len() * 2 + 1).next_power_of_two()].into_boxed_slice(),
        };
        for (key, argument) in keys {
            table.insert(key, argument);
        }
        table
    }

    /// The argument that belongs to a text.
    #[inline]
    pub(in crate::functions) fn find(&self, text: &str) -> Option<usize> {
        let mut at = self.home(text);
        loop {
            match self.slots.get(at)? {
                Some(slot) if *slot.key == *text => return Some(slot.argument),
                Some(_) => at = self.after(at),
                None => return None,
            }
        }
    }

    fn insert(&mut self, key: &str, argument: usize) {
        let mut at = self.home(key);
        while let Some(slot) = self.slots.get_mut(at) {
            match slot {
                Some(taken) if *taken.key == *key => return,
                Some(_) => at = self.after(at),
                None => {
                    *slot = Some(Slot {
                        key: key.into(),
                        argument,
                    });
                    return;
                }
            }
        }
    }

    #[inline]
    fn home(&self, text: &str) -> usize {
        hash(text) as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }
}

/// Mixes the length with the first and the last bytes.
#[inline]
fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (head, tail) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(head), Some(tail)) => (
                u64::from(u32::from_le_bytes(*head)),
                u64::from(u32::from_le_bytes(*tail)),
            ),
            _ => (
                u64::from(bytes.first().copied().unwrap_or_default()),
                u64::from(bytes.get(1).copied().unwrap_or_default()) << 8
                    | u64::from(bytes.last().copied().unwrap_or_default()),
            ),
        },
    };
    let mixed = (head ^ 0x9E37_79B9_7F4A_7C15)
        .wrapping_mul(0xD6E8_FEB8_6659_FD93)
        .wrapping_add(tail ^ (bytes.len() as u64) << 32)
        .wrapping_mul(0xA076_1D64_78BD_642F);
    mixed ^ mixed >> 32
}

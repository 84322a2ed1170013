//! Which units .NET 9 takes for equal without regard to case (invariant culture).
//!
//! .NET's table puts characters together that have the same simple lower-case mapping. That joins
//! `k K K` and `ß ẞ`, and leaves `ſ`, `ı`, `İ`, `ς` and `µ` alone.

use std::sync::OnceLock;

/// Pairs of equal units, both directions, sorted.
fn pairs() -> &'static [(u16, u16)] {
    static PAIRS: OnceLock<Vec<(u16, u16)>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let mut by_lower: Vec<(u16, u16)> = (0..=u16::MAX)
            .filter_map(|unit| {
                let mut lower = char::from_u32(u32::from(unit))?.to_lowercase();
                let first = u16::try_from(u32::from(lower.next()?)).ok()?;
                (lower.next().is_none()).then_some((first, unit))
            })
            .collect();
        by_lower.sort_unstable();
        let mut pairs = Vec::new();
        for group in by_lower.chunk_by(|a, b| a.0 == b.0) {
            for (_, a) in group {
                pairs.extend(group.iter().filter(|(_, b)| a != b).map(|(_, b)| (*a, *b)));
            }
        }
        pairs.sort_unstable();
        pairs
    })
}

/// Calls `add` with every unit that equals one of `low..=high` but for its case.
pub fn equivalents(low: u16, high: u16, mut add: impl FnMut(u16)) {
    if high < 0x80 {
        for unit in low..=high {
            match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii_alphabetic() => {
                    add(u16::from(byte ^ 0x20));
                    if byte | 0x20 == b'k' {
                        add(0x212A);
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let pairs = pairs();
    let from = pairs.partition_point(|(a, _)| *a < low);
    for (_, b) in pairs.iter().skip(from).take_while(|(a, _)| *a <= high) {
        add(*b);
    }
}

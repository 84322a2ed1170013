//! Letters without their marks, as Entra's `NormalizeDiacritics` writes them.

use std::{fmt::Write, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::rewrite::Rewrite;

/// Puts the text into `out` without diacritics; `false` where it has none.
///
/// Letters lose their combining marks; those that do not decompose follow the documented table
/// (æ→ae, ø→oe, ß→ss, ł→l, ı→i and their capitals; œ→oe only under a macron). All others stay.
///
/// ```
/// use attrflow::dotnet::text::fold_diacritics;
/// let mut out = String::new();
/// assert!(fold_diacritics("Søren Nguyễn", &mut out));
/// assert_eq!(out, "Soeren Nguyen");
/// ```
pub fn fold_diacritics(text: &str, out: &mut impl Write) -> bool {
    if text.is_ascii() {
        return false;
    }
    let letters = &*LETTERS;
    if text
        .chars()
        .any(|c| !c.is_ascii() && letters.slot(c).is_none())
    {
        return fold_decomposed(text, out);
    }
    let mut rewrite = Rewrite::new(text, out);
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        match letters.slot(c) {
            Some(Slot::One(new)) => rewrite.put(at, c, *new),
            Some(Slot::Two(new)) => rewrite.replace(at, c.len_utf8(), new),
            None => {}
        }
    }
    rewrite.finish()
}

/// The general way, through decomposition.
fn fold_decomposed(text: &str, out: &mut impl Write) -> bool {
    if folded(text).nfc().eq(text.chars()) {
        return false;
    }
    folded(text).nfc().for_each(|c| {
        let _ = out.write_char(c);
    });
    true
}

const MACRON: char = '\u{304}';

/// The decomposed text without marks, and with the table applied.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let mut decomposed = text.nfd().peekable();
    let mut second = None;
    std::iter::from_fn(move || {
        if second.is_some() {
            return second.take();
        }
        let base = decomposed.find(|c| !is_mark(*c))?;
        let mut macron = false;
        while let Some(mark) = decomposed.next_if(|c| is_mark(*c)) {
            macron |= mark == MACRON;
        }
        let first;
        (first, second) = by_table(base, macron);
        Some(first)
    })
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.general_category() == GeneralCategory::NonspacingMark
}

fn by_table(base: char, macron: bool) -> (char, Option<char>) {
    match base {
        'æ' => ('a', Some('e')),
        'Æ' => ('A', Some('E')),
        'ø' => ('o', Some('e')),
        'Ø' => ('O', Some('E')),
        'œ' if macron => ('o', Some('e')),
        'Œ' if macron => ('O', Some('E')),
        'ß' => ('s', Some('s')),
        'ł' => ('l', None),
        'Ł' => ('L', None),
        'ı' => ('i', None),
        _ => (base, None),
    }
}

/// The Latin letters of everyday names, folded once: one by one is enough for them, because
/// none of them is a mark.
static LETTERS: LazyLock<Letters> = LazyLock::new(|| Letters {
    latin: ('\u{80}'..'\u{250}').map(Slot::of).collect(),
    additional: ('\u{1E00}'..'\u{1F00}').map(Slot::of).collect(),
});

struct Letters {
    latin: Box<[Slot]>,
    additional: Box<[Slot]>,
}

enum Slot {
    One(char),
    Two(&'static str),
}

impl Letters {
    fn slot(&self, c: char) -> Option<&Slot> {
        let code = u32::from(c) as usize;
        if code < 0x1E00 {
            self.latin.get(code.checked_sub(0x80)?)
        } else {
            self.additional.get(code - 0x1E00)
        }
    }
}

impl Slot {
    fn of(c: char) -> Self {
        let mut buffer = [0; 4];
        let mut letters = folded(c.encode_utf8(&mut buffer)).nfc();
        match (letters.next(), letters.next()) {
            (Some('a'), Some('e')) => Self::Two("ae"),
            (Some('A'), Some('E')) => Self::Two("AE"),
            (Some('o'), Some('e')) => Self::Two("oe"),
            (Some('O'), Some('E')) => Self::Two("OE"),
            (Some('s'), Some('s')) => Self::Two("ss"),
            (Some(one), _) => Self::One(one),
            (None, _) => Self::One(c),
        }
    }
}

//! Letters without their marks, as Entra's `NormalizeDiacritics` writes them.

use std::{fmt::Write, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

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
    let Some(plain) = text.bytes().position(|byte| !byte.is_ascii()) else {
        return false;
    };
    let (plain, rest) = text.split_at_checked(plain).unwrap_or((text, ""));
    let letters = &*LETTERS;
    let mut changes = false;
    for c in rest.chars().filter(|c| !c.is_ascii()) {
        match letters.get(c) {
            Some(folded) => changes |= folded != (c, None),
            None => return fold_decomposed(text, out),
        }
    }
    if !changes {
        return false;
    }
    let _ = out.write_str(plain);
    let mut copied = 0;
    for (at, c) in rest.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let (first, second) = letters.get(c).unwrap_or((c, None));
        let _ = out.write_str(rest.get(copied..at).unwrap_or_default());
        let _ = out.write_char(first);
        if let Some(second) = second {
            let _ = out.write_char(second);
        }
        copied = at + c.len_utf8();
    }
    let _ = out.write_str(rest.get(copied..).unwrap_or_default());
    true
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

fn by_table(base: char, macron: bool) -> Folded {
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

/// The letters of everyday names, folded once. One by one is enough for them, because no mark
/// is among them.
static LETTERS: LazyLock<Letters> = LazyLock::new(|| Letters {
    low: ('\u{80}'..'\u{530}').map(Letters::fold).collect(),
    additional: ('\u{1E00}'..'\u{2000}').map(Letters::fold).collect(),
});

/// A letter, and a second one where it becomes two.
type Folded = (char, Option<char>);

/// Latin, Greek and Cyrillic.
struct Letters {
    low: Box<[Option<Folded>]>,
    additional: Box<[Option<Folded>]>,
}

impl Letters {
    /// What the letter becomes, itself included; `None` where only the general way knows.
    fn get(&self, c: char) -> Option<Folded> {
        if c.is_ascii() {
            return Some((c, None));
        }
        let code = u32::from(c) as usize;
        match code.checked_sub(0x1E00) {
            None => *self.low.get(code - 0x80)?,
            Some(code) => *self.additional.get(code)?,
        }
    }

    fn fold(c: char) -> Option<Folded> {
        let mut buffer = [0; 4];
        let mut letters = folded(c.encode_utf8(&mut buffer)).nfc();
        Some((letters.next()?, letters.next()))
    }
}

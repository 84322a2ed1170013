//! Title case, as .NET's `TextInfo.ToTitleCase` writes it.

use std::{fmt::Write, iter::Peekable, str::CharIndices};

use unicode_properties::{GeneralCategory as Category, UnicodeGeneralCategory};

use super::{
    Culture,
    casing::{lower_char, upper_char},
    rewrite::Rewrite,
};

/// Puts the title case of the text into `out`; `false` where the text is written so already.
///
/// Words all in capitals stay; a letter after an apostrophe does not start a word.
///
/// ```
/// use attrflow::dotnet::text::{Culture, title};
/// let mut out = String::new();
/// assert!(title("jean-luc o'NEIL of NASA", Culture::Invariant, &mut out));
/// assert_eq!(out, "Jean-Luc O'neil Of NASA");
/// ```
pub fn title(text: &str, culture: Culture, out: &mut impl Write) -> bool {
    write_words(text, culture, |c| c, out)
}

/// As [`title`] of the lower-cased text: words in capitals change, too.
///
/// ```
/// use attrflow::dotnet::text::{Culture, title_lower};
/// let mut out = String::new();
/// assert!(title_lower("VAN DER BERG", Culture::Invariant, &mut out));
/// assert_eq!(out, "Van Der Berg");
/// ```
pub fn title_lower(text: &str, culture: Culture, out: &mut impl Write) -> bool {
    write_words(text, culture, |c| lower_char(c, culture), out)
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Lower,
    Letter,
    Inner,
    Separator,
}

fn write_words(
    text: &str,
    culture: Culture,
    first_to: impl Fn(char) -> char,
    out: &mut impl Write,
) -> bool {
    let mut rewrite = Rewrite::new(text, out);
    let mut chars = text.char_indices().peekable();
    while let Some((at, original)) = chars.next() {
        let c = first_to(original);
        let role = role(c);
        if !matches!(role, Role::Lower | Role::Letter) {
            rewrite.put(at, original, c);
            continue;
        }
        rewrite.put(at, original, title_char(c, culture));
        if culture == Culture::Dutch
            && matches!(c, 'i' | 'I')
            && let Some((at, j)) = chars.next_if(|(_, c)| matches!(c, 'j' | 'J'))
        {
            rewrite.put(at, j, 'J');
        }
        let mut lowers = role == Role::Lower;
        loop {
            let (end, at_apostrophe) = rest_of_run(chars.clone(), &first_to, &mut lowers);
            while let Some((at, original)) = chars.next_if(|(at, _)| *at < end) {
                let c = first_to(original);
                rewrite.put(
                    at,
                    original,
                    if lowers { lower_char(c, culture) } else { c },
                );
            }
            if !at_apostrophe {
                break;
            }
            chars.next();
            lowers = true;
        }
    }
    rewrite.finish()
}

/// Where the word, or its part before an apostrophe, ends; notes whether it has a lower-case
/// letter, without which it counts as an acronym.
fn rest_of_run(
    chars: Peekable<CharIndices<'_>>,
    first_to: impl Fn(char) -> char,
    lowers: &mut bool,
) -> (usize, bool) {
    for (at, c) in chars {
        if c == '\'' {
            return (at, true);
        }
        match role(first_to(c)) {
            Role::Separator => return (at, false),
            Role::Lower => *lowers = true,
            Role::Letter | Role::Inner => {}
        }
    }
    (usize::MAX, false)
}

/// Digraphs have a title case of their own.
fn title_char(c: char, culture: Culture) -> char {
    match c {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        _ => upper_char(c, culture),
    }
}

fn role(c: char) -> Role {
    match c {
        'a'..='z' => return Role::Lower,
        'A'..='Z' => return Role::Letter,
        '0'..='9' => return Role::Inner,
        _ if c.is_ascii() => return Role::Separator,
        _ => {}
    }
    match c.general_category() {
        Category::LowercaseLetter => Role::Lower,
        Category::UppercaseLetter
        | Category::TitlecaseLetter
        | Category::ModifierLetter
        | Category::OtherLetter => Role::Letter,
        Category::NonspacingMark
        | Category::SpacingMark
        | Category::EnclosingMark
        | Category::DecimalNumber
        | Category::LetterNumber
        | Category::OtherNumber
        | Category::PrivateUse
        | Category::Unassigned => Role::Inner,
        _ => Role::Separator,
    }
}
